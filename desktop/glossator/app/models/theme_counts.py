"""How many annotations lie under each theme, report by report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossator.domain.records import Annotation, AnnotationId, ReportId, ThemeId
    from glossator.domain.themes import ThemeTree


class ThemeCounts:
    """Counts of annotations by theme, those of the themes below it included.

    An annotation that carries a theme and one below it counts once for the upper one, so
    the figure beside a theme is the length of its list of passages.
    """

    def __init__(self, tree: ThemeTree) -> None:
        self._tree = tree
        self._parents = _parents(tree)
        self._known: dict[AnnotationId, tuple[ReportId, tuple[ThemeId, ...]]] = {}
        self._by_report: Counter[tuple[ThemeId, ReportId]] = Counter()
        self._totals: Counter[ThemeId] = Counter()
        self._lineages: dict[tuple[ThemeId, ...], frozenset[ThemeId]] = {}

    def total(self, theme_id: ThemeId) -> int:
        """Return how many annotations lie under a theme."""
        return self._totals[theme_id]

    def by_report(self, theme_id: ThemeId, reports: Sequence[ReportId]) -> list[int]:
        """Return how many annotations of each report lie under a theme."""
        return [self._by_report[theme_id, report] for report in reports]

    def set_tree(self, tree: ThemeTree) -> None:
        """Count under another tree; again only where a theme has come, gone or moved."""
        self._tree = tree
        parents = _parents(tree)
        if parents == self._parents:
            return
        self._parents = parents
        self._lineages.clear()
        self._by_report.clear()
        self._totals.clear()
        for report_id, theme_ids in self._known.values():
            self._add(report_id, theme_ids, 1)

    def update(self, pairs: Iterable[tuple[AnnotationId, Annotation | None]]) -> frozenset[ThemeId]:
        """Take in annotations as they stand now, None for those deleted.

        Returns:
            The themes whose counts may have changed.
        """
        touched: set[ThemeId] = set()
        for annotation_id, annotation in pairs:
            before = self._known.pop(annotation_id, None)
            after = (annotation.report_id, annotation.theme_ids) if annotation else None
            if after is not None:
                self._known[annotation_id] = after
            if before == after:
                continue
            if before is not None:
                touched |= self._add(*before, -1)
            if after is not None:
                touched |= self._add(*after, 1)
        return frozenset(touched)

    def _add(
        self, report_id: ReportId, theme_ids: tuple[ThemeId, ...], step: int
    ) -> frozenset[ThemeId]:
        lineage = self._lineage(theme_ids)
        for theme_id in lineage:
            self._by_report[theme_id, report_id] += step
            self._totals[theme_id] += step
        return lineage

    def _lineage(self, theme_ids: tuple[ThemeId, ...]) -> frozenset[ThemeId]:
        known = self._lineages.get(theme_ids)
        if known is None:
            found: set[ThemeId] = set()
            for theme_id in theme_ids:
                current: ThemeId | None = theme_id if theme_id in self._tree else None
                while current is not None and current not in found:
                    found.add(current)
                    current = self._tree.parent_of(current)
            known = self._lineages[theme_ids] = frozenset(found)
        return known


def _parents(tree: ThemeTree) -> dict[ThemeId, ThemeId | None]:
    return {theme.id: tree.parent_of(theme.id) for theme in tree}
