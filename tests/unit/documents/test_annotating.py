"""Marks in a PDF, as another library reads them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from glossator.documents.annotating import annotated, order
from glossator.documents.engine import pymupdf
from glossator.documents.pool import DocumentPool, open_bytes
from glossator.documents.shelf import NOT_OPEN
from glossator.domain.errors import DocumentError, PasswordNeededError
from glossator.domain.pages.geometry import Quad, Rect
from glossator.domain.pdf_marks import PdfMark, PdfPrint, pdf_marks
from glossator.domain.records import Status
from glossator.domain.themes import ThemeTree
from helpers.pdfs import make_pdf, make_picture
from helpers.records import make_annotation, make_report, make_segment, make_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS = 20
ONE, TWO = Quad.of(Rect(40, 250, 120, 264)), Quad.of(Rect(40, 230.125, 90, 244))
REPORT = make_report()
JUSTICE = make_theme("Justice", colour="#D81800")
AID = make_theme("Legal aid", JUSTICE, colour="#0C6CC0")
TREE = ThemeTree((JUSTICE, AID))


def mark(**fields: Any) -> PdfMark:  # noqa: ANN401
    given: dict[str, Any] = {
        "page": 0,
        "quads": (ONE, TWO),
        "area": False,
        "colour": "#D81800",
        "contents": "Justice / Legal aid\n\nA note: “naïve” 中文",
        "name": "68B7BAEB-4619-472E-B72A-1EA47A9C6052",
        "analyst": "Anna Ünal",
        "created": "2024-08-23T10:00:00Z",
        "modified": "2024-08-24T11:30:05Z",
    }
    return PdfMark(**(given | fields))


def written(
    marks: Sequence[PdfMark], data: bytes, name: str = "a.pdf", password: str = ""
) -> bytes:
    size, pieces = order(marks, len(data), (data,))
    block = b"".join(pieces)
    assert len(block) == size
    return annotated(block, name, password)


def read(data: bytes) -> list[list[dict[str, Any]]]:
    """Return the annotations of each page as another library sees them."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    return [[one.get_object() for one in page.get("/Annots", ())] for page in reader.pages]


def test_a_highlight_has_its_name_place_colour_contents_analyst_and_dates() -> None:
    ((found,),) = read(written([mark()], make_pdf()))
    assert found["/Subtype"] == "/Highlight"
    assert found["/NM"] == mark().name
    assert [float(part) for part in found["/QuadPoints"]] == pytest.approx([*ONE, *TWO])
    assert [float(part) for part in found["/C"]] == pytest.approx(
        [0xD8 / 255, 0x18 / 255, 0], abs=1e-3
    )
    assert found["/Contents"] == mark().contents
    assert found["/T"] == "Anna Ünal"
    assert found["/CreationDate"] == "D:20240823100000Z"
    assert found["/M"] == "D:20240824113005Z"
    x0, y0, x1, y1 = (float(edge) for edge in found["/Rect"])
    assert x0 <= 40 < 120 <= x1
    assert y0 <= 230.125 < 264 <= y1


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_highlight_is_seen_where_it_was_marked(rotate: int) -> None:
    data = written([mark(quads=(ONE,))], make_pdf([[]], rotate=rotate, cropbox=(20, 30, 280, 390)))
    page = pymupdf.Document(stream=data)[0]
    page.set_rotation(0)
    pixmap = page.get_pixmap()
    # The crop box begins 20 points from the left and 30 from the top of 400.
    x, y = 80 - 20, (400 - 257) - 30
    assert pixmap.pixel(x, y) != (255, 255, 255)
    assert pixmap.pixel(x, y + 20) == pixmap.pixel(150, 200) == (255, 255, 255)


def test_an_area_is_a_frame() -> None:
    ((found,),) = read(written([mark(area=True, quads=(ONE,))], make_pdf()))
    assert found["/Subtype"] == "/Square"
    assert "/QuadPoints" not in found
    x0, y0, x1, y1 = (float(edge) for edge in found["/Rect"])
    assert (x0, y0, x1, y1) == pytest.approx((40, 250, 120, 264), abs=2)


def test_marks_stand_on_their_pages_and_the_others_stay_bare() -> None:
    pages = read(written([mark(page=2), mark(page=1, name="B")], make_pdf([["a"], ["b"], ["c"]])))
    assert [[one["/NM"] for one in page] for page in pages] == [[], ["B"], [mark().name]]


def test_the_same_order_gives_the_same_file() -> None:
    data = make_pdf([["a"], ["b"]])
    assert written([mark(), mark(page=1)], data) == written([mark(), mark(page=1)], data)


