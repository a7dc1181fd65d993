"""The steps from an empty file to the current format of a project.

Steps are appended, never changed, renamed or taken away: files in the world have run them.
Each sets `user_version` to its own number inside its transaction, so that a file names its
format truthfully at every moment. Raise `schema.VERSION` with each new step, and keep a
project of the version before under `tests/data`.

Imported only when a file is behind: sqlite-utils costs a third of a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from glossator.storage.schema import APPLICATION_ID

if TYPE_CHECKING:
    import sqlite3

STEPS = Migrations("glossator")

_TABLES = (
    """
    CREATE TABLE document (
        number INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
        media_type TEXT NOT NULL,
        file_name TEXT NOT NULL,
        size INTEGER NOT NULL,
        data BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE report (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        sha256 TEXT NOT NULL,
        symbol TEXT NOT NULL,
        title TEXT NOT NULL,
        date TEXT NOT NULL,
        session TEXT NOT NULL,
        url TEXT NOT NULL,
        file_name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        n_pages INTEGER NOT NULL,
        position INTEGER NOT NULL,
        memo TEXT NOT NULL,
        deleted_at TEXT
    ) STRICT
    """,
    """
    CREATE TABLE theme (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        parent_id TEXT REFERENCES theme (id) DEFERRABLE INITIALLY DEFERRED,
        name TEXT NOT NULL,
        definition TEXT NOT NULL,
        include TEXT NOT NULL,
        exclude TEXT NOT NULL,
        colour TEXT NOT NULL,
        key TEXT NOT NULL,
        position INTEGER NOT NULL,
        examples TEXT NOT NULL,
        memo TEXT NOT NULL,
        memo_date TEXT NOT NULL,
        archived INTEGER NOT NULL,
        content_hash TEXT NOT NULL,
        deleted_at TEXT
    ) STRICT
    """,
    # Segments are one JSON column: a save writes one row instead of several, and nothing
    # asks for a segment without its annotation.
    """
    CREATE TABLE annotation (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        report_id TEXT NOT NULL REFERENCES report (id) DEFERRABLE INITIALLY DEFERRED,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        page INTEGER NOT NULL,
        quote TEXT NOT NULL,
        note TEXT NOT NULL,
        citation TEXT NOT NULL,
        paragraph TEXT NOT NULL,
        analyst TEXT NOT NULL,
        created TEXT NOT NULL,
        modified TEXT NOT NULL,
        status TEXT NOT NULL,
        normalizer INTEGER NOT NULL,
        segments TEXT NOT NULL,
        picture TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        deleted_at TEXT
    ) STRICT
    """,
    "CREATE INDEX annotation_place ON annotation (report_id, start, number)",
    """
    CREATE TABLE annotation_theme (
        annotation_id TEXT NOT NULL
            REFERENCES annotation (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        position INTEGER NOT NULL,
        theme_id TEXT NOT NULL REFERENCES theme (id) DEFERRABLE INITIALLY DEFERRED,
        PRIMARY KEY (annotation_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX annotation_theme_theme ON annotation_theme (theme_id)",
    # PNG files of the areas marked, named by their hash.
    """
    CREATE TABLE picture (
        sha256 TEXT PRIMARY KEY,
        data BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE bookmark (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        report_id TEXT NOT NULL REFERENCES report (id) DEFERRABLE INITIALLY DEFERRED,
        name TEXT NOT NULL,
        page INTEGER NOT NULL,
        top REAL NOT NULL,
        created TEXT NOT NULL,
        deleted_at TEXT
    ) STRICT
    """,
    """
    CREATE TABLE saved_search (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        query TEXT NOT NULL,
        position INTEGER NOT NULL,
        deleted_at TEXT
    ) STRICT
    """,
    # The edits are JSON text, or the same compressed where they are long.
    """
    CREATE TABLE history (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        label TEXT NOT NULL,
        analyst TEXT NOT NULL,
        at TEXT NOT NULL,
        undone_at TEXT,
        edits ANY NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE setting (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE reading (
        sha256 TEXT PRIMARY KEY,
        normalizer INTEGER NOT NULL,
        symbol TEXT NOT NULL,
        title TEXT NOT NULL,
        session TEXT NOT NULL,
        date TEXT NOT NULL,
        language TEXT NOT NULL,
        symbols_cited TEXT NOT NULL,
        numbered INTEGER NOT NULL,
        has_text INTEGER NOT NULL,
        damage TEXT,
        content_hash TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE page_text (
        number INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL REFERENCES reading (sha256) ON DELETE CASCADE,
        page INTEGER NOT NULL,
        label TEXT,
        box TEXT,
        text TEXT NOT NULL,
        UNIQUE (sha256, page)
    ) STRICT
    """,
    """
    CREATE TABLE unit (
        number INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL REFERENCES reading (sha256) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        printed_number TEXT NOT NULL,
        title TEXT NOT NULL,
        label TEXT NOT NULL,
        section TEXT NOT NULL,
        level INTEGER NOT NULL,
        parent TEXT NOT NULL,
        page INTEGER NOT NULL,
        page_end INTEGER NOT NULL,
        spans TEXT NOT NULL,
        text TEXT NOT NULL,
        footnotes TEXT NOT NULL,
        refers_to TEXT NOT NULL,
        mark INTEGER NOT NULL,
        UNIQUE (sha256, position)
    ) STRICT
    """,
    # The units that a search finds, in so few bytes that all are read at once.
    """
    CREATE TABLE unit_entry (
        number INTEGER PRIMARY KEY REFERENCES unit (number) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        paragraph TEXT,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL
    ) STRICT
    """,
    # The units that are ranked by likeness, and their best counterparts in another
    # document, packed: see `glossator.storage.matches`.
    """
    CREATE TABLE unit_list (
        number INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE REFERENCES reading (sha256) ON DELETE CASCADE,
        version INTEGER NOT NULL,
        n_places INTEGER NOT NULL,
        units TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE unit_match (
        number INTEGER PRIMARY KEY,
        list INTEGER NOT NULL REFERENCES unit_list (number) ON DELETE CASCADE,
        other INTEGER NOT NULL REFERENCES unit_list (number) ON DELETE CASCADE,
        among INTEGER NOT NULL,
        best BLOB NOT NULL,
        UNIQUE (list, other)
    ) STRICT
    """,
    "CREATE INDEX unit_match_other ON unit_match (other)",
)

# Full-text indexes hold no text of their own, and words only as `glossator.domain.text.spelling`
# folds them, so the plainest tokenizer does. They are kept by the program, not by triggers:
# with `trusted_schema` off, which a file from the post needs, SQLite lets no trigger touch
# a virtual table. What they hold is said in `glossator.storage.search_index`.
_SEARCH = (
    """
    CREATE VIRTUAL TABLE annotation_search USING fts5 (
        words, stems, joined, content = '', tokenize = 'ascii'
    )
    """,
    """
    CREATE VIRTUAL TABLE unit_search USING fts5 (
        words, stems, joined, section, content = '', tokenize = 'ascii'
    )
    """,
)

# For people with Datasette, sqlite-utils or R and without our program. UNION, not UNION
# ALL, so that themes that are their own ancestors end the recursion.
_VIEWS = (
    """
    CREATE VIEW theme_path_view AS
    WITH RECURSIVE
    tree (id, above, path) AS (
        SELECT id, parent_id, name FROM theme WHERE deleted_at IS NULL
        UNION
        SELECT tree.id, theme.parent_id, theme.name || ' / ' || tree.path
        FROM tree JOIN theme ON theme.id = tree.above
        WHERE theme.deleted_at IS NULL AND length(tree.path) < 2000
    )
    SELECT id AS theme_id, path AS theme
    FROM tree
    WHERE above IS NULL
        OR NOT EXISTS (SELECT 1 FROM theme WHERE theme.id = above AND deleted_at IS NULL)
    """,
    """
    CREATE VIEW annotation_view AS
    WITH path AS MATERIALIZED (SELECT theme_id, theme FROM theme_path_view)
    SELECT
        annotation.id AS annotation_id,
        report.symbol,
        report.title,
        report.date,
        coalesce(
            (SELECT label FROM page_text
             WHERE page_text.sha256 = report.sha256 AND page_text.page = annotation.page),
            annotation.page + 1
        ) AS page,
        annotation.paragraph,
        annotation.citation,
        annotation.quote,
        annotation.note,
        coalesce(
            (SELECT group_concat(theme, '; ') FROM (
                SELECT path.theme
                FROM annotation_theme JOIN path ON path.theme_id = annotation_theme.theme_id
                WHERE annotation_theme.annotation_id = annotation.id
                ORDER BY annotation_theme.position
            )), ''
        ) AS themes,
        annotation.analyst,
        annotation.created,
        annotation.modified,
        annotation.status,
        CASE annotation.picture WHEN '' THEN 'text' ELSE 'area' END AS kind
    FROM annotation JOIN report ON report.id = annotation.report_id
    WHERE annotation.deleted_at IS NULL
    ORDER BY report.position, annotation.start, annotation.number
    """,
    """
    CREATE VIEW theme_count_view AS
    WITH path AS MATERIALIZED (SELECT theme_id, theme FROM theme_path_view)
    SELECT path.theme, report.symbol, count(*) AS annotations
    FROM annotation_theme
    JOIN path ON path.theme_id = annotation_theme.theme_id
    JOIN annotation ON annotation.id = annotation_theme.annotation_id
    JOIN report ON report.id = annotation.report_id
    WHERE annotation.deleted_at IS NULL
    GROUP BY path.theme_id, report.id
    ORDER BY path.theme, report.position
    """,
)


@STEPS(name="0001_first_release")
def first_release(db: Database) -> None:
    """Make the tables, indexes and views of the first release."""
    for statement in (*_TABLES, *_SEARCH, *_VIEWS):
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("INSERT INTO setting (key, value) VALUES ('search_spelling', '1')")
    # By this its backups are known, also when the file was moved.
    db.execute("INSERT INTO setting VALUES ('project_id', lower(hex(randomblob(16))))")
    db.execute("PRAGMA user_version = 1")


def migrate(connection: sqlite3.Connection, steps: Migrations = STEPS) -> None:
    """Run the steps that a file has not run yet, each in a transaction of its own.

    Raises:
        sqlite3.Error: A step failed; what it did is rolled back, the steps before it stay.
    """
    steps.apply(Database(connection, recursive_triggers=False, execute_plugins=False))
