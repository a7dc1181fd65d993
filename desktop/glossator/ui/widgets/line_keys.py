"""Keys of the system that move about in a line of text, and are actions of the window, too.

On X11 Ctrl+E goes to the end of the line. Qt leaves such keys to its one-line fields, but from
its larger ones takes them for the window: there it would export instead.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence

_KEYS = (QKeySequence.StandardKey.MoveToEndOfLine, QKeySequence.StandardKey.MoveToStartOfLine)


def kept_for_text(event: QEvent) -> bool:
    """Keep a key that moves in a line of text for who is asked; tell whether it is one."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if not any(event.matches(key) for key in _KEYS):
        return False
    event.accept()
    return True
