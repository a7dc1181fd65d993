"""Rectangles, quads and the two spaces of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.pages.geometry import PageBox, Quad, Rect

points = st.floats(-1000, 1000, allow_nan=False, width=32)
rects = st.tuples(points, points, points, points).map(
    lambda c: Rect(min(c[0], c[2]), min(c[1], c[3]), max(c[0], c[2]), max(c[1], c[3]))
)
boxes = st.builds(
    lambda x, y, w, h, r: PageBox(x, y, x + w, y + h, r),
    points,
    points,
    st.floats(1, 1000),
    st.floats(1, 1000),
    st.sampled_from([0, 90, 180, 270]),
)


@given(boxes, points, points)
def test_there_and_back_is_the_same_point(box: PageBox, x: float, y: float) -> None:
    assert box.to_user(*box.to_view(x, y)) == pytest.approx((x, y), abs=1e-3)
    assert box.to_view(*box.to_user(x, y)) == pytest.approx((x, y), abs=1e-3)


@given(boxes)
def test_the_whole_box_is_the_whole_view(box: PageBox) -> None:
    whole = box.rect_to_view(Rect(box.x0, box.y0, box.x1, box.y1))
    assert whole == pytest.approx((0, 0, box.width, box.height), abs=1e-6)


@given(boxes, st.sampled_from([0, 90, 180, 270]), points, points)
def test_turning_the_page_turns_the_view(box: PageBox, by: int, x: float, y: float) -> None:
    turned = box.turned(by)
    u, v = box.to_view(x, y)
    expected = {
        0: (u, v),
        90: (box.height - v, u),
        180: (box.width - u, box.height - v),
        270: (v, box.width - u),
    }[by]
    assert turned.to_view(x, y) == pytest.approx(expected, abs=1e-3)


@given(boxes, rects)
def test_rectangles_stay_upright_and_keep_their_sides(box: PageBox, rect: Rect) -> None:
    seen = box.rect_to_view(rect)
    assert seen.x0 <= seen.x1
    assert seen.y0 <= seen.y1
    sides = (rect.height, rect.width) if box.rotation % 180 else (rect.width, rect.height)
    assert (seen.width, seen.height) == pytest.approx(sides, abs=1e-3)
    assert box.rect_to_user(seen) == pytest.approx(rect, abs=1e-3)


@given(rects, rects)
def test_a_union_holds_both(one: Rect, other: Rect) -> None:
    union = one.united(other)
    assert union == other.united(one)
    for rect in (one, other):
        assert union.contains(rect.x0, rect.y0)
        assert union.contains(rect.x1, rect.y1)


@given(rects, points, points)
def test_the_distance_is_nought_just_inside(rect: Rect, x: float, y: float) -> None:
    assert (rect.distance2(x, y) == 0) == rect.contains(x, y) or rect.distance2(x, y) < 1e-12


@given(rects)
def test_the_bounds_of_a_quad_are_its_rectangle(rect: Rect) -> None:
    quad = Quad.of(rect)
    assert quad.bounds == rect
    assert quad.y_ul >= quad.y_ll
    assert quad.x_ur >= quad.x_ul
