"""Marks of PDFs as passages: those of other programs, and our own there and back."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.documents.engine import pymupdf
from glossator.domain import area as areas
from glossator.domain import passage
from glossator.domain.area import Area
from glossator.domain.incoming.outcome import Fate
from glossator.domain.pages.geometry import Rect
from glossator.domain.pdf_marks import pdf_marks
from glossator.domain.text.quotation import known_words
from glossator.domain.themes import ThemeTree
from helpers.exchange import AT, PICTURE, passage_id
from helpers.marked import Read
from helpers.pdfs import HEIGHT, WIDTH, make_pdf
from helpers.records import make_theme

if TYPE_CHECKING:
    from glossator.domain.records import Annotation, Segment

DATA = Path(__file__).parents[2] / "data" / "marked"

MEASURES = "share their water, and each of them\nmeasures what it takes."
SECOND = (
    "2. A town that takes more than its share pays the others, or gives\n"
    "the water back in the dry months."
)

FILES = {
    "fpdf2": [
        ("published every week on a", ["Pink marks"], "Weekly", "Ben"),
        ("pays the others, or gives", ["Green marks"], "", ""),
        (SECOND, [], "A note by fpdf2", ""),
    ],
    "ghostscript": [
        (MEASURES, ["Yellow marks"], "From PostScript", "Anna"),
        ("pays the others", ["Red marks"], "", ""),
        (SECOND, [], "A note beside the second paragraph", "Anna"),
    ],
    "libreoffice": [
        (
            "2. A town that takes more than its share pays the others, or gives the water back"
            " in the dry months.",
            [],
            "Pays how much?",
            "Anna, 03/04/24",
        ),
    ],
    "pdf_annotate": [("", ["Red marks"], "", ""), ("", ["Blue marks"], "", "")],
    "pdfjs": [
        (MEASURES, ["Yellow marks"], "Said in the browser", "Anna"),
        ("published every week", ["Green marks"], "Said in the browser", "Anna"),
        (SECOND, [], "typed on the page", "Anna"),
    ],
    "pikepdf_object_streams": [
        (MEASURES, ["Yellow marks"], "Rich words\n\nBen: I doubt it", "Anna"),
        ("published every week", ["Grey marks"], "", ""),
        ("pays the others", [], "", ""),
    ],
    "pymupdf_turned_cropped": [
        (MEASURES, ["Yellow marks"], "Who measures?", "Ben"),
        ("published every week", ["Green marks"], "", ""),
        ("pays the others", ["Red marks"], "", ""),
        ("dry months", ["Red marks"], "", ""),
    ],
    "pypdf": [
        (MEASURES, ["Orange marks"], "Naïve “note” 中文", "Ünal"),
        ("published every week", ["Blue marks"], "Naïve “note” 中文", "Ünal"),
        (SECOND, [], "typed beside it", ""),
    ],
}  # fmt: skip

LEFT = {
    "fpdf2": ("Drawings were left out: 1, on p. 1.",),
    "pikepdf_object_streams": ("Hidden marks were left out: 1, on p. 1.",),
}


@pytest.mark.parametrize("name", FILES)
def test_marks_of_other_programs_come_in_with_their_words_colour_note_and_author(
    name: str,
) -> None:
    read = Read((DATA / f"{name}.pdf").read_bytes())
    incoming = read.incoming()
    themes = {one.key: one.name for one in incoming.themes}
    found = [
        (
            "".join(part.exact for part in one.segments),
            [themes[key] for key in one.themes],
            one.note,
            one.analyst,
        )
        for one in incoming.passages
    ]
    assert found == FILES[name]
    assert incoming.left_out == LEFT.get(name, ())
    plan = read.plan(incoming)
    assert {one.fate for one in plan.verdicts} == {Fate.ADDED}
    again = Read(read.data).incoming()
    assert [one.id for one in again.passages] == [one.id for one in incoming.passages]


def test_every_file_of_the_samples_is_tried() -> None:
    assert {path.stem for path in DATA.glob("*.pdf")} == set(FILES)


# Our own marks, there and back

PAGES = (
    (
        "1. The towns along the river share their water, and",
        "each of them measures what it takes at the weir.",
        "Read-",
        "ings are published every week on a board.",
    ),
    ("which everybody may see. 2. A town that takes more", "than its share pays the others."),
)
RIGHTS = make_theme("Rights", colour="#D81800")
DATA_THEME = make_theme("Data / figures", RIGHTS, colour="#0C6CC0")
TREE = ThemeTree((RIGHTS, DATA_THEME))


@cache
def blank(rotate: int) -> Read:
    return Read(make_pdf(PAGES, rotate=rotate, cropbox=(10, 20, WIDTH - 5, HEIGHT - 30)))


def annotated(
    read: Read, stretches: list[tuple[int, int]], where: Area | None, note: str, count: int
) -> Annotation | None:
    text, structure = read.text, read.structure
    source = passage.Source(read.report, structure, known_words(text.text), text.labels)
    if where is not None:
        where = where.within(text.boxes[where.page])
        base = text.starts()[where.page]
        box = text.boxes[where.page]
        parts: tuple[Segment, ...] = (
            areas.segment(where, box, read.pages[where.page], base, structure),
        )
    else:
        pages = dict(enumerate(read.pages))
        parts = passage.segments(stretches, pages, text.starts(), structure)
    parts = tuple(one for one in parts if one.exact.strip() or where)
    if not parts:
        return None
    ids = (RIGHTS.id, DATA_THEME.id)[:count]
    return passage.annotation(
        passage_id(), source, parts, theme_ids=ids, note=note, analyst="Anna", now=AT,
        picture=PICTURE if where else "",
    )  # fmt: skip


LENGTH = len(blank(0).text.text)
ENDS = st.integers(0, LENGTH)
WORDS = st.tuples(ENDS, ENDS).map(sorted).filter(lambda ends: ends[1] - ends[0] > 12)
AREAS = st.builds(
    Area,
    st.integers(0, 1),
    st.tuples(st.integers(20, 90), st.integers(40, 200), st.integers(20, 90), st.integers(20, 90))
    .map(lambda n: Rect(n[0], n[1], n[0] + n[2], n[1] + n[3])),
)  # fmt: skip
NOTES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Cf")), max_size=12)


@settings(max_examples=25)
@given(
    rotate=st.sampled_from([0, 90, 180, 270]),
    ends=WORDS,
    where=st.none() | AREAS,
    note=NOTES.map(str.strip),
    count=st.integers(0, 2),
)
def test_what_goes_out_in_a_pdf_comes_back_as_it_was(
    rotate: int, ends: list[int], where: Area | None, note: str, count: int
) -> None:
    read = blank(rotate)
    one = annotated(read, [(ends[0], ends[1])], where, note, count)
    assert one is not None
    copy = Read(read.marked(pdf_marks([one], TREE)))
    assert copy.text.text == read.text.text
    incoming = copy.incoming()
    (verdict,) = read.plan(incoming, TREE).verdicts
    assert verdict.annotation is not None
    assert verdict.fate is Fate.ADDED
    back = verdict.annotation
    assert (back.id, back.theme_ids, back.note) == (one.id, one.theme_ids, one.note)
    assert (back.analyst, back.created, back.modified) == ("Anna", AT, AT)
    assert back.quote == one.quote
    assert back.citation == one.citation
    if where is None:
        strip = [segment.exact.strip() for segment in one.segments]
        assert [segment.exact.strip() for segment in back.segments] == strip
        assert [segment.continues for segment in back.segments] == [
            segment.continues for segment in one.segments
        ]
    else:
        assert back.segments[0].quads[0].bounds == pytest.approx(
            one.segments[0].quads[0].bounds, abs=0.01
        )


def test_a_note_that_was_changed_elsewhere_is_the_whole_of_what_stands_there_now() -> None:
    read = blank(0)
    one = annotated(read, [(3, 30)], None, "first", 2)
    assert one is not None
    (mark,) = pdf_marks([one], TREE)
    added = replace(mark, contents=mark.contents + " and second")
    anew = replace(mark, contents="Wholly new")
    for changed, note in ((added, "first and second"), (anew, "Wholly new")):
        (passage_,) = Read(read.marked([changed])).incoming().passages
        assert (passage_.note, passage_.themes) == (note, ("Rights", r"Rights / Data \/ figures"))


def test_a_mark_over_a_picture_of_words_is_an_area_and_an_empty_pdf_says_so() -> None:
    document = pymupdf.Document(stream=make_pdf([[]]))
    assert Read(document.tobytes()).incoming().left_out == (
        "“a.pdf” has no marks that can be taken over.",
    )
    document[0].add_highlight_annot(pymupdf.Rect(50, 60, 90, 100))
    (one,) = Read(document.tobytes()).incoming().passages
    (part,) = one.segments
    assert part.exact == ""
    assert part.quads[0].bounds == pytest.approx((50, HEIGHT - 100, 90, HEIGHT - 60), abs=3)


def test_a_note_without_extent_on_a_page_without_words_is_an_area_of_its_sign() -> None:
    document = pymupdf.Document(stream=make_pdf([[]]))
    mark = document[0].add_text_annot((50, 60), "said of nothing")
    document.xref_set_key(mark.xref, "Rect", "[50 50 50 50]")
    read = Read(document.tobytes())
    (verdict,) = read.plan(read.incoming()).verdicts
    assert (verdict.fate, verdict.note) == (Fate.ADDED, "said of nothing")
    assert verdict.annotation is not None
    assert verdict.annotation.is_area


def test_of_two_marks_with_one_name_the_second_gets_none_and_a_note_means_its_first_line() -> None:
    lines = [f"{number}. A thing is said here, and no more of it." for number in range(1, 6)]
    spaced = [part for line in lines for part in (line, " ")]
    document = pymupdf.Document(stream=make_pdf([spaced]))
    page, guid = document[0], passage_id()
    for rect in ((20, 20, 60, 60), (70, 20, 99, 60)):
        mark = page.add_rect_annot(rect)
        document.xref_set_key(mark.xref, "NM", f"({guid.lower()})")
    page.add_freetext_annot(pymupdf.Rect(40, 120, 200, 270), "over all the lines")
    first, second, note = Read(document.tobytes()).incoming().passages
    assert (first.id, second.id) == (guid, "")
    assert note.segments[0].exact == lines[0]
