"""Passages divided by what they are counted by: themes, reports, sections, analysts, years."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from glossator.domain.compare.table import Axis, Head

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from glossator.domain.compare.tally import Tally
    from glossator.domain.records import Report, ReportId, ThemeId
    from glossator.domain.reports.extents import Entry, Extent
    from glossator.domain.themes import ThemeTree

NO_DATE = "No date"
NO_NAME = "No name"
NO_HEADING = "Before the first heading"

Place: TypeAlias = tuple[int, ...]
"""The numbers of the heads that a passage counts for."""


class _OfOne(dict["Hashable", Place]):
    """The numbers of the heads of each value of a property; of others none."""

    def __missing__(self, value: Hashable) -> Place:
        return ()


class _OfThemes(dict[tuple["ThemeId", ...], Place]):
    """The numbers of the heads of several themes, each once; worked out when first asked for."""

    def __init__(self, known: Mapping[Hashable, Place]) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, ids: tuple[ThemeId, ...]) -> Place:
        found = [self._known[one] for one in ids if one in self._known]
        place = self[ids] = found[0] if len(found) == 1 else tuple(set[int]().union(*found))
        return place


@dataclass(frozen=True)
class Division:
    """Passages divided by one of their properties.

    Attributes:
        axis: The property.
        heads: The heads.
        numbers: For each value of the property the numbers of the heads it counts for; a
            theme counts for those above it too.
    """

    axis: Axis
    heads: tuple[Head, ...]
    numbers: Mapping[Hashable, Place]

    def places(self, entries: Iterable[Entry], *, total: bool = False) -> list[Place]:
        """Return for each passage the numbers of the heads it counts for.

        Args:
            entries: The passages.
            total: Whether the number behind that of the last head is with them, where
                there are any.
        """
        known = self._with_total if total else self._places
        return list(map(known.__getitem__, map(_PROPERTIES[self.axis], entries)))

    def of_head(self, key: str | None, tally: Tally) -> list[Entry]:
        """Return the passages that count for a head, for any head where the key is None."""
        chosen = {i for i, head in enumerate(self.heads) if key in (None, head.key)}
        values = {value for value, place in self.numbers.items() if not chosen.isdisjoint(place)}
        if self.axis is Axis.THEME:
            return tally.with_themes(cast("set[ThemeId]", values))
        of = _PROPERTIES[self.axis]
        return [one for one in tally if of(one) in values]

    @cached_property
    def _places(self) -> dict[Any, Place]:
        return self._looked_up(self.numbers)

    @cached_property
    def _with_total(self) -> dict[Any, Place]:
        total = len(self.heads)
        return self._looked_up(
            {value: (*place, total) for value, place in self.numbers.items() if place}
        )

    def _looked_up(self, numbers: Mapping[Hashable, Place]) -> dict[Any, Place]:
        return _OfThemes(numbers) if self.axis is Axis.THEME else _OfOne(numbers)


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


def _themes(corpus: Corpus) -> Division:
    tree = corpus.tree
    heads: list[Head] = []
    numbers: dict[Hashable, Place] = {}
    hidden: set[ThemeId] = set()
    for theme in tree:
        parent = tree.parent_of(theme.id)
        above = numbers[parent] if parent is not None else ()
        if theme.archived or parent in hidden:
            # Out of sight, but its passages still count for the themes above it.
            hidden.add(theme.id)
            numbers[theme.id] = above
        else:
            numbers[theme.id] = (*above, len(heads))
            path = tree.path(theme.id)
            heads.append(Head(theme.id, theme.name, "", path, len(above), parent, theme.colour))
    return Division(Axis.THEME, tuple(heads), numbers)


def _reports(corpus: Corpus) -> Division:
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
    numbers: dict[Hashable, Place] = {report.id: (i,) for i, report in enumerate(dated)}
    return Division(Axis.REPORT, heads, numbers)


def _years(corpus: Corpus) -> Division:
    years: dict[str, list[ReportId]] = {}
    for report in by_date(corpus.reports):
        years.setdefault(report.year, []).append(report.id)
    heads = tuple(
        Head(year, year or NO_DATE, full=year or NO_DATE, words=_sum(corpus, ids))
        for year, ids in years.items()
    )
    numbers: dict[Hashable, Place] = {
        one: (i,) for i, ids in enumerate(years.values()) for one in ids
    }
    return Division(Axis.YEAR, heads, numbers)


def _sections(corpus: Corpus) -> Division:
    heads: list[Head] = []
    numbers: dict[Hashable, Place] = {}
    unlisted = _unlisted_sections(corpus)
    for report in by_date(corpus.reports):
        size = corpus.extents.get(report.id)
        sections: dict[str, int | None] = dict(size.sections) if size else {}
        for section in unlisted.get(report.id, ()):
            sections.setdefault(section, None)
        above = f"{report.year or NO_DATE} {report.name}"
        for section, words in sections.items():
            numbers[report.id, section] = (len(heads),)
            label = section or NO_HEADING
            key = f"{report.id} {section}"
            heads.append(Head(key, label, above, f"{report.name}, {label}", words=words))
    return Division(Axis.SECTION, tuple(heads), numbers)


def _unlisted_sections(corpus: Corpus) -> dict[ReportId, list[str]]:
    """Return the headings that only passages know, by report in order of their places."""
    listed = {
        (report_id, section)
        for report_id, size in corpus.extents.items()
        for section, _ in size.sections
    }
    new = {one for one, count in corpus.tally.sections.items() if count} - listed
    found: dict[ReportId, list[str]] = {}
    for report_id in {report_id for report_id, _ in new}:
        starts: dict[str, int] = {}
        for one in corpus.tally.of_report(report_id).entries:
            if (report_id, one.section) in new:
                starts[one.section] = min(starts.get(one.section, one.start), one.start)
        found[report_id] = sorted(starts, key=starts.__getitem__)
    return found


def _analysts(corpus: Corpus) -> Division:
    known = [name for name, count in corpus.tally.analysts.items() if count]
    names = sorted(known, key=lambda name: (not name, name))
    heads = tuple(Head(name, name or NO_NAME, full=name or NO_NAME) for name in names)
    return Division(Axis.ANALYST, heads, {name: (i,) for i, name in enumerate(names)})


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

_PROPERTIES: dict[Axis, Callable[[Entry], Hashable]] = {
    Axis.THEME: attrgetter("theme_ids"),
    Axis.REPORT: attrgetter("report_id"),
    Axis.SECTION: attrgetter("report_id", "section"),
    Axis.ANALYST: attrgetter("analyst"),
    Axis.YEAR: attrgetter("report_id"),
}
"""What a passage has one of, and its themes, of which it may have several."""
