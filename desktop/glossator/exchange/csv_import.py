"""Tables of passages that come in: our own, and those of other tools.

A table is UTF-8 (with or without a byte order mark) or UTF-16, separated by commas,
semicolons or tabs. Columns are known by their names; those of Hypothesis, Taguette and
QualCoder are known too, others can be named.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.domain.errors import InvalidInputError
from glossator.domain.incoming.plan import (
    Incoming,
    IncomingPassage,
    IncomingReport,
    IncomingSegment,
)
from glossator.domain.passage import OMISSION
from glossator.domain.themes import PATH_SEPARATOR
from glossator.exchange.csv_export import THEME_SEPARATOR
from glossator.exchange.theme_paths import themes_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read.

    Attributes:
        heading: The names of its columns.
        rows: Its cells; short rows are filled with empty cells.
    """

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_table(data: bytes) -> Table:
    """Read a table.

    Raises:
        InvalidInputError: It is no text, has no heading, or a cell is too long.
    """
    text = _decoded(data)
    sample = text[:20_000]
    try:
        dialect = csv.Sniffer().sniff(sample, ",;\t")
        delimiter = dialect.delimiter
    except csv.Error:  # a table of one column has none
        delimiter = ","
    csv.field_size_limit(LONGEST)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise InvalidInputError(f"The table can't be read: {error}.") from error
    lines = [line for line in lines if any(cell.strip() for cell in line)]
    if not lines:
        raise InvalidInputError("The table is empty.")
    heading = tuple(cell.strip() for cell in lines[0])
    width = len(heading)
    rows = tuple(tuple((line + [""] * width)[:width]) for line in lines[1:])
    return Table(heading, rows)


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
        listed = ", ".join(f"“{one}”" for one in table.heading)
        raise InvalidInputError(f"No column of “{name}” holds a quotation. It has {listed}.")
    found = [_Row(row, columns) for row in table.rows]
    left_out = tuple(
        f"Row {number} has no quotation."
        for number, row in enumerate(found, 2)
        if not row["quote"].strip()
    )
    # The rows of a table with a line for each theme are joined by their id.
    by_id: dict[str, IncomingPassage] = {}
    for number, row in enumerate(found, 2):
        if row["quote"].strip():
            one = row.passage()
            key = one.id or f"row {number}"
            known = by_id.get(key)
            themes = dict.fromkeys((*(known.themes if known else ()), *one.themes))
            by_id[key] = IncomingPassage(
                one.report, one.segments, tuple(themes), one.id, one.note, one.analyst,
                one.created, one.modified,
            )  # fmt: skip
    reports = {row.report.key: row.report for row in found}
    themes = dict.fromkeys(path for one in by_id.values() for path in one.themes)
    return Incoming(
        name, tuple(reports.values()), tuple(themes_of(themes)), tuple(by_id.values()), left_out
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

    def passage(self) -> IncomingPassage:
        parts = [part for part in self["quote"].split(OMISSION) if part.strip()]
        start, end = self._number("start"), self._number("end")
        segments = [IncomingSegment(part.strip()) for part in parts]
        if len(parts) == 1:
            segments = [
                IncomingSegment(parts[0].strip(), self["before"], self["after"], start, end)
            ]
        themes = (_path(one) for one in self["themes"].split(THEME_SEPARATOR.strip()))
        return IncomingPassage(
            self.report.key,
            tuple(segments),
            tuple(dict.fromkeys(path for path in themes if path)),
            self["id"].strip().upper(),
            self["note"],
            self["analyst"].strip(),
            self["created"].strip(),
            self["modified"].strip(),
        )

    def _number(self, field: str) -> int:
        cell = self[field].strip()
        return int(cell) if cell.isdecimal() and len(cell) < 12 else -1


def _path(theme: str) -> str:
    return PATH_SEPARATOR.join(part.strip() for part in theme.split(PATH_SEPARATOR) if part.strip())


def unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if cell[:1] == "'" and cell[1:].lstrip()[:1] in tuple("=+-@") else cell


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            raise InvalidInputError(
                "The table is not written in UTF-8. Save it as “CSV UTF-8” and try again."
            ) from error
    raise AssertionError
