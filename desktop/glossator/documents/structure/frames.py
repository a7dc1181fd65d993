"""Rectangles drawn around text: the frames of boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.documents.damage import read_or
from glossator.documents.fragments import Extent
from glossator.documents.watch import Step, Watch

if TYPE_CHECKING:
    from glossator.documents.engine import pymupdf
    from glossator.documents.pageframe import Box
    from glossator.documents.structure.flow import Printed

_LEAST_WIDTH = 100.0
_LEAST_HEIGHT = 14.0
_SLACK = 2.0


class Frames:
    """The drawn rectangles of a document's pages, read only for pages that are asked for."""

    def __init__(self, doc: pymupdf.Document) -> None:
        self._doc = doc
        self._pages: dict[int, list[Extent]] = {}

    def of_page(self, page: int) -> list[Extent]:
        """Return the rectangles of a page that may frame text, the smallest first."""
        if page not in self._pages:
            self._pages[page] = self._read(page)
        return self._pages[page]

    def around(self, line: Printed) -> Extent | None:
        """Return the smallest rectangle around a line, or None."""
        return next((frame for frame in self.of_page(line.page) if holds(frame, line)), None)

    def _read(self, page: int) -> list[Extent]:
        nothing: tuple[float, list[Box]] = (0.0, [])
        if not Watch.of(self._doc).begin(Step.FRAMES, page):
            return []
        part = f"the drawings of page {page + 1}"
        whole, drawings = read_or(nothing, lambda: _drawings(self._doc, page), part)
        found = set()
        for x0, y0, x1, y1 in drawings:
            wide, high = x1 - x0, y1 - y0
            if wide >= _LEAST_WIDTH and high >= _LEAST_HEIGHT and wide * high < 0.9 * whole:
                found.add(Extent(x0, y0, x1, y1))
        return sorted(found, key=lambda e: (e.u1 - e.u0) * (e.v1 - e.v0))


def _drawings(doc: pymupdf.Document, page: int) -> tuple[float, list[Box]]:
    """Return the area of a page, and the rectangles around what is drawn on it."""
    loaded = doc[page]
    area = abs(loaded.rect.width * loaded.rect.height)
    return area, [drawing["rect"] for drawing in loaded.get_cdrawings()]


def holds(frame: Extent, line: Printed) -> bool:
    """Tell whether a line stands inside a frame."""
    left, right = line.sides
    inside = frame.u0 - _SLACK <= left and right <= frame.u1 + _SLACK
    return inside and frame.v0 - _SLACK <= line.baseline <= frame.v1 + _SLACK
