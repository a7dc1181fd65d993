"""Removing for good what was deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.storage import first_picture, readings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_REMOVALS = (
    # It may show what is removed.
    f"DELETE FROM setting WHERE key = '{first_picture.KEY}'",  # noqa: S608 (a constant)
    "DELETE FROM history",
    "DELETE FROM annotation WHERE deleted_at IS NOT NULL",
    # What something still refers to stays, so that a file made by another program keeps
    # its references.
    """
    WITH RECURSIVE needed (id) AS (
        SELECT parent_id FROM theme WHERE deleted_at IS NULL AND parent_id IS NOT NULL
        UNION
        SELECT theme_id FROM annotation_theme
        UNION
        SELECT theme.parent_id FROM theme JOIN needed ON theme.id = needed.id
        WHERE theme.parent_id IS NOT NULL
    )
    DELETE FROM theme WHERE deleted_at IS NOT NULL AND id NOT IN (SELECT id FROM needed)
    """,
    "DELETE FROM bookmark WHERE deleted_at IS NOT NULL",
    "DELETE FROM saved_search WHERE deleted_at IS NOT NULL",
    "DELETE FROM picture WHERE sha256 NOT IN (SELECT picture FROM annotation)",
    """
    DELETE FROM report
    WHERE deleted_at IS NOT NULL AND id NOT IN (SELECT report_id FROM annotation)
        AND id NOT IN (SELECT report_id FROM bookmark)
    """,
    "DELETE FROM document WHERE sha256 NOT IN (SELECT sha256 FROM report)",
)


_UNNEEDED = (
    "DELETE FROM document WHERE sha256 = ? AND sha256 NOT IN (SELECT sha256 FROM report)",
    "DELETE FROM picture WHERE sha256 = ? AND sha256 NOT IN (SELECT picture FROM annotation)",
)


def remove_unneeded(
    sqlite: sqlite3.Connection, documents: Iterable[str], pictures: Iterable[str]
) -> None:
    """Remove those documents and pictures that no record has, not even a deleted one."""
    for statement, digests in zip(_UNNEEDED, (documents, pictures), strict=True):
        sqlite.executemany(statement, [(digest,) for digest in digests])
    readings.remove_orphans(sqlite)


def remove_deleted(sqlite: sqlite3.Connection) -> None:
    """Remove deleted records, documents that no report needs, and the history.

    Args:
        sqlite: The project, in a transaction.
    """
    for statement in _REMOVALS:
        sqlite.execute(statement)
    readings.remove_orphans(sqlite)
