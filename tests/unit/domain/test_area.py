"""Areas of pages: what stands beside them, how they are cited, in which order they come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.anchoring.anchor import reattach
from glossator.domain.area import Area, area_of, depth, line_beside, quad_of, segment
from glossator.domain.pages.geometry import PageBox, Rect
from glossator.domain.passage import Source, annotation, citation, paragraph_label
from glossator.domain.records import AnnotationId, Status
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.text.page_text import PAGE_BREAK, PageText, Role, page_starts
from helpers.pages import CHAR, HEIGHT, LEADING, LEFT, TOP, make_page
from helpers.records import make_report

BOX = PageBox(0, 0, 600, 800)
TEXT = make_page(
    [
        ("A/79/322", Role.RUNNING),
        ("1. Victims must not be", Role.BODY, 1),
        ("punished.", Role.BODY, 1),
        ("Figure 1", Role.HEADING, 2),
        ("2. They are.", Role.BODY, 3),
    ],
    1,
)
BARE = make_page([], 0)
BASE = page_starts([0, len(TEXT.text)])[1]
UNITS = Structure(
    units=(
        Unit("h", UnitKind.HEADING, "IV.", "Findings", spans=((BASE, BASE + 8),)),
        Unit(
            "para_1",
            UnitKind.PARAGRAPH,
            "1",
            label="para. 1",
            section=("IV. Findings",),
            spans=((BASE + TEXT.text.index("1."), BASE + TEXT.text.index("\nFigure")),),
        ),
        Unit(
            "para_2",
            UnitKind.PARAGRAPH,
            "2",
            label="para. 2",
            spans=((BASE + TEXT.text.index("2."), BASE + len(TEXT.text)),),
        ),
    )
)
SOURCE = Source(make_report(), UNITS, labels=("i", "1"))

places = st.floats(-100, 900, allow_nan=False)
boxes = st.builds(
    PageBox, st.just(20.0), st.just(30.0), st.just(420.0), st.just(330.0),
    st.sampled_from([0, 90, 180, 270]),
)  # fmt: skip


def line(number: int) -> Rect:
    """Return the place of a line of the page."""
    y1 = TOP - number * LEADING
    return Rect(LEFT, y1 - HEIGHT, LEFT + 10 * CHAR, y1)


def at(rect: Rect, text: PageText = TEXT, base: int = BASE) -> str:
    return citation(SOURCE, [segment(Area(text.page, rect), BOX, text, base, UNITS)])


def test_an_area_is_cited_by_its_page_and_the_paragraph_it_covers() -> None:
    assert at(line(1)) == "A/79/322, p. 1 (area), para. 1"
    assert at(Rect(50, 0, 600, 800)) == "A/79/322, p. 1 (area), para. 1"
    assert at(line(4)) == "A/79/322, p. 1 (area), para. 2"


def test_an_area_beside_a_paragraph_is_cited_with_it() -> None:
    margin = Rect(500, line(2).y0, 560, line(2).y1)
    assert at(margin) == "A/79/322, p. 1 (area), para. 1"


def test_an_area_below_all_text_or_beside_a_heading_is_cited_by_its_page_alone() -> None:
    assert at(Rect(72, 100, 300, 200)) == "A/79/322, p. 1 (area)"
    assert at(line(0)) == "A/79/322, p. 1 (area)"


def test_an_area_of_a_page_without_text_is_cited_by_the_printed_page() -> None:
    part = segment(Area(0, Rect(10, 10, 90, 90)), BOX, BARE, 0, Structure())
    assert (part.start, part.end, part.exact, part.section) == (0, 0, "", ())
    assert citation(SOURCE, [part]) == "A/79/322, p. i (area)"
    assert paragraph_label(UNITS, [part]) == ""


def test_a_line_of_the_next_column_is_not_beside_an_area() -> None:
    right = Rect(LEFT + 300, line(1).y0, LEFT + 400, line(1).y1)
    assert line_beside(TEXT, right) is not None
    two = make_page(["left column", "right column"])
    below = two.lines[1]._replace(rect=Rect(372, 0, 440, 10))
    beside = two._replace(lines=(two.lines[0], below))
    assert line_beside(beside, Rect(372, TOP - HEIGHT, 440, TOP)) is None


def test_an_area_stands_where_the_text_of_its_page_begins_and_knows_its_section() -> None:
    part = segment(Area(1, line(2)), BOX, TEXT, BASE, UNITS)
    assert (part.start, part.end) == (BASE, BASE)
    assert part.section == ("IV. Findings",)
    assert part.unit_id == "para_1"
    assert part.is_area


@given(boxes, places, places, places, places)
def test_an_area_is_cut_at_the_edges_of_its_page(
    box: PageBox, x: float, y: float, x1: float, y1: float
) -> None:
    rect = Area(0, Rect(x, y, x1, y1)).within(box).rect
    assert box.x0 <= rect.x0 <= rect.x1 <= box.x1
    assert box.y0 <= rect.y0 <= rect.y1 <= box.y1


@given(boxes, st.floats(0, 90), st.floats(0, 90))
def test_areas_come_in_the_order_in_which_they_are_seen_however_the_page_is_turned(
    box: PageBox, top: float, more: float
) -> None:
    upper = box.rect_to_user(Rect(10, top, 60, top + 20))
    lower = box.rect_to_user(Rect(5, top + more + 1, 90, top + more + 40))
    assert depth(quad_of(upper, box)) < depth(quad_of(lower, box))
    assert quad_of(upper, box).bounds == pytest.approx(upper)


def test_an_annotation_of_an_area_has_no_quotation() -> None:
    part = segment(Area(1, line(1)), BOX, TEXT, BASE, UNITS)
    made = annotation(
        AnnotationId("A"), SOURCE, (part,), theme_ids=(), note="", analyst="", now="", picture="ab"
    )
    assert made.is_area
    assert (made.quote, made.paragraph) == ("", "para. 1")
    assert area_of(made.segments[0]).rect == pytest.approx(line(1))


def test_an_area_is_found_again_by_the_first_words_of_its_page() -> None:
    part = segment(Area(1, line(1)), BOX, TEXT, BASE, UNITS)
    made = annotation(
        AnnotationId("A"), SOURCE, (part,), theme_ids=(), note="", analyst="", now="", picture="ab"
    )
    same = PAGE_BREAK.join(("", TEXT.text))
    assert not reattach(made, same, UNITS).moved
    later = PAGE_BREAK.join(("", "A new page.", TEXT.text))
    found = reattach(made, later, UNITS)
    start = later.index(TEXT.text)
    assert (found.status, found.stretches) == (Status.ATTACHED, ((start, start),))
    other = PAGE_BREAK.join(("", "Other words."))
    assert reattach(made, other, UNITS).status is Status.CHECK
    assert reattach(made, "Other words.", UNITS).status is Status.DETACHED


def test_an_area_of_a_page_without_words_is_to_be_checked_once_the_page_has_words() -> None:
    part = segment(Area(0, Rect(10, 10, 90, 90)), BOX, BARE, 0, Structure())
    made = annotation(
        AnnotationId("A"), SOURCE, (part,), theme_ids=(), note="", analyst="", now="", picture="ab"
    )
    assert reattach(made, PAGE_BREAK, UNITS).status is Status.ATTACHED
    assert reattach(made, "Words", UNITS).status is Status.CHECK
