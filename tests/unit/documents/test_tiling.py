from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.domain.pages.geometry import PageBox
from glossator.domain.pages.tiling import TILE, WHOLE, TileKey, page_pixels, tile_rect, tiles

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
