"""What is painted for annotations: highlights, margin bars and ticks in the map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from glossator.domain.annotation_index import pages_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from glossator.domain.pages.geometry import PageBox, Rect
    from glossator.domain.records import Annotation, AnnotationId, ThemeId

NO_THEME_COLOUR = "#8A8F98"
"""Of a passage that has a note but no theme."""

LANES = 6
"""Margin bars beside each other before they share a lane."""


class Mark(NamedTuple):
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
        begins: Which of the rectangles begin a stretch that continues no other.
    """

    annotation_id: AnnotationId
    page: int
    rects: tuple[Rect, ...]
    colours: tuple[str, ...]
    theme_ids: tuple[ThemeId, ...]
    lane: int
    is_area: bool
    left: float
    top: float
    bottom: float
    begins: tuple[int, ...] = ()

    def contains(self, x: float, y: float) -> bool:
        """Tell whether a point of the page's view space lies on the highlight."""
        return any(rect.contains(x, y) for rect in self.rects)


OnPages: TypeAlias = "Mapping[int, tuple[Annotation, ...]]"
"""What stands on each page, as `AnnotationIndex.on_pages` has it."""


class Marks(Mapping[int, "tuple[Mark, ...]"]):
    """The marks of a report by page, in reading order; it never changes.

    Those of a page are made when they are first asked for: of the thousands of passages
    that a report may have, few show at a time.
    """

    def __init__(
        self,
        on_page: OnPages | None = None,
        boxes: Sequence[PageBox] = (),
        colours: Mapping[ThemeId, str] | None = None,
    ) -> None:
        held = on_page or {}
        self._on_page = {page: held[page] for page in held if page < len(boxes)}
        self._boxes = boxes
        self._colours = colours or {}
        self._made: dict[int, tuple[Mark, ...]] = {}

    @classmethod
    def of(
        cls,
        annotations: Iterable[Annotation],
        boxes: Sequence[PageBox],
        colours: Mapping[ThemeId, str],
    ) -> Marks:
        """Return the marks of some annotations of a report.

        Args:
            annotations: Of one report, in any order.
            boxes: The boxes of its pages.
            colours: The colour of each theme.
        """
        pages: defaultdict[int, tuple[Annotation, ...]] = defaultdict(tuple)
        for one in annotations:
            for page in pages_of(one):
                pages[page] += (one,)
        return cls(pages, boxes, colours)

    def __getitem__(self, page: int) -> tuple[Mark, ...]:
        marks = self._made.get(page)
        if marks is None:
            marks = self._made[page] = tuple(self._made_marks(page))
        return marks

    def __iter__(self) -> Iterator[int]:
        return iter(self._on_page)

    def __len__(self) -> int:
        return len(self._on_page)

    def is_made(self, page: int) -> bool:
        """Tell whether the marks of a page are at hand, or there are none."""
        return page in self._made or page not in self._on_page

    def count(self, page: int | None = None) -> int:
        """Return how many passages stand on a page, or on all, those on two pages twice."""
        if page is not None:
            return len(self._on_page.get(page, ()))
        return sum(map(len, self._on_page.values()))

    def find(self, page: int, annotation_id: AnnotationId) -> Mark | None:
        """Return an annotation's mark on a page."""
        return next((m for m in self.get(page, ()) if m.annotation_id == annotation_id), None)

    def held(self, page: int) -> tuple[Annotation, ...]:
        """Return the annotations of a page, the very tuple until something on it changes."""
        return self._on_page[page]

    def tops(self, page: int) -> list[float]:
        """Return where those of `held` begin on a page, in points of view space."""
        to_view = self._boxes[page].to_view
        found = []
        for one in self._on_page[page]:
            for part in one.segments:
                if part.page == page and part.quads:
                    first = part.quads[0]
                    found.append(to_view(first.x_ul, first.y_ul)[1])
                    break
        return found

    def colour(self, annotation: Annotation) -> str:
        """Return the colour of an annotation's first theme."""
        themes = annotation.theme_ids
        return self._colours.get(themes[0], NO_THEME_COLOUR) if themes else NO_THEME_COLOUR

    def renewed(
        self, on_page: OnPages, boxes: Sequence[PageBox], colours: Mapping[ThemeId, str]
    ) -> Marks:
        """Return the marks as things stand now; what was made of other pages stays.

        Args:
            on_page: What stands on each page; the very tuple where nothing changed.
            boxes: The boxes of the report's pages.
            colours: The colour of each theme.
        """
        after = Marks(on_page, boxes, colours)
        if boxes != self._boxes:
            return after
        recoloured = self._recoloured(colours)
        staying = {
            page
            for page, held in after._on_page.items()
            if held is self._on_page.get(page)
            and not (recoloured and any(recoloured.intersection(one.theme_ids) for one in held))
        }
        if len(staying) == len(after) == len(self):
            return self
        after._made = {page: made for page, made in self._made.items() if page in staying}
        return after

    def _recoloured(self, colours: Mapping[ThemeId, str]) -> set[ThemeId]:
        if colours is self._colours:
            return set()
        return {one for one, _ in colours.items() ^ self._colours.items()}

    def _made_marks(self, page: int) -> Iterator[Mark]:
        """Yield the marks of a page in reading order, their bars beside each other."""
        colour_of = self._colours.get
        ends = [float("-inf")] * LANES
        held, box = self._on_page[page], self._boxes[page]
        placed = ((_lines(one, page, box), one) for one in held)
        extents = [
            (min(rect.y0 for rect in lines), -max(rect.y1 for rect in lines), one.id, lines, one)
            for lines, one in placed
        ]
        for top, up, annotation_id, lines, one in sorted(extents):
            colours = tuple([colour_of(theme_id, NO_THEME_COLOUR) for theme_id in one.theme_ids])
            colours = colours or (NO_THEME_COLOUR,)
            lane = _free_lane(ends, top, len(colours))
            for taken in range(lane, min(lane + len(colours), LANES)):
                ends[taken] = -up
            left = min(rect.x0 for rect in lines)
            edges = left, top, -up, _begins(one, page)
            yield Mark(
                annotation_id, page, lines, colours, one.theme_ids, lane, one.is_area, *edges
            )


def _lines(annotation: Annotation, page: int, box: PageBox) -> tuple[Rect, ...]:
    """Return the lines of an annotation's part on a page, in view space."""
    to_view = box.rect_to_view
    parts = (part.quads for part in annotation.segments if part.page == page)
    return tuple([to_view(quad.bounds) for quads in parts for quad in quads])


def _begins(annotation: Annotation, page: int) -> tuple[int, ...]:
    """Return which of the lines on a page begin a stretch."""
    found, lines = [], 0
    for part in annotation.segments:
        if part.page == page:
            if not part.continues:
                found.append(lines)
            lines += len(part.quads)
    return tuple(found)


def _free_lane(ends: Sequence[float], top: float, width: int) -> int:
    for lane in range(LANES):
        if all(end <= top for end in ends[lane : lane + width]):
            return lane
    return 0
