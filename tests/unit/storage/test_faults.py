"""What goes wrong while saving: nothing acknowledged is lost, and the next save works."""

from __future__ import annotations

import errno
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from glossator.domain.edits import Change, EditSet
from glossator.domain.errors import ProjectError, ProjectLockedError
from glossator.storage.connection import Connection
from glossator.storage.faults import Doing, sentence_for, told
from glossator.storage.project import ProjectFile
from helpers.matrix import harm_is_seen
from helpers.records import MADE_AT, make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from glossator.domain.records import Report

ROUNDS = 20
STEP = 4096 if os.environ.get("GLOSSATOR_TRUST") else 32_768
"""Bytes between two places at which writing fails."""

PAGE = 4096
"""Bytes of a page of a project."""

SAVING = """
import sys
from pathlib import Path
from helpers.records import MADE_AT, make_annotation
from glossator.domain.edits import Change, EditSet
from glossator.domain.records import AnnotationId
from glossator.storage.project import ProjectFile
project = ProjectFile.open(Path(sys.argv[1]))
assert not project.read_only, project.read_only_reason
report, = project.reports()
for number in range(int(sys.argv[2]), 100_000_000):
    annotation = make_annotation(report, id=AnnotationId(str(number)), note="note " * 100)
    project.apply(EditSet("Tag", (Change(None, annotation),)), at=MADE_AT)
    print(number, flush=True)
"""


def with_report(project: ProjectFile) -> Report:
    report = make_report()
    project.apply(EditSet("Add", (Change(None, report),)), at=MADE_AT)
    return report


def tag(report: Report, n: int = 1, note: str = "note") -> EditSet:
    return EditSet("Tag", tuple(Change(None, make_annotation(report, note=note)) for _ in range(n)))


