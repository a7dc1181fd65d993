"""Keys that move in a line of text stay with the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from glossator.ui.widgets.line_keys import kept_for_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def event(kind: QEvent.Type, key: QKeySequence) -> QKeyEvent:
    made = QKeyEvent(kind, key[0].key(), key[0].keyboardModifiers())  # type: ignore[index]
    made.ignore()
    return made


def test_a_key_to_the_end_of_the_line_is_no_action_of_the_window(qapp: QApplication) -> None:
    keys = QKeySequence.keyBindings(QKeySequence.StandardKey.MoveToEndOfLine)
    assert keys
    for key in keys:
        asked = event(QEvent.Type.ShortcutOverride, key)
        assert kept_for_text(asked)
        assert asked.isAccepted()
        assert not kept_for_text(event(QEvent.Type.KeyPress, key))


def test_other_keys_go_to_the_window(qapp: QApplication) -> None:
    other = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier)
    other.ignore()
    assert not kept_for_text(other)
    assert not other.isAccepted()
