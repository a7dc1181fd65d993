"""Where the passages of a report stand on the map at the edge of its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.marks import Marks
from glossator.domain.pages.layout import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from glossator.domain.pages.layout import PageLayout
    from glossator.domain.records import Annotation, AnnotationId, ThemeId

    Standing: TypeAlias = tuple[PageLayout, int]

MARGIN = 4
"""Logical pixels of the map above the first page and below the last."""


class Spots(NamedTuple):
    """What is drawn, each spot once however many passages begin there.

    Attributes:
        lit: Colours of passages of the chosen theme, by whole logical pixels from the top
            of the map; of all passages where no theme is chosen.
        pale: The same of the other passages.
    """

    lit: dict[int, str]
    pale: dict[int, str]


class _Page(NamedTuple):
    held: tuple[Annotation, ...]
    heights: tuple[int, ...]


class TickPlaces:
    """The ticks of a map, page by page; a page whose passages are the same stays as it is."""

    def __init__(self) -> None:
        self.spots = Spots({}, {})
        """What is drawn, another object whenever it may be another."""
        self._pages: dict[int, _Page] = {}
        self._marks = Marks()
        self._standing: Standing | None = None
        self._lit: frozenset[ThemeId] | None = None

    def is_of(self, marks: Marks, standing: Standing, lit: frozenset[ThemeId] | None) -> bool:
        """Tell whether this is how things stand, see `follow`."""
        return standing == self._standing and lit == self._lit and marks is self._marks

    def follow(self, marks: Marks, standing: Standing, lit: frozenset[ThemeId] | None) -> None:
        """Take over how things stand.

        Args:
            marks: The passages.
            standing: Where the pages stand, and the height of the map in logical pixels.
            lit: The chosen theme with those below it, None where none is chosen.
        """
        if self.is_of(marks, standing, lit):
            return
        known = self._pages if standing == self._standing else {}
        self._standing, self._lit, self._marks = standing, lit, marks
        self._pages = {}
        for page in marks:
            kept, held = known.get(page), marks.held(page)
            if kept is None or kept.held is not held:
                kept = _Page(held, _heights(marks, page, *standing))
            self._pages[page] = kept
        self.spots = self._drawn()

    def __iter__(self) -> Iterator[tuple[int, AnnotationId]]:
        """Yield how far down each passage begins, in order of the pages."""
        for page in self._pages.values():
            yield from zip(page.heights, [one.id for one in page.held], strict=True)

    def of(self, annotation_id: AnnotationId) -> list[tuple[int, str, bool]]:
        """Return height, colour and whether it is lit of a passage, for each of its pages."""
        return [
            (y, self._marks.colour(one), self._is_lit(one))
            for page in self._pages.values()
            for y, one in zip(page.heights, page.held, strict=True)
            if one.id == annotation_id
        ]

    def _drawn(self) -> Spots:
        lit: dict[int, str] = {}
        pale: dict[int, str] = {}
        colour_of = self._marks.colour
        for page in self._pages.values():
            for y, one in zip(page.heights, page.held, strict=True):
                (lit if self._is_lit(one) else pale)[y] = colour_of(one)
        return Spots(lit, pale)

    def _is_lit(self, annotation: Annotation) -> bool:
        return self._lit is None or not self._lit.isdisjoint(annotation.theme_ids)


def _heights(marks: Marks, page: int, layout: PageLayout, height: int) -> tuple[int, ...]:
    share = (height - 2 * MARGIN) / max(layout.height, 1.0)
    top = layout.point(Place(page, 0, 0))[1]
    # Down the page is up the scene where it stands on its head.
    down = share * (layout.point(Place(page, 0, 1))[1] - top)
    begin = MARGIN + share * top
    return tuple([round(begin + down * y) for y in marks.tops(page)])
