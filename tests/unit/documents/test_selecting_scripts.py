"""Selecting by points in text that runs leftwards, has no spaces, or divides its words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from glossator.documents.engine import pymupdf
from glossator.documents.text import page_text
from glossator.domain import passage
from glossator.domain.reports.structure import Structure
from glossator.domain.text import selection
from glossator.domain.text.quotation import known_words
from helpers.pdfs import make_lines

if TYPE_CHECKING:
    from glossator.domain.pages.geometry import Rect
    from glossator.domain.text.page_text import Line, PageText

SAMPLES = Path(__file__).parents[2] / "data" / "reports"


def read(stream: bytes) -> PageText:
    with pymupdf.open(stream=stream) as doc:
        return page_text(doc, 0)


def dragged(page: PageText, start: tuple[float, float], end: tuple[float, float]) -> str:
    """Return the quotation that a drag between two points of the page makes."""
    carets = [selection.caret_at(page, *point) for point in (start, end)]
    low, high = sorted(caret for caret in carets if caret is not None)
    parts = passage.segments([(low, high)], {0: page}, [0], Structure())
    return passage.quotation(parts, known_words(page.text))


def ends(line: Line) -> tuple[tuple[float, float], tuple[float, float]]:
    middle = (line.rect.y0 + line.rect.y1) / 2
    return (line.rect.x0 + 0.5, middle), (line.rect.x1 - 0.5, middle)


@pytest.fixture(scope="module")
def arabic() -> PageText:
    return read((SAMPLES / "pango_arabic.pdf").read_bytes())


@pytest.mark.parametrize(
    ("font", "lines", "expected"),
    [
        (
            "china-s",
            ("本报告说明海岸灯塔如何维护", "及由谁支付。共2009", "年。"),
            "本报告说明海岸灯塔如何维护及由谁支付。共2009年。",
        ),
        ("japan", ("この報告書は灯台の", "カタログである。"), "この報告書は灯台のカタログである。"),
        (
            "helv",
            ("The exploi\u00ad", "tation, not exploitation."),
            "The exploitation, not exploitation.",
        ),
        ("helv", ("The \ufb01rst exploi-", "tation and exploitation"), None),
    ],
)
def test_a_drag_over_lines_quotes_them_as_they_are_read(
    font: str, lines: tuple[str, ...], expected: str | None
) -> None:
    page = read(make_lines(lines, font))
    first, last = ends(page.lines[0])[0], ends(page.lines[-1])[1]
    quote = dragged(page, first, last)
    if expected is None:
        assert quote.endswith("rst exploitation and exploitation")
    else:
        assert quote == expected


def test_a_drag_over_arabic_lines_begins_at_the_right(arabic: PageText) -> None:
    first, second = arabic.lines[2:4]
    quote = dragged(arabic, ends(first)[1], ends(second)[0])
    assert quote == " ".join(arabic.text[first.start : second.end].split())
    assert quote.startswith("يصف هذا التقرير")
    assert quote.endswith("الجزر.")


def test_every_letter_of_an_arabic_line_is_found_where_it_stands(arabic: PageText) -> None:
    line = arabic.lines[2]
    for offset in range(line.start, line.end):
        x0, y0, x1, y1 = arabic.char_rect(offset)
        if x1 - x0 < 2 or arabic.text[offset].isdecimal() or arabic.text[offset] == " ":
            continue
        right = selection.caret_at(arabic, x1 - 0.3 * (x1 - x0), (y0 + y1) / 2)
        left = selection.caret_at(arabic, x0 + 0.3 * (x1 - x0), (y0 + y1) / 2)
        assert (right, left) == (offset, offset + 1)


def test_what_is_marked_of_a_line_in_two_directions_covers_each_letter(arabic: PageText) -> None:
    line = arabic.lines[2]
    year = arabic.text.index("١٩٩٨")
    for start, end in ((line.start, line.end), (year - 9, year + 2), (year + 1, year + 8)):
        rects = arabic.rects(start, end)
        for offset in range(line.start, line.end):
            inside = any(_covers(rect, arabic.char_rect(offset)) for rect in rects)
            assert inside == (start <= offset < end) or arabic.char_rect(offset).width < 1.5
    assert len(arabic.rects(line.start, line.end)) == 1


def _covers(rect: Rect, box: Rect) -> bool:
    middle = (box.x0 + box.x1) / 2
    return rect.x0 < middle < rect.x1
