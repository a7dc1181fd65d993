"""Which units of other reports are most like a unit, kept so that it is there when asked for.

A row holds, for one document, the best counterparts of all its passages in one other, packed
by `domain.ranking.counterparts`. What an older ranking found counts as missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.domain.ranking.counterparts import VERSION, Match, Pair, passages, row_size, unpack
from glossator.storage import readings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

OUTGROWN = 2
"""A pair is ranked anew once there are so many times the passages it was ranked among:
how rare a word is can't be told from two reports."""


def store(sqlite: sqlite3.Connection, sha256: str, pairs: Iterable[Pair], among: int) -> None:
    """Keep the matches of a document with others, in both directions, over older ones.

    A pair that does not fit the readings in the project, since one was read anew meanwhile,
    is left out.

    Args:
        sqlite: The project, in a transaction.
        sha256: The document.
        pairs: What was found.
        among: How many passages were ranked together.
    """
    ours = _list(sqlite, sha256)
    for pair in pairs:
        theirs = _list(sqlite, pair.other)
        if ours is None or theirs is None:
            continue
        sides = ((ours, theirs, pair.there), (theirs, ours, pair.back))
        if any(len(best) != n * row_size(m) for (_, n, _), (_, _, m), best in sides):
            continue
        sqlite.executemany(
            "INSERT OR REPLACE INTO unit_match (list, other, among, best) VALUES (?, ?, ?, ?)",
            [(one[0], other[0], among, best) for one, other, best in sides],
        )


def of_unit(
    sqlite: sqlite3.Connection, sha256: str, unit_id: str, other: str | None
) -> dict[str, list[Match]]:
    """Return the matches of a unit by document, the best first; only those that are kept."""
    row = sqlite.execute(
        "SELECT number, units FROM unit_list WHERE sha256 = ? AND version = ?", (sha256, VERSION)
    ).fetchone()
    units = row[1].split() if row else []
    if unit_id not in units:
        return {}
    place = units.index(unit_id)
    found = sqlite.execute(
        "SELECT sha256, units, n_places, best"
        " FROM unit_match JOIN unit_list ON unit_list.number = unit_match.other"
        " WHERE list = ? AND version = ? AND (? IS NULL OR sha256 = ?)",
        (row[0], VERSION, other, other),
    )
    matches = {}
    for name, ids, n_places, best in found:
        theirs = ids.split()
        matches[name] = [Match(theirs[at], score) for at, score in unpack(best, place, n_places)]
    return matches


def of_document(
    sqlite: sqlite3.Connection, sha256: str, other: str
) -> dict[str, list[Match]] | None:
    """Return the matches in another document of all units of a document, None if not kept."""
    row = sqlite.execute(
        "SELECT ours.units, theirs.units, theirs.n_places, best FROM unit_match"
        " JOIN unit_list AS ours ON ours.number = unit_match.list"
        " JOIN unit_list AS theirs ON theirs.number = unit_match.other"
        " WHERE ours.sha256 = ? AND theirs.sha256 = ? AND ours.version = ? AND theirs.version = ?",
        (sha256, other, VERSION, VERSION),
    ).fetchone()
    if row is None:
        return None
    ours, theirs, n_places, best = row[0].split(), row[1].split(), row[2], row[3]
    return {
        unit_id: [Match(theirs[at], score) for at, score in unpack(best, place, n_places)]
        for place, unit_id in enumerate(ours)
    }


def missing(sqlite: sqlite3.Connection) -> dict[str, list[str]]:
    """Return, for each document, the ones before it with which it is still to be ranked.

    Documents that no report needs or that are not read by the present rules are left out.
    """
    read = [
        row[0]
        for row in sqlite.execute(
            "SELECT sha256 FROM reading WHERE sha256 IN"
            " (SELECT sha256 FROM report WHERE deleted_at IS NULL) ORDER BY rowid"
        )
    ]
    lists = {
        sha256: (number, n_places)
        for sha256, number, n_places in sqlite.execute(
            "SELECT sha256, number, n_places FROM unit_list WHERE version = ?", (VERSION,)
        )
    }
    total = sum(lists[sha256][1] for sha256 in read if sha256 in lists)
    kept = set(
        sqlite.execute("SELECT list, other FROM unit_match WHERE among * ? >= ?", (OUTGROWN, total))
    )
    found = {}
    for n, sha256 in enumerate(read):
        ours = lists.get(sha256, (-1, 0))[0]
        others = [one for one in read[:n] if (ours, lists.get(one, (-1, 0))[0]) not in kept]
        if others:
            found[sha256] = others
    return found


def _list(sqlite: sqlite3.Connection, sha256: str) -> tuple[int, int, int] | None:
    """Return number, passages and places of a document's list, made where it is missing."""
    row = sqlite.execute(
        "SELECT number, units, n_places FROM unit_list WHERE sha256 = ? AND version = ?",
        (sha256, VERSION),
    ).fetchone()
    if row is not None:
        return row[0], len(row[1].split()), row[2]
    structure = readings.structure(sqlite, sha256)
    if structure is None:
        return None
    ranked = passages(structure)
    sqlite.execute("DELETE FROM unit_list WHERE sha256 = ?", (sha256,))
    n_places = sum(not passage.part for passage in ranked)
    cursor = sqlite.execute(
        "INSERT INTO unit_list (sha256, version, n_places, units) VALUES (?, ?, ?, ?)",
        (sha256, VERSION, n_places, " ".join(passage.unit_id for passage in ranked)),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid, len(ranked), n_places
