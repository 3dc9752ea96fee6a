"""What a zone names, one name after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from msgspec.structs import replace as changed

from segue.intent.match import Match
from segue.intent.naming import meaning
from segue.intent.naming.look import Look, Named
from segue.intent.naming.meaning import Kind
from segue.intent.naming.titles import Titles
from segue.intent.naming.unknown import Unknown
from segue.intent.naming.words import ACTS, ALBUMS, FEATURING, JOINTS, KINDS, PASSED
from segue.intent.naming.zones import Zone

_LISTED: Final = frozenset({"and", "or", ","})


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the reading of a zone stands, and what the words before have led to."""

    at: int
    kind: Kind | None = None
    """What the next name was said to be."""
    last: Named | None = None
    credited: bool = False
    """Whether the next name is who made it."""


class Items:
    """Reads the names in the zones of one prompt. `taken`: runs that are read already, from start to end."""

    def __init__(self, look: Look, taken: dict[int, int]) -> None:
        self._look, self._taken = look, taken
        self.titles, self.unknown = Titles(look), Unknown(look)

    def read(self, zone: Zone) -> Iterator[Match]:
        """The names in `zone`, in order, up to the first words that are none."""
        here: _Place | None = _Place(zone.start, credited=zone.credited)
        while here is not None and here.at < zone.end:
            if here.at in self._taken:
                here = _Place(self._taken[here.at])
                continue
            named = self._item(here, zone)
            if named is not None:
                yield named.match
                here = _Place(named.match.end, last=named)
            else:
                here = self._led_on(here, zone)

    def _led_on(self, here: _Place, zone: Zone) -> _Place | None:
        """Past a word that is no part of a name; None where the names end."""
        word, at = self._look.context.word(here.at), here.at + 1
        if word == "-" and here.last is not None:
            return _Place(at, "track" if here.last.is_act else None, here.last, not here.last.is_act)
        if word == "by" and here.at > zone.start:
            return _Place(at, None, here.last, credited=True)
        if zone.alone and here.at == zone.start:
            return replace(here, at=at, kind="track")
        if word in KINDS:
            return replace(here, at=at, kind="album" if word in ALBUMS else "track")
        if word in ACTS:
            return replace(here, at=at, credited=True)
        if zone.of_title and here.at > zone.start:
            return None
        if word in JOINTS | PASSED | FEATURING:
            more = word in FEATURING or (word in JOINTS and zone.credited and not self._has_credits(zone))
            return replace(here, at=at, credited=here.credited or more)
        return replace(here, at=at) if self._look.context.word(at) in _LISTED else None

    def _has_credits(self, zone: Zone) -> bool:
        """Whether titles stand among the names of who made something: "by A and Y by B"."""
        return any(self._look.context.word(i) == "by" for i in range(zone.start, zone.end))

    def _item(self, here: _Place, zone: Zone) -> Named | None:
        at, kind, token = here.at, here.kind, self._look.context.tokens.items[here.at]
        if zone.of_title:
            titled = kind and (
                self.titles.and_credit(at, zone, kind) or self.titles.alone(at, zone, kind, longer_than=at)
            )
            return (_for_the_whole_list(titled) if zone.alone else titled) if titled else None
        if token.is_mark or token.text == "by" or (token.text in JOINTS and not self._look.starting.get(at)):
            return None
        if not here.credited:
            found = self.titles.of_the_last(at, zone, here.last) or self.titles.and_credit(at, zone, kind)
            if found is not None:
                return found
        known = self._held(at, zone, kind, credited=here.credited)
        return known or self.unknown.read(at, zone, kind, credited=here.credited)

    def _held(self, at: int, zone: Zone, kind: Kind | None, *, credited: bool) -> Named | None:
        """An artist or a title of the catalogue."""
        hit = None if kind else self._look.artist(at, zone, credited=credited)
        title = None if credited else self.titles.alone(at, zone, kind, longer_than=hit.end if hit else at)
        if title is not None or hit is None:
            return title
        said = (meaning.artist_of(self._look.snapshot, hit.code),)
        return Named(Match(hit.start, hit.end, said, bonus=6), hit.code, is_act=True)


def _for_the_whole_list(named: Named) -> Named:
    """The same, its track wished for in every slot."""
    wishes = tuple(changed(wish, share=1.0) if wish.attribute == "track" else wish for wish in named.match.wishes)
    return replace(named, match=replace(named.match, wishes=wishes))
