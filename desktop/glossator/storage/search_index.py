"""The full-text indexes: what is searched of units and notes, kept in step with them.

The indexes hold folded words only, and no copy of them: what is taken out is folded again
from the row it came from. So all rows of an index are made with one version of the rules
(`glossator.domain.text.spelling`), which the project names; an index of another version is made
anew when the project is next opened for writing.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.reports.structure import UnitKind
from glossator.storage.encoding import to_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from glossator.domain.reports.structure import Structure

SPELLING = 3
"""Version of the rules of `glossator.domain.text.spelling`; each change of them needs another."""

BATCH = 500
"""Notes that are asked for at a time."""

VERSION_KEY = "search_spelling"
UNITS, NOTES = "unit_search", "annotation_search"
COLUMNS = {
    UNITS: ("words", "stems", "joined", "section"),
    NOTES: ("words", "stems", "joined"),
}
_LIVE = "SELECT number, note FROM annotation WHERE deleted_at IS NULL AND note != ''"
_LIVE_AMONG = f"{_LIVE} AND id IN (SELECT value FROM json_each(?))"  # noqa: S608 - constants
_UNITS = "SELECT number, kind, title, text, section FROM unit WHERE kind != 'item'"
_ADD_ENTRIES = """
    INSERT INTO unit_entry (number, kind, paragraph, start, "end")
    SELECT
        number,
        kind,
        CASE kind
            WHEN 'paragraph' THEN printed_number
            WHEN 'footnote' THEN (
                SELECT host.printed_number FROM unit AS host
                WHERE host.sha256 = unit.sha256 AND host.id = unit.parent
                    AND host.kind = 'paragraph'
            )
        END,
        coalesce(json_extract(spans, '$[0][0]'), 0),
        coalesce(json_extract(spans, '$[#-1][1]'), 0)
    FROM unit WHERE sha256 = ? AND kind != 'item'
"""


class IndexRow(NamedTuple):
    """A row of an index: its number and its columns."""

    number: int
    columns: tuple[str, ...]


def prepared(structure: Structure) -> list[IndexRow]:
    """Return what is indexed of a report's units, numbered by their positions.

    This takes a few milliseconds a page, so it is done before the project is held for
    writing. Items are part of their paragraphs.
    """
    units = (
        (position, unit.kind.value, unit.title, unit.text, to_json(unit.section))
        for position, unit in enumerate(structure.units)
        if unit.kind is not UnitKind.ITEM
    )
    return list(_unit_rows(units))


def add_units(sqlite: sqlite3.Connection, sha256: str, rows: Iterable[IndexRow]) -> None:
    """Index the units of a document.

    Args:
        sqlite: The project, in a transaction.
        sha256: The document, whose units are there.
        rows: What `prepared` made of them.
    """
    numbers: dict[int, int] = dict(
        sqlite.execute("SELECT position, number FROM unit WHERE sha256 = ?", (sha256,)).fetchall()
    )
    _insert(sqlite, UNITS, (IndexRow(numbers[row.number], row.columns) for row in rows))
    sqlite.execute(_ADD_ENTRIES, (sha256,))


def remove_units(sqlite: sqlite3.Connection, sha256: str) -> None:
    """Take the units of a document out of the index, before they are removed themselves."""
    units = sqlite.execute(f"{_UNITS} AND sha256 = ?", (sha256,)).fetchall()
    _delete(sqlite, UNITS, _unit_rows(units))


def add_notes(sqlite: sqlite3.Connection, ids: Sequence[str]) -> None:
    """Index the notes of annotations, as they are now."""
    _insert(sqlite, NOTES, _note_rows(_notes(sqlite, ids)))


def remove_notes(sqlite: sqlite3.Connection, ids: Sequence[str]) -> None:
    """Take the notes of annotations out of the index, before they are changed."""
    _delete(sqlite, NOTES, _note_rows(_notes(sqlite, ids)))


def is_current(sqlite: sqlite3.Connection) -> bool:
    """Tell whether the indexes are made by today's rules."""
    row = sqlite.execute("SELECT value FROM setting WHERE key = ?", (VERSION_KEY,)).fetchone()
    return row is not None and row[0] == str(SPELLING)


