-- Which tracks imports touched (added, changed, removed), so that a snapshot is brought up to date without reading the
-- whole catalogue. `told_from` is the generation behind which the log is whole.
CREATE TABLE touched (
    generation INTEGER NOT NULL,
    track_id TEXT NOT NULL
) STRICT;
CREATE INDEX touched_since ON touched (generation);
ALTER TABLE meta ADD COLUMN told_from INTEGER NOT NULL DEFAULT 0;
UPDATE meta SET told_from = generation;

-- An import asks what its own source stated before, however much others did.
CREATE INDEX statement_of_source ON statement (source_id);
