"""ListenBrainz Radio's prompts: elements such as "artist:(Björk):2:nosim tag:(trip hop)::easy #metal".

An element is `entity:values:weight:options`, values in brackets where they hold a space or are several. Weights become
shares. A prompt is read so only when all of it is such elements, with the mode for all (easy, medium or hard) before
or behind them if at all; anything else is prose.

    artist      like the artist; with `nosim` by the artist            tag, #     all tags (`or`: any of them)
    country     from that country                                      easy       well known: popularity at least 60
    medium      popularity between 20 and 80                           hard       little known: popularity at most 40

What needs an account at ListenBrainz (collection, playlist, stats, recs, user) is understood and told as unsupported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from segue.catalogue.snapshot import Snapshot
from segue.intent.compose import SPARE
from segue.intent.match import wish
from segue.intent.outright import labelled, listed, tagged
from segue.knowledge.names import label_key
from segue.music import Intent, Operator, Reading, Requirement, Span, Value

_ACCOUNTS: Final = {
    "collection": "a collection at MusicBrainz",
    "playlist": "a playlist at ListenBrainz",
    "stats": "what an account at ListenBrainz played most",
    "recs": "what ListenBrainz recommends to an account",
    "user": "what an account at ListenBrainz played",
}
_MODES: Final[dict[str, tuple[Operator, Value, str]]] = {
    "easy": ("min", 60, "well known: popularity at least 60"),
    "medium": ("between", (20, 80), "neither hits nor rarities: popularity between 20 and 80"),
    "hard": ("max", 40, "little known: popularity at most 40"),
}
_PERIODS: Final = frozenset(
    ("week", "month", "quarter", "half_yearly", "year", "all_time", "this_week", "this_month", "this_year")
)
_OPTIONS: Final[dict[str, frozenset[str]]] = {
    "artist": frozenset({"nosim", "sim"}),
    "tag": frozenset({"nosim", "sim", "and", "or"}),
    "country": frozenset(),
    "stats": _PERIODS,
    "recs": frozenset({"listened", "unlistened"}),
    "collection": frozenset(),
    "playlist": frozenset(),
    "user": _PERIODS,
}
"""What may stand behind an element's weight, besides the modes."""
_ELEMENT: Final = re.compile(
    rf"(?:(?P<entity>{'|'.join(_OPTIONS)}):|(?P<tag>\#))"
    r"(?:\((?P<several>[^()\n]{1,300})\)|(?P<one>[^\s():,#]{1,100}))"
    r"(?::(?P<weight>\d{1,4})?)?(?::?(?P<options>[a-z_]{2,12}(?:,[a-z_]{2,12}){0,3}))?(?=\s|$)",
    re.IGNORECASE,
)
_MOST: Final = 60
"""Elements of a prompt, at most: more have no share of a list left."""
_MODE: Final = re.compile(r"(?P<mode>easy|medium|hard)(?=\s|$)", re.IGNORECASE)
_SPACE: Final = re.compile(r"\s*")
_MBID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


class _Name(NamedTuple):
    """One value of an element, and where it stands in the prompt."""

    text: str
    span: Span


class _Element(NamedTuple):
    """One stream of tracks."""

    entity: str
    names: tuple[_Name, ...]
    span: Span
    """Of the values."""
    weight: int
    options: dict[str, Span]
    """Options in lower case, and where they stand."""


def radio(prompt: str, snapshot: Snapshot | None) -> Intent | None:
    """The Intent of a prompt that is wholly elements; None for any other."""
    found = _elements(prompt)
    if found is None:
        return None
    elements, modes = found
    total = sum(element.weight for element in elements)
    known = _acts(elements, snapshot)
    wishes = [w for e in elements for w in _wishes(e, _share(e.weight, total, len(elements)), known, snapshot)]
    wishes += [_popular(mode, span) for mode, span in modes.items()]
    cut = [replace(w, phrase=prompt[slice(*w.span)]) for w in wishes]
    return Intent(prompt=prompt, requirements=tuple(sorted(cut, key=lambda r: r.span)))


def _elements(prompt: str) -> tuple[list[_Element], dict[str, Span]] | None:
    """The elements of the prompt and the modes that stand for all of it; None where there is anything else."""
    elements: list[_Element] = []
    modes: dict[str, Span] = {}
    at = _skip(prompt, 0)
    while at < len(prompt):
        match = _ELEMENT.match(prompt, at) or _MODE.match(prompt, at)
        if match is None:
            return None
        if match.re is _MODE:
            modes[match["mode"].lower()] = match.span()
        elif (element := _element(match)) is not None:
            elements.append(element)
        else:
            return None
        at = _skip(prompt, match.end())
    return (elements, modes) if 0 < len(elements) <= _MOST and len(modes) <= 1 else None


def _skip(prompt: str, at: int) -> int:
    match = _SPACE.match(prompt, at)
    return match.end() if match else at


