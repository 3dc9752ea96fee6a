"""Refinement cases (`tests/golden/refinements.toml`): how they are told through a door, and what their words mean.

`stay` at least so many tracks that stood in the list still do · `fixed` positions that keep their track · `gone`
positions whose track is no longer there · `moves` "4>7": the track at 4 stands at 7 · `order` false: what stays may
change its order · `count`, `minutes` of the list · `up`, `down` attributes whose mean rises or falls (at positions
`at`) · `asks` a new wish "attribute operator" · `drops` attributes of which an earlier wish is no longer there ·
`met` attributes whose new wishes all hold · `note` what the note mentions · `same`, `understood` · `error` its code ·
`back_to` the list as it was after so many follow-ups · `artist_gone` the artist of a position ("most": the one with
most tracks) is not there, `artist_more` stands more often, `per_artist` at most so often · `sorted` by an attribute,
"-" falling · `never` what left before is not back.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any, Protocol

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "golden" / "refinements.toml").read_text(encoding="utf-8")
)["case"]
SEED = 5

Document = dict[str, Any]


class Door(Protocol):
    """A way to talk to Segue; both calls answer a playlist document or an error document."""

    def make(self, prompt: str) -> Document:
        """A new playlist."""

    def refine(self, playlist_id: str, text: str, key: str | None = None) -> Document:
        """The playlist after a follow-up."""


def told(door: Door, case: Document) -> list[Document]:
    """The documents of a conversation: as first made, and after each follow-up."""
    documents = [door.make(case["prompt"])]
    for text in case["said"]:
        standing = next(d for d in reversed(documents) if "error" not in d)
        documents.append(door.refine(standing["id"], _named(text, standing)))
    return documents


def _named(text: str, document: Document) -> str:
    """`text` with "{title:3}" and "{artist:3}" filled in from the third track."""

    def fill(match: re.Match[str]) -> str:
        value: str = document["tracks"][int(match[2]) - 1][match[1]]
        return value

    return re.sub(r"\{(title|artist):(\d+)\}", fill, text)


def misses(case: Document, documents: list[Document]) -> Iterator[str]:
    """What a conversation falls short of."""
    expect = {"order": True, **case["expect"]}
    if "error" in expect:
        code = documents[-1].get("error", {}).get("code", "none")
        if code != f"segue.E.{expect['error']}":
            yield f"error {code}"
        return
    if "error" in documents[-1]:
        yield f"error {documents[-1]['error']}"
        return
    for name, wanted in expect.items():
        check = _CHECKS.get(name)
        if check is not None and not check(wanted, documents, expect):
            yield f"{name} = {wanted!r}"


def _places(said: str) -> list[int]:
    places: list[int] = []
    for part in filter(None, str(said).split(",")):
        first, _, last = part.partition("-")
        places += range(int(first), int(last or first) + 1)
    return places


def _ids(document: Document) -> list[str]:
    return [t["track_id"] for t in document["tracks"]]


def _values(document: Document, attribute: str, at: str | None = None) -> list[float]:
    places = set(_places(at)) if at else None
    slots = [t for t in document["tracks"] if places is None or t["position"] in places]
    if attribute == "duration_ms":
        return [float(t["duration_ms"]) for t in slots]
    return [float(t["attributes"][attribute]["value"]) for t in slots if attribute in t["attributes"]]


def _shift(attributes: list[str], documents: list[Document], at: str | None, sign: int) -> bool:
    pairs = [(_values(documents[-2], a, at), _values(documents[-1], a, at)) for a in attributes]
    return all(sign * (mean(after) - mean(before)) > 0 for before, after in pairs)


def _fresh(documents: list[Document]) -> list[Document]:
    start = len(documents[-2]["prompt"])
    return [r for r in documents[-1]["requirements"] if r["span"][0] > start]


def _in_order(documents: list[Document]) -> bool:
    before, after = (_ids(d) for d in documents[-2:])
    both = set(before) & set(after)
    return [i for i in before if i in both] == [i for i in after if i in both]


def _wishes(document: Document, attribute: str) -> set[str]:
    return {str(r["value"]) for r in document["requirements"] if r["attribute"] == attribute}


def _artist_of(document: Document, which: object) -> str:
    artists = [t["artist"] for t in document["tracks"]]
    return Counter(artists).most_common(1)[0][0] if which == "most" else str(artists[int(str(which)) - 1])


def _times(document: Document, artist: str) -> int:
    return sum(t["artist"] == artist for t in document["tracks"])


def _sorted(wanted: str, documents: list[Document]) -> bool:
    values = _values(documents[-1], wanted.lstrip("-"))
    return values == sorted(values, reverse=wanted.startswith("-"))


def _moved(wanted: list[str], documents: list[Document]) -> bool:
    before, after = (_ids(d) for d in documents[-2:])
    pairs = [(int(a), int(b)) for a, b in (move.split(">") for move in wanted)]
    return all(before[a - 1] == after[b - 1] for a, b in pairs)


def _never(documents: list[Document]) -> bool:
    left = {i for a, b in pairwise(documents[:-1]) for i in _ids(a) if i not in _ids(b)}
    return bool(left) and not left & set(_ids(documents[-1]))


def _met(wanted: list[str], documents: list[Document]) -> bool:
    found = [r for r in _fresh(documents) if r["attribute"] in wanted]
    return {r["attribute"] for r in found} == set(wanted) and all(
        r["verdict"] in ("verified", "inferred") for r in found
    )


_CHECKS: dict[str, Callable[[Any, list[Document], Document], bool]] = {
    "stay": lambda n, d, _: len(set(_ids(d[-2])) & set(_ids(d[-1]))) >= n,
    "fixed": lambda said, d, _: all(_ids(d[-2])[p - 1] == _ids(d[-1])[p - 1] for p in _places(said)),
    "gone": lambda said, d, _: not {_ids(d[-2])[p - 1] for p in _places(said)} & set(_ids(d[-1])),
    "moves": lambda wanted, d, _: _moved(wanted, d),
    "order": lambda wanted, d, e: not wanted or "back_to" in e or _in_order(d),
    "count": lambda n, d, _: len(d[-1]["tracks"]) == n,
    "minutes": lambda n, d, _: abs(d[-1]["duration_ms"] / 60_000 - n) <= 0.55,
    "up": lambda names, d, e: _shift(names, d, e.get("at"), 1),
    "down": lambda names, d, e: _shift(names, d, e.get("at"), -1),
    "down_first": lambda name, d, _: mean(_values(d[-1], name)) < mean(_values(d[0], name)),
    "asks": lambda wanted, d, _: set(wanted) <= {f"{r['attribute']} {r['operator']}" for r in _fresh(d)},
    "drops": lambda names, d, _: all(_wishes(d[-2], name) - _wishes(d[-1], name) for name in names),
    "met": lambda wanted, d, _: _met(wanted, d),
    "note": lambda wanted, d, _: all(part.lower() in d[-1]["change"]["note"].lower() for part in wanted),
    "same": lambda _, d, __: _ids(d[-1]) == _ids(d[-2]),
    "understood": lambda wanted, d, _: d[-1]["change"]["understood"] is wanted,
    "back_to": lambda n, d, _: _ids(d[-1]) == _ids(d[n]),
    "artist_gone": lambda which, d, _: _times(d[-1], _artist_of(d[-2], which)) == 0,
    "artist_gone_before": lambda which, d, _: _times(d[-1], _artist_of(d[0], which)) == 0,
    "artist_more": lambda p, d, _: _times(d[-1], _artist_of(d[-2], p)) > _times(d[-2], _artist_of(d[-2], p)),
    "per_artist": lambda n, d, _: Counter(t["artist"] for t in d[-1]["tracks"]).most_common(1)[0][1] <= n,
    "sorted": lambda wanted, d, _: _sorted(wanted, d),
    "never": lambda _, d, __: _never(d),
}
