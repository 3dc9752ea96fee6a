"""What a zone names: artists, titles, titles by artists; misspelt, called for short, or in no catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from segue.catalogue.snapshot import Snapshot
from segue.intent.match import Match
from segue.intent.naming import meaning
from segue.intent.naming.context import JOINTS, LITTLE, Context, is_everyday, is_term
from segue.intent.naming.hits import Hit
from segue.intent.naming.meaning import Kind, Work
from segue.intent.naming.plausible import is_mere_word
from segue.intent.naming.zones import Zone
from segue.knowledge.lexicon import lexicon

_KINDS: Final[dict[str, Kind]] = {
    "song": "track", "track": "track", "tune": "track", "single": "track", "title": "track",
    "album": "album", "record": "album", "lp": "album", "ep": "album", "soundtrack": "album",
}  # fmt: skip
_ACTS: Final = frozenset(
    """band bands artist artists group groups singer singers rapper rappers duo trio act acts dj composer producer
    musician called named""".split()
)
_PASSED: Final = frozenset(
    """the a an some of his her their early old older new newer late songs song music stuff tracks style sound sounds vibe
    vibes bit little work works anything something more material in from to and - ' maybe possibly either both first last
    second half intro outro end ending beginning start chorus bridge drop verse breakdown solo riff part parts seconds
    minutes soundtrack ost score theme cover covers version remix live that's like""".split()
)
"""Words before a name that are no part of it: "the intro of …"."""
_DEICTIC: Final = frozenset(
    """this that these those it them him her what when how if you your youre im we they my mine me our us each one ones he
    she there here where being to at on for with while someone every its hes shes""".split()
)
_INSIDE: Final = frozenset("me you i my your we us her him she he they at on to".split())
"""Words of those that may stand in the middle of a name."""
_STOPS: Final = frozenset(
    """but except without that which who whose where when because preferably please any suggestions recommendations
    recommend suggest looking what how does do is are was has have had though although if im ive i ideally maybe with for
    especially specifically thanks something anything more not instead while in on at from by about also or and type
    style vibe vibes sound sounds sounding era songs song music stuff tracks track album albums band bands genre kind
    similar help need genres ft feat featuring around during its hes shes theyre etc soundtrack ost score theme remix
    cover version""".split()
)
_FEATURING: Final = frozenset({"ft", "feat", "featuring"})
_MOST: Final = 6
_TITLE: Final = 8
"""Words of an act, and of a title, that no catalogue holds."""
_COMMON: Final = 10
"""Tracks from which everyday words that are all that a zone names are the act called so."""
_RENOWNED: Final = 40
"""Tracks from which a single word is the act called so, whatever word follows."""
_WELL_KNOWN: Final = 45.0
"""Popularity from which a single word is taken for a title."""
_HEARD_OF: Final = 25.0
"""Popularity from which everyday words are taken for a title."""


@dataclass(frozen=True, slots=True)
class Named:
    """One name in a zone: the match, and the artist that it is, if it is one that the catalogue has."""

    match: Match
    artist: int | None = None
    is_act: bool = False
    """Whether it is an act, held or not."""


