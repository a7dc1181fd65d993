"""The line at the foot of the window: saved, how much there is, who is tagging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QStatusBar

from glossator.app.tips import tip
from glossator.domain.text.counted import counted

if TYPE_CHECKING:
    from glossator.app.workspace import Workspace

HINTS = {
    "read": "Select text to tag it · 1–9 theme · F3 next · Ctrl+K find",
    "compare": "Arrows move · Enter shows the passages · Esc back to reading",
    "trace": "Arrows choose · Esc back to reading · Ctrl+K find",
}
"""The keys one needs most, for each of the views."""


BESIDE = 24
"""Logical pixels that part what is said from the keys."""


class StatusLine(QStatusBar):
    """Says how the open project stands.

    Signals:
        analyst_pressed: The analyst's name was pressed.
    """

    analyst_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._saved = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._counts = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._analyst = QPushButton("", flat=True)
        self._analyst.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._analyst.clicked.connect(self.analyst_pressed)
        for widget in (self._saved, self._counts, self._analyst):
            self.addWidget(widget)
        self._hint = QLabel(HINTS["read"], textFormat=Qt.TextFormat.PlainText)
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._hint.setContentsMargins(0, 0, 8, 0)
        self.addPermanentWidget(self._hint)
        self.messageChanged.connect(self._give_way)

    @property
    def is_hint_shown(self) -> bool:
        """Whether there is room for the keys."""
        return self._hint.isVisible()

    @property
    def hint(self) -> str:
        """The keys that are named."""
        return self._hint.text()

    def describe(self, workspace: Workspace, view: str) -> None:
        """Describe a project as it stands.

        Args:
            workspace: The project.
            view: Which of its views is shown (`read`, `compare`, `trace`).
        """
        self._hint.setText(HINTS[view])
        if workspace.read_only:
            self._saved.setText("◌ Read only")
            self._saved.setToolTip(tip(workspace.project.read_only_reason))
        else:
            self._saved.setText("○ Saving …" if workspace.is_busy else "● Saved")
            said = f"Every action is saved at once in {workspace.project.path}"
            self._saved.setToolTip(tip(said))
        reports, passages = len(workspace.reports()), workspace.annotation_count
        self._counts.setText(f"{counted(reports, 'report')}   {counted(passages, 'passage')}")
        self._analyst.setText(f"Analyst: {workspace.analyst or 'set your name'}")

    def _give_way(self, said: str) -> None:
        """Leave the line to what is said where it would run into the keys."""
        need = self.fontMetrics().horizontalAdvance(said) + self._hint.sizeHint().width() + BESIDE
        self._hint.setVisible(not said or need <= self.width())
