-- Where the newest version of a plan came from and how it was read: tells whether the file on
-- disk has changed since. Outside the seals: a file that is moved changes nothing of its plan.
CREATE TABLE origin (
    plan     INTEGER PRIMARY KEY REFERENCES plan (id),
    -- None for text that was pasted and for the bundled plans.
    path     TEXT,
    -- Bytes, and its last change in nanoseconds since 1970; null where not known.
    size     INTEGER,
    modified INTEGER,
    -- The encoding the user named; null where it was detected.
    encoding TEXT
) STRICT;

INSERT INTO origin (plan, path)
SELECT d.plan, d.path FROM document d
WHERE d.version = (SELECT max(version) FROM document WHERE plan = d.plan);
