"""A program that is one format ahead of this one, to show how projects are brought up to date."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING
from unittest.mock import patch

from sqlite_utils import Database, Migrations

from glossator.storage import check, file_header, migrations, opening, shape
from glossator.storage.schema import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Step = Callable[[Database], None]

NEXT = VERSION + 1
MIGRATE = migrations.migrate


def next_step(db: Database) -> None:
    """Add a column, fill it from what is there, and index it."""
    db.execute("ALTER TABLE report ADD COLUMN organ TEXT NOT NULL DEFAULT ''")
    db.execute("UPDATE report SET organ = substr(symbol, 1, 1)")
    db.execute("CREATE INDEX report_organ ON report (organ)")
    db.execute("UPDATE annotation SET note = note || ' ' WHERE note != ''")
    db.execute("UPDATE annotation SET note = rtrim(note)")
    db.execute(f"PRAGMA user_version = {NEXT}")


def steps_to(step: Step) -> Migrations:
    """Return all steps of this program and one more."""
    steps = Migrations("glossator")
    steps(name="0001_first_release")(migrations.first_release)
    steps(name=f"{NEXT:04}_next")(step)
    return steps


@contextmanager
def next_version(step: Step = next_step) -> Iterator[None]:
    """Pretend that the program is one format ahead.

    Args:
        step: What brings a project of the present format up to date.
    """

    def migrate_further(connection: sqlite3.Connection) -> None:
        MIGRATE(connection, steps_to(step))

    with (
        patch.object(opening, "VERSION", NEXT),
        patch.object(file_header, "VERSION", NEXT),
        patch.object(check, "VERSION", NEXT),
        patch.object(migrations, "migrate", migrate_further),
        patch.object(shape, "KNOWN", _shape(step)),
    ):
        yield


@cache
def _shape(step: Step) -> str:
    reference = sqlite3.connect(":memory:", isolation_level=None)
    try:
        MIGRATE(reference, steps_to(step))
        return shape.fingerprint(reference)
    except (ValueError, sqlite3.Error):  # a step that is made to fail
        return shape.KNOWN
    finally:
        reference.close()
