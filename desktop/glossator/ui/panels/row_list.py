"""What lists of named rows share: their keys, and the field a name is typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from glossator.ui.widgets.paint import Calm

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractListModel

    from glossator.app.models.theme_rows import Index


class RowList(QListView):
    """A list of equally high rows: Enter goes on with one, Delete deletes it.

    Signals:
        wanted: QModelIndex; go on with it.
        delete_wanted: QModelIndex.
    """

    wanted = Signal(QModelIndex)
    delete_wanted = Signal(QModelIndex)

    def __init__(self, model: QAbstractListModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        Calm(self)

    def event(self, event: QEvent) -> bool:
        """Override QObject::event: Delete is this list's own."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget::keyPressEvent: Enter goes on, Delete deletes."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.wanted.emit(index)
        elif event.key() == Qt.Key.Key_Delete and index.isValid():
            self.delete_wanted.emit(index)
        else:
            super().keyPressEvent(event)


class NamedRow(QStyledItemDelegate):
    """A row of one line whose name can be typed.

    Attributes:
        KIND: What the row is, for a screen reader.
        NAME_AT: Where the name begins, from the left edge of the row, in logical pixels.
    """

    KIND: ClassVar[str]
    NAME_AT: ClassVar[int] = 19

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate::sizeHint."""
        del index
        return QSize(120, option.fontMetrics.height() + 9)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Override QStyledItemDelegate::updateEditorGeometry: the name's place, whole row."""
        del index
        editor.setGeometry(option.rect.adjusted(self.NAME_AT - 5, 1, -2, -1))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Override QStyledItemDelegate::createEditor."""
        del option
        editor = QLineEdit(parent)
        editor.setPalette(QGuiApplication.palette())
        editor.setAccessibleName(f"Name of the {self.KIND} {index.data()}")
        return editor
