"""What is painted for annotations: highlights, margin bars and ticks in the map."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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
        is_area: Whether it is an area of the page rather than text.
        left, top, bottom: Edges of the whole, in points.
    """

    annotation_id: AnnotationId
    page: int
    rects: tuple[Rect, ...]
    colours: tuple[str, ...]
    theme_ids: tuple[ThemeId, ...]
    lane: int = 0
    is_area: bool = False
    left: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)

    def __post_init__(self) -> None:
        """Measure it once; it is painted at every step of a scroll."""
        object.__setattr__(self, "left", min(rect.x0 for rect in self.rects))
        object.__setattr__(self, "top", min(rect.y0 for rect in self.rects))
        object.__setattr__(self, "bottom", max(rect.y1 for rect in self.rects))

    def contains(self, x: float, y: float) -> bool:
        """Tell whether a point of the page's view space lies on the highlight."""
        return any(rect.contains(x, y) for rect in self.rects)


class MarkBook:
    """The marks of one report by page, kept up to date annotation by annotation.

    Only what has changed is made anew: with thousands of passages in a report the whole
    takes longer than a key may.
    """

    def __init__(self, boxes: Sequence[PageBox]) -> None:
        self._boxes = boxes
        self._known: dict[AnnotationId, tuple[Annotation, tuple[str, ...], tuple[Mark, ...]]] = {}
        self._on_page: dict[int, dict[AnnotationId, Mark]] = {}
        self._pages: dict[int, tuple[Mark, ...]] = {}

    def update(
        self, annotations: Iterable[Annotation], colour_of: Callable[[ThemeId], str]
    ) -> dict[int, tuple[Mark, ...]]:
        """Return the marks of a report's annotations by page, in reading order.

        Args:
            annotations: All of the report, in any order.
            colour_of: The colour of a theme.
        """
        touched: set[int] = set()
        gone = set(self._known)
        for annotation in annotations:
            gone.discard(annotation.id)
            colours = tuple(map(colour_of, annotation.theme_ids)) or (NO_THEME_COLOUR,)
            known = self._known.get(annotation.id)
            if known is None or known[0] is not annotation or known[1] != colours:
                touched |= self._take_out(annotation.id)
                touched |= self._put_in(annotation, colours)
        for annotation_id in gone:
            touched |= self._take_out(annotation_id)
        if touched:
            self._pages = dict(self._pages)
        for page in touched:
            marks = self._on_page.get(page)
            if marks:
                self._pages[page] = _with_lanes(marks.values())
            else:
                self._pages.pop(page, None)
        return self._pages

    def _take_out(self, annotation_id: AnnotationId) -> set[int]:
        _, _, marks = self._known.pop(annotation_id, (None, (), ()))
        for mark in marks:
            del self._on_page[mark.page][annotation_id]
        return {mark.page for mark in marks}

    def _put_in(self, annotation: Annotation, colours: tuple[str, ...]) -> set[int]:
        marks = _marks(annotation, self._boxes, colours)
        self._known[annotation.id] = (annotation, colours, marks)
        for mark in marks:
            self._on_page.setdefault(mark.page, {})[annotation.id] = mark
        return {mark.page for mark in marks}


def _marks(
    annotation: Annotation, boxes: Sequence[PageBox], colours: tuple[str, ...]
) -> tuple[Mark, ...]:
    rects: dict[int, list[Rect]] = {}
    for part in annotation.segments:
        if part.page < len(boxes):
            box = boxes[part.page]
            lines = [box.rect_to_view(quad.bounds) for quad in part.quads]
            rects.setdefault(part.page, []).extend(lines)
    return tuple(
        Mark(
            annotation.id,
            page,
            tuple(lines),
            colours,
            annotation.theme_ids,
            is_area=annotation.is_area,
        )
        for page, lines in rects.items()
        if lines
    )


def _with_lanes(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    ends = [float("-inf")] * LANES
    placed: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (one.top, -one.bottom, one.annotation_id)):
        lane = _free_lane(ends, mark.top, len(mark.colours))
        for taken in range(lane, min(lane + len(mark.colours), LANES)):
            ends[taken] = mark.bottom
        placed.append(replace(mark, lane=lane))
    return tuple(placed)


def _free_lane(ends: Sequence[float], top: float, width: int) -> int:
    for lane in range(LANES):
        if all(end <= top for end in ends[lane : lane + width]):
            return lane
    return 0
