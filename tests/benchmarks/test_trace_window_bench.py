"""A key in the trace view among two hundred reports: the window's processor time."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from glossator.domain.reports.structure import Unit, UnitKind
from glossator.domain.trace.book import Book, TracedReport, plain_text
from glossator.domain.trace.families import families, joining, linked
from glossator.domain.trace.pairs import Change, Trace
from glossator.ui.trace.families import FamiliesPage
from helpers.measuring import Measured
from helpers.records import make_report

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture
    from pytestqt.qtbot import QtBot

REPORTS, PARAGRAPHS, LINKS, LIMIT = 200, 60, 4000, 0.050

pytestmark = pytest.mark.benchmark(timer=time.thread_time)


def links_of(count: int) -> dict[tuple[int, int], list[Trace]]:
    """Return so many traces between reports, spread by a fixed seed."""
    chance = random.Random(5)
    links: dict[tuple[int, int], list[Trace]] = {}
    for _ in range(count):
        old, new = sorted(chance.sample(range(REPORTS), 2))
        unit = f"para_{chance.randrange(1, 21)}"
        what = Trace(Change.REWORDED, unit, unit, chance.uniform(0.45, 0.9), chance.random())
        links.setdefault((old, new), []).append(what)
    return links


def test_no_step_of_joining_families_is_long(table: list[Measured]) -> None:
    longest, whole, steps = 0.0, 0.0, joining(links_of(20_000))
    begun = time.process_time()
    for _ in steps:
        now = time.process_time()
        longest, whole, begun = max(longest, now - begun), whole + now - begun, now
    table.append(Measured("20,000 traces joined to families, longest step, ms", 1e3 * longest, 50))
    table.append(Measured("all steps of it, beside the window, ms", 1e3 * whole))


@pytest.fixture(scope="module")
def book() -> Book:
    """Two hundred reports whose passages come back here and there."""
    chance = random.Random(3)
    words = [f"w{''.join(chance.choices('aeioklmnrst', k=6))}" for _ in range(4000)]
    reports = []
    for n in range(REPORTS):
        report = make_report(f"A/{n}", date=f"{1820 + n}-01-01")
        units = {
            f"para_{k}": Unit(
                f"para_{k}",
                UnitKind.PARAGRAPH,
                str(k),
                label=f"para. {k}",
                text=" ".join(chance.choices(words, k=110)),
            )
            for k in range(1, PARAGRAPHS + 1)
        }
        plain = {one: plain_text(report, unit) for one, unit in units.items()}
        reports.append(TracedReport(report, units, plain))
    links = links_of(LINKS)
    made = Book(tuple(reports), families(links), *linked(links))
    # The thread that traces counts them, too.
    assert made.counts
    assert made.titles
    return made


@pytest.fixture
def page(qtbot: QtBot, book: Book) -> FamiliesPage:
    page = FamiliesPage()
    qtbot.addWidget(page)
    page.resize(1400, 800)
    page.show()
    qtbot.waitExposed(page)
    page.show_book(book)
    QApplication.processEvents()
    return page


def test_a_letter_filters_the_families(benchmark: BenchmarkFixture, page: FamiliesPage) -> None:
    benchmark.extra_info["limit"] = LIMIT
    page.field.setFocus()
    letters = iter("wao" * 100_000)

    def key() -> None:
        letter = next(letters)
        if letter == "w":
            page.field.clear()
        QTest.keyClicks(page.field, letter)
        QApplication.processEvents()

    benchmark(key)


def test_an_arrow_goes_to_the_next_family(benchmark: BenchmarkFixture, page: FamiliesPage) -> None:
    benchmark.extra_info["limit"] = LIMIT
    page.list.setFocus()

    def key() -> None:
        QTest.keyClick(page.list, Qt.Key.Key_Down)
        QApplication.processEvents()

    benchmark(key)


def test_what_is_known_is_shown_anew(
    benchmark: BenchmarkFixture, page: FamiliesPage, book: Book
) -> None:
    benchmark.extra_info["limit"] = LIMIT

    def show() -> None:
        page.show_book(book)
        QApplication.processEvents()

    benchmark(show)