def rebuild(sqlite: sqlite3.Connection) -> None:
    """Make the indexes anew from what the project holds.

    Args:
        sqlite: The project, in a transaction.
    """
    for index in (UNITS, NOTES):
        sqlite.execute(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")  # noqa: S608
    _insert(sqlite, UNITS, _unit_rows(sqlite.execute(_UNITS).fetchall()))
    _insert(sqlite, NOTES, _note_rows(sqlite.execute(_LIVE).fetchall()))
    sqlite.execute(
        "INSERT INTO setting (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (VERSION_KEY, str(SPELLING)),
    )


def is_whole(sqlite: sqlite3.Connection, index: str) -> bool:
    """Tell whether an index is sound and has exactly the words of what it indexes.

    Args:
        sqlite: The project, in a transaction that is rolled back afterwards.
        index: `UNITS` or `NOTES`.

    Raises:
        sqlite3.DatabaseError: The index is damaged.
    """
    sqlite.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")  # noqa: S608
    sqlite.execute(f"CREATE VIRTUAL TABLE temp.kept USING fts5vocab (main, {index}, col)")
    kept = {
        (column, term): (documents, count)
        for term, column, documents, count in sqlite.execute("SELECT * FROM temp.kept").fetchall()
    }
    sqlite.execute("DROP TABLE temp.kept")
    rows = (
        _unit_rows(sqlite.execute(_UNITS).fetchall())
        if index == UNITS
        else _note_rows(sqlite.execute(_LIVE).fetchall())
    )
    documents: Counter[tuple[str, str]] = Counter()
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        for column, words in zip(COLUMNS[index], row.columns, strict=True):
            found = [(column, word) for word in words.split()]
            documents.update(set(found))
            counts.update(found)
    return kept == {key: (documents[key], count) for key, count in counts.items()}


def _unit_rows(units: Iterable[tuple[int, str, str, str, str]]) -> Iterator[IndexRow]:
    from glossator.domain.search.results import shown_text

    sections: dict[str, str] = {}
    for number, kind, title, text, section in units:
        above = sections.get(section)
        if above is None:
            above = sections[section] = _stems(" / ".join(json.loads(section)))
        if kind == UnitKind.HEADING:
            above = f"{above} {_stems(title)}"
        yield IndexRow(number, (*_columns(shown_text(kind, title, text)), above))


def _note_rows(notes: Iterable[tuple[int, str]]) -> Iterator[IndexRow]:
    return (IndexRow(number, _columns(note)) for number, note in notes)


def _columns(text: str) -> tuple[str, ...]:
    from glossator.domain.search.words import SearchText  # not wanted at the start

    return tuple(SearchText(text).columns())


def _stems(text: str) -> str:
    from glossator.domain.search.words import SearchText  # not wanted at the start

    return " ".join(SearchText(text).stems)


def _notes(sqlite: sqlite3.Connection, ids: Sequence[str]) -> Iterator[tuple[int, str]]:
    for at in range(0, len(ids), BATCH):
        some = to_json(ids[at : at + BATCH])
        yield from sqlite.execute(_LIVE_AMONG, (some,)).fetchall()


def _insert(sqlite: sqlite3.Connection, index: str, rows: Iterable[IndexRow]) -> None:
    sqlite.executemany(
        f"INSERT INTO {index} (rowid, {', '.join(COLUMNS[index])})"  # noqa: S608 - constants
        f" VALUES (?{', ?' * len(COLUMNS[index])})",
        ((row.number, *row.columns) for row in rows),
    )


def _delete(sqlite: sqlite3.Connection, index: str, rows: Iterable[IndexRow]) -> None:
    sqlite.executemany(
        f"INSERT INTO {index} ({index}, rowid, {', '.join(COLUMNS[index])})"  # noqa: S608
        f" VALUES ('delete', ?{', ?' * len(COLUMNS[index])})",
        ((row.number, *row.columns) for row in rows),
    )
