"""Annotations as a table: comma-separated values that spreadsheets open right.

UTF-8 with a byte order mark and RFC 4180. Cells that a spreadsheet would run as a formula
get a leading apostrophe unless the exact text is asked for.
"""

from __future__ import annotations

import re
from io import TextIOWrapper
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from glossator.domain.errors import ExportError
from glossator.domain.reports.address import short
from glossator.domain.text.quotation import one_line
from glossator.domain.themes import ThemeTree
from glossator.domain.watching import each
from glossator.exchange.replacing import reason, replacing
from glossator.exchange.theme_paths import THEME_SEPARATOR, path_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from glossator.domain.records import Annotation, Report, ReportId, Theme
    from glossator.exchange.outgoing import Outgoing

Cell: TypeAlias = str | int

COLUMNS = (
    "annotation_id",
    "symbol",
    "title",
    "date",
    "page",
    "section",
    "paragraph",
    "citation",
    "quote",
    "note",
    "themes",
    "analyst",
    "created",
    "modified",
    "before",
    "after",
    "start",
    "end",
    "status",
    "report_sha256",
    "link",
)
_THEMES = COLUMNS.index("themes")

PER_THEME_COLUMNS = (*COLUMNS[:_THEMES], "theme", "theme_path", *COLUMNS[_THEMES + 1 :])
"""The columns of a table with one row for each theme of an annotation."""

SECTION_SEPARATOR = " > "
LINK = "glossator://annotation/"

_FORMULA = re.compile(r"\s*[=+\-@\t\r]")
_RISKY = frozenset("=+-@").union(filter(str.isspace, map(chr, range(0x3001))))
"""What a formula may begin with: a sign, or white space before it."""

_QUOTE = '"'
_BREAK = re.compile(r"[\n\r\f\v\x85\u2028\u2029]")


def columns(*, per_theme: bool = False) -> tuple[str, ...]:
    """Return the names of the columns, in order."""
    return PER_THEME_COLUMNS if per_theme else COLUMNS


def rows(
    annotations: Iterable[Annotation],
    reports: Mapping[ReportId, Report],
    tree: ThemeTree,
    labels: Mapping[ReportId, Sequence[str]],
    *,
    per_theme: bool = False,
) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of each row as they are, formulas not guarded.

    Args:
        annotations: In the order of the rows.
        reports: The project's reports.
        tree: Its themes.
        labels: Printed page labels of each report; pages without are counted from 1.
        per_theme: One row for each theme; an annotation without themes keeps one row.
    """
    paths = {theme.id: path_of(tree.names(theme.id)) for theme in tree}
    for one in annotations:
        report = reports.get(one.report_id)
        head = _head(one, report, labels.get(one.report_id, ()))
        tail = _tail(one, report)
        tagged = [theme_id for theme_id in one.theme_ids if theme_id in paths]
        if not per_theme:
            yield (*head, THEME_SEPARATOR.join(paths[theme_id] for theme_id in tagged), *tail)
            continue
        for theme_id in tagged:
            yield (*head, tree[theme_id].name, paths[theme_id], *tail)
        if not tagged:
            yield (*head, "", "", *tail)


def guarded(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet runs as a formula."""
    return "'" + cell if isinstance(cell, str) and _FORMULA.match(cell) else cell


def line_of(row: Iterable[Cell], *, raw: bool = False) -> str:
    """Return a row as a line of RFC 4180, just as `csv.writer` would.

    That looks at each character in turn and takes six times as long.

    Args:
        row: Its cells.
        raw: Leave cells that look like formulas as they are.
    """
    cells = list(map(str, row))
    if not raw:  # a look at the first character settles nearly all cells
        cells = [str(guarded(cell)) if cell[:1] in _RISKY else cell for cell in cells]
    quoted = [
        f'"{cell.replace(_QUOTE, 2 * _QUOTE)}"'
        if "," in cell or _QUOTE in cell or "\n" in cell or "\r" in cell
        else cell
        for cell in cells
    ]
    return ",".join(quoted) + "\r\n"


def write_csv(
    target: Path | BinaryIO,
    annotations: Iterable[Annotation],
    reports: Iterable[Report],
    themes: Iterable[Theme] | ThemeTree,
    labels: Mapping[ReportId, Sequence[str]],
    *,
    per_theme: bool = False,
    raw: bool = False,
) -> int:
    """Write annotations as a table and return the number of rows below the heading.

    Args:
        target: A file, replaced as a whole once everything is written, or an open stream.
        annotations: In the order of the rows; read one by one.
        reports: The project's reports.
        themes: Its themes.
        labels: Printed page labels of each report.
        per_theme: One row for each theme of an annotation.
        raw: Leave cells that look like formulas as they are.

    Raises:
        ExportError: The table can't be written; what was at the target is untouched.
        BrokenPipeError: Nobody reads the stream any more.
    """
    tree = ThemeTree(themes)
    by_id = {one.id: one for one in reports}
    table = rows(annotations, by_id, tree, labels, per_theme=per_theme)
    lines = chain(
        (line_of(columns(per_theme=per_theme)),), (line_of(row, raw=raw) for row in table)
    )
    if isinstance(target, Path):
        with replacing(target) as stream:
            return _write(stream, lines) - 1
    try:
        return _write(target, lines) - 1
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ExportError(f"Can't write the table: {reason(error)}.") from error


def _write(stream: BinaryIO, lines: Iterable[str]) -> int:
    """Write lines behind a byte order mark and return their number."""
    encoded = TextIOWrapper(stream, "utf-8", "backslashreplace", newline="")
    written = count()
    try:
        encoded.write("\ufeff")
        # The lines end before another number is taken.
        encoded.writelines(line for line, _ in zip(lines, written, strict=False))
        encoded.flush()
    finally:
        # The stream is its owner's to close.
        encoded.detach()
    return next(written)


def _head(one: Annotation, report: Report | None, labels: Sequence[str]) -> tuple[Cell, ...]:
    """Return the cells left of the themes."""
    page = labels[one.page] if one.page < len(labels) else ""
    return (
        one.id,
        report.symbol if report else "",
        report.title if report else "",
        report.date if report else "",
        page or one.page + 1,
        SECTION_SEPARATOR.join(one.section),
        short(one.paragraph),
        one.citation,
        _line(one.quote),
        one.note,
    )


def _tail(one: Annotation, report: Report | None) -> tuple[Cell, ...]:
    """Return the cells right of the themes."""
    return (
        one.analyst,
        one.created,
        one.modified,
        "" if one.is_area else _line(one.segments[0].before),
        "" if one.is_area else _line(one.segments[-1].after),
        one.start,
        one.end,
        one.status.value,
        report.sha256 if report else "",
        LINK + one.id,
    )


def _line(text: str) -> str:
    """Return a text on one line; most are, and joining costs more than looking."""
    if text.isprintable():
        return text.strip()
    return one_line(text) if _BREAK.search(text) else text.strip()


def write_table(outgoing: Outgoing, target: Path) -> int:
    """Write annotations as a table, a row each, and return the number of rows.

    Raises:
        ExportError: It can't be written; what was at the target is untouched.
    """
    annotations = each(outgoing.annotations)
    return write_csv(target, annotations, outgoing.reports, outgoing.tree, outgoing.labels)
