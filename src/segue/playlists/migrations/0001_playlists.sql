-- Made playlists. `current` is the number of the version that counts now; `changed` is when that was last decided.
CREATE TABLE playlist (
    id TEXT PRIMARY KEY,
    current INTEGER NOT NULL,
    parent TEXT,
    idempotency_key TEXT UNIQUE,
    changed TEXT NOT NULL
) STRICT;

-- Every version: its documents as JSON, and beside them what a list of playlists shows.
CREATE TABLE version (
    playlist_id TEXT NOT NULL REFERENCES playlist (id),
    number INTEGER NOT NULL,
    before INTEGER,
    saved TEXT NOT NULL,
    title TEXT NOT NULL,
    prompt TEXT NOT NULL,
    tracks INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    playlist TEXT NOT NULL,
    request TEXT NOT NULL,
    intent TEXT NOT NULL,
    PRIMARY KEY (playlist_id, number)
) STRICT;
