"""Ways to say no, and ways that only look like it: "I really can't stand", "not a big fan of", "keep … out of it".

The lexicon lists the plain markers ("no", "without"); here stand those that are put together from parts. Each becomes a
marker, which `segue.intent.negation` and `segue.intent.turns` apply to the wishes around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from segue.intent.match import Match
from segue.intent.tokens import Opened, Tokens, opened
from segue.knowledge.lexicon import Marker

MILD: Final = 0.5
"""The amount of a marker that asks for less of something rather than none."""
_AVOID, _LESS = Marker("avoid"), Marker("avoid", amount=MILD)
_AVOIDED: Final = Marker("avoided")
"""Turns what stands before it: "rap is out"."""
_EXCEPT: Final = Marker("except")
"""Begins an exception, and nothing where there is nothing to except from: "besides"."""
_OPTIONAL, _MUST = Marker("prefer"), Marker("must")

_ADVERB: Final = (
    r"(?: (?:really|particularly|especially|even|ever|actually|exactly|at all|personally|just|so|too|very|that|"
    r"always|um|umm|uh|uhm|erm|hmm|please|honestly))*"
)
_REST: Final = (
    r"(?: (?:any more of|any of|too much of|too much|too many|much of|any|anything|more|to|the|that|this|those|these|"
    r"all|"
    r"of|with|in|from|by|on|a|an|kind of|sort of|type of|hint of|trace of|songs|music|stuff)(?= )"
    r"(?! (?:top|best|few|couple|lot|bit|songs? called)\b))*"
)
"""Words between a negation and what it is about."""
_NOT: Final = (
    "dont|do not|doesnt|does not|didnt|cant|cannot|can not|couldnt|could not|wont|will not|wouldnt|would not|shouldnt|"
    "should not|must not|mustnt|never|aint|please dont"
)
_VERB: Final = (
    r"(?:want|wanna|wish|need|love|enjoy|care for|care about|stand|bear|take|tolerate|listen|hear|play|use|include|add|"
    r"give me|put|put in|have|contain|feature|allow|see|recommend|suggest|pick|choose|select|throw in|go for|do|"
    r"feel like|get|"
    r"bother with|touch|go near|venture into|involve|show me|consider|sound)(?: (?:to|hear|listen to|listen|have|see|"
    r"include|"
    r"play|be|get|hearing|listening to|me|it|in))*"
)
_REFUSING: Final = (
    opened(_NOT, rf"{_ADVERB} (?:like|{_VERB}){_REST}"),
    opened("not", rf"{_ADVERB} {_VERB}{_REST}"),
    opened(
        "not|no|never|isnt|aint|arent|wasnt",
        rf"{_ADVERB}(?: (?:a|an|the|much of|one for|big|huge|great|massive|real))* (?:fans? of|lovers? of|"
        rf"friends? of|keen on|"
        rf"fond of|into|interested in|crazy about|in the mood for|feeling|up for|wild about|looking for|here for|"
        rf"big on|one for|"
        rf"after|sold on|in to|bothered with|having){_REST}",
    ),
    opened(
        "tired|sick|sick and tired|bored|weary|fed up|allergic|averse|had it",
        rf" (?:of|with|to|by)(?: (?:hearing|all))*{_REST}",
    ),
    opened("enough|had enough|ive had enough|heard enough", r" (?:of|with)(?: (?:the|that|this|all))*"),
    opened("lost interest in|too much of the|not please"),
)
_ORDERS: Final = (
    opened(
        "drop|ditch|lose|cut|cut out|remove|hold|hold back on|forget|forget about|ban|banish|scrap|nix|filter out|"
        "weed out|"
        "rule out|get rid of|do away with|eliminate|kill|lay off|pass on|delete|strip out|take out|leave off|leave out|"
        "cut down on|stop with|stop playing|spare me|save me from",
        rf" (?:the|any|all|all the|any of the|those|these|that|your|with the|my){_REST}",
    ),
    opened(
        "omit|omitting|exclude|excluding|eschew|barring|steer clear of|steering clear of|stay clear of|stay away from|"
        "staying away from|keep away from|shy away from|say no to|no thanks to|no to|dislike|despise|detest|loathe|"
        "hate|hating|"
        "cant deal with|have no time for|have no patience for|have no love for|spare me|save me from|ban|remove|"
        "ditch|free of|"
        "free from|devoid of|void of|bereft of|clear of|lacking|sans|minus|nothing remotely|nothing resembling|"
        "rather not hear|"
        "rather not have|instead of|in place of|rather than|as opposed to|under no circumstances|on no account|"
        "by no means|"
        "in no way|not a single|not one|not even a little|not even|no kind of|no form of|no sign of|no trace of|"
        "no hint of|"
        "no more of|0 tolerance for|w o|w out|wo|neither|neither of|non|anti|refuse to hear|refuse to listen to|"
        "refuse to play",
        _REST,
    ),
    opened("0", r"(?! (?:bpm|stars?|minutes|to|-)\b)"),
)
_FEWER: Final = (
    opened(
        "few|little|less of the|less of|less|fewer|hardly any|hardly|barely any|barely|scarcely any|scarcely|minimal|"
        "minimum of|"
        "very few|very little|little to no|little or no|few to no|few or no|light on|easy on the|go easy on|"
        "go easy on the|"
        "easy with the|ease up on|tone down|tone down the|low on|limited|sparse|not much|not too much|not too many|"
        "not many|"
        "not a lot of|not lots of|without much|without many|without too much|without too many|not heavy on|"
        "not loads of|"
        "nothing with much|turn down the|not overloaded with|not full of|with less|with fewer|too much|too many",
        r"(?! (?:than|known|popular|energetic|danceable|heard|obvious|bit|while|by)\b)(?: (?:of the|the))?",
    ),
)
_LATE: Final = (
    opened(
        "is|are|was|were",
        r" (?:out|off limits|banned|forbidden|a no go|a no|a nono|not allowed|not welcome|not wanted|not an option|"
        r"not ok|"
        r"not okay|verboten|no good|a deal ?breaker)(?=$| (?:[,.;!?]|please|for|today|tonight|though|and|but|as well|"
        r"too)(?: |$))",
    ),
    opened(
        "none of that|none of those|none of these|none of this|nothing like that|need not apply|neednt apply|"
        "need no apply|not allowed|not welcome|not included|excluded|excepted|can stay out|"
        "can stay away|can stay home|can stay at home|no thanks|no thank you|no way|is not my thing|isnt my thing|"
        "not my thing|"
        "not really my thing|is not for me|isnt for me|arent for me|not for me|not my cup of tea|isnt my cup of tea|"
        "not my jam|"
        "isnt my jam|not my style|isnt my style|not wanted|drives me mad|drives me crazy|drives me nuts|sucks|"
        "bores me|bore me|"
        "puts me off|makes me sick|turns me off|gets on my nerves|should be left out|should be excluded|"
        "should be avoided|"
        "should be skipped|must be left out|must be excluded|must be avoided|must be skipped"
    ),
)
_TAKEN_BACK: Final = (
    opened(
        "not|never|nothing|none|no songs|no playlist|no music|no party",
        r"(?: (?:to )?(?:be|go|do|live|complete))? (?:without|lacking|devoid of|free of)",
    ),
    opened("cant|cannot|couldnt|could not|dont|never", r" (?:live|do|be|go|manage|party|dance) without"),
    opened(
        "dont|do not|never",
        r" (?:skip|avoid|forget|leave out|exclude|skimp on|hold back on|miss out on|omit|miss|ignore|drop|lose)",
    ),
    opened(
        "cant get enough of|cannot get enough of|never get enough of|not lacking|not missing|not forgetting|not bad"
    ),
)
"""Negations of negations: what follows is wanted."""
_OPEN_TO: Final = (
    opened(
        "not", r" (?:only|just|merely|simply|all|exclusively|solely|purely|necessarily)(?: (?:only|just|all|a|the))*"
    ),
    opened(
        "i dont mind|i do not mind|i wouldnt mind|"
        "dont mind|do not mind|wouldnt mind|would not mind|dont object to|wouldnt say no to|nothing against|"
        "not against|"
        "not averse to|not opposed to|no problem with|no objection to|fine with|ok with|okay with|happy with|open to",
        r"(?: (?:a bit of|some|a|a little|if there is|if theres|having|hearing))*(?= [^\s,.;:!?])",
    ),
    opened("doesnt|does not|dont|do not|neednt|need not", r"(?: (?:have|need))?(?: to)? (?:be|have to be)"),
    opened("not essential|not required|not needed|not a must|neednt be"),
)
_UNLESS: Final = (
    opened("with the exception of|with the sole exception of|save for|except for|except maybe|except perhaps"),
    opened("unless", r" (?:its|it is|theyre|they are)(?: by)?"),
)
_ALL: Final = (
    r"(?: (?:other |else ?)?(?:songs?|music|genres?|artists?|tracks?|bands?|styles?|decades?|eras?|languages?|"
    r"instruments?|"
    r"singers?|years?|tempos?|stuff|kind|sort))?"
)
_BUT: Final = r" (?:but|except for|except|other than|apart from|besides|bar|save for|aside from)(?: (?:for|the|any))*"
_NOTHING_BUT: Final = (
    opened("nothing|none|no one|nobody|nothing else", _BUT),
    opened("no", rf"(?= (?:other|songs?|music|genres?|artists?|tracks?|bands?|styles?)){_ALL}{_BUT}"),
)
_ALL_BUT: Final = (
    opened(
        "any|anything|anyone|anybody|every|everything|everyone|everybody|all|all kinds of|any kind of|whatever",
        _ALL + _BUT,
    ),
)
_MARKED: Final[tuple[tuple[tuple[Opened, ...], Marker | None, int], ...]] = (
    (_REFUSING, _AVOID, 2), (_ORDERS, _AVOID, 2), (_FEWER, _LESS, 3), (_LATE, _AVOIDED, 3), (_TAKEN_BACK, None, 4),
    (_OPEN_TO, _OPTIONAL, 4), (_UNLESS, _AVOID, 3), (_NOTHING_BUT, _MUST, 4), (_ALL_BUT, _AVOID, 4),
    ((opened("besides"),), _EXCEPT, 3),
)  # fmt: skip
_APART: Final = opened(
    "keep|keeping|leave|leaving|take|cut|kick|throw",
    r"(?: (?:any|all|the|of))*(?: [^\s,;.!?:()\"@]+){1,4}? (?P<out>out(?: of (?:it|this|that|there|here|the (?:list|"
    r"mix|playlist|"
    r"picture)|my (?:playlist|mix|list)))?|off (?:it|the (?:list|playlist))|away)(?! (?:loud|there)\b)",
)
_APART_BY: Final = 6
"""Words that may stand between "rather" and its "than"."""


def refusals(tokens: Tokens) -> Iterator[Match]:
    """Markers put together from several words; and words that ask nothing where a negation is taken back."""
    for shapes, marker, bonus in _MARKED:
        for shape in shapes:
            for start, end, _ in tokens.opening(shape):
                yield Match(start, end, marker=marker, bonus=bonus)
    for start, end, match in tokens.opening(_APART):  # "keep country out of it": the verb itself asks nothing
        yield Match(start, start + 1, bonus=3)
        yield Match(end - len(match["out"].split()), end, marker=_AVOIDED, bonus=3)
    if tokens.words & {"free", "than"}:
        yield from _single(tokens)


def _single(tokens: Tokens) -> Iterator[Match]:
    """ "rap-free", with its hyphen ("free jazz" is another thing), and "rather blues than jazz"."""
    for i, token in enumerate(tokens.items):
        if token.text == "free" and i and tokens.prompt[tokens.items[i - 1].end : token.start] == "-":
            yield Match(i, i + 1, marker=_AVOIDED, bonus=3)
        if token.text == "than" and any(
            t.text in ("rather", "prefer") for t in tokens.items[max(0, i - _APART_BY) : i]
        ):
            yield Match(i, i + 1, marker=_LESS, bonus=3)
