"""Never two writers; whoever comes second reads, and is told who writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from glossator.domain.edits import Change, EditSet
from glossator.domain.errors import ProjectError, ProjectLockedError
from glossator.storage import lock
from glossator.storage.lock import Holder, LockTakenError, WriterLock, lock_path
from glossator.storage.project import ProjectFile
from helpers.matrix import harm_is_seen
from helpers.records import MADE_AT, make_report

if TYPE_CHECKING:
    from collections.abc import Iterator

ADD = EditSet("Add", (Change(None, make_report()),))

HOLDING = """
import sys
from pathlib import Path
from glossator.storage.project import ProjectFile
with ProjectFile.open(Path(sys.argv[1]), who="Béatrice") as project:
    print(project.read_only, flush=True)
    sys.stdin.readline()
"""


@contextmanager
def other_window(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Have the project open in another process."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "False\n"
        yield process
    finally:
        process.communicate("\n", timeout=10)


@pytest.mark.fault(7)
def test_the_second_window_reads_and_says_who_writes(path: Path) -> None:
    with other_window(path), ProjectFile.open(path) as second:
        assert second.read_only
        assert second.read_only_reason.startswith("Béatrice on ")
        assert " has it open since " in second.read_only_reason
        assert second.reports() == []
        with pytest.raises(ProjectLockedError, match=r"Béatrice on .*Nothing was changed"):
            second.apply(ADD, at=MADE_AT)
        for write in (
            lambda: second.set_setting("a", "b"),
            lambda: second.store_document(b"x", media_type="", file_name="x"),
            second.compact,
        ):
            with pytest.raises(ProjectLockedError):
                write()
    with ProjectFile.open(path) as alone:
        assert not alone.read_only
        alone.apply(ADD, at=MADE_AT)
    assert list(path.parent.iterdir()) == [path]


def test_a_lock_goes_with_the_process_that_is_killed(path: Path) -> None:
    with other_window(path) as process:
        process.kill()
        process.wait(10)
        assert lock_path(path).exists()
        with ProjectFile.open(path) as project:
            assert not project.read_only
    assert not lock_path(path).exists()


def test_who_gives_no_name_is_known_as_the_analyst(path: Path) -> None:
    with ProjectFile.open(path) as first:
        first.set_setting("analyst", "Chiara")
    with ProjectFile.open(path), ProjectFile.open(path) as second:
        assert second.read_only_reason.startswith("Chiara on ")


@pytest.mark.fault(7)
def test_two_windows_of_one_process_count_too(project: ProjectFile) -> None:
    with ProjectFile.open(project.path) as second:
        assert second.read_only_reason.startswith("Anna on ")
        project.apply(ADD, at=MADE_AT)
        assert second.reports() == project.reports()
    assert lock_path(project.path).exists()


@pytest.mark.fault(7, control=True)
def test_without_a_lock_there_are_two_writers(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_lock", lambda _: None)
    with harm_is_seen():
        test_the_second_window_reads_and_says_who_writes(path)


def test_what_lies_in_a_lock_file_does_not_matter(path: Path) -> None:
    lock_path(path).write_text("not JSON")
    with ProjectFile.open(path) as first:
        assert not first.read_only
        lock_path(path).write_text("[1]")
        with ProjectFile.open(path) as second:
            assert second.read_only_reason == "Another window has it open."


def test_a_lock_is_given_back_once(path: Path) -> None:
    lock = WriterLock.acquire(path, "Anna")
    with pytest.raises(LockTakenError, match="Anna"):
        WriterLock.acquire(path)
    assert json.loads(lock_path(path).read_text())["who"] == "Anna"
    lock.release()
    lock.release()
    WriterLock.acquire(path).release()


def test_a_lock_whose_file_was_taken_away_while_opening_is_not_ours(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_open, opened = os.open, []

    def open_then_lose(*arguments: object) -> int:
        descriptor = real_open(*arguments)  # type: ignore[arg-type]
        opened.append(descriptor)
        if len(opened) == 1:
            lock_path(path).unlink()
        return descriptor

    monkeypatch.setattr(os, "open", open_then_lose)
    lock = WriterLock.acquire(path)
    assert len(opened) == 2
    assert lock_path(path).exists()
    lock.release()


def test_the_time_is_told_in_the_zone_of_the_reader() -> None:
    holder = Holder("Anna", "reading-room", 1, "2024-08-23T22:32:00+00:00")
    same_day = datetime(2024, 8, 23, 23, 0, tzinfo=UTC)
    assert holder.sentence(same_day) == "Anna on reading-room has it open since 22:32."
    in_nairobi = same_day.astimezone(timezone(timedelta(hours=3)))
    assert holder.sentence(in_nairobi) == "Anna on reading-room has it open since 01:32."
    later = holder.sentence(same_day + timedelta(days=2))
    assert later == "Anna on reading-room has it open since 2024-08-23 22:32."


# Where nothing may be written


@contextmanager
def someone_else() -> Iterator[None]:
    """Go on as a user without rights; the superuser could write anyway."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


@pytest.mark.fault(6)
@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "reason"),
    [
        (0o444, 0o777, "The file can only be read."),
        (0o666, 0o555, "Its folder can't be written, which saving needs."),
    ],
)
def test_what_can_not_be_written_is_opened_to_read(
    open_folder: Path, empty_project: Path, file_mode: int, folder_mode: int, reason: str
) -> None:
    path = open_folder / "review.glossator"
    path.write_bytes(empty_project.read_bytes())
    path.chmod(file_mode)
    open_folder.chmod(folder_mode)
    with someone_else(), ProjectFile.open(path) as project:
        assert project.read_only_reason == reason
        assert (project.reports(), project.check()) == ([], [])
        with pytest.raises(ProjectError, match="can't be changed now"):
            project.apply(ADD, at=MADE_AT)


@pytest.mark.fault(6, control=True)
def test_who_does_not_ask_whether_it_may_writes_in_vain(
    open_folder: Path, empty_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: True)
    with harm_is_seen():
        test_what_can_not_be_written_is_opened_to_read(
            open_folder, empty_project, 0o444, 0o777, "The file can only be read."
        )


def test_what_can_not_be_read_or_made_has_a_sentence(
    open_folder: Path, empty_project: Path
) -> None:
    path = open_folder / "review.glossator"
    path.write_bytes(empty_project.read_bytes())
    path.chmod(0)
    with someone_else():
        with pytest.raises(ProjectError, match="could not be opened: access was denied"):
            ProjectFile.open(path)
        open_folder_is_ours = os.access(open_folder, os.W_OK)
        if not open_folder_is_ours:
            with pytest.raises(ProjectError, match=r"could not be made: .* can't be written"):
                ProjectFile.create(open_folder / "new.glossator")
