"""Passages counted by two of their properties: themes by reports, and the like.

Every figure, the totals too, measures a set of passages: a passage with two themes below
the same one counts once for that one, and once in each total.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from math import inf
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence

    from glossator.domain.extents import Entry, Extent
    from glossator.domain.records import AnnotationId, Report, ReportId, ThemeId
    from glossator.domain.themes import ThemeTree

Value: TypeAlias = int | float | None
"""A figure; None where it can't be told, as a report it needs was not read yet."""

Places: TypeAlias = "Sequence[tuple[int, ...]]"
"""For each passage the numbers of the heads that it counts for, each once."""

Fold: TypeAlias = "Callable[[Sequence[int]], list[Value]]"
"""Makes the figures of a row, its total last, of the numbers of its passages."""


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

NO_DATE = "No date"
NO_NAME = "No name"
NO_HEADING = "Before the first heading"


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


@dataclass(frozen=True)
class Corpus:
    """What is compared.

    Attributes:
        reports: The reports.
        tree: The themes.
        entries: The passages, in no order.
        extents: The sizes of the reports that have been read.
    """

    reports: Sequence[Report]
    tree: ThemeTree
    entries: Sequence[Entry]
    extents: Mapping[ReportId, Extent] = field(default_factory=dict)

    @property
    def words(self) -> int | None:
        """The words of all reports, None where one was not read."""
        known = [self.extents[one.id].words for one in self.reports if one.id in self.extents]
        return sum(known) if len(known) == len(self.reports) else None


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


def by_date(reports: Sequence[Report]) -> list[Report]:
    """Return reports from the oldest to the newest, those without date last."""
    return sorted(reports, key=lambda one: (not one.date, one.date, one.position, one.id))


def tabulate(corpus: Corpus, rows: Axis, columns: Axis, measure: Measure) -> Table:
    """Count passages by two of their properties."""
    steps = tabulating(corpus, rows, columns, measure)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            table: Table = done.value
            return table


def tabulating(
    corpus: Corpus, rows: Axis, columns: Axis, measure: Measure
) -> Generator[None, None, Table]:
    """Count in steps of a few milliseconds, so that a window can do other things between."""
    row_heads, row_places = _AXES[rows](corpus)
    yield
    column_heads, column_places = _AXES[columns](corpus)
    yield
    members = _members(row_places, column_places, len(row_heads))
    yield
    fold = _FOLDS[measure](corpus.entries, column_places, len(column_heads))
    lines = []
    for one in members:
        yield
        lines.append(fold(one))
    if measure is Measure.PER_1000:
        lines = _per_1000(lines, row_heads, column_heads, corpus.words)
    return Table(
        row_axis=rows,
        column_axis=columns,
        measure=measure,
        rows=row_heads,
        columns=column_heads,
        cells=tuple(tuple(line[:-1]) for line in lines[:-1]),
        row_totals=tuple(line[-1] for line in lines[:-1]),
        column_totals=tuple(lines[-1][:-1]),
        total=lines[-1][-1],
    )


class PassageColumn(NamedTuple):
    """The passages of one row and column, oldest report first, then in order of place."""

    head: Head
    ids: tuple[AnnotationId, ...]


def passages(
    corpus: Corpus, rows: Axis, row_key: str | None, columns: Axis
) -> tuple[PassageColumn, ...]:
    """Return the passages behind the figures of a row, column by column.

    Args:
        corpus: What is compared.
        rows: What the rows are.
        row_key: The row; None for the passages of all rows.
        columns: What the columns are.
    """
    column_heads, column_places = _AXES[columns](corpus)
    found: list[list[Entry]] = [[] for _ in column_heads]
    for number in _of_row(corpus, rows, row_key):
        for column in column_places[number]:
            found[column].append(corpus.entries[number])
    rank = {report.id: i for i, report in enumerate(by_date(corpus.reports))}
    for listed in found:
        listed.sort(key=lambda one: (rank.get(one.report_id, len(rank)), one.start, one.id))
    return tuple(
        PassageColumn(head, tuple(one.id for one in listed))
        for head, listed in zip(column_heads, found, strict=True)
    )


def _of_row(corpus: Corpus, axis: Axis, key: str | None) -> list[int]:
    """Return the numbers of the passages of a row, of all rows for None."""
    theme_id = cast("ThemeId", key)
    if axis is Axis.THEME and theme_id in corpus.tree:
        themes = corpus.tree.with_descendants(theme_id)
        theirs = enumerate(corpus.entries)
        return [number for number, one in theirs if not themes.isdisjoint(one.theme_ids)]
    heads, places = _AXES[axis](corpus)
    if key is None:
        return [number for number, ours in enumerate(places) if ours]
    row = next((i for i, head in enumerate(heads) if head.key == key), -1)
    return [number for number, ours in enumerate(places) if row in ours]


