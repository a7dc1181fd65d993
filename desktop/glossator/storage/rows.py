"""Records to rows and back, with the index of the annotations."""

from __future__ import annotations

import sqlite3
from collections import deque
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeAlias

from glossator.domain.project_intents import ASIDE, MEMO
from glossator.domain.records import (
    Annotation,
    AnnotationId,
    Bookmark,
    Fact,
    FactId,
    Report,
    ReportId,
    SavedSearch,
    Status,
    Theme,
    ThemeId,
)
from glossator.domain.text.page_text import NORMALIZER
from glossator.storage import search_index
from glossator.storage.encoding import Shared, segments_from_json, segments_to_json, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from glossator.domain.edits import EditSet
    from glossator.domain.records import Record

Row: TypeAlias = tuple[Any, ...]

_REPORT = (
    "id", "sha256", "symbol", "title", "date", "session", "url", "file_name", "media_type",
    "n_pages", "position", "memo",
)  # fmt: skip
_THEME = (
    "id", "name", "parent_id", "definition", "include", "exclude", "colour", "key", "position",
    "examples", "memo", "memo_date", "archived",
)  # fmt: skip
_ANNOTATION = (
    "id", "report_id", "note", "analyst", "created", "modified", "quote", "citation",
    "paragraph", "status", "normalizer", "segments", "picture",
)  # fmt: skip
_SEGMENTS = _ANNOTATION.index("segments")
_BOOKMARK = ("id", "report_id", "name", "page", "top", "created")
_SAVED_SEARCH = ("id", "name", "query", "position")
_BETWEEN = "\x1f"
_THEMES_OF = (
    "(SELECT group_concat(theme_id, char(31)) FROM (SELECT theme_id FROM annotation_theme"
    " WHERE annotation_id = annotation.id ORDER BY position))"
)


