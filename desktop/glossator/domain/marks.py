"""What is painted for annotations: highlights, margin bars and ticks in the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from glossator.domain.geometry import PageBox, Rect
    from glossator.domain.records import Annotation, AnnotationId, ThemeId

NO_THEME_COLOUR = "#8A8F98"
"""Of a passage that has a note but no theme."""

LANES = 6
"""Margin bars beside each other before they share a lane."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation's part on one page, in the page's view space.

    Attributes:
        annotation_id: Whose mark it is.
        page: Zero-based page index.
        rects: One rectangle a line.
        colours: One for each theme, `#RRGGBB`; at least one.
        theme_ids: The annotation's themes.
        lane: Index of its first margin bar, 0 next to the text.
    """

    annotation_id: AnnotationId
    page: int
    rects: tuple[Rect, ...]
    colours: tuple[str, ...]
    theme_ids: tuple[ThemeId, ...]
    lane: int = 0

    @property
    def top(self) -> float:
        """Upper edge of its first line, in points from the top of the page."""
        return min(rect.y0 for rect in self.rects)

    @property
    def bottom(self) -> float:
        """Lower edge of its last line."""
        return max(rect.y1 for rect in self.rects)

    def contains(self, x: float, y: float) -> bool:
        """Tell whether a point of the page's view space lies on the highlight."""
        return any(rect.contains(x, y) for rect in self.rects)


def page_marks(
    annotations: Iterable[Annotation],
    boxes: Sequence[PageBox],
    colour_of: Callable[[ThemeId], str],
) -> dict[int, tuple[Mark, ...]]:
    """Return the marks of a report's annotations by page, in reading order.

    Args:
        annotations: Of one report.
        boxes: The boxes of its pages.
        colour_of: The colour of a theme.
    """
    by_page: dict[int, list[Mark]] = {}
    for annotation in sorted(annotations, key=lambda one: (one.start, one.end)):
        colours = tuple(colour_of(one) for one in annotation.theme_ids) or (NO_THEME_COLOUR,)
        rects: dict[int, list[Rect]] = {}
        for part in annotation.segments:
            if part.page < len(boxes):
                box = boxes[part.page]
                lines = [box.rect_to_view(quad.bounds) for quad in part.quads]
                rects.setdefault(part.page, []).extend(lines)
        for page, lines in rects.items():
            if lines:
                by_page.setdefault(page, []).append(
                    Mark(annotation.id, page, tuple(lines), colours, annotation.theme_ids)
                )
    return {page: _with_lanes(marks) for page, marks in by_page.items()}


def _with_lanes(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    ends = [float("-inf")] * LANES
    placed: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (one.top, -one.bottom)):
        lane = _free_lane(ends, mark.top, len(mark.colours))
        for taken in range(lane, min(lane + len(mark.colours), LANES)):
            ends[taken] = mark.bottom
        placed.append(
            Mark(mark.annotation_id, mark.page, mark.rects, mark.colours, mark.theme_ids, lane)
        )
    return tuple(placed)


def _free_lane(ends: Sequence[float], top: float, width: int) -> int:
    for lane in range(LANES):
        if all(end <= top for end in ends[lane : lane + width]):
            return lane
    return 0
