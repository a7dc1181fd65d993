"""Where words stand in the texts of a full-text index, told by their place in the row of words.

An index has the words of a text in one column and their stems in another, in the same order.
It can ask for words near each other in one column only; where beginnings of words, which stand in
the one, are to be near stems, which stand in the other, their places are put together here.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from glossator.domain.search.terms import are_near, near_alternatives

if TYPE_CHECKING:
    import sqlite3

    from glossator.domain.search.query import Near
    from glossator.domain.search.terms import Run, Wanted

_LAST = "\U0010ffff"
"""Comes after all that may follow a beginning."""


def near(sqlite: sqlite3.Connection, index: str, asked: Near) -> set[int]:
    """Return the numbers of the texts that have some words near each other.

    Args:
        sqlite: The project, through a connection that reads.
        index: `search_index.UNITS` or `search_index.NOTES`.
        asked: The words.
    """
    _list_places(sqlite, index)
    found: set[int] = set()
    for rows in near_alternatives(asked):
        runs = [_runs(sqlite, index, row) for row in rows]
        texts = set.intersection(*(set(one) for one in runs))
        found |= {text for text in texts if are_near([one[text] for one in runs], asked.distance)}
    return found


def _list_places(sqlite: sqlite3.Connection, index: str) -> None:
    """Make the table of where words stand: a view of the index, which takes no room."""
    name = f"{index}_place"
    known = sqlite.execute("SELECT 1 FROM temp.sqlite_master WHERE name = ?", (name,)).fetchone()
    if known is None:
        # The file stays closed to writing; the table is the connection's own.
        sqlite.execute("PRAGMA query_only = OFF")
        try:
            sqlite.execute(
                f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab (main, {index}, instance)"
            )
        finally:
            sqlite.execute("PRAGMA query_only = ON")


def _runs(sqlite: sqlite3.Connection, index: str, wanted: Wanted) -> dict[int, list[Run]]:
    """Return for each text where some words follow each other in it."""
    column = "stems" if wanted.stems else "words"
    *head, last = wanted.words
    ends = _places(sqlite, index, column, last, last + _LAST if wanted.prefix else last)
    for back, word in enumerate(reversed(head), 1):
        before = set(_places(sqlite, index, column, word, word))
        ends = [(text, at) for text, at in ends if (text, at - back) in before]
    runs: defaultdict[int, list[Run]] = defaultdict(list)
    for text, at in ends:
        runs[text].append((at - len(head), at))
    return runs


def _places(
    sqlite: sqlite3.Connection, index: str, column: str, first: str, last: str
) -> list[tuple[int, int]]:
    """Return the texts and places of the words from one to another, in alphabetical order."""
    rows = sqlite.execute(
        f'SELECT doc, "offset" FROM temp.{index}_place'  # noqa: S608 - a constant
        " WHERE term >= ? AND term <= ? AND col = ?",
        (first, last, column),
    )
    return rows.fetchall()
