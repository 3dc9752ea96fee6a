"""Verdicts on the tiny world, counted again here by hand; titles and notes that say only what the document holds."""

from __future__ import annotations

import numpy as np

from segue.catalogue.snapshot import Snapshot
from segue.explanation.prose import liner_notes, title
from segue.explanation.verdicts import judge, shares
from segue.music import FIRST_GUESSED, Intent, Judged, Place, Requirement, Unread


def wish(attribute: str, operator: str, value: object, **more: object) -> Requirement:
    fields = {"phrase": "", "span": (0, 0), "attribute": attribute, "operator": operator, "value": value}
    return Requirement(**{**fields, **more})  # type: ignore[arg-type]


def verdict(snapshot: Snapshot, requirement: Requirement, rows: list[int]) -> Judged:
    at = np.array(rows, np.int32)
    blocks = (np.arange(len(rows)) * 2 // max(len(rows), 1)).astype(np.intp)
    return judge(snapshot, Intent(requirements=(requirement,)), at, blocks, {})[0]


def rows_where(snapshot: Snapshot, known: bool) -> list[int]:
    source = snapshot.numeric("tempo").source
    wanted = (source > 0) & (source < FIRST_GUESSED) if known else source >= FIRST_GUESSED
    return [int(row) for row in np.flatnonzero(wanted)]


def test_known_values_are_verified_and_guesses_inferred(tiny: Snapshot) -> None:
    any_tempo = wish("tempo", "min", 1)
    assert verdict(tiny, any_tempo, rows_where(tiny, known=True)).verdict == "verified"
    mixed = verdict(tiny, any_tempo, rows_where(tiny, known=True)[:5] + rows_where(tiny, known=False)[:3])
    assert mixed.verdict == "inferred"
    assert mixed.note.startswith("3 of 8 guessed")


def test_a_miss_is_unmet_and_says_how_many(tiny: Snapshot) -> None:
    rows = rows_where(tiny, known=True)[:6]
    tempo = tiny.numeric("tempo").values[rows]
    judged = verdict(tiny, wish("tempo", "min", float(np.median(tempo))), rows)
    assert judged.held == int((tempo >= np.median(tempo)).sum())
    assert (judged.verdict, judged.of) == ("unmet", 6)
    half = verdict(tiny, wish("tempo", "min", float(np.median(tempo)), share=0.5), rows)
    assert half.verdict == "verified"


def test_a_block_is_counted_in_its_slots_alone(tiny: Snapshot) -> None:
    rows = rows_where(tiny, known=True)[:6]
    judged = verdict(tiny, wish("tempo", "min", 1, scope=Place(block=1)), rows)
    assert (judged.held, judged.of) == (3, 3)
    assert verdict(tiny, wish("tempo", "min", 1, scope=Place(position=2)), rows).of == 1


def test_the_length_of_a_part_is_counted_in_its_slots_alone(tiny: Snapshot) -> None:
    rows = rows_where(tiny, known=True)[:6]
    scope = Place(block=1)
    minutes = float(tiny.numeric("duration_ms").values[rows[3:]].sum() / 60_000)
    assert verdict(tiny, wish("count", "is", 3, scope=scope), rows).verdict == "verified"
    assert verdict(tiny, wish("count", "is", 6, scope=scope), rows).verdict == "unmet"
    assert verdict(tiny, wish("duration", "about", minutes, scope=scope), rows).verdict == "verified"
    assert verdict(tiny, wish("block", "about", 0.5, scope=scope), rows).verdict == "verified"
    assert verdict(tiny, wish("block", "about", 0.25, scope=scope), rows).verdict == "unmet"


def test_what_cannot_be_told_is_unsupported_never_verified(tiny: Snapshot) -> None:
    assert verdict(tiny, wish("instrument", "is", "theremin"), [0, 1]).verdict == "unsupported"
    assert verdict(tiny, wish("arc", "is", "zigzag"), [0, 1]).verdict == "unsupported"
    assert verdict(tiny, wish("tempo", "min", 1), []).verdict == "unsupported"


def test_kept_and_proven_weigh_musts_preferences_and_unread(tiny: Snapshot) -> None:
    known = rows_where(tiny, known=True)[:4]
    held = verdict(tiny, wish("tempo", "min", 1), known)
    missed = verdict(tiny, wish("tempo", "max", 1, strength="prefer"), known)
    assert shares((held, missed), ()) == (round(1 / 1.5, 4), round(1 / 1.5, 4))
    assert shares((held, missed), (Unread("x", (0, 1)),)) == (0.4, 0.4)
    assert shares((), ()) == (1.0, 1.0)


def test_a_title_tells_what_the_list_is_about() -> None:
    prompt = "late-night synthwave for studying"
    wishes = (
        wish("activity", "is", "late night", phrase="late-night", span=(0, 10)),
        wish("genre", "is", "synthwave", phrase="synthwave", span=(11, 20), share=0.85),
        wish("activity", "is", "studying", phrase="studying", span=(25, 33)),
        wish("genre", "is", "indie", phrase="indie", span=(0, 1), share=0.15),
    )
    assert title(Intent(prompt=prompt, requirements=wishes)) == "Late-night synthwave for studying"
    assert title(Intent(prompt="  surprise me ")) == "Surprise me"


def test_the_notes_of_an_empty_list_say_so() -> None:
    assert "No track" in liner_notes((), (), 0)
