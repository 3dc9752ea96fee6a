"""What is left to hear, in which order, and what is remembered of it."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import pytest

from segue.errors import BadInput, MissingExtra
from segue.hearing.backlog import backlog, what_matters
from segue.hearing.beside import whenever_changed
from segue.hearing.ear import Heard, Proxy, ready
from segue.hearing.facts import SURE_TEMPO, note_of
from segue.hearing.job import hours, within
from segue.hearing.memory import Memory, Result, digest_of, state_of
from segue.music import Track

BOTH = (True, False)


def heard(*, quick: bool = False, tempo: float | None = 120.0, sure: float = 0.9) -> Heard:
    """A piece as the ear tells of it."""
    proxy = Proxy(0.5, 0.4)
    return Heard(
        duration_ms=180_000, quick=quick, loudness=-14.0, gain=-4.0, peak=-1.0, tempo=tempo, tempo_confidence=sure,
        tempi=((tempo, 1.0),) if tempo else (), key=9, mode=0, key_confidence=0.8, energy=proxy, danceability=proxy,
        acousticness=proxy, instrumentalness=proxy, vector=(0.0,) * 39, starts_ms=0, first_beat_ms=500,
        ends_ms=179_000, fade_ms=0,
    )  # fmt: skip


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    (tmp_path / "home").mkdir()
    return Memory(tmp_path / "home")


def _file(folder: Path, name: str, content: bytes = b"sound") -> Track:
    path = folder / name
    path.write_bytes(content)
    return Track(id=name, location=str(path))


def _keep(memory: Memory, track: Track, what: Heard | None, failure: str = "") -> None:
    path = Path(track.location)
    memory.keep([Result(state_of(path), digest_of(path), what, failure)])


def test_a_quick_look_at_all_comes_before_any_whole_and_what_matters_first(memory: Memory, tmp_path: Path) -> None:
    tracks = [_file(tmp_path, name, name.encode()) for name in "abc"]
    left = backlog(tracks, memory, {"c": 0}, BOTH)
    assert [(one.track_id, one.quick) for one in left.pending] == [
        ("c", True), ("a", True), ("b", True), ("c", False), ("a", False), ("b", False),
    ]  # fmt: skip


def test_what_was_heard_is_not_heard_again(memory: Memory, tmp_path: Path) -> None:
    whole, quick, fresh = (_file(tmp_path, name, name.encode()) for name in ("whole", "quick", "fresh"))
    _keep(memory, whole, heard())
    _keep(memory, quick, heard(quick=True))
    left = backlog([whole, quick, fresh], memory, {}, BOTH)
    assert [(one.track_id, one.quick) for one in left.pending] == [("fresh", True), ("quick", False), ("fresh", False)]
    assert {note.track_id for note in left.notes} == {"whole", "quick"}


def test_a_file_that_changed_is_heard_anew(memory: Memory, tmp_path: Path) -> None:
    track = _file(tmp_path, "a")
    _keep(memory, track, heard())
    Path(track.location).write_bytes(b"another sound")
    assert [one.quick for one in backlog([track], memory, {}, BOTH).pending] == [True, False]


def test_what_cannot_be_heard_is_told_and_not_tried_again(memory: Memory, tmp_path: Path) -> None:
    broken = _file(tmp_path, "broken")
    _keep(memory, broken, None, "It is no audio.")
    gone = Track(id="gone", location=str(tmp_path / "gone.flac"))
    left = backlog([broken, gone, Track(id="none"), Track(id="far", location="http://host/a.mp3")], memory, {}, BOTH)
    assert [(one.location, one.reason) for one in left.failed] == [
        (broken.location, "It is no audio."), (gone.location, "No such file or directory"),
    ]  # fmt: skip
    assert (left.pending, left.remote, left.silent) == ([], 1, 1)


def test_excerpts_never_take_the_place_of_the_whole(memory: Memory, tmp_path: Path) -> None:
    track = _file(tmp_path, "a")
    _keep(memory, track, heard(tempo=100.0))
    _keep(memory, track, heard(quick=True, tempo=50.0))
    kept = memory.heard(digest_of(Path(track.location)))
    assert kept is not None
    assert (kept.tempo, kept.quick) == (100.0, False)
    assert memory.counts() == (1, 0, 0)


def test_what_matters_is_what_was_prompted_for_then_the_loved_then_the_played() -> None:
    loved = [("a", 3.0, 0.0), ("b", 0.0, 40.0), ("c", 5.0, 1.0), ("p", 5.0, 99.0), ("d", 0.0, 90.0)]
    assert list(what_matters(["p", "q", "p"], loved)) == ["p", "q", "c", "d", "b"]


def test_what_is_measured_and_sure_is_known_and_the_rest_is_a_guess() -> None:
    sure, unsure = note_of("a", heard()).values, note_of("a", heard(sure=SURE_TEMPO - 0.1)).values
    assert (sure["tempo"].source, unsure["tempo"].source) == ("analysis", "model")
    assert (sure["loudness"].source, note_of("a", heard(quick=True)).values["loudness"].source) == ("analysis", "model")
    assert {sure[name].source for name in ("energy", "danceability", "acousticness")} == {"model"}
    assert sure["energy"].confidence == 0.4
    assert "tempo" not in note_of("a", heard(tempo=None)).values


def test_a_missing_library_is_told_at_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "soundfile", None)
    with pytest.raises(MissingExtra, match="hearing"):
        ready()


def test_the_job_is_begun_again_until_a_run_changes_nothing() -> None:
    generation = 7
    due = whenever_changed(lambda: generation)
    assert [due(), due()] == [True, False]
    generation = 8  # a note, or an import while it ran
    assert [due(), due()] == [True, False]


@pytest.mark.parametrize(
    ("span", "hour", "open_"),
    [((22, 6), 23, True), ((22, 6), 5, True), ((22, 6), 6, False), ((9, 17), 9, True), ((9, 17), 17, False)],
)
def test_hours_may_run_over_midnight(span: tuple[int, int], hour: int, open_: bool) -> None:
    assert within(span, datetime(2026, 1, 1, hour, 30)) is open_  # noqa: DTZ001  (a time of the day is local)


@pytest.mark.parametrize("text", ["", "22", "22-", "a-b", "25-3", "5-5", "-1-4"])
def test_hours_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="no hours"):
        hours(text)
