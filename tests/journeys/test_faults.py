"""Bad input through the window: one sentence, nothing lost, and the window lives on."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from glossator.domain.anchoring.twins import Coming
from glossator.domain.errors import GlossatorError
from glossator.storage.project import ProjectFile
from helpers.damage import spoil_page
from helpers.pdfs import make_pdf
from helpers.window import (
    CONTROL,
    LONG,
    click,
    copy_sample,
    focused,
    make_window,
    open_window,
    press,
    select_words,
    typed,
    wait_open,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from glossator.documents.pool import DocumentPool
    from glossator.domain.records import Report
    from glossator.domain.reports.structure import Structure
    from helpers.window import TestWindow

CORPUS = Path(__file__).parents[2] / "corpus"
NOBODY = 65_534
PASSWORD = "Tr0ub4dor"
LINES = [["Evidence of recruitment.", "Workers described it in detail."]]


def tag(qtbot: QtBot, window: TestWindow, key: str = "1") -> None:
    # Else the passage tagged last is adjusted: its handle stands where the drag begins.
    window.opened.desk.choose_annotation(None)
    select_words(qtbot, window.panes[1], 4, "trafficking")
    typed(focused(), key)


def live_on(qtbot: QtBot, window: TestWindow) -> None:
    """Tag a passage and take it back: the window works and the project is whole."""
    before = window.annotations()
    tag(qtbot, window)
    assert len(window.annotations()) == len(before) + 1
    press(window.panes[1].view, Qt.Key.Key_Z, CONTROL)
    assert window.annotations() == before
    assert not window.project.check()


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that everybody can enter, unlike those that pytest makes."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


@contextmanager
def not_root() -> Iterator[None]:
    """Be a user whom permissions bind; root is bound by none."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


# Documents


def damaged(data: bytes) -> bytes:
    """Return a PDF without the table that says where its objects are."""
    return data[: data.rindex(b"xref") - 20]


REFUSED: dict[str, tuple[bytes, str]] = {
    "noise.pdf": (bytes(range(256)) * 40, "is not a PDF"),
    "program.exe": (b"MZ" + bytes(400), "not a document"),
    "empty.pdf": (b"", "The file is empty."),
    "cut.pdf": (make_pdf(LINES)[:60], "damaged"),
}


@pytest.mark.fault(26)
@pytest.mark.parametrize("name", REFUSED)
def test_an_analyst_is_told_why_a_file_can_not_be_added(
    qtbot: QtBot, window: TestWindow, tmp_path: Path, name: str
) -> None:
    data, why = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    window.add_files([tmp_path / name])
    qtbot.waitUntil(lambda: bool(window.said), timeout=LONG)
    assert window.said.startswith(f"{name}: ")
    assert why in window.said
    assert len(window.opened.workspace.reports()) == 5
    live_on(qtbot, window)


