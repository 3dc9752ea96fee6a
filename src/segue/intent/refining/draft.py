"""The change under way: which track stands where, which slots are open, what is wished for anew, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from msgspec.structs import replace

from segue.catalogue.snapshot import Snapshot
from segue.errors import BadInput
from segue.intent import grammar
from segue.intent.match import wish
from segue.intent.refining.standing import Standing, named
from segue.intent.tokens import Tokens
from segue.music import MAX_TRACKS, Intent, Place, Reading, Requirement, Span


@dataclass(frozen=True)
class Said:
    """Words of the follow-up, as written, and where they stand in it."""

    phrase: str
    span: Span

    def of(self, requirement: Requirement) -> Requirement:
        """`requirement` in these words."""
        return replace(requirement, phrase=self.phrase, span=self.span)


@dataclass(frozen=True)
class Open:
    """A slot to fill with a track that keeps `wishes`, beside what is asked of the whole list."""

    wishes: tuple[Requirement, ...] = ()
    instead_of: str = ""
    """Id of the track that stood there; "" in a slot that is new."""


@dataclass
class Draft:
    """A follow-up as far as it is read. Positions are those of the playlist that stands, whatever has moved since."""

    standing: Standing
    today: date | None = None
    """What "this year" counts from."""
    slots: list[str | Open] = field(default_factory=list)
    """The new list: ids of tracks, and open slots."""
    wishes: list[Requirement] = field(default_factory=list)
    """New wishes about the list, with their words."""
    taken_back: list[Requirement] = field(default_factory=list)
    """Earlier wishes that were expressly taken back."""
    reasons: list[str] = field(default_factory=list)
    """What is done and why, a clause each."""
    like: list[str] = field(default_factory=list)
    """Ids of tracks that newcomers should resemble."""
    protected: set[str] = field(default_factory=set)
    """Ids that this follow-up itself wants kept."""
    resized: bool = False
    """Whether the number of slots was told by this follow-up."""
    by_length: bool = False
    """Whether a new total length was told, which decides the number of slots."""
    ordered: bool = False
    """Whether this follow-up told the order of what stands."""
    understood: bool = False
    """Whether anything in it asks for something."""
    pins: dict[str, Requirement] = field(default_factory=dict)
    """Wishes for one named track, by its id; they are about the place where it ends up."""
    named: list[int] = field(default_factory=list)
    """Positions that were named so far; "the rest" leaves them out."""
    bare_keep: list[int] = field(default_factory=list)
    """Positions that "keep the first five" named: without any other order, the rest gives way."""

    def __post_init__(self) -> None:
        rows = zip(self.standing.ids, self.standing.rows, strict=True)
        self.slots = [Open() if row < 0 or track in self.standing.barred else track for track, row in rows]

    @property
    def snapshot(self) -> Snapshot:
        """The catalogue."""
        return self.standing.snapshot

    def at(self, position: int) -> int | None:
        """Where the track that stood at `position` stands now; None where it is gone."""
        track = self.standing.ids[position - 1]
        return self.slots.index(track) if track in self.slots else None

    def staying(self) -> list[int]:
        """Old positions of the tracks that are still there."""
        there = {slot for slot in self.slots if isinstance(slot, str)}
        return [at for at, track in enumerate(self.standing.ids, 1) if track in there]

    def why(self, reason: str) -> None:
        """Tell a reason; whatever has one is understood."""
        self.understood = True
        if reason and reason not in self.reasons:
            self.reasons.append(reason)

    def ask(self, requirement: Requirement, said: Said) -> None:
        """Add a wish about the list in the words `said`."""
        self.wishes.append(said.of(requirement))

    def read(self, tokens: Tokens) -> Intent:
        """What the grammar reads in some of the follow-up's tokens."""
        return grammar.read(tokens, self.snapshot, self.today)

    def open_up(self, positions: Iterable[int], wishes: Sequence[Requirement] = ()) -> list[int]:
        """Let other tracks stand at `positions`; the ones for which that was news."""
        done = []
        for position in positions:
            at = self.at(position)
            if at is not None and self.standing.ids[position - 1] not in self.protected:
                self.slots[at] = Open(tuple(wishes), self.standing.ids[position - 1])
                done.append(position)
        return done

    @property
    def leaving(self) -> tuple[str, ...]:
        """Ids of the tracks that are no longer there."""
        there = {slot for slot in self.slots if isinstance(slot, str)}
        return tuple(track for track in self.standing.ids if track not in there)

    def close_up(self, positions: Iterable[int]) -> list[int]:
        """Take the tracks at `positions`, or what was to stand there instead, out and close ranks; those that were
        still there."""
        stood = [slot.instead_of if isinstance(slot, Open) else slot for slot in self.slots]
        done = [position for position in positions if self.standing.ids[position - 1] in stood]
        gone = {self.standing.ids[position - 1] for position in done}
        self.slots = [slot for slot, track in zip(self.slots, stood, strict=True) if track not in gone]
        if done:
            self.resized = True
        return done

    def grow(self, count: int, wishes: Sequence[Requirement] = ()) -> None:
        """Add `count` open slots at the end. Raises `BadInput` (tracks_range)."""
        within(len(self.slots) + count)
        self.slots += [Open(tuple(wishes)) for _ in range(count)]
        self.resized = True

    def banish(self, positions: Sequence[int], said: Said) -> None:
        """See that the tracks at `positions` do not come back."""
        if positions:
            ids = tuple(self.standing.ids[position - 1] for position in positions)
            reading = Reading(f"without {named(self.standing, positions)}", subjective=False)
            self.ask(wish("track", "any", ids, reading, polarity="avoid"), said)

    def seat(self, track: str, at: int) -> None:
        """Let `track` stand at index `at` of the new list, wherever it stood."""
        if track in self.slots:
            self.slots.remove(track)
            self.slots.insert(min(at, len(self.slots)), track)
        else:
            self.slots[at] = track
        self.protected.add(track)

    def pin(self, track: str, requirement: Requirement, said: Said) -> None:
        """Remember that `track` was asked for as `requirement` says."""
        self.pins[track] = said.of(requirement)
        self.protected.add(track)

    def pin_by_name(self, track: str, said: Said) -> None:
        """Remember that `track` was asked for by its title."""
        self.pin(track, wish("track", "is", track, Reading("by name", subjective=False)), said)

    def scoped(self) -> list[Requirement]:
        """The wishes about single places: of open slots, and for tracks that were named; each with its position."""
        found: list[Requirement] = []
        for at, slot in enumerate(self.slots, 1):
            wishes = slot.wishes if isinstance(slot, Open) else [self.pins[slot]] if slot in self.pins else []
            found += [replace(one, scope=Place(position=at), share=1.0) for one in wishes]
        return found


def within(count: int) -> None:
    """Raises `BadInput` (tracks_range) for a list of `count` tracks that cannot be."""
    if not 1 <= count <= MAX_TRACKS:
        raise BadInput(
            "tracks_range",
            f"That would leave {count} tracks.",
            hint=f"A playlist has 1 to {MAX_TRACKS:,} tracks.",
            field="text",
        )
