"""Titles of tracks and albums where names are expected, with the artist or alone."""

from __future__ import annotations

from typing import Final

from segue.intent.match import Match
from segue.intent.naming import meaning
from segue.intent.naming.context import is_everyday, is_term
from segue.intent.naming.look import Look, Named
from segue.intent.naming.meaning import Kind, Work
from segue.intent.naming.words import ACTS, INSIDE, JOINTS, KINDS, PASSED, POINTING, STOPS
from segue.intent.naming.zones import Zone
from segue.intent.tokens import words_of
from segue.knowledge.lexicon import lexicon

_TITLE: Final = 8
"""Words of a title that no catalogue holds."""
_SEVERAL: Final = 3
_WELL_KNOWN: Final = 45.0
"""Popularity from which a single word is taken for a title."""
_HEARD_OF: Final = 25.0
_FAMOUS: Final = 55.0
"""Popularity from which three everyday words, and two, are taken for a title."""
_GOES_ON: Final = STOPS - INSIDE - {"what", "how", "in", "from", "for"}
"""Words behind which a title that no catalogue holds has ended."""
_MADE: Final = words_of("sung performed played written made produced recorded covered composed done")
"""Words before "by" that say who did it, no title."""
_NO_END: Final = STOPS - INSIDE - {"more", "if", "when", "remix", "theme"}
"""Words that no title ends with."""


class Titles:
    """Reads the titles in one prompt."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def of_the_last(self, at: int, zone: Zone, last: Named | None) -> Named | None:
        """A title behind its artist: "radioheads kid a"."""
        if last is None or not last.is_act or last.match.end < at - 1 or self._look.context.word(at - 1) in JOINTS:
            return None
        held = self.titled_by(at, zone.end, last.artist) if last.artist is not None else None
        if held is not None or zone.credited or zone.of_acts or not zone.is_sure:
            return held
        return self._whatever_follows(at, zone)

    def titled_by(self, at: int, end: int, artist: int) -> Named | None:
        """The longest run from `at` that is a title of the artist."""
        for stop, key in self._look.titles(at, end):
            found = meaning.work(self._look.snapshot, key)
            if found is None or not meaning.is_by(self._look.snapshot, found, artist):
                found = meaning.work(self._look.snapshot, key, "album")
            if (
                found is not None
                and meaning.is_by(self._look.snapshot, found, artist)
                and self._says_something(at, stop)
            ):
                return Named(Match(at, stop, (meaning.work_of(self._look.snapshot, found, artist),), bonus=6))
        return None

    def and_credit(self, at: int, zone: Zone, kind: Kind | None) -> Named | None:
        """A title before the artist who made it, with "by" or "-" between or without."""
        for stop, key in self._look.titles(at, zone.end):
            behind = stop + (self._look.context.word(stop) in ("by", "-", "from", ","))
            behind += self._look.context.word(behind) == "the" and behind not in self._look.starting
            if behind >= zone.end or (behind == stop and self._look.artist(at, zone, credited=False) is not None):
                continue
            for hit in self._look.starting.get(behind, ()):
                for work in filter(None, (meaning.work(self._look.snapshot, key, k) for k in ("track", "album"))):
                    if meaning.is_by(self._look.snapshot, work, hit.code):
                        made = meaning.work_of(self._look.snapshot, work, hit.code)
                        return Named(Match(at, stop, (made,), bonus=6))
        return self._before_by(at, zone, kind)

    def alone(self, at: int, zone: Zone, kind: Kind | None, *, longer_than: int) -> Named | None:
        """A title without its artist: only where it is all that is named, and plainly no other words."""
        if not zone.is_sure:
            return None
        for stop, key in self._look.titles(at, zone.end):
            if stop <= longer_than and not kind:
                return None
            work = meaning.work(self._look.snapshot, key, kind)
            if (
                work is not None
                and self._look.is_all(at, stop, zone)
                and (zone.alone or self._is_meant(at, stop, work, kind))
            ):
                return Named(Match(at, stop, (meaning.work_of(self._look.snapshot, work),), bonus=5))
        return None

    def _before_by(self, at: int, zone: Zone, kind: Kind | None) -> Named | None:
        """Whatever stands before "by" is a title, be it held or not, where it is no mere "songs by"."""
        by = next(
            (i for i in range(at + 1, min(zone.end, at + _TITLE + 1)) if self._look.context.word(i) == "by"), None
        )
        if by is None or by + 1 >= zone.end:
            return None
        key = self._look.key(at, by)
        work = meaning.work(self._look.snapshot, key, kind) or meaning.work(self._look.snapshot, key)
        if not self._may_be_title(at, by, held=work is not None):
            return None
        typed = ""
        if work is None and (work := meaning.nearest_title(self._look.snapshot, key)) is not None:
            typed = self._look.written(at, by)
        if work is None:
            return Named(Match(at, by, (meaning.absent(None, self._look.written(at, by), kind or "track"),), bonus=3))
        return Named(Match(at, by, (meaning.work_of(self._look.snapshot, work, typed=typed),), bonus=5))

    def _may_be_title(self, start: int, end: int, *, held: bool) -> bool:
        words = [self._look.context.word(i) for i in range(start, end)]
        if words[0] in ACTS or words[0] in KINDS or words[-1] in lexicon().nouns:
            return False
        if words[-1] in _NO_END or words[-1] in _MADE:
            return False
        if not held and all(word in lexicon().function or word.isdecimal() for word in words):
            return False
        if not held and (words[0] in PASSED or any(word in JOINTS for word in words)):
            return False
        return len(words) > 1 or not (is_term(words[0]) or words[0] in lexicon().function)

    def _whatever_follows(self, at: int, zone: Zone) -> Named | None:
        """Words behind an artist, up to the end, that say nothing else: a title of theirs that no catalogue holds."""
        end = at
        while end < min(zone.end, at + _TITLE) and not self._look.context.tokens.items[end].is_mark:
            if self._look.context.word(end) in _GOES_ON or self._look.is_begun(end):
                break
            end += 1
        words = [self._look.context.word(i) for i in range(at, end)]
        known = lexicon()
        dashed = self._look.context.word(at - 1) == "-"
        if (
            len(words) < 2 - dashed
            or (words[0] in PASSED | STOPS and not dashed)
            or any(w in known.nouns for w in words)
        ):
            return None
        if any(is_term(w) and w not in known.function for w in words) and not dashed:
            return None
        if not dashed and end < zone.end and self._look.context.word(end) not in STOPS | JOINTS:
            return None
        return Named(Match(at, end, (meaning.absent(None, self._look.written(at, end), "track"),)))

    def _is_meant(self, start: int, end: int, work: Work, kind: Kind | None) -> bool:
        words = self._look.context.tokens.items[start:end]
        if self._look.context.capital(start, end):
            return True
        if all(t.text in lexicon().function for t in words) or (len(words) == 1 and words[0].text in PASSED):
            return False
        if kind:
            return len(words) > 1 or not self._look.context.is_language(words[0].text)
        if words[0].text in POINTING | {"the"} and len(words) < _SEVERAL:
            return False
        common, popular = self._look.context.is_common(start, end), meaning.popularity(self._look.snapshot, work.rows)
        if len(words) == 1:
            return not common and popular >= _WELL_KNOWN
        if is_term(self._look.context.tokens.text(start, end)):
            return False
        return popular >= (_HEARD_OF if len(words) > 2 else _FAMOUS) if common else True

    def _says_something(self, start: int, end: int) -> bool:
        """Whether a run is more than one everyday word."""
        words = self._look.context.tokens.items[start:end]
        return len(words) > 1 or words[0].capital or not is_everyday(words[0].text)
