-- Which version answered a change that came with an idempotency key: the same request again is answered by it.
CREATE TABLE answer (
    playlist_id TEXT NOT NULL REFERENCES playlist (id),
    idempotency_key TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (playlist_id, idempotency_key)
) STRICT;
