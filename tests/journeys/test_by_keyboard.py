"""The work without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from helpers.window import CONTROL, focused, page_text, press, typed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from helpers.window import TestWindow

SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def test_a_passage_is_found_read_selected_tagged_and_copied_by_keyboard(
    window: TestWindow, qtbot: QtBot
) -> None:
    pane = window.panes[0]
    page_text(qtbot, pane, 3)
    pane.go_to_page(3)
    pane.view.setFocus()
    press(pane.view, Key.Key_F7)
    assert window.commands["caret_browsing"].isChecked()
    assert pane.view.hasFocus()
    qtbot.waitUntil(lambda: pane.view.selecting.head is not None)
    press(pane.view, Key.Key_Down, CONTROL)
    for _ in range(6):
        press(pane.view, Key.Key_Right, CONTROL | SHIFT)
    assert pane.view.selecting

    press(pane.view, Key.Key_C, CONTROL)
    quote = QGuiApplication.clipboard().text()
    assert len(quote.split()) >= 5

    press(pane.view, Key.Key_Return)
    box = window.opened.tagging.box
    qtbot.waitUntil(box.isVisible)
    typed(focused(), "non-pun")
    press(focused(), Key.Key_Return)
    (made,) = window.annotations()
    assert made.quote == quote
    qtbot.waitUntil(pane.view.hasFocus)
    press(pane.view, Key.Key_Right)
    press(pane.view, Key.Key_Right, CONTROL | SHIFT)
    typed(pane.view, "1")
    assert len(window.annotations()) == 2
