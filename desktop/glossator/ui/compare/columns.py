"""The passages behind a row of the table, side by side, oldest report first."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from math import ceil
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QScrollArea,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from glossator.domain.compare.neighbours import compared
from glossator.ui.compare.passage_text import LINK, Item, quotation, to_html
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QUrl, SignalInstance
    from PySide6.QtGui import QResizeEvent

    from glossator.domain.records import Annotation

SHOWN = 25
"""Passages of a column that are shown at once; the others are a click away."""

COMPARED = 60
"""Passages of the column to the left among which the most alike is looked for."""

AHEAD = 500
"""Logical pixels beside the view in which columns are filled too."""

SLICE = 0.008
"""Seconds for filling columns between two turns of the event loop."""

COLUMN_LEAST, COLUMN_MOST = 210, 420
"""Logical pixels that a column is wide."""

ABSENCE_MARGIN = 10
"""Logical pixels around what is said of an empty column."""

SIDE, GAP, BELOW = 14, 14, 8
"""Logical pixels at both sides of the columns, between two, and below."""


class Left(NamedTuple):
    """The nearest column to the left that has passages."""

    head: str
    passages: tuple[Annotation, ...]


class Shown(NamedTuple):
    """What a column shows.

    Attributes:
        head: What it is called, the year in front.
        year: The part of the head that stands out.
        colour: Of its line.
        passages: Its passages.
        places: Where each of them stands.
        absence: What is said where it has none.
        left: The column that its words are compared with, None where they are not marked.
    """

    head: str
    year: str
    colour: str
    passages: tuple[Annotation, ...]
    places: tuple[str, ...]
    absence: str
    left: Left | None = None

    def items(self, count: int) -> list[Item]:
        """Return the first passages, their words compared where that is wanted."""
        ours = list(zip(self.passages, self.places, strict=True))[:count]
        if self.left is None:
            return [Item(one, place) for one, place in ours]
        beside = compared(
            [quotation(one) for one, _ in ours],
            [quotation(one) for one in self.left.passages[:COMPARED]],
        )
        return [
            Item(one, place, found, self.left.head)
            for (one, place), found in zip(ours, beside, strict=True)
        ]


class PassageColumn:
    """What a column shows; a widget is made for it once its turn has come.

    Of hundreds of columns a few are in view, and a widget takes half a millisecond.
    """

    def __init__(self, shown: Shown, strip: QWidget, wanted: SignalInstance) -> None:
        self.shown = shown
        self._strip = strip
        self._wanted = wanted
        self._place = QRect()
        self._content: ColumnContent | None = None
        self._is_filled = False
        self._is_marked = False

    @property
    def is_filled(self) -> bool:
        """Whether it shows what it has."""
        return self._is_filled

    @property
    def text(self) -> QTextBrowser:
        """Its passages."""
        return self.fill().text

    def fill(self) -> ColumnContent:
        """Show what the column has."""
        before = self._content
        if before is not None and self._is_filled:
            return before
        content = self._content = ColumnContent(self.shown, self._strip, marked=self._is_marked)
        content.passage_wanted.connect(self._wanted)
        content.setGeometry(self._place)
        content.show()
        self._is_filled = True
        if before is not None:
            _end(before, content.text)
        return content

    def place(self, place: QRect) -> None:
        """Stand in a place of the strip."""
        self._place = place
        if self._content is not None:
            self._content.setGeometry(place)

    def show_other(self, shown: Shown) -> None:
        """Show something else once its turn has come; until then what it showed stays."""
        self.shown, self._is_filled = shown, False

    def set_marked(self, *, marked: bool) -> None:
        """Say whether this is the column that was asked for."""
        self._is_marked = marked
        if self._content is not None:
            self._content.set_marked(marked=marked)

    def clear(self) -> None:
        """Show nothing."""
        if self._content is not None:
            _end(self._content, self._strip)
        self._content, self._is_filled = None, False


def _end(content: QWidget, heir: QWidget) -> None:
    """Let a widget go; were the keys there, they go to another, or Qt would scroll to one."""
    focus = QApplication.focusWidget()
    if focus is not None and content.isAncestorOf(focus):
        heir.setFocus()
    content.hide()
    content.deleteLater()


class ColumnContent(QWidget):
    """The head of a column, a line, and its passages.

    Signals:
        passage_wanted: Id of the passage that was clicked.
    """

    passage_wanted = Signal(str)

    def __init__(self, shown: Shown, strip: QWidget, *, marked: bool) -> None:
        super().__init__(strip)
        self._shown = shown
        self._is_marked = marked
        self._limit = SHOWN
        self._head = QLabel(textFormat=Qt.TextFormat.RichText, wordWrap=True)
        self._line = QFrame()
        self._line.setFixedHeight(2)
        self.text = QTextBrowser(openLinks=False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.document().setDocumentMargin(2)
        self.text.setAccessibleName(f"Passages: {shown.head}")
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.anchorClicked.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._head)
        column.addWidget(self._line)
        column.addWidget(self.text, 1)
        if not shown.passages:
            self.text.document().setDocumentMargin(ABSENCE_MARGIN)
            column.addStretch(0)
        self._take_look()

    def set_marked(self, *, marked: bool) -> None:
        """Say whether this is the column that was asked for."""
        if marked != self._is_marked:
            self._is_marked = marked
            self._take_look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget::resizeEvent: what is said of an empty column is framed closely."""
        super().resizeEvent(event)
        if not self._shown.passages:
            said = self.text.document().clone(self)
            said.setTextWidth(self.width() - 2)
            self.text.setMaximumHeight(ceil(said.size().height()) + 2)

    def event(self, event: QEvent) -> bool:
        """Override QObject::event: the colours follow the palette."""
        if event.type() == QEvent.Type.PaletteChange:
            self._take_look()
        return super().event(event)

    def _take_look(self) -> None:
        palette = QGuiApplication.palette()
        quiet, ink = paint.muted(palette).name(), palette.color(QPalette.ColorRole.Text).name()
        colour = self._shown.colour or paint.hairline(palette).name()
        self._line.setStyleSheet(f"background:{colour};border:none")
        year = self._shown.year
        stands_out = self._is_marked or (self._shown.passages and not year)
        shade = ink if stands_out else quiet
        rest = escape(self._shown.head.removeprefix(year).strip())
        name = f'<span style="color:{shade}">{rest}</span>'
        front = f'<b style="color:{ink}">{escape(year)}</b> ' if year else ""
        self._head.setText(front + (f"<b>{name}</b>" if self._is_marked else name))
        dashes = paint.mixed(
            palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text), 0.3
        )
        if self._shown.passages:
            self._write()
            return
        self.text.setStyleSheet(
            f"QTextBrowser{{color:{quiet};background:transparent;"
            f"border:1px dashed {dashes.name()};border-radius:6px}}"
        )
        self.text.setPlainText(self._shown.absence)

    def _write(self) -> None:
        items = self._shown.items(self._limit)
        more = len(self._shown.passages) - len(items)
        at = self.text.verticalScrollBar().value()
        self.text.setHtml(to_html(items, more, QGuiApplication.palette()))
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
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.columns: list[PassageColumn] = []
        self._strip = QWidget()
        self._width = COLUMN_LEAST
        self.setWidget(self._strip)
        self._strip.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._fill_soon = QTimer(self, singleShot=True, interval=0)
        self._fill_soon.timeout.connect(self._fill)
        self.horizontalScrollBar().valueChanged.connect(lambda _: self._fill_soon.start())

    def show_columns(self, shown: Sequence[Shown], marked: int = -1) -> None:
        """Show other columns, of which only what differs is made anew; bring one into view."""
        pairs = list(zip(self.columns, shown, strict=False))
        differ = [(column, one) for column, one in pairs if column.shown != one]
        for column, one in differ:
            column.show_other(one)
        for column in self.columns[len(shown) :]:
            column.clear()
        del self.columns[len(shown) :]
        self.columns += [
            PassageColumn(one, self._strip, self.passage_wanted)
            for one in shown[len(self.columns) :]
        ]
        for number, column in enumerate(self.columns):
            column.set_marked(marked=number == marked)
        self._lay_out()
        if len(differ) == len(pairs):
            self.horizontalScrollBar().setValue(0)
        if 0 <= marked < len(self.columns):
            left = self._left_of(marked)
            self.ensureVisible(left + self._width // 2, 0, self._width // 2 + 20, 0)
        self._fill_soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget::resizeEvent: the columns share the width that there is."""
        super().resizeEvent(event)
        self._lay_out()
        self._fill_soon.start()

    def _lay_out(self) -> None:
        count, size = len(self.columns), self.viewport().size()
        room = size.width() - 2 * SIDE - GAP * (count - 1)
        self._width = min(max(room // max(count, 1), COLUMN_LEAST), COLUMN_MOST)
        self._strip.resize(max(self._left_of(count) - GAP + SIDE, size.width()), size.height())
        for number, column in enumerate(self.columns):
            left = self._left_of(number)
            column.place(QRect(left, 0, self._width, size.height() - BELOW))

    def _left_of(self, number: int) -> int:
        return SIDE + number * (self._width + GAP)

    def _fill(self) -> None:
        """Fill the columns in view, then those that a turn of the wheel brings into view."""
        until = perf_counter() + SLICE
        left = self.horizontalScrollBar().value() - AHEAD
        right = left + self.viewport().width() + 2 * AHEAD
        for number, column in enumerate(self.columns):
            if column.is_filled:
                continue
            if not left - self._width < self._left_of(number) < right:
                column.clear()
                continue
            column.fill()
            if perf_counter() > until:
                self._fill_soon.start()
                break
        self._join()

    def _join(self) -> None:
        """Let Tab go from left to right, in whichever order the columns were filled."""
        texts = [one.text for one in self.columns if one.is_filled]
        for left, right in pairwise(texts):
            QWidget.setTabOrder(left, right)
