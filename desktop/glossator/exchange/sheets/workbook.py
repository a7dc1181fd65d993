"""Excel workbooks (Office Open XML, ECMA-376) through openpyxl, the same every time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from tempfile import gettempdir
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml.etree import SerialisationError
from openpyxl import Workbook
from openpyxl.cell import Cell as BookCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from glossator.domain import colours
from glossator.domain.errors import ExportError
from glossator.domain.watching import each

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

MADE = datetime(2000, 1, 1)
"""Stands in every workbook as the time it was made, so that equal tables are equal files."""

_MADE_ZIP = (2000, 1, 1, 0, 0, 0)
_NO_TITLE = re.compile(r"[\[\]:*?/\\]")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow in a text."""

LONGEST_TITLE = 31
LONGEST_TEXT = 32_767
"""Characters that Excel allows in the name of a sheet and in a cell."""


def workbook(
    title: str,
    heading: Sequence[str],
    rows: Sequence[Sequence[str | int | float | None]],
    *,
    depths: Sequence[int] = (),
    grounds: Sequence[Sequence[str]] = (),
    decimals: int = 2,
    caption: str = "",
) -> bytes:
    """Return a workbook of one sheet: head and first column frozen, numbers as numbers.

    Text is never a formula, whatever it begins with.

    Args:
        title: Name of the sheet, and of the workbook.
        heading: The heads of the columns.
        rows: The cells.
        depths: How far the first cell of each row is set in.
        grounds: The colour of each cell, empty for none.
        decimals: Figures behind the point of numbers that are not whole.
        caption: Kept as the workbook's description.
    """
    sheet = BookSheet(title, heading, rows, depths, grounds, decimals)
    return workbook_of([sheet], title=title, caption=caption)


@dataclass(frozen=True, slots=True)
class BookSheet:
    """One sheet of a workbook; see `workbook`.

    Attributes:
        title, heading, rows, depths, grounds, decimals: As in `workbook`.
        filters: Whether each column gets a button to filter by.
    """

    title: str
    heading: Sequence[str]
    rows: Sequence[Sequence[str | int | float | None]]
    depths: Sequence[int] = ()
    grounds: Sequence[Sequence[str]] = ()
    decimals: int = 2
    filters: bool = False


def workbook_of(sheets: Sequence[BookSheet], *, title: str, caption: str = "") -> bytes:
    """Return a workbook of some sheets, each as `workbook` makes it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = _clean(title)
    book.properties.description = _clean(caption)
    book.properties.creator = "Glossator"
    for sheet in sheets:
        _add(book, sheet)
    return _written(book)


def _add(book: Workbook, content: BookSheet) -> None:
    name = _NO_TITLE.sub(" ", _clean(content.title))[:LONGEST_TITLE].strip("' ") or "Table"
    sheet: Worksheet = book.create_sheet(name)
    for column, head in enumerate(content.heading, 1):
        cell = _put(sheet, 1, column, head, content.decimals)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="bottom")
    for number, row in enumerate(each(content.rows)):
        for column, value in enumerate(row):
            cell = _put(sheet, number + 2, column + 1, value, content.decimals)
            ground = content.grounds[number][column] if content.grounds else ""
            if ground:
                _fill(cell, ground)
        if content.depths and content.depths[number]:
            indent = Alignment(indent=content.depths[number], vertical="top")
            sheet.cell(number + 2, 1).alignment = indent
    sheet.freeze_panes = "B2"
    if content.filters:
        sheet.auto_filter.ref = sheet.dimensions
    _set_widths(sheet, content.heading, content.rows)


def _put(
    sheet: Worksheet, row: int, column: int, value: str | int | float | None, decimals: int
) -> BookCell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, BookCell)
    if isinstance(value, str):
        cell.value = _clean(value)[:LONGEST_TEXT]
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    else:
        cell.value = value
        cell.number_format = f"#,##0.{'0' * decimals}" if isinstance(value, float) else "#,##0"
        cell.alignment = Alignment(vertical="top")
    return cell


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)


def _fill(cell: BookCell, ground: str) -> None:
    cell.fill = PatternFill("solid", fgColor=ground.removeprefix("#"))
    ink = max((colours.INK, colours.PAPER), key=lambda one: colours.contrast(one, ground))
    cell.font = Font(color=ink.removeprefix("#"))


def _set_widths(
    sheet: Worksheet,
    heading: Sequence[str],
    rows: Sequence[Sequence[str | int | float | None]],
) -> None:
    """Make columns as wide as most of what is in them, at most 60 characters."""
    for column, head in enumerate(heading):
        longest = max((len(str(row[column])) for row in rows), default=0)
        width = min(max(longest, len(head) if column == 0 else min(len(head), 14)) + 3, 60)
        sheet.column_dimensions[get_column_letter(column + 1)].width = width


def _written(book: Workbook) -> bytes:
    """Return the bytes of a workbook without the time of day in them.

    Raises:
        ExportError: There is no room for what openpyxl writes meanwhile.
    """
    book.properties.created = MADE
    made = BytesIO()
    try:
        book.save(made)
    except (OSError, SerialisationError) as error:  # each sheet goes to a temporary file first
        raise ExportError(
            f"The workbook could not be made: the folder for temporary files, {gettempdir()}, can't"
            " be written or is full. Nothing was changed."
        ) from error
    fixed = BytesIO()
    with ZipFile(made) as old, ZipFile(fixed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", data)
            info = ZipInfo(name, _MADE_ZIP)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, data)
    return fixed.getvalue()


_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
