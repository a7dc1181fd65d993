import itertools

from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.pages.geometry import PageBox, Rect
from glossator.domain.pages.layout import (
    GAP,
    MAX_SCALE,
    MIN_SCALE,
    SPINE,
    PageLayout,
    PageMode,
    Place,
)

BOXES = st.lists(
    st.builds(
        PageBox,
        st.just(0.0),
        st.just(0.0),
        st.floats(100, 900),
        st.floats(100, 1300),
        st.sampled_from((0, 90, 180, 270)),
    ),
    min_size=1,
    max_size=30,
).map(tuple)
SCALES = st.floats(MIN_SCALE, MAX_SCALE)


TURNS = st.sampled_from((0, 90, 180, 270))
LAYOUTS = st.builds(
    PageLayout,
    BOXES,
    SCALES,
    st.sampled_from(PageMode),
    st.booleans(),
    TURNS,
    st.integers(200, 1500).map(float),
)


@given(BOXES, SCALES)
def test_pages_stand_below_each_other_with_a_gap(boxes: tuple[PageBox, ...], scale: float) -> None:
    layout = PageLayout(boxes, scale)
    rects = [layout.page_rect(page) for page in range(len(boxes))]
    for above, below in itertools.pairwise(rects):
        assert abs(below.y0 - above.y1 - GAP) < 1e-6
    assert abs(layout.height - rects[-1].y1 - GAP) < 1e-6
    assert all(rect.x0 >= GAP - 1e-6 and rect.x1 <= layout.width - GAP + 1e-6 for rect in rects)


@given(BOXES, SCALES, SCALES, st.data())
def test_a_place_stays_the_same_at_another_scale(
    boxes: tuple[PageBox, ...], scale: float, other: float, data: st.DataObject
) -> None:
    page = data.draw(st.integers(0, len(boxes) - 1))
    place = Place(page, boxes[page].width / 3, boxes[page].height / 2)
    at_first = PageLayout(boxes, scale)
    at_second = at_first.scaled(other)
    back = at_second.place(*at_second.point(at_first.place(*at_first.point(place))))
    assert back.page == page
    assert abs(back.x - place.x) < 1e-3
    assert abs(back.y - place.y) < 1e-3


@given(BOXES, SCALES, st.floats(0, 20000), st.floats(1, 3000))
def test_every_page_that_shows_is_visible(
    boxes: tuple[PageBox, ...], scale: float, top: float, height: float
) -> None:
    layout = PageLayout(boxes, scale)
    visible = layout.visible(top, top + height)
    for page in range(len(boxes)):
        rect = layout.page_rect(page)
        if rect.y0 < top + height and rect.y1 > top:
            assert page in visible


@given(BOXES, st.floats(200, 3000))
def test_the_widest_page_fits_the_width(boxes: tuple[PageBox, ...], width: float) -> None:
    layout = PageLayout(boxes, 1.0)
    scale = layout.scale_for_width(width)
    if MIN_SCALE < scale < MAX_SCALE:
        assert abs(layout.scaled(scale).width - width) < 1e-3


def test_a_report_without_pages_has_no_visible_ones() -> None:
    assert list(PageLayout((), 1.0).visible(0, 100)) == []
    assert PageLayout((), 1.0).scale_for_width(500) == 1.0


@given(LAYOUTS, st.data())
def test_a_point_of_a_page_is_found_again_in_every_layout(
    layout: PageLayout, data: st.DataObject
) -> None:
    page = data.draw(st.integers(0, len(layout.boxes) - 1))
    box = layout.boxes[page]
    x, y = data.draw(st.floats(0.01, 0.99)), data.draw(st.floats(0.01, 0.99))
    place = Place(page, x * box.width, y * box.height)
    point = layout.point(place)
    assert layout.page_rect(page).contains(*point)
    back = layout.place(*point)
    assert back.page == page
    assert abs(back.x - place.x) < 1e-3
    assert abs(back.y - place.y) < 1e-3
    assert page in layout.visible(point[1], point[1])


