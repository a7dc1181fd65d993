"""The bar that finds words in a pane, with its list of hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from glossator.domain.text.find import Query
from glossator.ui.widgets.elided_label import ElidedLabel
from glossator.ui.widgets.icons import icon

if TYPE_CHECKING:
    from collections.abc import Sequence

NARROW = 27
"""Logical pixels of a button: the words to find need the room."""

APART = " · "
"""Between the number of hits and that of those in heads."""

TWO_LINES = 460
"""Logical pixels of a bar below which the field stands above the buttons."""

LISTED = 300
"""Hits in the list; the counter and the pages have all."""


class Counter(ElidedLabel):
    """Which hit of how many; where there is little room, not how many are in heads."""

    def shortened(self, width: int) -> str:
        """Override ElidedLabel.shortened."""
        whole = self.text()
        fits = self.fontMetrics().horizontalAdvance(whole) <= width
        return whole if fits else whole.partition(APART)[0]


class FindBar(QFrame):
    """A field, three switches, a counter and, on demand, a list of the hits.

    Signals:
        changed: The query is another one.
        stepped: 1 or -1, to the next hit or the one before.
        picked: Index of a hit in the list.
        closed: The bar went away.
    """

    changed = Signal()
    stepped = Signal(int)
    picked = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(placeholderText="Find in this report …", clearButtonEnabled=True)
        self.field.setAccessibleName("Find in this report")
        self._case = self._switch("Aa", "Capital and small letters differ")
        self._whole = self._switch("ab|", "Whole words only")
        self._regex = self._switch(".*", "Regular expression")
        self.counter = Counter()
        self.counter.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.counter.setMinimumWidth(self.fontMetrics().horizontalAdvance("88 of 888"))
        self._trouble = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._trouble.hide()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._list_switch = self._switch("≡", "List of hits")
        self._list = QListWidget()
        self._list.setAccessibleName("Hits")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setMaximumHeight(180)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setUniformItemSizes(True)
        self._list.hide()
        self._build()
        self.field.textChanged.connect(self.changed)
        self.field.installEventFilter(self)
        for switch in (self._case, self._whole, self._regex):
            switch.toggled.connect(self.changed)
        self._list_switch.toggled.connect(self._list.setVisible)
        self._list.currentRowChanged.connect(self._picked)
        self.hide()

    def query(self) -> Query:
        """Return what is to be found."""
        return Query(
            self.field.text(),
            self._case.isChecked(),
            self._whole.isChecked(),
            self._regex.isChecked(),
        )

    def open(self, words: str = "") -> None:
        """Show the bar, with some words or what was there."""
        if words:
            self.field.setText(words)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.changed.emit()

    def close_bar(self) -> None:
        """Hide the bar and forget the hits."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def show_count(
        self, current: int | None, count: int, running: int = 0, *, more: bool = False
    ) -> None:
        """Show which hit of how many is the current one, and how many are in heads and feet."""
        self._trouble.hide()
        if not self.field.text().strip():
            self.counter.setText("")
        elif not count:
            self.counter.setText("no hits")
        else:
            many = f"{count}+" if more else str(count)
            heads = f"{APART}{running} in heads" if running else ""
            self.counter.setText(f"{(current or 0) + 1} of {many}{heads}")

    def show_finding(self) -> None:
        """Say that hits are still looked for."""
        self._trouble.hide()
        self.counter.setText("finding …")

    def show_trouble(self, sentence: str) -> None:
        """Say why nothing can be found."""
        self.counter.setText("")
        self._trouble.setText(sentence)
        self._trouble.show()

    @property
    def trouble(self) -> str:
        """Why nothing can be found, empty where nothing hinders."""
        return "" if self._trouble.isHidden() else self._trouble.text()

    def show_list(self, lines: Sequence[str], running: int = 0) -> None:
        """Fill the list of hits; below them stands how many are in heads and feet."""
        self._list.blockSignals(True)  # noqa: FBT003 (Qt's own)
        self._list.clear()
        for line in lines[:LISTED]:
            self._list.addItem(QListWidgetItem(line))
        if running:
            told = QListWidgetItem(f"{running} more in heads and feet of pages")
            told.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(told)
        self._list.blockSignals(False)  # noqa: FBT003 (Qt's own)

    def mark_row(self, row: int) -> None:
        """Mark the current hit in the list."""
        self._list.blockSignals(True)  # noqa: FBT003 (Qt's own)
        self._list.setCurrentRow(row if row < self._list.count() else -1)
        self._list.blockSignals(False)  # noqa: FBT003 (Qt's own)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: in a narrow pane the field has a line of its own."""
        super().resizeEvent(event)
        narrow = self.width() < TWO_LINES
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: Enter steps, Esc closes."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.stepped.emit(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self._row.setSpacing(4)
        self._row.addWidget(self.field, 1)
        row = QHBoxLayout()
        row.setSpacing(4)
        for switch in (self._case, self._whole, self._regex):
            row.addWidget(switch)
        row.addWidget(self.counter, 1)
        row.addWidget(self._button("previous", "Hit before (Shift+Enter)", -1))
        row.addWidget(self._button("next", "Next hit (Enter)", 1))
        row.addWidget(self._list_switch)
        close = self._button("close", "Close (Esc)", 0)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 2, 6, 4)
        column.setSpacing(4)
        self._row.addLayout(row)
        column.addLayout(self._row)
        column.addWidget(self._trouble)
        column.addWidget(self._list)

    def _switch(self, text: str, tip: str) -> QToolButton:
        switch = QToolButton()
        switch.setText(text)
        switch.setToolTip(tip)
        switch.setAccessibleName(tip)
        switch.setCheckable(True)
        switch.setAutoRaise(True)
        switch.setFixedWidth(NARROW)
        return switch

    def _button(self, name: str, tip: str, step: int) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setIcon(icon(name, self.palette().color(QPalette.ColorRole.WindowText).name()))
        button.setIconSize(QSize(14, 14))
        button.setFixedWidth(NARROW)
        if step:
            button.clicked.connect(lambda: self.stepped.emit(step))
        else:
            button.clicked.connect(self.close_bar)
        return button

    def _picked(self, row: int) -> None:
        if row >= 0:
            self.picked.emit(row)