def test_an_analyst_is_told_of_a_file_that_is_gone_or_a_folder(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    window.add_files([tmp_path / "gone.pdf"])
    qtbot.waitUntil(lambda: window.said == "gone.pdf: The file is not there any more.")
    (tmp_path / "folder").mkdir()
    window.add_files([tmp_path / "folder"])
    qtbot.waitUntil(lambda: window.said == "folder: This is a folder, not a document.")


def test_an_analyst_is_told_of_a_file_that_may_not_be_read(
    qtbot: QtBot, window: TestWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret.pdf"
    path.write_bytes(make_pdf(LINES))
    path.chmod(0)
    if os.geteuid() == 0:
        # Nothing is closed to root, and the file is read in a thread of its own.
        def refuse(path: Path) -> bytes:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr("glossator.app.intake.read_ordinary", refuse)
    window.add_files([path])
    qtbot.waitUntil(
        lambda: window.said == "secret.pdf: The file can't be read: permission is denied."
    )


def test_one_bad_file_among_good_ones_holds_up_none(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    odd = os.fsdecode(b"two\n\xff.pdf")
    for name in ("one.pdf", "bad.pdf", odd):
        (tmp_path / name).write_bytes(b"no" if name == "bad.pdf" else make_pdf([[ascii(name)]]))
    os.mkfifo(tmp_path / "pipe.pdf")
    names = ("one.pdf", "bad.pdf", "pipe.pdf", odd)
    window.add_files([tmp_path / name for name in names])
    qtbot.waitUntil(lambda: len(window.opened.workspace.reports()) == 7, timeout=LONG)
    assert window.said == "pipe.pdf: The file can't be read: it is a pipe or device, not a file."
    assert window.report("two\ufffd\ufffd.pdf").n_pages == 1


def test_a_report_that_was_just_added_is_not_fetched_from_the_project_by_the_window(
    qtbot: QtBot, window: TestWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(data := make_pdf([["Words."]]))
    asked: list[str] = []
    fetch = ProjectFile.structure

    def structure(project: ProjectFile, sha256: str) -> Structure | None:
        if threading.current_thread() is threading.main_thread():
            asked.append(sha256)
        return fetch(project, sha256)

    monkeypatch.setattr(ProjectFile, "structure", structure)
    window.add_files([tmp_path / "a.pdf"])
    qtbot.waitUntil(lambda: len(window.panes) == 3, timeout=LONG)
    wait_open(qtbot, window, window.active)
    assert hashlib.sha256(data).hexdigest() not in asked


def is_open(pool: DocumentPool, report: Report) -> bool:
    """Whether the document processes have a report's file at hand."""
    return pool._shelf.find(report.sha256) is not None


def test_reports_that_nobody_looks_at_are_closed_and_opened_again_when_wanted(
    qtbot: QtBot, window: TestWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glossator.app.library.KEPT_DOCUMENTS", 1)
    names = [f"{number}.pdf" for number in range(6)]
    for name in names:
        (tmp_path / name).write_bytes(make_pdf([[name]]))
    window.add_files([tmp_path / name for name in names])
    qtbot.waitUntil(lambda: len(window.opened.workspace.reports()) == 11, timeout=LONG)
    pool = window.opened.library.pool
    reports = window.opened.workspace.reports()
    qtbot.waitUntil(lambda: sum(is_open(pool, one) for one in reports) <= 5, timeout=LONG)
    first = window.report("1.pdf")
    assert not is_open(pool, first)
    pane = window.opened.panes.open(first.id)
    wait_open(qtbot, window, pane)
    select_words(qtbot, pane, 0, "1.pdf")
    typed(focused(), "1")
    assert [one.quote for one in window.annotations()] == ["1.pdf"]
    assert is_open(pool, window.report("5.pdf"))  # it is still in a pane


def test_a_defect_met_in_one_file_holds_up_no_other(
    qtbot: QtBot, window: TestWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> bytes:
        return path.read_bytes() if path.name == "good.pdf" else b"" + None  # type: ignore[operator]

    monkeypatch.setattr("glossator.app.intake.read_ordinary", fail)
    (tmp_path / "good.pdf").write_bytes(make_pdf(LINES))
    with qtbot.captureExceptions() as caught:
        window.add_files([tmp_path / "odd.pdf", tmp_path / "good.pdf"])
        qtbot.waitUntil(lambda: len(window.opened.workspace.reports()) == 6, timeout=LONG)
    assert [kind for kind, *_ in caught] == [TypeError]


@pytest.mark.fault(24)
def test_a_damaged_report_is_opened_as_far_as_possible_and_says_so(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    (tmp_path / "old.pdf").write_bytes(damaged(make_pdf(LINES)))
    window.add_files([tmp_path / "old.pdf"])
    qtbot.waitUntil(lambda: len(window.panes) == 3, timeout=LONG)
    pane = window.active
    wait_open(qtbot, window, pane)
    qtbot.waitUntil(lambda: not pane._message.isHidden())
    assert "damaged and has been repaired" in pane._message.text()
    assert "1 page" in pane._message.text()


@pytest.mark.fault(24)
@pytest.mark.parametrize("share", [0.3, 0.7, 0.99])
def test_a_report_that_was_cut_off_is_refused_or_says_so_and_is_never_taken_for_the_whole(
    qtbot: QtBot, window: TestWindow, tmp_path: Path, share: float
) -> None:
    whole = (CORPUS / "reports" / "A_79_322.pdf").read_bytes()
    (tmp_path / "cut.pdf").write_bytes(whole[: int(len(whole) * share)])
    window.ask.will_be("coming", Coming.BESIDE)
    window.add_files([tmp_path / "cut.pdf"])
    qtbot.waitUntil(
        lambda: bool(window.said) or len(window.opened.workspace.reports()) == 6, timeout=LONG
    )
    if window.said:
        assert window.said.startswith("cut.pdf: ")
        assert "damaged" in window.said or "cut off" in window.said
        assert len(window.opened.workspace.reports()) == 5
        return
    # It is no twin of the whole one by its bytes, and was asked about.
    assert "another file" in window.ask.sentences[-1]
    pane = window.opened.panes.show_report(window.report("cut.pdf").id)
    qtbot.waitUntil(lambda: not pane._message.isHidden(), timeout=LONG)
    assert "damaged" in pane._message.text()


@pytest.mark.fault(24)
def test_a_report_with_a_spoilt_page_names_the_page_also_when_opened_again(
    qtbot: QtBot, pool: DocumentPool, window: TestWindow, tmp_path: Path
) -> None:
    data = make_pdf([[f"Page {page}."] for page in range(1, 4)], deflate=True)
    (tmp_path / "spoilt.pdf").write_bytes(spoil_page(data, 1))
    expected = "This file is damaged. Something is missing on page 2."
    window.add_files([tmp_path / "spoilt.pdf"])
    qtbot.waitUntil(lambda: len(window.panes) == 3, timeout=LONG)
    qtbot.waitUntil(lambda: window.active._message.text() == expected, timeout=LONG)
    window.close()
    again = open_window(qtbot, pool, tmp_path)
    qtbot.waitUntil(lambda: again.active._message.text() == expected, timeout=LONG)
    assert not again.active._message.isHidden()


@pytest.mark.fault(26)
def test_a_locked_report_asks_for_its_password_until_it_is_right(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    (tmp_path / "locked.pdf").write_bytes(make_pdf(LINES, encrypt=PASSWORD))
    window.ask.will_be("password", "wrong", PASSWORD)
    window.add_files([tmp_path / "locked.pdf"])
    qtbot.waitUntil(lambda: len(window.opened.workspace.reports()) == 6, timeout=LONG)
    assert len(window.ask.sentences) == 2
    assert window.ask.sentences[0].startswith("locked.pdf: ")
    assert window.ask.sentences[0] != window.ask.sentences[1]
    assert "wrong" in window.ask.sentences[1]


def test_a_locked_report_without_a_password_is_not_added(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    (tmp_path / "locked.pdf").write_bytes(make_pdf(LINES, encrypt=PASSWORD))
    window.ask.will_be("password", None)
    window.add_files([tmp_path / "locked.pdf"])
    qtbot.waitUntil(lambda: len(window.ask.sentences) == 1, timeout=LONG)
    qtbot.wait(50)
    assert len(window.opened.workspace.reports()) == 5
    live_on(qtbot, window)


def test_a_locked_report_asks_again_when_it_is_opened_again(
    qtbot: QtBot, pool: DocumentPool, window: TestWindow, tmp_path: Path
) -> None:
    (tmp_path / "locked.pdf").write_bytes(make_pdf(LINES, encrypt=PASSWORD))
    window.ask.will_be("password", PASSWORD)
    window.add_files([tmp_path / "locked.pdf"])
    qtbot.waitUntil(lambda: len(window.panes) == 3, timeout=LONG)
    assert PASSWORD.encode() not in window.project.path.read_bytes()
    window.close()
    again = open_window_with_password(qtbot, pool, tmp_path, None)
    pane = again.active
    qtbot.waitUntil(lambda: not pane._message.isHidden(), timeout=LONG)
    assert "password" in pane._message.text()


def open_window_with_password(
    qtbot: QtBot, pool: DocumentPool, folder: Path, *passwords: str | None
) -> TestWindow:
    window = make_window(pool, folder)
    qtbot.addWidget(window)
    window.ask.will_be("password", *passwords)
    window.show()
    window.show_project(window.projects.last())
    return window


@pytest.mark.parametrize("end", ["close", "another project"])
def test_a_window_that_goes_while_a_report_is_read_leaves_quietly(
    qtbot: QtBot, window: TestWindow, tmp_path: Path, end: str
) -> None:
    (tmp_path / "a.pdf").write_bytes(make_pdf(LINES))
    other = tmp_path / "other.glossator"
    window.projects.create(other).close()
    gone: list[str] = []

    def go(sentence: str) -> None:
        if "1 page" in sentence and not gone:
            gone.append(sentence)
            window.close() if end == "close" else window.open_path(other)

    assert window._arriving is not None
    window._arriving.progress.connect(go, Qt.ConnectionType.QueuedConnection)
    with qtbot.capture_exceptions() as exceptions:
        window.add_files([tmp_path / "a.pdf"])
        qtbot.waitUntil(lambda: bool(gone), timeout=LONG)
        qtbot.wait(500)
    assert not exceptions


# Projects


def refused(window: TestWindow, path: Path) -> str:
    """Open another project from the menu and return what is said against it."""
    kept = window.project
    window.ask.will_be("project", path)
    press(window, Qt.Key.Key_O, CONTROL)
    assert window.project is kept
    return window.said


def make_newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.commit()


BAD_PROJECTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "no SQLite": (lambda path: path.write_text("Dear all, " * 50), "is not a Glossator project"),
    "empty": (lambda path: path.write_bytes(b""), "is empty"),
    "cut short": (lambda path: os.truncate(path, 30_000), "is cut short"),
    "newer": (make_newer, "saved by a newer Glossator"),
    "gone": (lambda path: path.unlink(), "There is no project"),
}


@pytest.mark.fault(11)
@pytest.mark.parametrize("what", BAD_PROJECTS)
def test_a_project_that_can_not_be_opened_leaves_the_open_one(
    qtbot: QtBot, window: TestWindow, tmp_path: Path, what: str
) -> None:
    spoil, why = BAD_PROJECTS[what]
    other = tmp_path / "other.glossator"
    shutil.copy(window.project.path, other)
    spoil(other)
    before = other.read_bytes() if other.exists() else b""
    assert why in refused(window, other)
    assert (other.read_bytes() if other.exists() else b"") == before
    live_on(qtbot, window)


def test_a_start_with_a_broken_project_says_so_in_its_place(
    qtbot: QtBot, pool: DocumentPool, tmp_path: Path
) -> None:
    (tmp_path / "mine.glossator").write_text("Dear all, " * 50)
    window = make_window(pool, tmp_path)
    qtbot.addWidget(window)
    window.projects.remember(tmp_path / "mine.glossator")
    with pytest.raises(GlossatorError) as raised:
        window.projects.last()
    window.show_refusal(str(raised.value))
    window.show()
    # The next start does not come to the same end, and meanwhile the menu works.
    window.run("open_sample")
    qtbot.waitUntil(lambda: len(window.panes) == 2, timeout=LONG)


@pytest.mark.fault(6)
def test_a_project_that_can_only_be_read_is_read_and_says_so(
    qtbot: QtBot, pool: DocumentPool, read_sample: Path, shared_folder: Path
) -> None:
    path = copy_sample(read_sample, shared_folder)
    path.chmod(0o444)
    before = path.read_bytes()
    with not_root():
        window = open_window(qtbot, pool, shared_folder, path)
    assert window.said == "The file can only be read."
    assert not window.commands["add_report"].isEnabled()
    select_words(qtbot, window.panes[1], 4, "trafficking")
    typed(window.panes[1].view, "1")
    assert "can't be changed now" in window.said
    assert not window.annotations()
    assert path.read_bytes() == before


@pytest.mark.fault(6)
def test_a_project_in_a_folder_that_can_not_be_written_is_read_only(
    qtbot: QtBot, pool: DocumentPool, read_sample: Path, shared_folder: Path
) -> None:
    folder = shared_folder / "folder"
    folder.mkdir()
    path = copy_sample(read_sample, folder)
    path.chmod(0o666)
    folder.chmod(0o555)
    with not_root():
        window = open_window(qtbot, pool, shared_folder, path)
    assert window.said == "Its folder can't be written, which saving needs."
    assert window.project.read_only
    folder.chmod(0o755)


@pytest.mark.parametrize(
    ("mode", "why"),
    [(0o555, "the file or its folder can't be written"), (0o000, "can't be written")],
)
def test_a_project_can_not_be_made_in_a_folder_that_is_closed(
    qtbot: QtBot, window: TestWindow, shared_folder: Path, mode: int, why: str
) -> None:
    folder = shared_folder / "outer" / "inner"
    folder.mkdir(parents=True)
    closed = folder if mode else folder.parent
    closed.chmod(mode)
    window.ask.will_be("new_project", folder / "a.glossator")
    kept = window.project
    with not_root():
        press(window, Qt.Key.Key_N, CONTROL)
    closed.chmod(0o755)
    assert "“a.glossator” could not be made" in window.said
    assert why in window.said
    assert window.project is kept
    live_on(qtbot, window)


def test_a_project_can_not_be_made_in_a_folder_that_is_not_there(
    window: TestWindow, tmp_path: Path
) -> None:
    window.ask.will_be("new_project", tmp_path / "none" / "a.glossator")
    press(window, Qt.Key.Key_N, CONTROL)
    assert window.said.startswith("There is no folder")


HOLDING = """
import sys
from pathlib import Path
from glossator.storage.project import ProjectFile
project = ProjectFile.open(Path(sys.argv[1]), who="Berta")
assert not project.read_only
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.fault(7)
def test_a_second_window_reads_only_and_says_who_has_the_project(
    qtbot: QtBot, pool: DocumentPool, sample: Path, tmp_path: Path
) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(sample)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        window = open_window(qtbot, pool, tmp_path, sample)
        assert window.said.startswith("Berta on ")
        assert "has it open since" in window.said
        assert window.status._saved.text() == "◌ Read only"
        select_words(qtbot, window.panes[1], 4, "trafficking")
        assert not window.opened.tagging.box.isVisible()
        typed(window.panes[1].view, "1")
        assert "can't be changed now. Berta" in window.said
        window.close()
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.communicate(timeout=10)
    again = open_window(qtbot, pool, tmp_path, sample)
    assert not again.project.read_only
    live_on(qtbot, again)


# Saving


@contextmanager
def full_disk(window: TestWindow) -> Iterator[None]:
    """Let the project's file grow no more."""
    sqlite = window.project._connection.sqlite
    pages = sqlite.execute("PRAGMA page_count").fetchone()[0]
    sqlite.execute(f"PRAGMA max_page_count = {pages}")
    yield
    sqlite.execute("PRAGMA max_page_count = 1073741823")


def fill_last_pages(qtbot: QtBot, window: TestWindow) -> int:
    """Tag until the file may not grow any more; return how many passages were kept."""
    for _ in range(200):
        count = len(window.annotations())
        tag(qtbot, window)
        if window.said:
            assert len(window.annotations()) == count
            return count
    raise AssertionError("the disk is never full")


@pytest.mark.fault(3)
def test_a_full_disk_refuses_the_tag_and_the_next_is_saved(
    qtbot: QtBot, window: TestWindow
) -> None:
    with full_disk(window):
        count = fill_last_pages(qtbot, window)
        assert "the disk is full" in window.said
        assert "everything before it is kept" in window.said
        stack = window.opened.workspace.undo_stack
        assert (stack.count(), stack.index()) == (count, count)
        assert window.project.annotation_count() == count
    window.opened.notice.close_notice()
    press(window.panes[1].view, Qt.Key.Key_Escape)
    tag(qtbot, window)
    assert not window.said
    assert window.project.annotation_count() == count + 1
    live_on(qtbot, window)


@pytest.mark.fault(3)
def test_a_note_that_a_full_disk_refuses_is_not_lost(qtbot: QtBot, window: TestWindow) -> None:
    tag(qtbot, window)
    note = window.opened.passages.note
    with full_disk(window):
        press(window, Qt.Key.Key_M, CONTROL)
        note.text.setPlainText("long " * 20_000)
        press(focused(), Qt.Key.Key_Return, CONTROL)
        assert "the disk is full" in window.said
        assert window.annotations()[0].note == ""
        assert note.text.toPlainText().startswith("long long")
    press(note.text, Qt.Key.Key_Return, CONTROL)
    assert window.annotations()[0].note == "long " * 20_000


@pytest.mark.fault(3)
def test_a_report_that_does_not_fit_on_the_disk_is_not_added(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").write_bytes(make_pdf(LINES * 30))
    with full_disk(window):
        window.add_files([tmp_path / "a.pdf"])
        qtbot.waitUntil(lambda: "the disk is full" in window.said, timeout=LONG)
        assert len(window.opened.workspace.reports()) == 5
    window.add_files([tmp_path / "a.pdf"])
    qtbot.waitUntil(lambda: len(window.opened.workspace.reports()) == 6, timeout=LONG)


@pytest.mark.fault(8)
def test_a_project_that_is_moved_away_refuses_to_save(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    path = window.project.path
    path.rename(tmp_path / "away.glossator")
    tag(qtbot, window)
    assert "is no longer in its folder" in window.said
    assert not window.annotations()
    (tmp_path / "away.glossator").rename(path)
    press(window.panes[1].view, Qt.Key.Key_Escape)
    live_on(qtbot, window)


# Going out


@pytest.mark.fault(5)
@pytest.mark.parametrize("target", ["folder/a.csv", "none/a.csv", "folder"])
def test_a_csv_file_that_can_not_be_written_is_told(
    qtbot: QtBot, window: TestWindow, tmp_path: Path, target: str
) -> None:
    tag(qtbot, window)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.csv").mkdir()
    window.ask.will_be("csv_file", tmp_path / target, tmp_path / "good.csv")
    press(window, Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: bool(window.said), timeout=LONG)
    assert "Exported" not in window.said
    assert window.said.endswith(".")
    press(window, Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: window.said == "Exported 1 passage to good.csv.")
    assert sorted(one.name for one in (tmp_path / "folder").iterdir()) == ["a.csv"]


def test_a_csv_file_in_a_folder_that_can_not_be_written_is_told(
    qtbot: QtBot, window: TestWindow, shared_folder: Path
) -> None:
    tag(qtbot, window)
    shared_folder.chmod(0o555)
    window.ask.will_be("csv_file", shared_folder / "a.csv")
    with not_root():
        press(window, Qt.Key.Key_E, CONTROL)
        qtbot.waitUntil(lambda: "a.csv" in window.said, timeout=LONG)
    assert "Exported" not in window.said
    assert not list(shared_folder.iterdir())
    live_on(qtbot, window)


def test_a_defect_is_shown_and_its_details_can_be_copied(qtbot: QtBot, window: TestWindow) -> None:
    window.show_defect("Traceback: boom")
    assert "Everything you finished is saved" in window.said
    click(window.opened.notice._button)
    assert QGuiApplication.clipboard().text() == "Traceback: boom"
    live_on(qtbot, window)
