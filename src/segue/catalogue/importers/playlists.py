"""Playlist files into saved playlists: read, matched to the catalogue, kept, with a report of what matched nothing."""

from __future__ import annotations

from pathlib import Path

from segue.catalogue.importers.matching import Matcher
from segue.catalogue.importers.playlistfiles import read_playlist
from segue.catalogue.port import CatalogueStore, ImportReport, Rejected, SavedPlaylist
from segue.catalogue.snapshot import Snapshot
from segue.errors import ImportFailed


def import_playlist(
    store: CatalogueStore, snapshot: Snapshot, path: Path, kind: str, encoding: str = "utf-8"
) -> ImportReport:
    """Keep the playlist in `path` (replacing what was kept of this file); no track is touched, the sample stays.

    The report's `added` are the entries found in the catalogue, `rejected` the others by their number from 1. Raises
    `ImportFailed` as `read_playlist` does, and playlist_unmatched where not one entry is in the catalogue.
    """
    listed = read_playlist(path, kind, encoding)
    matcher = Matcher(snapshot)
    found = [matcher.find(entry) for entry in listed.entries]
    missing = [(at, entry) for at, entry in enumerate(listed.entries, 1) if found[at - 1] is None]
    if len(missing) == len(found):
        raise ImportFailed(
            "playlist_unmatched",
            f"None of the {len(found)} entries of “{listed.name}” is in the catalogue, such as {missing[0][1]}.",
            hint="Import the music first, then the playlist.",
            field="source",
        )
    ids = tuple(track_id for track_id in found if track_id is not None)
    unmatched = tuple(str(entry) for _, entry in missing)
    store.put_playlist(SavedPlaylist(name=listed.name, source=str(path), track_ids=ids, unmatched=unmatched))
    return ImportReport(
        added=len(ids),
        rejected=tuple(Rejected(at, f"“{entry}” is not in the catalogue") for at, entry in missing),
        rejected_total=len(missing),
        source=str(path),
    )
