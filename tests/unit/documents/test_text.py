from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.documents.engine import mupdf, pymupdf
from glossator.documents.normalizer import canonical, canonical_units, collapsed
from glossator.documents.text import page_labels, page_text, report_text
from glossator.domain.text.page_text import PageText, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BODY = [
    "The towns along the river share their water, and each of them measures",
    "what it takes. The readings are published every week on a board in the",
    "market, where everybody may see them and ask what they mean.",
]


def lines_of(text: PageText) -> list[tuple[str, Role]]:
    return [(text.text[line.start : line.end], line.role) for line in text.lines]


def words_of(text: PageText, role: Role) -> list[str]:
    return [words for words, found in lines_of(text) if found is role]


@pytest.fixture
def doc() -> Iterator[pymupdf.Document]:
    with pymupdf.Document() as document:
        yield document


def page_of(doc: pymupdf.Document, lines: Sequence[tuple[float, float, str, float]]) -> None:
    """Add a page with lines at (x, y from the top, text, size)."""
    page = doc.new_page(width=595, height=842)
    for x, y, text, size in lines:
        page.insert_text((x, y), text, fontsize=size)


def reopened(doc: pymupdf.Document) -> pymupdf.Document:
    return pymupdf.Document(stream=doc.tobytes(), filetype="pdf")


@pytest.mark.parametrize("rotation", [0, 90])
def test_what_a_reader_writes_on_a_page_is_not_its_text_what_fills_a_field_is(
    doc: pymupdf.Document, rotation: int
) -> None:
    page_of(doc, [(72, 100, "Printed words.", 11)])
    page = doc[0]
    page.add_freetext_annot(pymupdf.Rect(72, 200, 300, 230), "A remark.")
    field = pymupdf.Widget()
    field.field_name, field.field_type = "name", mupdf.PDF_WIDGET_TYPE_TEXT
    field.rect, field.field_value = pymupdf.Rect(72, 300, 300, 330), "Filled in."
    page.add_widget(field)
    page.set_rotation(rotation)
    with reopened(doc) as again:
        assert page_text(again, 0).text.split("\n") == ["Printed words.", "Filled in."]
        assert again[0].rotation == rotation


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_are_in_user_space_whatever_the_page_is(doc: pymupdf.Document, rotation: int) -> None:
    page_of(doc, [(200, 342, "Hello", 20)])
    xref = doc[0].xref
    doc.xref_set_key(xref, "CropBox", "[60 100 500 800]")
    doc.xref_set_key(xref, "Rotate", str(rotation))
    with reopened(doc) as again:
        read = page_text(again, 0)
    first, last = read.char_rect(0), read.char_rect(4)
    assert read.text == "Hello"
    assert first.x0 == pytest.approx(200, abs=1)
    assert first.y0 < 500 < first.y1
    assert last.x1 == pytest.approx(200 + pymupdf.get_text_length("Hello", fontsize=20), abs=1)
    assert read.lines[0].rect.contains(201, 501)
    assert 12 < read.lines[0].rect.height < 28


def test_a_media_box_may_begin_anywhere(doc: pymupdf.Document) -> None:
    page_of(doc, [(200, 342, "Hello", 20)])
    doc.xref_set_key(doc[0].xref, "MediaBox", "[-50 -30 545 812]")
    with reopened(doc) as again:
        read = page_text(again, 0)
        box = report_text(again).boxes[0]
    assert read.char_rect(0).x0 == pytest.approx(200, abs=1)
    assert read.char_rect(0).y0 < 500 < read.char_rect(0).y1
    assert (box.x0, box.y0, box.x1, box.y1) == (-50, -30, 545, 812)


