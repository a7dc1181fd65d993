"""The compare view: the table, the plot beside it, and the passages below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from glossator.app.models.compare import CompareModel, default_shut
from glossator.domain.compare.rows import IN_ORDER
from glossator.domain.compare.table import Axis, Measure
from glossator.domain.compare.timeline import over_time
from glossator.domain.text.counted import counted
from glossator.ui.compare.choices import Choices
from glossator.ui.compare.columns import PassageColumns
from glossator.ui.compare.opened import opened
from glossator.ui.compare.plot import PlotView
from glossator.ui.compare.plot_painting import MOST_SERIES, Plot
from glossator.ui.compare.table import CompareTable
from glossator.ui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from glossator.app.comparison import Comparison
    from glossator.app.desk import Desk
    from glossator.app.settings import Value
    from glossator.app.workspace import Workspace
    from glossator.domain.compare.figures import PassageColumn
    from glossator.domain.records import AnnotationId, ThemeId

EMPTY = (
    "Here themes stand against reports: how many passages each report has on each theme, how that "
    "changed over the years, and the passages themselves side by side.\n\n{}"
)
NO_REPORT = "This project has no report yet. Add one with Ctrl+Shift+O, or drop a file here."
NO_THEME = "This project has no theme yet. Esc goes back to reading; Ctrl+Shift+T makes a theme."
NO_PASSAGE = (
    "No passage is tagged yet. Esc goes back to reading: select text, type a few letters of a "
    "theme and press Enter."
)
NOT_IN_TIME = "Choose themes, sections or analysts as rows or columns to see them over time."
NOTHING_CHOSEN = "Choose a row to see it over time; Ctrl+click and Shift+arrows choose several."
NO_DATES = "No report that can be shown has a date."


class CompareView(QWidget):
    """Shows what a comparison counted; forwards what is wanted.

    Signals:
        left: The user goes back to reading.
        changed: What is remembered of the view is out of date.
    """

    left = Signal()
    changed = Signal()

    def __init__(self, comparison: Comparison, workspace: Workspace, desk: Desk) -> None:
        super().__init__()
        self.comparison = comparison
        self._workspace = workspace
        self._desk = desk
        self.model = CompareModel(self)
        self.choices = Choices()
        self.table = CompareTable(self.model)
        self.plot = PlotView()
        self.columns = PassageColumns()
        self._title = ElidedLabel(is_whole=True)
        self._count = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._changes = QCheckBox("Mark words that the column to the left does not have")
        self._empty = QLabel(
            alignment=Qt.AlignmentFlag.AlignCenter,
            wordWrap=True,
            textFormat=Qt.TextFormat.PlainText,
        )
        self._opened: tuple[str | None, str | None] | None = None
        self._is_folded = False
        self._wanted_theme: ThemeId | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._empty.setMargin(60)
        top = QSplitter(Qt.Orientation.Horizontal)
        top.addWidget(self.table)
        top.addWidget(self.plot)
        top.setStretchFactor(0, 3)
        top.setStretchFactor(1, 1)
        below = QWidget()
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 14, 4)
        bold = self._title.font()
        bold.setBold(True)
        self._title.setFont(bold)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addSpacing(16)
        head.addWidget(self._changes)
        head.addStretch(1)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.columns, 1)
        self._halves = QSplitter(Qt.Orientation.Vertical)
        for half in (top, below):
            self._halves.addWidget(half)
        self._below = below
        for splitter in (top, self._halves):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        top.setSizes([900, 420])
        self._halves.setSizes([430, 400])
        stack = QWidget()
        self._stack = QStackedLayout(stack)
        self._stack.addWidget(self._halves)
        self._stack.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.choices)
        whole.addWidget(stack, 1)

    def _connect(self) -> None:
        self.comparison.counted.connect(self._take)
        self.choices.changed.connect(self._choose)
        self.choices.order_wanted.connect(self._set_order)
        self.choices.filled_wanted.connect(self._set_filled)
        self.choices.left.connect(self.left)
        self.table.opened.connect(self._open_current)
        self.table.chosen_changed.connect(self._draw_plot)
        self.table.arranged.connect(self._arranged)
        self.table.field.left.connect(self.left)
        self.plot.spot_wanted.connect(self._open_spot)
        self.columns.passage_wanted.connect(
            lambda wanted: self._desk.go_to_annotation(cast("AnnotationId", wanted))
        )
        self._changes.toggled.connect(lambda _: self._show_passages())
        self._desk.theme_chosen.connect(self.choose_theme)

    # What is compared

    def show_axes(self, rows: Axis, columns: Axis, measure: Measure) -> None:
        """Compare otherwise."""
        self.choices.show_chosen(rows, columns, measure)
        self._choose()

    def choose_theme(self, theme_id: ThemeId | None) -> None:
        """Go to a theme's row, its folded parents opened."""
        if theme_id is None or self.isHidden():
            return
        table = self.model.table
        if table is None or table.row_axis is not Axis.THEME:
            self._wanted_theme = theme_id
            return
        keys = self.table.current_keys()
        if keys is not None and keys[0] == theme_id:
            return
        tree, above = self._workspace.tree, set[str]()
        parent = tree.parent_of(theme_id) if theme_id in tree else None
        while parent is not None:
            above.add(parent)
            parent = tree.parent_of(parent)
        how = self.model.arrangement
        if above & how.shut:
            self.table.arrange(replace(how, shut=how.shut - above))
        if self.table.choose(theme_id, None):
            self._open_current()

    @property
    def opened(self) -> tuple[str | None, str | None] | None:
        """Keys of the row and column whose passages are shown, None for totals."""
        return self._opened

    @property
    def marks_changes(self) -> bool:
        """Whether words that differ from the neighbour's are marked."""
        return self._changes.isChecked()

    def mark_changes(self, *, marked: bool) -> None:
        """Mark the words that differ from the neighbour's, or don't."""
        self._changes.setChecked(marked)

    @property
    def hint(self) -> str:
        """What is said in place of the table, empty where there is one."""
        return self._empty.text()

    def passages(self) -> tuple[str, Sequence[PassageColumn]]:
        """Return what the passages that are shown have in common, and the passages."""
        row = self._opened[0] if self._opened else None
        return self._row_name(row), self.comparison.passages(row)

    # What is remembered

    def remembered(self) -> dict[str, Value]:
        """Return how the view stands, as the settings keep it."""
        how = self.model.arrangement
        names = ("row", "column")
        cell: dict[str, Value] = {
            name: key
            for name, key in zip(names, self._opened or (), strict=False)
            if key is not None
        }
        comparison = self.comparison
        return {
            "rows": comparison.rows.value,
            "columns": comparison.columns.value,
            "cells": comparison.measure.value,
            "order": how.order,
            "shut": list(how.shut),
            "only_filled": how.only_filled,
            "changes": self.marks_changes,
            "opens": self._opened is not None,
            "opened": cell,
        }

    def restore(self, kept: Mapping[str, Value]) -> None:
        """Stand as it stood before; what can't be read stays as it is for a new view."""
        rows, columns, cells = kept.get("rows"), kept.get("columns"), kept.get("cells")
        if rows in tuple(Axis) and columns in tuple(Axis) and cells in tuple(Measure):
            self.comparison.show(Axis(rows), Axis(columns), Measure(cells))
        shut = kept.get("shut")
        if isinstance(shut, list):
            self._is_folded = True
            how = self.model.arrangement
            only_filled, order = bool(kept.get("only_filled")), str(kept.get("order", IN_ORDER))
            shut_keys = frozenset(map(str, shut))
            self.model.arrange(replace(how, shut=shut_keys, only_filled=only_filled, order=order))
        self._changes.setChecked(bool(kept.get("changes")))
        cell = kept.get("opened")
        if kept.get("opens") and isinstance(cell, dict):
            row, column = (cell.get(name) for name in ("row", "column"))
            self._opened = (
                row if isinstance(row, str) else None,
                column if isinstance(column, str) else None,
            )
        self.choices.show_chosen(
            self.comparison.rows, self.comparison.columns, self.comparison.measure
        )

    # Following

    def _take(self) -> None:
        table = self.comparison.table
        assert table is not None
        before = self.model.table
        is_other = before is None or before.row_axis is not table.row_axis
        if is_other and (before is not None or not self._is_folded):
            how = self.model.arrangement
            self.model.arrange(replace(how, shut=default_shut(table), order=IN_ORDER))
        keys = self.table.current_keys() or self._opened
        self.model.set_table(table)
        self._show_empty()
        if keys is None or not self.table.choose(*keys):
            self._choose_first()
        how = self.model.arrangement
        self.choices.show_arrangement(how.order, only_filled=how.only_filled)
        wanted, self._wanted_theme = self._wanted_theme, None
        self.choose_theme(wanted)
        self._draw_plot()
        self._show_passages()

    def _choose_first(self) -> None:
        if self.model.rowCount() and self.model.columnCount():
            head = self.model.row_head(0)
            self.table.choose(head.key if head else None, None)

    def _show_empty(self) -> None:
        workspace = self._workspace
        why = ""
        if not workspace.reports():
            why = NO_REPORT
        elif not len(workspace.tree):
            why = NO_THEME
        elif workspace.is_loaded and not any(one.theme_ids for one in workspace.annotations()):
            why = NO_PASSAGE
        self._empty.setText(EMPTY.format(why) if why else "")
        self._stack.setCurrentWidget(self._empty if why else self._halves)

    def _choose(self) -> None:
        rows, columns, measure = self.choices.chosen()
        if (rows, columns) != (self.comparison.rows, self.comparison.columns):
            self._opened = None
        self.comparison.show(rows, columns, measure)
        self.changed.emit()

    def _set_order(self, order: str) -> None:
        self.table.arrange(replace(self.model.arrangement, order=order))

    def _set_filled(self, only_filled: bool) -> None:  # noqa: FBT001 - a signal's
        self.table.arrange(replace(self.model.arrangement, only_filled=only_filled))

    def _arranged(self) -> None:
        how = self.model.arrangement
        self.choices.show_arrangement(how.order, only_filled=how.only_filled)
        self.changed.emit()

    # Over time

    def _draw_plot(self) -> None:
        timeline, table = self.comparison.timeline, self.comparison.table
        measure = self.comparison.measure
        if timeline is None or table is None:
            self.plot.show_plot(Plot((), measure), NOT_IN_TIME)
            return
        if timeline.row_axis is table.row_axis:
            keys = self.table.chosen_rows()
        else:
            indexes = self.table.selectedIndexes()
            heads = [self.model.column_head(index.column()) for index in indexes]
            keys = [head.key for head in heads if head]
            if not keys and len(table.columns) <= MOST_SERIES:
                keys = [head.key for head in table.columns]
        reports = {str(report.id): report for report in self._workspace.reports()}
        series = over_time(timeline, keys, reports)
        why = NO_DATES if keys else NOTHING_CHOSEN
        self.plot.show_plot(Plot(series, measure, timeline.row_axis, timeline.column_axis), why)

    def _open_spot(self, key: str, name: str) -> None:
        table, timeline = self.comparison.table, self.comparison.timeline
        if table is None or timeline is None:
            return
        moments = {head.label: head.key for head in timeline.columns}
        if table.row_axis is timeline.column_axis:
            self.table.choose(moments.get(name), key)
        elif table.column_axis is timeline.column_axis:
            self.table.choose(key, moments.get(name))
        elif table.row_axis is timeline.row_axis:
            self.table.choose(key, None)
        else:
            self.table.choose(None, key)
        self._open_current()

    # Passages

    def _open_current(self) -> None:
        keys = self.table.current_keys()
        if keys is None:
            return
        self._opened = keys
        self._show_passages()
        if self.comparison.rows is Axis.THEME and keys[0] is not None:
            self._desk.choose_theme(cast("ThemeId", keys[0]))
        self.changed.emit()

    def _show_passages(self) -> None:
        table = self.comparison.table
        self._below.setVisible(self._opened is not None and table is not None)
        if self._opened is None or table is None:
            return
        row_key, column_key = self._opened
        keys = {table.columns[number].key for number in self.model.columns}
        found = opened(
            [one for one in self.comparison.passages(row_key) if one.head.key in keys],
            table,
            next((head for head in table.rows if head.key == row_key), None),
            self._workspace.annotation,
            ground=self.palette().color(QPalette.ColorRole.Base).name(),
            marked=self.marks_changes,
        )
        self.columns.show_columns(found.columns, found.places.get(column_key or "", -1))
        self._title.setText(self._row_name(row_key))
        self._count.setText(f"— {counted(found.total, 'passage')}, oldest report first")

    def _row_name(self, key: str | None) -> str:
        table = self.comparison.table
        heads = table.rows if table else ()
        return next((head.full or head.label for head in heads if head.key == key), "All rows")

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget::keyPressEvent: Escape goes back to reading."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
