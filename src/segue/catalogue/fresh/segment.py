"""Writing a fresh segment: the tracks that changed since the base was built, as a small snapshot that leans on it.

    GENERATION-DIGEST8-on-BASE/     fresh.json, columns.bin, columns.json, text/     BASE: generation of the base

It says which rows of the base are gone, where in the order of ids its tracks stand, and by which codes the base knows
its labels and artists. The text index is the base's, by links, with the fresh tracks behind. Each segment holds all
changes since its base; it takes the place of the one before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from segue.catalogue import columns_io, meaning, renown
from segue.catalogue.build import Builder, appear, room_beside
from segue.catalogue.fresh.kin import kin
from segue.catalogue.fresh.known import counted, places, popular, songs_of
from segue.catalogue.fresh.songs import alike, namesake, settled, stated
from segue.catalogue.guess import Relatives
from segue.catalogue.labels import LabelEntries
from segue.catalogue.numerics import Numerics
from segue.catalogue.port import Changes
from segue.catalogue.snapshot import FORMAT, Snapshot
from segue.catalogue.textindex import TextWriter
from segue.catalogue.vectors import Scale
from segue.catalogue.versions import twins
from segue.knowledge.names import words
from segue.music import NUMERIC, Bools, Floats, Rows, Track

ON: Final = "-on-"
"""What stands in the names of such folders before the generation of their base."""
FRESH: Final = "fresh.json"


class FreshMeta(msgspec.Struct, frozen=True, kw_only=True):
    """What a segment says of itself. `base` is the name of the folder of its base; `n` counts its own tracks."""

    format: int
    generation: int
    digest: str
    n: int
    base: str
    coverage: dict[str, tuple[float, float]]


def base_of(folder: Path) -> str | None:
    """The name of the base that the segment in `folder` needs; None where there is no segment."""
    try:
        return msgspec.json.decode((folder / FRESH).read_bytes(), type=FreshMeta).base
    except (OSError, msgspec.DecodeError):
        return None


def fits(base: Snapshot, changes: Changes) -> bool:
    """Whether the base has room for these changes."""
    return len(changes.tracks) + len(changes.removed) <= room_beside(base.n)


def build_segment(base: Snapshot, changes: Changes, directory: Path) -> Path:
    """Write the segment of `changes` since `base` into `directory`, where the base lies too; its folder.

    It appears whole, like a snapshot. Raises `OSError` where the disk refuses or the base is gone.
    """
    touched = [*(track.id for track in changes.tracks), *changes.removed]
    gone = np.sort(base.known_rows(touched))

    def write(folder: Path, files: ExitStack) -> str:
        text = files.enter_context(TextWriter.onto(base.path, folder, gone.tolist(), base.n))
        builder = _SegmentBuilder(base, gone, changes.tracks, folder, files, text)
        digest, coverage = builder.write(room=0)
        whole = columns_io.digest(base.digest.encode(), digest.encode(), gone).hex()
        meta = FreshMeta(
            format=FORMAT, generation=changes.generation, digest=whole, n=len(changes.tracks), base=base.path.name,
            coverage=coverage,
        )  # fmt: skip
        (folder / FRESH).write_bytes(msgspec.json.encode(meta))
        return f"{changes.generation}-{whole[:8]}{ON}{base.generation}"

    return appear(directory, FRESH, write)


class _SegmentBuilder(Builder):
    """Writes fresh tracks so that they fit in with those of the base."""

    def __init__(
        self, base: Snapshot, gone: Rows, tracks: Sequence[Track], folder: Path, files: ExitStack, text: TextWriter
    ) -> None:
        super().__init__(folder, files, text)
        self._base, self._gone, self._tracks = base, gone, tracks
        self.take(tracks)
        self.take_kin(kin(base, tracks, self._live()))
        self._artist_codes = self._known_artists()

    def write(self, room: int) -> tuple[str, dict[str, tuple[float, float]]]:
        """Write all columns; the digest of the content, and the coverage of base and fresh tracks together."""
        self._columns.save("gone", self._gone)
        self._columns.save("place", self._places())
        self._columns.save("artist.here", self._artist_codes)
        return super().write(room)

    def _coverage(self, values: Numerics) -> dict[str, tuple[float, float]]:
        n = self._base.n - len(self._gone) + values.values.shape[1]
        return {name: self._covered(values, name, max(n, 1)) for name in NUMERIC}

    def _covered(self, values: Numerics, name: str, n: int) -> tuple[float, float]:
        fresh, column = values.column(name), self._base.numeric(name)
        known, told = (round(share * self._base.n) for share in self._base.coverage(name))
        left = column.source[self._gone]
        return (
            (known - int(column.known[self._gone].sum()) + int(fresh.known.sum())) / n,
            (told - int((left > 0).sum()) + int((fresh.source > 0).sum())) / n,
        )

    def _live(self) -> Bools:
        live = np.ones(self._base.n, np.bool_)
        live[self._gone] = False
        return live

    def _places(self) -> Rows:
        """Before which row of the base each fresh track stands in the order of ids."""
        ids, rows = self._base.ids, range(self._base.n)
        return np.array([bisect_left(rows, track.id, key=ids.__getitem__) for track in self._tracks], np.int32)

    def _known_artists(self) -> Rows:
        """By code of an artist here: that in the base, or one behind; tells the names which act on their own there."""
        base, called = self._base.artists, self._names.keys()
        known = [base.find(key) for key in called]
        codes = np.array([-1 if code is None else code for code in known], np.int32)
        acting = (code is not None and bool((base.primary[base.rows(code)] == code).any()) for code in known)
        self._names.alone = {key for key, acts in zip(called, acting, strict=True) if acts}
        return _numbered(codes, len(base))

    def _estimate(self, values: Numerics, relatives: Relatives, speaking: LabelEntries, knowledge: Floats) -> None:
        """Nothing: fresh tracks and a sample of relatives are no catalogue to learn from. A merge estimates them."""

    def _act_codes(self, acts: Rows) -> Rows:
        return np.where(acts >= 0, self._artist_codes[acts], -1).astype(np.int32) if len(self._artist_codes) else acts

    def _songs(self, values: Numerics) -> tuple[Rows, Rows]:
        """Those of the base for versions of its songs, else new ones."""
        base, named = self._base, alike(self._base, self._tracks, self._live())
        for track in stated(base, named):
            self._versions.add(track)
            self._namesakes.append(namesake(track))
        lengths = (values.column("duration_ms").values, base.numeric("duration_ms").values[named])
        song = self._versions.songs(np.concatenate(lengths))
        twin = twins(song, np.asarray(self._namesakes))
        self._twins_there = base.twin[named]
        return settled(song, base.versions.song, named), settled(twin, base.twin, named)

    def _write_learned(
        self, values: Numerics, entries: LabelEntries, vocabulary: list[str], acts: Rows, twin: Rows, room: int
    ) -> None:
        """By what the base learned: its space of meaning, and how well known its acts are."""
        base, here = self._base, self._artist_codes
        codes = self._label_codes(vocabulary)
        known = codes < len(base.meaning.labels)
        placed = np.zeros((len(vocabulary), base.meaning.labels.shape[1]), np.float32)
        placed[known] = base.meaning.labels[codes[known]]
        new = np.flatnonzero(here >= len(base.artists)).astype(np.int32)
        meaning.place(self._columns, entries, placed, acts, new, room)
        told = renown.Told(
            popular(base, values.column("popularity").values, self._act_codes(acts)),
            counted(twin, np.concatenate((twin, self._twins_there))),
            renown.tags_of(entries, len(acts)),
            songs_of(base, self._act_codes(acts)),
        )
        renown.save(self._columns, told, places(base, told.prominence(), self._act_codes(acts)), room)

    def _titled(self) -> Mapping[str, int]:
        """Of words, how many titles hold them: for names of one word that are new, those of the base count too."""
        titled = dict(super()._titled())
        for key, code in zip(self._names.keys(), self._artist_codes.tolist(), strict=True):
            if code >= len(self._base.artists) and " " not in key:
                titled[key] = titled.get(key, 0) + len(self._base.text.title_rows(words(key)))
        return titled

    def _scale(self, values: Numerics, entries: LabelEntries, vocabulary: Sequence[str]) -> Scale:
        """The base's own, so that vectors are comparable."""
        here = self._label_codes(vocabulary)
        self._columns.save("label.here", here)
        sizes = self._base.labels.sizes()
        known = here < len(sizes)
        carried = np.where(known, sizes[np.where(known, here, 0)], 1) if len(sizes) else np.ones(len(here))
        return Scale(*self._base.scale, np.log1p(self._base.n / np.maximum(carried, 1)).astype(np.float32))

    def _label_codes(self, vocabulary: Sequence[str]) -> Rows:
        """By code of a label here: that in the base, or one behind."""
        known = [self._base.labels.code_of_key(key) for key in vocabulary]
        codes = np.array([-1 if code is None else code for code in known], np.int32)
        return _numbered(codes, len(self._base.labels.vocabulary))


def _numbered(codes: Rows, size: int) -> Rows:
    """`codes`, where -1 stands for the next number from `size` on."""
    new = codes < 0
    return np.where(new, size + np.cumsum(new) - 1, codes).astype(np.int32)
