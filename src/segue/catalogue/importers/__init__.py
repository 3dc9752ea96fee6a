"""How a catalogue comes in: tables, folders of audio files, playlist files; incremental, streamed, all or nothing.

`import_source` is the one entry. `kinds` tells what a source is; a reader (`parquet`, `csvfile`, `jsonl` by way of
`tabular`; `files`) turns it into a `reader.Reading`; `importing` states its rows in one transaction of the store.
`fields`, `columns` and `profile` understand a table's columns, `cells` what stands in them. Playlist files go through
`playlistfiles` (read), `matching` (against the catalogue) and `playlists`.
"""

from segue.catalogue.importers.importing import import_source
from segue.catalogue.importers.reader import Progress

__all__ = ["Progress", "import_source"]
