"""Tables of passages that come in: our own, and those of other tools.

A table is UTF-8 (with or without a byte order mark) or UTF-16, separated by commas,
semicolons or tabs. Columns are known by their names; those of Hypothesis, Taguette and
QualCoder are known too, others can be named.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from glossator.domain.errors import InvalidInputError
from glossator.domain.incoming.plan import (
    Incoming,
    IncomingPassage,
    IncomingReport,
    IncomingSegment,
)
from glossator.domain.passage import OMISSION
from glossator.exchange.refi.common import guid_of
from glossator.exchange.theme_paths import names_of, path_of, paths_of, themes_of
from glossator.exchange.times import time_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TextIO

FIELDS: Mapping[str, tuple[str, ...]] = {
    "id": ("annotation_id",),
    "quote": ("quote", "quotation", "quote/description", "content", "coded", "text", "segment"),
    "themes": ("themes", "theme_path", "theme", "tags", "tag", "codes", "code", "codename"),
    "note": ("note", "comment", "memo", "coded_memo", "annotation"),
    "symbol": ("symbol",),
    "title": ("title", "document", "page title"),
    "file_name": ("file_name", "file", "filename", "source"),
    "sha256": ("report_sha256", "sha256"),
    "analyst": ("analyst", "author", "coder", "creator", "user"),
    "created": ("created", "created at", "date"),
    "modified": ("modified", "updated"),
    "before": ("before", "context_before", "prefix"),
    "after": ("after", "context_after", "suffix"),
    "start": ("start", "start_offset"),
    "end": ("end", "end_offset"),
}
"""What a column can hold, and the names by which it is known, letter case ignored."""

LONGEST = 1_000_000
"""Characters of the longest cell."""

MOST_COLUMNS = 1_000
MOST_ROWS = 1_000_000
MOST_CELLS = 20_000_000
"""Cells of a table that is read; 100,000 of our passages have about two million."""

SHOWN = 20
"""Columns that a sentence names."""

_SAMPLE = 20_000
"""Characters in which the heading is looked for."""

_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read.

    Attributes:
        heading: The names of its columns.
        rows: Its cells; short rows are filled with empty cells.
    """

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def listed(self) -> str:
        """The names of the first columns, for a sentence."""
        more = " and others" if len(self.heading) > SHOWN else ""
        return ", ".join(f"“{one[:40]}”" for one in self.heading[:SHOWN]) + more


def read_table(data: bytes) -> Table:
    """Read a table.

    Raises:
        InvalidInputError: It is no text, has no heading, or a cell is too long.
    """
    with _text(data) as text:
        try:
            delimiter = _delimiter(text.read(_SAMPLE))
            text.seek(0)
            csv.field_size_limit(LONGEST)
            lines = _lines(csv.reader(text, delimiter=delimiter))
            heading = tuple(cell.strip() for cell in next(lines, ()))
            rows = tuple(_rows(lines, len(heading)))
        except UnicodeDecodeError as error:
            raise InvalidInputError(
                "The table is not written in UTF-8. Save it as “CSV UTF-8” and try again."
            ) from error
        except csv.Error as error:
            raise InvalidInputError(f"The table can't be read: {error}.") from error
    if not heading:
        raise InvalidInputError("The table is empty.")
    return Table(heading, rows)


def _lines(lines: Iterable[list[str]]) -> Iterator[list[str]]:
    """Yield the lines with something in them.

    Raises:
        InvalidInputError: There are more of them than a table of passages has.
    """
    width = count = 0
    for line in lines:
        if not any(cell.strip() for cell in line):
            continue
        width = width or len(line)
        if width > MOST_COLUMNS:
            raise InvalidInputError(f"The table has more than {MOST_COLUMNS:,} columns.")
        count += 1
        if count > MOST_ROWS or count * width > MOST_CELLS:
            raise InvalidInputError(
                f"The table has more than {MOST_ROWS:,} rows or {MOST_CELLS:,} cells."
            )
        yield line[:width]


def _rows(lines: Iterable[list[str]], width: int) -> Iterator[tuple[str, ...]]:
    """Yield lines filled to a width, equal cells of a column shared: most name the same report."""
    above = ("",) * width
    for line in lines:
        filled = line + [""] * (width - len(line))
        above = tuple(old if old == new else new for old, new in zip(above, filled, strict=True))
        yield above


def guess_columns(heading: Sequence[str]) -> dict[str, int]:
    """Return which column holds what, as far as the names tell."""
    names = [name.casefold() for name in heading]
    found: dict[str, int] = {}
    for field, known in FIELDS.items():
        place = next((names.index(name) for name in known if name in names), None)
        if place is not None:
            found[field] = place
    return found


