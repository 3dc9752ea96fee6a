"""The notebook: refusals are counted by code alone, phrases kept with consent alone, and forgotten for good."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from segue.errors import HomeError
from segue.intent import parse, term
from segue.music import Intent
from segue.notebook import Lesson, Notebook, corrected, missed, notes

DAY = datetime.date(2026, 11, 20)


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    with closing(Notebook(tmp_path, lambda: DAY)) as notebook:
        yield notebook


def test_an_empty_notebook_makes_no_file(notebook: Notebook, tmp_path: Path) -> None:
    notebook.learn([Lesson("zorb")], term)
    assert (notebook.refusals(), notebook.misses(), notebook.corrections(), notebook.keeps_misses) == (
        {},
        (),
        (),
        False,
    )
    notebook.forget()
    assert list(tmp_path.iterdir()) == []


def test_refusals_are_counted_by_code(notebook: Notebook, tmp_path: Path) -> None:
    for code in ("b", "a", "b"):
        notebook.refused(code)
    with closing(Notebook(tmp_path)) as other:
        other.refused("b")
        assert list(other.refusals().items()) == [("b", 3), ("a", 1)]


def test_nothing_is_kept_without_consent_and_everything_goes_with_it(notebook: Notebook, tmp_path: Path) -> None:
    notebook.learn([Lesson("zorb")], term)
    assert notebook.misses() == ()
    notebook.keep_misses(True)
    notebook.learn([Lesson("zorb quux", beside=("want must count is 3",)), Lesson("Zorb, QUUX!")], term)
    notebook.learn([Lesson("late"), Lesson("…")], term)
    assert [(m.phrase, m.count, m.last) for m in notebook.misses()] == [
        ("late", 1, "2026-11-20"),
        ("zorb quux", 2, "2026-11-20"),
    ]
    notebook.refused("code")
    notebook.keep_misses(False)
    assert (notebook.misses(), notebook.keeps_misses) == ((), False)
    assert notebook.refusals() == {"code": 1}
    assert b"quux" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_the_oldest_give_way(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "MOST", 3)
    notebook.keep_misses(True)
    for word in ("one1", "two2", "three3", "four4", "five5"):
        notebook.learn([Lesson(word)], term)
    assert [m.phrase for m in notebook.misses()] == ["five5", "four4", "three3"]


def test_a_damaged_notebook_is_told(tmp_path: Path) -> None:
    (tmp_path / "notebook.db").write_bytes(b"no database" * 100)
    with closing(Notebook(tmp_path)) as notebook, pytest.raises(HomeError, match="cannot be read"):
        notebook.refusals()


def test_what_was_missed_is_told_with_its_neighbours_and_no_names() -> None:
    intent = parse("20 songs, zorbly quux, sad", None)
    (lesson,) = missed(intent)
    assert lesson.phrase == "zorbly quux"
    assert lesson.beside == ("want must count is 20", 'want prefer mood is "sad"')
    assert list(missed(intent, since=len(intent.prompt))) == []


@pytest.mark.parametrize(
    "prompt", ["zorb@quux.example songs", "zorb 0123456789 quux", "i want to die, zorbly quux", "x" * 70]
)
def test_what_may_be_private_is_not_kept(prompt: str) -> None:
    assert [
        lesson.phrase for lesson in missed(parse(prompt, None)) if "quux" in lesson.phrase or "xx" in lesson.phrase
    ] == []


def _after(before: Intent, text: str, *gone: str) -> Intent:
    """`before` with a follow-up in which the wishes with the phrases `gone` no longer stand."""
    prompt = f"{before.prompt}\n{text}"
    fresh = tuple(r for r in parse(prompt, None).requirements if r.span[0] > len(before.prompt))
    return Intent(prompt=prompt, requirements=(*(r for r in before.requirements if r.phrase not in gone), *fresh))


def test_a_reading_that_is_taken_back_is_a_correction() -> None:
    before = parse("energetic songs, 20 songs", None)
    (lesson,) = corrected(before, _after(before, "energetic means energy above 0.9", "energetic"))
    assert lesson.phrase == "energetic"
    assert lesson.old.startswith("want prefer energy min ")
    assert lesson.new.startswith("want must energy min 0.9")


def test_a_change_of_mind_is_no_correction() -> None:
    before = parse("20 calm songs", None)
    assert list(corrected(before, _after(before, "12 songs", "20"))) == []
    assert list(corrected(before, _after(before, "no rap"))) == []
