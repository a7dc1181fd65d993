"""Sentences for the user across the top of the pages: trouble, tips, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from glossator.ui.widgets.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable


class Notice(QFrame):
    """One sentence with a close button and at most one thing to do; it never blocks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._closed: Callable[[], None] | None = None
        self._run: Callable[[], object] | None = None
        self._label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton()
        self._button.clicked.connect(self._act)
        close = QToolButton()
        close.setAutoRaise(True)
        close.setToolTip("Close")
        close.setAccessibleName("Close the notice")
        colour = self.palette().color(QPalette.ColorRole.ToolTipText).name()
        close.setIcon(icon("close", colour))
        close.setIconSize(QSize(14, 14))
        close.clicked.connect(self.close_notice)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self._label.setForegroundRole(QPalette.ColorRole.ToolTipText)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(self._label, 1)
        row.addWidget(self._button)
        row.addWidget(close)
        self.hide()

    def say(
        self,
        sentence: str,
        *,
        action: str = "",
        run: Callable[[], object] | None = None,
        closed: Callable[[], None] | None = None,
    ) -> None:
        """Show a sentence in place of the one there is.

        Args:
            sentence: What to say.
            action: Text of a button, or empty.
            run: What the button does.
            closed: Called when the user closes the notice.
        """
        self._run, self._closed = run, closed
        self._label.setText(sentence)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(sentence)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def say_quietly(
        self, sentence: str, *, action: str = "", run: Callable[[], object] | None = None
    ) -> None:
        """Show a sentence unless something else is being said."""
        if self.isHidden():
            self.say(sentence, action=action, run=run)

    def text(self) -> str:
        """Return the sentence shown, empty when there is none."""
        return "" if self.isHidden() else self._label.text()

    def close_notice(self) -> None:
        """Close it as the user does."""
        self.hide()
        if self._closed is not None:
            self._closed()

    def _act(self) -> None:
        run = self._run
        self.hide()
        if run is not None:
            run()
