"""How much text a report has, and which of its paragraphs a passage touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.domain.reports.extents import Extent, entry, extent
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from helpers.records import make_annotation, make_segment

if TYPE_CHECKING:
    from glossator.domain.records import Annotation

P1 = Unit("para_1", UnitKind.PARAGRAPH, "1", section=("I. One",), spans=((0, 10),), text="a b c")
P2 = Unit(
    "para_2",
    UnitKind.PARAGRAPH,
    "2",
    section=("II. Two", "A. Sub"),
    spans=((20, 30), (50, 60)),
    text="a b c d (a) e",
)
ITEM = Unit("para_2__point_a", UnitKind.ITEM, "(a)", spans=((55, 60),), text="e")
BOX = Unit("box_1", UnitKind.BOX, "1", section=("II. Two",), spans=((40, 45),), text="x y")
HEADING = Unit("h", UnitKind.HEADING, "I.", "One", spans=((12, 15),), text="I. One")
SIZE = extent(Structure(units=(P1, HEADING, P2, ITEM, BOX)))


def touched(start: int, end: int) -> tuple[str, ...]:
    part = make_segment("x" * (end - start), start, unit_id="para_9__point_b")
    return units(make_annotation(segments=(part,)), SIZE)


def units(annotation: Annotation, size: Extent | None) -> tuple[str, ...]:
    paragraphs = entry(annotation, size).paragraphs
    assert all(one.startswith(annotation.report_id) for one in paragraphs)
    return tuple(one.partition(" ")[2] for one in paragraphs)


def test_the_words_of_a_report_are_those_of_its_paragraphs_and_boxes() -> None:
    assert SIZE.words == 3 + 6 + 2
    assert SIZE.sections == (("I. One", 3), ("II. Two", 8))


def test_a_passage_touches_every_paragraph_that_it_runs_through_once() -> None:
    assert touched(0, 10) == ("para_1",)
    assert touched(9, 20) == ("para_1",)
    assert touched(9, 21) == ("para_1", "para_2")
    assert touched(25, 56) == ("para_2", "box_1")


def test_a_passage_outside_of_all_paragraphs_counts_by_its_unit_or_its_page() -> None:
    assert touched(12, 15) == ("para_9",)
    lost = make_annotation(segments=(make_segment(start=500, page=3, unit_id=""),))
    assert units(lost, SIZE) == ("page_4",)
    assert units(lost, None) == ("page_4",)


def test_an_area_counts_by_the_paragraph_it_stands_beside_not_by_where_its_page_begins() -> None:
    part = make_segment("", 5, end=5, unit_id="para_2")
    area = make_annotation(segments=(part,), quote="", picture="0" * 64)
    assert units(area, SIZE) == ("para_2",)
    assert entry(area, SIZE).words == 0


def test_the_mark_of_an_omission_is_no_word() -> None:
    assert entry(make_annotation(quote="one two […] three"), None).words == 3
