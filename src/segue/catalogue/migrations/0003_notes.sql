-- What is known of a track beside what sources state: heard in its audio ('analysis'), or put right by a listener.
-- `document` is the Note as MessagePack. It outlives the statements on its track.
CREATE TABLE note (
    track_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (track_id, kind)
) STRICT, WITHOUT ROWID;
