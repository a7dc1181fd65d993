"""A panel with a list of cards: its head, the cards, and below them what can be done with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QToolButton, QVBoxLayout, QWidget

from glossator.app.tips import tip

if TYPE_CHECKING:
    from collections.abc import Iterable


def lay_out(
    panel: QWidget, head: Iterable[QWidget | QLayout], cards: QWidget, foot: Iterable[QWidget]
) -> QVBoxLayout:
    """Put head, cards and foot below each other.

    Args:
        panel: What gets them.
        head: What stands above the cards, row by row.
        cards: The list, which gets the room that is left.
        foot: What stands in one row below it.

    Returns:
        The layout, in which the foot is the last.
    """
    above = QVBoxLayout()
    above.setContentsMargins(8, 8, 8, 4)
    above.setSpacing(6)
    for row in head:
        if isinstance(row, QLayout):
            above.addLayout(row)
        else:
            above.addWidget(row)
    below = QHBoxLayout()
    below.setContentsMargins(8, 4, 8, 8)
    below.setSpacing(4)
    for widget in foot:
        below.addWidget(widget)
    below.addStretch(1)
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(above)
    column.addWidget(set_in(cards), 1)
    column.addLayout(below)
    return column


def set_in(cards: QWidget) -> QFrame:
    """Return a frame in which cards stand apart from the panel's edges."""
    frame = QFrame()
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(5, 0, 5, 0)
    inside.addWidget(cards)
    return frame


def foot_button(text: str, hint: str) -> QToolButton:
    """Return a button for the foot: Tab reaches it, a click leaves the keyboard in the list."""
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip(hint))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