def _upsert(table: str, columns: Sequence[str]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join("?" * len(columns))
    updates = ", ".join(f'"{column}" = excluded."{column}"' for column in columns[1:])
    return (
        f"INSERT INTO {table} ({names}) VALUES ({values})"  # noqa: S608 - constants above
        f" ON CONFLICT (id) DO UPDATE SET {updates}, deleted_at = NULL"
    )


_PUT_REPORT = _upsert("report", _REPORT)
_PUT_THEME = _upsert("theme", (*_THEME, "content_hash"))
_PUT_BOOKMARK = _upsert("bookmark", _BOOKMARK)
_PUT_SAVED_SEARCH = _upsert("saved_search", _SAVED_SEARCH)
_PUT_FACT = (
    "INSERT INTO setting (key, value) VALUES (?, ?)"
    " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)
_PUT_ANNOTATION = _upsert("annotation", (*_ANNOTATION, "start", "end", "page", "content_hash"))
_READ_ANNOTATION = ", ".join(f"annotation.{column}" for column in _ANNOTATION)


def read_reports(connection: sqlite3.Connection) -> list[Report]:
    """Return the reports in the user's order."""
    columns = ", ".join(_REPORT)
    rows = connection.execute(
        f"SELECT {columns} FROM report WHERE deleted_at IS NULL"  # noqa: S608 - constants
        " ORDER BY position, number"
    )
    return [Report(*row) for row in rows.fetchall()]


def read_themes(connection: sqlite3.Connection) -> list[Theme]:
    """Return the themes by their position among siblings; `ThemeTree` arranges them."""
    columns = ", ".join(_THEME)
    rows = connection.execute(
        f"SELECT {columns} FROM theme WHERE deleted_at IS NULL"  # noqa: S608 - constants
        " ORDER BY position, number"
    )
    return [Theme(*(*row[:-1], bool(row[-1]))) for row in rows.fetchall()]


def read_bookmarks(connection: sqlite3.Connection) -> list[Bookmark]:
    """Return the bookmarks, those of a report together and from its beginning to its end."""
    columns = ", ".join(_BOOKMARK)
    rows = connection.execute(
        f"SELECT {columns} FROM bookmark WHERE deleted_at IS NULL"  # noqa: S608 - constants
        " ORDER BY report_id, page, top, number"
    )
    return [Bookmark(*row) for row in rows.fetchall()]


def read_saved_searches(connection: sqlite3.Connection) -> list[SavedSearch]:
    """Return the saved searches in the user's order."""
    columns = ", ".join(_SAVED_SEARCH)
    rows = connection.execute(
        f"SELECT {columns} FROM saved_search WHERE deleted_at IS NULL"  # noqa: S608 - constants
        " ORDER BY position, number"
    )
    return [SavedSearch(*row) for row in rows.fetchall()]


def read_facts(connection: sqlite3.Connection) -> list[Fact]:
    """Return what is kept of the project as a whole."""
    found = connection.execute(
        "SELECT key, value FROM setting WHERE key = ? OR substr(key, 1, ?) = ?",
        (MEMO, len(ASIDE), ASIDE),
    )
    return [Fact(FactId(key), str(value)) for key, value in found.fetchall()]


def read_annotations(
    connection: sqlite3.Connection, report_id: ReportId, after: tuple[int, int], limit: int
) -> tuple[list[Annotation], tuple[int, int]]:
    """Read the next annotations of a report in the order of their start.

    Args:
        connection: The project.
        report_id: The report.
        after: Where the last batch ended, `BEGINNING` at first.
        limit: At most so many.

    Returns:
        The annotations, and where they end.
    """
    rows = _fetched(
        connection,
        f"SELECT {_READ_ANNOTATION}, {_THEMES_OF}, start, number FROM annotation"  # noqa: S608
        " WHERE report_id = ? AND (start, number) > (?, ?) AND deleted_at IS NULL"
        " ORDER BY start, number LIMIT ?",
        (report_id, *after, limit),
    )
    shared = Shared()
    found = [annotation_from_row(row, shared) for row in rows]
    return found, (rows[-1][-2:] if rows else after)


def _fetched(connection: sqlite3.Connection, query: str, values: Row) -> list[Row]:
    """Return what a query finds, its text decoded by SQLite's own hand unless it is damaged.

    What a project's connection decodes text with also takes damaged text, and a third of the
    time of reading many annotations.
    """
    careful = connection.text_factory
    connection.text_factory = str
    try:
        return connection.execute(query, values).fetchall()
    except sqlite3.OperationalError:
        connection.text_factory = careful
        return connection.execute(query, values).fetchall()
    finally:
        connection.text_factory = careful


BEGINNING = (-1, -1)


def annotation_from_row(row: Row, shared: Shared) -> Annotation:
    """Make an annotation of its columns, the ids of its themes behind them.

    Args:
        row: `_ANNOTATION` columns, then the themes.
        shared: What was met in other rows.
    """
    annotation_id, report, note, analyst, created, modified, quote, citation, paragraph = row[:9]
    theme_ids = [ThemeId(shared[one]) for one in (row[13] or "").split(_BETWEEN) if one]
    return Annotation(
        AnnotationId(annotation_id), ReportId(shared[report]), segments_from_json(row[11], shared),
        tuple(theme_ids), note, shared[analyst], shared[created], shared[modified], quote,
        shared[citation], shared[paragraph], _STATUS[row[9]], row[10], row[12],
    )  # fmt: skip


_STATUS = {status.value: status for status in Status}


def content_hash(values: Iterable[object]) -> str:
    """Return the SHA-256 over the columns of a record, in their order, as JSON."""
    return sha256(to_json(list(values)).encode()).hexdigest()


def stored_hashes(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield (kind, id, name, hash kept, hash of what is there) of all rows with a hash.

    A theme's name is its name, an annotation's its citation.
    """
    columns = ", ".join(_THEME)
    for *values, kept in connection.execute(
        f"SELECT {columns}, content_hash FROM theme"  # noqa: S608 - constants
    ):
        yield "theme", values[0], values[1], kept, content_hash(values)
    for *values, kept in connection.execute(
        f"SELECT {_READ_ANNOTATION}, {_THEMES_OF}, content_hash FROM annotation"  # noqa: S608
    ):
        yield "annotation", values[0], values[7], kept, content_hash(values)


def marks(
    connection: sqlite3.Connection, report_id: str, words: str
) -> Iterator[tuple[str, str, bool]]:
    """Yield (citation, quotation, whether its words stand there) of a report's passages.

    Those read by other rules for text, areas and those known to be lost are left out.

    Args:
        connection: The project.
        report_id: The report.
        words: Its canonical text.
    """
    for citation, quote, segments in connection.execute(
        "SELECT citation, quote, segments FROM annotation WHERE report_id = ?"
        " AND deleted_at IS NULL AND normalizer = ? AND status = ?",
        (report_id, NORMALIZER, Status.ATTACHED.value),
    ).fetchall():
        parts = segments_from_json(segments, Shared())
        yield citation, quote, all(words[one.start : one.end] == one.exact for one in parts)


def annotation_rows(edits: EditSet) -> deque[Row]:
    """Return the rows that `write` puts for the annotations of an edit set.

    Of thousands it takes longer than writing them, so it is done before the transaction.
    """
    return deque(_annotation_row(after) for _, after in edits.of(Annotation) if after)


def segments_in(ready: Iterable[Row]) -> dict[str, str]:
    """Return the segments as they are written in such rows, by the ids of the annotations."""
    return {row[0]: row[_SEGMENTS] for row in ready}


def write(
    connection: sqlite3.Connection,
    edits: EditSet,
    ready: deque[Row],
    at: str,
) -> None:
    """Write the changes of an edit set, each table by one `executemany`.

    Deleted records keep their row with the time in `deleted_at`, so undo writes over it; a
    fact has no row then.

    Args:
        connection: The project, in a transaction.
        edits: What changed.
        ready: What `annotation_rows` made of it; empty afterwards.
        at: The time, ISO 8601 UTC.

    Raises:
        sqlite3.IntegrityError: A record refers to one that was never there (at commit).
    """
    reports = list(edits.of(Report))
    themes = list(edits.of(Theme))
    connection.executemany(_PUT_REPORT, [_row(after, _REPORT) for _, after in reports if after])
    write_themes(connection, [after for _, after in themes if after])
    _write_annotations(connection, list(edits.of(Annotation)), ready, at)
    bookmarks = list(edits.of(Bookmark))
    searches = list(edits.of(SavedSearch))
    connection.executemany(
        _PUT_BOOKMARK, [_row(after, _BOOKMARK) for _, after in bookmarks if after]
    )
    connection.executemany(
        _PUT_SAVED_SEARCH, [_row(after, _SAVED_SEARCH) for _, after in searches if after]
    )
    facts = list(edits.of(Fact))
    connection.executemany(_PUT_FACT, [(after.id, after.text) for _, after in facts if after])
    connection.executemany(
        "DELETE FROM setting WHERE key = ?",
        [(one.id,) for one, after in facts if one and not after],
    )
    for table, gone in (
        ("report", reports),
        ("theme", themes),
        ("bookmark", bookmarks),
        ("saved_search", searches),
    ):
        connection.executemany(
            f"UPDATE {table} SET deleted_at = ? WHERE id = ?",  # noqa: S608 - constants
            [(at, before.id) for before, after in gone if before and not after],
        )


def write_themes(connection: sqlite3.Connection, themes: Iterable[Theme]) -> None:
    """Write themes as they are now."""
    connection.executemany(_PUT_THEME, [_theme_row(theme) for theme in themes])


def _write_annotations(
    connection: sqlite3.Connection,
    changes: list[tuple[Annotation | None, Annotation | None]],
    ready: deque[Row],
    at: str,
) -> None:
    renoted = [pair for pair in changes if _note(pair[0]) != _note(pair[1])]
    search_index.remove_notes(connection, [before.id for before, _ in renoted if before])
    connection.executemany(_PUT_ANNOTATION, _drained(ready))
    retagged = [
        after
        for before, after in changes
        if after and (before is None or before.theme_ids != after.theme_ids)
    ]
    connection.executemany(
        "DELETE FROM annotation_theme WHERE annotation_id = ?", ((one.id,) for one in retagged)
    )
    connection.executemany(
        "INSERT INTO annotation_theme (annotation_id, position, theme_id) VALUES (?, ?, ?)",
        (
            (one.id, position, theme_id)
            for one in retagged
            for position, theme_id in enumerate(one.theme_ids)
        ),
    )
    connection.executemany(
        "UPDATE annotation SET deleted_at = ? WHERE id = ?",
        [(at, before.id) for before, after in changes if before and not after],
    )
    search_index.add_notes(connection, [after.id for _, after in renoted if after])


def _drained(ready: deque[Row]) -> Iterator[Row]:
    """Yield rows and let go of each: once written, a row takes more memory than its record."""
    while ready:
        yield ready.popleft()


def _note(annotation: Annotation | None) -> str:
    return "" if annotation is None else annotation.note


def _row(record: Record, columns: Sequence[str]) -> Row:
    return tuple([getattr(record, column) for column in columns])


def _theme_row(theme: Theme) -> Row:
    row = (*_row(theme, _THEME[:-1]), int(theme.archived))
    return (*row, content_hash(row))


def _annotation_row(annotation: Annotation) -> Row:
    row = (
        annotation.id, annotation.report_id, annotation.note, annotation.analyst,
        annotation.created, annotation.modified, annotation.quote, annotation.citation,
        annotation.paragraph, annotation.status.value, annotation.normalizer,
        segments_to_json(annotation.segments), annotation.picture,
    )  # fmt: skip
    themes = _BETWEEN.join(annotation.theme_ids) or None
    digest = content_hash((*row, themes))
    return (*row, annotation.start, annotation.end, annotation.page, digest)
