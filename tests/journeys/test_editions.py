"""A new edition of a report in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer

from glossator.app import large_edits, workspace
from glossator.domain.anchoring.twins import Coming
from glossator.domain.records import Status
from glossator.ui.dialogs.coming_box import ComingBox
from helpers.pdfs import make_pdf
from helpers.window import LONG, select_words, wait_open

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from helpers.window import TestWindow

KEPT = "Evidence of recruitment was found."
LONG_LINES = [
    f"Line {number} tells of case {number * 7} and of nothing else." for number in range(14)
]
LOST = "Workers described it in detail."


@pytest.mark.fault(25)
def test_an_analyst_replaces_the_file_of_a_report_and_takes_it_back(
    qtbot: QtBot, window: TestWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A report may have thousands of passages, which are announced part by part.
    monkeypatch.setattr(workspace, "LARGE", 3)
    monkeypatch.setattr(large_edits, "AT_FIRST", 1)
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    old.write_bytes(make_pdf([[KEPT, "", "", "", "", LOST]]))
    new.write_bytes(make_pdf([["Another first page."], ["One more line.", KEPT]]))
    window.add_files([old])
    qtbot.waitUntil(lambda: len(window.opened.workspace.reports()) == 6, timeout=LONG)
    report = window.report("old.pdf")
    pane = window.opened.panes.show_report(report.id)
    wait_open(qtbot, window, pane)
    for words in (KEPT, LOST):
        select_words(qtbot, pane, 0, words)
        window.opened.tag_by_key("1")
        window.opened.desk.choose_annotation(None)
    before = list(window.opened.workspace.annotations(report.id))
    assert len(before) == 2

    window.ask.will_be("edition", new)
    menu = window.opened.reports.menu(report)
    next(one for one in menu.actions() if one.text() == "Replace the file …").trigger()
    menu.close()
    with qtbot.waitSignal(window.opened.workspace.busy_changed, timeout=LONG):
        pass
    qtbot.waitUntil(lambda: "1 of 2 passages" in window.said, timeout=LONG)
    renewed = window.report("new.pdf")
    assert renewed.id == report.id
    pane = window.opened.panes.show_report(report.id)
    wait_open(qtbot, window, pane)
    assert len(pane.view.layout_.boxes) == 2
    kept, lost = (
        next(one for one in window.opened.workspace.annotations(report.id) if one.quote == words)
        for words in (KEPT, LOST)
    )
    assert (kept.status, kept.page) == (Status.ATTACHED, 1)
    assert lost.status is Status.DETACHED

    window.run("undo")
    qtbot.waitUntil(lambda: not window.opened.workspace.is_busy)
    assert window.report("old.pdf") == report
    assert set(window.opened.workspace.annotations(report.id)) == set(before)
    pane = window.opened.panes.show_report(report.id)
    wait_open(qtbot, window, pane)
    assert len(pane.view.layout_.boxes) == 1


def add_again(qtbot: QtBot, window: TestWindow, tmp_path: Path, answer: Coming | None) -> None:
    """Add a report without a symbol, tag a passage, and add nearly the same file."""
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    old.write_bytes(make_pdf([LONG_LINES]))
    new.write_bytes(make_pdf([["Revised.", *LONG_LINES]]))
    window.add_files([old])
    qtbot.waitUntil(lambda: len(window.opened.workspace.reports()) == 6, timeout=LONG)
    pane = window.opened.panes.show_report(window.report("old.pdf").id)
    wait_open(qtbot, window, pane)
    select_words(qtbot, pane, 0, LONG_LINES[3])
    window.opened.tag_by_key("1")
    window.ask.will_be("coming", answer)
    window.add_files([new])
    qtbot.waitUntil(lambda: len(window.ask.sentences) == 1, timeout=LONG)
    assert "of its text in common with" in window.ask.sentences[0]


def test_an_analyst_says_that_a_file_is_a_new_edition(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    add_again(qtbot, window, tmp_path, Coming.EDITION)
    qtbot.waitUntil(lambda: "1 of 1 passages" in window.said, timeout=LONG)
    assert window.report("new.pdf").n_pages == 1
    assert len(window.opened.workspace.reports()) == 6
    (carried,) = window.opened.workspace.annotations(window.report("new.pdf").id)
    assert carried.status is Status.ATTACHED


def test_a_file_is_closed_before_the_question_whose_answer_opens_it_again(
    qtbot: QtBot, window: TestWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool, asked_when_closed = window.opened.library.pool, list[int]()
    close = pool.close

    def closed(document: str) -> None:
        asked_when_closed.append(len(window.ask.sentences))
        close(document)

    monkeypatch.setattr(pool, "close", closed)
    add_again(qtbot, window, tmp_path, None)
    assert asked_when_closed == [0]


def test_an_analyst_says_that_a_file_is_another_report(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    add_again(qtbot, window, tmp_path, Coming.BESIDE)
    qtbot.waitUntil(lambda: len(window.opened.workspace.reports()) == 7, timeout=LONG)
    assert window.report("old.pdf").id != window.report("new.pdf").id


def test_an_analyst_thinks_better_of_a_file_and_its_next_one_still_comes(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    add_again(qtbot, window, tmp_path, None)
    (tmp_path / "other.pdf").write_bytes(make_pdf([["Something else altogether."]]))
    window.add_files([tmp_path / "other.pdf"])
    qtbot.waitUntil(lambda: len(window.opened.workspace.reports()) == 7, timeout=LONG)
    assert {one.file_name for one in window.opened.workspace.reports()} >= {"old.pdf", "other.pdf"}


def test_the_same_file_under_another_name_is_said_to_be_there_already(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    data = make_pdf([LONG_LINES])
    for name in ("one.pdf", "two.pdf"):
        (tmp_path / name).write_bytes(data)
        window.add_files([tmp_path / name])
    qtbot.waitUntil(lambda: "two.pdf" in window.said, timeout=LONG)
    assert "already has this document: one" in window.said
    assert len(window.opened.workspace.reports()) == 6


def test_a_new_edition_that_is_locked_asks_for_its_password(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    (tmp_path / "old.pdf").write_bytes(make_pdf([LONG_LINES]))
    (tmp_path / "new.pdf").write_bytes(make_pdf([LONG_LINES], encrypt="secret"))
    window.add_files([tmp_path / "old.pdf"])
    qtbot.waitUntil(lambda: len(window.opened.workspace.reports()) == 6, timeout=LONG)
    window.ask.will_be("edition", tmp_path / "new.pdf")
    window.ask.will_be("password", "secret", "secret")
    window.opened.reports.edition_wanted.emit(window.report("old.pdf").id)
    qtbot.waitUntil(lambda: "was replaced" in window.said, timeout=LONG)
    assert window.report("new.pdf").n_pages == 1


def test_the_question_what_a_file_is_says_what_follows(qtbot: QtBot, window: TestWindow) -> None:
    box = ComingBox("“b.pdf” has the symbol A/1/1.", "A/1/1", window)
    qtbot.addWidget(box)
    for button, answer in ((box.edition, Coming.EDITION), (box.beside, Coming.BESIDE)):
        QTimer.singleShot(0, button.click)
        box.exec()
        assert box.coming() is answer
    QTimer.singleShot(0, box.reject)
    box.exec()
    assert box.coming() is None