def test_marking_a_marked_copy_again_replaces_the_marks() -> None:
    once = written([mark(), mark(name="B")], make_pdf())
    (found,) = read(written([mark(contents="New")], once))
    assert {one["/NM"]: one["/Contents"] for one in found} == {
        "B": mark().contents,
        mark().name: "New",
    }


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.txt", b"Plain words.\n" * 20), ("a.png", make_picture(width=300, height=300))],
)
def test_other_formats_become_a_pdf_first(name: str, data: bytes) -> None:
    pages = read(written([mark()], data, name))
    assert [one["/NM"] for one in pages[0]] == [mark().name]


def test_an_encrypted_document_stays_encrypted() -> None:
    data = make_pdf(encrypt="secret")
    with pytest.raises(PasswordNeededError):
        written([mark()], data)
    made = written([mark()], data, password="secret")
    copy = pymupdf.Document(stream=made)
    assert copy.needs_pass
    assert copy.authenticate("secret")
    (found,) = copy[0].annots()
    assert found.info["content"] == mark().contents


def test_a_document_process_writes_it_and_lets_the_bytes_go() -> None:
    with DocumentPool(renderers=0) as pool:
        data = make_pdf()
        with pytest.raises(DocumentError, match=NOT_OPEN):
            pool.annotated("d", [mark()]).result(SECONDS)
        open_bytes(pool, "d", data, name="a.pdf").result(SECONDS)
        made = pool.annotated("d", [mark()]).result(SECONDS)
        ((found,),) = read(made)
        assert found["/NM"] == mark().name
        assert pool.page_text("d", 0).result(SECONDS).text.strip() == "One line."


# For printing


def printed(pages: tuple[int, ...], notes: str = "", rotate: int = 0) -> pymupdf.Document:
    data = make_pdf([["first"], ["second"], ["third"]], rotate=rotate)
    to_print = PdfPrint(pages, ((7, mark().name),), notes)
    _, pieces = order([mark(page=1)], len(data), (data,), to_print)
    return pymupdf.Document(stream=annotated(b"".join(pieces), "a.pdf", ""))


def test_printed_are_the_pages_asked_for_with_marks_that_are_part_of_them() -> None:
    made = printed((1, 2))
    assert ["second" in made[0].get_text(), "third" in made[1].get_text()] == [True, True]
    assert made.page_count == 2
    assert not list(made[0].annots())
    x, y = 80, 400 - 257
    assert made[0].get_pixmap().pixel(x, y) != (255, 255, 255)
    assert made[1].get_pixmap().pixel(x, y) == (255, 255, 255)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_number_stands_beside_its_mark(rotate: int) -> None:
    page = printed((1,), rotate=rotate)[0]
    (word,) = [word for word in page.get_text("words") if word[4] == "7"]
    number = pymupdf.Rect(word[:4]) * page.rotation_matrix
    shown = page.transformation_matrix * page.rotation_matrix
    lines = [(pymupdf.Rect(quad.bounds) * shown).normalize() for quad in (ONE, TWO)]
    assert number.x1 < min(line.x0 for line in lines)
    assert abs(number.y0 - lines[0].y0) < 10


def test_notes_follow_on_as_many_pages_as_they_need() -> None:
    notes = "".join(f"<p>Note {number}</p>" for number in range(60))
    made = printed((0,), notes)
    assert made.page_count > 2
    words = " ".join(made[page].get_text() for page in range(made.page_count))
    assert "Note 0" in words
    assert "Note 59" in words
    assert made[1].rect == made[0].rect


# What becomes of annotations


def test_an_annotation_says_all_its_themes_and_has_the_colour_of_the_first() -> None:
    one = make_annotation(REPORT, (AID, JUSTICE), note=" Compare 2012. ")
    (found,) = pdf_marks([one], TREE)
    assert found.colour == AID.colour
    assert found.contents == "Justice / Legal aid\nJustice\n\nCompare 2012."
    assert (found.name, found.analyst) == (one.id, "Anna")


def test_an_annotation_over_two_pages_is_two_marks_with_one_name() -> None:
    segments = (make_segment(page=3), make_segment(page=3), make_segment(page=4))
    one = make_annotation(REPORT, segments=segments)
    found = pdf_marks([one], TREE)
    assert [(mark.page, len(mark.quads), mark.name) for mark in found] == [
        (3, 2, one.id),
        (4, 1, one.id),
    ]


def test_what_has_no_place_is_left_out() -> None:
    lost = make_annotation(REPORT, status=Status.DETACHED)
    bare = make_annotation(REPORT, segments=(make_segment(quads=()),))
    assert pdf_marks([lost, bare], TREE) == []
