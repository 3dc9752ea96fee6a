"""Acts by nickname and by short names; what is told of them in passing; titles that stand with their acts."""

from __future__ import annotations

import pytest

from segue.catalogue.build import build_snapshot
from segue.catalogue.snapshot import Snapshot
from segue.intent import parse
from segue.knowledge.nicknames import LONGEST, nicknames
from segue.music import Requirement, Track

_ACTS = "The Rolling Stones|Frédéric Chopin|Guns N' Roses|Air|Queen|Snoop Dogg|Elvis Presley|Elvis Costello"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    tracks = [Track(id=f"{act}{n}", title=f"Piece {n}", artist=act) for act in _ACTS.split("|") for n in range(30)]
    tracks.append(Track(id="rhapsody", title="Bohemian Rhapsody", artist="Queen"))
    tracks.sort(key=lambda track: track.id)
    return Snapshot.open(build_snapshot(tracks, tmp_path_factory.mktemp("called"), generation=1))


def named(prompt: str, snapshot: Snapshot) -> list[Requirement]:
    return [r for r in parse(prompt, snapshot).requirements if r.attribute in ("artist", "track")]


@pytest.mark.parametrize(
    ("prompt", "act"),
    [
        ("the Stones, 10 songs", "The Rolling Stones"), ("some Chopin, quietly", "Frédéric Chopin"),
        ("guns and roses", "Guns N' Roses"), ("Air (the french duo)", "Air"), ("snoop dog", "Snoop Dogg"),
        ("Elvis and no one else", "Elvis Presley"), ("Elvis Costello", "Elvis Costello"),
    ],
)  # fmt: skip
def test_an_act_is_known_by_what_it_is_called(prompt: str, act: str, snapshot: Snapshot) -> None:
    assert [r.value for r in named(prompt, snapshot)] == [act]


def test_a_title_stands_with_its_act(snapshot: Snapshot) -> None:
    queen, title = named("anything by Queen except Bohemian Rhapsody", snapshot)
    assert (queen.value, title.attribute, title.polarity) == ("Queen", "track", "avoid")
    (opening,) = named("open with Bohemian Rhapsody, then 9 more rock songs", snapshot)
    assert opening.attribute == "track"


def test_nicknames_are_written_as_prompts_are_read() -> None:
    assert all(nick == nick.lower() and 0 < len(nick.split()) <= LONGEST for nick in nicknames())
