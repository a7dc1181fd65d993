"""Pages at night: dark paper, light ink, pictures as they are."""

from __future__ import annotations

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.documents.drawing import MOST_PIECES, around, draw, draw_at_night
from glossator.documents.engine import mupdf, pymupdf
from glossator.documents.night import night_paper, pictures_of
from glossator.documents.night_profile import night_profile
from glossator.domain import colours
from glossator.domain.pages import night
from glossator.domain.pages.tiling import PixelRect
from helpers.pdfs import make_picture

WIDTH, HEIGHT = 200, 300
PICTURE = (20, 40, 80, 80)
WHOLE = PixelRect(0, 0, WIDTH, HEIGHT)
KEPT: list[pymupdf.Document] = []
"""Documents whose bytes are needed by the drawing commands of their pages."""
BLUE = (0.1, 0.1, 0.7)
GREEN = (0.1, 0.5, 0.1)


def page_with(draw_on: object) -> mupdf.FzDisplayList:
    document = pymupdf.Document()
    page = document.new_page(width=WIDTH, height=HEIGHT)
    draw_on(page)  # type: ignore[operator]
    made = pymupdf.Document(stream=document.tobytes())
    found: mupdf.FzDisplayList = mupdf.fz_new_display_list_from_page(made[0].this)
    KEPT.append(made)
    return found


def pixels_of(
    page: mupdf.FzDisplayList, tile: PixelRect = WHOLE, turn: int = 0
) -> tuple[bytearray, bytearray]:
    """Return the tile by day and at night."""
    day, dark = (bytearray(tile.width * tile.height * 4) for _ in range(2))
    size = (HEIGHT, WIDTH) if turn % 180 else (WIDTH, HEIGHT)
    draw(page, memoryview(day), tile, page_size=size, rotation=turn)
    draw_at_night(
        page, memoryview(dark), tile, page_size=size, rotation=turn, pictures=pictures_of(page)
    )
    return day, dark


def colour_at(pixels: bytearray, x: int, y: int, width: int = WIDTH) -> str:
    start = 4 * (y * width + x)
    blue, green, red, opaque = pixels[start : start + 4]
    assert opaque == 255
    return colours.text((red, green, blue))


def boxes(page: pymupdf.Page) -> None:
    page.draw_rect((0, 100, 50, 150), color=None, fill=BLUE)
    page.draw_rect((50, 100, 100, 150), color=None, fill=GREEN)
    page.draw_rect((100, 100, 150, 150), color=None, fill=(0, 0, 0))
    page.draw_rect((150, 100, 200, 150), color=None, fill=(1, 1, 1))


def picture(page: pymupdf.Page) -> None:
    page.insert_image(PICTURE, stream=make_picture())
    boxes(page)


def test_white_paper_is_dark_and_black_ink_light() -> None:
    _, dark = pixels_of(page_with(boxes))
    for x, y, wanted in ((5, 5, night.PAPER), (125, 125, night.INK), (175, 125, night.PAPER)):
        assert colours.difference(colour_at(dark, x, y), wanted) < 1
    # Paper drawn white is no other than paper left blank.
    assert colour_at(dark, 175, 125) == colour_at(dark, 5, 5)


def test_colours_keep_their_hue_and_turn_their_lightness() -> None:
    day, dark = pixels_of(page_with(boxes))
    for x in (25, 75):
        before, after = (colours.parse(colour_at(one, x, 125)) for one in (day, dark))
        hues = [colorsys.rgb_to_hls(*one)[0] for one in (before, after)]
        assert abs(hues[0] - hues[1]) < 0.12
        assert colours.contrast(colours.text(after), night.PAPER) > 3


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_picture_keeps_its_colours(turn: int) -> None:
    width, height = (HEIGHT, WIDTH) if turn % 180 else (WIDTH, HEIGHT)
    day, dark = pixels_of(page_with(picture), PixelRect(0, 0, width, height), turn)
    red = [at for at in range(0, len(day), 4) if day[at : at + 3] == b"\x00\x00\xff"]
    assert len(red) == 60 * 40
    assert all(dark[at : at + 4] == day[at : at + 4] for at in red)
    assert dark[-4:] == night_paper()


def test_tiles_show_what_the_whole_page_shows() -> None:
    page = page_with(picture)
    whole = pixels_of(page)[1]
    for tile in (PixelRect(0, 0, 50, 60), PixelRect(50, 60, 200, 300), PixelRect(30, 50, 60, 70)):
        part = pixels_of(page, tile)[1]
        for y in range(tile.height):
            start = 4 * ((tile.y0 + y) * WIDTH + tile.x0)
            row = part[4 * y * tile.width : 4 * (y + 1) * tile.width]
            assert row == whole[start : start + 4 * tile.width]


def test_a_picture_of_the_whole_page_is_a_scan_and_turns_dark() -> None:
    white = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 40, 60))
    white.clear_with(255)
    scan = page_with(lambda page: page.insert_image(page.rect, pixmap=white))
    assert pictures_of(scan) == ()
    assert colours.difference(colour_at(pixels_of(scan)[1], 100, 150), night.PAPER) < 1


def test_a_scan_in_strips_is_one_too() -> None:
    def strips(page: pymupdf.Page) -> None:
        for top in range(0, HEIGHT, 30):
            place = (0, top, WIDTH, top + 30)
            page.insert_image(place, stream=make_picture(), keep_proportion=False)

    assert pictures_of(page_with(strips)) == ()


def test_what_is_cut_off_a_picture_is_no_picture() -> None:
    document = pymupdf.Document()
    page = document.new_page(width=WIDTH, height=HEIGHT)
    page.insert_image((20, 40, 180, 200), stream=make_picture(), keep_proportion=False)
    xref = page.get_contents()[0]
    cut = b"q 30 150 50 40 re W n " + document.xref_stream(xref) + b" Q"
    document.update_stream(xref, cut)
    made = pymupdf.Document(stream=document.tobytes())
    found = pictures_of(mupdf.fz_new_display_list_from_page(made[0].this))
    assert [tuple(round(edge) for edge in rect) for rect in found] == [(30, 110, 80, 150)]


def test_the_profile_is_the_same_every_time() -> None:
    assert night_profile() == night_profile()


@given(
    st.lists(
        st.builds(
            lambda x, y, w, h: PixelRect(x, y, x + w, y + h),
            st.integers(0, 30),
            st.integers(0, 30),
            st.integers(1, 10),
            st.integers(1, 10),
        ),
        max_size=4,
    )
)
def test_the_pieces_around_pictures_make_up_the_tile_without_them(
    parts: list[PixelRect],
) -> None:
    tile = PixelRect(0, 0, 40, 40)
    pieces = around(tile, parts)
    assert len(pieces) <= MOST_PIECES
    if pieces == [tile]:
        return
    covered = [pixel for piece in pieces for pixel in pixels_in(piece)]
    inside = {pixel for part in parts for pixel in pixels_in(part)}
    assert len(covered) == len(set(covered))
    assert set(covered) == set(pixels_in(tile)) - inside


def pixels_in(rect: PixelRect) -> list[tuple[int, int]]:
    return [(x, y) for x in range(rect.x0, rect.x1) for y in range(rect.y0, rect.y1)]
