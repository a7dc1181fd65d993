"""A project of any older format is brought up to date, or left as it was."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database

from glossator.domain.edits import Change, EditSet
from glossator.domain.errors import ProjectError
from glossator.storage import migrations
from glossator.storage.backups import MIGRATION, QUIET, BackupStore
from glossator.storage.project import ProjectFile
from glossator.storage.restoring import restore
from glossator.storage.schema import APPLICATION_ID, VERSION
from helpers.next_version import next_step, next_version, steps_to
from helpers.records import MADE_AT, make_report, make_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from helpers.next_version import Step

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


def failing_step(db: Database) -> None:
    next_step(db)
    db.execute("UPDATE report SET organ = 'half'")
    raise ValueError("half-way")


def test_a_failing_step_leaves_nothing_and_runs_again() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        with pytest.raises(ValueError, match="half-way"):
            migrations.migrate(connection, steps_to(failing_step))
        assert not connection.in_transaction
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        columns = connection.execute("SELECT name FROM pragma_table_info('report')").fetchall()
        assert ("organ",) not in columns
        assert connection.execute("SELECT name FROM _sqlite_migrations").fetchall() == [
            ("0001_first_release",)
        ]
        migrations.migrate(connection, steps_to(next_step))
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)


def test_steps_run_once() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for _ in range(2):
            migrations.migrate(connection, steps_to(next_step))
        assert connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone() == (2,)


# An older file


@pytest.fixture
def next_release() -> Iterator[Callable[[Step], None]]:
    """Pretend that the program is one format ahead, with a given step."""
    with ExitStack() as stack:
        yield lambda step: stack.enter_context(next_version(step))


@pytest.mark.fault(16)
def test_an_older_project_is_copied_aside_then_brought_up_to_date(
    path: Path, next_release: Callable[[Step], None]
) -> None:
    report = make_report()
    with ProjectFile.open(path) as project:
        project.apply(EditSet("Add", (Change(None, report),)), at=MADE_AT)
    before = path.read_bytes()
    next_release(next_step)
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
    next_release(next_step)
    ProjectFile.open(path).close()
    assert (user_version(path), copy.read_bytes()) == (2, before)


def test_a_copy_never_takes_the_place_of_another_file(
    path: Path, next_release: Callable[[Step], None]
) -> None:
    taken = path.with_name("review (before version 2).glossator")
    taken.write_bytes(b"mine")
    before = path.read_bytes()
    next_release(next_step)
    ProjectFile.open(path).close()
    assert taken.read_bytes() == b"mine"
    second = path.with_name("review (before version 2, 2).glossator")
    assert second.read_bytes() == before


@pytest.mark.fault(16)
def test_an_older_project_that_may_only_be_read_is_refused_untouched(
    path: Path, next_release: Callable[[Step], None]
) -> None:
    before = path.read_bytes()
    next_release(next_step)
    with pytest.raises(ProjectError, match=r"older Glossator \(format 1\)"):
        ProjectFile.open(path, read_only=True)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where backups are kept."""
    return tmp_path_factory.mktemp("backups")


@pytest.mark.fault(16)
def test_an_older_project_is_among_its_backups_before_it_is_brought_up_to_date(
    path: Path, folder: Path, next_release: Callable[[Step], None]
) -> None:
    next_release(next_step)
    with ProjectFile.open(path, backups=lambda: folder) as project:
        assert project.notes == [
            "“review.glossator” was brought up to date. A copy as it was is among its backups"
            " (File > Restore …)."
        ]
    (backup,) = BackupStore(folder).of(path)
    assert (backup.reason, user_version(backup.path)) == (MIGRATION, VERSION)
    assert list(path.parent.iterdir()) == [path]
    assert restore(path, backup) is not None
    assert user_version(path) == VERSION


@pytest.mark.fault(16)
def test_where_no_backup_can_be_kept_the_copy_lies_beside(
    path: Path, folder: Path, next_release: Callable[[Step], None]
) -> None:
    (folder / "file").write_text("no folder")
    next_release(next_step)
    with ProjectFile.open(path, backups=lambda: folder / "file") as project:
        assert "is kept beside it as “review (before version 2).glossator”" in project.notes[0]


@pytest.mark.fault(17)
def test_an_upgrade_that_fails_again_and_again_keeps_one_backup_and_drives_out_none(
    path: Path, folder: Path, next_release: Callable[[Step], None]
) -> None:
    for number in range(6):
        at = f"2024-0{number + 1}-01T10:00:00Z"
        with ProjectFile.open(path) as project:
            project.apply(EditSet("Add", (Change(None, make_theme()),)), at=at)
        if number < 5:
            BackupStore(folder).take(path, QUIET, at=at)
    next_release(failing_step)
    for _ in range(10):
        with pytest.raises(ValueError, match="half-way"):
            ProjectFile.open(path, backups=lambda: folder)
    kept = BackupStore(folder).of(path)
    assert [one.number for one in kept] == [6, 5, 4, 3, 2, 1]
    assert kept[0].reason == MIGRATION


@pytest.mark.fault(17)
def test_a_full_disk_while_upgrading_has_a_sentence(
    path: Path, next_release: Callable[[Step], None]
) -> None:
    def filling(db: Database) -> None:
        next_step(db)
        db.execute("PRAGMA max_page_count = 1")
        db.execute("CREATE TABLE large (x)")
        db.execute("INSERT INTO large VALUES (zeroblob(100000))")

    before = path.read_bytes()
    next_release(filling)
    with pytest.raises(ProjectError, match="could not be opened: the disk is full"):
        ProjectFile.open(path)
    assert path.read_bytes() == before
