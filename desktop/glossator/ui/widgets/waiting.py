"""Shows that something long goes on, with a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressDialog

from glossator.app.tips import tip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

PATIENCE = 400
"""Milliseconds before it is shown."""

WIDTH = 340
"""Of the dialog in logical pixels: its words grow longer."""


def show_waiting(
    parent: QWidget, title: str, sentence: str, cancel: Callable[[], object]
) -> QProgressDialog:
    """Show, if it takes long, that it goes on, until `end_waiting`.

    Args:
        parent: The window that waits.
        title: Of the dialog.
        sentence: What is going on.
        cancel: Called when the user thinks better of it.
    """
    waiting = QProgressDialog(tip(sentence), "Cancel", 0, 0, parent)
    waiting.setWindowTitle(title)
    waiting.setAutoClose(False)
    waiting.setAutoReset(False)
    waiting.setMinimumDuration(PATIENCE)
    waiting.setMinimumWidth(WIDTH)
    waiting.canceled.connect(cancel)
    waiting.setValue(0)
    return waiting


def show_done(waiting: QProgressDialog, sentence: str, done: int, total: int) -> None:
    """Show how far it is; of how much is 0 where it is not known."""
    of = f" {done:,} of {total:,}" if total > 1 else ""
    waiting.setLabelText(tip(sentence + of))
    waiting.setMaximum(total)
    waiting.setValue(done)


def end_waiting(waiting: QProgressDialog) -> None:
    """Take it away; closing it would count as cancelling."""
    waiting.hide()
    waiting.deleteLater()