def passages(name: str, table: Table, columns: Mapping[str, int]) -> Incoming:
    """Return what a table holds.

    Args:
        name: The file's name.
        table: The table.
        columns: Which column holds what, as `guess_columns` gives it; `quote` is needed.

    Raises:
        InvalidInputError: No column holds the quotation.
    """
    if "quote" not in columns:
        raise InvalidInputError(f"No column of “{name}” holds a quotation. It has {table.listed}.")
    left_out, areas = [], 0
    reports: dict[str, IncomingReport] = {}
    by_id: dict[str, IncomingPassage] = {}
    for number, cells in enumerate(table.rows, 2):
        row = _Row(cells, columns)
        report = row.report
        report = reports.setdefault(report.key, report)
        if row.is_area:
            areas += 1
        elif not row["quote"].strip():
            left_out.append(f"Row {number} has no quotation.")
            continue
        one = row.passage(report)
        # The rows of a table with a line for each theme are joined by their id.
        key = row["id"].strip().upper() or f"row {number}"
        known = by_id.get(key)
        if known is not None:
            one = replace(one, themes=tuple(dict.fromkeys((*known.themes, *one.themes))))
        by_id[key] = one
    if areas:
        left_out.append(
            f"Areas of pages come in only where they are here already: {areas} of the rows are"
            " areas, and a table does not say where on a page they lie."
        )
    themes = dict.fromkeys(path for one in by_id.values() for path in one.themes)
    return Incoming(
        name,
        tuple(reports.values()),
        tuple(themes_of(themes)),
        tuple(by_id.values()),
        tuple(left_out),
    )


def read_csv(name: str, data: bytes) -> Incoming:
    """Read a table whose columns are known by their names.

    Raises:
        InvalidInputError: It is no table, or no column holds a quotation.
    """
    table = read_table(data)
    return passages(name, table, guess_columns(table.heading))


class _Row:
    """A row, its cells by what they hold."""

    def __init__(self, cells: Sequence[str], columns: Mapping[str, int]) -> None:
        self._cells = {field: cells[place] for field, place in columns.items()}

    def __getitem__(self, field: str) -> str:
        return unguarded(self._cells.get(field, ""))

    @property
    def report(self) -> IncomingReport:
        names = [self[field].strip() for field in ("sha256", "symbol", "title", "file_name")]
        sha256, symbol, title, file_name = names
        return IncomingReport("\x1f".join(names), sha256, symbol, title, file_name)

    @property
    def is_area(self) -> bool:
        """Whether it is an area of a page, as we write it: an id and a place, but no words."""
        is_ours = guid_of(self["id"]) and not self["quote"].strip()
        return bool(is_ours) and 0 <= self._number("start") == self._number("end")

    def passage(self, report: IncomingReport) -> IncomingPassage:
        themes = (path_of(names_of(one)) for one in paths_of(self["themes"]))
        return IncomingPassage(
            report.key,
            tuple(self._segments()),
            tuple(dict.fromkeys(path for path in themes if path)),
            guid_of(self["id"]),
            self["note"],
            self["analyst"].strip(),
            time_of(self["created"]),
            time_of(self["modified"]),
        )

    def _segments(self) -> Iterator[IncomingSegment]:
        """Yield the stretches of the quotation; an area has one without words.

        Of several the first says where it begins, the last where it ends.
        """
        parts = [part.strip() for part in self["quote"].split(OMISSION) if part.strip()] or [""]
        start, end = self._number("start"), self._number("end")
        if len(parts) == 1:
            yield IncomingSegment(parts[0], self["before"], self["after"], start, end)
            return
        first, *others, last = parts
        yield IncomingSegment(first, self["before"], start=start)
        yield from map(IncomingSegment, others)
        yield IncomingSegment(last, after=self["after"], start=end - len(last), end=end)

    def _number(self, field: str) -> int:
        cell = self[field].strip()
        return int(cell) if cell.isdecimal() and len(cell) < 12 else -1


def unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if cell[:1] == "'" and cell[1:].lstrip()[:1] in tuple("=+-@") else cell


def _text(data: bytes) -> TextIO:
    """Return a table as a text that is decoded as it is read."""
    is_utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    encoding = "utf-16" if is_utf16 else "utf-8-sig"
    return io.TextIOWrapper(io.BytesIO(data), encoding, newline="")


def _delimiter(sample: str) -> str:
    """Return what parts the cells: what stands most often in the heading, outside of quotes."""
    heading = next((line for line in _QUOTED.sub("", sample).splitlines() if line.strip()), "")
    return max(",;\t", key=heading.count)
