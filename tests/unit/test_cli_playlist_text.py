"""A playlist as a page: 80 columns whatever stands in it, and every verdict with its sign."""

from __future__ import annotations

import click
import msgspec
from hypothesis import given
from hypothesis import strategies as st

from segue.cli.playlist_text import MARKS, page, understood
from segue.cli.text import WIDTH, columns
from segue.music import Attribute, Intent, Judged, Next, Playlist, Reading, Slot, Unread


def slot(position: int = 1, title: str = "Tide Table", artist: str = "Harbour Lights") -> Slot:
    return Slot(
        position=position, track_id="s1", title=title, artist=artist, album="", duration_ms=214_000, block=0,
        attributes={"tempo": Attribute(119.2), "energy": Attribute(0.62, "genre", 0.4), "year": Attribute(1994)},
        reasons=(), next=Next(tempo_change=-0.031, key_distance=2, energy_step=0.2, cost=0.1),
    )  # fmt: skip


def judged(verdict: str = "verified", phrase: str = "around 120 bpm", note: str = "") -> Judged:
    fields = {
        "phrase": phrase, "span": (0, 1), "attribute": "tempo", "operator": "about", "value": 120.0,
        "verdict": verdict, "held": 3, "of": 4, "note": note,
    }  # fmt: skip
    return msgspec.convert(fields, Judged)


def playlist(**changes: object) -> Playlist:
    made = Playlist(
        id="p1", title="Low Water", prompt="…", listener="me", seed=1, recipe="r", notes="One track.",
        duration_ms=214_000, kept=0.5, proven=0.25, tracks=(slot(),), requirements=(judged(),),
        unread=(Unread("zzz", (0, 3)),),
    )  # fmt: skip
    return msgspec.structs.replace(made, **changes)


def plain(made: Playlist) -> str:
    return click.unstyle("\n".join(page(made)))


def test_the_page_says_all_that_matters() -> None:
    text = plain(playlist())
    for part in (
        "Low Water", "1 track · 3:34", "One track.", "Tide Table", "Harbour Lights", "119 BPM", "energy ~0.62", "1994",
        "♩ −3%", "♯ 2", "↗", "✓ “around 120 bpm”", "tempo ≈ 120", "3/4", "verified", "“zzz”", "not understood",
        "kept 50%", "25% proven",
    ):  # fmt: skip
        assert part in text


def test_every_verdict_has_its_own_sign() -> None:
    text = plain(playlist(requirements=tuple(judged(verdict) for verdict in MARKS)))
    assert all(f"{sign} “around" in text for sign, _ in MARKS.values())
    assert len({sign for sign, _ in MARKS.values()}) == len(MARKS)


def test_an_empty_playlist_still_tells_why() -> None:
    text = plain(playlist(tracks=(), requirements=(judged("unmet", note="no track here is that fast"),)))
    assert "0 tracks" in text
    assert "no track here is that fast" in text


def test_a_reading_is_said_once() -> None:
    reading = Reading("low energy")
    said = [msgspec.structs.replace(judged(note=note), reading=reading) for note in ("", "4 read as low energy")]
    assert plain(playlist(requirements=tuple(said))).count("read as low energy") == 2


@given(st.text(max_size=120), st.text(max_size=80), st.text(max_size=60))
def test_no_line_leaves_the_page(title: str, artist: str, phrase: str) -> None:
    made = playlist(tracks=(slot(999, title, artist),), requirements=(judged("unsupported", phrase),))
    assert all(columns(line) <= WIDTH for line in plain(made).split("\n"))


def test_a_title_cannot_send_commands_to_the_terminal() -> None:
    assert "\x1b" not in plain(playlist(title="\x1b]0;owned\x07", tracks=(slot(title="\x1b[2J"),)))


def test_how_a_prompt_is_read() -> None:
    intent = Intent(prompt="around 120 bpm zzz", requirements=(judged(),), unread=(Unread("zzz", (15, 18)),))
    text = click.unstyle("\n".join(understood(intent)))
    assert "tempo ≈ 120" in text
    assert "not understood" in text