class Items:
    """Reads the names in the zones of one prompt."""

    def __init__(self, context: Context, hits: list[Hit], snapshot: Snapshot, taken: dict[int, int]) -> None:
        self._context, self._snapshot, self._taken = context, snapshot, taken
        self._starting: dict[int, list[Hit]] = {}
        for hit in sorted(hits, key=lambda h: -h.end):
            self._starting.setdefault(hit.start, []).append(hit)

    def read(self, zone: Zone) -> Iterator[Match]:
        """The names in `zone`, in order, up to the first words that are none."""
        at, kind, last, credited = zone.start, None, None, zone.credited
        only_acts = credited and all(self._context.word(i) != "by" for i in range(at, zone.end))
        while at < zone.end:
            if at in self._taken:
                at, last, credited = self._taken[at], None, False
                continue
            word = self._context.word(at)
            named = self._item(at, zone, kind, last, credited=credited)
            if named is not None:
                yield named.match
                at, last, kind, credited = named.match.end, named, None, False
            elif word == "-" and last is not None:
                at, kind, credited = at + 1, "track" if last.is_act else None, not last.is_act
            elif word == "by" and at > zone.start:
                at, credited, kind = at + 1, True, None
            elif word in _KINDS:
                at, kind = at + 1, _KINDS[word]
            elif word in _ACTS:
                at, credited = at + 1, True
            elif word in JOINTS or word in _PASSED or word in _FEATURING:
                at, credited = at + 1, credited or word in _FEATURING or (word in JOINTS and only_acts)
            else:
                return

    def _item(self, at: int, zone: Zone, kind: Kind | None, last: Named | None, *, credited: bool) -> Named | None:
        token = self._context.tokens.items[at]
        if token.is_mark or token.text == "by" or (token.text in JOINTS and not self._starting.get(at)):
            return None
        if not credited:
            found = self._of_the_last(at, zone, last) or self._title_and_credit(at, zone, kind)
            if found is not None:
                return found
        return self._held(at, zone, kind, credited=credited) or self._unknown(at, zone, kind, credited=credited)

    def _of_the_last(self, at: int, zone: Zone, last: Named | None) -> Named | None:
        """A title behind its artist: "radioheads kid a"."""
        if last is None or not last.is_act or last.match.end < at - 1 or self._context.word(at - 1) in JOINTS:
            return None
        held = self.titled_by(at, zone.end, last.artist) if last.artist is not None else None
        if held is not None or zone.credited or zone.of_acts or not zone.is_sure:
            return held
        return self._whatever_follows(at, zone)

    def _whatever_follows(self, at: int, zone: Zone) -> Named | None:
        """Words behind an artist, up to the end, that say nothing else: a title of theirs that no catalogue holds."""
        end = at
        while end < min(zone.end, at + _TITLE) and not self._context.tokens.items[end].is_mark:
            if self._context.word(end) in _STOPS - _INSIDE - {"what", "how", "in", "from", "for"} or self._is_begun(end):
                break
            end += 1
        words = [self._context.word(i) for i in range(at, end)]
        known = lexicon()
        dashed = self._context.word(at - 1) == "-"
        if len(words) < 2 - dashed or (words[0] in _PASSED | _STOPS and not dashed) or any(w in known.nouns for w in words):
            return None
        if any(is_term(w) and w not in known.function for w in words) and not dashed:
            return None
        if not dashed and end < zone.end and self._context.word(end) not in _STOPS | JOINTS:
            return None
        return Named(Match(at, end, (meaning.absent(None, self._written(at, end), "track"),)))

    def _is_begun(self, at: int) -> bool:
        """Whether a name of several words, or one that is no language, begins at `at`."""
        return any(h.words > 1 and not self._context.is_common(h.start, h.end) for h in self._starting.get(at, ()))

    def titled_by(self, at: int, end: int, artist: int) -> Named | None:
        """The longest run from `at` that is a title of the artist."""
        for stop, key in meaning.runs_of_titles(self._context.tokens, at, end, self._snapshot):
            found = meaning.work(self._snapshot, key)
            if found is None or not meaning.is_by(self._snapshot, found, artist):
                found = meaning.work(self._snapshot, key, "album")
            if found is not None and meaning.is_by(self._snapshot, found, artist) and self._says_something(at, stop):
                return Named(Match(at, stop, (meaning.work_of(self._snapshot, found, artist),), bonus=6))
        return None

    def _says_something(self, start: int, end: int) -> bool:
        """Whether a run is more than one everyday word."""
        words = self._context.tokens.items[start:end]
        return len(words) > 1 or words[0].capital or not is_everyday(words[0].text)

    def _title_and_credit(self, at: int, zone: Zone, kind: Kind | None) -> Named | None:
        """A title before the artist who made it, with "by" or "-" between or without."""
        for stop, key in meaning.runs_of_titles(self._context.tokens, at, zone.end, self._snapshot):
            behind = stop + (self._context.word(stop) in ("by", "-", "from", ","))
            behind += self._context.word(behind) == "the" and behind not in self._starting
            if behind >= zone.end or (behind == stop and self._artist(at, zone, credited=False) is not None):
                continue
            for hit in self._starting.get(behind, ()):
                for work in filter(None, (meaning.work(self._snapshot, key, k) for k in ("track", "album"))):
                    if meaning.is_by(self._snapshot, work, hit.code):
                        made = meaning.work_of(self._snapshot, work, hit.code)
                        return Named(Match(at, stop, (made,), bonus=6))
        return self._title_before_by(at, zone, kind)

    def _title_before_by(self, at: int, zone: Zone, kind: Kind | None) -> Named | None:
        """Whatever stands before "by" is a title, be it held or not, where it is no mere "songs by"."""
        by = next((i for i in range(at + 1, min(zone.end, at + _TITLE + 1)) if self._context.word(i) == "by"), None)
        if by is None or by + 1 >= zone.end:
            return None
        key = self._key(at, by)
        work = meaning.work(self._snapshot, key, kind) or meaning.work(self._snapshot, key)
        if not self._may_be_title(at, by, held=work is not None):
            return None
        typed = ""
        if work is None and (work := meaning.nearest_title(self._snapshot, key)) is not None:
            typed = self._written(at, by)
        if work is None:
            return Named(Match(at, by, (meaning.absent(None, self._written(at, by), kind or "track"),), bonus=3))
        return Named(Match(at, by, (meaning.work_of(self._snapshot, work, typed=typed),), bonus=5))

    def _may_be_title(self, start: int, end: int, *, held: bool) -> bool:
        words = [self._context.word(i) for i in range(start, end)]
        if words[0] in _ACTS or words[0] in _KINDS or words[-1] in lexicon().nouns:
            return False
        if words[-1] in _STOPS - _INSIDE - {"more", "if", "when", "remix", "theme"}:
            return False
        if not held and (words[0] in _PASSED or any(word in JOINTS for word in words)):
            return False
        return len(words) > 1 or not (is_term(words[0]) or words[0] in lexicon().function)

    def _key(self, start: int, end: int) -> str:
        return " ".join(t.key for t in self._context.tokens.items[start:end] if not t.is_mark)

    def _held(self, at: int, zone: Zone, kind: Kind | None, *, credited: bool) -> Named | None:
        """An artist or a title of the catalogue."""
        hit = None if kind else self._artist(at, zone, credited=credited)
        title = None if credited else self._title(at, zone, kind, longer_than=hit.end if hit else at)
        if title is not None:
            return title
        if hit is None:
            return None
        said = (meaning.artist_of(self._snapshot, hit.code),)
        return Named(Match(hit.start, hit.end, said, bonus=6), hit.code, is_act=True)

    def _artist(self, at: int, zone: Zone, *, credited: bool) -> Hit | None:
        for hit in self._starting.get(at, ()):
            if hit.end <= zone.end and self._fits(hit, zone, credited=credited):
                return hit
        return None

    def _fits(self, hit: Hit, zone: Zone, *, credited: bool) -> bool:
        """Whether an artist's name is meant as one in a zone."""
        count = self._snapshot.artists.count(hit.code)
        common = self._context.is_common(hit.start, hit.end) or is_mere_word(self._context, hit, self._snapshot)
        if self._over_joint(hit) or self._is_part(hit, zone):
            return False
        if not common:
            return (zone.is_sure or count > 2) and (not hit.bare or count > 2)
        if not self._is_all(hit.start, hit.end, zone) or hit.bare:
            return False
        text = self._context.tokens.text(hit.start, hit.end).removeprefix("the ")
        if text in lexicon().function or text in _PASSED:
            return self._context.capital(hit.start, hit.end) and credited and count >= _COMMON
        if hit.words == 1 and (text in _DEICTIC or is_term(text) or len(text) < 3):
            return self._context.capital(hit.start, hit.end) and not is_term(text)
        least = 1 if zone.of_acts else _COMMON // 2 if credited or hit.words > 1 else _COMMON
        return zone.is_sure and count >= least

    def _is_part(self, hit: Hit, zone: Zone) -> bool:
        """Whether the run is only a part of a longer name, which the catalogue does not hold: "Matt" of "Matt
        Andersen"."""
        if hit.end >= zone.end or any(h.words > 1 for h in self._starting.get(hit.end, ())):
            return False
        capitals = self._context.capitals(hit.start, _MOST)
        if hit.end < capitals:
            rest = any(not self._context.is_common(h.start, h.end) for h in self._starting.get(hit.end, ()))
            return not rest and self._context.word(hit.end) not in JOINTS | {"-", "by"} and hit.words == 1
        following = self._context.tokens.items[hit.end]
        strange = not following.is_mark and not self._starting.get(hit.end) and self._context.is_strange(following.text)
        few = self._snapshot.artists.count(hit.code) < _RENOWNED
        return strange and hit.words == 1 and few and not following.capital

    def _over_joint(self, hit: Hit) -> bool:
        """Whether two names are joined in the run that are each as well known as the whole."""
        for at in range(hit.start + 1, hit.end - 1):
            if self._context.word(at) not in (",", "and", "&", "or", "x", "feat", "ft"):
                continue
            left = [h for h in self._starting.get(hit.start, ()) if h.end == at]
            right = [h for h in self._starting.get(at + 1, ()) if h.end == hit.end]
            count = self._snapshot.artists.count
            if left and right and 2 * count(hit.code) < min(count(left[0].code), count(right[0].code)):
                return True
        return False

    def _is_all(self, start: int, end: int, zone: Zone) -> bool:
        """Whether a name ends where the run does."""
        return end >= zone.end or self._context.word(end) in _STOPS | JOINTS | {"-"} or self._is_begun(end)

    def _title(self, at: int, zone: Zone, kind: Kind | None, *, longer_than: int) -> Named | None:
        """A title without its artist: only where it is all that is named, and plainly no other words."""
        if not zone.is_sure:
            return None
        for stop, key in meaning.runs_of_titles(self._context.tokens, at, zone.end, self._snapshot):
            if stop <= longer_than and not kind:
                return None
            work = meaning.work(self._snapshot, key, kind)
            if work is not None and self._is_all(at, stop, zone) and self._is_meant(at, stop, work, kind):
                return Named(Match(at, stop, (meaning.work_of(self._snapshot, work),), bonus=5))
        return None

    def _is_meant(self, start: int, end: int, work: Work, kind: Kind | None) -> bool:
        words = self._context.tokens.items[start:end]
        if self._context.capital(start, end):
            return True
        if all(t.text in lexicon().function for t in words) or (len(words) == 1 and words[0].text in _PASSED):
            return False
        if kind:
            return True
        if words[0].text in _DEICTIC and len(words) < 3:
            return False
        common, popular = self._context.is_common(start, end), meaning.popularity(self._snapshot, work.rows)
        if len(words) == 1:
            return not common and popular >= _WELL_KNOWN
        if is_term(self._context.tokens.text(start, end)):
            return False
        return popular >= _HEARD_OF and len(words) > 2 if common else True

    def _unknown(self, at: int, zone: Zone, kind: Kind | None, *, credited: bool) -> Named | None:
        """A name that is misspelt, short, or not in the catalogue."""
        end = self._run(at, zone)
        if end == at:
            return None
        for stop in range(end, at, -1):
            near = self._near(at, stop, whole=stop == end) if not kind else None
            if near is not None:
                return near
        key = " ".join(t.key for t in self._context.tokens.items[at:end] if not t.is_mark)
        title = meaning.nearest_title(self._snapshot, key) if zone.is_sure and not credited else None
        if title is not None:
            return Named(
                Match(at, end, (meaning.work_of(self._snapshot, title, typed=self._written(at, end)),), bonus=4)
            )
        if zone.is_sure and self._may_be_unheld(at, end, zone, credited=credited):
            said = (meaning.absent(self._snapshot, self._written(at, end), kind or "artist"),)
            return Named(Match(at, end, said), is_act=kind is None)
        return None

    def _near(self, start: int, end: int, *, whole: bool) -> Named | None:
        words = self._context.tokens.items[start:end]
        common = all(self._context.is_language(t.text) for t in words)
        if (common and not (whole and len(words) > 1)) or any(t.number is not None for t in words) or (not whole and len(words) == 1 and self._goes_on(end)):
            return None
        key = self._key(start, end).removeprefix("the ")
        stem = key[:-1] if key.endswith("s") else key
        artists = self._snapshot.artists
        code = artists.called(key) or artists.called(stem) or meaning.nearest(self._snapshot, key)
        code = code or (meaning.nearest(self._snapshot, stem) if stem != key else None)
        if code is None or (common and artists.count(code) < _COMMON):
            return None
        said = (meaning.artist_of(self._snapshot, code, self._written(start, end)),)
        return Named(Match(start, end, said, bonus=4), code, is_act=True)

    def _goes_on(self, end: int) -> bool:
        following = self._context.tokens.items[end]
        return following.capital or self._context.is_strange(following.text)

    def _run(self, start: int, zone: Zone) -> int:
        """Where a run of words that are no known name ends."""
        first = self._context.word(start)
        if first in _DEICTIC | _STOPS or first in _ACTS or first in _KINDS or (first in _PASSED and first != "the"):
            return max(start, self._context.capitals(start, _MOST)) if first not in _ACTS else start
        end = max(start, min(zone.end, self._context.capitals(start, _MOST)))
        while end < min(zone.end, start + _MOST):
            token = self._context.tokens.items[end]
            if token.is_mark or token.text in JOINTS | {"x"} or self._stops(token.text, inside=end > start):
                break
            if end > start and self._is_begun(end):
                break
            end += 1
        while end > start and self._context.word(end - 1) in LITTLE | _STOPS:
            end -= 1
        return end if end > start + (first == "the") else start

    def _stops(self, word: str, *, inside: bool) -> bool:
        if inside and word in LITTLE | _INSIDE:
            return False
        return word in _STOPS or word in _DEICTIC

    def _may_be_unheld(self, start: int, end: int, zone: Zone, *, credited: bool) -> bool:
        """Whether words that no catalogue knows are a name: some of them is no everyday word, and nothing that has a
        meaning of its own follows."""
        words = self._context.tokens.items[start:end]
        if self._context.capital(start, end) and words[0].capital:
            return not is_term(" ".join(t.text for t in words)) and not all(is_everyday(t.text) for t in words)
        if is_term(words[-1].text) or (end < zone.end and not self._is_all(start, end, zone) and not credited):
            return False
        if zone.of_acts and len(words) > 1:
            return True
        if any(is_term(t.text) and t.text not in lexicon().function for t in words):
            return False
        plural = len(words) == 1 and words[0].text.endswith("s") and not zone.of_acts
        return not plural and any(self._context.is_strange(t.text) for t in words)

    def _written(self, start: int, end: int) -> str:
        return meaning.written(self._context.tokens, start, end)
