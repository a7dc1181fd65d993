"""What has words near each other where some are given by their beginnings.

A full-text index has the words of a text in one column and their stems in another, in the same
order, and can ask for words near each other in one column only: beginnings stand in the one, and
words in all their forms in the other. Mostly the words that begin so are all there are of
their stems, so that the stems can be asked for; where they are not (`traffickin*`), the places of
the words are put together here.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from glossator.domain.search.terms import are_near, near_alternatives
from glossator.domain.text.spelling import stem

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from glossator.domain.search.query import Near
    from glossator.domain.search.terms import Run, Wanted

MOST_WAYS = 64
"""Choices of stems that are asked for at once; for more the places of the words are read."""

_LAST = "\U0010ffff"
"""Comes after all that may follow a beginning."""


def phrase(words: Iterable[str], *, prefix: bool = False) -> str:
    """Return the expression for words that follow each other; they are letters and digits only."""
    return f'"{" ".join(words)}"{" *" if prefix else ""}'


def near_stems(choices: Iterable[Sequence[Sequence[str]]], distance: int) -> str:
    """Return the expression for rows of stems near each other, of which any choice will do."""
    return " OR ".join(
        f"{{stems}} : NEAR({' '.join(map(phrase, rows))}, {distance})" for rows in choices
    )


def near(sqlite: sqlite3.Connection, index: str, asked: Near) -> set[int]:
    """Return the numbers of the texts that have some words near each other.

    Args:
        sqlite: The project, through a connection that reads.
        index: `search_index.UNITS` or `search_index.NOTES`.
        asked: The words.
    """
    _list_words(sqlite, index)
    found: set[int] = set()
    for rows in near_alternatives(asked):
        ways = [_as_stems(sqlite, index, row) for row in rows]
        if 0 < prod(map(len, ways)) <= MOST_WAYS:
            match = near_stems(product(*ways), asked.distance)
            hits = sqlite.execute(f"SELECT rowid FROM {index} WHERE {index} MATCH ?", (match,))  # noqa: S608
            found.update(number for (number,) in hits.fetchall())
        else:
            found |= _by_places(sqlite, index, rows, asked.distance)
    return found


def _list_words(sqlite: sqlite3.Connection, index: str) -> None:
    """Make the tables of the words and of their places: views of the index that take no room."""
    known = sqlite.execute(
        "SELECT 1 FROM temp.sqlite_master WHERE name = ?", (f"{index}_place",)
    ).fetchone()
    if known is None:
        # The file stays closed to writing; the tables are the connection's own.
        sqlite.execute("PRAGMA query_only = OFF")
        try:
            for name, kind in (("word", "col"), ("place", "instance")):
                sqlite.execute(
                    f"CREATE VIRTUAL TABLE temp.{index}_{name} USING fts5vocab"
                    f" (main, {index}, {kind})"
                )
        finally:
            sqlite.execute("PRAGMA query_only = ON")


def _as_stems(sqlite: sqlite3.Connection, index: str, wanted: Wanted) -> list[tuple[str, ...]]:
    """Return the rows of stems that find just what some words find; none where no stems do."""
    if wanted.stems:
        return [wanted.words]
    if len(wanted.words) > 1:
        return []
    (start,) = wanted.words
    # A stem begins with the first letter of its word, so no other words can share it.
    words = sqlite.execute(
        f"SELECT term FROM temp.{index}_word WHERE term >= ? AND term <= ? AND col = 'words'",  # noqa: S608
        (start[0], start[0] + _LAST),
    ).fetchall()
    stems: tuple[set[str], set[str]] = set(), set()
    for (word,) in words:
        stems[word.startswith(start)].add(stem(word))
    others, found = stems
    return [(one,) for one in found] if found.isdisjoint(others) else []


def _by_places(
    sqlite: sqlite3.Connection, index: str, rows: Sequence[Wanted], distance: int
) -> set[int]:
    runs = [_runs(sqlite, index, row) for row in rows]
    texts = set.intersection(*(set(one) for one in runs))
    return {text for text in texts if are_near([one[text] for one in runs], distance)}


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
