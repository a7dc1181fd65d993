"""A table with a head, written for spreadsheets, browsers and text editors.

The ending of the file's name says which: `.csv`, `.xlsx`, `.html` or `.md`. The same table
always gives the same bytes.
"""

from __future__ import annotations

import codecs
import csv
from dataclasses import dataclass
from html import escape
from io import StringIO
from typing import TYPE_CHECKING, TypeAlias

from glossator.domain import colours
from glossator.domain.errors import InvalidInputError
from glossator.domain.themes import PATH_SEPARATOR
from glossator.exchange.csv_export import guarded
from glossator.exchange.replacing import replacing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

Cell: TypeAlias = str | int | float | None

SUFFIXES = (".csv", ".xlsx", ".html", ".md")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written.

    Attributes:
        title: What it shows, in a few words.
        caption: How it is to be read; may be empty.
        heading: The heads of the columns.
        rows: The cells, a row as long as the heading; None where nothing is known.
        depths: How far the first cell of each row is set in; empty for none. Where the
            indent can be seen, the last name of a path stands there.
        grounds: The colour of each cell, row by row, empty for none; empty for no colours.
        decimals: Figures behind the point of numbers that are not whole.
        figures: Whether all columns but the first hold numbers.
    """

    title: str
    caption: str
    heading: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    depths: tuple[int, ...] = ()
    grounds: tuple[tuple[str, ...], ...] = ()
    decimals: int = 2
    figures: bool = False


def write_sheet(target: Path, sheet: Sheet) -> None:
    """Write a table to a file, replaced as a whole.

    Raises:
        InvalidInputError: The file's name has another ending.
        ExportError: The table can't be written; what was at the target is untouched.
    """
    make = _MAKERS.get(target.suffix.casefold())
    if make is None:
        raise InvalidInputError(
            f"Can't write “{target.name}”: give a name that ends in {', '.join(SUFFIXES)}."
        )
    data = make(sheet)
    with replacing(target) as stream:
        stream.write(data)


def to_csv(sheet: Sheet) -> bytes:
    """Return a table as CSV: UTF-8 with a byte order mark, formulas guarded."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (sheet.heading, *sheet.rows):
        writer.writerow(["" if cell is None else _guarded(_rounded(cell, sheet)) for cell in row])
    return codecs.BOM_UTF8 + text.getvalue().encode("utf-8", "backslashreplace")


def to_markdown(sheet: Sheet) -> bytes:
    """Return a table as Markdown with pipes."""
    first = "---"
    others = "---:" if sheet.figures else "---"
    lines = [f"# {_piped(sheet.title)}", ""]
    if sheet.caption:
        lines += [_piped(sheet.caption), ""]
    lines += [_row(sheet.heading), _row([first, *[others] * (len(sheet.heading) - 1)])]
    for number, row in enumerate(sheet.rows):
        depth = sheet.depths[number] if sheet.depths else 0
        cells = [_piped(_text(cell, sheet)) for cell in row]
        cells[0] = "&nbsp;&nbsp;" * depth + _piped(_first(sheet, number))
        lines.append(_row(cells))
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def to_html(sheet: Sheet) -> bytes:
    """Return a table as a page of its own, which needs nothing else."""
    body = "".join(_html_row(sheet, number) for number in range(len(sheet.rows)))
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in sheet.heading)
    caption = f"<p>{escape(sheet.caption)}</p>" if sheet.caption else ""
    page = (
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">'
        f"<title>{escape(sheet.title)}</title>\n<style>{_STYLE}</style></head>\n"
        f"<body{' class=figures' if sheet.figures else ''}>\n"
        f"<h1>{escape(sheet.title)}</h1>\n{caption}\n"
        f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
        "</body>\n</html>\n"
    )
    return page.encode("utf-8", "xmlcharrefreplace")


def to_xlsx(sheet: Sheet) -> bytes:
    """Return a table as an Excel workbook: head frozen, numbers as numbers."""
    # Importing openpyxl takes a third of a second, which the window need not pay to start.
    from glossator.exchange.sheets.workbook import workbook

    return workbook(
        sheet.title,
        sheet.heading,
        [
            (_first(sheet, number), *(_rounded(cell, sheet) for cell in row[1:]))
            for number, row in enumerate(sheet.rows)
        ],
        depths=sheet.depths,
        grounds=sheet.grounds,
        decimals=sheet.decimals,
        caption=sheet.caption,
    )


def _html_row(sheet: Sheet, number: int) -> str:
    row = sheet.rows[number]
    depth = sheet.depths[number] if sheet.depths else 0
    cells = [
        f'<th scope="row" style="padding-left:{0.6 + 1.2 * depth:.1f}em">{_lines(row[0])}</th>'
    ]
    for column, cell in enumerate(row[1:], 1):
        ground = sheet.grounds[number][column] if sheet.grounds else ""
        style = f' style="background:{ground};color:{_ink(ground)}"' if ground else ""
        cells.append(f"<td{style}>{_lines(_text(cell, sheet))}</td>")
    return f"<tr>{''.join(cells)}</tr>\n"


def _first(sheet: Sheet, number: int) -> str:
    """Return the first cell of a row; of a path the last name where the indent says the rest."""
    text = str(sheet.rows[number][0])
    return text.rpartition(PATH_SEPARATOR)[2] if sheet.depths and sheet.depths[number] else text


def _lines(cell: Cell) -> str:
    return escape("" if cell is None else str(cell)).replace("\n", "<br>")


def _ink(ground: str) -> str:
    return max((colours.INK, colours.PAPER), key=lambda ink: colours.contrast(ink, ground))


def _text(cell: Cell, sheet: Sheet) -> str:
    if cell is None:
        return ""
    return f"{cell:,.{sheet.decimals}f}" if isinstance(cell, float) else str(cell)


def _rounded(cell: Cell, sheet: Sheet) -> Cell:
    return round(cell, sheet.decimals) if isinstance(cell, float) else cell


def _guarded(cell: Cell) -> Cell:
    return guarded(cell) if isinstance(cell, str) else cell


def _piped(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


_STYLE = (
    "body{font:15px/1.4 system-ui,sans-serif;margin:2em;color:#1f2328;background:#fff}"
    "h1{font-size:1.3em;margin:0 0 .2em}p{color:#59616b;margin:0 0 1.2em}"
    "table{border-collapse:separate;border-spacing:3px}"
    "th,td{padding:.25em .6em;text-align:left;vertical-align:top;border-radius:3px}"
    "thead th{position:sticky;top:0;background:#fff;border-bottom:1px solid #c4c9d1;"
    "font-weight:600}tbody th{font-weight:400}td{max-width:34em}"
    ".figures td,.figures thead th+th{text-align:right;font-variant-numeric:tabular-nums}"
)

_MAKERS: dict[str, Callable[[Sheet], bytes]] = {
    ".csv": to_csv,
    ".xlsx": to_xlsx,
    ".html": to_html,
    ".md": to_markdown,
}
