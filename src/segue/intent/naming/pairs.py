"""Names that stand on either side of a dash or of "by", wherever they are: "Oloff - Stomach Sound", "Circles by …"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from segue.intent.match import Match
from segue.intent.naming import meaning
from segue.intent.naming.context import is_everyday, is_term
from segue.intent.naming.hits import Hit
from segue.intent.naming.look import Look
from segue.intent.naming.zones import pairs
from segue.knowledge.lexicon import lexicon

_TITLE: Final = 8


class Pairs:
    """Reads them in one prompt."""

    def __init__(self, look: Look) -> None:
        self._look, self._context, self._snapshot = look, look.context, look.snapshot

    def dashed(self) -> Iterator[Match]:
        """Both sides of a dash, where one of them is an act and the other may be a title."""
        if "-" not in self._context.tokens.words:
            return
        for start, dash, end in pairs(self._context):
            left, right = self._act(start, dash), self._act(dash + 1, end)
            if left is not None and self._may_be_title(dash + 1, end):
                yield self._match(left)
                yield self._title(dash + 1, end, left.code)
            elif right is not None and self._may_be_title(start, dash):
                yield self._title(start, dash, right.code)
                yield self._match(right)
            elif self._is_written_as_name(start, dash) and self._is_written_as_name(dash + 1, end):
                yield Match(start, dash, (meaning.absent(self._snapshot, self._look.written(start, dash)),))
                yield self._title(dash + 1, end, None)

    def credited(self, by: int) -> Iterator[Match]:
        """The title before the "by" at token `by`, where an act that has it stands behind."""
        for hit in self._look.starting.get(by + 1, ()):
            for start in range(max(0, by - _TITLE), by):
                work = meaning.work(self._snapshot, self._look.key(start, by))
                if work is None or not self._says_something(start, by):
                    continue
                if not meaning.is_by(self._snapshot, work, hit.code):
                    work = meaning.work(self._snapshot, self._look.key(start, by), "album")
                if work is not None and meaning.is_by(self._snapshot, work, hit.code):
                    yield Match(start, by, (meaning.work_of(self._snapshot, work, hit.code),), bonus=6)
                    yield self._match(hit)
                    return

    def _act(self, start: int, end: int) -> Hit | None:
        hit = next((h for h in self._look.starting.get(start, ()) if h.end == end), None)
        if hit is None:
            return None
        common = self._context.is_common(start, end)
        return None if common and not self._context.tokens.items[start].capital else hit

    def _may_be_title(self, start: int, end: int) -> bool:
        words = self._context.tokens.items[start:end]
        if words[0].text in lexicon().nouns or words[-1].text in lexicon().nouns or len(words) > _TITLE:
            return False
        held = meaning.work(self._snapshot, self._look.key(start, end)) is not None
        return words[0].capital or held

    def _is_written_as_name(self, start: int, end: int) -> bool:
        words = [t for t in self._context.tokens.items[start:end] if not t.is_mark]
        big = [t for t in words if t.capital]
        if not words or not words[0].capital or 2 * len(big) < len(words) or words[0].text in lexicon().nouns:
            return False
        return not is_term(" ".join(t.text for t in words)) and any(not is_everyday(t.text) for t in big)

    def _says_something(self, start: int, end: int) -> bool:
        words = self._context.tokens.items[start:end]
        return words[0].text not in lexicon().nouns and (len(words) > 1 or not is_term(words[0].text))

    def _title(self, start: int, end: int, artist: int | None) -> Match:
        key = self._look.key(start, end)
        for kind in ("track", "album"):
            work = meaning.work(self._snapshot, key, kind)
            if work is not None and artist is not None and meaning.is_by(self._snapshot, work, artist):
                return Match(start, end, (meaning.work_of(self._snapshot, work, artist),), bonus=6)
        return Match(start, end, (meaning.absent(None, self._look.written(start, end), "track"),))

    def _match(self, hit: Hit) -> Match:
        return Match(hit.start, hit.end, (meaning.artist_of(self._snapshot, hit.code),), bonus=6)
