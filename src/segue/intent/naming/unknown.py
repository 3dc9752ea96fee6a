"""Names that are misspelt, called for short, or in no catalogue."""

from __future__ import annotations

from typing import Final

from segue.intent.match import Match
from segue.intent.naming import meaning
from segue.intent.naming.context import is_everyday, is_term
from segue.intent.naming.look import COMMON, FEW, MOST, Look, Named
from segue.intent.naming.meaning import Kind, Work
from segue.intent.naming.words import ACTS, ARTICLES, INSIDE, JOINTS, KINDS, LITTLE, PASSED, POINTING, STOPS
from segue.intent.naming.zones import Zone
from segue.knowledge.lexicon import lexicon

_SEVERAL: Final = 3


class Unknown:
    """Reads them in one prompt."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def read(self, at: int, zone: Zone, kind: Kind | None, *, credited: bool) -> Named | None:
        """A name that is misspelt, short, or not in the catalogue."""
        article = self._look.context.word(at) in ARTICLES
        end = at if article and self._look.artist(at + 1, zone, credited=credited) else self._run(at, zone)
        if end == at:
            return None
        if self._look.context.word(end) in ("and", "&") and not kind:
            both = self._near(at, max(end, self._run(end + 1, zone)), whole=True)
            if both is not None:
                return both
        for stop in range(end, at, -1):
            near = self._near(at, stop, whole=stop == end) if not kind else None
            if near is not None:
                return near
        title = self._misspelt_title(at, end) if zone.is_sure and not credited else None
        if title is not None:
            return Named(
                Match(
                    at, end, (meaning.work_of(self._look.snapshot, title, typed=self._look.written(at, end)),), bonus=4
                )
            )
        if zone.is_sure and self._may_be_unheld(at, end, zone, credited=credited):
            said = (meaning.absent(self._look.snapshot, self._look.written(at, end), kind or "artist"),)
            return Named(Match(at, end, said), is_act=kind is None)
        return None

    def alone(self, start: int, end: int) -> Match | None:
        """A run that is all that stands between marks or joints: an act that is misspelt or called for short."""
        named = self._near(start, end, whole=True)
        if named is not None and named.artist is not None:
            return named.match if self._look.snapshot.artists.count(named.artist) >= FEW else None
        title = self._misspelt_title(start, end) if end - start > 1 else None
        if title is None:
            return None
        return Match(
            start, end, (meaning.work_of(self._look.snapshot, title, typed=self._look.written(start, end)),), bonus=6
        )

    def _misspelt_title(self, start: int, end: int) -> Work | None:
        words = self._look.context.tokens.items[start:end]
        if len(words) < _SEVERAL and all(self._look.context.is_language(t.text) for t in words):
            return None
        return meaning.nearest_title(self._look.snapshot, self._look.key(start, end))

    def _near(self, start: int, end: int, *, whole: bool) -> Named | None:
        words = self._look.context.tokens.items[start:end]
        words = words[1:] if words[0].text == "the" else words
        common = all(self._look.context.is_language(t.text) for t in words)
        if (
            (common and not (whole and len(words) > 1))
            or any(t.number is not None for t in words)
            or (not whole and len(words) == 1 and self._goes_on(end))
        ):
            return None
        key = self._look.key(start, end).removeprefix("the ")
        stem = key[:-1].rstrip() if key.endswith("s") else key
        artists = self._look.snapshot.artists
        ways = (artists.called(key), artists.called(stem), meaning.nearest(self._look.snapshot, key))
        code = next((way for way in ways if way is not None), None)
        if code is None and stem != key:
            code = meaning.nearest(self._look.snapshot, stem)
        if code is None or (common and artists.count(code) < COMMON):
            return None
        typed = "" if self._look.snapshot.artists.key(code) == key else self._look.written(start, end)
        said = (meaning.artist_of(self._look.snapshot, code, typed),)
        return Named(Match(start, end, said, bonus=4), code, is_act=True)

    def _goes_on(self, end: int) -> bool:
        following = self._look.context.tokens.items[end]
        return following.capital or self._look.context.is_strange(following.text)

    def _run(self, start: int, zone: Zone) -> int:
        """Where a run of words that are no known name ends."""
        first = self._look.context.word(start)
        if first in POINTING | STOPS or first in ACTS or first in KINDS or (first in PASSED and first != "the"):
            return max(start, self._look.context.capitals(start, MOST)) if first not in ACTS else start
        end = max(start, min(zone.end, self._look.context.capitals(start, MOST)))
        while end < min(zone.end, start + MOST):
            token = self._look.context.tokens.items[end]
            if token.is_mark or token.text in JOINTS | {"x"} or self._stops(token.text, inside=end > start):
                break
            if end > start and self._look.is_begun(end):
                break
            end += 1
        while end > start and self._look.context.word(end - 1) in LITTLE | STOPS:
            end -= 1
        return end if end > start + (first == "the") else start

    def _stops(self, word: str, *, inside: bool) -> bool:
        if inside and word in LITTLE | INSIDE:
            return False
        return word in STOPS or word in POINTING

    def _may_be_unheld(self, start: int, end: int, zone: Zone, *, credited: bool) -> bool:
        """Whether words that no catalogue knows are a name: some of them is no everyday word, and nothing that has a
        meaning of its own follows."""
        words = self._look.context.tokens.items[start:end]
        if self._look.context.capital(start, end) and words[0].capital:
            return not is_term(" ".join(t.text for t in words)) and not all(is_everyday(t.text) for t in words)
        if is_term(words[-1].text) or (end < zone.end and not self._look.is_all(start, end, zone) and not credited):
            return False
        if zone.of_acts and len(words) > 1:
            return True
        if any(is_term(t.text) and t.text not in lexicon().function for t in words):
            return False
        plural = len(words) == 1 and words[0].text.endswith("s") and not zone.of_acts
        return not plural and any(self._look.context.is_strange(t.text) for t in words)
