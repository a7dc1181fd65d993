"""The page of families, on the real widget, while families become known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from glossator.domain.reports.structure import Unit, UnitKind
from glossator.domain.trace.book import Book, TracedReport
from glossator.domain.trace.families import Member, families, linked
from glossator.domain.trace.pairs import Change, Trace
from glossator.ui.trace.families import FamiliesPage
from helpers.hosted import hosted
from helpers.records import make_report
from helpers.window import press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

UNITS = {
    f"para_{n}": Unit(f"para_{n}", UnitKind.PARAGRAPH, str(n), label=f"para. {n}", text=f"No. {n}")
    for n in range(1, 5)
}
REPORTS = tuple(
    TracedReport(make_report(f"A/{n}", date=f"20{n}-01-01"), UNITS) for n in (12, 18, 24)
)


def book(*units: tuple[str, int]) -> Book:
    """Return a book with a family for each unit, that recurs in so many reports."""
    links: dict[tuple[int, int], list[Trace]] = {}
    for unit, count in units:
        for later in range(1, count):
            what = Trace(Change.REWORDED, unit, unit, 0.9)
            links.setdefault((0, later), []).append(what)
    return Book(REPORTS, families(links), *linked(links))


def chosen(page: FamiliesPage) -> Member:
    number = page.list.key()
    assert isinstance(number, int)
    return page.families()[number].members[0]


@pytest.fixture
def page(qtbot: QtBot) -> FamiliesPage:
    page = FamiliesPage()
    hosted(page, qtbot, 1200, 700)
    page.show_book(book(("para_2", 2)))
    return page


def test_the_largest_family_is_chosen_until_the_user_chooses(page: FamiliesPage) -> None:
    assert chosen(page) == Member(0, "para_2")
    page.show_book(book(("para_1", 3), ("para_2", 2)))
    assert chosen(page) == Member(0, "para_1")
    press(page.list, Qt.Key.Key_Down)
    assert chosen(page) == Member(0, "para_2")
    page.show_book(book(("para_1", 3), ("para_3", 3), ("para_2", 2)))
    assert chosen(page) == Member(0, "para_2")


def test_the_chosen_family_stays_where_an_earlier_report_comes_before_its_own(
    page: FamiliesPage,
) -> None:
    whole = book(("para_1", 3), ("para_2", 2))
    page.show_book(whole)
    press(page.list, Qt.Key.Key_Down)
    earlier = TracedReport(make_report("A/10", date="2010-01-01"), UNITS)
    links = {(1, 2): [Trace(Change.REWORDED, unit, unit, 0.9) for unit in ("para_1", "para_2")]}
    links[0, 1] = [Trace(Change.REWORDED, "para_1", "para_1", 0.9)]
    page.show_book(Book((earlier, *REPORTS), families(links), *linked(links)))
    assert chosen(page) == Member(1, "para_2")


def test_a_family_that_is_no_more_gives_way_to_the_largest(page: FamiliesPage) -> None:
    page.show_book(book(("para_4", 2), ("para_3", 3)))
    assert chosen(page) == Member(0, "para_3")
    page.show_book(book())
    assert page.list.key() is None


def test_the_chosen_family_is_in_view_and_stays_where_the_user_scrolls_meanwhile(
    page: FamiliesPage, qtbot: QtBot
) -> None:
    reports = tuple(
        TracedReport(make_report(f"A/{n}", date=f"{1990 + n}-01-01"), UNITS) for n in range(30)
    )
    links = {
        (0, 1): [Trace(Change.REWORDED, "para_1", "para_1", 0.9)],
        (20, 21): [Trace(Change.REWORDED, "para_2", "para_2", 0.9)],
    }
    page.show_book(Book(reports, families(links), *linked(links)))
    areas = page.findChildren(QScrollArea)
    area = next(one for one in areas if one.widget() is page.ribbon)
    bar = area.horizontalScrollBar()
    press(page.list, Qt.Key.Key_Down)
    x = page.ribbon.place(Member(20, "para_2")).x()
    qtbot.waitUntil(lambda: 0 < x - bar.value() < bar.pageStep())
    bar.setValue(0)
    page.show_book(Book(reports, families(links), *linked(links)))
    qtbot.wait(20)
    assert chosen(page) == Member(20, "para_2")
    assert bar.value() == 0
