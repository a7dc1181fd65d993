"""Saving what can be read of a damaged project into a new file; the damaged one is left alone."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from glossator.storage import drafts, opening, rows, search_index
from glossator.storage.check import findings
from glossator.storage.connection import Connection
from glossator.storage.faults import Doing, told
from glossator.storage.file_header import check_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TABLES = {
    "document": ("document", "documents"),
    "report": ("report", "reports"),
    "theme": ("theme", "themes"),
    "annotation": ("passage", "passages"),
    "picture": ("picture of an area", "pictures of areas"),
    "bookmark": ("bookmark", "bookmarks"),
    "saved_search": ("saved search", "saved searches"),
}
"""What is copied row by row, and what one and several are called. What was read out of the
documents is read again when the project is opened; the history would not fit to what may be
missing."""

_LOST_REPORT = (
    "INSERT INTO report (id, sha256, symbol, title, date, session, url, file_name, media_type,"
    " n_pages, position, memo) SELECT DISTINCT report_id, '', '', 'Lost report', '', '', '', '',"
    " '', 0, 9999, '' FROM {table} WHERE report_id NOT IN (SELECT id FROM report)"
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """What came of a repair.

    Attributes:
        path: The new file.
        lines: What it could save and what not, a sentence each.
    """

    path: Path
    lines: tuple[str, ...]


def repair(path: Path) -> Repaired:
    """Make a new project beside a damaged one with all that can still be read in it.

    Args:
        path: The damaged project, which is only read.

    Raises:
        ProjectError: Nothing can be read, or there is no room; nothing was changed.
    """
    path = path.resolve()
    with told(path.name, Doing.READING):
        check_file(path)
        target = _free_name(path)
        draft = path.with_name(f".{path.name}.{os.getpid()}.repaired")
        try:
            opening.make_file(draft, ())
            lines = _fill(draft, path)
            drafts.place(draft, target)
        finally:
            drafts.discard(draft)
    return Repaired(target, tuple(lines))


def _fill(draft: Path, path: Path) -> list[str]:
    damaged, new = Connection(path, read_only=True), Connection(draft, read_only=False)
    try:
        kept, lines = [], []
        sqlite = new.sqlite
        sqlite.execute("BEGIN")
        for table, (one, several) in _TABLES.items():
            saved, lost = _copy(damaged.sqlite, sqlite, table)
            if saved:
                kept.append(f"{saved} {one if saved == 1 else several}")
            if lost:
                lines.append(f"{lost} of the {several} could not be read.")
        lines.insert(0, f"Saved: {', '.join(kept) or 'nothing'}.")
        _copy_plain(damaged.sqlite, sqlite)
        lines += _make_whole(sqlite)
        lines.append(
            "What could be undone is not kept; the texts are read again when it is opened."
        )
        sqlite.execute("COMMIT")
        left = findings(sqlite, read_only=True)
        return lines + [finding.sentence for finding in left]
    finally:
        damaged.close()
        new.close()


def _copy(damaged: sqlite3.Connection, new: sqlite3.Connection, table: str) -> tuple[int, int]:
    """Copy the rows of a table that can be read; return how many, and how many not."""
    columns = _columns(new, table) & _columns(damaged, table)
    named = ", ".join(f'"{one}"' for one in sorted(columns))
    marks = ", ".join("?" * len(columns))
    lost, saved = 0, 0
    for row in _readable(damaged, table, named):
        if row is None:
            lost += 1
            continue
        try:
            new.execute(f"INSERT INTO {table} ({named}) VALUES ({marks})", row)  # noqa: S608
            saved += 1
        except sqlite3.Error:  # a row that is no row any more
            lost += 1
    return saved, lost


def _readable(sqlite: sqlite3.Connection, table: str, named: str) -> Iterator[Any]:
    """Yield the rows of a table, None for each number whose row is there but can't be read."""
    query = f"SELECT {named} FROM {table} WHERE rowid BETWEEN ? AND ?"  # noqa: S608
    spans = [(1, _highest(sqlite, table))]
    while spans:
        first, last = spans.pop()
        if first > last:
            continue
        try:
            yield from sqlite.execute(query, (first, last)).fetchall()
        except sqlite3.Error:
            if first == last:
                yield None
            else:
                middle = (first + last) // 2
                spans += [(middle + 1, last), (first, middle)]


_HIGHEST = 1_000_000
"""Up to which number rows are looked for where the highest can't be read."""


def _highest(sqlite: sqlite3.Connection, table: str) -> int:
    # Where the end of the table is damaged, a row is looked for at every number.
    with contextlib.suppress(sqlite3.Error):
        query = f"SELECT max(rowid) FROM {table}"  # noqa: S608 - a constant
        return int(sqlite.execute(query).fetchone()[0] or 0)
    return _HIGHEST


def _copy_plain(damaged: sqlite3.Connection, new: sqlite3.Connection) -> None:
    """Copy what has no numbers, as far as it can be read: settings, the themes of passages."""
    with contextlib.suppress(sqlite3.Error):
        kept = damaged.execute("SELECT key, value FROM setting").fetchall()
        new.executemany(
            "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)",
            [row for row in kept if row[0] != search_index.VERSION_KEY],
        )
    for (annotation,) in new.execute("SELECT id FROM annotation").fetchall():
        with contextlib.suppress(sqlite3.Error):
            themes = damaged.execute(
                "SELECT annotation_id, position, theme_id FROM annotation_theme"
                " WHERE annotation_id = ?",
                (annotation,),
            ).fetchall()
            new.executemany("INSERT OR IGNORE INTO annotation_theme VALUES (?, ?, ?)", themes)


def _make_whole(sqlite: sqlite3.Connection) -> list[str]:
    """Mend references and hashes, index anew; return what is not as it was saved."""
    for table in ("annotation", "bookmark"):
        sqlite.execute(_LOST_REPORT.format(table=table))
    sqlite.execute(
        "UPDATE theme SET parent_id = NULL WHERE parent_id NOT IN (SELECT id FROM theme)"
    )
    sqlite.execute("DELETE FROM annotation_theme WHERE theme_id NOT IN (SELECT id FROM theme)")
    lines = []
    for kind, key, name, kept, actual in list(rows.stored_hashes(sqlite)):
        if kept != actual:
            what = "passage" if kind == "annotation" else kind
            lines.append(f"The {what} “{name}” ({key}) is kept, but is not quite as it was saved.")
            sqlite.execute(
                f"UPDATE {kind} SET content_hash = ? WHERE id = ?",  # noqa: S608 - a constant
                (actual, key),
            )
    search_index.rebuild(sqlite)
    return lines


def _columns(sqlite: sqlite3.Connection, table: str) -> set[str]:
    found = sqlite.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
    return {row[0] for row in found}


def _free_name(path: Path) -> Path:
    for number in count(1):
        more = "" if number == 1 else f" {number}"
        target = path.with_name(f"{path.stem} (repaired{more}){path.suffix}")
        if not target.exists():
            return target
    raise AssertionError("numbers end")
