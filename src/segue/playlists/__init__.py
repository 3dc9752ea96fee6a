"""Made playlists and their history: every version is kept with the request and the intent that it came from."""

from segue.playlists.port import PlaylistStore, Summary, Version, new_id
from segue.playlists.sqlite import SqlitePlaylists

__all__ = ["PlaylistStore", "SqlitePlaylists", "Summary", "Version", "new_id"]
