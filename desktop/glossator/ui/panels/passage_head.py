"""What stands above the list of passages: what is listed, and how it is narrowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from glossator.app.models.passage_query import Sort
from glossator.app.tips import tip
from glossator.ui.panels.filter_field import FilterField
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from glossator.domain.records import Report, ReportId

ALL = ""
ACTIVE = "active"
"""The choice of the report that is being read, whichever it is."""


class Heading(QWidget):
    """A name, and how many passages it has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = self._detail = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_text(self, name: str, detail: str) -> None:
        """Show another heading."""
        self._name, self._detail = name, detail
        self.setAccessibleName(f"{name}, {detail}")
        self.setToolTip(tip(name))
        self.update()

    def text(self) -> str:
        """Return the heading as it would be read aloud."""
        return f"{self._name} · {self._detail}"

    def sizeHint(self) -> QSize:
        """Override QWidget::sizeHint."""
        return QSize(100, self.fontMetrics().height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget::paintEvent."""
        del event
        painter = QPainter(self)
        palette, area = self.palette(), QRectF(self.rect())
        heavy, detail = paint.bold(self.font()), f" · {self._detail}"
        width = QFontMetricsF(self.font()).horizontalAdvance(detail)
        name = area.adjusted(0, 0, -width, 0)
        bold = QFontMetricsF(heavy)
        shown = bold.elidedText(self._name, Qt.TextElideMode.ElideRight, name.width())
        painter.setFont(heavy)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        paint.draw_text(painter, name, shown)
        painter.setFont(self.font())
        painter.setPen(paint.muted(palette, palette.color(QPalette.ColorRole.Window)))
        left = min(bold.horizontalAdvance(shown), name.width())
        paint.draw_text(painter, QRectF(left, 0, width + 1, area.height()), detail)
        painter.end()


class PassageHead(QWidget):
    """Heading, filter, order, report and, where there are several, analyst.

    Signals:
        changed: The user asks for something else.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Heading()
        self.field = FilterField("Filter passages …", "Filter passages")
        self.sort = _combo("Order of the passages")
        self.report = _combo("Passages of which report")
        self.analyst = _combo("Passages of which analyst")
        for sort in Sort:
            self.sort.addItem(sort.value, sort)
        self.sort.setToolTip("Order the passages by")
        self.report.addItem("All reports", ALL)
        self.report.addItem("Report being read", ACTIVE)
        self.report.insertSeparator(2)
        self.analyst.addItem("All analysts", None)
        self.analyst.hide()
        self._build()
        self.field.textChanged.connect(self.changed)
        for combo in (self.sort, self.report, self.analyst):
            combo.currentIndexChanged.connect(self.changed)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.setSpacing(6)
        column.addWidget(self.heading)
        column.addWidget(self.field)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.sort, 2)
        row.addWidget(self.report, 3)
        column.addLayout(row)
        column.addWidget(self.analyst)

    def chosen_sort(self) -> Sort:
        """Return the order that is chosen."""
        return Sort(self.sort.currentData())

    def chosen_report(self) -> str:
        """Return the id of the chosen report, or `ALL`, or `ACTIVE`."""
        return str(self.report.currentData())

    def chosen_analyst(self) -> str | None:
        """Return the chosen analyst, None for all."""
        name = self.analyst.currentData()
        return None if name is None else str(name)

    def set_reports(self, reports: Sequence[Report]) -> None:
        """Offer other reports; the choice stays as far as it is there."""
        offered = [(_label(report), report.id) for report in reports]
        _refill(self.report, 3, offered)

    def set_analysts(self, names: Sequence[str]) -> None:
        """Offer other analysts; one alone needs no choice."""
        _refill(self.analyst, 1, [(name or "(no name)", name) for name in names])
        self.analyst.setVisible(len(names) > 1)


def _label(report: Report) -> str:
    return " · ".join(part for part in (report.name, report.year) if part)


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(5)
    combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return combo


def _refill(combo: QComboBox, fixed: int, offered: Sequence[tuple[str, ReportId | str]]) -> None:
    """Replace the entries behind the fixed ones; a choice that has gone becomes the first."""
    now = [(combo.itemText(i), combo.itemData(i)) for i in range(fixed, combo.count())]
    if now == list(offered):
        return
    chosen = combo.currentData()
    combo.blockSignals(True)  # noqa: FBT003 (Qt's own signature)
    while combo.count() > fixed:
        combo.removeItem(fixed)
    for text, data in offered:
        combo.addItem(text, data)
    index = combo.findData(chosen, flags=Qt.MatchFlag.MatchExactly)
    combo.setCurrentIndex(max(index, 0))
    combo.blockSignals(False)  # noqa: FBT003 (Qt's own signature)
    if index < 0:
        combo.currentIndexChanged.emit(0)