# Counting


def _members(rows: Places, columns: Places, n_rows: int) -> list[list[int]]:
    """Return which passages each row has, and last which the whole table has.

    A passage that stands in no column is in no row either.
    """
    members: list[list[int]] = [[] for _ in range(n_rows + 1)]
    take = [one.append for one in members]
    for number, ours in enumerate(rows):
        if ours and columns[number]:
            take[-1](number)
            for row in ours:
                take[row](number)
    return members


def _passages(_: Sequence[Entry], columns: Places, width: int) -> Fold:
    def fold(members: Sequence[int]) -> list[Value]:
        line: list[Value] = [0] * width
        counts = Counter(chain.from_iterable(map(columns.__getitem__, members)))
        for column, count in counts.items():
            line[column] = count
        return [*line, len(members)]

    return fold


def _words(entries: Sequence[Entry], columns: Places, width: int) -> Fold:
    words = [one.words for one in entries]

    def fold(members: Sequence[int]) -> list[Value]:
        line = [0] * width
        for number in members:
            step = words[number]
            for column in columns[number]:
                line[column] += step
        return [*line, sum(map(words.__getitem__, members))]

    return fold


def _paragraphs(entries: Sequence[Entry], columns: Places, width: int) -> Fold:
    """Count each paragraph once in a cell."""
    known: dict[str, int] = {}
    numbers = [
        tuple([known.setdefault(name, len(known)) for name in one.paragraphs]) for one in entries
    ]
    homes: list[tuple[int, ...]] = [()] * len(known)
    for ours, across in zip(numbers, columns, strict=True):
        for paragraph in ours:
            if across != (homes[paragraph] or across):
                return _shared_paragraphs(numbers, columns, width)
            homes[paragraph] = across

    def fold(members: Sequence[int]) -> list[Value]:
        touched = set[int]().union(*map(numbers.__getitem__, members))
        line: list[Value] = [0] * width
        counts = Counter(chain.from_iterable(map(homes.__getitem__, touched)))
        for column, count in counts.items():
            line[column] = count
        return [*line, len(touched)]

    return fold


def _shared_paragraphs(numbers: Sequence[tuple[int, ...]], columns: Places, width: int) -> Fold:
    """Count each paragraph once in a cell, where one may count in several columns."""

    def fold(members: Sequence[int]) -> list[Value]:
        touched: list[set[int]] = [set() for _ in range(width)]
        for number in members:
            for column in columns[number]:
                touched[column].update(numbers[number])
        return [*map(len, touched), len(set[int]().union(*touched))]

    return fold


_FOLDS: dict[Measure, Callable[[Sequence[Entry], Places, int], Fold]] = {
    Measure.PASSAGES: _passages,
    Measure.PARAGRAPHS: _paragraphs,
    Measure.WORDS: _words,
    Measure.PER_1000: _passages,
}


def _per_1000(
    lines: Sequence[Sequence[Value]],
    rows: Sequence[Head],
    columns: Sequence[Head],
    words: int | None,
) -> list[list[Value]]:
    """Divide figures by the text they were found in.

    Sections lie within reports and reports within years, so the text of a cell is the
    smaller of its row's and its column's.
    """
    across = [*(head.words for head in columns), inf]
    texts = {
        row: [_text(row, column, words) for column in across]
        for row in {inf, *(head.words for head in rows)}
    }
    down = [*(head.words for head in rows), inf]
    return [
        [
            1000 * (figure or 0) / text if text else None
            for figure, text in zip(line, texts[row], strict=True)
        ]
        for line, row in zip(lines, down, strict=True)
    ]


def _text(row: float | None, column: float | None, words: int | None) -> float | None:
    """Return the words of the text that a cell stands for."""
    if row is None or column is None:
        return None
    return words if row == column == inf else min(row, column)


# Heads


