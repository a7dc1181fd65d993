"""Passages divided by what they are counted by: themes, reports, sections, analysts, years."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING, TypeAlias

from glossator.domain.compare_table import Axis, Head

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from glossator.domain.extents import Extent
    from glossator.domain.records import Report, ReportId, ThemeId
    from glossator.domain.tally import Tally
    from glossator.domain.themes import ThemeTree

NO_DATE = "No date"
NO_NAME = "No name"
NO_HEADING = "Before the first heading"

NOWHERE = -1
"""The place of a passage that counts for no head."""


@dataclass(frozen=True)
class Single:
    """Passages that each count for one head at most.

    Attributes:
        heads: The heads.
        places: For each passage the number of its head, or NOWHERE.
    """

    heads: tuple[Head, ...]
    places: list[int]

    @cached_property
    def members(self) -> Sequence[Collection[int]]:
        """For each head the numbers of its passages."""
        return among(self, range(len(self.places)))


@dataclass(frozen=True)
class Several:
    """Passages that may each count for several heads.

    Attributes:
        heads: The heads.
        members: For each head the numbers of its passages.
    """

    heads: tuple[Head, ...]
    members: Sequence[set[int]]


Division: TypeAlias = Single | Several
"""Passages divided by one property."""


def among(division: Division, numbers: Collection[int]) -> Sequence[Collection[int]]:
    """Return for each head which of some passages count for it."""
    if isinstance(division, Several):
        return [members.intersection(numbers) for members in division.members]
    found: list[list[int]] = [[] for _ in range(len(division.heads) + 1)]
    for number in numbers:
        found[division.places[number]].append(number)
    return found[:NOWHERE]


@dataclass(frozen=True)
class Corpus:
    """What is compared; where something of it changes, another one is made.

    Attributes:
        reports: The reports.
        tree: The themes.
        tally: The passages.
        extents: The sizes of the reports that have been read.
    """

    reports: Sequence[Report]
    tree: ThemeTree
    tally: Tally
    extents: Mapping[ReportId, Extent] = field(default_factory=dict)
    _divisions: dict[Axis, Division] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def words(self) -> int | None:
        """The words of all reports, None where one was not read."""
        return _sum(self, [one.id for one in self.reports])

    def divided(self, axis: Axis) -> Division:
        """Return the passages divided by one of their properties, which is done once."""
        if axis not in self._divisions:
            self._divisions[axis] = _AXES[axis](self)
        return self._divisions[axis]


def by_date(reports: Sequence[Report]) -> list[Report]:
    """Return reports from the oldest to the newest, those without date last."""
    return sorted(reports, key=lambda one: (not one.date, one.date, one.position, one.id))


def _themes(corpus: Corpus) -> Several:
    tree, tally = corpus.tree, corpus.tally
    heads: list[Head] = []
    members: list[set[int]] = []
    lineages: dict[ThemeId, tuple[int, ...]] = {}
    hidden: set[ThemeId] = set()
    for theme in tree:
        parent = tree.parent_of(theme.id)
        above = lineages.get(parent, ()) if parent is not None else ()
        if theme.archived or parent in hidden:
            # Out of sight, but its passages still count for the themes above it.
            hidden.add(theme.id)
            lineages[theme.id] = above
        else:
            lineages[theme.id] = (*above, len(heads))
            path = tree.path(theme.id)
            heads.append(Head(theme.id, theme.name, "", path, len(above), parent, theme.colour))
            members.append(set())
        own = tally.by_theme.get(theme.id, ())
        for head in lineages[theme.id]:
            members[head].update(own)
    return Several(tuple(heads), members)


def _reports(corpus: Corpus) -> Single:
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
    return _by_report(corpus, heads, {report.id: i for i, report in enumerate(dated)})


def _years(corpus: Corpus) -> Single:
    years: dict[str, list[ReportId]] = {}
    for report in by_date(corpus.reports):
        years.setdefault(report.year, []).append(report.id)
    heads = tuple(
        Head(year, year or NO_DATE, full=year or NO_DATE, words=_sum(corpus, ids))
        for year, ids in years.items()
    )
    return _by_report(
        corpus, heads, {one: i for i, ids in enumerate(years.values()) for one in ids}
    )


def _by_report(
    corpus: Corpus, heads: tuple[Head, ...], numbers: dict[ReportId | None, int]
) -> Single:
    return Single(heads, list(map(numbers.get, corpus.tally.report_ids, repeat(NOWHERE))))


def _sections(corpus: Corpus) -> Single:
    heads: list[Head] = []
    places: dict[tuple[ReportId, str] | None, int] = {}
    unlisted = _unlisted_sections(corpus)
    for report in by_date(corpus.reports):
        size = corpus.extents.get(report.id)
        sections: dict[str, int | None] = dict(size.sections) if size else {}
        for section in unlisted.get(report.id, ()):
            sections.setdefault(section, None)
        above = f"{report.year or NO_DATE} {report.name}"
        for section, words in sections.items():
            places[report.id, section] = len(heads)
            label = section or NO_HEADING
            key = f"{report.id} {section}"
            heads.append(Head(key, label, above, f"{report.name}, {label}", words=words))
    return Single(tuple(heads), list(map(places.get, corpus.tally.sections, repeat(NOWHERE))))


def _unlisted_sections(corpus: Corpus) -> dict[ReportId, list[str]]:
    """Return the headings that only passages know, by report in order of their places."""
    listed = {
        (report_id, section)
        for report_id, size in corpus.extents.items()
        for section, _ in size.sections
    }
    new = {one for one in set(corpus.tally.sections) if one is not None} - listed
    starts: dict[tuple[ReportId, str], int] = {}
    for one in corpus.tally.entries if new else ():
        if one is not None and (place := (one.report_id, one.section)) in new:
            starts[place] = min(starts.get(place, one.start), one.start)
    found: dict[ReportId, list[str]] = {}
    for report_id, section in sorted(starts, key=starts.__getitem__):
        found.setdefault(report_id, []).append(section)
    return found


def _analysts(corpus: Corpus) -> Single:
    analysts = corpus.tally.analysts
    known = {name for name in set(analysts) if name is not None}
    names = sorted(known, key=lambda name: (not name, name))
    places: dict[str | None, int] = {name: i for i, name in enumerate(names)}
    heads = tuple(Head(name, name or NO_NAME, full=name or NO_NAME) for name in names)
    return Single(heads, list(map(places.get, analysts, repeat(NOWHERE))))


def _size(corpus: Corpus, report_id: ReportId) -> int | None:
    size = corpus.extents.get(report_id)
    return size.words if size else None


def _sum(corpus: Corpus, ids: Sequence[ReportId]) -> int | None:
    words = [_size(corpus, one) for one in ids]
    return None if None in words else sum(one or 0 for one in words)


_AXES: dict[Axis, Callable[[Corpus], Division]] = {
    Axis.THEME: _themes,
    Axis.REPORT: _reports,
    Axis.SECTION: _sections,
    Axis.ANALYST: _analysts,
    Axis.YEAR: _years,
}
