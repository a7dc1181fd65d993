"""Compared themes as tables that go out: the figures, and the passages behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.domain.colours import mix
from glossator.domain.compare.heat import largest, share
from glossator.domain.compare.table import AXES, MEASURES, Axis, Measure
from glossator.domain.text.quotation import one_line
from glossator.exchange.sheets.table import Cell, Sheet
from glossator.exchange.theme_paths import THEME_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from glossator.domain.compare.figures import PassageColumn
    from glossator.domain.compare.table import Head, Table
    from glossator.domain.records import Annotation, AnnotationId, Report, ReportId
    from glossator.domain.themes import ThemeTree

PAPER = "#FFFFFF"
ACCENT = "#2F6FDE"
"""The ground of figures whose row and column have no colour of their own."""

ALL = "All"
PASSAGE_HEADING = ("Column", "Report", "Citation", "Passage", "Note", "Themes", "Analyst")


def figures_sheet(table: Table, rows: Sequence[int], columns: Sequence[int] | None = None) -> Sheet:
    """Return the figures as they stand on the screen.

    Args:
        table: The figures.
        rows: The numbers of the rows that are shown, in their order.
        columns: The numbers of the columns that are shown, None for all.
    """
    across = range(len(table.columns)) if columns is None else columns
    most = largest(table)
    heads = (head_text(table.columns[column]) for column in across)
    heading = (AXES[table.row_axis].capitalize(), *heads, ALL)
    cells: list[tuple[Cell, ...]] = []
    grounds: list[tuple[str, ...]] = []
    for row in rows:
        line = (table.cells[row][column] for column in across)
        cells.append((_name(table.rows[row]), *line, table.row_totals[row]))
        grounds.append(("", *(_ground(table, row, column, most) for column in across), ""))
    totals = (table.column_totals[column] for column in across)
    return Sheet(
        title=f"{AXES[table.row_axis].capitalize()} by {AXES[table.column_axis]}",
        caption=caption(table),
        heading=heading,
        rows=(*cells, (ALL, *totals, table.total)),
        depths=(*(table.rows[row].depth for row in rows), 0),
        grounds=(*grounds, ("",) * len(heading)),
        figures=True,
    )


def caption(table: Table) -> str:
    """Return how the figures are to be read."""
    said = f"Figures are {MEASURES[table.measure]}."
    if Axis.THEME in (table.row_axis, table.column_axis):
        said += " A theme counts the passages of the themes below it too, each once."
    if table.measure is Measure.PER_1000:
        said += " The words are those of the paragraphs and boxes of the reports."
    return said


def head_text(head: Head) -> str:
    """Return the head of a column on one line: `2012 A/67/170`."""
    return " ".join(part for part in (head.above, head.label) if part)


def passages_sheet(
    title: str,
    columns: Sequence[PassageColumn],
    annotations: Mapping[AnnotationId, Annotation],
    reports: Mapping[ReportId, Report],
    tree: ThemeTree,
) -> Sheet:
    """Return the passages behind a row, column by column, empty columns named.

    Args:
        title: What they have in common.
        columns: The passages.
        annotations: The annotations of the passages.
        reports: Their reports.
        tree: Their themes.
    """
    rows: list[tuple[str, ...]] = []
    for column in columns:
        name = head_text(column.head)
        found = [annotations[one] for one in column.ids if one in annotations]
        if not found:
            rows.append((name, *[""] * (len(PASSAGE_HEADING) - 1)))
        for one in found:
            report = reports.get(one.report_id)
            themes = [tree.path(theme) for theme in one.theme_ids if theme in tree]
            rows.append(
                (
                    name,
                    " ".join(part for part in (report.year, report.name) if part) if report else "",
                    one.citation,
                    one_line(one.quote),
                    one.note,
                    THEME_SEPARATOR.join(themes),
                    one.analyst,
                )
            )
    return Sheet(
        title=title,
        caption="Oldest report first. A row without a passage stands for an empty column.",
        heading=PASSAGE_HEADING,
        rows=tuple(rows),
    )


def _name(head: Head) -> str:
    return head.full or head.label


def _ground(table: Table, row: int, column: int, most: float) -> str:
    part = share(table.cells[row][column], most)
    if not part:
        return ""
    return mix(PAPER, table.rows[row].colour or table.columns[column].colour or ACCENT, part)