@given(LAYOUTS)
def test_no_page_covers_another_and_all_are_in_the_scene(layout: PageLayout) -> None:
    rects = [layout.page_rect(page) for page in range(len(layout.boxes))]
    for rect in rects:
        assert rect.x0 >= GAP - 1e-6
        assert rect.x1 <= layout.width - GAP + 1e-6
        assert rect.y0 >= GAP - 1e-6
        assert rect.y1 <= layout.height - GAP + 1e-6
    for one, other in itertools.pairwise(rects):
        assert other.y0 >= one.y1 + GAP - 1e-6 or other.x0 >= one.x1 + SPINE - 1e-6


@given(LAYOUTS, st.data())
def test_a_rectangle_keeps_its_size_however_the_page_is_turned(
    layout: PageLayout, data: st.DataObject
) -> None:
    page = data.draw(st.integers(0, len(layout.boxes) - 1))
    seen = layout.rect(page, Rect(10, 20, 40, 30))
    sides = sorted((seen.width / layout.scale, seen.height / layout.scale))
    assert abs(sides[0] - 10) < 1e-6
    assert abs(sides[1] - 30) < 1e-6
    assert (seen.width > seen.height) == (layout.turn % 180 == 0)


def test_a_page_turned_right_has_its_upper_left_corner_at_the_upper_right() -> None:
    layout = PageLayout((PageBox(0, 0, 100, 200),), 1.0, turn=90)
    rect = layout.page_rect(0)
    assert (rect.width, rect.height) == (200, 100)
    assert layout.point(Place(0, 0, 0)) == (rect.x1, rect.y0)
    assert layout.point(Place(0, 100, 0)) == (rect.x1, rect.y1)


def test_a_cover_stands_alone_on_the_right() -> None:
    boxes = (PageBox(0, 0, 100, 200),) * 4
    book = PageLayout(boxes, 1.0, PageMode.FACING, cover=True)
    assert [list(book.row_of(page)) for page in range(4)] == [[0], [1, 2], [1, 2], [3]]
    assert book.page_rect(0).x0 > book.spine
    assert book.page_rect(1).x1 < book.spine < book.page_rect(2).x0
    pairs = PageLayout(boxes, 1.0, PageMode.FACING, cover=False)
    assert [list(pairs.row_of(page)) for page in range(4)] == [[0, 1], [0, 1], [2, 3], [2, 3]]
    assert pairs.page_rect(0).x1 < pairs.spine
    assert [pairs.row_after(1, step) for step in (-1, 0, 1, 9)] == [0, 0, 2, 2]


@given(LAYOUTS, st.floats(200, 3000), st.floats(200, 2000))
def test_every_row_fits_a_viewport_whole(layout: PageLayout, width: float, height: float) -> None:
    scale = layout.scale_for_page(width, height)
    if scale == MIN_SCALE:
        return
    fitting = layout.scaled(scale)
    assert fitting.width <= width + 1e-3
    assert all(box.height * scale <= height - 2 * GAP + 1e-3 for box in fitting.shown)


@given(LAYOUTS, st.floats(-500, 30000))
def test_of_single_pages_never_two_are_seen(layout: PageLayout, y: float) -> None:
    if layout.mode is not PageMode.SINGLE:
        return
    top = layout.held(y, layout.room)
    seen = [
        page
        for page in range(len(layout.boxes))
        if layout.page_rect(page).y0 < top + layout.room and layout.page_rect(page).y1 > top
    ]
    assert len(seen) == 1
    assert 0 <= top <= layout.height - layout.room + 1e-6


@given(LAYOUTS, st.integers(10, 400))
def test_scrolling_on_sees_every_page_in_turn_and_scrolling_back_too(
    layout: PageLayout, step: int
) -> None:
    low = layout.held(0.0, layout.room)
    high = layout.held(layout.height, layout.room)
    for start, end, by in ((low, high, step), (high, low, -step)):
        y, pages = start, [layout.page_at(start)]
        while y != end:
            before, y = y, layout.reached(y, by, layout.room)
            assert (y - before) * by > 0
            pages.append(layout.page_at(y))
        if layout.mode is PageMode.SINGLE:
            assert set(pages) == set(range(len(layout.boxes)))


@given(LAYOUTS, st.data())
def test_a_page_gone_to_is_in_view(layout: PageLayout, data: st.DataObject) -> None:
    page = data.draw(st.integers(0, len(layout.boxes) - 1))
    rect = layout.page_rect(page)
    top = layout.held(rect.y0 - 6, layout.room, page)
    assert top <= rect.y0 + 1e-6
    assert rect.y0 < top + layout.room
