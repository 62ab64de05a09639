-- One row a plan (规划): its name in the library. The versions read from files are documents.
CREATE TABLE plan (
    id         INTEGER PRIMARY KEY,
    slug       TEXT NOT NULL UNIQUE,
    -- The decision that put it away; a plan is never erased.
    deleted_by INTEGER REFERENCES decision (seq)
) STRICT;

-- One row a version of a plan. The id counts imports: order never depends on a clock.
CREATE TABLE document (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    plan        INTEGER NOT NULL REFERENCES plan (id),
    version     INTEGER NOT NULL,
    title       TEXT NOT NULL,
    region      TEXT,
    region_code INTEGER,
    province    TEXT,
    level       TEXT,
    period_from INTEGER,
    period_to   INTEGER,
    file        TEXT NOT NULL,
    path        TEXT,
    media_type  TEXT NOT NULL,
    encoding    TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    reader      INTEGER NOT NULL,
    units       INTEGER NOT NULL,
    tasks       INTEGER NOT NULL,
    indicators  INTEGER NOT NULL,
    targets     INTEGER NOT NULL,
    warnings    INTEGER NOT NULL,
    notes       TEXT NOT NULL,
    -- Digest of this row and its units: the file format itself has no checksums.
    seal        TEXT,
    UNIQUE (plan, version)
) STRICT;

CREATE INDEX document_sha256 ON document (sha256);

-- The file byte for byte as received, deflated.
CREATE TABLE original (
    document INTEGER PRIMARY KEY REFERENCES document (id),
    packed   BLOB NOT NULL
) STRICT;

-- The decoded text that line numbers count in, deflated; plans are read from it when opened.
CREATE TABLE source (
    document INTEGER PRIMARY KEY REFERENCES document (id),
    packed   BLOB NOT NULL,
    sha256   TEXT NOT NULL
) STRICT;

-- Units (条目) of the newest version, for lists and search. Derived: rebuilt from source.
CREATE TABLE unit (
    id       INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (id),
    position INTEGER NOT NULL,
    path     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    title    TEXT NOT NULL,
    -- Heading, own text and responsibility statement, parted by line ends.
    text     TEXT NOT NULL,
    -- [[character offset in text, source line], …], ascending.
    places   TEXT NOT NULL,
    UNIQUE (document, position)
) STRICT;

-- Pairs of neighbouring characters; every candidate is checked against the text itself.
CREATE VIRTUAL TABLE unit_pairs USING fts5 (
    pairs, content = '', contentless_delete = 1, detail = none,
    tokenize = "unicode61 remove_diacritics 0"
);

-- What people decided: appended, never changed but for the mark of what undid it.
CREATE TABLE decision (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Decisions of one step of the user share the first one's number.
    step       INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    target     TEXT NOT NULL,
    payload    TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    undone_by  INTEGER REFERENCES decision (seq),
    seal       TEXT
) STRICT;

CREATE INDEX decision_kind ON decision (kind, target);

-- What the window remembers.
CREATE TABLE memory (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
