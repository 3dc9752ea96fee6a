"""Orders about the tracks at places: replace, remove, keep, lock."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from segue.intent.refining.content import content, none_there
from segue.intent.refining.demands import demand
from segue.intent.refining.draft import Draft
from segue.intent.refining.moves import named_there
from segue.intent.refining.places import Target, target
from segue.intent.refining.pointing import about_tracks, by_title, keeping, pointed
from segue.intent.refining.standing import named
from segue.intent.refining.words import Cursor
from segue.music import Requirement

_FOR = ("for", "with", "by", "to", "into")
_PLURALS = frozenset({"songs", "tracks", "tunes", "ones"})


def ordered(draft: Draft, cursor: Cursor) -> int:
    """Read an order about the tracks at places that begins at `cursor`; the token behind it, 0 where none begins."""
    for read in (_instead, _replaced, _removed, _kept, _locked, _forgotten):
        end = read(draft, cursor)
        if end:
            return end
    return 0


def _instead(draft: Draft, cursor: Cursor) -> int:
    """ "something calmer instead of the third", "jazz instead of rock"."""
    parting = cursor.find("instead", "of") or cursor.find("rather", "than")
    if parting is None:
        return 0
    what = cursor.skip("put play use have make it give me i want").until(parting)
    old = cursor.to(parting + 2)
    point = pointed(draft, old)
    if point is not None:
        return _filled(draft, cursor, point, what, cursor.end)
    return _exchanged_wishes(draft, cursor, old, what)


def _replaced(draft: Draft, cursor: Cursor) -> int:
    """ "replace 2 and 5", "swap the ending for something calmer", "change the jazz to blues"."""
    after = cursor.past("orders", "replace")
    if after is None:
        return 0
    joint = next((i for i in range(after.at + 1, after.end) if after.to(i).word() in _FOR), None)
    point = by_title(draft, after) or pointed(draft, after)
    if point is None:
        return _kinds_replaced(draft, cursor, after, joint)
    behind = after.to(point.end)
    if behind.word() in _FOR:
        return _each_filled(draft, cursor, point, behind.on())
    end = behind.skip("out please though at all very much").at
    return _filled(draft, cursor, point, behind.until(behind.at), end)


def _kinds_replaced(draft: Draft, cursor: Cursor, after: Cursor, joint: int | None) -> int:
    """ "swap the jazz for blues"; without what comes instead, "replace the sad ones" lets others stand there."""
    if joint is not None:
        return _exchanged_wishes(draft, cursor, after.until(joint), after.to(joint + 1))
    if cursor.word() not in ("swap", "replace", "change", "switch", "exchange"):
        return 0
    kind = keeping(draft, about_tracks(draft, after))
    return _others_there(draft, cursor, kind, ()) if kind else 0


def _others_there(draft: Draft, cursor: Cursor, positions: Sequence[int], wishes: Sequence[Requirement]) -> int:
    """Other tracks stand at `positions`, such as `wishes` say; those that stood there do not come back."""
    out = draft.open_up(positions, [cursor.said().of(w) for w in wishes])
    draft.named += positions
    draft.banish(out, cursor.said())
    draft.why(f"other tracks instead of {named(draft.standing, out)}" if out else "")
    return cursor.end


def _each_filled(draft: Draft, cursor: Cursor, point: Target, what: Cursor) -> int:
    """ "2 with a rock song and 3 with a jazz song": at each place what is said of it."""
    for joint in (at for at in range(what.at + 1, what.end) if what.to(at).word() in ("and", ",")):
        begin = what.to(joint).skip(", and")
        further = target(begin.tokens, begin.at, draft.standing)
        if further is not None and begin.to(further.end).word() in _FOR:
            read = _filled(draft, cursor, point, what.until(joint), joint)
            return read and (_each_filled(draft, begin, further, begin.to(further.end).on()) or read)
    return _filled(draft, cursor, point, what, cursor.end)


def _filled(draft: Draft, cursor: Cursor, point: Target, what: Cursor, end: int) -> int:
    """Other tracks stand at the places of `point`, as `what` says if it says anything."""
    begun = cursor.until(end)
    said = begun.said()
    found = content(draft, what, point.positions)
    unsaid = what.at >= what.end or (what.past("orders", "other") or what).done
    if not found and not unsaid:
        return 0
    at = draft.at(point.positions[0]) if point.positions else None
    if found.tracks and at is not None:
        return named_there(draft, found.tracks[0], at, said, end)
    if not none_there(draft, found, said.phrase):
        draft.like += found.like
        _others_there(draft, begun, point.positions, found.wishes)
    return end


def _exchanged_wishes(draft: Draft, cursor: Cursor, old: Cursor, what: Cursor) -> int:
    """One wish for another: the tracks that kept the old one give way where they do not keep the new one."""
    before = about_tracks(draft, old)
    fresh = content(draft, what, range(1, len(draft.standing) + 1)).wishes
    if not before or not fresh:
        return 0
    said = cursor.said()
    asked = any(_same(w, r) for w in before for r in draft.standing.intent.requirements)
    kind = keeping(draft, before)
    if not asked and kind:
        return _others_there(draft, cursor, kind, fresh)
    draft.taken_back += before
    for one in fresh:
        demand(draft, said.of(one))
    return cursor.end


def _same(one: Requirement, other: Requirement) -> bool:
    return (one.attribute, one.value) == (other.attribute, other.value)


def _removed(draft: Draft, cursor: Cursor) -> int:
    """ "drop the third", "remove everything by Queen", "take out the sad ones"."""
    after = cursor.past("orders", "remove")
    if after is None:
        return 0
    point = by_title(draft, after) or pointed(draft, after)
    if point is not None:
        end = after.to(point.end).skip("out from the list playlist please").at
        return _taken_out(draft, cursor, list(point.positions), end)
    begin = after.skip("all every any everything anything of the each")
    wishes = about_tracks(draft, begin) or about_tracks(draft, after)
    if not wishes or not all(draft.standing.tells(w) for w in wishes):
        return 0
    return _kind_removed(draft, cursor, wishes)


def _kind_removed(draft: Draft, cursor: Cursor, wishes: list[Requirement]) -> int:
    """Take out all tracks of a kind, and see that no such track comes back."""
    kind, said = keeping(draft, wishes), cursor.said()
    if len(wishes) == 1:
        draft.ask(replace(wishes[0], polarity="avoid", strength="must"), said)
    if not kind:
        draft.why(f"“{said.phrase}”: no track of the list is such; none will be")
    elif len(kind) == len(draft.staying()):
        draft.why(f"“{said.phrase}”: every track is such, so others stand in their place")
        draft.open_up(kind)
    else:
        return _taken_out(draft, cursor, kind, cursor.end, banish=len(wishes) > 1)
    return cursor.end


def _taken_out(draft: Draft, cursor: Cursor, positions: Sequence[int], end: int, *, banish: bool = True) -> int:
    out = draft.close_up(positions)
    draft.named += positions
    if banish:
        draft.banish(out, cursor.said(end))
    draft.why(f"{named(draft.standing, out)} taken out; {len(draft.slots)} left" if out else "")
    return end


def _kept(draft: Draft, cursor: Cursor) -> int:
    """ "keep the first five" (others instead of the rest), "keep only 1 to 4", "only the 90s ones" (the rest goes)."""
    after = cursor.past("orders", "keep")
    if after is None:
        return 0
    said = cursor.until(after.at).words()
    only = bool({"only", "just"} & {*said, after.word()})
    after = after.skip("only just")
    point = pointed(draft, after)
    if point is not None and not (only and len(said) == 1 and cursor.word(1) != "the"):
        behind = after.to(point.end)
        end = behind.skip("and replace the rest others but where they are as").at
        return _left(draft, cursor, list(point.positions), end if behind.to(end).done else point.end, only=only)
    kind = (
        keeping(draft, about_tracks(draft, after.skip("the all ones songs tracks that are"))) if _plural(after) else []
    )
    return _left(draft, cursor, kind, cursor.end, only=True) if kind else 0


def _plural(cursor: Cursor) -> bool:
    """Whether tracks of the list are meant: "the calm ones", "everything by Queen", "the songs from the 90s"."""
    said = cursor.words()
    if not said:
        return False
    listed = said[0] in ("the", "my", "those") and bool(_PLURALS & {*said})
    return said[-1] in ("ones", "1") or listed or (said[0] in ("everything", "all") and len(said) > 1)


def _left(draft: Draft, cursor: Cursor, positions: Sequence[int], end: int, *, only: bool) -> int:
    """Only the tracks at `positions` are left; or they are sure to be, and others take the place of the rest."""
    rest = [p for p in range(1, len(draft.standing) + 1) if p not in positions]
    draft.named += positions
    if only and rest:
        return _taken_out(draft, cursor, rest, end)
    if only:
        draft.why("every track of the list is such")
        return end
    draft.protected |= {draft.standing.ids[p - 1] for p in positions}
    draft.bare_keep += positions
    draft.understood = True
    return end


def _locked(draft: Draft, cursor: Cursor) -> int:
    """ "lock the third", "leave 1 to 4 as they are"."""
    after = cursor.past("orders", "lock")
    point = pointed(draft, after) if after is not None else None
    if after is None or point is None:
        return 0
    draft.protected |= {draft.standing.ids[p - 1] for p in point.positions}
    draft.named += point.positions
    draft.why(f"{named(draft.standing, point.positions)} stays")
    return after.to(point.end).skip("as it they is are where in place alone").at


def _forgotten(draft: Draft, cursor: Cursor) -> int:
    """ "forget about the piano": a wish is taken back, and every track stays."""
    after = cursor.past("talk", "forget")
    wishes = about_tracks(draft, after.skip("the a being to be")) if after is not None else []
    asked = [w for w in wishes if any(_same(w, r) for r in draft.standing.intent.requirements)]
    if not asked:
        return 0
    draft.taken_back += asked
    draft.why(f"“{cursor.said().phrase}”: no longer asked; every track stays")
    return cursor.end
