import itertools

from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.geometry import PageBox
from glossator.domain.page_layout import GAP, MAX_SCALE, MIN_SCALE, PageLayout, Place

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
