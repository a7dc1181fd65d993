"""Killed at each step of a restore, an upgrade, a backup, a repair, an export."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING, Protocol

import pytest

from glossator.domain.errors import ProjectError
from glossator.storage.backups import BackupStore
from glossator.storage.project import ProjectFile
from helpers.at_work import AFTER, BEFORE, Work, notes_of, with_unfinished_save
from helpers.matrix import harm_is_seen
from helpers.next_version import NEXT, next_version
from helpers.steps import StepKiller

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Tell(Protocol):
    """Pytest's own `record_property`."""

    def __call__(self, name: str, value: object) -> None: ...


@pytest.fixture(scope="module")
def killer() -> Iterator[StepKiller]:
    with StepKiller() as made:
        yield made


def user_version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def nothing_is_left_over(folder: Path) -> bool:
    return not [one.name for one in folder.iterdir() if one.name.startswith(".")]


# A restore


def after_a_restore_cut_off(work: Work) -> bool:
    """Check a project whose restore was cut off; tell whether it has been restored."""
    (backup,) = BackupStore(work.folder).of(work.path)
    assert notes_of(backup.path, read_only=True) == BEFORE
    kept = work.path.with_name("review (before restoring).glossator")
    with ProjectFile.open(work.path) as project:
        said = " ".join(project.notes)
    found = notes_of(work.path)
    if found == AFTER:
        return False
    assert found == BEFORE
    assert notes_of(kept) == AFTER
    assert not said or kept.name in said
    return True


@pytest.mark.slow
@pytest.mark.fault(14)
def test_a_restore_cut_off_at_any_step_is_finished_or_was_not_begun(
    work: Work, killer: StepKiller, record_property: Tell
) -> None:
    ended = [
        after_a_restore_cut_off(work)
        for _ in killer.steps("restore", work.path, work.folder, work.again)
    ]
    record_property("tried", len(ended))
    assert ended == sorted(ended)
    assert True in ended


@pytest.mark.slow
@pytest.mark.fault(14)
def test_a_restore_cut_off_is_told_of_when_the_project_is_opened(
    work: Work, killer: StepKiller
) -> None:
    sentences = set()
    for _ in killer.steps("restore", work.path, work.folder, work.again):
        with ProjectFile.open(work.path) as project:
            sentences |= set(project.notes)
    assert sentences == {
        "A backup was being restored when the program ended; it is in place now. What was there"
        " before is kept beside it as “review (before restoring).glossator”."
    }


@pytest.mark.slow
@pytest.mark.fault(14)
def test_an_unfinished_save_stays_with_the_file_it_belongs_to(
    work: Work, killer: StepKiller, record_property: Tell
) -> None:
    def again() -> None:
        work.again()
        with_unfinished_save(work.path)

    tried = [
        after_a_restore_cut_off(work)
        for _ in killer.steps("restore", work.path, work.folder, again)
    ]
    record_property("tried", len(tried))


@pytest.mark.slow
@pytest.mark.fault(14, control=True)
def test_a_careless_restore_loses_the_project_when_it_is_cut_off(
    work: Work, killer: StepKiller
) -> None:
    with harm_is_seen(ProjectError):
        for _ in killer.steps("restore carelessly", work.path, work.folder, work.again):
            after_a_restore_cut_off(work)


# An upgrade


def after_an_upgrade_cut_off(work: Work) -> None:
    version = user_version(work.path)
    assert version in (NEXT - 1, NEXT)
    if version < NEXT:
        assert notes_of(work.path) == AFTER
    with next_version():
        ProjectFile.open(work.path, backups=lambda: work.folder).close()
        assert user_version(work.path) == NEXT
        assert notes_of(work.path) == AFTER
    kept = [one for one in BackupStore(work.folder).of(work.path) if one.reason == "migration"]
    assert [one.passages for one in kept] == [len(AFTER)]
    assert user_version(kept[0].path) == NEXT - 1


@pytest.mark.slow
@pytest.mark.fault(17)
def test_an_upgrade_cut_off_at_any_step_leaves_the_old_or_the_new_format(
    work: Work, killer: StepKiller, record_property: Tell
) -> None:
    tried = 0
    for _ in killer.steps("bring up to date", work.path, work.folder, work.again):
        after_an_upgrade_cut_off(work)
        tried += 1
    record_property("tried", tried)


@pytest.mark.slow
@pytest.mark.fault(17, control=True)
def test_an_upgrade_without_a_transaction_stops_between_two_formats(
    work: Work, killer: StepKiller
) -> None:
    with harm_is_seen(sqlite3.Error, ProjectError):
        for _ in killer.steps("bring up to date carelessly", work.path, work.folder, work.again):
            after_an_upgrade_cut_off(work)


# A backup, a repair, an export


@pytest.mark.slow
@pytest.mark.fault(14)
def test_a_backup_cut_off_at_any_step_leaves_only_whole_ones(
    work: Work, killer: StepKiller, record_property: Tell
) -> None:
    tried = 0
    for _ in killer.steps("back up", work.path, work.folder, work.again):
        for one in BackupStore(work.folder).of(work.path):
            with ProjectFile.open(one.path, read_only=True) as copy:
                assert copy.check() == []
                assert copy.annotation_count() == one.passages
        tried += 1
    record_property("tried", tried)
    assert notes_of(work.path) == AFTER


@pytest.mark.slow
@pytest.mark.fault(14)
def test_a_repair_cut_off_at_any_step_leaves_the_project_and_no_half_copy(
    work: Work, killer: StepKiller, record_property: Tell
) -> None:
    before, tried = work.path.read_bytes(), 0
    for _ in killer.steps("repair", work.path, work.folder, work.again):
        assert work.path.read_bytes() == before
        copy = work.path.with_name("review (repaired).glossator")
        if copy.exists():
            assert notes_of(copy) == AFTER
        tried += 1
    record_property("tried", tried)


OLD = ("old.csv", "old.qdpx", "old.xlsx", "old.jsonld")


@pytest.mark.slow
@pytest.mark.fault(5)
def test_an_export_cut_off_at_any_step_leaves_the_old_file_or_the_new(
    work: Work, killer: StepKiller, tmp_path: Path, record_property: Tell
) -> None:
    folder, tried = tmp_path / "exports", 0

    def again() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name in OLD:
            (folder / name).write_text("old")

    for _ in killer.steps("export", work.path, folder, again):
        for name in OLD:
            data = (folder / name).read_bytes()
            if data != b"old":
                assert len(data) > 1000
                assert not name.endswith(("qdpx", "xlsx")) or whole_zip(folder / name)
        tried += 1
    record_property("tried", tried)


def whole_zip(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return archive.testzip() is None
