"""The annotations of a project by report, page and theme, kept as they change."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from glossator.domain.records import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from glossator.domain.records import Annotation, AnnotationId, ReportId, ThemeId


def pages_of(annotation: Annotation) -> set[int]:
    """Return the pages on which an annotation has a place; none if it was not found again."""
    if annotation.status is Status.DETACHED:
        return set()
    return {part.page for part in annotation.segments if part.quads}


class AnnotationIndex:
    """All annotations that were put in.

    What is asked of it costs as much as there is to answer, not as much as there is.
    """

    def __init__(self) -> None:
        self._all: dict[AnnotationId, Annotation] = {}
        self._by_report: defaultdict[ReportId, dict[AnnotationId, Annotation]] = defaultdict(dict)
        self._by_theme: defaultdict[ThemeId, dict[AnnotationId, Annotation]] = defaultdict(dict)
        self._by_page: defaultdict[ReportId, _Pages] = defaultdict(_Pages)

    def __len__(self) -> int:
        return len(self._all)

    def __contains__(self, annotation_id: AnnotationId) -> bool:
        return annotation_id in self._all

    def get(self, annotation_id: AnnotationId) -> Annotation | None:
        """Return an annotation, None where it is not there."""
        return self._all.get(annotation_id)

    def all(self) -> Collection[Annotation]:
        """Return all annotations, in no order."""
        return self._all.values()

    def of_report(self, report_id: ReportId) -> Collection[Annotation]:
        """Return the annotations of a report, in no order."""
        return self._by_report[report_id].values()

    def on_pages(self, report_id: ReportId) -> Mapping[int, tuple[Annotation, ...]]:
        """Return what stands on each page of a report, in no order.

        A page keeps its very tuple until something on it changes.
        """
        return self._by_page[report_id].standing()

    def carrying(self, theme_ids: Iterable[ThemeId]) -> Collection[Annotation]:
        """Return the annotations that carry one of some themes itself, each once."""
        found: dict[AnnotationId, Annotation] = {}
        for theme_id in theme_ids:
            found |= self._by_theme.get(theme_id, {})
        return found.values()

    def put(self, annotation: Annotation) -> None:
        """Put an annotation in, in place of the one that had its id."""
        self.drop(annotation.id)
        self._all[annotation.id] = annotation
        self._by_report[annotation.report_id][annotation.id] = annotation
        for theme_id in annotation.theme_ids:
            self._by_theme[theme_id][annotation.id] = annotation
        for page in pages_of(annotation):
            self._by_page[annotation.report_id].put(page, annotation)

    def drop(self, annotation_id: AnnotationId) -> None:
        """Take an annotation out; one that is not there is let be."""
        known = self._all.pop(annotation_id, None)
        if known is None:
            return
        del self._by_report[known.report_id][known.id]
        for theme_id in known.theme_ids:
            del self._by_theme[theme_id][known.id]
        for page in pages_of(known):
            self._by_page[known.report_id].drop(page, known.id)


class _Pages:
    """What stands on the pages of a report; made into tuples when it is asked for."""

    def __init__(self) -> None:
        self._held: defaultdict[int, dict[AnnotationId, Annotation]] = defaultdict(dict)
        self._standing: dict[int, tuple[Annotation, ...]] = {}
        self._changed: set[int] = set()

    def put(self, page: int, annotation: Annotation) -> None:
        self._held[page][annotation.id] = annotation
        self._changed.add(page)

    def drop(self, page: int, annotation_id: AnnotationId) -> None:
        del self._held[page][annotation_id]
        self._changed.add(page)

    def standing(self) -> Mapping[int, tuple[Annotation, ...]]:
        for page in self._changed:
            if self._held[page]:
                self._standing[page] = tuple(self._held[page].values())
            else:
                self._standing.pop(page, None)
        self._changed.clear()
        return self._standing
