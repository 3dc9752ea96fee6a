"""The names that begin at a place of a prompt, and which of them are meant where a name is expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from segue.catalogue.snapshot import Snapshot
from segue.intent.match import Match
from segue.intent.naming import meaning
from segue.intent.naming.context import Context, is_term
from segue.intent.naming.hits import Hit
from segue.intent.naming.plausible import is_mere_word
from segue.intent.naming.words import JOINTS, PASSED, POINTING, STOPS
from segue.intent.naming.zones import Zone
from segue.knowledge.lexicon import lexicon

MOST: Final = 6
"""Words of the name of an act that no catalogue holds."""
COMMON: Final = 10
"""Tracks from which everyday words that are all that a zone names are the act called so."""
FEW: Final = 8
"""Tracks from which a word that may be a plain plural is the act called so."""
_SPEAKING: Final = 0.3
"""How much an everyday word must speak for the act to be it behind "like the"."""
_RENOWNED: Final = 40
"""Tracks from which a single word is the act called so, whatever word follows."""
_SHORTEST: Final = 3


@dataclass(frozen=True, slots=True)
class Named:
    """One name: its match, and the artist that it is, if it is one that the catalogue has."""

    match: Match
    artist: int | None = None
    is_act: bool = False
    """Whether it is an act, held or not."""


class Look:
    """One prompt with the artists' names in it."""

    def __init__(self, context: Context, hits: list[Hit], snapshot: Snapshot) -> None:
        self.context, self.snapshot = context, snapshot
        self._titles: dict[tuple[int, int], list[tuple[int, str]]] = {}
        self.starting: dict[int, list[Hit]] = {}
        """By their first token, the longest first."""
        for hit in sorted(hits, key=lambda h: -h.end):
            self.starting.setdefault(hit.start, []).append(hit)

    def titles(self, start: int, end: int) -> list[tuple[int, str]]:
        """`meaning.runs_of_titles` of this prompt; what was found once is known."""
        if (start, end) not in self._titles:
            self._titles[start, end] = meaning.runs_of_titles(self.context.tokens, start, end, self.snapshot)
        return self._titles[start, end]

    def key(self, start: int, end: int) -> str:
        """The run as names compare it."""
        return " ".join(t.key for t in self.context.tokens.items[start:end] if not t.is_mark)

    def written(self, start: int, end: int) -> str:
        """The run as it stands in the prompt."""
        return meaning.written(self.context.tokens, start, end)

    def artist(self, at: int, zone: Zone, *, credited: bool) -> Hit | None:
        """The longest name from `at` that is meant as an artist."""
        for hit in self.starting.get(at, ()):
            if hit.end <= zone.end and self._fits(hit, zone, credited=credited):
                return hit
        return None

    def is_begun(self, at: int) -> bool:
        """Whether a name of several words, or one that is no language, begins at `at`."""
        return any(h.words > 1 and not self.context.is_common(h.start, h.end) for h in self.starting.get(at, ()))

    def is_all(self, start: int, end: int, zone: Zone) -> bool:
        """Whether a name ends where the run does."""
        return end >= zone.end or self.context.word(end) in STOPS | JOINTS | {"-"} or self.is_begun(end)

    def _fits(self, hit: Hit, zone: Zone, *, credited: bool) -> bool:
        """Whether an artist's name is meant as one in a zone."""
        count = self.snapshot.artists.count(hit.code)
        common = self.context.is_common(hit.start, hit.end) or is_mere_word(self.context, hit, self.snapshot)
        if hit.words == 1 and self.context.word(hit.start) in PASSED and self.starting.get(hit.end):
            return False
        if self._over_joint(hit) or self._is_part(hit, zone):
            return False
        if not common and hit.words == 1 and self._is_plural(hit, credited=zone.credited and credited):
            return count >= FEW
        if not common:
            return (zone.is_sure or count > 2) and (not hit.bare or count > 2)
        if not self.is_all(hit.start, hit.end, zone) or hit.bare:
            return False
        text = self.context.tokens.text(hit.start, hit.end).removeprefix("the ")
        if text in lexicon().function or text in PASSED:
            named = self.context.capital(hit.start, hit.end) or hit.end - hit.start > hit.words
            return named and credited and count >= COMMON and text not in POINTING - {"who"}
        if hit.words == 1 and (text in POINTING or is_term(text) or len(text) < _SHORTEST):
            return self.context.capital(hit.start, hit.end) and not is_term(text)
        if hit.words == 1 and hit.end - hit.start > 1 and not credited:
            return self.snapshot.artists.speaks(hit.code) >= _SPEAKING
        least = 1 if zone.of_acts else COMMON // 2 if credited or hit.words > 1 else COMMON
        return zone.is_sure and count >= least

    def _is_plural(self, hit: Hit, *, credited: bool) -> bool:
        """Whether a word may be a plain plural: the "astronauts" who made it, the "monks" like whom it sounds."""
        token = self.context.tokens.items[hit.end - 1]
        return token.text.endswith("s") and not token.capital and (credited or hit.bare)

    def _is_part(self, hit: Hit, zone: Zone) -> bool:
        """Whether the run is only a part of a longer name, which the catalogue does not hold: "Matt" of "Matt
        Andersen"."""
        if hit.end >= zone.end or any(h.words > 1 for h in self.starting.get(hit.end, ())):
            return False
        capitals = self.context.capitals(hit.start, MOST)
        if hit.end < capitals:
            rest = any(not self.context.is_common(h.start, h.end) for h in self.starting.get(hit.end, ()))
            return not rest and self.context.word(hit.end) not in JOINTS | {"-", "by"} and hit.words == 1
        following = self.context.tokens.items[hit.end]
        strange = not following.is_mark and not self.starting.get(hit.end) and self.context.is_strange(following.text)
        few = self.snapshot.artists.count(hit.code) < _RENOWNED
        return strange and hit.words == 1 and few and not following.capital

    def _over_joint(self, hit: Hit) -> bool:
        """Whether two names are joined in the run that are each as well known as the whole."""
        for at in range(hit.start + 1, hit.end - 1):
            if self.context.word(at) not in (",", "and", "&", "or", "x", "feat", "ft"):
                continue
            left = [h for h in self.starting.get(hit.start, ()) if h.end == at]
            right = [h for h in self.starting.get(at + 1, ()) if h.end == hit.end]
            count = self.snapshot.artists.count
            if left and right and 2 * count(hit.code) < min(count(left[0].code), count(right[0].code)):
                return True
        return False
