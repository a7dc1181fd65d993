"""Coming back to a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from helpers.window import CONTROL, LONG, focused, open_window, press, typed, wait_open

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from glossator.documents.pool import DocumentPool
    from helpers.window import TestWindow


ALT = Qt.KeyboardModifier.AltModifier


def names(window: TestWindow) -> list[str]:
    return [one.name for one in window.opened.workspace.bookmarks()]


def go_to(window: TestWindow, qtbot: QtBot, unit_id: str) -> None:
    """Go to a paragraph of the first report, and wait until its text is there."""
    pane = window.panes[0]
    reading = window.opened.library.reading(pane.report_id)
    assert reading is not None
    unit = next(one for one in reading.structure.units if one.id == unit_id)
    pane.go_to_offset(unit.start)
    qtbot.waitUntil(lambda: pane.view.reading_offset() is not None, timeout=LONG)


def test_i_bookmark_places_walk_through_them_rename_one_and_go_back(
    qtbot: QtBot, pool: DocumentPool, tmp_path: Path
) -> None:
    window = open_window(qtbot, pool, tmp_path)
    pane = window.panes[0]
    window.opened.panes.activate(pane)
    wait_open(qtbot, window, pane)
    go_to(window, qtbot, "para_20")
    press(window, Qt.Key.Key_B, CONTROL)
    go_to(window, qtbot, "para_40")
    press(window, Qt.Key.Key_B, CONTROL)
    first, second = (one.page for one in window.opened.workspace.bookmarks(pane.report_id))
    assert first < second

    press(window, Qt.Key.Key_PageDown, ALT)
    assert pane.view.page == first
    press(window, Qt.Key.Key_PageDown, ALT)
    assert pane.view.page == second
    press(window, Qt.Key.Key_Left, ALT)
    assert pane.view.page == first
    press(window, Qt.Key.Key_Right, ALT)
    assert pane.view.page == second

    window.opened.show_tab("contents")
    view = window.opened.contents.bookmarks.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(1, 0))
    QTest.keyClick(view, Qt.Key.Key_F2)
    editor = view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("Read again")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(window)[1] == "Read again")

    window.opened.panes.activate(pane)
    pane.view.setFocus()
    press(window, Qt.Key.Key_B, CONTROL)
    assert len(names(window)) == 1
    press(window, Qt.Key.Key_Z, CONTROL)
    assert names(window)[1] == "Read again"


def test_each_pane_goes_back_by_itself_over_what_was_found(
    qtbot: QtBot, pool: DocumentPool, tmp_path: Path
) -> None:
    window = open_window(qtbot, pool, tmp_path)
    first, second = window.panes[:2]
    for pane in (first, second):
        wait_open(qtbot, window, pane)
    window.opened.panes.activate(first)
    go_to(window, qtbot, "para_20")
    stood, other = first.view.page, second.view.page
    press(window, Qt.Key.Key_F, CONTROL)
    reading = window.opened.library.reading(first.report_id)
    assert reading is not None
    last = [unit for unit in reading.structure.units if unit.label.startswith("para.")][-1]
    typed(focused(), " ".join(last.text.split()[:6]))
    qtbot.waitUntil(lambda: first.view.page != stood, timeout=LONG)
    press(window, Qt.Key.Key_Left, ALT)
    assert first.view.page == stood
    assert second.view.page == other
    assert not second.trail.can_go_back
