"""A new edition of a report in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.domain.records import Status
from helpers.pdfs import make_pdf
from helpers.window import LONG, select_words, wait_open

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from helpers.window import TestWindow

KEPT = "Evidence of recruitment was found."
LOST = "Workers described it in detail."


def test_an_analyst_replaces_the_file_of_a_report_and_takes_it_back(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
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
    assert window.report("old.pdf") == report
    assert set(window.opened.workspace.annotations(report.id)) == set(before)
    pane = window.opened.panes.show_report(report.id)
    wait_open(qtbot, window, pane)
    assert len(pane.view.layout_.boxes) == 1
