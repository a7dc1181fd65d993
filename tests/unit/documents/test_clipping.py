"""The pictures of areas, made by a document process."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from glossator.documents.codec import PICTURE_BYTES
from glossator.documents.dispatch import NO_SUCH_PAGE
from glossator.documents.engine import pymupdf
from glossator.documents.pool import DocumentPool, open_bytes
from glossator.documents.shelf import NOT_OPEN
from glossator.domain.errors import DocumentError
from glossator.domain.pages.geometry import Rect
from helpers.pdfs import HEIGHT, RED_SQUARE, make_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 20
RED, WHITE = (255, 0, 0), (255, 255, 255)


@pytest.fixture(scope="module")
def pool() -> Iterator[DocumentPool]:
    with DocumentPool(renderers=0) as pool:
        yield pool


def noise(kind: pymupdf.Colorspace) -> bytes:
    """Return a PDF with a page of noise, like the worst of scans."""
    random.seed(7)
    document = pymupdf.Document()
    page = document.new_page(width=595, height=842)
    samples = random.randbytes(620 * 877 * kind.n)
    page.insert_image(page.rect, pixmap=pymupdf.Pixmap(kind, 620, 877, samples, False))
    made: bytes = document.tobytes()
    return made


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("cropbox", [None, (20.0, 30.0, 280.0, 390.0)])
def test_the_picture_shows_the_area_of_turned_and_cropped_pages(
    pool: DocumentPool, rotate: int, cropbox: tuple[float, float, float, float] | None
) -> None:
    data = make_pdf(rotate=rotate, cropbox=cropbox)
    box = open_bytes(pool, f"d{rotate}{cropbox}", data, name="a.pdf").result(SECONDS).boxes[0]
    x0, y0, x1, y1 = RED_SQUARE
    square = box.rect_to_view(Rect(x0, HEIGHT - y1, x1, HEIGHT - y0))
    wider = Rect(square.x0 - 12, square.y0 - 12, square.x1 + 12, square.y1 + 12)
    picture = pymupdf.Pixmap(pool.clip(f"d{rotate}{cropbox}", 0, wider).result(SECONDS))
    scale = 150 / 72
    assert abs(picture.width - 64 * scale) <= 2
    assert abs(picture.height - 64 * scale) <= 2
    middle, edge = round(32 * scale), round(12 * scale)
    assert picture.pixel(middle, middle) == RED
    assert picture.pixel(edge + 2, edge + 2) == RED
    assert picture.pixel(edge - 3, middle) == WHITE
    assert picture.pixel(middle, edge - 3) == WHITE


def test_what_has_no_colour_is_kept_without(pool: DocumentPool) -> None:
    open_bytes(pool, "plain", make_pdf(), name="a.pdf").result(SECONDS)
    words = pool.clip("plain", 0, Rect(30, 110, 200, 140)).result(SECONDS)
    square = pool.clip("plain", 0, Rect(30, 50, 100, 110)).result(SECONDS)
    grey, colour = 0, 2
    assert words[25] == grey
    assert square[25] == colour


@pytest.mark.parametrize("kind", [pymupdf.csGRAY, pymupdf.csRGB])
def test_a_noisy_scan_is_drawn_smaller_until_its_file_is_small_enough(
    pool: DocumentPool, kind: pymupdf.Colorspace
) -> None:
    name = f"noise {kind.n}"
    open_bytes(pool, name, noise(kind), name="a.pdf").result(SECONDS)
    whole = pool.clip(name, 0, Rect(0, 0, 595, 842)).result(SECONDS)
    assert PICTURE_BYTES / 4 < len(whole) <= PICTURE_BYTES
    picture = pymupdf.Pixmap(whole)
    assert picture.width / picture.height == pytest.approx(595 / 842, rel=0.02)


def test_a_page_that_is_not_there_has_no_picture(pool: DocumentPool) -> None:
    open_bytes(pool, "one", make_pdf(), name="a.pdf").result(SECONDS)
    with pytest.raises(DocumentError, match=NO_SUCH_PAGE):
        pool.clip("one", 1, Rect(0, 0, 10, 10)).result(SECONDS)
    with pytest.raises(DocumentError, match=NOT_OPEN):
        pool.clip("none", 0, Rect(0, 0, 10, 10)).result(SECONDS)
