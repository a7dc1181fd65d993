"""The panes in their places: columns of panes, or rows, with bars to share the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from glossator.domain.arrangement import Arrangement, Side, nearest_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.app.settings import Value
    from glossator.ui.panes.pane import Pane


READABLE, LOWEST = 320, 200
"""Logical pixels across and down below which too little of a page can be read."""


class PaneGrid(QWidget):
    """Holds panes as an arrangement says.

    Signals:
        resized: The user gave some panes more room.
    """

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.arrangement: Arrangement[Pane] = Arrangement()
        self._whole = self._splitter(Qt.Orientation.Horizontal)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._whole)

    def arrange(self, arrangement: Arrangement[Pane]) -> None:
        """Put the panes in other places, each with its share of the room."""
        former_sizes = self.remembered()
        self.arrangement = arrangement
        along, across = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        if arrangement.stacked:
            along, across = across, along
        # Out of sight, so that each pane is laid out once rather than with every other.
        former, self._whole = self._whole, self._splitter(along)
        for group in arrangement.groups:
            part = self._splitter(across)
            for pane in group:
                part.addWidget(pane)
                pane.show()
            part.setSizes([1000] * len(group))
            self._whole.addWidget(part)
        self._whole.setSizes([1000] * len(arrangement.groups))
        self._column.replaceWidget(former, self._whole)
        self._whole.setGeometry(former.geometry())
        self._whole.show()
        former.deleteLater()
        shape = (arrangement.stacked, arrangement.shape())
        if (former_sizes["stacked"], former_sizes["shape"]) == shape:
            self._set_sizes(former_sizes)

    def take(self, pane: Pane) -> None:
        """Let a pane go; the others share its room, those beside it first."""
        left = self.arrangement.without(pane)
        pane.hide()
        pane.setParent(None)
        is_alone = [len(group) for group in self.arrangement.groups if pane in group] == [1]
        if left.stacked != self.arrangement.stacked:
            self.arrange(left)
            return
        self.arrangement = left
        if is_alone:
            empty = next(part for part in self._parts() if not part.count())
            empty.setParent(None)
            empty.deleteLater()

    def show_alone(self, pane: Pane | None) -> None:
        """Show one pane and hide the others; None shows all."""
        for one in self.arrangement.items():
            one.setVisible(pane in (None, one))
        for part in self._parts():
            part.setVisible(pane is None or part.isAncestorOf(pane))

    @property
    def shows_all(self) -> bool:
        """Whether no pane is hidden."""
        return not any(pane.isHidden() for pane in self.arrangement.items())

    @property
    def has_room(self) -> bool:
        """Whether one column, or row, more would leave all of them large enough to be read."""
        return self._can_read(len(self.arrangement.groups) + 1)

    @property
    def is_full(self) -> bool:
        """Whether another pane can be read below one of the columns, and not beside them.

        Where they are too narrow already, somebody wants them so.
        """
        columns = len(self.arrangement.groups)
        if not columns or self.arrangement.stacked or not self.isVisible():
            return False
        is_high = self.height() >= 2 * LOWEST
        return is_high and self._can_read(columns) and not self.has_room

    def _can_read(self, count: int) -> bool:
        """Tell whether so many columns, or rows, are large enough to be read."""
        if self.arrangement.stacked:
            return self.height() >= count * LOWEST
        return self.width() >= count * READABLE

    # Dropping

    def place_at(self, point: QPoint) -> tuple[Pane, Side] | None:
        """Return the pane nearest to a point and its side that is nearest, None without panes."""
        areas = {pane: self.area_of(pane) for pane in self.arrangement.items()}
        if not areas:
            return None

        def distance(pane: Pane) -> int:
            area = areas[pane]
            across = max(area.left() - point.x(), 0, point.x() - area.right())
            return across + max(area.top() - point.y(), 0, point.y() - area.bottom())

        pane = min(areas, key=distance)
        area = areas[pane]
        x = (point.x() - area.x()) / max(area.width(), 1)
        y = (point.y() - area.y()) / max(area.height(), 1)
        return pane, nearest_side(x, y)

    def area_of(self, pane: Pane, side: Side | None = None) -> QRect:
        """Return where a pane stands, or the half of it at one side."""
        area = QRect(pane.mapTo(self, QPoint()), pane.size())
        match side:
            case Side.LEFT:
                area.setWidth(area.width() // 2)
            case Side.RIGHT:
                area.setLeft(area.center().x())
            case Side.ABOVE:
                area.setHeight(area.height() // 2)
            case Side.BELOW:
                area.setTop(area.center().y())
        return area

    # What is remembered

    def remembered(self) -> dict[str, Value]:
        """Return shape and sizes as the settings keep them."""
        inner: list[Value] = []
        for part in self._parts():
            sizes: list[Value] = [*part.sizes()]
            inner.append(sizes)
        shape: list[Value] = [*self.arrangement.shape()]
        return {
            "stacked": self.arrangement.stacked,
            "shape": shape,
            "sizes": [*self._whole.sizes()],
            "inner_sizes": inner,
        }

    def restore(self, remembered: dict[str, Value]) -> None:
        """Take the shape and sizes of before, as far as they fit the panes there are."""
        stacked, shape = bool(remembered.get("stacked")), _numbers(remembered.get("shape"))
        self.arrange(self.arrangement.shaped(shape, stacked=stacked))
        self._set_sizes(remembered)

    # Inside

    def _set_sizes(self, remembered: dict[str, Value]) -> None:
        sizes = _numbers(remembered.get("sizes"))
        if len(sizes) == len(self._parts()):
            self._whole.setSizes(sizes)
        found = remembered.get("inner_sizes")
        inner = found if isinstance(found, list) else []
        for part, sizes in zip(self._parts(), map(_numbers, inner), strict=False):
            if len(sizes) == part.count():
                part.setSizes(sizes)

    def _parts(self) -> list[QSplitter]:
        found = (self._whole.widget(n) for n in range(self._whole.count()))
        return [part for part in found if isinstance(part, QSplitter)]

    def _splitter(self, orientation: Qt.Orientation) -> QSplitter:
        splitter = QSplitter(orientation)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.splitterMoved.connect(self.resized)
        return splitter


class DropPlace(QWidget):
    """Shows where what is dragged would stand."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, place: QRect) -> None:
        """Show over a rectangle of the parent."""
        self.setGeometry(place)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        del event
        colour = QColor(self.palette().color(QPalette.ColorRole.Highlight))
        painter = QPainter(self)
        painter.setPen(colour)
        colour.setAlphaF(0.18)
        painter.setBrush(colour)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def _numbers(value: object) -> Sequence[int]:
    """Return a remembered list of whole numbers, empty where it is something else."""
    if isinstance(value, list) and all(isinstance(one, int) for one in value):
        return value
    return []