def test_every_character_has_a_box_and_every_line_its_place(doc: pymupdf.Document) -> None:
    page_of(doc, [(72, 100 + 14 * i, text, 11) for i, text in enumerate(BODY)])
    read = page_text(doc, 0)
    assert read.text == "\n".join(BODY)
    assert len(read.boxes) == 4 * len(read.text)
    for line in read.lines:
        for offset in range(line.start, line.end):
            rect = read.char_rect(offset)
            assert line.rect.x0 - 0.1 <= rect.x0 <= rect.x1 <= line.rect.x1 + 0.1
        feed = read.char_rect(line.end) if line.end < len(read.text) else None
        assert feed is None or (feed.width == 0 and feed.x0 == pytest.approx(line.rect.x1, abs=1))


def test_text_that_reads_upwards_on_a_turned_page_is_read_in_order(doc: pymupdf.Document) -> None:
    page = doc.new_page(width=595, height=842)
    for index, text in enumerate(BODY):
        page.insert_text((100 + 14 * index, 700), text, fontsize=11, rotate=90)
    page.set_rotation(90)
    read = page_text(doc, 0)
    assert read.text == "\n".join(BODY)
    assert {line.rotation for line in read.lines} == {270}
    assert read.lines[0].rect.height > 10 * read.lines[0].rect.width
    assert read.char_rect(0).y0 < read.char_rect(10).y0


def test_superscripts_stay_in_their_line(doc: pymupdf.Document) -> None:
    page = doc.new_page()
    page.insert_text((72, 100), "as was measured.", fontsize=11)
    x = 72 + pymupdf.get_text_length("as was measured.", fontsize=11)
    page.insert_text((x, 96), "12", fontsize=6.5)
    page.insert_text((72, 114), "The next line.", fontsize=11)
    read = page_text(doc, 0)
    assert read.text == "as was measured.12\nThe next line."
    assert read.lines[0].size == 11


def test_columns_are_read_one_after_the_other(doc: pymupdf.Document) -> None:
    left = [f"left column line {n} with words" for n in range(12)]
    right = [f"right column line {n} with words" for n in range(12)]
    lines = [(72.0, 80.0, "A heading that stands across both of the columns of the page", 16.0)]
    for index, (one, other) in enumerate(zip(left, right, strict=True)):
        lines += [(72, 120 + 13 * index, one, 11), (310, 120 + 13 * index, other, 11)]
    page_of(doc, lines)
    read = [text for text, _ in lines_of(page_text(doc, 0))]
    assert read == [lines[0][2], *left, *right]


def test_the_cells_of_a_row_stay_beside_each_other(doc: pymupdf.Document) -> None:
    lines = []
    for index in range(8):
        y = 100 + 14 * index
        lines += [(72, y, f"Town {index}", 11), (200, y, f"{index}0", 11), (300, y, "2021", 11)]
    page_of(doc, lines)
    assert lines_of(page_text(doc, 0))[3][0] == "Town 3 30 2021"


def test_hanging_numbers_stay_with_their_paragraphs(doc: pymupdf.Document) -> None:
    lines = []
    for index in range(6):
        lines += [(72, 100 + 40 * index, f"{index + 1}.", 11)]
        lines += [(110, 100 + 40 * index + 13 * i, text, 11) for i, text in enumerate(BODY)]
    page_of(doc, lines)
    assert lines_of(page_text(doc, 0))[3][0].startswith("2. The towns along")


def running_report(doc: pymupdf.Document, pages: int = 4) -> None:
    for number in range(1, pages + 1):
        body = [(72, 120 + 14 * i, f"{text} {number}", 11) for i, text in enumerate(BODY * 6)]
        note_at = 700
        notes = [
            (72, note_at - 3, str(number), 5.5),
            (76, note_at, f"Note {number} on the readings of town {number}.", 9),
        ]
        head = (72, 50, "RIVER/2021/7", 9)
        foot = (500, 800, f"{number}/{pages}", 9)
        page_of(doc, [foot, *notes, *body, head])