def _themes(corpus: Corpus) -> tuple[tuple[Head, ...], Places]:
    tree = corpus.tree
    heads: list[Head] = []
    lineages: dict[ThemeId, tuple[int, ...]] = {}
    hidden: set[ThemeId] = set()
    for theme in tree:
        parent = tree.parent_of(theme.id)
        above = lineages.get(parent, ()) if parent is not None else ()
        if theme.archived or parent in hidden:
            # Out of sight, but its passages still count for the themes above it.
            hidden.add(theme.id)
            lineages[theme.id] = above
            continue
        lineages[theme.id] = (*above, len(heads))
        path = tree.path(theme.id)
        heads.append(Head(theme.id, theme.name, "", path, len(above), parent, theme.colour))
    known: dict[tuple[ThemeId, ...], tuple[int, ...]] = {(one,): up for one, up in lineages.items()}
    for one in corpus.entries:
        if one.theme_ids not in known:
            lines = [lineages.get(theme_id, ()) for theme_id in one.theme_ids]
            known[one.theme_ids] = tuple(set[int]().union(*lines))
    return tuple(heads), [known[one.theme_ids] for one in corpus.entries]


def _reports(corpus: Corpus) -> tuple[tuple[Head, ...], Places]:
    dated = by_date(corpus.reports)
    heads = tuple(
        Head(
            report.id,
            report.name,
            report.year or NO_DATE,
            f"{report.name}, {report.title}" if report.symbol and report.title else report.name,
            words=_size(corpus, report.id),
        )
        for report in dated
    )
    return heads, _by_report(corpus, {report.id: i for i, report in enumerate(dated)})


def _years(corpus: Corpus) -> tuple[tuple[Head, ...], Places]:
    years: dict[str, list[ReportId]] = {}
    for report in by_date(corpus.reports):
        years.setdefault(report.year, []).append(report.id)
    heads = tuple(
        Head(year, year or NO_DATE, full=year or NO_DATE, words=_sum(corpus, ids))
        for year, ids in years.items()
    )
    places = {one: i for i, ids in enumerate(years.values()) for one in ids}
    return heads, _by_report(corpus, places)


def _by_report(corpus: Corpus, numbers: Mapping[ReportId, int]) -> Places:
    places = {report_id: (number,) for report_id, number in numbers.items()}
    return [places.get(one.report_id, ()) for one in corpus.entries]


def _sections(corpus: Corpus) -> tuple[tuple[Head, ...], Places]:
    heads: list[Head] = []
    places: dict[tuple[ReportId, str], tuple[int, ...]] = {}
    unlisted = _unlisted_sections(corpus)
    for report in by_date(corpus.reports):
        size = corpus.extents.get(report.id)
        sections: dict[str, int | None] = dict(size.sections) if size else {}
        for section in unlisted.get(report.id, ()):
            sections.setdefault(section, None)
        above = f"{report.year or NO_DATE} {report.name}"
        for section, words in sections.items():
            places[report.id, section] = (len(heads),)
            label = section or NO_HEADING
            key = f"{report.id} {section}"
            heads.append(Head(key, label, above, f"{report.name}, {label}", words=words))
    return tuple(heads), [places.get((one.report_id, one.section), ()) for one in corpus.entries]


def _unlisted_sections(corpus: Corpus) -> dict[ReportId, list[str]]:
    """Return the sections that passages name but no reading, in order of their passages."""
    listed = {
        (report_id, section)
        for report_id, size in corpus.extents.items()
        for section, _ in size.sections
    }
    starts: dict[tuple[ReportId, str], int] = {}
    for one in corpus.entries:
        place = (one.report_id, one.section)
        if place not in listed:
            starts[place] = min(starts.get(place, one.start), one.start)
    found: dict[ReportId, list[str]] = {}
    for report_id, section in sorted(starts, key=starts.__getitem__):
        found.setdefault(report_id, []).append(section)
    return found


def _analysts(corpus: Corpus) -> tuple[tuple[Head, ...], Places]:
    names = sorted({one.analyst for one in corpus.entries}, key=lambda name: (not name, name))
    places = {name: (i,) for i, name in enumerate(names)}
    heads = tuple(Head(name, name or NO_NAME, full=name or NO_NAME) for name in names)
    return heads, [places[one.analyst] for one in corpus.entries]


def _size(corpus: Corpus, report_id: ReportId) -> int | None:
    size = corpus.extents.get(report_id)
    return size.words if size else None


def _sum(corpus: Corpus, ids: Sequence[ReportId]) -> int | None:
    words = [_size(corpus, one) for one in ids]
    return None if None in words else sum(one or 0 for one in words)


_AXES: dict[Axis, Callable[[Corpus], tuple[tuple[Head, ...], Places]]] = {
    Axis.THEME: _themes,
    Axis.REPORT: _reports,
    Axis.SECTION: _sections,
    Axis.ANALYST: _analysts,
    Axis.YEAR: _years,
}
