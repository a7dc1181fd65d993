"""Where the passages of a report stand on the map at the edge of its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.marks import Marks
from glossator.domain.page_layout import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossator.domain.marks import Tick
    from glossator.domain.page_layout import PageLayout
    from glossator.domain.records import AnnotationId, ThemeId

MARGIN = 4
"""Logical pixels of the map above the first page and below the last."""


class Spot(NamedTuple):
    """A place on the map that is drawn once, however many passages begin there.

    Attributes:
        y: Whole logical pixels from the top of the map.
        is_lit: Whether a passage there is of the chosen theme, or none is chosen.
    """

    y: int
    is_lit: bool


class _Page(NamedTuple):
    ticks: tuple[Tick, ...]
    heights: tuple[int, ...]
    spots: dict[Spot, str]


class TickPlaces:
    """The ticks of a map, page by page; a page whose passages are the same stays as it is."""

    def __init__(self) -> None:
        self.spots: dict[Spot, str] = {}
        """The colour of each spot: that of the last passage there."""
        self._pages: dict[int, _Page] = {}
        self._marks = Marks()
        self._standing: tuple[PageLayout, int] | None = None
        self._lit: frozenset[ThemeId] | None = None

    def follow(
        self, marks: Marks, layout: PageLayout, height: int, lit: frozenset[ThemeId] | None
    ) -> None:
        """Take over how things stand.

        Args:
            marks: The passages.
            layout: Where the pages stand.
            height: Of the map, in logical pixels.
            lit: The chosen theme with those below it, None where none is chosen.
        """
        standing = (layout, height)
        if standing != self._standing or lit != self._lit:
            self._pages, self._marks = {}, Marks()
        elif marks is self._marks:
            return
        self._standing, self._lit, self._marks = standing, lit, marks
        known, self._pages, self.spots = self._pages, {}, {}
        for page in marks:
            ticks = marks.ticks(page)
            kept = known.get(page)
            if kept is None or kept.ticks is not ticks:
                kept = self._placed(page, ticks, layout, height)
            self._pages[page] = kept
            self.spots.update(kept.spots)

    def __iter__(self) -> Iterator[tuple[int, Tick]]:
        """Yield the height and the tick of all passages."""
        for page in self._pages.values():
            yield from zip(page.heights, page.ticks, strict=True)

    def of(self, annotation_id: AnnotationId) -> list[tuple[int, Tick]]:
        """Return the heights and ticks of a passage, one for each of its pages."""
        return [(y, tick) for y, tick in self if tick.annotation_id == annotation_id]

    def is_lit(self, tick: Tick) -> bool:
        """Tell whether a passage is of the chosen theme, or none is chosen."""
        return self._lit is None or not self._lit.isdisjoint(tick.theme_ids)

    def _placed(self, page: int, ticks: tuple[Tick, ...], layout: PageLayout, height: int) -> _Page:
        share = (height - 2 * MARGIN) / max(layout.height, 1.0)
        top = layout.point(Place(page, 0, 0))[1]
        # Down the page is up the scene where it stands on its head.
        down = share * (layout.point(Place(page, 0, 1))[1] - top)
        begin = MARGIN + share * top
        heights = tuple([round(begin + down * tick.y) for tick in ticks])
        spots = {
            Spot(y, self.is_lit(tick)): tick.colour for y, tick in zip(heights, ticks, strict=True)
        }
        return _Page(ticks, heights, spots)
