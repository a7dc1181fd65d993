"""How many annotations lie under each theme, report by report."""

from __future__ import annotations

from collections import defaultdict
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
        self._above = _lineages(tree)
        self._known: dict[AnnotationId, tuple[ReportId, tuple[ThemeId, ...]]] = {}
        self._counts: defaultdict[ThemeId, defaultdict[ReportId, int]] = defaultdict(
            lambda: defaultdict(int)
        )

    def total(self, theme_id: ThemeId) -> int:
        """Return how many annotations lie under a theme."""
        return sum(self._counts[theme_id].values())

    def by_report(self, theme_id: ThemeId, reports: Sequence[ReportId]) -> list[int]:
        """Return how many annotations of each report lie under a theme."""
        counts = self._counts[theme_id]
        return [counts[report] for report in reports]

    def set_tree(self, tree: ThemeTree) -> None:
        """Count under another tree; only what lies under other themes is counted again."""
        before, after = self._above, _lineages(tree)
        ids = before.keys() | after.keys()
        moved = {one for one in ids if before.get(one) != after.get(one)}
        if not moved:
            return
        touched = [one for one in self._known.values() if not moved.isdisjoint(one[1])]
        for one in touched:
            self._add(*one, -1)
        self._above = after
        for one in touched:
            self._add(*one, 1)

    def update(self, pairs: Iterable[tuple[AnnotationId, Annotation | None]]) -> set[ThemeId]:
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
        return touched

    def _add(
        self, report_id: ReportId, theme_ids: tuple[ThemeId, ...], step: int
    ) -> frozenset[ThemeId]:
        lineage = _NONE.union(*[self._above.get(one, _NONE) for one in theme_ids])
        for theme_id in lineage:
            self._counts[theme_id][report_id] += step
        return lineage


_NONE: frozenset[ThemeId] = frozenset()


def _lineages(tree: ThemeTree) -> dict[ThemeId, frozenset[ThemeId]]:
    """Return each theme with the themes above it."""
    found: dict[ThemeId, frozenset[ThemeId]] = {}
    for theme in tree:
        parent_id = tree.parent_of(theme.id)
        above = found[parent_id] if parent_id is not None else _NONE
        found[theme.id] = above | {theme.id}
    return found
