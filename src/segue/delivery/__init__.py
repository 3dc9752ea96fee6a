"""Playlists as files that others open: M3U8 and M3U, XSPF, JSPF in the ListenBrainz dialect, Navidrome's `.nsp`.

`write` puts one on disk, all of it or nothing; `render` makes the same bytes in memory. One module a format; each is a
pure function of the playlist and its entries.
"""

from segue.delivery.formats import FORMATS, Rendered, Written, format_of, render, write

__all__ = ["FORMATS", "Rendered", "Written", "format_of", "render", "write"]
