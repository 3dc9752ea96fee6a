"""Clauses that ask for more or less: of the whole list, or of a part of it ("the second half is too loud")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from segue.intent import grammar
from segue.intent.refining import parts, steps
from segue.intent.refining.draft import Draft
from segue.intent.refining.places import Target, target
from segue.intent.refining.ways import SONGS, direction, way
from segue.intent.refining.words import Cursor, clause, force
from segue.intent.tokens import Tokens
from segue.knowledge.lexicon import Pole
from segue.music import Requirement

_SUBJECTS: Final = (
    "it s", "its", "it is", "this is", "that s", "thats", "they re", "theyre", "they are", "these are", "the list is",
    "the playlist is", "the mix is", "the music is", "it feels", "it sounds", "feels", "sounds", "it", "the songs are",
    "the tracks are", "songs are", "tracks are", "the overall mood is", "the mood is", "there are", "there is", "theres",
    "it has", "it all feels", "everything is", "everything feels", "i find it", "the vibe is", "a lot of it is",
    "some of it is", "the whole thing is",
)  # fmt: skip
_COPULAS: Final = frozenset({"is", "are", "was", "were", "feels", "feel", "sounds", "sound", "seems", "should", "needs",
                             "could", "must", "has", "gets"})  # fmt: skip
_BE: Final = ("to", "be", "a", "bit", "sound", "feel", "have", "be", "still")
_MAKES: Final = ("make it all", "make everything", "make them all", "make them", "make it", "make this", "make the list",
                 "make the playlist", "make the songs", "make the tracks", "make things", "keep it", "i want it",
                 "i want", "i d like", "id like", "let s have", "lets have", "give me", "give it", "go", "can we have",
                 "can i have", "have", "with", "maybe", "something", "use", "play", "i need", "it needs", "it could use",
                 "could use", "needs")  # fmt: skip
_AT: Final = frozenset({"in", "at", "for", "during", "towards", "toward", "near", "on", "from", "throughout", "of"})
_NOUNS: Final = ("songs", "tracks", "ones", "music", "stuff", "feel", "vibe", "sound", "mood", "overall", "please",
                 "tunes", "feeling", "vibes", "song", "track", "one", "1", "material", "in", "it", "there", "going",
                 "on")  # fmt: skip


def asked(draft: Draft, tokens: Tokens, at: int, today: date | None) -> int:
    """Read a clause about more or less that begins at `at`; the token behind it, 0 where none begins."""
    cursor = clause(tokens, at)
    where, cursor = _lead(draft, cursor)
    end = 0
    while cursor.at < cursor.end:
        read = _one(draft, cursor, where, today)
        if read == 0:
            break
        end = read
        cursor = cursor.to(end).skip("and", "or")
    return end


def _lead(draft: Draft, cursor: Cursor) -> tuple[Target | None, Cursor]:
    """What a clause is about, where it says so first: "the second half is …", "make the ending …", "it is …"."""
    made = cursor.first(*_MAKES, "make", "turn", "keep")
    begin = made or cursor
    begin = begin.to(begin.at + 1) if made is None and begin.word() in _AT else begin
    point = target(begin.tokens, begin.at, draft.standing) if _may_point(begin) else None
    if point is not None and point.positions:
        after = begin.to(point.end)
        if after.word() in _COPULAS:
            return point, after.on().skip(*_BE)
        if made is not None or begin.at != cursor.at or after.word() in (":", ","):
            return point, after.skip(":", ",", "be", "to")
    if made is not None and _signed(made.skip("a", "the")):
        return None, made.skip("the")
    subject = cursor.first(*_SUBJECTS)
    if subject is not None and _signed(subject.skip("just", "all", "still", "got")):
        return None, subject.skip("just", "all", "still", "got")
    return None, cursor


def _may_point(cursor: Cursor) -> bool:
    """Whether a part of the list may be named here; a number before a noun is none."""
    return cursor.word() not in ("it", "them", "everything") or cursor.word(1) in ("but", "except", "after", "before")


def _signed(cursor: Cursor) -> bool:
    return way(cursor) is not None or direction(force(cursor)[1]) is not None


def _one(draft: Draft, cursor: Cursor, before: Target | None, today: date | None) -> int:
    """Read one step; the token behind it and its place, 0 for none."""
    begin = cursor.skip("a", "the", "something") if way(cursor) is None else cursor
    read = way(begin)
    thing = None if read is not None and read.end - begin.at > 2 else _thing(draft, begin, today)
    if read is not None and (thing is None or thing[3] <= read.end):
        return _stepped(draft, begin, read.pole, read.force, read.end, before)
    if thing is None:
        return 0
    return _named(draft, begin, *thing, before)


def _stepped(draft: Draft, cursor: Cursor, pole: Pole, strength: steps.Force, end: int, before: Target | None) -> int:
    after = cursor.to(end)
    if after.word() == "than" and after.tokens.items[after.at + 1 : after.at + 2]:
        return 0
    if strength is steps.PLAIN:
        trailing, behind = force(after)
        strength, after = (trailing, behind) if behind.at > after.at else (strength, after)
    after = after.skip("enough")
    where, behind = _place(draft, after, before)
    phrase, span = cursor.said(after.at)
    steps.step(draft, where, pole, strength, phrase, span)
    return behind


def _place(draft: Draft, after: Cursor, before: Target | None) -> tuple[tuple[int, ...], int]:
    """The positions that a step is about, and the token behind the words that say so."""
    if before is not None:
        return _others(draft, before, after), after.skip(*_NOUNS).at
    noun = after.skip(*_NOUNS)
    at = noun.on() if noun.word() in _AT else noun
    point = target(at.tokens, at.at, draft.standing) if at.at < at.end and at.word() not in ("it", "them") else None
    if point is None or not point.positions:
        return (), noun.at
    return point.positions, point.end


def _others(draft: Draft, point: Target, after: Cursor) -> tuple[int, ...]:
    spared = {p for p in point.positions if draft.standing.ids[p - 1] in draft.protected}
    return tuple(p for p in point.positions if p not in spared)


def _thing(draft: Draft, cursor: Cursor, today: date | None) -> tuple[int, steps.Force, Requirement, int] | None:
    """ "more jazz", "fewer guitars": sign, force, the thing, and the token behind it."""
    strength, after = force(cursor)
    signed = direction(after)
    if signed is None or signed.enough:
        return None
    begin = signed.after.skip(
        "songs", "tracks", "music", "stuff", "by", "from", "with", "some", "things", "that", "are"
    )
    if begin.at >= begin.end or begin.word() in SONGS:
        return None
    said = grammar.read(Tokens(cursor.tokens.prompt, cursor.tokens.items[begin.at : begin.end]), draft.snapshot, today)
    start = begin.tokens.items[begin.at].start
    first = [
        r for r in said.requirements if r.span[0] - start <= 4 and draft.standing.tells(r) and r.polarity != "avoid"
    ]
    if not first or said.of("similar"):
        return None
    end = next(i for i in range(begin.at, begin.end) if begin.tokens.items[i].end >= first[0].span[1]) + 1
    return signed.sign, strength, first[0], end


def _named(
    draft: Draft, cursor: Cursor, sign: int, strength: steps.Force, thing: Requirement, end: int, before: Target | None
) -> int:  # fmt: skip
    where, behind = _place(draft, cursor.to(end), before)
    phrase, span = cursor.said(end)
    change = parts.more if sign > 0 else parts.fewer
    change(draft, where, thing, strength, phrase, span)
    return behind


def liked(draft: Draft, tokens: Tokens, at: int, today: date | None) -> int:
    """ "more like the second", "more like Queen", "more like this": the token behind it, 0 where it is not that."""
    cursor = clause(tokens, at)
    strength, after = force(cursor)
    begin = after.first(
        "more songs like",
        "more tracks like",
        "more music like",
        "more stuff like",
        "more like",
        "more in the style of",
        "more similar to",
        "more of the same as",
        "more along the lines of",
    )
    if begin is None:
        return 0
    point = target(tokens, begin.at, draft.standing)
    if point is not None and point.positions:
        parts.alike(draft, point.positions, strength, *cursor.said(point.end))
        return point.end
    said = grammar.read(Tokens(tokens.prompt, tokens.items[begin.at - 1 : begin.end]), draft.snapshot, today)
    named: Sequence[Requirement] = said.of("similar")
    if named:
        parts.nearness(draft, named[0], set(), strength, *cursor.said())
        return cursor.end
    return 0
