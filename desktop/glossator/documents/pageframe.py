"""Where a page lies in PDF user space, and the one conversion from MuPDF's coordinates.

MuPDF gives the text of a page unrotated, counted from the top left corner of its crop box,
y pointing down. Kept geometry is in PDF user space, y pointing up; where a page has a unit
of its own (`UserUnit`), user space is counted in points all the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.documents.engine import mupdf, pymupdf
from glossator.domain.pages.geometry import PageBox, Rect

if TYPE_CHECKING:
    from collections.abc import Iterable

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The visible box of a page and its rotation, in user space."""

    box: PageBox

    def to_user(self, x0: float, y0: float, x1: float, y1: float) -> Rect:
        """Convert a rectangle of MuPDF's unrotated page to user space."""
        left, top = self.box.x0, self.box.y1
        return Rect(left + x0, top - y1, left + x1, top - y0)

    def flat_to_user(self, boxes: Iterable[Box]) -> list[float]:
        """Convert many rectangles at once; return x0, y0, x1, y1 of each in turn."""
        left, top = self.box.x0, self.box.y1
        return [
            number
            for x0, y0, x1, y1 in boxes
            for number in (left + x0, top - y1, left + x1, top - y0)
        ]


def page_frame(page: pymupdf.Page) -> PageFrame:
    """Return the frame of a page; pages of other formats than PDF have no crop box."""
    if not page.parent.is_pdf:
        rect = page.rect
        return PageFrame(PageBox(0.0, 0.0, rect.width, rect.height))
    box, matrix = mupdf.FzRect(), mupdf.FzMatrix()
    mupdf.pdf_page_transform(mupdf.pdf_page_from_fz_page(page.this), box, matrix)
    unit = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c)) or 1.0
    corners = (box.x0 * unit, box.y0 * unit, box.x1 * unit, box.y1 * unit)
    return PageFrame(PageBox(*corners, rotation=page.rotation % 360))
