"""How large a page is shown when something is fitted to the width of its pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.app.view_state import Fit

if TYPE_CHECKING:
    from glossator.domain.geometry import PageBox
    from glossator.domain.page_layout import PageLayout
    from glossator.domain.page_text import PageText

PADDING = 34
"""Logical pixels beside the text when it fits the width; the margin bars stand there."""
TELLING = 8
"""Body lines a page must have to tell where the text begins and ends across."""
NARROWEST = 72.0
"""Points; a narrower column of text is not enlarged further."""


class Fitting:
    """Knows where the text of a report stands across, and the scale that fits it.

    Attributes:
        fit: What is fitted.
        edges: Left and right edge of the text in points of a page's view space; None
            until a page has told.
    """

    def __init__(self) -> None:
        self.fit = Fit.TEXT
        self.edges: tuple[float, float] | None = None

    def learn(self, text: PageText | None, box: PageBox) -> bool:
        """Learn the edges from the first page that tells; tell whether they are new."""
        if self.edges is not None or text is None:
            return False
        body = [box.rect_to_view(line.rect) for line in text.lines if line.role.flow == 0]
        if len(body) < TELLING:
            return False
        # A line or two beyond the others, such as a long word, does not widen the text.
        lefts, rights = sorted(rect.x0 for rect in body), sorted(rect.x1 for rect in body)
        self.edges = (lefts[len(lefts) // 20], rights[-1 - len(rights) // 20])
        return True

    def scale(self, layout: PageLayout, width: float) -> float:
        """Return the scale that fits a width, 0 where nothing does or nothing is known."""
        if self.fit is Fit.WIDTH:
            return layout.scale_for_width(width)
        if self.fit is Fit.FREE or self.edges is None:
            return 0.0
        left, right = self.edges
        return (width - 2 * PADDING) / max(right - left, NARROWEST)

    def middle(self) -> float | None:
        """Return what stands in the middle across, in points from a page's left edge."""
        if self.fit is not Fit.TEXT or self.edges is None:
            return None
        return sum(self.edges) / 2
