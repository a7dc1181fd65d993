"""Families as a ribbon over the years: a column a report, a node a passage, links by kind."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from math import ceil, floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from glossator.app.tips import tip
from glossator.domain.trace.book import Book
from glossator.domain.trace.pairs import Change
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.domain.trace.families import Family, Member
    from glossator.domain.trace.pairs import Trace

COLUMN = 104
"""Least distance of two columns in logical pixels."""

NODE = 7
REACH = 8
"""Logical pixels beside a link at which a click still means it."""

MOST = 300
"""Families drawn at most: more can't be told apart."""

FAINT = 0.30
SOLID, THIN = 3.2, 1.6
"""Widths of links: near-verbatim and reworded, which is dashed too."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A link as it is drawn: of a family, which of its links, and the passages it joins."""

    family: int
    link: int
    old: Member
    new: Member


def link_said(book: Book, family: Family, link: tuple[int, int, Trace]) -> str:
    """Return in words what a link says."""
    a, b, trace = link
    old, new = family.members[a], family.members[b]
    kept = f"{trace.kept:.0%} of the shorter wording kept"
    return f"{book.citation(old)} → {book.citation(new)}: {trace.change.value}, {kept}"


class Ribbon(QWidget):
    """Paints the families that are listed; the chosen one stands out.

    Signals:
        family_wanted: Number of the family that was clicked.
        link_wanted: Number of a family and of its link that was clicked.
    """

    family_wanted = Signal(int)
    link_wanted = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Families over the years")
        self.setMouseTracking(True)
        self._book = Book()
        self._families: dict[int, Family] = {}
        self._all: dict[int, Family] = {}
        self._chosen: int | None = None
        self._link = -1
        self._links: list[Shown] = []
        self._paths: dict[Shown, QPainterPath] = {}
        self._order: list[dict[str, int]] = []

    def show_book(self, book: Book, families: dict[int, Family]) -> None:
        """Show other families."""
        if book is not self._book:
            self._book = book
            self._order = [{one: n for n, one in enumerate(each.units)} for each in book.reports]
            self._paths.clear()
            self.updateGeometry()
            self.setMinimumWidth(COLUMN * max(len(book.reports), 1))
        self._families = dict(islice(families.items(), MOST))
        self._all = families
        self._lay_out()

    def choose(self, family: int | None, link: int = -1) -> None:
        """Let a family stand out, and one of its links."""
        self._chosen, self._link = family, link
        if family is not None and family not in self._families and family in self._all:
            self._families[family] = self._all[family]
            self._lay_out()
        self.update()

    def sizeHint(self) -> QSize:
        """Override QWidget::sizeHint."""
        return QSize(COLUMN * max(len(self._book.reports), 1), 320)

    def place(self, member: Member) -> QPointF:
        """Return where a passage stands: across by its report, down by its place in it."""
        order = self._order[member.report]
        field = self._field()
        share = (order[member.unit_id] + 0.5) / max(len(order), 1)
        return QPointF(self._x(member.report), field.top() + share * field.height())

    def resizeEvent(self, event: object) -> None:
        """Override QWidget::resizeEvent."""
        del event
        self._paths.clear()

    def _x(self, column: int) -> float:
        width = self.width() / max(len(self._book.reports), 1)
        return (column + 0.5) * width

    def _field(self) -> QRectF:
        line = QFontMetricsF(self.font()).lineSpacing()
        return QRectF(0, 2.9 * line, self.width(), max(self.height() - 8.2 * line, 60))

    def _lay_out(self) -> None:
        self._links = [
            Shown(number, n, family.members[a], family.members[b])
            for number, family in self._families.items()
            for n, (a, b, _) in enumerate(family.links)
        ]
        self.update()

    def _path(self, shown: Shown) -> QPainterPath:
        """Return the path of a link, which is made when it is first seen."""
        if shown in self._paths:
            return self._paths[shown]
        start, end = self.place(shown.old), self.place(shown.new)
        path = self._paths[shown] = QPainterPath(start)
        if shown.old.report == shown.new.report:
            out = QPointF(26, 0)
            path.cubicTo(start + out, end + out, end)
        else:
            half = QPointF((end.x() - start.x()) / 2, 0)
            path.cubicTo(start + half, end - half, end)
        return path

    def _crossing(self, area: QRectF) -> list[Shown]:
        """Return the links that go through a part of the width."""
        width = self.width() / max(len(self._book.reports), 1)
        first, last = ceil(area.left() / width - 0.5), floor(area.right() / width - 0.5)
        return [
            one
            for one in self._links
            if min(one.old.report, one.new.report) <= last
            and max(one.old.report, one.new.report) >= first
        ]

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget::paintEvent."""
        seen = QRectF(event.rect()).adjusted(-COLUMN, 0, COLUMN, 0)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_columns(painter, seen)
        links = self._crossing(seen)
        self._paint_links(painter, [one for one in links if one.family != self._chosen])
        self._paint_links(painter, [one for one in links if one.family == self._chosen])
        self._paint_nodes(painter, seen)
        for shown in self._links:
            if (shown.family, shown.link) == (self._chosen, self._link):
                self._paint_label(painter, shown)
        self._paint_legend(painter)
        painter.end()

    def _paint_columns(self, painter: QPainter, seen: QRectF) -> None:
        palette = self.palette()
        ink, quiet = palette.color(QPalette.ColorRole.Text), paint.muted(palette)
        line = QFontMetricsF(self.font()).lineSpacing()
        field, counts = self._field(), self._book.counts
        width = self.width() / max(len(self._book.reports), 1)
        for n, (one, count) in enumerate(zip(self._book.reports, counts, strict=True)):
            x = self._x(n)
            if not seen.left() <= x <= seen.right():
                continue
            painter.setPen(QPen(paint.hairline(palette), 1))
            painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom()))
            column = QRectF(x - width / 2 + 3, 4, width - 6, line)
            painter.setFont(paint.bold(self.font()))
            painter.setPen(ink)
            centre = Qt.AlignmentFlag.AlignHCenter
            paint.draw_text(painter, column, one.report.year or "no date", centre)
            painter.setFont(paint.small(self.font()))
            painter.setPen(quiet)
            paint.draw_text(painter, column.translated(0, line), one.report.name, centre)
            said = [f"{count.passages} passages", f"{count.recur} recur"]
            said.append(f"{count.new} new" if n else "the first report")
            last = n == len(counts) - 1
            said.append("the last report" if last else f"{count.dropped} dropped")
            foot = QRectF(column.left(), field.bottom() + 6, column.width(), line)
            for words in said:
                paint.draw_text(painter, foot, words, centre)
                foot.translate(0, line * 0.95)

    def _pen(self, change: Change, *, strong: bool, marked: bool = False) -> QPen:
        palette = self.palette()
        base, text = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
        colour = paint.accent(palette) if strong else paint.mixed(base, text, FAINT)
        width = (SOLID if change is Change.VERBATIM else THIN) * (1 if strong else 0.6)
        pen = QPen(colour, width + 1.2 * marked)
        if change is not Change.VERBATIM:
            pen.setDashPattern([5, 3])
        return pen

    def _paint_links(self, painter: QPainter, links: Sequence[Shown]) -> None:
        """Paint links that are all of the chosen family, or none."""
        strong = any(one.family == self._chosen for one in links)
        pens = {change: self._pen(change, strong=strong) for change in Change}
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for one in links:
            change = self._families[one.family].links[one.link][2].change
            is_marked = strong and one.link == self._link
            pen = self._pen(change, strong=True, marked=True) if is_marked else pens[change]
            painter.setPen(pen)
            painter.drawPath(self._path(one))

    def _paint_label(self, painter: QPainter, shown: Shown) -> None:
        """Name the kind of the chosen link on it, beside the labels of its ends."""
        palette = self.palette()
        painter.setFont(paint.small(self.font()))
        words = self._families[shown.family].links[shown.link][2].change.value
        size = paint.chip_size(painter.font(), words)
        path = self._path(shown)
        area = QRectF(0, 0, size.width(), size.height())
        area.moveCenter(path.pointAtPercent(0.5))
        area.moveLeft(max(area.left(), 2))
        if path.boundingRect().height() < 2 * size.height():
            area.translate(0, size.height())
        painter.setPen(QPen(paint.accent(palette), 1))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_nodes(self, painter: QPainter, seen: QRectF) -> None:
        palette = self.palette()
        base, text = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paint.mixed(base, text, 0.5))
        for number, family in self._families.items():
            if number != self._chosen:
                for member in family.members:
                    if seen.left() <= self._x(member.report) <= seen.right():
                        painter.drawEllipse(self.place(member), NODE / 2 - 1, NODE / 2 - 1)
        if self._chosen in self._families:
            self._paint_chosen_nodes(painter, self._families[self._chosen])

    def _paint_chosen_nodes(self, painter: QPainter, family: Family) -> None:
        palette = self.palette()
        base, text = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
        painter.setFont(paint.small(self.font()))
        height = QFontMetricsF(painter.font()).height()
        below: dict[int, float] = {}
        for member in sorted(family.members, key=lambda one: (one.report, self.place(one).y())):
            at = self.place(member)
            painter.setPen(QPen(base, 1))
            painter.setBrush(paint.accent(palette))
            painter.drawEllipse(at, NODE / 2 + 1, NODE / 2 + 1)
            # Labels of passages that stand close are put below each other.
            top = max(at.y() - height / 2, below.get(member.report, 0.0))
            below[member.report] = top + height
            label = self._book.unit(member).label
            room = min(paint.text_width(painter.font(), label) + 4, COLUMN / 2 + 6)
            area = QRectF(at.x() + 8, top, room, height)
            painter.fillRect(area, base)
            painter.setPen(text)
            paint.draw_text(painter, area.translated(2, 0), label)

    def _paint_legend(self, painter: QPainter) -> None:
        palette = self.palette()
        painter.setFont(paint.small(self.font()))
        height = QFontMetricsF(painter.font()).lineSpacing()
        at = QPointF(12, self.height() - height * 0.6 - 2)
        for change in (Change.VERBATIM, Change.REWORDED):
            pen = self._pen(change, strong=True)
            pen.setColor(QColor(palette.color(QPalette.ColorRole.Text)))
            painter.setPen(pen)
            painter.drawLine(at, at + QPointF(30, 0))
            painter.setPen(paint.muted(palette))
            area = QRectF(at.x() + 36, at.y() - height / 2, 120, height)
            paint.draw_text(painter, area, change.value)
            at += QPointF(52 + paint.text_width(painter.font(), change.value), 0)
        if len(self._all) > MOST:
            area = QRectF(at.x(), at.y() - height / 2, 300, height)
            paint.draw_text(painter, area, f"the {MOST} largest families are drawn")

    # The mouse

    def link_at(self, at: QPointF) -> Shown | None:
        """Return the link at a point, one of the chosen family before others."""
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * REACH)
        near = QRectF(at.x() - REACH, at.y() - REACH, 2 * REACH, 2 * REACH)
        hit = [
            one
            for one in self._crossing(near.adjusted(-COLUMN, 0, 0, 0))
            if (path := self._path(one)).boundingRect().intersects(near)
            and stroker.createStroke(path).contains(at)
        ]
        hit.sort(key=lambda one: one.family != self._chosen)
        return hit[0] if hit else None

    def node_at(self, at: QPointF) -> int | None:
        """Return the family of the passage at a point."""
        reach = QPointF(NODE, NODE)
        area = QRectF(at - reach, at + reach)
        families: Sequence[int] = sorted(self._families, key=lambda one: one != self._chosen)
        for number in families:
            if any(area.contains(self.place(one)) for one in self._families[number].members):
                return number
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget::mousePressEvent: a link is chosen, or a passage's family."""
        node, link = self.node_at(event.position()), self.link_at(event.position())
        if node is not None and (link is None or node != link.family):
            self.family_wanted.emit(node)
        elif link is not None:
            self.link_wanted.emit(link.family, link.link)

    def event(self, event: QEvent) -> bool:
        """Override QObject::event: what is under the mouse is told in words."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            link = self.link_at(QPointF(event.pos()))
            if link is None:
                QToolTip.hideText()
            else:
                family = self._families[link.family]
                said = link_said(self._book, family, family.links[link.link])
                QToolTip.showText(event.globalPos(), tip(said), self)
            return True
        return super().event(event)