def _element(match: re.Match[str]) -> _Element | None:
    """The element that `match` states; None where its options or its weight are none."""
    entity = (match["entity"] or "tag").lower()
    weight = int(match["weight"] or 1)
    options = dict(_options(match))
    group = "several" if match["several"] else "one"
    names = tuple(_names(match, group, split=entity == "tag"))
    if not names or weight < 1 or not options.keys() <= _OPTIONS[entity] | _MODES.keys():
        return None
    return _Element(entity, names, (names[0].span[0], names[-1].span[1]), weight, options)


def _options(match: re.Match[str]) -> Iterator[tuple[str, Span]]:
    at = match.start("options")
    for option in match["options"].split(",") if match["options"] else ():
        yield option.lower(), (at, at + len(option))
        at += len(option) + 1


def _names(match: re.Match[str], group: str, *, split: bool) -> Iterator[_Name]:
    """The values in brackets, without the space around them; only tags are several."""
    at = match.start(group)
    for part in match[group].split(",") if split else [match[group]]:
        text = part.strip()
        start = at + part.find(text)
        if text:
            yield _Name(text, (start, start + len(text)))
        at += len(part) + 1


def _share(weight: int, total: int, streams: int) -> float:
    """The part of the list that a stream contributes, a little less so that all of them fit."""
    return 1.0 if streams == 1 else max(0.01, round(weight / total - SPARE, 4))


def _wishes(
    element: _Element, share: float, known: Mapping[str, str], snapshot: Snapshot | None
) -> Iterator[Requirement]:
    for asked in _asked(element, known, snapshot):
        yield replace(asked, share=share)
    for option, span in element.options.items():
        if option in _MODES:
            yield replace(_popular(option, span), share=share)


def _asked(element: _Element, known: Mapping[str, str], snapshot: Snapshot | None) -> Iterator[Requirement]:
    if element.entity == "tag":
        yield from _tags(element, snapshot)
    elif element.entity == "artist":
        yield replace(_artist(element, known), span=element.span)
    elif element.entity == "country":
        yield replace(_country(element.names[0].text, snapshot), span=element.span)
    else:
        reading = Reading(f"{_ACCOUNTS[element.entity]}: there is no account here to ask")
        value = f"{element.entity}:{element.names[0].text}"
        yield replace(wish("entity", "is", value, reading, strength="prefer"), span=element.span)


def _popular(mode: str, span: Span) -> Requirement:
    operator, value, text = _MODES[mode]
    return replace(wish("popularity", operator, value, Reading(text), strength="prefer"), span=span)


def _artist(element: _Element, known: Mapping[str, str]) -> Requirement:
    said = element.names[0].text
    name = known.get(said.lower(), said)
    reading = Reading(f"{name}, by MusicBrainz id", subjective=False) if name != said else None
    if "nosim" in element.options:
        return wish("artist", "is", name, reading)
    return wish("similar", "is", name, reading, polarity="like", strength="prefer")


def _acts(elements: Sequence[_Element], snapshot: Snapshot | None) -> dict[str, str]:
    """The names of the artists that elements name by their MusicBrainz id, where the catalogue holds them."""
    wanted = {e.names[0].text.lower() for e in elements if e.entity == "artist" and _MBID.fullmatch(e.names[0].text)}
    if snapshot is None or not wanted:
        return {}
    rows = snapshot.artist_mbids.distinct()
    found = zip(snapshot.artist_mbids.take(rows), rows, strict=True)
    artists = snapshot.artists
    return {ids.lower(): artists.name(int(artists.primary[row])) for ids, row in found if ids.lower() in wanted}


def _country(said: str, snapshot: Snapshot | None) -> Requirement:
    return listed("country", said, snapshot) or wish("country", "is", said, labelled(said))


def _tags(element: _Element, snapshot: Snapshot | None) -> Iterator[Requirement]:
    wishes = [tagged(name.text, snapshot) for name in element.names]
    if len(wishes) > 1 and "or" in element.options:
        yield replace(_either(wishes, element.names), span=element.span)
    else:
        yield from (replace(w, span=name.span) for w, name in zip(wishes, element.names, strict=True))


def _either(wishes: Sequence[Requirement], names: Sequence[_Name]) -> Requirement:
    """One wish for any of several tags: by their own attribute where they share one, else as labels."""
    kinds = {w.attribute for w in wishes}
    attribute = "genre" if "genre" in kinds else "theme"
    if len(kinds) == 1 and all(w.operator == "is" for w in wishes):
        attribute = wishes[0].attribute
        values = tuple(dict.fromkeys(str(w.value) for w in wishes))
        labels = tuple(dict.fromkeys(label for w in wishes if w.reading for label in w.reading.labels))
    else:
        values = tuple(dict.fromkeys(name.text for name in names))
        labels = tuple(dict.fromkeys(label_key(value) for value in values))
    text = "any of: " + ", ".join(values)
    plain = all(w.reading is None or not w.reading.subjective for w in wishes)
    strength = "must" if any(w.strength == "must" for w in wishes) else "prefer"
    reading = Reading(text, labels, subjective=not plain) if labels else None
    return wish(attribute, "any", values, reading, strength=strength)
