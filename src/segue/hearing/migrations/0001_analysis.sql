-- What was heard in which content, so that no file is listened to twice.

-- A file as it was last seen: the digest of its content, and why it could not be heard, if it could not.
CREATE TABLE file (
    location TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    digest BLOB NOT NULL,
    failure TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- `document` is a Heard as MessagePack; `method` the version of the ear that heard it.
CREATE TABLE heard (
    digest BLOB PRIMARY KEY,
    method INTEGER NOT NULL,
    quick INTEGER NOT NULL,
    document BLOB NOT NULL
) STRICT, WITHOUT ROWID;
