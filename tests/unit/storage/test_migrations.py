"""A project of any older format is brought up to date, or left as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database, Migrations

from glossator.domain.edits import Change, EditSet
from glossator.domain.errors import ProjectError
from glossator.storage import file_header, migrations, opening
from glossator.storage.project import ProjectFile
from glossator.storage.schema import APPLICATION_ID, VERSION
from helpers.records import MADE_AT, make_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Step = Callable[[Database], None]

STEP_NAMES = [step.name for step in migrations.STEPS.pending(Database(memory=True))]


def user_version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    assert isinstance(version, int)
    return version


# The steps themselves


def test_step_0001_first_release() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrations.migrate(connection)
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
        assert {"report", "theme", "annotation", "document", "history", "setting"} <= tables
        assert {"annotation_view", "theme_count_view", "annotation_search"} <= tables
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)


def test_every_table_of_ours_is_strict() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrations.migrate(connection)
        loose = connection.execute(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict"
            " AND name NOT LIKE 'sqlite_%' AND name != '_sqlite_migrations'"
        ).fetchall()
    assert loose == []


@pytest.mark.parametrize("name", STEP_NAMES)
def test_every_step_has_a_test(name: str) -> None:
    assert f"test_step_{name}" in globals()


def test_the_version_counts_the_steps() -> None:
    assert len(STEP_NAMES) == VERSION
    assert [int(name[:4]) for name in STEP_NAMES] == list(range(1, VERSION + 1))


# A step that fails half-way (the cases of sqlite-utils' own tests)


def two_steps(second: Step) -> Migrations:
    steps = Migrations("glossator")
    steps(name="0001_first_release")(migrations.first_release)
    steps(name="0002_second")(second)
    return steps


def second_step(db: Database) -> None:
    db.execute("ALTER TABLE report ADD COLUMN organ TEXT NOT NULL DEFAULT ''")
    db.execute("PRAGMA user_version = 2")


def failing_step(db: Database) -> None:
    second_step(db)
    db.execute("UPDATE report SET organ = 'half'")
    raise ValueError("half-way")


def test_a_failing_step_leaves_nothing_and_runs_again() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        with pytest.raises(ValueError, match="half-way"):
            migrations.migrate(connection, two_steps(failing_step))
        assert not connection.in_transaction
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        columns = connection.execute("SELECT name FROM pragma_table_info('report')").fetchall()
        assert ("organ",) not in columns
        assert connection.execute("SELECT name FROM _sqlite_migrations").fetchall() == [
            ("0001_first_release",)
        ]
        migrations.migrate(connection, two_steps(second_step))
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)


def test_steps_run_once() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for _ in range(2):
            migrations.migrate(connection, two_steps(second_step))
        assert connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone() == (2,)


# An older file


@pytest.fixture
def next_release(monkeypatch: pytest.MonkeyPatch) -> Callable[[Step], None]:
    """Pretend that the program is one format ahead, with a given step."""
    migrate = migrations.migrate

    def release(step: Step) -> None:
        monkeypatch.setattr(opening, "VERSION", 2)
        monkeypatch.setattr(file_header, "VERSION", 2)
        monkeypatch.setattr(
            migrations, "migrate", lambda connection: migrate(connection, two_steps(step))
        )

    return release


@pytest.mark.fault(16)
def test_an_older_project_is_copied_aside_then_brought_up_to_date(
    path: Path, next_release: Callable[[Step], None]
) -> None:
    report = make_report()
    with ProjectFile.open(path) as project:
        project.apply(EditSet("Add", (Change(None, report),)), at=MADE_AT)
    before = path.read_bytes()
    next_release(second_step)
    with ProjectFile.open(path) as project:
        assert project.reports() == [report]
        project.set_setting("still", "writable")
    assert user_version(path) == 2
    copy = path.with_name("review (before version 2).glossator")
    assert copy.read_bytes() == before
    ProjectFile.open(path).close()
    assert sorted(path.parent.iterdir()) == sorted([path, copy])


@pytest.mark.fault(17)
def test_a_failed_upgrade_leaves_the_old_project_and_one_copy(
    path: Path, next_release: Callable[[Step], None]
) -> None:
    before = path.read_bytes()
    next_release(failing_step)
    copy = path.with_name("review (before version 2).glossator")
    for _ in range(2):
        with pytest.raises(ValueError, match="half-way"):
            ProjectFile.open(path)
        assert path.read_bytes() == before
        assert sorted(path.parent.iterdir()) == sorted([path, copy])
    next_release(second_step)
    ProjectFile.open(path).close()
    assert (user_version(path), copy.read_bytes()) == (2, before)


def test_a_copy_never_takes_the_place_of_another_file(
    path: Path, next_release: Callable[[Step], None]
) -> None:
    taken = path.with_name("review (before version 2).glossator")
    taken.write_bytes(b"mine")
    before = path.read_bytes()
    next_release(second_step)
    ProjectFile.open(path).close()
    assert taken.read_bytes() == b"mine"
    second = path.with_name("review (before version 2, 2).glossator")
    assert second.read_bytes() == before


@pytest.mark.fault(16)
def test_an_older_project_that_may_only_be_read_is_refused_untouched(
    path: Path, next_release: Callable[[Step], None]
) -> None:
    before = path.read_bytes()
    next_release(second_step)
    with pytest.raises(ProjectError, match=r"older Glossator \(format 1\)"):
        ProjectFile.open(path, read_only=True)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.fault(17)
def test_a_full_disk_while_upgrading_has_a_sentence(
    path: Path, next_release: Callable[[Step], None]
) -> None:
    def filling(db: Database) -> None:
        second_step(db)
        db.execute("PRAGMA max_page_count = 1")
        db.execute("CREATE TABLE large (x)")
        db.execute("INSERT INTO large VALUES (zeroblob(100000))")

    before = path.read_bytes()
    next_release(filling)
    with pytest.raises(ProjectError, match="could not be opened: the disk is full"):
        ProjectFile.open(path)
    assert path.read_bytes() == before
