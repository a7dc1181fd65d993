"""Marks read from PDFs, honest and not, as a document process does it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.documents import found_marks as reading
from glossator.documents.codec import decode, encode
from glossator.documents.engine import pymupdf
from glossator.documents.found_marks import found_marks
from glossator.documents.pool import DocumentPool, open_bytes
from glossator.domain.incoming.found_marks import HIDDEN, FoundMark, FoundMarks, LeftMark, MarkKind
from glossator.domain.pages.geometry import Quad, Rect
from helpers.pdfs import make_pdf

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS = 20
QUADS = "/QuadPoints [40 264 120 264 40 250 120 250]"
PLACE = Quad.of(Rect(40, 250, 120, 264))


def with_marks(*dictionaries: str, page: str = "") -> bytes:
    """Return a PDF of one page with annotations as they are written here.

    Args:
        dictionaries: Of the annotations, objects 100, 101 and so on.
        page: What stands for them in the page; their references unless given.
    """
    document = pymupdf.Document(stream=make_pdf())
    numbers = []
    for dictionary in dictionaries:
        numbers.append(document.get_new_xref())
        document.update_object(numbers[-1], dictionary)
    references = " ".join(f"{number} 0 R" for number in numbers)
    document.xref_set_key(document.page_xref(0), "Annots", page or f"[{references}]")
    made: bytes = document.tobytes()
    return made


def marks_of(*dictionaries: str, page: str = "") -> Sequence[FoundMark]:
    return read(with_marks(*dictionaries, page=page)).marks


def read(data: bytes) -> FoundMarks:
    """Read marks, and take them through the channel of the processes."""
    return decode(FoundMarks, encode(found_marks(pymupdf.Document(stream=data))))


def test_a_mark_comes_with_all_that_is_said_of_it() -> None:
    (one,) = marks_of(
        f"<</Subtype/Highlight{QUADS}/C[1 .82 0]/Contents(One\rtwo)/NM(n)/T( Anna )"
        "/CreationDate(D:20240102030405+02'00')/M(D:20240203)>>"
    )
    assert one == FoundMark(
        0, MarkKind.TEXT, (PLACE,), "#FFD100", "One\ntwo", "n", "Anna",
        "2024-01-02T01:04:05Z", "2024-02-03T00:00:00Z",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("date", "time"),
    [
        ("D:20240102030405Z", "2024-01-02T03:04:05Z"),
        ("20240102030405", "2024-01-02T03:04:05Z"),
        ("D:20240102030405-08'30'", "2024-01-02T11:34:05Z"),
        ("D:2024", "2024-01-01T00:00:00Z"),
        ("D:20241399", ""),
        ("D:01220011195504", ""),
        ("D:00010101000000+12'00'", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_dates_are_times_where_they_can_be_read(date: str, time: str) -> None:
    (one,) = marks_of(f"<</Subtype/Highlight{QUADS}/M({date})>>")
    assert (one.created, one.modified) == (time, time)


@pytest.mark.parametrize(
    ("parts", "colour"),
    [("[]", ""), ("[.5]", "#808080"), ("[0 0 1]", "#0000FF"), ("[0 0 1 0]", "#FFFF00"),
     ("[9 -9 0]", "#FF0000"), ("[1 0]", ""), ("(red)", "")],
)  # fmt: skip
def test_colours_have_one_three_or_four_parts(parts: str, colour: str) -> None:
    (one,) = marks_of(f"<</Subtype/Underline{QUADS}/C{parts}>>")
    assert one.colour == colour


def threaded(*dictionaries: str) -> FoundMarks:
    """Read marks that name each other: `#0` is the first of them."""
    document = pymupdf.Document(stream=make_pdf())
    numbers = [document.get_new_xref() for _ in dictionaries]
    for number, dictionary in zip(numbers, dictionaries, strict=True):
        named = re.sub(r"#(\d)", lambda at: f"{numbers[int(at[1])]} 0 R", dictionary)
        document.update_object(number, named)
    listed = " ".join(f"{number} 0 R" for number in numbers)
    document.xref_set_key(document.page_xref(0), "Annots", f"[{listed} null]")
    return read(document.tobytes())


HIGHLIGHT = f"<</Subtype/Highlight{QUADS}/Contents(One)>>"


def test_answers_are_part_of_what_is_said_and_states_are_not() -> None:
    found = threaded(
        HIGHLIGHT,
        "<</Subtype/Text/IRT #0/Contents(I doubt it)/T(Ben)>>",
        "<</Subtype/Text/IRT #0/Contents(Set)/State(Accepted)>>",
        "<</Subtype/Text/IRT #1/Contents(I don't)/T(Anna)>>",
        "<</Subtype/Text/IRT #0/T(Ben)>>",
    )
    assert [one.contents for one in found.marks] == ["One\n\nBen: I doubt it\n\nAnna: I don't"]
    assert found.left == ()


def test_an_answer_to_nothing_on_its_page_or_to_itself_stands_alone() -> None:
    note = "/Rect[1 2 30 40]/Contents(Alone)>>"
    found = threaded(
        f"<</Subtype/Text/IRT 1 0 R{note}",
        f"<</Subtype/Text/IRT #1{note}",
        f"<</Subtype/Text/IRT #3{note}",
        f"<</Subtype/Text/IRT #2{note}",
    )
    assert [one.contents for one in found.marks] == ["Alone"] * 4


def test_words_struck_out_to_be_replaced_come_with_what_replaces_them() -> None:
    caret = "<</Subtype/Caret/Rect[110 240 120 250]/Contents(better)/T(Anna)>>"
    struck = f"<</Subtype/StrikeOut{QUADS}/IRT #1/RT/Group/T(Anna)>>"
    found = threaded(struck, caret, "<</Subtype/Text/IRT #1/Contents(I doubt it)>>")
    assert [(one.kind, one.contents) for one in found.marks] == [
        (MarkKind.TEXT, "better\n\nI doubt it")
    ]
    (one, other) = threaded(
        HIGHLIGHT, HIGHLIGHT.replace("/Contents", "/IRT #0/RT/Group/Contents")
    ).marks
    assert one == other


def test_notes_frames_and_what_has_words_come_the_rest_is_named() -> None:
    found = read(
        with_marks(
            "<</Subtype/Text/Rect[10 20 30 40]/Contents(Note)>>",
            "<</Subtype/Square/Rect[90 80 30 40]>>",
            "<</Subtype/Stamp/Rect[1 2 3 4]/Contents(Draft)>>",
            "<</Subtype/Ink/Rect[1 2 3 4]>>",
            "<</Subtype/Text/Rect[1 2 3 4]>>",
            f"<</Subtype/Highlight{QUADS}/F 2>>",
            "<</Subtype/Highlight>>",
            "<</Subtype/Popup>>",
            "<</Subtype/Link/Rect[1 2 3 4]>>",
        )
    )
    assert [(one.kind, one.quads[0].bounds) for one in found.marks] == [
        (MarkKind.NOTE, Rect(10, 20, 30, 40)),
        (MarkKind.AREA, Rect(30, 40, 90, 80)),
        (MarkKind.NOTE, Rect(1, 2, 3, 4)),
    ]
    assert found.left == tuple(LeftMark(0, what) for what in ("Ink", "Text", HIDDEN, "Highlight"))


def test_a_text_mark_without_corners_stands_where_its_rectangle_does() -> None:
    (one,) = marks_of("<</Subtype/Highlight/Rect[40 250 120 264]>>")
    assert one.quads == (PLACE,)


def test_a_frame_of_ours_has_its_own_corners_unless_it_was_moved() -> None:
    ours = "/GlossatorArea[40 250 120 264]/GlossatorThemes[[(A)] [(A) (B /  C)] [] (D) [7 ( )]]"
    near, far = marks_of(
        f"<</Subtype/Square/Rect[39 249 121 265]{ours}>>",
        f"<</Subtype/Square/Rect[49 249 131 265]{ours}>>",
    )
    assert near.quads[0] == PLACE
    assert near.themes == (("A",), ("A", "B / C"))
    assert far.quads[0].bounds == Rect(49, 249, 131, 265)


@pytest.mark.parametrize(
    "page",
    ["7", "[7 null (a) [] 9999 0 R]", "[<<>>]", "9999 0 R", "[[[[]]]]"],
)
def test_annotations_that_are_none_cost_nothing_else(page: str) -> None:
    found = read(with_marks(page=page))
    assert found.marks == ()


KEYS = st.sampled_from(
    ("Subtype", "QuadPoints", "Rect", "C", "Contents", "RC", "NM", "IRT", "RT", "State", "F", "M",
     "GlossatorThemes", "GlossatorArea")
)  # fmt: skip
VALUES = st.sampled_from(
    ("/Highlight", "/Caret", "/Text", "/Square", "/Group", "1 0 R", "5 0 R", "9 0 R", "9999 0 R",
     "null", "[[(A) 7] (B) []]", "[40 264 120 264 40 250 120 250]", "[1e9 -7 0 /x (y) [] 0 0 3]",
     "(\\777\\000)", "<FEFFD800>", "2", "-1", "<</Rect 7>>", "(<p>a<b>)", "(D:99999999)")
)  # fmt: skip


@settings(max_examples=50)
@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=8), min_size=1, max_size=4))
def test_no_dictionaries_break_the_reader(marks: list[dict[str, str]]) -> None:
    written = ("".join(f"/{key} {value}" for key, value in mark.items()) for mark in marks)
    found = read(with_marks(*(f"<<{mark}>>" for mark in written)))
    assert len(found.marks) + len(found.left) <= len(marks)


WILD = st.sampled_from(["1e400", "-99999999999", "nan", "(x)", "null", "7", "9 0 R"])


@given(st.lists(WILD, max_size=20))
def test_no_numbers_are_too_wild(numbers: list[str]) -> None:
    listed = " ".join(numbers)
    for one in marks_of(f"<</Subtype/Squiggly/QuadPoints[{listed}]/Rect[{listed}]/C[{listed}]>>"):
        assert all(abs(number) <= reading.FURTHEST for quad in one.quads for number in quad)


def test_limits_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST", 3)
    monkeypatch.setattr(reading, "LONGEST", 4)
    found = read(with_marks(*[f"<</Subtype/Highlight{QUADS}/Contents(Long words)>>"] * 5))
    assert [one.contents for one in found.marks] == ["Long"] * 3


def test_a_file_keeps_its_name_through_a_change_and_others_have_another() -> None:
    document = pymupdf.Document(stream=with_marks(f"<</Subtype/Highlight{QUADS}>>"))
    first = document.tobytes(no_new_id=False)
    again = pymupdf.Document(stream=first)
    again[0].add_highlight_annot(pymupdf.Rect(10, 10, 50, 50))
    assert read(first).file_id == read(again.tobytes()).file_id != ""
    assert read(first).file_id != read(make_pdf([["Other"]])).file_id


def test_a_document_process_reads_them_and_other_formats_have_none() -> None:
    with DocumentPool(renderers=0) as pool:
        for name, data, count in (
            ("a.pdf", with_marks(f"<</Subtype/Highlight{QUADS}>>"), 1),
            ("b.txt", b"Plain words.", 0),
        ):
            open_bytes(pool, name, data, name=name).result(SECONDS)
            assert len(pool.marks(name).result(SECONDS).marks) == count
