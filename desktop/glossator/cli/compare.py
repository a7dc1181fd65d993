"""The command that counts passages by two of their properties."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from glossator.cli.project import (
    FILE,
    clean,
    find_theme,
    json_option,
    print_json,
    project_argument,
    reading,
)
from glossator.domain.compare.axes import Corpus
from glossator.domain.compare.figures import tabulate
from glossator.domain.compare.rows import Arrangement, arranged, shown, shown_columns
from glossator.domain.compare.table import AXES, MEASURES, Axis, Measure, Table
from glossator.domain.compare.tally import Tally
from glossator.domain.errors import InvalidInputError
from glossator.domain.reports.extents import Extent, entry, extent
from glossator.domain.themes import PATH_SEPARATOR, ThemeTree
from glossator.exchange.sheets.compare import figures_sheet
from glossator.exchange.sheets.table import Sheet, to_csv, write_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.domain.compare.table import Head
    from glossator.domain.records import ReportId
    from glossator.storage.project import ProjectFile

_AXES = click.Choice([axis.value for axis in Axis])


@click.command("compare")
@project_argument
@click.option("--rows", type=_AXES, default="theme", show_default=True, help="What the rows are.")
@click.option(
    "--cols", type=_AXES, default="report", show_default=True, help="What the columns are."
)
@click.option(
    "--cell",
    type=click.Choice([measure.value for measure in Measure]),
    default="passages",
    show_default=True,
    help="What is counted.",
)
@click.option(
    "--theme",
    "themes",
    metavar="PATH",
    multiple=True,
    type=clean,
    help="Only the row of this theme and those below it.",
)
@click.option(
    "--all", "every", is_flag=True, help="Also rows, and themes in columns, without a passage."
)
@click.option("--out", metavar="FILE", type=FILE, help="Write a .csv, .xlsx, .html or .md file.")
@json_option
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
def compare(
    path: Path,
    *,
    rows: str,
    cols: str,
    cell: str,
    themes: tuple[str, ...],
    every: bool,
    out: Path | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Count passages by themes and reports, or by two other of their properties.

    A theme counts the passages of the themes below it too, each once. The manual lists the
    keys of the JSON document.
    """
    if as_json and as_csv:
        raise click.UsageError("Give --json or --csv, not both.")
    if themes and rows != Axis.THEME:
        raise click.UsageError("--theme chooses rows; give --rows theme with it.")
    with reading(path) as project:
        corpus = _corpus(project)
    if out is not None and out.exists() and path.exists() and out.samefile(path):
        raise InvalidInputError(f"“{out}” is the project itself. Nothing was written.")
    table = tabulate(corpus, Axis(rows), Axis(cols), Measure(cell))
    wanted = _wanted(table, corpus.tree, themes, every=every)
    columns = shown_columns(table, Arrangement(only_filled=not every))
    sheet = figures_sheet(table, wanted, columns)
    if out is not None:
        write_sheet(out, sheet)
        click.echo(f"Wrote {out}.")
    elif as_json:
        print_json(_fields(table, wanted, columns))
    elif as_csv:
        sys.stdout.buffer.write(to_csv(sheet))
    else:
        for line in _lines(table, sheet):
            click.echo(line)
        if not table.total:
            click.echo("No passage is tagged yet.", err=True)


def _corpus(project: ProjectFile) -> Corpus:
    reports = project.reports()
    sizes: dict[ReportId, Extent] = {}
    for report in reports:
        structure = project.structure(report.sha256)
        if structure is not None:
            sizes[report.id] = extent(structure)
    tally = Tally(
        entry(one, sizes.get(one.report_id)) for batch in project.annotations() for one in batch
    )
    return Corpus(reports, ThemeTree(project.themes()), tally, sizes)


def _wanted(
    table: Table, tree: ThemeTree, paths: tuple[str, ...], *, every: bool
) -> tuple[int, ...]:
    rows = arranged(table, Arrangement(only_filled=not every))
    if not paths:
        return rows
    keys = {key for path in paths for key in tree.with_descendants(find_theme(tree, path).id)}
    return tuple(row for row in rows if table.rows[row].key in keys)


def _fields(table: Table, rows: tuple[int, ...], columns: tuple[int, ...]) -> dict[str, object]:
    return {
        "rows_by": table.row_axis.value,
        "columns_by": table.column_axis.value,
        "cell": table.measure.value,
        "columns": [_head_fields(table.columns[column]) for column in columns],
        "rows": [
            {
                **_head_fields(table.rows[row]),
                "cells": [table.cells[row][column] for column in columns],
                "all": table.row_totals[row],
            }
            for row in rows
        ],
        "column_totals": [table.column_totals[column] for column in columns],
        "total": table.total,
    }


def _head_fields(head: Head) -> dict[str, object]:
    return {"key": head.key, "label": head.label, "above": head.above, "full": head.full}


def _lines(table: Table, sheet: Sheet) -> list[str]:
    """Return the table as it is read in a terminal."""
    names = [
        "  " * depth + str(row[0]).rpartition(PATH_SEPARATOR if depth else "\n")[2]
        for row, depth in zip(sheet.rows, sheet.depths, strict=True)
    ]
    across = list(sheet.heading[1:])
    first = max(map(len, ("", *names)))
    figures = [
        [shown(None if isinstance(cell, str) else cell, table.measure) for cell in row[1:]]
        for row in sheet.rows
    ]
    widths = [
        max(len(head), *(len(line[column]) for line in figures))
        for column, head in enumerate(across)
    ]
    lines = [
        f"{AXES[table.row_axis].capitalize()} by {AXES[table.column_axis]}: "
        f"{MEASURES[table.measure]}",
        "",
    ]
    for name, line in zip(("", *names), (across, *figures), strict=True):
        cells = (cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        lines.append("  ".join((name.ljust(first), *cells)).rstrip())
    return lines
