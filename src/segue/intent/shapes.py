"""Courses that turn back, stay level or alternate: "peak in the middle", "ups and downs", "keep the energy steady",
"no abrupt changes", "alternate between fast and slow", "from 100 to 130 bpm".

Each is looked for from the one word that it cannot do without; what leads up to that word is added afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from segue.intent.match import Match, wish
from segue.intent.tokens import Tokens, pattern
from segue.knowledge.lexicon import lexicon
from segue.music import NUMERIC, Reading, Region, Requirement, Strength

_MEASURES: Final = dict(lexicon().measures) | dict.fromkeys(("beat", "rhythm", "groove"), "tempo")
_M: Final = rf"(?P<m>{'|'.join(sorted(_MEASURES, key=len, reverse=True))})"
_POLES: Final = "|".join(sorted(lexicon().poles, key=len, reverse=True))
_P, _Q, _R = (rf"(?:(?:very|really|quite|more|a bit|some|the|nice and) )*(?P<{name}>{_POLES})" for name in "pqr")
_SONGS: Final = r"(?: (?:songs?|tracks?|music|stuff|ones?|tunes))?"
_THEN: Final = r"(?: (?:,|;|and|then|but|before|gradually|slowly|finally|->|-|>|it|should|to|again|back))*"
_BEGIN: Final = r"(?:starts?|starting|begins?|beginning|opens?|opening)(?: (?:off|out|with|on|at|the))*"
_FINISH: Final = (
    r"(?:ends?|ending|finish(?:es)?|finishing|clos(?:e|es|ing)|back|return(?:s|ing)?|then|down|go(?:es)? back)"
    r"(?: (?:up|with|on|at|off|back|to|again))*"
)
_MIDDLE: Final = (
    r"(?:(?:in|at|around|near|through|towards?|by) (?:the )?(?:middle|mid ?point|cent(?:re|er)|halfway (?:point|mark))|"
    r"halfway(?: through)?|half way(?: through)?|midway(?: through)?|mid (?:way|set|list|run))"
)
_EARLY: Final = (
    r"(?:early(?: on)?|(?:near|towards?|around) the (?:start|beginning)|in the first (?:half|third|quarter))"
)
_LATE: Final = (
    r"(?:late(?: on)?|(?:near|towards?|shortly before|just before) the end|"
    r"in the (?:last|final|second) (?:half|third|quarter)|(?:2 thirds|3 quarters)(?: of the way)? (?:in|through))"
)
_UP: Final = (
    r"(?:(?:build|ramp|climb|work|warm|heat|pick)(?:s|ing)?(?: (?:it|things|us))?(?: up)?|ris(?:e|es|ing)|"
    r"go(?:es|ing)? up|up|(?:slow|gradual|steady|gentle|long) (?:build(?: up)?|rise|climb))(?: (?:slowly|gradually|steadily|to (?:a|the) (?:peak|climax|high)))*"
)
_DOWN: Final = (
    r"(?:(?:come|comes|coming|wind|winds|winding|cool|cools|cooling|calm|calms|calming|bring|brings|go|goes|going|"
    r"ease|slow|slows|slowing|settle|dial|taper|ramp|ramps)(?: (?:us|it|things))?(?: back)?(?: right| all the way)?"
    r" (?:down|off)|(?:a |the )?(?:(?:gentle|slow|gradual|steady|soft|quick) )?(?:come ?down|descent|fade|decline)|falls?|falling|drops?|fades?(?: out| away)?|mellows? out|down)"
    r"(?: (?:slowly|gradually|again|at the end|by the end|towards the end|gently|to finish))*"
)
_AT_PEAK: Final = frozenset(["peak", "peaks", "peaking", "climax", "climaxes"])
_RISING: Final = frozenset(
    ["build", "builds", "building", "ramp", "ramps", "ramping", "climb", "climbs", "climbing", "work", "works", "warm", "warms", "heat", "heats", "pick", "picks", "rise", "rises", "rising", "go", "goes", "going", "slow", "gradual", "steady", "gentle", "long"]
)
_WAVING: Final = frozenset(
    ["ups", "up", "ebb", "ebbs", "ebbing", "roller", "rollercoaster", "peaks", "highs", "waves", "undulating", "in", "like", "as"]
)
_PEAK: Final = r"(?:peak(?:s|ing)?|climax(?:es)?)"
_TURNING: Final = (
    ("peak", pattern(rf"{_PEAK} {_MIDDLE}(?:{_THEN} {_DOWN})?"), _AT_PEAK),
    ("early peak", pattern(rf"{_PEAK} {_EARLY}(?:{_THEN} {_DOWN})?"), _AT_PEAK),
    ("late peak", pattern(rf"{_PEAK} {_LATE}(?:{_THEN} {_DOWN})?"), _AT_PEAK),
    ("peak", pattern(rf"{_UP}(?:{_THEN} (?:peak|climax|plateau))?{_THEN} {_DOWN}"), _RISING),
    ("dip", pattern(rf"(?:dips?|dipping|lull|breather) {_MIDDLE}"), frozenset(["dip", "dips", "dipping", "lull", "breather"])),
    (
        "dip",
        pattern(rf"(?:calm|cool|slow|quieten|ease)s? (?:down |off )?{_MIDDLE}"),
        frozenset(["calm", "calms", "cool", "cools", "slow", "slows", "quieten", "ease", "eases"]),
    ),
    (
        "wave",
        pattern(
            r"(?:ups and downs|up and down|(?:ebbs?|ebbing) and (?:flows?|flowing)|roller ?coaster|highs and lows|"
            r"peaks and (?:valleys|troughs|dips)|waves of energy|undulating|(?:in|like|as) (?:a )?waves?)"
            rf"(?: (?:of|in) (?:the )?{_M})?"
        ),
        _WAVING,
    ),
)
"""Shape, what means it, and the words that can begin so."""
_APPROACH: Final = pattern(
    rf"(?:{_BEGIN} {_P}{_SONGS}{_THEN}|(?:a |the )?{_UP}{_THEN}(?: (?:a|the))?|(?:with |build(?:s|ing)? (?:up )?to )?(?:a|an|the|its)|"
    rf"(?:the |let the |have the )?{_M}(?: (?:should|to|that|which|must|must be))*|with)"
)
"""What can lead up to a turn: "start slow, …", "energy should …"."""
_LONGEST_APPROACH: Final = 8
_TRIPLE: Final = pattern(
    rf"{_BEGIN} {_P}{_SONGS}{_THEN} (?:(?:get|gets|go|goes|become|becomes|turn|turns) )?{_Q}{_SONGS}"
    rf"(?: {_MIDDLE})?{_THEN} (?:{_FINISH} {_R}{_SONGS}|(?P<down>{_DOWN}))"
)
_VIA: Final = pattern(rf"from {_P} (?:to|through|via) {_Q} (?:and |then )*(?:back )?to {_R}")
_MEASURED: Final = frozenset(word.split()[0] for word in _MEASURES)
_STARTS: Final = frozenset({"start", "starts", "starting", "begin", "begins", "beginning", "open", "opens", "opening"})
_FIRM: Final = r"(?:steady|constant|consistent|even|level|stable|uniform|fixed|flat|the same)"
_LASTING: Final = (
    r"(?: (?:throughout|all the way(?: through)?|from start to finish|the whole (?:time|way)|all along|at all times))?"
)
_STEADY: Final = (
    (
        pattern(rf"(?:keep|keeps|keeping|hold|maintain|maintaining) (?:the |a |an |at )?(?:overall )?{_M}"
                rf"(?: (?:at|on|a|levels?))* {_FIRM}{_LASTING}"),
        frozenset({"keep", "keeps", "keeping", "hold", "maintain", "maintaining"}),
    ),
    (pattern(rf"(?:keep|keeps|keeping|hold) (?:it|things) {_FIRM}{_LASTING}"), frozenset({"keep", "keeps", "keeping", "hold"})),
    (
        pattern(rf"(?:steady|constant|consistent|stable|uniform|unchanging|same) {_M}{_LASTING}"),
        frozenset({"steady", "constant", "consistent", "stable", "uniform", "unchanging", "same"}),
    ),
    (
        pattern(rf"{_M} (?:(?:should|must|to|that|levels?) )*(?:stays?|staying|remains?|remaining|is|be|kept) {_FIRM}{_LASTING}"),
        _MEASURED,
    ),
)  # fmt: skip
_SMOOTH: Final[tuple[tuple[Strength, re.Pattern[str], frozenset[str]], ...]] = (
    (
        "must",
        pattern(
            r"(?:no|without|avoid|avoiding|not|never) (?:any |too many )?(?:(?:abrupt|sudden|jarring|big|sharp|drastic|"
            r"harsh|violent|rough) )+(?:(?P<of>tempo|energy|mood|volume|speed) )?(?:changes?|jumps?|shifts?|transitions?|swings?|"
            rf"leaps?|switch(?:es)?|drops?|breaks?|cuts?)(?: (?:in|of) (?:the )?{_M})?(?: (?:between|from) (?:songs|tracks))?"
        ),
        frozenset({"no", "without", "avoid", "avoiding", "not", "never"}),
    ),
    ("must", pattern(r"nothing (?:abrupt|jarring|sudden)"), frozenset({"nothing"})),
    (
        "prefer",
        pattern(
            r"(?:smooth|seamless|gentle|natural|flowing|gradual) (?:transitions?|flow|progression|segues?)"
            r"(?: (?:between|from) (?:the )?(?:songs|tracks|song to song|track to track|each song))?"
        ),
        frozenset({"smooth", "seamless", "gentle", "natural", "flowing", "gradual"}),
    ),
    (
        "prefer",
        pattern(r"flow(?:s|ing)? (?:smoothly|nicely|well|seamlessly|naturally)(?: together)?"),
        frozenset({"flow", "flows", "flowing"}),
    ),
)  # fmt: skip
_BACK_AND_FORTH: Final = pattern(
    rf"(?:alternat(?:e|es|ing)|switch(?:es|ing)?|swing(?:s|ing)?|back and forth|flip(?:s|ping)?)(?: (?:between|from))?"
    rf" {_P}{_SONGS} (?:and|to|with|then) {_Q}{_SONGS}"
)
_FLIPS: Final = frozenset(
    [
        "alternate",
        "alternates",
        "alternating",
        "switch",
        "switches",
        "switching",
        "swing",
        "swings",
        "swinging",
        "back",
        "flip",
        "flips",
        "flipping",
    ]
)
_NUMBERS: Final = pattern(
    r"from {N}(?: bpm)? (?:(?:up|down|all the way|slowly|gradually) )*to {N} bpm|"
    r"(?:start(?:s|ing)?|begin(?:s|ning)?|open(?:s|ing)?|build(?:s|ing)?(?: up)?|ramp(?:s|ing)?(?: up)?)"
    r"(?: (?:at|from|around|with|on|off))* {N}(?: bpm)?(?: (?:and|then|,|gradually|slowly))*(?: (?:up|down))?"
    r" (?:to|(?:end(?:s|ing)?|finish(?:es|ing)?)(?: (?:up|at|around|with|on))*) {N} bpm"
)
_NUMBERED: Final = frozenset(
    [
        "from",
        "start",
        "starts",
        "starting",
        "begin",
        "begins",
        "beginning",
        "open",
        "opens",
        "opening",
        "build",
        "builds",
        "building",
        "ramp",
        "ramps",
        "ramping",
    ]
)
_MOVING: Final = pattern(
    rf"{_M} (?:(?:that|should|to) )*(?:rising|rises?|climbing|climbs?|building|builds?|increasing|increases?|falling|"
    rf"falls?|dropping|drops?|decreasing|decreases?|goes|going|moving)(?: (?:up|down))? from {{N}} (?:up |down )?to {{N}}"
)
_VERBS: Final = frozenset(
    [
        "rising",
        "building",
        "climbing",
        "ramping",
        "accelerating",
        "increasing",
        "going",
        "moving",
        "falling",
        "slowing",
        "dropping",
        "gradually",
        "steadily",
        "slowly",
        "tempo",
        "bpm",
        "speed",
        "up",
        "down",
        "go",
        "build",
        "ramp",
        "starting",
    ]
)
"""Words before "from 100 to 130 bpm" that belong to it."""


def shapes(tokens: Tokens) -> Iterator[Match]:
    """Matches of courses other than a plain rise or fall, as wishes on `arc`."""
    for shape, said, first in _TURNING:
        for start, end, match in tokens.starting(said, first):
            begin, about = _approached(tokens, start, match)
            yield Match(begin, end, (_shaped(shape, about),), bonus=9)
    yield from _triples(tokens)
    for said, first in _STEADY:
        for start, end, match in tokens.starting(said, first):
            yield Match(start, end, (_shaped("steady", match.groupdict().get("m")),), bonus=9)
    for strength, said, first in _SMOOTH:
        for start, end, match in tokens.starting(said, first):
            names = match.groupdict()
            yield Match(start, end, (_shaped("smooth", names.get("of") or names.get("m"), strength),), bonus=9)
    for start, end, match in tokens.starting(_BACK_AND_FORTH, _FLIPS):
        p, q = lexicon().poles[match["p"]], lexicon().poles[match["q"]]
        if p.attribute == q.attribute and p.sign != q.sign:
            yield Match(start, end, (wish("arc", "is", f"alternate of {p.attribute}"),), bonus=9)
    yield from _numbers(tokens)


def _shaped(shape: str, measure: str | None, strength: Strength = "must") -> Requirement:
    """The wish for a shape of what `measure` names: the energy where nothing does."""
    attribute = _MEASURES.get(measure or "", "energy")
    value = shape if attribute == "energy" else f"{shape} of {attribute}"
    return wish("arc", "is", value, strength=strength)


def _approached(tokens: Tokens, start: int, match: re.Match[str]) -> tuple[int, str | None]:
    """Where the words that lead up to a turn begin, and what it is a turn of, if they or the turn say so."""
    about = match.groupdict().get("m")
    for begin in range(max(0, start - _LONGEST_APPROACH), start):
        led = _APPROACH.fullmatch(tokens.text(begin, start))
        if led is not None:
            return begin, about or led["m"]
    return start, about


def _triples(tokens: Tokens) -> Iterator[Match]:
    """ "Start calm, get wild, end calm": there and back."""
    for said, first in ((_TRIPLE, _STARTS), (_VIA, frozenset({"from"}))):
        for start, end, match in tokens.starting(said, first):
            names = match.groupdict()
            p, q = (lexicon().poles[names[name] or ""] for name in "pq")
            r = lexicon().poles[names["r"]].sign if names.get("r") else -q.sign
            if p.attribute == q.attribute and p.sign == r == -q.sign:
                yield Match(start, end, (_shaped("peak" if q.sign > 0 else "dip", _word(p.attribute)),), bonus=9)


def _word(attribute: str) -> str:
    return next((word for word, name in _MEASURES.items() if name == attribute), "energy")


def _numbers(tokens: Tokens) -> Iterator[Match]:
    """ "From 100 to 130 bpm": a course with two told ends, between which every track lies."""
    for start, end, match in tokens.starting(_NUMBERS, _NUMBERED) if "bpm" in tokens.words else ():
        first, last = (float(number) for number in match.groups() if number is not None)
        while start and tokens.items[start - 1].text in _VERBS:
            start -= 1
        yield from _from_to(start, end, "tempo", first, last)
    for start, end, match in tokens.starting(_MOVING, _MEASURED) if "from" in tokens.words else ():
        first, last = (float(number) for number in match.groups()[-2:])
        yield from _from_to(start, end, _MEASURES[match["m"]], first, last)


def _from_to(start: int, end: int, attribute: str, first: float, last: float) -> Iterator[Match]:
    limits = NUMERIC.get(attribute)
    low, high = sorted((_tidy(first), _tidy(last)))
    if limits is None or low == high or not limits.low <= low <= high <= limits.high:
        return
    ends = tuple(Region(attribute, "about", _tidy(value)) for value in (first, last))
    reading = Reading(f"{attribute} from about {first:g} to about {last:g}", regions=ends, subjective=False)
    course = wish("arc", "rising" if first < last else "falling", attribute, reading)
    yield Match(start, end, (course, wish(attribute, "between", (low, high))), bonus=9)


def _tidy(value: float) -> float:
    return int(value) if value == int(value) else value
