"""Whole requests, and reading for one home: its own words in force, its refusals counted, its misses noted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date

from msgspec.structs import replace

from segue.catalogue.port import SavedPlaylist
from segue.catalogue.snapshot import Snapshot
from segue.errors import HomeError, PromptError
from segue.intent import conflicts, door
from segue.intent.grammar import parse
from segue.intent.plan import check_plan
from segue.intent.refining import Edit, Standing, refine
from segue.intent.tokens import tokenize
from segue.knowledge.lexicon import using
from segue.music import Intent, Request
from segue.notebook import HomeWords, Notebook, corrected, missed


def read(
    request: Request,
    snapshot: Snapshot | None,
    *,
    playlists: tuple[SavedPlaylist, ...] = (),
    today: date | None = None,
) -> Intent:
    """What `request` asks for: its prompt, then its options (whose wishes have the phrase "" and the span (0, 0)).

    `tracks` and `minutes` take the place of what the prompt says of count and duration. Raises `PromptError`,
    `BadInput` and `ConflictError` as `door` and `conflicts` tell.
    """
    door.check(request, snapshot)
    check_plan(door.text(request.prompt))
    intent = parse(request.prompt, snapshot, today)
    stated = tuple(door.options(request, playlists))
    overruled = {r.attribute for r in stated if r.phrase == "" and r.attribute in ("count", "duration")}
    requirements = (*(r for r in intent.requirements if r.attribute not in overruled or r.scope != "list"), *stated)
    door.check_read(requirements)
    conflicts.refuse_contradictions(requirements)
    return replace(intent, requirements=requirements)


def term(text: str) -> str:
    """`text` as the lexicon lists it: its folded words, one space apart, numbers as digits."""
    return " ".join(token.text for token in tokenize(text).items if not token.is_mark)


class Reader:
    """Reads for one home. `today` is what "this year" counts from. Thread-safe."""

    def __init__(self, words: HomeWords, notebook: Notebook, today: date) -> None:
        self._words = words
        self._notebook = notebook
        self._today = today

    def parse(self, prompt: str, snapshot: Snapshot | None) -> Intent:
        """What `prompt` asks for; nothing is refused and nothing noted."""
        with using(self._words.lexicon):
            return parse(prompt, snapshot, self._today)

    def read(self, request: Request, snapshot: Snapshot | None, playlists: tuple[SavedPlaylist, ...] = ()) -> Intent:
        """What `request` asks for, as `read` says; what it left unread is noted."""
        with self._listening():
            intent = read(request, snapshot, playlists=playlists, today=self._today)
        self._notebook.learn(missed(intent), term)
        return intent

    def refine(self, standing: Standing, text: str) -> Edit:
        """The edit that `text` asks for; what it left unread is noted, and the readings that it took back."""
        with self._listening():
            edit = refine(standing, text, self._today)
            door.check_number(edit.intent.requirements)
        before = standing.intent
        lessons = [*missed(edit.intent, since=len(before.prompt)), *corrected(before, edit.intent)]
        self._notebook.learn(lessons, term)
        return edit

    @contextmanager
    def _listening(self) -> Iterator[None]:
        try:
            with using(self._words.lexicon):
                yield
        except PromptError as error:
            with suppress(HomeError):  # a count that cannot be kept hides no refusal
                self._notebook.refused(error.code)
            raise
