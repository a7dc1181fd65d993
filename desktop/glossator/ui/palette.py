"""Ctrl+K: finds an action, a report, a theme or a citation by a few letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from glossator.domain.theme_match import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

ROWS = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """Something the palette can do.

    Attributes:
        text: What is shown and matched.
        kind: `action`, `report`, `bookmark`, `theme`, `place` or `search`.
        detail: At the right: the shortcut, the year.
        run: Does it.
        colour: Of a theme, or empty.
    """

    text: str
    kind: str
    run: Callable[[], object]
    detail: str = ""
    colour: str = ""


class Palette(QFrame):
    """A field over the window with what it finds below."""

    def __init__(self, parent: QWidget, entries: Callable[[str], Iterable[Entry]]) -> None:
        super().__init__(parent)
        self._host = parent
        self._entries = entries
        self._shown: list[Entry] = []
        self._field = QLineEdit(
            placeholderText="Search all reports, or go to an action, a theme, “79/322 57 d” …"
        )
        self._field.setAccessibleName("Find anything")
        self._list = QListWidget()
        self._list.setAccessibleName("Found")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setItemDelegate(_EntryRow(self._list))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(30)
        shadow.setOffset(0, 6)
        shadow.setColor(QColor(0, 0, 0, 110))
        self.setGraphicsEffect(shadow)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.addWidget(self._field)
        column.addWidget(self._list)
        self._field.textChanged.connect(self._fill)
        self._field.installEventFilter(self)
        self._list.itemClicked.connect(lambda item: self._run(self._list.row(item)))
        self.hide()

    def open(self, text: str = "") -> None:
        """Open with some letters typed."""
        self._field.setText(text)
        self._fill(text)
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: the keys of the field."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.hide()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self._list.currentRow())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._shown:
            step = 1 if key == Qt.Key.Key_Down else -1
            self._list.setCurrentRow((self._list.currentRow() + step) % len(self._shown))
        else:
            return super().eventFilter(watched, event)
        return True

    def _fill(self, text: str) -> None:
        self._shown = list(self._entries(text))[:ROWS]
        self._list.clear()
        for entry in self._shown:
            item = QListWidgetItem(entry.text)
            item.setData(Qt.ItemDataRole.UserRole, entry)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        rows = max(len(self._shown), 1)
        self._list.setFixedHeight(rows * (self.fontMetrics().height() + 12) + 4)
        parent = self._host
        width = min(620, parent.width() - 40)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((parent.width() - width) // 2, 70)

    def _run(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            self.hide()
            self._shown[row].run()


def matching(entries: Iterable[Entry], text: str) -> list[Entry]:
    """Return the entries that hold every word typed, those that begin with it first."""
    words = folded(text).split()
    found: list[tuple[int, Entry]] = []
    for entry in entries:
        plain = folded(entry.text)
        if all(word in plain for word in words):
            starts = all(any(one.startswith(word) for one in plain.split()) for word in words)
            found.append((0 if plain.startswith(" ".join(words)) else 1 if starts else 2, entry))
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]


class _EntryRow(QStyledItemDelegate):
    """A row: colour square, text, kind and detail at the right."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        del index
        return QSize(200, option.fontMetrics.height() + 12)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Override QStyledItemDelegate.paint."""
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        palette: QPalette = option.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            shade = QColor(palette.color(QPalette.ColorRole.Highlight))
            shade.setAlphaF(0.18)
            painter.setBrush(shade)
            painter.drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), 5, 5)
        area = option.rect.adjusted(8, 0, -8, 0)
        if entry.colour:
            painter.setBrush(QColor(entry.colour))
            painter.drawRoundedRect(area.left(), area.center().y() - 5, 11, 11, 2.5, 2.5)
            area.setLeft(area.left() + 19)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        detail = entry.detail or entry.kind
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, flags | Qt.AlignmentFlag.AlignRight, detail)
        area.setRight(area.right() - option.fontMetrics.horizontalAdvance(detail) - 12)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        text = option.fontMetrics.elidedText(entry.text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, flags | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()