def test_heads_feet_and_notes_are_told_from_the_body(doc: pymupdf.Document) -> None:
    running_report(doc)
    for page in range(4):
        read = page_text(doc, page)
        assert words_of(read, Role.RUNNING) == ["RIVER/2021/7", f"{page + 1}/4"]
        assert words_of(read, Role.FOOTNOTE) == [
            f"{page + 1} Note {page + 1} on the readings of town {page + 1}."
        ]
        roles = [role for _, role in lines_of(read)]
        assert roles.index(Role.FOOTNOTE) > max(
            index for index, role in enumerate(roles) if role is Role.BODY
        )


def test_a_page_reads_the_same_alone_and_within_its_report(doc: pymupdf.Document) -> None:
    running_report(doc, 9)
    data = doc.tobytes()
    with pymupdf.Document(stream=data, filetype="pdf") as whole:
        together = report_text(whole).pages
    for page in (8, 0, 4):
        with pymupdf.Document(stream=data, filetype="pdf") as alone:
            assert page_text(alone, page).text == together[page]


def test_bold_and_large_lines_are_headings(doc: pymupdf.Document) -> None:
    page = doc.new_page()
    page.insert_text((72, 80), "Sharing the water", fontsize=18)
    for index, text in enumerate(BODY):
        page.insert_text(
            (
                72,
                120 + 14 * index,
            ),
            text,
            fontsize=11,
        )
    page.insert_text((72, 190), "A. Agreement", fontsize=11, fontname="hebo")
    page.insert_text((72, 210), BODY[2], fontsize=11, fontname="hebo")
    read = page_text(doc, 0)
    assert words_of(read, Role.HEADING) == ["Sharing the water", "A. Agreement"]
    assert read.lines[-1].bold


def test_a_page_without_text_is_empty(doc: pymupdf.Document) -> None:
    doc.new_page()
    read = page_text(doc, 0)
    assert (read.text, len(read.boxes), read.lines) == ("", 0, ())


@pytest.mark.parametrize("page", [-1, 1])
def test_a_page_that_is_not_there(doc: pymupdf.Document, page: int) -> None:
    doc.new_page()
    with pytest.raises(IndexError):
        page_text(doc, page)


def test_printed_labels(doc: pymupdf.Document) -> None:
    for _ in range(3):
        doc.new_page()
    assert page_labels(doc) == ("1", "2", "3")
    doc.set_page_labels(
        [
            {"startpage": 0, "prefix": "", "style": "r", "firstpagenum": 1},
            {"startpage": 1, "prefix": "A-", "style": "D", "firstpagenum": 5},
        ]
    )
    assert page_labels(doc) == ("i", "A-5", "A-6")


def test_labels_of_a_file_that_names_their_type_have_no_part_of_that_name(
    doc: pymupdf.Document,
) -> None:
    doc.new_page()
    doc.xref_set_key(
        doc.pdf_catalog(), "PageLabels", "<</Nums [0 <</Type /PageLabel /S /D /St 3>>]>>"
    )
    assert page_labels(doc) == ("3",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("oﬃce ﬁne", "office fine"),
        ("exploi\u00adtation", "exploitation"),
        ("cafe\u0301", "café"),
        ("a\u00a0b\tc", "a b c"),
        ("x\x00\x07y\ud800z", "xyz"),
        ("m²", "m2"),
        ("\u202eabc\u202c", "abc"),
    ],
)
def test_canonical_text(text: str, expected: str) -> None:
    assert canonical(text) == expected


@given(st.text())
def test_characters_together_and_one_by_one_become_the_same(text: str) -> None:
    units = canonical_units(text)
    assert len(units) == len(text)
    assert "".join(units) == canonical(text)


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "Zs"))))
def test_canonical_text_is_normal(text: str) -> None:
    once = canonical(text)
    assert unicodedata.normalize("NFKC", once).isascii() == once.isascii()
    assert canonical(once) == once


@given(st.text(alphabet="ab  "))
def test_space_is_collapsed(text: str) -> None:
    kept_text, kept = collapsed(text)
    assert kept_text == " ".join(text.split())
    if kept is not None:
        assert "".join(text[index] for index in kept) == kept_text
