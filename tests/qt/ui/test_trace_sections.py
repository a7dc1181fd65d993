"""A section held against a later report: what is said of what was dropped or is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from glossator.domain.reports.structure import Unit, UnitKind
from glossator.domain.trace.book import Book, Line, Standing, TracedReport
from glossator.domain.trace.pairs import Change, Trace
from glossator.ui.trace.sections import SectionsPage
from helpers.hosted import hosted
from helpers.records import make_report

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

OLD, NEW = make_report("A/67/170", date="2012-01-01"), make_report("A/79/322", date="2024-01-01")
UNIT = Unit(
    "para_1", UnitKind.PARAGRAPH, "1", label="para. 1", text="Aid", section=("B. Recommendations",)
)
NEAR = Unit("para_2", UnitKind.PARAGRAPH, "2", label="para. 2", text="Help")
BOOK = Book(tuple(TracedReport(one, {"para_1": UNIT, "para_2": NEAR}) for one in (OLD, NEW)))
DROPPED = Line(Standing.DROPPED, Trace(Change.DROPPED, "para_1", None), UNIT, None, (), NEAR, 0.16)
ALONE = Line(Standing.NEW, Trace(Change.NEW, None, "para_1"), None, UNIT, ())


@pytest.fixture
def page(qtbot: QtBot) -> SectionsPage:
    page = SectionsPage()
    hosted(page, qtbot, 1200, 700)
    page.show_book(BOOK)
    return page


def test_what_was_dropped_is_said_of_its_words_and_the_nearest_is_to_be_read(
    page: SectionsPage,
) -> None:
    page.show_lines((DROPPED,))
    said = page.pair.new.text.toPlainText()
    assert said.startswith("Nothing in A/79/322 was found to say this again, in these words")
    assert "Read what is nearest (faintly alike, 0.16) before you call its matter dropped:" in said
    page.compare(OLD.id, NEW.id, new=("B. Recommendations",))
    page.show_lines((DROPPED,))
    assert "in “B. Recommendations” of A/79/322 was" in page.pair.new.text.toPlainText()


def test_what_is_new_without_anything_near_is_said_of_the_earlier_report(
    page: SectionsPage,
) -> None:
    page.kinds[Standing.NEW].setChecked(True)
    page.show_lines((ALONE,))
    said = page.pair.old.text.toPlainText()
    assert said == "Nothing in A/67/170 was found to say this, in these words or in others."
