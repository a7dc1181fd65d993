"""Pages at night: what dark paper costs against the same pages by day, in the same run."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import pytest

from glossator.bundled import report_files
from glossator.documents.drawing import draw, draw_at_night
from glossator.documents.engine import mupdf, pymupdf
from glossator.documents.night import night_space, pictures_of
from glossator.domain.pages.tiling import PixelRect
from helpers.measuring import Measured
from helpers.pdfs import make_picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_benchmark.fixture import BenchmarkFixture

SCALE = 2.0
PAGES = 6
ROUNDS = 7
MOST = 130


def reports() -> list[pymupdf.Document]:
    return [pymupdf.Document(path) for path, _ in report_files()]


def with_picture() -> list[pymupdf.Document]:
    """Return a page of a report with a picture of a third of its height put upon it."""
    document = pymupdf.Document(report_files()[0][0])
    document.select([1])
    place = pymupdf.Rect(document[0].rect)
    place.y1 /= 3
    document[0].insert_image(place, stream=make_picture(width=600, height=400))
    return [document]


@pytest.mark.parametrize(
    ("what", "made"),
    [("a page of the five reports", reports), ("a page with a picture", with_picture)],
)
def test_a_page_at_night(
    benchmark: BenchmarkFixture,
    table: list[Measured],
    what: str,
    made: Callable[[], list[pymupdf.Document]],
) -> None:
    night_space()
    ratios: list[float] = []

    def compare() -> None:
        for document in made():
            for page in range(min(PAGES, document.page_count)):
                ratios.append(_ratio(document[page]))

    benchmark.pedantic(compare, rounds=1)  # type: ignore[no-untyped-call]
    ratio = statistics.median(ratios)
    table.append(Measured(f"{what}, per cent of its time by day", 100 * ratio, MOST))


def _ratio(page: pymupdf.Page) -> float:
    """Return the time of a page at night by that of the same page by day, turn about."""
    listed = mupdf.fz_new_display_list_from_page(page.this)
    size = round(page.rect.width * SCALE), round(page.rect.height * SCALE)
    target, tile = memoryview(bytearray(4 * size[0] * size[1])), PixelRect(0, 0, *size)
    pictures = pictures_of(listed)
    day, dark = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        draw(listed, target, tile, page_size=size, rotation=0)
        middle = time.perf_counter()
        draw_at_night(listed, target, tile, page_size=size, rotation=0, pictures=pictures)
        day.append(middle - start)
        dark.append(time.perf_counter() - middle)
    return statistics.median(dark) / statistics.median(day)
