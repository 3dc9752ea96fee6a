"""A follow-up, read against the intent and the playlist that stand: "more acoustic", "swap the third", "without Queen".

Only what must change changes. The follow-up's words are appended to the prompt, so that every span still cuts out its
phrase. Wishes of the follow-up take the place of earlier ones on the same thing; the tracks that no longer fit, and
those it points at, are named by position.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from msgspec.structs import replace

from segue.catalogue.snapshot import Snapshot
from segue.intent import conflicts, door
from segue.intent.grammar import parse
from segue.intent.match import wish
from segue.intent.positions import Pointed, pointed
from segue.intent.tokens import pattern, tokenize
from segue.knowledge.lexicon import Pole, lexicon
from segue.music import NUMERIC, Intent, Playlist, Reading, Requirement, Unread

_SINGULAR: Final = frozenset({"count", "duration", "per_artist", "year", "era", "tempo", "track_duration"})
"""Attributes of which a playlist has one wish: a new one takes the place of the old."""
_STEP: Final = 0.25
"""How far a "more" moves the bound beyond what the playlist's middle has, in typical differences of the attribute."""
_NAMED: Final = {
    "vocals": Pole("instrumentalness", -1), "vocal": Pole("instrumentalness", -1), "hits": Pole("popularity", 1),
    "singing": Pole("instrumentalness", -1), "lyrics": Pole("instrumentalness", -1), "live": Pole("liveness", 1),
    "well known": Pole("popularity", 1), "talking": Pole("speechiness", 1), "deep cuts": Pole("popularity", -1),
}  # fmt: skip
"""What "more" and "less" move that names no number itself."""
_A_BIT: Final = r"(?:(?:a )?(?:bit|little|lot|much|even|slightly|way|somewhat) )*"
_MORE: Final = pattern(
    rf"{_A_BIT}(?P<more>more|less) (?P<what>[^\s,;.!?:()@]+(?: "
    r"cuts| known)?)"
)
_COMPARATIVE: Final = pattern(
    rf"{_A_BIT}(?P<how>{'|'.join(w for w, p in lexicon().comparatives.items() if p.attribute in NUMERIC)})"
)
_LENGTH: Final = pattern(
    rf"{_A_BIT}(?P<how>shorter|longer)(?P<songs> (?:songs|"
    r"tracks|tunes|pieces))?"
)
_MORE_SONGS: Final = pattern(r"(?:add )?(?:{N}|(?P<few>a few|some)) more(?: songs| tracks| tunes)?")
_FEW: Final = 5


@dataclass(frozen=True)
class Edit:
    """What a follow-up changes. Positions count from 1, in the playlist that stands."""

    intent: Intent
    drop: tuple[int, ...] = ()
    """Positions to fill with other tracks."""
    named: tuple[int, ...] = ()
    """Those of `drop` that were named ("swap the third"): their tracks must not come back."""
    remove: tuple[int, ...] = ()
    """Positions to take out."""
    more_like: tuple[str, ...] = ()
    """Ids of tracks to find more of the kind of."""
    note: str = ""
    """What was understood, in words."""


@dataclass(frozen=True)
class _Standing:
    """The playlist that stands, as columns."""

    snapshot: Snapshot | None
    ids: tuple[str, ...]

    def values(self, attribute: str) -> np.ndarray:
        """The attribute's value at each position; NaN where it is missing."""
        if self.snapshot is None or not self.ids:
            return np.full(len(self.ids), np.nan)
        rows = self.snapshot.rows_of(self.ids)
        column = self.snapshot.numeric(attribute).values
        return np.where(rows >= 0, column[np.maximum(rows, 0)], np.nan).astype(np.float64)


def refine(intent: Intent, text: str, snapshot: Snapshot | None, playlist: Playlist | None) -> Edit:
    """The edit that `text` asks for. Raises `PromptError` as for a prompt, `ConflictError` where it contradicts itself
    or an earlier must that it does not replace, `BadInput` (position_range) for a position that is not there."""
    door.text(text)
    standing = _Standing(snapshot, tuple(slot.track_id for slot in playlist.tracks) if playlist else ())
    offset = len(intent.prompt) + 1
    points = pointed(text, len(standing.ids))
    compared, drop, spans = _compared(text, standing, intent)
    said = _outside(parse(text, snapshot), (*points.spans, *spans))
    fresh = tuple(_shifted(r, offset) for r in (*said.requirements, *compared))
    door.text(intent.prompt + "\n" + text)
    edited = Intent(
        prompt=f"{intent.prompt}\n{text}",
        requirements=_replaced(intent.requirements, fresh),
        unread=(*intent.unread, *(Unread(u.phrase, _moved(u.span, offset)) for u in said.unread)),
    )
    conflicts.refuse_contradictions(edited.requirements)
    return _edit(edited, points, drop, fresh, standing)


def _edit(
    intent: Intent, points: Pointed, drop: Sequence[int], fresh: Sequence[Requirement], standing: _Standing
) -> Edit:
    more_like = tuple(standing.ids[p - 1] for p in points.like)
    kept_out = {*points.remove, *points.keep}
    dropped = sorted({*points.replace, *(p for p in drop if p not in kept_out)})
    if points.keep and not points.replace:
        dropped = [p for p in range(1, len(standing.ids) + 1) if p not in points.keep]
    notes = [f"{r.phrase}: {r.reading.text if r.reading else r.attribute}" for r in fresh]
    intent = _fewer(intent, points, len(standing.ids))
    told = "; ".join((*points.notes, *notes))
    return Edit(intent, tuple(dropped), tuple(points.replace), points.remove, more_like, told)


