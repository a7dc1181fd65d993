"""The bar below the results that tags all of them, or those that are selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from glossator.domain.text.hit_places import Extent
from glossator.domain.theme_match import match_themes
from glossator.ui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from glossator.app.workspace import Workspace
    from glossator.domain.records import Theme


class TagBar(QFrame):
    """Asks for a theme and how much to tag; the list shows meanwhile what that would be.

    Signals:
        changed: Theme or extent are others.
        confirmed: Tag it.
        left: Escape was pressed, or the close button.
    """

    changed = Signal()
    confirmed = Signal()
    left = Signal()

    def __init__(
        self, workspace: Workspace, parent: QWidget | None = None, *, extents: bool = True
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._count = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._matched = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self.field = QLineEdit(placeholderText="Theme: a few letters …")
        self.field.setAccessibleName("Theme to tag with")
        self.extent = QComboBox()
        self.extent.setAccessibleName("How much is tagged")
        self.button = QPushButton("Tag")
        self.cancel = QPushButton("Cancel")
        for extent in Extent:
            self.extent.addItem(extent.value, extent)
        # Never shown by itself: without a parent it would be a window, and take the keyboard.
        if not extents:
            self.extent.hide()
        self.extent.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._build()
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._confirm)
        self.extent.currentIndexChanged.connect(self.changed)
        self.button.clicked.connect(self._confirm)
        self.cancel.clicked.connect(self.left)
        self.hide()

    def _build(self) -> None:
        self._count.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.extent, 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(5)
        column.addWidget(self._count)
        column.addWidget(self.field)
        column.addWidget(self._matched)
        column.addLayout(buttons)

    def open(self) -> None:
        """Ask for a theme."""
        tree = self._workspace.tree
        offered = [tree.path(theme.id) for theme in tree if theme.id not in tree.archived]
        completer = QCompleter(offered, self.field)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.field.setCompleter(completer)
        self.field.clear()
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._typed()

    def theme(self) -> Theme | None:
        """Return the theme that the letters mean, None while there are none."""
        text = self.field.text().strip()
        tree = self._workspace.tree
        named = tree.find(text) if text else []
        exact = [theme for theme in named if theme.id not in tree.archived]
        found = exact or (match_themes(tree, text) if text else [])
        return found[0] if found else None

    def chosen_extent(self) -> Extent:
        """Return how much is to be tagged."""
        return Extent(self.extent.currentData())

    def show_count(self, text: str) -> None:
        """Say what would be tagged."""
        self._count.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget::keyPressEvent."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        theme = self.theme()
        if theme is not None:
            self._matched.setText(f"Enter tags with {self._workspace.tree.path(theme.id)}")
        else:
            self._matched.setText("No such theme" if self.field.text().strip() else "")
        self._matched.setVisible(bool(self._matched.text()))
        self.button.setEnabled(theme is not None)
        self.changed.emit()

    def _confirm(self) -> None:
        if self.theme() is not None:
            self.confirmed.emit()
