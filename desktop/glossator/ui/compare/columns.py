"""The passages behind a row of the table, side by side, oldest report first."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from glossator.ui import paint
from glossator.ui.compare.passage_text import LINK, Item, to_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QUrl

SHOWN = 40
"""Passages of a column that are shown at once; the others are a click away."""

AT_ONCE = 8
"""Columns that are filled at once; the others follow between two turns of the event loop."""

COLUMN_LEAST = 210
COLUMN_MOST = 420


class Shown(NamedTuple):
    """What a column shows.

    Attributes:
        head: What it is called, the year in front.
        year: The part of the head that stands out.
        colour: Of its line.
        items: Its passages.
        absence: What is said where it has none.
    """

    head: str
    year: str
    colour: str
    items: tuple[Item, ...]
    absence: str


class PassageColumn(QFrame):
    """One column: its head, a line, and its passages.

    Signals:
        passage_wanted: Id of the passage that was clicked.
    """

    passage_wanted = Signal(str)

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self.shown = shown
        self.setMinimumWidth(COLUMN_LEAST)
        self.setMaximumWidth(COLUMN_MOST)
        self._head = QLabel(textFormat=Qt.TextFormat.RichText, wordWrap=True)
        self._line = QFrame()
        self._line.setFixedHeight(2)
        self.text = QTextBrowser(openLinks=False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.document().setDocumentMargin(2)
        self.text.setAccessibleName(f"Passages: {shown.head}")
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.anchorClicked.connect(self._follow)
        self._absence = QLabel(shown.absence, wordWrap=True)
        self._absence.setObjectName("absence")
        self._absence.setMargin(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._head)
        column.addWidget(self._line)
        column.addWidget(self._absence)
        column.addWidget(self.text, 1)
        (self._absence if shown.items else self.text).hide()
        if not shown.items:
            column.addStretch(1)
        self._limit = SHOWN
        self._is_filled = False
        self._is_marked = False
        self.take_look()

    def fill(self) -> None:
        """Set the text; done once the column's turn has come."""
        if not self._is_filled and self.shown.items:
            self._is_filled = True
            self._write()

    def set_marked(self, *, marked: bool) -> None:
        """Say whether this is the column that was asked for."""
        self._is_marked = marked
        self.take_look()

    def take_look(self) -> None:
        """Take the colours of the palette there is."""
        palette = self.palette()
        colour = self.shown.colour or paint.hairline(palette).name()
        self._line.setStyleSheet(f"background:{colour};border:none")
        rest = self.shown.head.removeprefix(self.shown.year).strip()
        text = palette.color(QPalette.ColorRole.Text).name()
        year = f'<b style="color:{text}">{escape(self.shown.year)}</b> ' if self.shown.year else ""
        quiet = paint.muted(palette).name()
        name = f'<span style="color:{text if self._is_marked else quiet}">{escape(rest)}</span>'
        self._head.setText(year + (f"<b>{name}</b>" if self._is_marked else name))
        dashes = paint.mixed(
            palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text), 0.3
        )
        self._absence.setStyleSheet(
            f"#absence{{color:{quiet};border:1px dashed {dashes.name()};border-radius:6px}}"
        )
        if self._is_filled:
            self._write()

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget::changeEvent."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_limit"):
            self.take_look()

    def _write(self) -> None:
        items = self.shown.items[: self._limit]
        more = len(self.shown.items) - len(items)
        at = self.text.verticalScrollBar().value()
        self.text.setHtml(to_html(items, more, self.palette()))
        self.text.verticalScrollBar().setValue(at)

    def _follow(self, url: QUrl) -> None:
        target = url.toString()
        if target.startswith(LINK):
            self.passage_wanted.emit(target.removeprefix(LINK))
            return
        self._limit += SHOWN
        self._write()


class PassageColumns(QScrollArea):
    """All columns; the one that was asked for is in view.

    Signals:
        passage_wanted: Id of the passage that was clicked.
    """

    passage_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.columns: list[PassageColumn] = []
        self._waiting: list[PassageColumn] = []
        self._inside = QHBoxLayout()
        self._fill_soon = QTimer(self, singleShot=True, interval=0)
        self._fill_soon.timeout.connect(self._fill)

    def show_columns(self, shown: Sequence[Shown], marked: int = -1) -> None:
        """Show other columns; the marked one is brought into view."""
        if [one.shown for one in self.columns] != list(shown):
            self._build(shown)
        for number, column in enumerate(self.columns):
            column.set_marked(marked=number == marked)
        near = max(marked, 0)
        order = sorted(range(len(self.columns)), key=lambda number: abs(number - near))
        self._waiting = [self.columns[number] for number in order]
        self._fill()
        if 0 <= marked < len(self.columns):
            self._inside.activate()
            self.ensureWidgetVisible(self.columns[marked], 20, 0)

    def _build(self, shown: Sequence[Shown]) -> None:
        inside = QWidget()
        row = self._inside = QHBoxLayout(inside)
        row.setContentsMargins(14, 0, 14, 8)
        row.setSpacing(14)
        self.columns = [PassageColumn(one) for one in shown]
        for column in self.columns:
            column.passage_wanted.connect(self.passage_wanted)
            row.addWidget(column, 1)
        row.addStretch(0)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def _fill(self) -> None:
        now, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        for column in now:
            column.fill()
        if self._waiting:
            self._fill_soon.start()
