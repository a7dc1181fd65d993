"""What lies beside a project: its own unfinished save, or the journal of another file."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from glossator.domain.errors import ProjectError
from glossator.storage import leftovers
from glossator.storage.project import ProjectFile
from helpers.at_work import AFTER, Work, notes_of, with_unfinished_save
from helpers.matrix import harm_is_seen

if TYPE_CHECKING:
    from pathlib import Path


def journal_of_another(path: Path, pages: int) -> None:
    """Leave beside a project the journal of a save in another, larger or smaller file."""
    other = path.with_name("other.glossator")
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE large (x)")
        connection.execute("INSERT INTO large VALUES (zeroblob(?))", (pages * 4096,))
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE large SET x = randomblob(?)", (pages * 4096,))
        journal = other.with_name(f"{other.name}-journal")
        shutil.copy(journal, path.with_name(f"{path.name}-journal"))
        connection.execute("ROLLBACK")
    other.unlink()


SIZES = [5, 50, 500]


@pytest.mark.fault(10)
@pytest.mark.parametrize("pages", SIZES)
def test_a_journal_of_another_file_is_set_aside_and_told_of(work: Work, pages: int) -> None:
    journal_of_another(work.path, pages)
    left = work.path.with_name("review.glossator-journal (set aside 1)")
    with ProjectFile.open(work.path) as project:
        assert project.notes == [
            "Beside the project lay “review.glossator-journal”, left over from another file, which"
            f" would have damaged it. It was not used, and is kept as “{left.name}”."
        ]
    assert notes_of(work.path) == AFTER
    assert left.stat().st_size
    assert sorted(work.path.parent.iterdir()) == [work.path, left]


@pytest.mark.fault(10, control=True)
@pytest.mark.parametrize("pages", SIZES)
def test_a_journal_of_another_file_that_stays_is_written_into_ours(
    work: Work, pages: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leftovers, "set_aside_journal", lambda _: "")
    journal_of_another(work.path, pages)
    with harm_is_seen(sqlite3.Error, ProjectError):
        assert notes_of(work.path) == AFTER


@pytest.mark.fault(1)
def test_the_half_of_an_unfinished_save_is_taken_back(work: Work) -> None:
    with_unfinished_save(work.path)
    torn = work.path.read_bytes()
    with ProjectFile.open(work.path) as project:
        assert project.notes == []
    assert work.path.read_bytes() != torn
    assert notes_of(work.path) == AFTER
    assert list(work.path.parent.iterdir()) == [work.path]


@pytest.mark.fault(1, control=True)
def test_without_its_journal_half_a_save_stays(work: Work) -> None:
    with_unfinished_save(work.path)
    work.path.with_name(f"{work.path.name}-journal").unlink()
    with harm_is_seen(ProjectError, sqlite3.Error):
        assert notes_of(work.path) == AFTER


@pytest.mark.fault(10)
def test_a_journal_with_nothing_in_it_is_nothing_to_speak_of(work: Work) -> None:
    work.path.with_name(f"{work.path.name}-journal").write_bytes(b"")
    with ProjectFile.open(work.path) as project:
        assert project.notes == []
