"""Hits in heads and feet are told apart from those in what is read."""

from __future__ import annotations

from glossator.domain.pages.geometry import PageBox
from glossator.domain.reports.reading import Reading
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.text.find import Query, Searchable
from glossator.domain.text.page_text import ReportText
from glossator.domain.text.running import part_running

PAGES = (
    "Access to justice\n1. Victims want justice.",
    "A/79/322 Access to justice 2/18\nThe justice they want.",
    "A/79/322 Access to justice 3/18\n2. It is late.\n1 See Justice now.",
    "A/79/322 Justice denied",
)
TEXT = ReportText(PAGES, (PageBox(0, 0, 600, 800),) * 4, ("1", "2", "3", "4"))


def at(words: str) -> tuple[int, int]:
    start = TEXT.text.index(words)
    return start, start + len(words)


FIRST = at("1. Victims want justice."), at("The justice they want.")
UNITS = [
    Unit("para_1", UnitKind.PARAGRAPH, "1", spans=FIRST),
    Unit("para_2", UnitKind.PARAGRAPH, "2", spans=(at("2. It is late."),)),
    Unit("fn_1", UnitKind.FOOTNOTE, "1", spans=(at("1 See Justice now."),)),
]
READING = Reading.of(TEXT, Structure(units=tuple(UNITS)))


def parted(words: str) -> tuple[list[int], list[int]]:
    """Return the pages of the hits in what is read, and of those in heads and feet."""
    hits = Searchable(TEXT.text).find(Query(words))
    read, running = part_running(TEXT.text, READING, hits)
    return [READING.page_of(low) for low, _ in read], [READING.page_of(low) for low, _ in running]


def test_heads_that_pages_repeat_are_parted_from_titles_paragraphs_and_footnotes() -> None:
    assert parted("justice") == ([0, 0, 1, 2, 3], [1, 2])


def test_words_that_stand_in_heads_alone_are_found_there() -> None:
    assert parted("A/79/322 access") == ([1, 2], [])


def test_nothing_is_parted_from_nothing() -> None:
    assert parted("smuggling") == ([], [])
