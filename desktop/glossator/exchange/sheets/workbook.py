"""Excel workbooks (Office Open XML, ECMA-376) through openpyxl, the same every time."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import gettempdir
from typing import IO, TYPE_CHECKING, Literal, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml.etree import LxmlError
from openpyxl import Workbook
from openpyxl.cell import Cell as BookCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from glossator.domain import colours
from glossator.domain.errors import ExportError
from glossator.domain.watching import each

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.worksheet.worksheet import Worksheet

Value: TypeAlias = "str | int | float | None"

MADE = datetime(2000, 1, 1)
"""Stands in every workbook as the time it was made, so that equal tables are equal files."""

_MADE_ZIP = (2000, 1, 1, 0, 0, 0)
_MODE = 0o600
_NO_TITLE = re.compile(r"[\[\]:*?/\\]")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow in a text."""

LONGEST_TITLE = 31
LONGEST_TEXT = 32_767
"""Characters that Excel allows in the name of a sheet and in a cell."""


def workbook(
    title: str,
    heading: Sequence[str],
    rows: Collection[Sequence[Value]],
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
    rows: Collection[Sequence[Value]]
    depths: Sequence[int] = ()
    grounds: Sequence[Sequence[str]] = ()
    decimals: int = 2
    filters: bool = False


def workbook_of(sheets: Sequence[BookSheet], *, title: str, caption: str = "") -> bytes:
    """Return a workbook of some sheets, each as `workbook` makes it.

    Raises:
        ExportError: There is no room for what openpyxl writes meanwhile.
        CancelledError: Whoever watches has ended it.
    """
    # Rows go to a temporary file one by one: all cells at once take half a kilobyte each.
    book = Workbook(write_only=True)
    book.properties.title = _clean(title)
    book.properties.description = _clean(caption)
    book.properties.creator = "Glossator"
    book.properties.created = book.properties.modified = MADE
    made = BytesIO()
    try:
        for sheet in sheets:
            _add(book, sheet)
        with _UndatedZip(made, "w", ZIP_DEFLATED) as archive:
            ExcelWriter(book, archive).save()
    except (OSError, LxmlError) as error:
        raise ExportError(
            f"The workbook could not be made: the folder for temporary files, {gettempdir()}, can't"
            " be written or is full. Nothing was changed."
        ) from error
    finally:
        _remove_temporary(book)
    return made.getvalue()


def _add(book: Workbook, content: BookSheet) -> None:
    name = _NO_TITLE.sub(" ", _clean(content.title))[:LONGEST_TITLE].strip("' ") or "Table"
    sheet = book.create_sheet(name)
    # What stands before the rows in the file has to be set before the first is written.
    sheet.freeze_panes = "B2"
    _set_widths(sheet, content.heading, content.rows)
    whole = f"A1:{get_column_letter(len(content.heading))}{len(content.rows) + 1}"
    sheet.calculate_dimension = lambda: whole  # openpyxl asks for it, but does not know it itself
    if content.filters:
        sheet.auto_filter.ref = whole
    looks = _Looks(sheet, content.decimals)
    sheet.append(looks.head(content.heading))
    for number, row in enumerate(each(content.rows)):
        grounds = content.grounds[number] if content.grounds else [""] * len(row)
        depth = content.depths[number] if content.depths else 0
        sheet.append(looks.row(row, grounds, depth))


class _Looks:
    """Gives values as cells to be written, one cell for all that look the same.

    Each is written before the next is asked for, so they must not be gathered.
    """

    def __init__(self, sheet: Worksheet, decimals: int) -> None:
        self._sheet = sheet
        self._decimals = decimals
        self._cells: dict[tuple[type, str, int], BookCell] = {}

    def head(self, heading: Sequence[str]) -> Iterator[BookCell]:
        """Yield the cells of the first row."""
        cell = WriteOnlyCell(self._sheet)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="bottom")
        for text in heading:
            yield _filled(cell, text)

    def row(
        self, values: Sequence[Value], grounds: Sequence[str], depth: int
    ) -> Iterator[BookCell]:
        """Yield the cells of a row, the first set in by its depth."""
        for value, ground in zip(values, grounds, strict=True):
            look = (type(value), ground, depth)
            depth = 0
            if look not in self._cells:
                self._cells[look] = self._made(*look)
            yield _filled(self._cells[look], value)

    def _made(self, kind: type, ground: str, depth: int) -> BookCell:
        cell = WriteOnlyCell(self._sheet)
        if kind is not str:
            cell.number_format = f"#,##0.{'0' * self._decimals}" if kind is float else "#,##0"
        if depth:
            cell.alignment = Alignment(indent=depth, vertical="top")
        else:
            cell.alignment = Alignment(wrap_text=kind is str or None, vertical="top")
        if ground:
            cell.fill = PatternFill("solid", fgColor=ground.removeprefix("#"))
            ink = max((colours.INK, colours.PAPER), key=lambda one: colours.contrast(one, ground))
            cell.font = Font(color=ink.removeprefix("#"))
        return cell


def _filled(cell: BookCell, value: Value) -> BookCell:
    if isinstance(value, str):
        cell.value = _clean(value)[:LONGEST_TEXT]
        cell.data_type = "s"
    else:
        cell.value = value
    return cell


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)


def _set_widths(
    sheet: Worksheet, heading: Sequence[str], rows: Collection[Sequence[Value]]
) -> None:
    """Make columns as wide as most of what is in them, at most 60 characters."""
    longest = [0] * len(heading)
    for row in rows:
        longest = [max(most, len(str(value))) for most, value in zip(longest, row, strict=True)]
    for column, head in enumerate(heading):
        least = len(head) if column == 0 else min(len(head), 14)
        width = min(max(longest[column], least) + 3, 60)
        sheet.column_dimensions[get_column_letter(column + 1)].width = width


class _UndatedZip(ZipFile):
    """An archive that does not tell when and by whom its parts were made."""

    def open(
        self,
        name: str | ZipInfo,
        mode: Literal["r", "w"] = "r",
        pwd: bytes | None = None,
        *,
        force_zip64: bool = False,
    ) -> IO[bytes]:
        """Open a part, as all that is written is."""
        if isinstance(name, ZipInfo):
            name.date_time = _MADE_ZIP
            name.external_attr = _MODE << 16
        return super().open(name, mode, pwd, force_zip64=force_zip64)


def _remove_temporary(book: Workbook) -> None:
    """Remove what openpyxl leaves in the folder for temporary files when it is interrupted.

    It would do so when the program ends; until then passages would lie there.
    """
    for sheet in book.worksheets:
        writer: WorksheetWriter | None = getattr(sheet, "_writer", None)
        if writer is None or not Path(str(writer.out)).exists():
            continue
        # What can't be written to its end has been told before, or was not wanted.
        with suppress(OSError, LxmlError):
            sheet.close()
        with suppress(OSError):
            writer.cleanup()
