"""How large a page is shown when something is fitted to its pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.app.view_state import Fit
from glossator.domain.pages.layout import SPINE, PageMode

if TYPE_CHECKING:
    from glossator.domain.pages.geometry import PageBox
    from glossator.domain.pages.layout import PageLayout
    from glossator.domain.text.page_text import PageText

PADDING = 34
"""Logical pixels beside the text when it fits the width; four margin bars stand there."""
LEAST_PADDING = 22
"""The same in a narrow pane, where the letters need the room more; three bars stand there."""
PADDED = 0.06
"""Share of the width between the two."""
TELLING = 8
"""Body lines a page must have to tell where the text begins and ends across."""
NARROWEST = 72.0
"""Points; a narrower column of text is not enlarged further."""
ALIKE = 6.0
"""Points by which the edges that another page tells may differ from those it was left with."""


class Fitting:
    """Knows where the text of a report stands across, and the scale that fits it.

    Attributes:
        fit: What is fitted.
        edges: Left and right edge of the text in points from the left edge of the page as
            it is seen; None until a page has told.
    """

    def __init__(self) -> None:
        self.fit = Fit.TEXT
        self.edges: tuple[float, float] | None = None
        self._page_width = 0.0
        self._is_learned = False

    def forget(self) -> None:
        """Forget the edges, since the pages are seen another way round."""
        self.edges = None
        self._is_learned = False

    def recall(self, edges: tuple[float, ...], page_width: float) -> None:
        """Take the edges that were known when the pages were left, until a page tells."""
        if self.edges is None and edges:
            left, right = edges
            self.edges, self._page_width = (left, right), page_width

    def learn(self, text: PageText | None, box: PageBox) -> bool:
        """Learn the edges from the first page that tells; tell whether they are new."""
        if self._is_learned or text is None:
            return False
        lines = (box.rect_to_view(line.rect) for line in text.lines if line.role.flow == 0)
        # Lines that stand upright, as in a page that is turned, don't tell.
        body = [line for line in lines if line.width > line.height]
        if len(body) < TELLING:
            return False
        # A line or two beyond the others, such as a long word, does not widen the text.
        lefts, rights = sorted(rect.x0 for rect in body), sorted(rect.x1 for rect in body)
        self._is_learned = True
        left, right = lefts[len(lefts) // 20], rights[-1 - len(rights) // 20]
        if self.edges is not None:
            before = self.edges
            if max(abs(before[0] - left), abs(before[1] - right)) <= ALIKE:
                return False
        self.edges, self._page_width = (left, right), box.width
        return True

    def scale(self, layout: PageLayout, width: float, height: float) -> float:
        """Return the scale that fits a viewport, 0 where nothing does or nothing is known."""
        if self.fit is Fit.WIDTH:
            return layout.scale_for_width(width)
        if self.fit is Fit.PAGE:
            return layout.scale_for_page(width, height)
        if self.fit is Fit.FREE or self.edges is None:
            return 0.0
        left, right = self.edges
        if layout.mode is PageMode.FACING:
            # From the left page's text to the right page's, the inner margins between.
            left -= self._page_width
            width -= SPINE
        padding = min(max(width * PADDED, LEAST_PADDING), PADDING)
        return (width - 2 * padding) / max(right - left, NARROWEST)

    def middle(self, layout: PageLayout, page: int) -> float | None:
        """Return what stands in the middle across, in logical pixels of the scene.

        None where nothing but the middle of the scene does.
        """
        if self.fit is not Fit.TEXT or self.edges is None:
            return None
        left, right = self.edges
        if layout.mode is PageMode.FACING:
            return layout.spine + (left - self._page_width + right) / 2 * layout.scale
        return layout.page_rect(page).x0 + (left + right) / 2 * layout.scale
