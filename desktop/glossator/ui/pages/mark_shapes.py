"""What is painted of a page's passages: grounds behind their words, bars beside them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainterPath

from glossator.domain.pages.geometry import Rect
from glossator.domain.text.direction import runs_leftward

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

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
"""From the text to the far edge of its nearest bar, in logical pixels."""
INDENT = 60
"""Points by which a mark may be indented from the edge of its column."""
BESIDE = 12
"""Lines that may stand beside each other, in columns."""
KEPT = 12
"""Pages of which the shapes are kept."""


class Ground(NamedTuple):
    """What is laid on the page behind a passage: so much of a colour."""

    colour: str
    share: float


class Margin:
    """Where the bars of a page stand: where the lines beside them begin.

    Args:
        rects: The lines of the page's body in its view space.
        leftward: Whether they run from right to left.
    """

    def __init__(self, rects: Iterable[Rect] = (), *, leftward: bool = False) -> None:
        self._leftward = leftward
        self._lines = sorted(
            (y0, y1, -x1, -x0) if leftward else (y0, y1, x0, x1) for x0, y0, x1, y1 in rects
        )
        self._edges = sorted(round(begins) for _, _, begins, _ in self._lines)
        self._columns: dict[int, int] = {}

    def bar(self, run: QRectF, edge: float, lane: int, scale: float) -> QRectF:
        """Return the bar beside some lines, at so many logical pixels a point.

        Args:
            run: Around the lines.
            edge: As `edge_of` tells it.
            lane: Which of the bars beside each other.
            scale: The pixels.
        """
        x, wide = edge - (FROM_TEXT + lane * (BAR + BAR_GAP)) / scale, BAR / scale
        return QRectF(-x - wide if self._leftward else x, run.top(), wide, run.height())

    def edge_of(self, run: QRectF) -> int:
        """Return where the lines begin in whose column something stands, maybe indented.

        It is where most do of those in question: a title may stand out, and lines of the
        column beside begin further away.
        """
        first, middle = -run.right() if self._leftward else run.left(), run.top() + 1
        at = bisect_right(self._lines, (middle, inf))
        around = (
            begins
            for _, bottom, begins, ends in self._lines[max(at - BESIDE, 0) : at]
            if begins - 1 <= first <= ends and middle <= bottom
        )
        begins = round(min(around, default=first))
        edge = self._columns.get(begins)
        if edge is None:
            low, high = (bisect_right(self._edges, begins + by) for by in (-INDENT, 1))
            near = Counter(self._edges[low:high]).most_common(1)
            edge = self._columns[begins] = near[0][0] if near else begins
        return edge


class Shapes:
    """The shapes of a page's marks in its view space; what depends on less is kept longer.

    Args:
        marks: The marks.
        margin: Where their bars stand.
    """

    def __init__(self, marks: Sequence[Mark], margin: Margin) -> None:
        self._marks = marks
        self._margin = margin
        self._runs: list[tuple[Mark, QRectF, int]] | None = None
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
            rounded = ROUNDED / scale
            if self._runs is None:
                self._runs = [
                    (mark, run, self._margin.edge_of(run))
                    for mark, lines in zip(self._marks, self._lines, strict=True)
                    for run in _runs(lines, mark.begins)
                ]
            for mark, run, edge in self._runs:
                for lane, colour in enumerate(mark.colours[:3], mark.lane):
                    bar = self._margin.bar(run, edge, lane, scale)
                    found[colour].addRoundedRect(bar, rounded, rounded)
            self._bars, self._scale = found, scale
        return self._bars


class MarkShapes:
    """The shapes of the pages that show, kept while nothing of them changes.

    A page may have a hundred passages, and it is painted at every step of a scroll.
    """

    def __init__(self, view: PageView) -> None:
        self._view = view
        self._margins: dict[int, Margin] = {}
        self._kept: dict[int, tuple[Sequence[Mark], Hashable, Shapes]] = {}

    def of(self, page: int, marks: Sequence[Mark]) -> Shapes:
        """Return the shapes of a page's marks, without the one that is being adjusted.

        Args:
            page: Zero-based page index.
            marks: All of the page, the very same sequence while they have not changed.
        """
        margin, adjusting = self._margin(page), self._view.handles.adjusting
        edges = self._view.fitting.edges if margin is None else None
        state = (adjusting, margin is None, edges)
        known, known_state, shapes = self._kept.get(page, (None, None, None))
        if shapes is None or known is not marks or known_state != state:
            shown = [mark for mark in marks if mark.annotation_id != adjusting]
            if margin is None:  # not read yet: as wide as the text of other pages
                margin = Margin([Rect(edges[0], 0, edges[1], inf)] if edges else [])
            shapes = Shapes(shown, margin)
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[page] = (marks, state, shapes)
        return shapes

    def _margin(self, page: int) -> Margin | None:
        """Return where a page's bars stand; None while it is not read."""
        margin = self._margins.get(page)
        if margin is None:
            text = self._view.library.known_text(self._view.report_id, page)
            if text is None:
                return None
            box = self._view.box(page)
            rects = [box.rect_to_view(line.rect) for line in text.lines if line.role.flow == 0]
            margin = self._margins[page] = Margin(rects, leftward=runs_leftward(text.text))
        return margin


def is_lit(mark: Mark, lit: frozenset[ThemeId] | None) -> bool:
    """Tell whether a mark is of the chosen themes, or none is chosen."""
    return lit is None or not lit.isdisjoint(mark.theme_ids)


def _together() -> QPainterPath:
    """Return a path whose parts may lie on each other."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


def _runs(lines: Sequence[QRectF], begins: Sequence[int]) -> Iterator[QRectF]:
    """Yield what is around the lines of each stretch in each column."""
    run = QRectF()
    for index, line in enumerate(lines):
        if index and (index in begins or line.bottom() <= lines[index - 1].top()):
            yield run
            run = QRectF()
        run = run.united(line)
    if lines:
        yield run
