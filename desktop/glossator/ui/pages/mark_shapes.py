"""What is painted of a page's passages: grounds behind their words, bars beside them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainterPath

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from glossator.domain.marks import Mark
    from glossator.domain.records import ThemeId
    from glossator.ui.pages.view import PageView

HIGHLIGHT = 0.33
"""Share of a theme's colour in a highlight on white paper."""
DIMMED = 0.13
"""The same for passages of other themes while one theme is chosen."""
BAR, BAR_GAP = 3.0, 2.5
"""Width of a margin bar and the gap to the next, in logical pixels."""
ROUNDED = 1.5
"""Radius of a bar's corners, in logical pixels."""
FROM_TEXT = 9.0
"""From the text to the nearest edge of its bars, in logical pixels."""
INDENT = 60
"""Points by which a mark's first line may be indented from the edge of its column."""
KEPT = 12
"""Pages of which the shapes are kept."""


class Ground(NamedTuple):
    """What is laid on the page behind a passage: so much of a colour."""

    colour: str
    share: float


class Shapes:
    """The shapes of a page's marks in its view space; what depends on less is kept longer.

    Args:
        marks: The marks.
        left_of: Gives the left edge of the column of text that a mark's left edge is in.
    """

    def __init__(self, marks: Sequence[Mark], left_of: Callable[[float], float]) -> None:
        self._marks = marks
        self._left_of = left_of
        self._lines = [
            [QRectF(x0, y0, x1 - x0, y1 - y0) for x0, y0, x1, y1 in mark.rects] for mark in marks
        ]
        self._lit: frozenset[ThemeId] | None = None
        self._grounds: dict[Ground, list[QRectF]] = {}
        self._scale = 0.0
        self._bars: dict[str, QPainterPath] = {}

    def grounds(self, lit: frozenset[ThemeId] | None) -> Mapping[Ground, Sequence[QRectF]]:
        """Return the lines of text by what is laid on them, with some themes lit or all."""
        if not self._grounds or lit != self._lit:
            found: defaultdict[Ground, list[QRectF]] = defaultdict(list)
            for mark, lines in zip(self._marks, self._lines, strict=True):
                share = HIGHLIGHT if is_lit(mark, lit) else DIMMED
                found[Ground(mark.colours[0], share / 3 if mark.is_area else share)] += lines
            self._grounds, self._lit = found, lit
        return self._grounds

    def bars(self, scale: float) -> Mapping[str, QPainterPath]:
        """Return the margin bars by their colour, at so many logical pixels a point."""
        if scale != self._scale:
            found: defaultdict[str, QPainterPath] = defaultdict(_together)
            wide, step, rounded = BAR / scale, (BAR + BAR_GAP) / scale, ROUNDED / scale
            for mark in self._marks:
                edge = self._left_of(mark.left) - FROM_TEXT / scale
                for lane, colour in enumerate(mark.colours[:3], mark.lane):
                    x, high = edge - lane * step, mark.bottom - mark.top
                    found[colour].addRoundedRect(x, mark.top, wide, high, rounded, rounded)
            self._bars, self._scale = found, scale
        return self._bars


class MarkShapes:
    """The shapes of the pages that show, kept while nothing of them changes.

    A page may have a hundred passages, and it is painted at every step of a scroll.
    """

    def __init__(self, view: PageView) -> None:
        self._view = view
        self._edges: dict[int, list[float]] = {}
        self._kept: dict[int, tuple[Sequence[Mark], Hashable, Shapes]] = {}

    def of(self, page: int, marks: Sequence[Mark]) -> Shapes:
        """Return the shapes of a page's marks, without the one that is being adjusted.

        Args:
            page: Zero-based page index.
            marks: All of the page, the very same sequence while they have not changed.
        """
        edges, adjusting = self._text_edges(page), self._view.handles.adjusting
        state = (adjusting, edges is None)
        known, known_state, shapes = self._kept.get(page, (None, None, None))
        if shapes is None or known is not marks or known_state != state:
            shown = [mark for mark in marks if mark.annotation_id != adjusting]
            shapes = Shapes(shown, partial(_column, edges or ()))
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[page] = (marks, state, shapes)
        return shapes

    def _text_edges(self, page: int) -> list[float] | None:
        """Return the left edges of a page's lines, ascending; None while it is not read."""
        edges = self._edges.get(page)
        if edges is None:
            text = self._view.library.known_text(self._view.report_id, page)
            if text is None:
                return None
            box = self._view.box(page)
            body = (box.rect_to_view(line.rect).x0 for line in text.lines if line.role.flow == 0)
            edges = self._edges[page] = sorted(set(body))
        return edges


def is_lit(mark: Mark, lit: frozenset[ThemeId] | None) -> bool:
    """Tell whether a mark is of the chosen themes, or none is chosen."""
    return lit is None or not lit.isdisjoint(mark.theme_ids)


def _together() -> QPainterPath:
    """Return a path whose parts may lie on each other."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


def _column(edges: Sequence[float], left: float) -> float:
    """Return the left edge of the column of text a mark stands in, in view points."""
    at = bisect_right(edges, left - INDENT)
    return edges[at] if at < len(edges) and edges[at] <= left + 1 else left
