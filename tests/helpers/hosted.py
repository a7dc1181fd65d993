"""Widgets shown in a bare window, as the panels stand in the window of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

W = TypeVar("W", bound=QWidget)


def hosted(widget: W, qtbot: QtBot, width: int, height: int) -> W:
    """Show a widget at a size within a window that has no layout; return the widget."""
    host = QWidget()
    host.resize(width, height)
    widget.setParent(host)
    widget.setGeometry(0, 0, width, height)
    qtbot.addWidget(host)
    # The test keeps the widget only, which does not keep its window.
    vars(widget)["host"] = host
    host.show()
    qtbot.waitExposed(host)
    return widget
