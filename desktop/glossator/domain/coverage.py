"""Which paragraphs of the reports no passage with a theme touches yet.

Paragraphs are the numbered ones (where a report has none, its own) with their items, and
boxes; headings and footnotes don't count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from glossator.domain.reports.extents import extent, touched
from glossator.domain.reports.structure import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossator.domain.records import Annotation, AnnotationId, ReportId, ThemeId
    from glossator.domain.reports.extents import Extent
    from glossator.domain.reports.structure import Structure, Unit

COUNTED = (UnitKind.PARAGRAPH, UnitKind.BOX)
"""The units that want a theme."""


class Count(NamedTuple):
    """How much of a report is untagged.

    Attributes:
        untagged: Paragraphs that no passage with a theme touches.
        total: All its paragraphs.
    """

    untagged: int
    total: int


Touches: TypeAlias = "tuple[ReportId, tuple[str, ...]]"
"""A report, and the paragraphs of it that an annotation touches."""


class _Read(NamedTuple):
    size: Extent
    units: dict[str, Unit]


class Coverage:
    """The paragraphs of reports, and how many tagged passages touch each.

    It follows one annotation at a time, so that it costs nothing while one tags.
    """

    def __init__(self) -> None:
        self._reports: dict[ReportId, _Read] = {}
        self._touched: defaultdict[ReportId, Counter[str]] = defaultdict(Counter)
        self._known: dict[AnnotationId, Touches] = {}

    def __contains__(self, report_id: ReportId) -> bool:
        return report_id in self._reports

    def add_report(
        self, report_id: ReportId, structure: Structure, annotations: Iterable[Annotation]
    ) -> None:
        """Take in a report that has been read, with the annotations it has."""
        units = {one.id: one for one in structure.of_kind(*COUNTED) if one.text}
        self._reports[report_id] = _Read(extent(structure), units)
        for annotation in annotations:
            self.update(annotation.id, annotation)

    def update(self, annotation_id: AnnotationId, annotation: Annotation | None) -> bool:
        """Take in an annotation as it stands now, None for one deleted.

        Returns:
            Whether a paragraph has become tagged or untagged.
        """
        before = self._known.pop(annotation_id, None)
        after = None
        if annotation is not None and annotation.theme_ids:
            after = (annotation.report_id, self.paragraphs(annotation))
            self._known[annotation_id] = after
        if before == after:
            return False
        changed = self._step(after, 1)
        return self._step(before, -1) or changed

    def _step(self, touches: Touches | None, step: int) -> bool:
        """Count what an annotation touches; tell whether anything became tagged or untagged."""
        if touches is None:
            return False
        counts, changed = self._touched[touches[0]], False
        for name in touches[1]:
            was = counts[name] > 0
            counts[name] += step
            changed |= was != (counts[name] > 0)
        return changed

    def paragraphs(self, annotation: Annotation) -> tuple[str, ...]:
        """Return the ids of the paragraphs that an annotation touches, if its report is read."""
        read = self._reports.get(annotation.report_id)
        if read is None:
            return ()
        found = dict.fromkeys(
            one for part in annotation.segments for one in touched(part, read.size)
        )
        return tuple(one for one in found if one in read.units)

    def units(self, report_id: ReportId) -> dict[str, Unit]:
        """Return the paragraphs of a report by their ids, in reading order."""
        read = self._reports.get(report_id)
        return read.units if read else {}

    def untagged(self, report_id: ReportId) -> list[Unit]:
        """Return the paragraphs of a report that no passage with a theme touches."""
        counts = self._touched[report_id]
        return [unit for name, unit in self.units(report_id).items() if counts[name] <= 0]

    def count(self, report_id: ReportId) -> Count:
        """Return how many paragraphs of a report are untagged."""
        units, counts = self.units(report_id), self._touched[report_id]
        tagged = sum(1 for name, count in counts.items() if count > 0 and name in units)
        return Count(len(units) - tagged, len(units))

    def carrying(self, annotations: Iterable[Annotation], ids: set[ThemeId]) -> set[str]:
        """Return the paragraphs that passages with some themes touch, by `name_of`."""
        return {
            name_of(one.report_id, paragraph)
            for one in annotations
            if not ids.isdisjoint(one.theme_ids)
            for paragraph in self.paragraphs(one)
        }


def name_of(report_id: ReportId, unit_id: str) -> str:
    """Return the name of a paragraph among those of all reports."""
    return f"{report_id} {unit_id}"


def parts_of(name: str) -> tuple[str, str]:
    """Return the ids of the report and the unit that `name_of` made into a name."""
    report_id, _, unit_id = name.partition(" ")
    return report_id, unit_id
