"""What is painted of a page's passages, and what is kept of it from paint to paint."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QRectF

from glossator.domain.marks import NO_THEME_COLOUR, Marks
from glossator.domain.pages.geometry import PageBox, Quad, Rect
from glossator.ui.pages.mark_shapes import DIMMED, FROM_TEXT, HIGHLIGHT, Margin, MarkShapes, Shapes
from helpers.records import make_annotation, make_segment, make_theme

if TYPE_CHECKING:
    from glossator.ui.pages.view import PageView

RED, BLUE = make_theme(colour="#FF0000"), make_theme(colour="#0000FF")
COLOURS = {RED.id: RED.colour, BLUE.id: BLUE.colour}
LINES = tuple(Quad.of(Rect(72, y, 300, y + 12)) for y in (700, 686))
BOXES = (PageBox(0, 0, 600, 800),)
MARKS = Marks.of(
    [
        make_annotation(themes=[RED, BLUE], segments=(make_segment(quads=LINES),)),
        make_annotation(themes=[BLUE], segments=(make_segment(quads=LINES[1:]),)),
        make_annotation(segments=(make_segment(quads=LINES[:1]),)),
    ],
    BOXES,
    COLOURS,
)[0]


def test_lines_are_laid_together_by_colour_and_dimmed_where_another_theme_is_chosen() -> None:
    shapes = Shapes(MARKS, Margin())
    assert {tuple(ground): len(lines) for ground, lines in shapes.grounds(None).items()} == {
        (RED.colour, HIGHLIGHT): 2,
        (BLUE.colour, HIGHLIGHT): 1,
        (NO_THEME_COLOUR, HIGHLIGHT): 1,
    }
    lit = shapes.grounds(frozenset({BLUE.id}))
    assert {ground.colour: ground.share for ground in lit} == {
        RED.colour: HIGHLIGHT,  # it carries the other theme too
        BLUE.colour: HIGHLIGHT,
        NO_THEME_COLOUR: DIMMED,
    }
    assert len(shapes.grounds(None)) == 3


def test_each_theme_has_a_bar_left_of_the_text_as_wide_at_every_scale() -> None:
    shapes = Shapes(MARKS, Margin([Rect(52, 700, 300, 712)]))
    for scale in (1.0, 2.0):
        bars = {colour: path.boundingRect() for colour, path in shapes.bars(scale).items()}
        assert set(bars) == {RED.colour, BLUE.colour, NO_THEME_COLOUR}
        assert all(bar.right() < 52 for bar in bars.values())
        assert round(scale * bars[RED.colour].width(), 3) == 3.0
        assert (bars[RED.colour].top(), bars[RED.colour].bottom()) == (88, 114)


def test_a_bar_stands_only_beside_what_is_covered_in_each_column() -> None:
    rights = tuple(Quad.of(Rect(320, y, 548, y + 12)) for y in (714, 700))
    far = (Quad.of(Rect(320, 300, 548, 312)),)
    one = make_annotation(
        themes=[RED], segments=(make_segment(quads=LINES + rights), make_segment(quads=far))
    )
    shapes = Shapes(Marks.of([one], BOXES, COLOURS)[0], Margin())
    bars = [polygon.boundingRect() for polygon in shapes.bars(1.0)[RED.colour].toSubpathPolygons()]
    assert [(round(bar.right()), bar.top(), bar.bottom()) for bar in bars] == [
        (66, 88, 114),
        (314, 74, 100),
        (314, 488, 500),
    ]


@pytest.mark.parametrize("leftward", [False, True])
def test_a_bar_stands_beside_its_column_and_not_at_a_title_that_stands_out(leftward: bool) -> None:
    begins = [290, 320, 320, 320, 338]
    rects = [
        Rect(-548, y, -x, y + 9) if leftward else Rect(x, y, 548, y + 9)
        for y, x in zip(range(0, 100, 20), begins, strict=True)
    ]
    margin = Margin(rects, leftward=leftward)
    for rect in rects[1:]:
        run = QRectF(rect.x0, rect.y0, rect.width, 9)
        bar = margin.bar(run, margin.edge_of(run), 0, 1.0)
        assert (-bar.right() if leftward else bar.left()) == 320 - FROM_TEXT


def test_a_bar_of_words_within_a_line_stands_before_the_line() -> None:
    lines = [Rect(left, top, left + 200, top + 12) for left in (72, 320) for top in (100, 114)]
    margin = Margin(lines)
    for left in (72, 320):
        run = QRectF(left + 150, 114.5, 20, 11)
        bar = margin.bar(run, margin.edge_of(run), 0, 1.0)
        assert bar.left() == left - FROM_TEXT


def test_the_shapes_of_a_page_are_kept_until_its_marks_or_its_text_are_others() -> None:
    handles = SimpleNamespace(adjusting=None)
    texts: list[object] = [None]
    library = SimpleNamespace(known_text=lambda *_: texts[0])
    fitting = SimpleNamespace(edges=None)
    view = SimpleNamespace(
        handles=handles,
        library=library,
        fitting=fitting,
        report_id="R",
        box=lambda page: BOXES[page],
    )
    kept = MarkShapes(cast("PageView", view))
    first = kept.of(0, MARKS)
    assert kept.of(0, MARKS) is first
    assert kept.of(0, MARKS[:2]) is not first
    handles.adjusting = MARKS[0].annotation_id
    assert set(kept.of(0, MARKS).bars(1.0)) == {BLUE.colour, NO_THEME_COLOUR}
    assert kept.of(0, MARKS).bars(1.0)[BLUE.colour].boundingRect().left() < 72
    fitting.edges = (60.0, 540.0)
    without_text = kept.of(0, MARKS)
    assert without_text.bars(1.0)[BLUE.colour].boundingRect().left() < 52
    texts[0] = SimpleNamespace(lines=(), text="")
    assert kept.of(0, MARKS) is not without_text
