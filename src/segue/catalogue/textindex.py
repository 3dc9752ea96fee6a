"""Full text over titles, artists, albums, labels and descriptions: BM25 by tantivy, in memory-mapped segments.

A snapshot's index is one segment as a rule. That of fresh tracks is the snapshot's own, by links to its files, which
never change, with one more segment and a list of the tracks that are gone; so all tracks share one set of statistics.
"""

from __future__ import annotations

import errno
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

import numpy as np
import tantivy

from segue.knowledge import names
from segue.music import Floats, Rows

_WEIGHTS = {"title": 2.0, "artist": 2.0, "album": 1.0, "labels": 1.5, "description": 0.5}
_FOLDER = "text"
_MEMORY = 256 << 20
"""Bytes that the writer may fill before it starts a second segment."""
_LITTLE = 16 << 20
"""The same for some thousand tracks."""
_REMEMBERED = 64
"""So many answers of `search`, and of `title_rows`, are kept: a request asks for the same several times."""
_MAX_WORDS = 48
"""Further words of a query are left out; a prompt may hold thousands."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in _WEIGHTS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("row", fast=True, indexed=True)
    return builder.build()


class TextWriter:
    """Writes the index while tracks stream by, as a context. Texts are folded words, one space apart.

    Tracks are numbered from `first` on.
    """

    def __init__(self, folder: Path, *, first: int = 0, memory: int = _MEMORY) -> None:
        place = folder / _FOLDER
        place.mkdir(exist_ok=True)
        self._schema, self._first = _schema(), first
        self._writer = tantivy.Index(self._schema, path=str(place)).writer(heap_size=memory, num_threads=1)
        self._closed = False

    @classmethod
    def onto(cls, base: Path, folder: Path, gone: Sequence[int], first: int) -> TextWriter:
        """A writer in `folder` that begins with the index of the snapshot in `base`, without the tracks `gone`. Raises
        `OSError` where that cannot be."""
        (folder / _FOLDER).mkdir()
        for file in sorted((base / _FOLDER).iterdir()):
            if file.suffix != ".lock":
                _link(file, folder / _FOLDER / file.name)
        try:
            writer = cls(folder, first=first, memory=_LITTLE)
            writer._delete(gone)
        except ValueError as error:
            raise _refusal(error) from error
        return writer

    def _delete(self, rows: Sequence[int]) -> None:
        # by a query: tantivy takes a bare number for a signed one, which matches no row
        if rows:
            self._writer.delete_documents_by_query(tantivy.Query.term_set_query(self._schema, "row", rows))

    def add(self, row: int, title: str, artist: str, album: str, labels: str, description: str) -> None:
        """Index one track. Raises `OSError` where the disk refuses."""
        document = {"row": self._first + row, "title": title, "artist": artist, "album": album}
        if labels:
            document["labels"] = labels
        if description:
            document["description"] = description
        try:
            self._writer.add_document(tantivy.Document.from_dict(document, self._schema))
        except ValueError as error:
            raise _refusal(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._closed:  # end tantivy's threads, or they would go on writing while the folder is removed
            with suppress(ValueError):
                self._writer.wait_merging_threads()

    def close(self) -> None:
        """Make the index durable. Raises `OSError` where the disk refuses."""
        try:
            self._writer.commit()
            self._writer.wait_merging_threads()
        except ValueError as error:
            raise _refusal(error) from error
        self._closed = True


def _link(file: Path, target: Path) -> None:
    """The same file under another name; a copy where there are no links, and of what tantivy keeps up to date."""
    if file.suffix != ".json":
        try:
            target.hardlink_to(file)
        except OSError:
            shutil.copyfile(file, target)
    else:
        shutil.copyfile(file, target)


def _refusal(error: ValueError) -> OSError:
    """What tantivy tells of a failed write, as the operating system's own error."""
    number = re.search(r"os error (\d+)", str(error))
    return OSError(int(number[1]) if number else errno.EIO, f"The text index cannot be written: {error}")


class TextIndex:
    """Reads the index of one snapshot."""

    def __init__(self, folder: Path) -> None:
        index = tantivy.Index.open(str(folder / _FOLDER))
        index.config_reader(reload_policy="manual")
        self._schema, self._searcher = index.schema, index.searcher()
        self._titled: dict[tuple[str, ...], Rows] = {}
        self._found: dict[tuple[tuple[str, ...], int], tuple[Rows, Floats]] = {}

    def search(self, query: str, limit: int) -> tuple[Rows, Floats]:
        """Up to `limit` tracks that hold any word of `query`, best first: rows and BM25 scores (> 0).

        A word counts in the field where it says most; no text is an error.
        """
        words = tuple(dict.fromkeys(names.words(query)))[:_MAX_WORDS]
        if not words or limit < 1:
            return np.empty(0, np.int32), np.empty(0, np.float32)
        found = self._found.get((words, limit))
        if found is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            found = self._found[words, limit] = self._search(words, limit)
        return found

    def _search(self, words: Sequence[str], limit: int) -> tuple[Rows, Floats]:
        wanted = tantivy.Query.boolean_query([(tantivy.Occur.Should, self._word(word)) for word in words])
        hits = self._searcher.search(wanted, limit=limit, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        found, scores = np.array(rows, np.int32), np.array([score for score, _ in hits], np.float32)
        order = np.lexsort((found, -scores))
        found, scores = found[order], scores[order]
        found.flags.writeable = scores.flags.writeable = False
        return found, scores

    def title_rows(self, words: Sequence[str]) -> Rows:
        """Tracks whose title holds all of `words` (folded), in any order; ascending."""
        asked = tuple(words)
        found = self._titled.get(asked)
        if found is None:
            if len(self._titled) >= _REMEMBERED:
                self._titled.clear()
            found = self._titled[asked] = self._title_rows(asked)
            found.flags.writeable = False
        return found

    def _title_rows(self, words: Sequence[str]) -> Rows:
        if not words:
            return np.empty(0, np.int32)
        terms = [tantivy.Query.term_query(self._schema, "title", word, "freq") for word in words]
        wanted = tantivy.Query.boolean_query([(tantivy.Occur.Must, term) for term in terms])
        hits = self._searcher.search(wanted, limit=max(1, self._searcher.num_docs), count=False).hits
        return np.sort(np.array(self._searcher.fast_field_values("row", [at for _, at in hits]), np.int32))

    def _word(self, word: str) -> tantivy.Query:
        fields = (
            tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, word, "freq"), weight)
            for field, weight in _WEIGHTS.items()
        )
        return tantivy.Query.disjunction_max_query(list(fields), 0.1)
