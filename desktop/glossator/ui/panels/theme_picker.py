"""A dialog that finds a theme by a few letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from glossator.domain.theme_match import match_themes

if TYPE_CHECKING:
    from collections.abc import Container

    from glossator.domain.records import Theme, ThemeId
    from glossator.domain.themes import ThemeTree

TOP_LEVEL = "(top level)"
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class ThemePicker(QDialog):
    """Lists the themes that the letters mean; Enter takes the marked one."""

    def __init__(
        self,
        tree: ThemeTree,
        title: str,
        without: Container[ThemeId],
        parent: QWidget | None = None,
        *,
        root: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._tree = tree
        self._without = without
        self._root = root
        self.field = QLineEdit(placeholderText="Theme: a few letters …")
        self.field.setAccessibleName(title)
        self.list = QListWidget()
        self.list.setAccessibleName("Matching themes")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        column = QVBoxLayout(self)
        for widget in (self.field, self.list, buttons):
            column.addWidget(widget)
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.list.itemDoubleClicked.connect(self.accept)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._fill()
        self.resize(420, 380)

    def value(self) -> Theme | str | None:
        """Return the marked theme, `TOP_LEVEL`, or None where nothing matches."""
        if not self.list.count():
            return None
        theme_id = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        return self._tree[theme_id] if theme_id else TOP_LEVEL

    @classmethod
    def ask(
        cls,
        tree: ThemeTree,
        title: str,
        without: Container[ThemeId],
        parent: QWidget,
        *,
        root: bool = False,
    ) -> Theme | str | None:
        """Ask for a theme.

        Args:
            tree: The themes.
            title: What for.
            without: Themes that are not offered.
            parent: The widget it stands over.
            root: Whether the top level is offered too, which gives `TOP_LEVEL`.
        """
        dialog = cls(tree, title, without, parent, root=root)
        return dialog.value() if dialog.exec() == QDialog.DialogCode.Accepted else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject::eventFilter: the arrows walk through the list while one types."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in _STEPS
            and self.list.count()
        ):
            row = self.list.currentRow() + _STEPS[Qt.Key(event.key())]
            self.list.setCurrentRow(row % self.list.count())
            return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        typed = self.field.text()
        self.list.clear()
        if self._root and not typed:
            self.list.addItem(TOP_LEVEL)
        for theme in match_themes(self._tree, typed):
            if theme.id not in self._without:
                item = QListWidgetItem(self._tree.path(theme.id))
                item.setData(Qt.ItemDataRole.UserRole, theme.id)
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._ok.setEnabled(self.list.count() > 0)
