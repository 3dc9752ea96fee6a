-- Refused prompts: their codes and days, and nothing else of them.
CREATE TABLE refusal (
    code TEXT NOT NULL,
    day TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (code, day)
) STRICT;

-- Whether phrases may be kept: one row, where somebody said yes.
CREATE TABLE consent (
    name TEXT PRIMARY KEY,
    since TEXT NOT NULL
) STRICT;

-- Folded phrases that were not understood (`old` and `new` empty), and readings that a follow-up took back.
-- `beside` is a JSON list of wishes that stood beside the latest one, in canonical form.
CREATE TABLE lesson (
    phrase TEXT NOT NULL,
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    count INTEGER NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    beside TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (phrase, old, new)
) STRICT;
CREATE INDEX lesson_number ON lesson (number);