def _fewer(intent: Intent, points: Pointed, standing: int) -> Intent:
    """With its count lowered by the tracks that are taken out for good."""
    counts = intent.of("count")
    if not points.remove or not counts or not standing:
        return intent
    left = max(1, standing - len(points.remove))
    changed = tuple(
        wish("count", "is", left) if r.attribute == "count" and r.value == standing else r for r in intent.requirements
    )
    return replace(intent, requirements=changed)


def _outside(said: Intent, spans: Sequence[tuple[int, int]]) -> Intent:
    """What was said outside `spans`, which are understood already."""

    def free(span: tuple[int, int]) -> bool:
        return all(span[1] <= a or b <= span[0] for a, b in spans)

    return replace(
        said,
        requirements=tuple(r for r in said.requirements if free(r.span)),
        unread=tuple(u for u in said.unread if free(u.span)),
    )


def _shifted(requirement: Requirement, offset: int) -> Requirement:
    return replace(requirement, span=_moved(requirement.span, offset))


def _moved(span: tuple[int, int], offset: int) -> tuple[int, int]:
    return span[0] + offset, span[1] + offset


def _replaced(old: Sequence[Requirement], fresh: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """The earlier wishes that `fresh` leaves standing, then `fresh`."""
    return (*(r for r in old if not any(_overrules(f, r) for f in fresh)), *fresh)


def _overrules(fresh: Requirement, old: Requirement) -> bool:
    if fresh.attribute != old.attribute or fresh.scope != old.scope:
        return False
    if fresh.attribute in _SINGULAR or (fresh.attribute in NUMERIC and fresh.polarity == old.polarity):
        return True
    same = fresh.value == old.value or (isinstance(old.value, tuple) and fresh.value in old.value)
    return same or (fresh.attribute == "arc" and fresh.operator != "is" and old.operator != "is")


def _compared(
    text: str, standing: _Standing, intent: Intent
) -> tuple[list[Requirement], list[int], list[tuple[int, int]]]:
    """Wishes relative to what stands ("more acoustic", "slower", "longer", "five more"), the positions that fall
    short of them, and the spans they were read from."""
    tokens = tokenize(text)
    wishes: list[Requirement] = []
    drop: list[int] = []
    spans: list[tuple[int, int]] = []
    for start, end, match in [*tokens.find(_MORE), *tokens.find(_COMPARATIVE)]:
        pole = _pole(match.groupdict())
        if pole is not None and tokens.text(end, end + 1) != "than":
            found, short = _moved_bound(pole, standing)
            span = tokens.span(start, end)
            wishes.append(replace(found, phrase=text[slice(*span)], span=span))
            drop += short
            spans.append(span)
    for start, end, match in [*tokens.find(_LENGTH), *tokens.find(_MORE_SONGS)]:
        span = tokens.span(start, end)
        if tokens.text(end, end + 1) != "than" and all(span[1] <= a or b <= span[0] for a, b in spans):
            longer = _longer(match, standing, intent)
            wishes.append(replace(longer, phrase=text[slice(*span)], span=span))
            spans.append(span)
    return wishes, drop, spans


def _pole(said: dict[str, str | None]) -> Pole | None:
    """The direction that "more acoustic", "less popular" or "slower" names."""
    if said.get("how"):
        return lexicon().comparatives[said["how"] or ""]
    what, sign = said.get("what") or "", 1 if said.get("more") == "more" else -1
    if lexicon().measures.get(what, "year") in NUMERIC and what in lexicon().measures:
        return Pole(lexicon().measures[what], sign)
    pole = lexicon().poles.get(what) or _NAMED.get(what) or lexicon().comparatives.get(what)
    if pole is None:
        sense = lexicon().senses.get(what)
        if sense is None or sense.operator not in ("min", "max") or sense.attribute not in NUMERIC:
            return None
        pole = Pole(sense.attribute, 1 if sense.operator == "min" else -1)
    return Pole(pole.attribute, pole.sign * sign)


def _moved_bound(pole: Pole, standing: _Standing) -> tuple[Requirement, list[int]]:
    """A bound a step beyond the middle of what stands, and the positions outside it."""
    values = standing.values(pole.attribute)
    known = values[~np.isnan(values)]
    limits = NUMERIC[pole.attribute]
    middle = float(np.median(known)) if len(known) else (limits.low + limits.high) / 2
    bound = float(np.clip(middle + pole.sign * _STEP * limits.spread, limits.low, limits.high))
    bound = round(bound, 2) if limits.high <= 1 else round(bound)
    word = "at least" if pole.sign > 0 else "at most"
    found = wish(
        pole.attribute, "min" if pole.sign > 0 else "max", bound,
        Reading(f"{pole.attribute} {word} {bound:g}, beyond the middle of the list ({middle:.4g})"),
        strength="prefer",
    )  # fmt: skip
    outside = np.isnan(values) | (values < bound if pole.sign > 0 else values > bound)
    return found, [int(i) + 1 for i in np.flatnonzero(outside)]


def _longer(match: re.Match[str], standing: _Standing, intent: Intent) -> Requirement:
    """A list with more tracks, a longer or shorter list, or longer or shorter tracks."""
    said = match.groupdict()
    if "how" not in said:
        more = int(float(match[1])) if match[1] else _FEW
        return wish("count", "is", len(standing.ids) + more)
    factor = 1.5 if said["how"] == "longer" else 2 / 3
    if said["songs"]:
        minutes = standing.values("duration_ms") / 60_000
        middle = float(np.nanmedian(minutes)) if np.isfinite(minutes).any() else 3.5
        return wish("track_duration", "min" if factor > 1 else "max", round(middle, 2), strength="prefer")
    asked = intent.of("duration")
    if asked and isinstance(asked[0].value, int | float):
        return wish("duration", "about", round(asked[0].value * factor))
    return wish("count", "is", max(1, round(len(standing.ids) * factor)))
