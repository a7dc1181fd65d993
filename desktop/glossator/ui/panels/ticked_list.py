"""A list of passages with ticks, and the dialog that asks which of them are tagged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from glossator.app.models.ticked import TickedPassages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from glossator.app.models.ticked import Passage
    from glossator.domain.records import Theme

LINES, ROOM = 3, 10
"""Lines of a row: its citation and two of its words; and the pixels around them."""


class _Rows(QStyledItemDelegate):
    """Draws each row equally high, so that thousands are there at once."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Override QStyledItemDelegate::sizeHint."""
        del index
        return QSize(80, LINES * option.fontMetrics.lineSpacing() + ROOM)


class TickedList(QListView):
    """Shows passages with ticks; the space bar ticks all that are selected."""

    def __init__(self, model: TickedPassages, name: str) -> None:
        super().__init__()
        model.setParent(self)
        self.passages = model
        self.setModel(model)
        self.setItemDelegate(_Rows(self))
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setCurrentIndex(model.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget::keyPressEvent."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            index = self.currentIndex()
            on = index.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
            self.passages.tick((one.row() for one in self.selectedIndexes()), on=not on)
        else:
            super().keyPressEvent(event)


class TagPreview(QDialog):
    """Shows what would be tagged with a theme; what is not ticked is left out.

    Signals:
        chosen: The keys of the passages that are to be tagged.
    """

    chosen = Signal(tuple)

    def __init__(
        self, theme: Theme, passages: Sequence[Passage], had: int = 0, parent: QWidget | None = None
    ) -> None:
        """Make the dialog.

        Args:
            theme: The theme.
            passages: What would be tagged.
            had: How many more there are that have the theme already.
            parent: The widget it stands over.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Tag with “{theme.name}”")
        self._had = had
        self.said = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.list = TickedList(TickedPassages(passages), "Passages that would be tagged")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.button = buttons.addButton("Tag", QDialogButtonBox.ButtonRole.AcceptRole)
        self.button.setDefault(True)
        column = QVBoxLayout(self)
        for widget in (self.said, self.list, buttons):
            column.addWidget(widget)
        self.list.passages.dataChanged.connect(self._say)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.chosen.emit(self.list.passages.ticked))
        self.resize(620, 520)
        self.list.setFocus()
        self._say()

    def _say(self, *_: object) -> None:
        count, total = len(self.list.passages.ticked), self.list.passages.rowCount()
        noun = "passage" if total == 1 else "passages"
        said = f"{count:,} of {total:,} {noun} will be tagged; one undo takes it back. "
        if self._had:
            have = "has" if self._had == 1 else "have"
            said += f"{self._had:,} more {have} this theme already. "
        self.said.setText(f"{said}Space takes a tick away or gives it back.")
        self.button.setText(f"Tag {count:,}")
        self.button.setEnabled(count > 0)
