"""Prompts in the syntax of ListenBrainz Radio: what elements become, and what stays prose."""

from __future__ import annotations

import pytest

from segue.catalogue.snapshot import Snapshot
from segue.intent import parse
from segue.intent.radio import radio
from segue.music import Requirement


def _told(prompt: str, snapshot: Snapshot | None = None) -> list[str]:
    intent = radio(prompt, snapshot)
    assert intent is not None
    assert intent == parse(prompt, snapshot)
    assert not intent.unread
    assert all(prompt[slice(*r.span)] == r.phrase for r in intent.requirements)
    return [_line(r) for r in intent.requirements]


def _line(r: Requirement) -> str:
    share = f" {r.share:g}" if r.share != 1 else ""
    value = ", ".join(map(str, r.value)) if isinstance(r.value, tuple) else r.value
    return f"{r.polarity} {r.attribute} {r.operator} {value}{share} « {r.phrase}"


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("artist:(Björk)", ["like similar is Björk « Björk"]),
        ("artist:(Björk):2:nosim", ["want artist is Björk « Björk"]),
        ("ARTIST:u2:NoSim", ["want artist is u2 « u2"]),
        ("#jazz", ["want genre is jazz « jazz"]),
        ("#(trip hop)", ["want genre is trip hop « trip hop"]),
        ("tag:(rock, pop)", ["want genre is rock « rock", "want genre is pop « pop"]),
        ("tag:(rock,pop)::or", ["want genre any rock, pop « rock,pop"]),
        ("tag:(zorb)", ["want theme is zorb « zorb"]),
        ("tag:(rock,zorb):1:or", ["want genre any rock, zorb « rock,zorb"]),
        ("tag:(rock):3 tag:(pop)", ["want genre is rock 0.71 « rock", "want genre is pop 0.21 « pop"]),
        ("tag:jazz::easy", ["want genre is jazz « jazz", "want popularity min 60 « easy"]),
        ("  #jazz\n#soul hard ", ["want genre is jazz 0.46 « jazz", "want genre is soul 0.46 « soul",
                                 "want popularity max 40 « hard"]),
        ("tag:jazz::nosim,medium", ["want genre is jazz « jazz", "want popularity between 20, 80 « medium"]),
        ("stats:(rob)::month #jazz", ["want entity is stats:rob 0.46 « rob", "want genre is jazz 0.46 « jazz"]),
        ("artist:(モーニング娘。)", ["like similar is モーニング娘。 « モーニング娘。"]),
    ],
)  # fmt: skip
def test_elements_become_requirements(prompt: str, expected: list[str]) -> None:
    assert _told(prompt) == expected


@pytest.mark.parametrize(
    "prompt",
    [
        "", "jazz", "easy", "#jazz, please", "20 songs tag:jazz", "tag:(foo", "tag:foo)", "tag:", "tag:()", "recs:",
        "artist:u2::fussy", "artist:u2:.5", "artist:(meh)::nosim,", "tag:a:0", "wrong:u2", "artist:ad(meh)", "#1 hits",
        "#jazz easy hard", "tag:(jazz)::week", "# jazz", " ".join(["#jazz"] * 61),
    ],
)  # fmt: skip
def test_anything_else_is_prose(prompt: str) -> None:
    assert radio(prompt, None) is None


def test_an_account_that_is_not_there_is_told() -> None:
    intent = parse("recs:(mr monkey)::unlistened", None)
    assert intent.requirements[0].reading is not None
    assert "no account" in intent.requirements[0].reading.text
    assert intent.requirements[0].strength == "prefer"


def test_tags_mean_what_they_mean_in_prose(tiny: Snapshot) -> None:
    (tagged,) = parse("tag:(chill)", tiny).requirements
    (said,) = parse("chill", tiny).requirements
    assert (tagged.attribute, tagged.value, tagged.reading) == (said.attribute, said.value, said.reading)
