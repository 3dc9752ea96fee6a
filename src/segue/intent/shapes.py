"""Courses that turn back, stay level or alternate: "peak in the middle", "ups and downs", "keep the energy steady",
"no abrupt changes", "alternate between fast and slow", "from 100 to 130 bpm".

Each is looked for only where a word stands that it can begin with; what leads up to a turn is added afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from segue.intent.match import Match, wish
from segue.intent.tokens import Opened, Tokens, opened, pattern
from segue.knowledge.lexicon import lexicon
from segue.music import NUMERIC, Reading, Region, Requirement, Strength

_MEASURES: Final = dict(lexicon().measures) | dict.fromkeys(("beat", "rhythm", "groove"), "tempo")
_NAMES: Final = "|".join(sorted(_MEASURES, key=len, reverse=True))
_M: Final = rf"(?P<m>{_NAMES})"
_POLES: Final = "|".join(sorted(lexicon().poles, key=len, reverse=True))
_P, _Q, _R = (rf"(?:(?:very|really|quite|more|a bit|some|the|nice and) )*(?P<{name}>{_POLES})" for name in "pqr")
_SONGS: Final = r"(?: (?:songs?|tracks?|music|stuff|ones?|tunes))?"
_THEN: Final = r"(?: (?:,|;|and|then|but|before|gradually|slowly|finally|->|-|>|it|should|to|again|back))*"
_BEGINS: Final = "start|starts|starting|begin|begins|beginning|open|opens|opening"
_BEGIN: Final = rf"(?:{_BEGINS})(?: (?:off|out|with|on|at|the))*"
_FINISH: Final = (
    r"(?:ends?|ending|finish(?:es)?|finishing|clos(?:e|es|ing)|back|return(?:s|ing)?|then|down|go(?:es)? back)"
    r"(?: (?:up|with|on|at|off|back|to|again))*"
)
_MIDDLE: Final = (
    r" (?:(?:in|at|around|near|through|towards?|by) (?:the )?"
    r"(?:middle|mid ?point|cent(?:re|er)|halfway (?:point|mark))|"
    r"halfway(?: through)?|half way(?: through)?|midway(?: through)?|mid (?:way|set|list|run))"
)
_EARLY: Final = (
    r" (?:early(?: on)?|(?:near|towards?|around) the (?:start|beginning)|in the first (?:half|third|quarter))"
)
_LATE: Final = (
    r" (?:late(?: on)?|(?:near|towards?|shortly before|just before) the end|"
    r"in the (?:last|final|second) (?:half|third|quarter)|(?:2 thirds|3 quarters)(?: of the way)? (?:in|through)|"
    r"(?:at|after|around|by) (?:about |around )?(?:the )?(?:2 thirds|3 quarters)"
    r"(?: of the (?:way|list|playlist|set|time))?(?: mark)?)"
)
_CLIMBS: Final = (
    "build|builds|building|ramp|ramps|ramping|climb|climbs|climbing|work|works|warm|warms|heat|heats|pick|picks|rise|"
    "rises|rising|go up|goes up|going up|up|slow build|gradual build|steady build|gentle build|long build|slow rise|"
    "gradual rise|steady rise|gentle rise|slow climb|gradual climb"
)
_CLIMBED: Final = r"(?: (?:it|things|us|up|slowly|gradually|steadily|to (?:a|the) (?:peak|climax|high)))*"
_UP: Final = rf"(?:{_CLIMBS}){_CLIMBED}"
_SINKS: Final = (
    r"(?:(?:come|comes|coming|wind|winds|winding|cool|cools|cooling|calm|calms|calming|bring|brings|go|goes|going|"
    r"ease|slow|slows|slowing|settle|dial|taper|ramp|ramps)(?: (?:us|it|things))?(?: back)?(?: right| all the way)?"
    r" (?:down|off)|falls?|falling|drops?|fades?(?: out| away)?|mellows? out|down|"
    r"(?:a |the )?(?:(?:gentle|slow|gradual|steady|soft|quick) )?(?:come ?down|descent|fade|decline))"
)
_DOWN: Final = rf"{_SINKS}(?: (?:slowly|gradually|again|at the end|by the end|towards the end|gently|to finish))*"
_PEAK: Final = "peak|peaks|peaking|climax|climaxes"
_TURNING: Final = (
    ("peak", opened(_PEAK, rf"{_MIDDLE}(?:{_THEN} {_DOWN})?")),
    ("early peak", opened(_PEAK, rf"{_EARLY}(?:{_THEN} {_DOWN})?")),
    ("late peak", opened(_PEAK, rf"{_LATE}(?:{_THEN} {_DOWN})?")),
    ("peak", opened(_CLIMBS, rf"{_CLIMBED}(?:{_THEN} (?:peak|climax|plateau))?{_THEN} {_DOWN}")),
    ("dip", opened("dip|dips|dipping|lull|breather", _MIDDLE)),
    ("dip", opened("calm|calms|cool|cools|slow|slows|quieten|quietens|ease|eases", rf"(?: down| off)?{_MIDDLE}")),
    (
        "wave",
        opened(
            "ups and downs|up and down|ebb and flow|ebbs and flows|ebbing and flowing|rollercoaster|roller coaster|"
            "highs and lows|peaks and valleys|peaks and troughs|peaks and dips|waves of energy|undulating|in waves|"
            "in a wave|like a wave|as a wave",
            rf"(?: (?:of|in) (?:the )?{_M})?",
        ),
    ),
)
"""What makes a list turn back."""
_APPROACH: Final = pattern(
    rf"(?:{_BEGIN} {_P}{_SONGS}{_THEN}|(?:a |the )?{_UP}{_THEN}(?: (?:a|the))?|(?:with )?(?:a|an|the|its)|with|"
    rf"(?:the |let the |have the )?{_M}(?: (?:should|to|that|which|must|must be))*)"
)
"""What can lead up to a turn: "start slow, …", "energy should …"."""
_LONGEST_APPROACH: Final = 8
_TRIPLES: Final = (
    opened(
        _BEGINS,
        rf"(?: (?:off|out|with|on|at|the))* {_P}{_SONGS}{_THEN} "
        rf"(?:(?:get|gets|go|goes|become|becomes|turn|turns) )?{_Q}{_SONGS}"
        rf"(?:{_MIDDLE})?{_THEN} (?:{_FINISH} {_R}{_SONGS}|(?P<down>{_DOWN}))",
    ),
    opened("from", rf" {_P} (?:to|through|via) {_Q} (?:and |then )*(?:back )?to {_R}"),
)
_FIRM: Final = r"(?:steady|constant|consistent|even|level|stable|uniform|fixed|flat|the same)"
_LASTING: Final = (
    r"(?: (?:throughout|all the way(?: through)?|from start to finish|the whole (?:time|way)|all along|at all times))?"
)
_KEEPS: Final = "keep|keeps|keeping|hold|maintain|maintaining"
_STEADY: Final = (
    opened(_KEEPS, rf"(?: the| a| an| at)?(?: overall)? {_M}(?: (?:at|on|a|levels?))* {_FIRM}{_LASTING}"),
    opened(_KEEPS, rf" (?:it|things) {_FIRM}{_LASTING}"),
    opened("steady|constant|consistent|stable|uniform|unchanging|same", rf" {_M}{_LASTING}"),
    opened(
        _NAMES,
        rf"(?: (?:should|must|to|that|levels?))* (?:stays?|staying|remains?|remaining|is|be|kept) {_FIRM}{_LASTING}",
    ),
)
_SMOOTH: Final[tuple[tuple[Strength, Opened], ...]] = (
    (
        "must",
        opened(
            "no|without|avoid|avoiding|not|never",
            r"(?: any| too many)?(?: (?:abrupt|sudden|jarring|big|sharp|drastic|harsh|violent|rough))+"
            r"(?: (?P<of>tempo|energy|mood|volume|speed))? (?:changes?|jumps?|shifts?|transitions?|swings?|leaps?|"
            rf"switch(?:es)?|drops?|breaks?|cuts?)(?: (?:in|of) (?:the )?{_M})?(?: (?:between|from) (?:songs|tracks))?",
        ),
    ),
    ("must", opened("nothing abrupt|nothing jarring|nothing sudden")),
    (
        "prefer",
        opened(
            "smooth|seamless|gentle|natural|flowing|gradual",
            r" (?:transitions?|flow|progression|segues?)"
            r"(?: (?:between|from) (?:the )?(?:songs|tracks|song to song|track to track|each song))?",
        ),
    ),
    (
        "prefer",
        opened("flow|flows|flowing", r" (?:smoothly|nicely|well|seamlessly|naturally)(?: together)?"),
    ),
)
_BACK_AND_FORTH: Final = opened(
    "alternate|alternates|alternating|switch|switches|switching|swing|swings|swinging|back and forth|flip|flips",
    rf"(?: (?:between|from))? {_P}{_SONGS} (?:and|to|with|then) {_Q}{_SONGS}",
)
_FROM_TO: Final = (
    opened("from", r" {N}(?: bpm)? (?:(?:up|down|all the way|slowly|gradually) )*to {N} bpm"),
    opened(
        f"{_BEGINS}|build|builds|building|ramp|ramps|ramping",
        r"(?: (?:up|at|from|around|with|on|off))* {N}(?: bpm)?(?: (?:and|then|,|gradually|slowly))*(?: up| down)?"
        r" (?:to|(?:end(?:s|ing)?|finish(?:es|ing)?)(?: (?:up|at|around|with|on))*) {N} bpm",
    ),
)
_VERBS: Final = frozenset(
    {
        *("rising", "building", "climbing", "ramping", "accelerating", "increasing", "going", "moving", "falling"),
        *("slowing", "dropping", "gradually", "steadily", "slowly", "tempo", "bpm", "speed", "up", "down", "go"),
        *("build", "ramp", "starting"),
    }
)
"""Words before "from 100 to 130 bpm" that belong to it."""
_MOVING: Final = pattern(
    rf"{_M}(?: (?:that|should|to))* (?:rising|rises?|climbing|climbs?|building|builds?|increasing|increases?|falling|"
    r"falls?|dropping|drops?|decreasing|decreases?|goes|going|moving)(?: up| down)? from {N} (?:up |down )?to {N}"
)
_OVER: Final = opened(
    "over|across",
    r"(?: the course of| a span of)? (?:@(?P<minutes>[0-9.]+)|(?P<tracks>[0-9]+) (?:songs|tracks|tunes))",
)
_MOVED: Final = frozenset(
    {
        *("down", "up", "off", "out", "slowly", "gradually", "steadily", "faster", "slower", "calmer", "wilder"),
        *(
            "louder",
            "quieter",
            "peak",
            "climax",
            "energy",
            "tempo",
            "intensity",
            "build",
            "building",
            "rising",
            "falling",
        ),
    }
)
"""Words behind which "over 45 minutes" is how long a course takes, not a lower bound."""
_MEASURED: Final = frozenset(word.split()[0] for word in _MEASURES)


def shapes(tokens: Tokens) -> Iterator[Match]:
    """Matches of courses other than a plain rise or fall, as wishes on `arc`."""
    for shape, said in _TURNING:
        for start, end, match in tokens.opening(said):
            begin, about = _approached(tokens, start, match)
            yield _read(begin, end, _shaped(shape, about))
    for said in _TRIPLES:
        for start, end, match in tokens.opening(said):
            yield from _there_and_back(start, end, match)
    yield from _level(tokens)
    for start, end, match in tokens.opening(_BACK_AND_FORTH):
        p, q = lexicon().poles[match["p"]], lexicon().poles[match["q"]]
        if p.attribute == q.attribute and p.sign != q.sign:
            yield _read(start, end, wish("arc", "is", f"alternate of {p.attribute}"))
    yield from _numbers(tokens)
    yield from _lasting(tokens)


def _level(tokens: Tokens) -> Iterator[Match]:
    """ "Keep the energy steady", "no sudden tempo changes"."""
    for said in _STEADY:
        for start, end, match in tokens.opening(said):
            yield _read(start, end, _shaped("steady", match.groupdict().get("m") or _measure_at(tokens, start)))
    for strength, said in _SMOOTH:
        for start, end, match in tokens.opening(said):
            names = match.groupdict()
            yield _read(start, end, _shaped("smooth", names.get("of") or names.get("m"), strength))


def _read(start: int, end: int, *wishes: Requirement) -> Match:
    return Match(start, end, wishes, bonus=9)


def _shaped(shape: str, measure: str | None, strength: Strength = "must") -> Requirement:
    """The wish for a shape of what `measure` names: the energy where nothing does."""
    return _of(shape, _MEASURES.get(measure or "", "energy"), strength)


def _of(shape: str, attribute: str, strength: Strength = "must") -> Requirement:
    return wish("arc", "is", shape if attribute == "energy" else f"{shape} of {attribute}", strength=strength)


def _measure_at(tokens: Tokens, start: int) -> str | None:
    """The measure that tokens from `start` on name, if any."""
    names = (tokens.text(start, start + length) for length in (3, 2, 1))
    return next((name for name in names if name in _MEASURES), None)


def _approached(tokens: Tokens, start: int, match: re.Match[str]) -> tuple[int, str | None]:
    """Where the words that lead up to a turn begin, and what it is a turn of, if they or the turn say so."""
    about = match.groupdict().get("m")
    for begin in range(max(0, start - _LONGEST_APPROACH), start):
        led = _APPROACH.fullmatch(f" {tokens.text(begin, start)}")
        if led is not None:
            return begin, about or led["m"]
    return start, about


def _there_and_back(start: int, end: int, match: re.Match[str]) -> Iterator[Match]:
    """ "Start calm, get wild, end calm" is a peak, the reverse a dip."""
    names = match.groupdict()
    p, q = lexicon().poles[match["p"]], lexicon().poles[match["q"]]
    last = lexicon().poles[names["r"]].sign if names.get("r") else -q.sign
    if p.attribute == q.attribute and p.sign == last == -q.sign:
        yield _read(start, end, _of("peak" if q.sign > 0 else "dip", p.attribute))


def _numbers(tokens: Tokens) -> Iterator[Match]:
    """ "From 100 to 130 bpm": a course with two told ends, between which every track lies."""
    for said in _FROM_TO if "bpm" in tokens.words else ():
        for start, end, match in tokens.opening(said):
            first, last = (float(number) for number in match.groups())
            while start and tokens.items[start - 1].text in _VERBS:
                start -= 1
            yield from _between(start, end, "tempo", first, last)
    for start, end, match in tokens.starting(_MOVING, _MEASURED) if "from" in tokens.words else ():
        first, last = (float(number) for number in match.groups()[1:])
        yield from _between(start, end, _MEASURES[match["m"]], first, last)


def _lasting(tokens: Tokens) -> Iterator[Match]:
    """ "Wind down over 45 minutes" lasts 45 minutes."""
    for start, end, match in tokens.opening(_OVER):
        before = tokens.items[start - 1].text if start else ""
        if before not in _MOVED and before not in lexicon().poles:
            continue
        told = float(match["minutes"] or match["tracks"])
        if told > 0:
            length = wish("duration", "about", _tidy(told)) if match["minutes"] else wish("count", "is", int(told))
            yield _read(start, end, length)


def _between(start: int, end: int, attribute: str, first: float, last: float) -> Iterator[Match]:
    limits = NUMERIC.get(attribute)
    low, high = sorted((_tidy(first), _tidy(last)))
    if limits is None or low == high or not limits.low <= low <= high <= limits.high:
        return
    ends = tuple(Region(attribute, "about", _tidy(value)) for value in (first, last))
    reading = Reading(f"{attribute} from about {first:g} to about {last:g}", regions=ends, subjective=False)
    course = wish("arc", "rising" if first < last else "falling", attribute, reading)
    yield _read(start, end, course, wish(attribute, "between", (low, high)))


def _tidy(value: float) -> float:
    return int(value) if value == int(value) else value
