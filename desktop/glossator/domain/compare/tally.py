"""What is counted of passages, by the report they stand in, kept as passages change."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from glossator.domain.records import AnnotationId, ReportId, ThemeId
    from glossator.domain.reports.extents import Entry


class Listed:
    """What is counted of the passages of a report, as it stands; shared by all tables.

    Attributes:
        entries: Of each passage.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)

    @cached_property
    def by_paragraph(self) -> tuple[tuple[int, ...], ...]:
        """For each paragraph the numbers of the passages that touch it."""
        touching: defaultdict[str, list[int]] = defaultdict(list)
        for i, one in enumerate(self.entries):
            for paragraph in one.paragraphs:
                touching[paragraph].append(i)
        return tuple(map(tuple, touching.values()))


NOTHING = Listed(())


class Tally:
    """What is counted of each passage, report by report.

    Attributes:
        sections: How many passages stand below each report's outermost headings.
        analysts: How many each analyst made.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.sections: Counter[tuple[ReportId, str]] = Counter()
        self.analysts: Counter[str] = Counter()
        self._report_ids: dict[AnnotationId, ReportId] = {}
        self._entries: defaultdict[ReportId, dict[AnnotationId, Entry]] = defaultdict(dict)
        self._by_theme: defaultdict[ThemeId, dict[AnnotationId, Entry]] = defaultdict(dict)
        self._listed: dict[ReportId, Listed] = {}
        for one in entries:
            self.put(one)

    def __iter__(self) -> Iterator[Entry]:
        """Yield what is counted of each passage."""
        for found in self._entries.values():
            yield from found.values()

    @property
    def report_ids(self) -> Collection[ReportId]:
        """The reports that have, or had, a passage."""
        return self._entries.keys()

    def of_report(self, report_id: ReportId) -> Listed:
        """Return what is counted in a report: the same value until something of it changes."""
        if report_id not in self._listed:
            self._listed[report_id] = Listed(self._entries.get(report_id, {}).values())
        return self._listed[report_id]

    def with_themes(self, theme_ids: Iterable[ThemeId]) -> list[Entry]:
        """Return the passages that carry any of some themes."""
        found: dict[AnnotationId, Entry] = {}
        for theme_id in theme_ids:
            found.update(self._by_theme.get(theme_id, {}))
        return list(found.values())

    def put(self, one: Entry) -> None:
        """Count a passage, instead of what was counted of it before."""
        self.drop(one.id)
        self._report_ids[one.id] = one.report_id
        self._entries[one.report_id][one.id] = one
        for theme_id in one.theme_ids:
            self._by_theme[theme_id][one.id] = one
        self._note(one, 1)

    def drop(self, annotation_id: AnnotationId) -> None:
        """Count a passage no longer; one that is not counted is let be."""
        report_id = self._report_ids.pop(annotation_id, None)
        if report_id is None:
            return
        one = self._entries[report_id].pop(annotation_id)
        for theme_id in one.theme_ids:
            self._by_theme[theme_id].pop(annotation_id, None)
        self._note(one, -1)

    def _note(self, one: Entry, by: int) -> None:
        self._listed.pop(one.report_id, None)
        self.sections[one.report_id, one.section] += by
        self.analysts[one.analyst] += by
