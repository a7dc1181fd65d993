"""Where the passages stand on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.domain.marks import Marks
from glossator.domain.pages.geometry import PageBox, Quad, Rect
from glossator.domain.pages.layout import PageLayout
from glossator.domain.tick_places import MARGIN, TickPlaces
from helpers.records import make_annotation, make_segment, make_theme

if TYPE_CHECKING:
    from glossator.domain.records import Annotation, Theme

BOXES = (PageBox(0, 0, 600, 800),) * 10
LAYOUT = PageLayout(BOXES, 1.0)
RED, BLUE = make_theme(colour="#FF0000"), make_theme(colour="#0000FF")
COLOURS = {RED.id: RED.colour, BLUE.id: BLUE.colour}
HEIGHT = 1000


def at(page: int, y: float, *themes: Theme) -> Annotation:
    quads = (Quad.of(Rect(72, y, 300, y + 12)),)
    carried = [theme for theme in (RED, BLUE) if theme in themes]
    return make_annotation(themes=carried, segments=(make_segment(page=page, quads=quads),))


def placed(marks: Marks, layout: PageLayout = LAYOUT, lit: Theme | None = None) -> TickPlaces:
    ticks = TickPlaces()
    ticks.follow(marks, (layout, HEIGHT), frozenset({lit.id}) if lit else None)
    return ticks


def test_a_passage_stands_as_far_down_the_map_as_in_the_report() -> None:
    ones = [at(page, y, RED) for page in range(10) for y in (60, 400, 700)]
    found = placed(Marks.of(ones, BOXES, COLOURS))
    heights = [y for y, _ in sorted(found)]
    assert len(heights) == 30
    assert MARGIN < heights[0] < 20
    assert HEIGHT - 30 < heights[-1] < HEIGHT - MARGIN
    assert (set(found.spots.lit), found.spots.pale) == (set(heights), {})


def test_down_the_page_is_up_the_map_where_pages_stand_on_their_heads() -> None:
    high, low = at(4, 700, RED), at(4, 60, RED)
    marks = Marks.of([high, low], BOXES, COLOURS)
    ((upright, *_),), ((below, *_),) = placed(marks).of(high.id), placed(marks).of(low.id)
    turned = placed(marks, PageLayout(BOXES, 1.0, turn=180))
    ((up, *_),), ((down, *_),) = turned.of(high.id), turned.of(low.id)
    assert upright < below
    assert down < up


def test_a_chosen_theme_is_told_from_the_others() -> None:
    red, blue = at(0, 700, RED), at(9, 60, BLUE)
    marks = Marks.of([red, blue, at(0, 700, BLUE)], BOXES, COLOURS)
    ticks = placed(marks, lit=RED)
    assert list(ticks.spots.lit.values()) == [RED.colour]
    assert list(ticks.spots.pale.values()) == [BLUE.colour] * 2
    assert [told[1:] for told in ticks.of(red.id) + ticks.of(blue.id)] == [
        (RED.colour, True),
        (BLUE.colour, False),
    ]
    assert not placed(marks).spots.pale


def test_a_theme_that_is_recoloured_is_another_colour_on_the_map() -> None:
    ones = [at(0, 700, RED), at(5, 300, BLUE)]
    on_page, ticks = {0: (ones[0],), 5: (ones[1],)}, TickPlaces()
    marks = Marks(on_page, BOXES, COLOURS)
    ticks.follow(marks, (LAYOUT, HEIGHT), None)
    before = ticks.spots
    marks = marks.renewed(on_page, BOXES, COLOURS | {BLUE.id: "#00FF00"})
    ticks.follow(marks, (LAYOUT, HEIGHT), None)
    assert list(ticks.spots.lit) == list(before.lit)
    assert list(ticks.spots.lit.values()) == [RED.colour, "#00FF00"]


def test_ticks_that_followed_each_change_equal_ticks_placed_anew() -> None:
    first, second, third = at(0, 700, RED), at(5, 300, BLUE), at(9, 60, RED)
    ticks, marks = TickPlaces(), Marks()
    for on_page in ({0: (first,)}, {0: (first,), 5: (second,)}, {5: (second,), 9: (third,)}, {}):
        marks = marks.renewed(on_page, BOXES, COLOURS)
        for layout in (LAYOUT, PageLayout(BOXES, 2.0)):
            ticks.follow(marks, (layout, HEIGHT), None)
            assert (list(ticks), ticks.spots) == (
                list(placed(marks, layout)),
                placed(marks, layout).spots,
            )