def test_every_acknowledged_save_survives_being_killed(path: Path) -> None:
    with ProjectFile.open(path) as project:
        with_report(project)
    seconds = random.Random(0)
    acknowledged: list[str] = []
    for number in range(ROUNDS):
        saver = subprocess.Popen(
            [sys.executable, "-c", SAVING, str(path), str(number * 1_000_000)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert saver.stdout is not None
        acknowledged.append(saver.stdout.readline().strip())
        with pytest.raises(subprocess.TimeoutExpired):
            saver.wait(seconds.uniform(0.01, 0.08))
        saver.send_signal(signal.SIGKILL)
        acknowledged += saver.communicate(timeout=10)[0].split()
    with ProjectFile.open(path) as project:
        kept = {one.id for batch in project.annotations() for one in batch}
        assert set(acknowledged) <= kept
        assert len(kept) - len(acknowledged) <= ROUNDS
        assert len(acknowledged) > ROUNDS
        assert len(project.history(10**6)) == len(kept) + 1
        assert {finding.kind for finding in project.check()} == {"reference"}


@pytest.mark.fault(3)
def test_a_full_disk_loses_nothing_and_the_next_save_works(project: ProjectFile) -> None:
    report = with_report(project)
    first = tag(report)
    project.apply(first, at=MADE_AT)
    sqlite = project._connection.sqlite
    pages = sqlite.execute("PRAGMA page_count").fetchone()[0]
    sqlite.execute(f"PRAGMA max_page_count = {pages}")
    many = tag(report, 200)
    with pytest.raises(
        ProjectError, match=r"disk is full.*was not saved; everything before"
    ) as raised:
        project.apply(many, at=MADE_AT)
    assert "Free some space" in str(raised.value)
    with pytest.raises(ProjectError, match="disk is full"):
        project.store_document(bytes(10**6), media_type="", file_name="large.pdf")
    assert not sqlite.in_transaction
    assert project.annotation_count() == 1
    assert len(project.history()) == 2
    sqlite.execute("PRAGMA max_page_count = 1000000")
    project.apply(many, at=MADE_AT)
    assert project.annotation_count() == 201
    assert {finding.kind for finding in project.check()} == {"reference"}


@contextmanager
def no_file_grows_beyond(size: int) -> Iterator[None]:
    """Let the system refuse longer files; Python ignores the signal, so the write fails."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.fault(4)
def test_a_write_that_fails_half_way_is_rolled_back(
    project: ProjectFile, record_property: Callable[[str, object], None]
) -> None:
    report = with_report(project)
    failed, size = 0, 0
    # From the first byte of the journal to the last page of the file.
    while True:
        before = project.annotation_count(), len(project.history())
        said = ""
        try:
            with no_file_grows_beyond(size):
                project.apply(tag(report, 30, "long " * 50), at=MADE_AT)
        except ProjectError as error:
            said = str(error)
        if not said:
            break
        # SQLite takes a write cut short for a full disk.
        assert "the disk reported an error" in said or "the disk is full" in said
        assert "was not saved; everything before it is kept" in said
        failed += 1
        size += STEP
        assert (project.annotation_count(), len(project.history())) == before
        project.apply(tag(report), at=MADE_AT)
    record_property("tried", failed)
    assert failed > project.path.stat().st_size // 2 // STEP
    assert project.annotation_count() == failed + 30
    assert {finding.kind for finding in project.check()} == {"reference"}


@contextmanager
def without_transaction(self: Connection) -> Iterator[sqlite3.Connection]:
    """Write each statement by itself, in place of `Connection.writing`."""
    with told(self.name, Doing.SAVING):
        yield self.sqlite


@pytest.mark.fault(3, control=True)
@pytest.mark.fault(4, control=True)
def test_without_a_transaction_half_an_action_stays(
    project: ProjectFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Connection, "writing", without_transaction)
    with harm_is_seen():
        test_a_full_disk_loses_nothing_and_the_next_save_works(project)
    project._connection.sqlite.execute("PRAGMA max_page_count = 1000000")
    with harm_is_seen():
        test_a_write_that_fails_half_way_is_rolled_back(project, lambda *_: None)


def test_a_defect_of_the_program_is_rolled_back_and_stays_what_it_is(project: ProjectFile) -> None:
    report = with_report(project)
    with pytest.raises(AttributeError):
        project.apply(
            EditSet("Tag", (Change(None, make_annotation(report, status="odd")),)), at=MADE_AT
        )
    assert not project._connection.sqlite.in_transaction
    project.apply(tag(report), at=MADE_AT)


def replaced(path: Path) -> None:
    shutil.copy(path, path.with_suffix(".other"))
    path.with_suffix(".other").replace(path)


@pytest.mark.fault(8)
@pytest.mark.parametrize(
    ("happening", "sentence"),
    [
        (replaced, "was replaced by another file"),
        (lambda path: path.rename(path.with_suffix(".moved")), "is no longer in its folder"),
    ],
)
def test_a_file_exchanged_behind_our_back_is_not_written(
    project: ProjectFile, happening: Callable[[Path], object], sentence: str
) -> None:
    report = with_report(project)
    happening(project.path)
    before = project.path.read_bytes() if project.path.exists() else b""
    with pytest.raises(ProjectError, match=sentence):
        project.apply(tag(report), at=MADE_AT)
    assert (project.path.read_bytes() if project.path.exists() else b"") == before


@pytest.mark.fault(8)
def test_a_file_changed_by_another_program_is_not_written(project: ProjectFile) -> None:
    report = with_report(project)
    other = sqlite3.connect(project.path)
    other.execute("UPDATE report SET title = 'changed elsewhere'")
    other.commit()
    other.close()
    for _ in range(2):
        with pytest.raises(ProjectError, match="was changed by another program meanwhile"):
            project.apply(tag(report), at=MADE_AT)
    project.close()
    with ProjectFile.open(project.path) as again:
        assert again.reports()[0].title == "changed elsewhere"
        again.apply(tag(report), at=MADE_AT)


@pytest.mark.fault(8, control=True)
def test_who_does_not_look_writes_over_the_work_of_another(
    project: ProjectFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Connection, "_refuse_changed", lambda _: None)
    with harm_is_seen():
        test_a_file_changed_by_another_program_is_not_written(project)


@pytest.mark.fault(8)
def test_a_file_written_over_by_a_copy_with_the_same_counter_is_not_written(
    project: ProjectFile, tmp_path: Path
) -> None:
    report = with_report(project)
    copy = tmp_path / "copy.glossator"
    shutil.copy(project.path, copy)
    project.apply(tag(report), at=MADE_AT)
    with ProjectFile.open(copy) as other:
        other.apply(tag(report), at="2031-01-01T00:00:00Z")
    theirs = copy.read_bytes()
    assert theirs[24:28] == project.path.read_bytes()[24:28]  # the counter by which SQLite looks
    project.path.write_bytes(theirs)
    for _ in range(2):
        with pytest.raises(ProjectError, match="was changed by another program meanwhile"):
            project.apply(tag(report), at=MADE_AT)
    assert project.path.read_bytes() == theirs


@pytest.mark.fault(8, control=True)
def test_without_a_second_look_a_copy_with_the_same_counter_is_written_over(
    project: ProjectFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Connection, "_refuse_overwritten", lambda _: None)
    with harm_is_seen():
        test_a_file_written_over_by_a_copy_with_the_same_counter_is_not_written(project, tmp_path)


def test_a_file_that_was_only_touched_is_written(project: ProjectFile) -> None:
    report = with_report(project)
    os.utime(project.path)
    project.apply(tag(report), at=MADE_AT)
    assert len(list(project.annotations())) == 1


def test_a_program_that_holds_the_file_is_waited_for_then_told(
    project: ProjectFile, path: Path
) -> None:
    report = with_report(project)
    project._connection.sqlite.execute("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ProjectLockedError, match="another program is using it"):
        project.apply(tag(report), at=MADE_AT)
    other.execute("ROLLBACK")
    other.close()
    project.apply(tag(report), at=MADE_AT)


@pytest.mark.fault(9)
def test_a_project_copied_while_it_is_open_is_whole(
    project: ProjectFile, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    report = with_report(project)
    for number in range(1, 20):
        project.apply(tag(report), at=MADE_AT)
        copy = tmp_path / f"copy {number}.glossator"
        shutil.copy(project.path, copy)
        with ProjectFile.open(copy, read_only=True) as other:
            assert other.annotation_count() == number
    record_property("tried", 19)


@pytest.mark.fault(9)
def test_a_copy_taken_in_the_midst_of_a_save_is_whole_or_found_by_a_check(
    project: ProjectFile, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    report = with_report(project)
    project.apply(tag(report, 30), at=MADE_AT)
    before = project.path.read_bytes()
    project.apply(tag(report), at=MADE_AT)
    after = project.path.read_bytes()
    copy = tmp_path / "copy.glossator"
    torn = {
        first[:at] + second[at:]
        for first, second in ((before, after), (after, before))
        for at in range(PAGE, min(len(before), len(after)), PAGE)
    } - {before, after}
    found = 0
    for data in torn:
        copy.write_bytes(data)
        try:
            with ProjectFile.open(copy, read_only=True) as other:
                kept = other.annotation_count(), len(other.history())
                if all(one.kind == "reference" for one in other.check()):
                    assert kept in ((30, 2), (31, 3))
                    continue
        except ProjectError:
            pass
        found += 1
    assert found
    record_property("tried", len(torn))


@pytest.mark.fault(9, control=True)
def test_a_project_kept_with_a_log_is_not_whole_when_it_is_copied(
    project: ProjectFile, tmp_path: Path
) -> None:
    project._connection.sqlite.execute("PRAGMA journal_mode = WAL")
    project._connection.take_changes_as_known()
    with harm_is_seen(ProjectError):
        test_a_project_copied_while_it_is_open_is_whole(project, tmp_path, lambda *_: None)


@pytest.mark.fault(18)
def test_the_order_of_actions_does_not_hang_on_the_clock(project: ProjectFile) -> None:
    times = ["2024-01-01T00:00:00Z", "1999-01-01T00:00:00Z", "2030-01-01T00:00:00Z"]
    numbers = [project.apply(EditSet(at, (Change(None, make_theme(at)),)), at=at) for at in times]
    assert [entry.at for entry in project.history()] == times
    for number in reversed(numbers):
        project.take_back(number, "1980-01-01T00:00:00Z")


# Sentences


@pytest.mark.parametrize("doing", Doing)
@pytest.mark.parametrize(
    "code",
    [
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_READONLY_DBMOVED,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_CORRUPT_VTAB,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_TOOBIG,
    ],
)
def test_every_known_code_has_a_sentence_in_three_parts(code: int, doing: Doing) -> None:
    sentence = sentence_for(code, "review.glossator", doing)
    assert sentence is not None
    assert sentence.startswith(f"“review.glossator” could not be {doing.value}: ")
    assert sentence.count(". ") == 2
    assert "sqlite" not in sentence.lower()


def test_a_wrong_statement_is_a_defect_and_passes_through() -> None:
    assert sentence_for(sqlite3.SQLITE_CONSTRAINT, "x", Doing.SAVING) is None
    with (
        closing(sqlite3.connect(":memory:")) as connection,
        pytest.raises(sqlite3.OperationalError, match="nonsense"),
        told("x", Doing.READING),
    ):
        connection.execute("SELECT nonsense")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EACCES, "can't be written"),
        (errno.EROFS, "can't be written"),
        (errno.ENOENT, "can't be opened there"),
        (errno.EIO, "disk reported an error"),
    ],
)
def test_what_the_system_reports_has_a_sentence(number: int, words: str) -> None:
    with pytest.raises(ProjectError, match=words), told("x", Doing.SAVING):
        raise OSError(number, os.strerror(number))


def test_a_schema_that_is_no_text_is_told_as_damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[data.index(b"CREATE TABLE") + 3] = 0xC4  # SQLite quotes it in what it says
    path.write_bytes(data)
    with pytest.raises(ProjectError, match="the file is damaged"):
        ProjectFile.open(path)
