"""How a list moves: "start calm and end wild", "getting faster", "build up slowly", "sorted by tempo"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from segue.intent.match import Match, wish
from segue.intent.tokens import Tokens, pattern
from segue.knowledge.lexicon import Pole, lexicon
from segue.music import Requirement

_W: Final = r"[^\s,;.!?:()\"@]+"
_ADVERB: Final = (
    r"(?:(?:very|really|super|quite|pretty|nice and|more|all|slightly|totally|completely|extremely|"
    r"fairly|rather|so|out|off|things|us|it|me|"
    r"with|on|from|in|a|an|the|something|some|up|being|feeling|sounding|low key|slow and|calm and) )*?"
)
_NOUN: Final = r"(?: (?:songs?|tracks?|music|stuff|ones?|tunes|mood|vibes?|sounds?|and \S+|energy|tempo|things))?"
_LINK: Final = (
    r"(?: (?:,|;|and|then|but|to|before|gradually|slowly|-|until|it|they|should|finally|eventually|the list|we|>))*"
)
_START: Final = (
    r"(?:starts?|starting|begins?|beginning|opens?|opening|kicks? off|kicking off|start off|starting off|"
    r"commence|first|initially|at first)"
)
_END: Final = (
    r"(?:ends?|ending|finish(?:es)?|finishing|closes?|closing|build(?:s|ing)?(?: up)? to|gets?|"
    r"getting|becom(?:e|es|ing)|grow(?:s|ing)?|"
    r"work(?:s|ing)?(?: its| our| your)?(?: way)?(?: up)? to|ramp(?:s|ing)?(?: up)? to|wrap(?:s|"
    r"ping)? up|end up|ending up|conclude|turn(?:s|ing)?|"
    r"wind(?:s|ing)? down to|by the end|at the end|in the end|mov(?:e|es|ing) (?:on )?to|transition(?:s|"
    r"ing)?(?: to)?|progress(?:es|ing)?(?: to)?|rise to|go(?:es|ing)? to|lead(?:s|ing)? to|finally|"
    r"end)"
)
_POLES, _COMPARATIVE, _SUPERLATIVE, _MEASURE = (
    "|".join(sorted(table, key=len, reverse=True))
    for table in (lexicon().poles, lexicon().comparatives, lexicon().superlatives, lexicon().measures)
)
_FIRST, _LAST = rf"(?P<p>{_POLES})", rf"(?P<q>{_POLES})"
_JOURNEY: Final = (
    pattern(rf"{_START} {_ADVERB}{_FIRST}{_NOUN}{_LINK} {_END} {_ADVERB}{_LAST}{_NOUN}"),
    pattern(
        rf"(?:(?:go(?:es|ing)?|mov(?:e|es|ing)|build(?:s|ing)?|progress(?:es|ing)?|transition(?:s|ing)?|"
        rf"shift(?:s|ing)?|travel(?:s|ling)?|journey|arc|climb(?:s|ing)?|slide|ramp(?:s|ing)?|rises?|"
        rf"falls?|sort(?:ed)?|order(?:ed)?|arc|gradually|slowly) )*from {_ADVERB}{_FIRST}{_NOUN} (?:to|"
        rf"into|towards|till|until|-|through to|up to|down to) {_ADVERB}{_LAST}{_NOUN}"
    ),
    pattern(rf"{_FIRST} (?:to|into|- >) {_LAST}"),
    pattern(
        rf"{_FIRST} (?:at the (?:start|beginning)|to start(?: with)?|to begin(?: with)?|at first|first|"
        rf"beginning|start|opening|intro){_LINK} {_ADVERB}{_LAST}{_NOUN} (?:at the end|to finish|to end(?: with)?|"
        rf"at last|last|end|ending|finish|finale|to close)"
    ),
)
_SLOW_WORDS: Final = (
    r"(?:gradually|slowly|steadily|progressively|increasingly|gently|ever|more and more|constantly|"
    r"continuously|always|slightly|"
    r"a bit|a little|over time|towards the end|toward the end|as it goes on|as it goes|along the way|"
    r"bit by bit|step by step|track by track|song by song|"
    r"throughout|with every song|with each song|with each track|from song to song|from track to track|"
    r"at the end|by the end|all the way|through the list|"
    r"through the playlist|nicely|smoothly)"
)
_SLOWLY, _TRAIL = rf"(?:{_SLOW_WORDS} )*", rf"(?: {_SLOW_WORDS})*"
_RISE: Final = (
    r"(?:rising|rises?|increas(?:e|es|ing)|climb(?:s|ing)?|growing|grows?|build(?:s|ing)?(?: up)?|"
    r"ascending|going up|goes? up|ramp(?:s|ing)?(?: up)?|going higher|picking up|picks? up|mounting|"
    r"upward|getting higher|gets higher|swelling|getting stronger|crescendo|builds? over time)"
)
_FALL: Final = (
    r"(?:falling|falls?|decreas(?:e|es|ing)|dropping|drops?|descending|going down|goes? down|declin(?:e|"
    r"es|ing)|fad(?:e|es|ing)|going lower|winding down|winds? down|tapering(?: off)?|tapers?(?: off)?|"
    r"shrinking|lowering|sinking|dwindling|downward|getting lower|gets lower|dying down|diminishing|"
    r"reducing|easing off|letting up|decrescendo)"
)
_M: Final = rf"(?P<m>{_MEASURE})"
_GETTING: Final = r"(?:get(?:s|ting)?|becom(?:e|es|ing)|grow(?:s|ing)?|turn(?:s|ing)?|go(?:es|ing)?)"
_C: Final = rf"(?:(?P<c>{_COMPARATIVE})|(?:more|(?P<less>less)) (?:and (?:more|less) )?(?P<p>{_POLES}))"
_SINGLE: Final = (
    (
        0,
        pattern(
            rf"{_GETTING} {_SLOWLY}{_C}(?: and (?:faster|slower|calmer|louder|quieter|wilder|softer|heavier|"
            rf"happier|sadder|darker|harder))?{_TRAIL}"
        ),
    ),
    (
        0,
        pattern(rf"(?:gradually|slowly|steadily|progressively|increasingly|ever|constantly|continuously) {_C}{_TRAIL}"),
    ),
    (
        0,
        pattern(
            rf"(?P<c>{_COMPARATIVE}) (?:and \S+|with each (?:song|track)|with every (?:song|track)|"
            rf"as it goes(?: on| along)?|over time|towards the end|toward the end|by the end|track by track|"
            rf"song by song)"
        ),
    ),
    (1, pattern(rf"(?:increasingly|(?:ever )?more and more) (?P<p>{_POLES}){_TRAIL}")),
    (-1, pattern(rf"less and less (?P<p>{_POLES}){_TRAIL}")),
    (-1, pattern(rf"(?:decreasingly) (?P<p>{_POLES})")),
    (
        1,
        pattern(
            rf"{_SLOWLY}(?:(?:increase|increases|raise|raises|build|builds|boost|ramp up|pick up|lift|grow|"
            rf"climb in|rise in|rising|increasing|ascending|climbing|growing|building|mounting|going up in|"
            rf"rises in|ramping up|swelling) (?:in )?(?:the )?)(?:overall )?{_M}{_TRAIL}"
        ),
    ),
    (
        -1,
        pattern(
            rf"{_SLOWLY}(?:(?:decrease|decreases|lower|lowers|reduce|reduces|drop|drop in|fall in|falling|"
            rf"decreasing|descending|declining|dropping|going down in|falls in|ramping down|diminishing|"
            rf"fading) (?:in )?(?:the )?)(?:overall )?{_M}{_TRAIL}"
        ),
    ),
    (
        1,
        pattern(
            rf"(?:the |with |let the |let |have the |make the )?{_M} (?:that |which |should |must |to |"
            rf"slowly |gradually |steadily |keeps |keep |always |is |are |constantly )*{_RISE}{_TRAIL}"
        ),
    ),
    (
        -1,
        pattern(
            rf"(?:the |with |let the |let |have the |make the )?{_M} (?:that |which |should |must |to |"
            rf"slowly |gradually |steadily |keeps |keep |always |is |are |constantly )*{_FALL}{_TRAIL}"
        ),
    ),
    (
        1,
        pattern(
            rf"{_SLOWLY}(?:build(?:s|ing)?(?: it)?(?: up)?(?: (?:to|into|towards) (?:a |an |the )?(?:big |"
            rf"huge |wild |massive |grand )?(?:climax|peak|finish|finale|crescendo|end|ending|high))|build(?:s|"
            rf"ing)?(?: it)? up|builds|building|build(?= (?:slowly|gradually|steadily|gently))|"
            rf"ramp(?:s|ing)? up|crescendo|work(?:s|ing)? (?:its |our |"
            rf"your )?way up|pick(?:s|ing)? up(?: the)? (?:steam|momentum)|gain(?:s|ing)? (?:momentum|intensity|"
            rf"energy)|(?:slow|gradual|steady) (?:build(?: up)?|rise|climb|crescendo)|rise|rising|ascending|"
            rf"intensify(?:ing)?|intensifies|heat(?:s|ing)? up|warm(?:s|ing)? up slowly|end(?:s|ing)? (?:with|"
            rf"on|in) a (?:bang|high|climax|peak)|go out with a bang|finish (?:with|on) a (?:bang|high)){_TRAIL}"
        ),
    ),
    (
        -1,
        pattern(
            rf"(?<!to )(?<!for ){_SLOWLY}(?:wind(?:s|ing)? down|calm(?:s|ing)? down|cool(?:s|ing)? (?:down|"
            rf"off)|com(?:e|es|ing) down|taper(?:s|ing)? off|dial(?:s|ing)? down|bring(?:s|ing)? it down|"
            rf"(?:slow|gradual|steady) (?:descent|come down|comedown|wind down|fade)|fad(?:e|es|ing) (?:out|"
            rf"away)|settl(?:e|es|ing) down|ramp(?:s|ing)? down|eas(?:e|es|ing) (?:off|out|down)|descending|"
            rf"quieten(?:s|ing)? down|decrescendo|mellow(?:s|ing)? out|drift(?:s|ing)? off){_TRAIL}"
        ),
    ),
    (
        2,
        pattern(
            rf"{_SLOWLY}(?:speed(?:s|ing)?(?: it)? up|accelerat(?:e|es|ing)|pick(?:s|ing)? up (?:the )?(?:pace|"
            rf"speed|tempo)){_TRAIL}"
        ),
    ),
    (-2, pattern(rf"{_SLOWLY}(?:slow(?:s|ing)?(?: it)? down|decelerat(?:e|es|ing)){_TRAIL}")),
    (
        1,
        pattern(
            rf"(?:a |an )?(?:(?:gentle|slow|gradual|steady|constant) )?(?:rise|increase|climb|growth|build up|lift) "
            rf"(?:in|of) (?:the )?{_M}"
        ),
    ),
    (
        -1,
        pattern(
            rf"(?:a |an )?(?:(?:gentle|slow|gradual|steady|constant) )?(?:decline|drop|decrease|fall|descent|dip) "
            rf"(?:in|of) (?:the )?{_M}"
        ),
    ),
)
_ORDERED: Final = pattern(
    rf"(?:sort(?:ed)?|order(?:ed)?|arranged|ranked|arrange|in order)(?: (?:them|it|the songs|everything))? "
    rf"(?:by|of|from|on)(?: (?:ascending|increasing|rising|(?P<down>descending|decreasing|falling)))? {_M}(?: "
    rf"(?:ascending|increasing|upwards|low to high|lowest first|(?P<down2>descending|decreasing|"
    rf"downwards|high to low|highest first)))?"
)
_FROM_LEAST: Final = pattern(
    rf"(?:(?:sort|order|rank|arrange)(?:ed|d)?(?: (?:them|it|the songs|the tracks|everything))? )?from (?:the )?"
    rf"(?:(?P<up>least)|most)(?: {_ADVERB}(?:{_POLES}))? to (?:the )?(?:most|least) {_ADVERB}(?P<p>{_POLES})"
)
_BY_SUPERLATIVE: Final = pattern(
    rf"(?:(?:sorted |ordered |in order )?(?:from )?(?:the )?(?P<s>{_SUPERLATIVE})(?: (?:songs|tracks|ones|"
    rf"song|track))? (?P<where>first|last|to (?:the )?(?:{_SUPERLATIVE})|"
    r"at the (?:end|start|beginning)|at the very end))"
)
_CHRONOLOGICAL: Final = pattern(
    r"(?P<rev>reverse )?(?:in )?(?P<rev2>reverse )?(?:chronological(?:ly)?(?: order)?|order of (?:release|"
    r"age)|by release date|through the (?:years|decades|ages))"
)
_BETWEEN_TEMPOS: Final = pattern(
    r"(?:(?P<up>rising|building|climbing|ramping(?: up)?|speeding up|accelerating|increasing|going|"
    r"start(?:ing|s)?(?: (?:at|from|around))?|begin(?:ning)?(?: at)?|gradually|ramp up|build|build up|"
    r"tempo|moving)(?: up)? )(?:(?:tempo|bpm) )?(?:from )?{N}(?: bpm)? (?:and |then |, )*(?:up |"
    r"down )?(?:to|(?:end(?:ing|s)?|finish(?:ing)?)(?: up)?(?: at| around| with| on)?) {N} bpm"
)


def arcs(tokens: Tokens) -> Iterator[Match]:
    """Matches of wishes for a rising or falling course."""
    for shape in _JOURNEY:
        for start, end, match in tokens.find(shape):
            course = _course(match["p"], match["q"])
            if course is not None:
                yield Match(start, end, (course,), bonus=6)
    for sign, shape in _SINGLE:
        for start, end, match in tokens.find(shape):
            yield Match(start, end, (_single(sign, match),), bonus=5)
    yield from _ordered(tokens)
    yield from _tempos(tokens)


def arc(attribute: str, sign: int) -> Requirement:
    """The wish that `attribute` rises (sign above 0) or falls along the list."""
    return wish("arc", "rising" if sign > 0 else "falling", attribute)


def _course(first: str, last: str) -> Requirement | None:
    """The arc between two poles; None where they do not lie apart on one attribute (those are blocks)."""
    p, q = lexicon().poles[first], lexicon().poles[last]
    if p.sign == q.sign and p.attribute == q.attribute:
        return None
    attribute = _shared(p, q)
    return None if attribute is None else arc(attribute, q.sign)


def _shared(p: Pole, q: Pole) -> str | None:
    if p.attribute == q.attribute:
        return p.attribute
    if "energy" in (p.attribute, q.attribute) and p.sign != q.sign:
        return "energy"
    return p.attribute if p.sign != q.sign else None


def _single(sign: int, match: re.Match[str]) -> Requirement:
    said = match.groupdict()
    if said.get("c"):
        pole = lexicon().comparatives[said["c"]]
        return arc(pole.attribute, pole.sign)
    if said.get("p"):
        pole = lexicon().poles[said["p"]]
        return arc(pole.attribute, pole.sign * (-1 if said.get("less") or sign < 0 else 1))
    if said.get("m"):
        return arc(lexicon().measures[said["m"]], sign)
    return arc("tempo" if abs(sign) == 2 else "energy", sign)


def _ordered(tokens: Tokens) -> Iterator[Match]:
    for start, end, match in tokens.find(_ORDERED):
        yield Match(
            start, end, (arc(lexicon().measures[match["m"]], -1 if match["down"] or match["down2"] else 1),), bonus=6
        )
    for start, end, match in tokens.find(_FROM_LEAST) if {"least", "most"} <= tokens.words else ():
        pole = lexicon().poles[match["p"]]
        yield Match(start, end, (arc(pole.attribute, pole.sign if match["up"] else -pole.sign),), bonus=6)
    for start, end, match in tokens.find(_BY_SUPERLATIVE):
        pole = lexicon().superlatives[match["s"]]
        last = match["where"] == "last" or "end" in match["where"]
        yield Match(start, end, (arc(pole.attribute, -pole.sign if last else pole.sign),), bonus=6)
    for start, end, match in tokens.find(_CHRONOLOGICAL):
        yield Match(start, end, (arc("year", -1 if match["rev"] or match["rev2"] else 1),), bonus=6)


def _tempos(tokens: Tokens) -> Iterator[Match]:
    for start, end, match in tokens.find(_BETWEEN_TEMPOS):
        low, high = (float(match.group(i)) for i in (match.re.groups - 1, match.re.groups))
        bounds = tuple(int(v) if v == int(v) else v for v in sorted((low, high)))
        if low != high and bounds[0] >= 20 and bounds[1] <= 400:
            yield Match(start, end, (arc("tempo", 1 if low < high else -1), wish("tempo", "between", bounds)), bonus=8)
