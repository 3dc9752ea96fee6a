-- The catalogue: what each source says of each track.

-- One row. A new catalogue starts at the millisecond of its making, so that no number of an earlier catalogue in the same
-- home (deleted, or put back from a backup) comes again: snapshots are told apart by it.
CREATE TABLE meta (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    generation INTEGER NOT NULL
) STRICT;
INSERT INTO meta VALUES (1, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER));

-- A file or folder that was imported. `tracks` counts its statements.
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    is_sample INTEGER NOT NULL,
    file_state BLOB,
    imported_generation INTEGER NOT NULL,
    tracks INTEGER NOT NULL DEFAULT 0,
    UNIQUE (name, is_sample)
) STRICT;

-- What one source says of one track: `document` is the Track as MessagePack, `digest` identifies what it was made of,
-- `generation` is the one in which the statement last changed. Of several statements on a track the latest counts.
CREATE TABLE statement (
    id INTEGER PRIMARY KEY,
    track_id TEXT NOT NULL,
    source_id INTEGER NOT NULL REFERENCES source (id),
    generation INTEGER NOT NULL,
    digest BLOB NOT NULL,
    document BLOB NOT NULL,
    UNIQUE (track_id, source_id)
) STRICT;

-- Imported playlists and editorial rules, as JSON documents.
CREATE TABLE saved_playlist (
    source TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    document TEXT NOT NULL
) STRICT;

CREATE TABLE rule (
    id INTEGER PRIMARY KEY,
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    document TEXT NOT NULL,
    UNIQUE (action, target)
) STRICT;
