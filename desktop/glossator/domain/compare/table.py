"""A table of figures: what its rows and columns are, and what is counted in its cells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import TypeAlias

Value: TypeAlias = int | float | None
"""A figure; None where it can't be told, as a report it needs was not read yet."""


class Axis(StrEnum):
    """What passages are counted by."""

    THEME = "theme"
    REPORT = "report"
    SECTION = "section"
    ANALYST = "analyst"
    YEAR = "year"


class Measure(StrEnum):
    """What a figure tells of its passages."""

    PASSAGES = "passages"
    PARAGRAPHS = "paragraphs"
    WORDS = "words"
    PER_1000 = "per-1000"


AXES = {
    Axis.THEME: "themes",
    Axis.REPORT: "reports by date",
    Axis.SECTION: "sections",
    Axis.ANALYST: "analysts",
    Axis.YEAR: "years",
}
"""What passages are counted by, in words."""

MEASURES = {
    Measure.PASSAGES: "passages",
    Measure.PARAGRAPHS: "paragraphs",
    Measure.WORDS: "words",
    Measure.PER_1000: "passages per 1,000 words",
}
"""What is counted, in words."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a row or column.

    Attributes:
        key: Names it among its kind, also in another session.
        label: What it is called.
        above: The year, or year and report, it stands under; or empty.
        full: Its whole name: the path of a theme, the report with the heading.
        depth: How deep a theme lies in the tree.
        parent: Key of the theme above it, or None.
        colour: A theme's colour, or empty.
        words: Words of the text it stands for; infinite where it stands for all of it
            (a theme, an analyst), None where that is not read yet.
    """

    key: str
    label: str
    above: str = ""
    full: str = ""
    depth: int = 0
    parent: str | None = None
    colour: str = ""
    words: float | None = inf


@dataclass(frozen=True, slots=True)
class Table:
    """Figures by two properties.

    Attributes:
        row_axis, column_axis, measure: What it shows.
        rows, columns: Its heads; a theme before those below it, reports by date.
        cells: The figures, row by row.
        row_totals, column_totals, total: The figures of all passages of a row, a column,
            the table.
    """

    row_axis: Axis
    column_axis: Axis
    measure: Measure
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: tuple[tuple[Value, ...], ...]
    row_totals: tuple[Value, ...]
    column_totals: tuple[Value, ...]
    total: Value
