"""The order in which the lines of unusual pages are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from glossator.documents.direction import with_numbers_turned
from glossator.documents.engine import pymupdf
from glossator.documents.fragments import CHARACTERS, SPANS, read_fragments
from glossator.documents.text import page_text, report_text
from glossator.domain.text.direction import runs_leftward
from glossator.domain.text.page_text import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@pytest.fixture
def doc() -> Iterator[pymupdf.Document]:
    with pymupdf.Document() as document:
        yield document


def put(doc: pymupdf.Document, lines: Sequence[tuple[float, float, str, float]]) -> None:
    """Add a page with lines at (x, y from the top, text, size)."""
    page = doc.new_page(width=595, height=842)
    for x, y, text, size in lines:
        page.insert_text((x, y), text, fontsize=size)


def words_of(doc: pymupdf.Document, page: int, *roles: Role) -> list[str]:
    read = page_text(doc, page)
    return [read.text[line.start : line.end] for line in read.lines if line.role in roles]


def columns(start: float, rows: int, name: str) -> list[tuple[float, float, str, float]]:
    return [
        (x, start + 13 * row, f"{side} {name} line {row} with enough words", 10.0)
        for side, x in (("left", 72.0), ("right", 310.0))
        for row in range(rows)
    ]


def test_a_column_may_begin_beside_the_heading_of_the_other(doc: pymupdf.Document) -> None:
    title = (200.0, 80.0, "The title of it, centred", 16.0)
    heading = [(72.0, 120.0, "1", 14.0), (100.0, 120.0, "Introduction", 14.0)]
    first = (310.0, 121.0, "right column goes on here with its words", 10.0)
    put(doc, [title, *heading, first, *columns(140, 10, "text")])
    read = words_of(doc, 0, Role.BODY, Role.HEADING)
    assert read[:2] == [title[2], "1 Introduction"]
    assert read[2].startswith("left text line 0")
    assert read[12] == first[2]


def test_a_head_aside_opens_no_columns(doc: pymupdf.Document) -> None:
    head = (460.0, 50.0, "HARBOUR/2022/7", 8.0)
    title = [(204.0, 80.0, "The lights of the coast", 17.0)]
    title.append((175.0, 95.0, "A report of the harbour office, 14 May 2022", 9.0))
    heading = (57.0, 114.0, "Introduction", 10.0)
    first = (310.0, 114.0, "right column goes on here with its words", 10.0)
    put(doc, [head, *title, heading, first, *columns(127, 10, "text")])
    read = words_of(doc, 0, Role.BODY, Role.HEADING)
    assert read.index("Introduction") < read.index("left text line 0 with enough words")
    assert read.index(first[2]) == read.index("right text line 0 with enough words") - 1


def test_page_numbers_under_both_columns_are_no_text(doc: pymupdf.Document) -> None:
    for number in (1, 2):
        feet = [(72.0, 800.0, "22-04711", 8.0), (500.0, 800.0, f"{number}/2", 8.0)]
        put(doc, [*columns(80, 40 if number == 1 else 3, "abc"[number]), *feet])
    for page in (0, 1):
        feet_read = " ".join(words_of(doc, page, Role.RUNNING))
        assert feet_read == f"22-04711 {page + 1}/2"


def test_a_symbol_alone_above_one_page_is_a_head(doc: pymupdf.Document) -> None:
    put(doc, [(72, 90 + 13 * n, f"line {n} of the first page", 10) for n in range(9)])
    later = [(72.0, 90.0 + 13 * n, f"line {n} of the second page", 10.0) for n in range(9)]
    put(doc, [(72, 45, "A/77/412", 10), *later])
    assert words_of(doc, 1, Role.RUNNING) == ["A/77/412"]


def chars(text: str, places: Sequence[float]) -> list[dict[str, Any]]:
    pairs = zip(text, places, strict=True)
    return [{"c": char, "bbox": (x, 0, x + 5, 10)} for char, x in pairs]


def test_arabic_numbers_are_turned_only_where_they_stand_reversed() -> None:
    word = "عام ٨٩٩١"
    descending = [100 - 5.0 * n for n in range(len(word))]
    turned = with_numbers_turned(chars(word, descending))
    assert "".join(char["c"] for char in turned) == "عام ١٩٩٨"
    ascending = [*descending[:4], 50, 55, 60, 65]
    kept = with_numbers_turned(chars(word, ascending))
    assert "".join(char["c"] for char in kept) == word


@pytest.mark.parametrize(
    ("text", "leftward"),
    [
        ("", False),
        ("plain", False),
        ("café", False),
        ("عام", True),
        ("שלום A", True),
        ("١٩", False),
    ],
)
def test_direction_is_that_of_most_letters(text: str, *, leftward: bool) -> None:
    assert runs_leftward(text) is leftward


@pytest.mark.parametrize("mode", [SPANS, CHARACTERS])
def test_a_soft_hyphen_at_a_line_s_end_is_a_hyphen(doc: pymupdf.Document, mode: str) -> None:
    page = doc.new_page()
    writer = pymupdf.TextWriter(page.rect)
    writer.append((72, 100), "have since be\u00ad", fontsize=11)
    writer.append((72, 114), "come mas\u00adters", fontsize=11)
    writer.write_text(page)
    texts = ["".join(run.text for run in f.runs) for f in read_fragments(page, mode)]
    assert texts[0] == "have since be-"
    assert texts[-1] == "come masters"


def test_a_table_with_text_in_its_cells_is_read_cell_by_cell(doc: pymupdf.Document) -> None:
    lines = []
    for row, (left, right) in enumerate([(3, 2), (2, 4), (4, 1)]):
        top = 100.0 + 70 * row
        for side, x, count in (("left", 72.0, left), ("right", 310.0, right)):
            words = [f"{side} cell {row} line {n} with some words" for n in range(count)]
            lines += [(x, top + 13 * n, text, 10.0) for n, text in enumerate(words)]
    put(doc, lines)
    read = words_of(doc, 0, Role.BODY)
    assert [text.split(" line")[0] for text in read] == [
        cell
        for row, (left, right) in enumerate([(3, 2), (2, 4), (4, 1)])
        for cell in [f"left cell {row}"] * left + [f"right cell {row}"] * right
    ]


def test_columns_with_a_gap_at_the_same_height_are_no_table(doc: pymupdf.Document) -> None:
    lines = []
    for x, gaps in ((72.0, (4, 9, 13)), (310.0, (6, 9, 15))):
        y, side = 100.0, "left" if x < 100 else "right"
        for row in range(20):
            y += 19 if row in gaps else 13
            lines.append((x, y, f"{side} line {row} with enough words in it", 10.0))
    put(doc, lines)
    read = words_of(doc, 0, Role.BODY)
    assert [text.split()[0] for text in read] == ["left"] * 20 + ["right"] * 20


def test_widely_set_lines_are_one_block(doc: pymupdf.Document) -> None:
    lines = []
    y = 80.0
    for _ in range(5):
        for n in range(4):
            lines.append((72.0, y, f"line {n} of a paragraph that is set with much space", 10.0))
            y += 19
        y += 11
    put(doc, lines)
    blocks = [line.block for line in page_text(doc, 0).lines]
    assert blocks == [n // 4 for n in range(20)]


def with_chart(doc: pymupdf.Document, *, marked: bool) -> None:
    """Add a page of text, a chart's labels in small type below it, and notes if marked."""
    body = [(72.0, 90.0 + 14 * n, f"line {n} of the text above the chart", 11.0) for n in range(20)]
    axis = [(90.0 + 60 * n, 560.0, f"{n + 1} Town", 8.0) for n in range(5)]
    scale = [(72.0, 450.0 + 20 * n, f"{50 - 10 * n}", 8.0) for n in range(5)]
    named = [(72.0, 580.0, "2 Source: readings of the towns, 2016 to 2021", 8.0)]
    mark = [(236.0, 86.0, "1", 6.0)] if marked else []
    note = [(72.0, 700.0, "1 Minutes of the harbour office.", 8.0)] if marked else []
    put(doc, [*body, *mark, *scale, *axis, *named, *note])


def test_small_type_in_a_figure_is_no_note(doc: pymupdf.Document) -> None:
    with_chart(doc, marked=False)
    assert words_of(doc, 0, Role.FOOTNOTE) == []


def test_a_note_below_a_figure_is_told_from_it(doc: pymupdf.Document) -> None:
    with_chart(doc, marked=True)
    assert words_of(doc, 0, Role.FOOTNOTE) == ["1 Minutes of the harbour office."]


def test_superscript_digits_may_come_twice_in_a_line(doc: pymupdf.Document) -> None:
    put(doc, [(72, 100, "5 m² of sand and 6 m² of lime", 10)])
    assert page_text(doc, 0).text == report_text(doc).pages[0] == "5 m2 of sand and 6 m2 of lime"
