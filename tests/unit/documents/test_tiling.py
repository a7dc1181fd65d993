from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.domain.pages.geometry import PageBox
from glossator.domain.pages.tiling import (
    TILE,
    WHOLE,
    TileKey,
    is_tile,
    page_pixels,
    tile_rect,
    tiles,
)

boxes = st.builds(
    PageBox,
    st.just(0.0),
    st.just(0.0),
    st.floats(1, 3000),
    st.floats(1, 3000),
    st.sampled_from([0, 90, 180, 270]),
)


@settings(max_examples=50)
@given(boxes, st.floats(0.05, 4), st.sampled_from([0, 90, 180, 270]))
def test_tiles_cover_the_page_without_seam(box: PageBox, scale: float, rotation: int) -> None:
    columns, rows = tiles(box, scale, rotation)
    rects = {
        (c, r): tile_rect(TileKey("d", 0, scale, rotation, c, r), box)
        for c in range(columns)
        for r in range(rows)
    }
    width, height = page_pixels(box, scale, rotation)
    assert rects[0, 0][:2] == (0, 0)
    assert rects[columns - 1, rows - 1][2:] == (width, height)
    for (c, r), rect in rects.items():
        assert rect.width > 0
        assert rect.height > 0
        if c:
            assert rect.x0 == rects[c - 1, r].x1
        if r:
            assert rect.y0 == rects[c, r - 1].y1


def test_a_page_of_bearable_size_is_one_tile() -> None:
    box = PageBox(0, 0, WHOLE, WHOLE)
    assert tiles(box, 1.0) == (1, 1)
    assert tiles(box, 1.001) == (3, 3)


def test_a_quarter_turn_swaps_width_and_height() -> None:
    box = PageBox(0, 0, 100, 3000)
    assert page_pixels(box, 1.0) == (100, 3000)
    assert page_pixels(box, 1.0, 90) == (3000, 100)
    assert tiles(box, 1.0, 90) == (-(-3000 // TILE), 1)


def test_a_tile_outside_the_page_is_refused() -> None:
    with pytest.raises(ValueError, match="no tile"):
        tile_rect(TileKey("d", 0, 1.0, 0, 1, 0), PageBox(0, 0, 100, 100))


@given(st.text(), st.integers(0, 999), st.floats(0.01, 60), st.integers(0, 9), st.booleans())
def test_what_was_kept_of_a_name_is_that_name_again(
    document: str, page: int, scale: float, column: int, night: bool
) -> None:
    key = TileKey(document, page, scale, 90, column, 1, night)
    assert TileKey.of(json.loads(json.dumps(list(key)))) == key


@pytest.mark.parametrize(
    "kept", [None, "d", [], ["d", 1], ["d", "1", 1.0, 0, 0, 0, False], ["d", 1, 1.0, 0, 0, 0, None]]
)
def test_what_is_no_name_of_a_picture_is_left_out(kept: object) -> None:
    assert TileKey.of(kept) is None


@pytest.mark.parametrize(
    "key",
    [
        TileKey("d", -1, 1.0),
        TileKey("d", 1, 1.0),
        TileKey("d", 0, 0.0),
        TileKey("d", 0, math.inf),
        TileKey("d", 0, math.nan),
        TileKey("d", 0, 1.0, 45),
        TileKey("d", 0, 1.0, 0, 1),
        TileKey("d", 0, 1.0, 0, 0, -1),
    ],
)
def test_a_page_has_no_picture_beyond_its_edges(key: TileKey) -> None:
    boxes = [PageBox(0, 0, 595, 842)]
    assert is_tile(TileKey("d", 0, 1.0), boxes)
    assert not is_tile(key, boxes)
