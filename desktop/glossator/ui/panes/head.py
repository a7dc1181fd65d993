"""The head of a pane: which report it shows, where in it one is, and the pane's buttons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from glossator.app.tips import tip
from glossator.ui.widgets.elided_label import ElidedLabel
from glossator.ui.widgets.icons import icon
from glossator.ui.widgets.quiet_text import keep_legible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QContextMenuEvent

    from glossator.domain.records import Report

LEAST_PATH = 60
"""Logical pixels below which the sections one is in are not worth beginning."""

DOT = " · "
INTO = " › "

_NUMBER = re.compile(r"(\w{1,5})[.)]\s")


class Whereabouts(NamedTuple):
    """Where in a report one is.

    Attributes:
        path: The sections, the outermost first.
        place: The heading or the unit, empty if there is none.
        page: Which page, and of how many.
    """

    path: tuple[str, ...] = ()
    place: str = ""
    page: str = ""

    def __str__(self) -> str:
        """Return all of it, as the line says it where there is room."""
        steps = [*self.path, self.place] if self.place else [*self.path]
        return DOT.join(part for part in (INTO.join(steps), self.page) if part)


class WhereLine(ElidedLabel):
    """Says where one is; what has no room goes from the left: place and page are said first."""

    def __init__(self) -> None:
        super().__init__()
        self._where = Whereabouts()
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)

    def say(self, where: Whereabouts) -> None:
        """Say another place."""
        self._where = where
        self.setText(str(where))

    def shortened(self, width: int) -> str:
        """Override ElidedLabel.shortened: outer sections by number, then the inner one cut."""
        measure, where = self.fontMetrics(), self._where
        if measure.horizontalAdvance(self.text()) <= width:
            return self.text()
        rest = DOT.join(part for part in (where.place, where.page) if part)
        tail = INTO + rest if where.place else DOT + rest
        room = width - measure.horizontalAdvance(tail)
        if where.path and room >= LEAST_PATH:
            path = INTO.join([*_numbers(where.path[:-1]), where.path[-1]])
            return measure.elidedText(path, Qt.TextElideMode.ElideRight, room) + tail
        return measure.elidedText(rest, Qt.TextElideMode.ElideRight, width)


def _numbers(sections: Sequence[str]) -> list[str]:
    """Return the numbers of sections (`III`), of one that has none its dots."""
    found = (_NUMBER.match(section) for section in sections)
    return [number[1] if number else "…" for number in found]


class PaneHead(QWidget):
    """Two lines over the pages of a report.

    In a narrow pane the title gives way first, then the sections one is in, the symbol last.

    Signals:
        close_wanted: The close button was pressed.
        more_wanted: Another match than the one shown is asked for.
        menu_wanted: QPoint on the screen; the menu of the pane is asked for.
    """

    close_wanted = Signal()
    more_wanted = Signal()
    menu_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.year = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.symbol = ElidedLabel(Qt.TextElideMode.ElideMiddle, is_whole=True)
        self.title = ElidedLabel()
        self.where = WhereLine()
        self.follows = QToolButton()
        self.close_button = self._button("close", "Close pane", " (Ctrl+W)")
        self.menu_button = self._button("more", "Pane menu")
        self._build()

    def _build(self) -> None:
        bold = self.symbol.font()
        bold.setBold(True)
        self.symbol.setFont(bold)
        for label in (self.year, self.symbol, self.title):
            label.setCursor(Qt.CursorShape.OpenHandCursor)
        self.close_button.clicked.connect(self.close_wanted)
        self.menu_button.clicked.connect(self._want_menu_below)
        self.follows.setAutoRaise(True)
        keep_legible(self.follows, self.palette())
        self.follows.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.follows.setMaximumHeight(self.where.sizeHint().height() + 2)
        self.follows.hide()
        self.follows.clicked.connect(self.more_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        buttons.addWidget(self.menu_button)
        buttons.addWidget(self.close_button)
        report = QHBoxLayout()
        report.setContentsMargins(14, 6, 5, 2)
        report.setSpacing(9)
        report.addWidget(self.year)
        report.addWidget(self.symbol)
        report.addWidget(self.title, 1)
        report.addLayout(buttons)
        where = QHBoxLayout()
        where.setContentsMargins(14, 0, 10, 5)
        where.setSpacing(10)
        where.addWidget(self.where, 1)
        where.addWidget(self.follows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(report)
        column.addLayout(where)

    def _button(self, picture: str, name: str, keys: str = "") -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setToolTip(tip(name + keys))
        button.setAccessibleName(name)
        colour = self.palette().color(QPalette.ColorRole.WindowText).name()
        button.setIcon(icon(picture, colour))
        button.setIconSize(QSize(14, 14))
        # A click leaves the keyboard to the pages.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return button

    def describe(self, report: Report) -> None:
        """Show a report's year, symbol and title."""
        self.year.setText(report.year)
        self.year.setVisible(bool(report.year))
        self.symbol.setText(report.symbol)
        self.symbol.setVisible(bool(report.symbol))
        self.title.setText(report.title)
        self.close_button.setAccessibleName(f"Close {report.name}")
        self.menu_button.setAccessibleName(f"Menu of {report.name}")

    def say_following(self, text: str, *, more: bool = False) -> None:
        """Say beside the place how this pane follows another, or why it stays.

        Args:
            text: What to say, empty for nothing.
            more: Whether a click shows another place.
        """
        self.follows.setText(f"⇄ {text}{'  ▸' if more else ''}" if text else "")
        self.follows.setToolTip("Show the next match" if more else "")
        self.follows.setEnabled(more)
        self.follows.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: what is said stays legible in another palette."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "follows"):
            keep_legible(self.follows, self.palette())
        super().changeEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Override QWidget.contextMenuEvent: the head has the pane's menu."""
        self.menu_wanted.emit(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent: the year on a chip."""
        super().paintEvent(event)
        if not self.year.isVisible():
            return
        painter = QPainter(self)
        shade = QColor(self.palette().color(QPalette.ColorRole.WindowText))
        shade.setAlphaF(0.08)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        chip = QRectF(self.year.geometry().adjusted(-5, -1, 5, 1))
        painter.drawRoundedRect(chip, 4, 4)
        painter.end()

    def _want_menu_below(self) -> None:
        corner = self.menu_button.rect().bottomLeft()
        self.menu_wanted.emit(self.menu_button.mapToGlobal(QPoint(corner)))
