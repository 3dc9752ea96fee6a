"""How a list moves: "start calm and end wild", "getting faster", "build up slowly", "sorted by tempo", "oldest first"."""

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
    r"(?:(?:very|really|super|quite|pretty|nice and|more|all|slightly|totally|completely|extremely|fairly|rather|so|out|off|things|us|it|me|"
    r"with|on|from|in|a|an|the|something|some|up|being|feeling|sounding|low key|slow and|calm and) )*?"
)
_NOUN: Final = r"(?: (?:songs?|tracks?|music|stuff|ones?|tunes|mood|vibes?|sounds?|and \S+|energy|tempo|things))?"
_LINK: Final = (
    r"(?: (?:,|;|and|then|but|to|before|gradually|slowly|-|until|it|they|should|finally|eventually|the list|we|>))*"
)
_START: Final = r"(?:starts?|starting|begins?|beginning|opens?|opening|kicks? off|kicking off|start off|starting off|commence|first|initially|at first)"
_END: Final = (
    r"(?:ends?|ending|finish(?:es)?|finishing|closes?|closing|build(?:s|ing)?(?: up)? to|gets?|getting|becom(?:e|es|ing)|grow(?:s|ing)?|"
    r"work(?:s|ing)?(?: its| our| your)?(?: way)?(?: up)? to|ramp(?:s|ing)?(?: up)? to|wrap(?:s|ping)? up|end up|ending up|conclude|turn(?:s|ing)?|"
    r"wind(?:s|ing)? down to|by the end|at the end|in the end|mov(?:e|es|ing) (?:on )?to|transition(?:s|ing)?(?: to)?|progress(?:es|ing)?(?: to)?|rise to|go(?:es|ing)? to|lead(?:s|ing)? to|finally|end)"
)
_POLES: Final = "|".join(sorted(lexicon().poles, key=len, reverse=True))
_FIRST, _LAST = rf"(?P<p>{_POLES})", rf"(?P<q>{_POLES})"
_JOURNEY: Final = (
    pattern(rf"{_START} {_ADVERB}{_FIRST}{_NOUN}{_LINK} {_END} {_ADVERB}{_LAST}{_NOUN}"),
    pattern(rf"(?:(?:go(?:es|ing)?|mov(?:e|es|ing)|build(?:s|ing)?|progress(?:es|ing)?|transition(?:s|ing)?|shift(?:s|ing)?|travel(?:s|ling)?|journey|arc|climb(?:s|ing)?|slide|ramp(?:s|ing)?|rises?|falls?|sort(?:ed)?|order(?:ed)?|arc|gradually|slowly) )*from {_ADVERB}{_FIRST}{_NOUN} (?:to|into|towards|till|until|-|through to|up to|down to) {_ADVERB}{_LAST}{_NOUN}"),
    pattern(rf"{_FIRST} (?:to|into|- >) {_LAST}"),
    pattern(rf"{_FIRST} (?:at the (?:start|beginning)|to start(?: with)?|to begin(?: with)?|at first|first|beginning|start|opening|intro){_LINK} {_ADVERB}{_LAST}{_NOUN} (?:at the end|to finish|to end(?: with)?|at last|last|end|ending|finish|finale|to close)"),
)  # fmt: skip
_SLOW_WORDS: Final = (
    r"(?:gradually|slowly|steadily|progressively|increasingly|gently|ever|more and more|constantly|continuously|always|slightly|"
    r"a bit|a little|over time|towards the end|toward the end|as it goes on|as it goes|along the way|bit by bit|step by step|track by track|song by song|"
    r"throughout|with every song|with each song|with each track|from song to song|from track to track|at the end|by the end|all the way|through the list|"
    r"through the playlist|nicely|smoothly)"
)
_SLOWLY, _TRAIL = rf"(?:{_SLOW_WORDS} )*", rf"(?: {_SLOW_WORDS})*"
_RISE: Final = r"(?:rising|rises?|increas(?:e|es|ing)|climb(?:s|ing)?|growing|grows?|build(?:s|ing)?(?: up)?|ascending|going up|goes? up|ramp(?:s|ing)?(?: up)?|going higher|picking up|picks? up|mounting|upward|getting higher|gets higher|swelling|getting stronger|crescendo|builds? over time)"
_FALL: Final = r"(?:falling|falls?|decreas(?:e|es|ing)|dropping|drops?|descending|going down|goes? down|declin(?:e|es|ing)|fad(?:e|es|ing)|going lower|winding down|winds? down|tapering(?: off)?|tapers?(?: off)?|shrinking|lowering|sinking|dwindling|downward|getting lower|gets lower|dying down|diminishing|reducing|easing off|letting up|decrescendo)"
_MEASURES: Final = {
    "energy": "energy", "intensity": "energy", "tempo": "tempo", "bpm": "tempo", "speed": "tempo", "pace": "tempo", "valence": "valence",
    "happiness": "valence", "mood": "valence", "positivity": "valence", "danceability": "danceability", "loudness": "loudness", "volume": "loudness",
    "popularity": "popularity", "acousticness": "acousticness", "instrumentalness": "instrumentalness", "liveness": "liveness",
    "speechiness": "speechiness", "year": "year", "release date": "year", "date": "year", "age": "year", "release year": "year", "length": "track_duration",
    "duration": "track_duration",
}  # fmt: skip
_M: Final = rf"(?P<m>{'|'.join(sorted(_MEASURES, key=len, reverse=True))})"
_GETTING: Final = r"(?:get(?:s|ting)?|becom(?:e|es|ing)|grow(?:s|ing)?|turn(?:s|ing)?|go(?:es|ing)?)"
_COMPARATIVE: Final = {
    "faster": ("tempo", 1), "quicker": ("tempo", 1), "slower": ("tempo", -1), "calmer": ("energy", -1), "quieter": ("loudness", -1),
    "louder": ("loudness", 1), "wilder": ("energy", 1), "softer": ("energy", -1), "heavier": ("energy", 1), "harder": ("energy", 1),
    "happier": ("valence", 1), "sadder": ("valence", -1), "darker": ("valence", -1), "brighter": ("valence", 1), "mellower": ("energy", -1),
    "gentler": ("energy", -1), "newer": ("year", 1), "older": ("year", -1), "longer": ("track_duration", 1), "shorter": ("track_duration", -1),
    "sleepier": ("energy", -1), "crazier": ("energy", 1), "stronger": ("energy", 1), "lighter": ("valence", 1), "gloomier": ("valence", -1),
    "groovier": ("danceability", 1), "bigger": ("energy", 1), "chiller": ("energy", -1),
}  # fmt: skip
_C: Final = rf"(?:(?P<c>{'|'.join(_COMPARATIVE)})|(?:more|(?P<less>less)) (?:and (?:more|less) )?(?P<p>{_POLES}))"
_SINGLE: Final = (
    (0, pattern(rf"{_GETTING} {_SLOWLY}{_C}(?: and (?:faster|slower|calmer|louder|quieter|wilder|softer|heavier|happier|sadder|darker|harder))?{_TRAIL}")),
    (0, pattern(rf"(?:gradually|slowly|steadily|progressively|increasingly|ever|constantly|continuously) {_C}{_TRAIL}")),
    (0, pattern(rf"(?P<c>{'|'.join(_COMPARATIVE)}) (?:and \S+|with each (?:song|track)|with every (?:song|track)|as it goes(?: on| along)?|over time|towards the end|toward the end|by the end|track by track|song by song)")),
    (1, pattern(rf"(?:increasingly) (?P<p>{_POLES})")),
    (-1, pattern(rf"(?:decreasingly) (?P<p>{_POLES})")),
    (1, pattern(rf"{_SLOWLY}(?:(?:increase|increases|raise|raises|build|builds|boost|ramp up|pick up|lift|grow|climb in|rise in|rising|increasing|ascending|climbing|growing|building|mounting|going up in|rises in|ramping up|swelling) (?:in )?(?:the )?)(?:overall )?{_M}{_TRAIL}")),
    (-1, pattern(rf"{_SLOWLY}(?:(?:decrease|decreases|lower|lowers|reduce|reduces|drop|drop in|fall in|falling|decreasing|descending|declining|dropping|going down in|falls in|ramping down|diminishing|fading) (?:in )?(?:the )?)(?:overall )?{_M}{_TRAIL}")),
    (1, pattern(rf"(?:the |with |let the |let |have the |make the )?{_M} (?:that |which |should |must |to |slowly |gradually |steadily |keeps |keep |always |is |are |constantly )*{_RISE}{_TRAIL}")),
    (-1, pattern(rf"(?:the |with |let the |let |have the |make the )?{_M} (?:that |which |should |must |to |slowly |gradually |steadily |keeps |keep |always |is |are |constantly )*{_FALL}{_TRAIL}")),
    (1, pattern(rf"{_SLOWLY}(?:build(?:s|ing)?(?: it)?(?: up)?(?: (?:to|into|towards) (?:a |an |the )?(?:big |huge |wild |massive |grand )?(?:climax|peak|finish|finale|crescendo|end|ending|high))|build(?:s|ing)?(?: it)? up|builds|building|ramp(?:s|ing)? up|crescendo|work(?:s|ing)? (?:its |our |your )?way up|pick(?:s|ing)? up(?: the)? (?:steam|momentum)|gain(?:s|ing)? (?:momentum|intensity|energy)|(?:slow|gradual|steady) (?:build(?: up)?|rise|climb|crescendo)|rise|rising|ascending|intensify(?:ing)?|intensifies|heat(?:s|ing)? up|warm(?:s|ing)? up slowly|end(?:s|ing)? (?:with|on|in) a (?:bang|high|climax|peak)|go out with a bang|finish (?:with|on) a (?:bang|high)){_TRAIL}")),
    (-1, pattern(rf"(?<!to )(?<!for ){_SLOWLY}(?:wind(?:s|ing)? down|calm(?:s|ing)? down|cool(?:s|ing)? (?:down|off)|com(?:e|es|ing) down|taper(?:s|ing)? off|dial(?:s|ing)? down|bring(?:s|ing)? it down|(?:slow|gradual|steady) (?:descent|come down|comedown|wind down|fade)|fad(?:e|es|ing) (?:out|away)|settl(?:e|es|ing) down|ramp(?:s|ing)? down|eas(?:e|es|ing) (?:off|out|down)|descending|quieten(?:s|ing)? down|decrescendo|mellow(?:s|ing)? out|drift(?:s|ing)? off){_TRAIL}")),
    (2, pattern(rf"{_SLOWLY}(?:speed(?:s|ing)?(?: it)? up|accelerat(?:e|es|ing)|pick(?:s|ing)? up (?:the )?(?:pace|speed|tempo)){_TRAIL}")),
    (-2, pattern(rf"{_SLOWLY}(?:slow(?:s|ing)?(?: it)? down|decelerat(?:e|es|ing)){_TRAIL}")),
)  # fmt: skip
_ORDERED: Final = pattern(
    rf"(?:sort(?:ed)?|order(?:ed)?|arranged|ranked|arrange|in order)(?: (?:them|it|the songs|everything))? (?:by|of|from|on)(?: (?:ascending|increasing|rising|(?P<down>descending|decreasing|falling)))? {_M}(?: (?:ascending|increasing|upwards|low to high|lowest first|(?P<down2>descending|decreasing|downwards|high to low|highest first)))?"
)
_SUPERLATIVE: Final = {
    "oldest": ("year", 1), "newest": ("year", -1), "slowest": ("tempo", 1), "fastest": ("tempo", -1), "calmest": ("energy", 1),
    "wildest": ("energy", -1), "quietest": ("loudness", 1), "loudest": ("loudness", -1), "saddest": ("valence", 1), "happiest": ("valence", -1),
    "shortest": ("track_duration", 1), "longest": ("track_duration", -1), "softest": ("energy", 1), "hardest": ("energy", -1), "heaviest": ("energy", -1),
    "least popular": ("popularity", 1), "most popular": ("popularity", -1), "least energetic": ("energy", 1), "most energetic": ("energy", -1),
    "least danceable": ("danceability", 1), "most danceable": ("danceability", -1), "earliest": ("year", 1), "latest": ("year", -1),
}  # fmt: skip
_S: Final = "|".join(_SUPERLATIVE)
_BY_SUPERLATIVE: Final = pattern(
    rf"(?:(?:sorted |ordered |in order )?(?:from )?(?:the )?(?P<s>{_S})(?: (?:songs|tracks|ones|song|track))? (?P<where>first|last|to (?:the )?(?:{_S})|at the (?:end|start|beginning)|at the very end))"
)
_CHRONOLOGICAL: Final = pattern(
    r"(?P<rev>reverse )?(?:in )?(?P<rev2>reverse )?(?:chronological(?:ly)?(?: order)?|order of (?:release|age)|by release date|through the (?:years|decades|ages))"
)
_BETWEEN_TEMPOS: Final = pattern(
    r"(?:(?P<up>rising|building|climbing|ramping(?: up)?|speeding up|accelerating|increasing|going|start(?:ing|s)?(?: (?:at|from|around))?|begin(?:ning)?(?: at)?|gradually|ramp up|build|build up|tempo|moving)(?: up)? )(?:(?:tempo|bpm) )?(?:from )?{N}(?: bpm)? (?:and |then |, )*(?:up |down )?(?:to|(?:end(?:ing|s)?|finish(?:ing)?)(?: up)?(?: at| around| with| on)?) {N} bpm"
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
        attribute, direction = _COMPARATIVE[said["c"]]
        return arc(attribute, direction)
    if said.get("p"):
        pole = lexicon().poles[said["p"]]
        return arc(pole.attribute, pole.sign * (-1 if said.get("less") or sign < 0 else 1))
    if said.get("m"):
        return arc(_MEASURES[said["m"]], sign)
    return arc("tempo" if abs(sign) == 2 else "energy", sign)


def _ordered(tokens: Tokens) -> Iterator[Match]:
    for start, end, match in tokens.find(_ORDERED):
        yield Match(start, end, (arc(_MEASURES[match["m"]], -1 if match["down"] or match["down2"] else 1),), bonus=6)
    for start, end, match in tokens.find(_BY_SUPERLATIVE):
        attribute, sign = _SUPERLATIVE[match["s"]]
        last = match["where"] == "last" or "end" in match["where"]
        yield Match(start, end, (arc(attribute, -sign if last else sign),), bonus=6)
    for start, end, match in tokens.find(_CHRONOLOGICAL):
        yield Match(start, end, (arc("year", -1 if match["rev"] or match["rev2"] else 1),), bonus=6)


def _tempos(tokens: Tokens) -> Iterator[Match]:
    for start, end, match in tokens.find(_BETWEEN_TEMPOS):
        low, high = (float(match.group(i)) for i in (match.re.groups - 1, match.re.groups))
        bounds = tuple(int(v) if v == int(v) else v for v in sorted((low, high)))
        if low != high and bounds[0] >= 20 and bounds[1] <= 400:
            yield Match(start, end, (arc("tempo", 1 if low < high else -1), wish("tempo", "between", bounds)), bonus=8)
