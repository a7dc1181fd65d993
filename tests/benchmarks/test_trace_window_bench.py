"""Tracing: a key in the trace view and in the index of names, the window's processor time."""

from __future__ import annotations

import random
import time
from itertools import cycle
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from glossator.domain.reports.structure import Unit, UnitKind
from glossator.domain.trace.book import Book, TracedReport, plain_text
from glossator.domain.trace.families import families, joining, linked
from glossator.domain.trace.mentions import MentionIndex
from glossator.domain.trace.pairs import Change, Trace
from glossator.names import names
from glossator.ui.trace.families import FamiliesPage
from glossator.ui.trace.mentions import MentionsPage
from helpers.edition import structures
from helpers.measuring import Measured
from helpers.records import make_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLineEdit, QWidget
    from pytest_benchmark.fixture import BenchmarkFixture
    from pytestqt.qtbot import QtBot

    from glossator.domain.records import Report
    from glossator.domain.trace.mentions import Entry
    from helpers.measuring import Answers

FEW, MANY = 5, 200
ROUNDS = 30
PARAGRAPHS, LINKS = 60, {FEW: 100, MANY: 4000}

pytestmark = pytest.mark.benchmark(timer=time.thread_time)


def links_of(reports: int, count: int) -> dict[tuple[int, int], list[Trace]]:
    """Return so many traces between so many reports, spread by a fixed seed."""
    chance = random.Random(5)
    links: dict[tuple[int, int], list[Trace]] = {}
    for _ in range(count):
        old, new = sorted(chance.sample(range(reports), 2))
        unit = f"para_{chance.randrange(1, 21)}"
        what = Trace(Change.REWORDED, unit, unit, chance.uniform(0.45, 0.9), chance.random())
        links.setdefault((old, new), []).append(what)
    return links


def test_no_step_of_joining_families_is_long(
    benchmark: BenchmarkFixture, table: list[Measured]
) -> None:
    longest, whole, steps = 0.0, 0.0, joining(links_of(MANY, 20_000))

    def join() -> None:
        nonlocal longest, whole
        begun = time.process_time()
        for _ in steps:
            now = time.process_time()
            longest, whole, begun = max(longest, now - begun), whole + now - begun, now

    benchmark.pedantic(join, rounds=1)  # type: ignore[no-untyped-call]
    table.append(Measured("20,000 traces joined to families, longest step, ms", 1e3 * longest, 50))
    table.append(Measured("all steps of it, beside the window, ms", 1e3 * whole))


@pytest.fixture(scope="module", params=[FEW, MANY], ids=["few", "many"])
def book(request: pytest.FixtureRequest) -> Book:
    """Reports whose passages come back here and there."""
    chance, count = random.Random(3), request.param
    words = [f"w{''.join(chance.choices('aeioklmnrst', k=6))}" for _ in range(4000)]
    reports = []
    for n in range(count):
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
    links = links_of(count, LINKS[count])
    made = Book(tuple(reports), families(links), *linked(links))
    # The thread that traces counts them, too.
    assert made.counts
    assert made.titles
    return made


@pytest.fixture
def page(qtbot: QtBot, book: Book) -> FamiliesPage:
    page = FamiliesPage()
    shown(qtbot, page)
    page.show_book(book)
    QApplication.processEvents()
    return page


def shown(qtbot: QtBot, page: QWidget) -> None:
    """Show a page in the size of a window."""
    qtbot.addWidget(page)
    page.resize(1400, 800)
    page.show()
    qtbot.waitExposed(page)


def repeat(benchmark: BenchmarkFixture, work: Callable[[], None]) -> None:
    """Do some work some times: how often can't be told from the first, which may do nothing."""
    benchmark.pedantic(work, rounds=ROUNDS)  # type: ignore[no-untyped-call]


def letter_by_letter(field: QLineEdit, words: str) -> Callable[[], None]:
    """Return what types the next letter each time, all over again at the first."""
    field.setFocus()
    letters = cycle(words)

    def key() -> None:
        letter = next(letters)
        if letter == words[0]:
            field.clear()
        QTest.keyClicks(field, letter)
        QApplication.processEvents()

    return key


def down(widget: QWidget) -> None:
    """Press the arrow down."""
    QTest.keyClick(widget, Qt.Key.Key_Down)
    QApplication.processEvents()


def test_a_letter_filters_the_families(
    benchmark: BenchmarkFixture, answers: Answers, page: FamiliesPage
) -> None:
    repeat(benchmark, letter_by_letter(page.field, "wao"))
    answers.note(len(page.book.reports), "trace: a letter filters the families", benchmark)


def test_an_arrow_goes_to_the_next_family(
    benchmark: BenchmarkFixture, answers: Answers, page: FamiliesPage
) -> None:
    page.list.setFocus()
    repeat(benchmark, lambda: down(page.list))
    answers.note(len(page.book.reports), "trace: the next family", benchmark)


def test_what_is_known_is_shown_anew(
    benchmark: BenchmarkFixture, answers: Answers, page: FamiliesPage, book: Book
) -> None:
    def show() -> None:
        page.show_book(book)
        QApplication.processEvents()

    repeat(benchmark, show)
    answers.note(len(book.reports), "trace: more is known", benchmark)


class Named(NamedTuple):
    """Who is named in reports, and their units by SHA-256."""

    reports: list[Report]
    entries: tuple[Entry, ...]
    units: dict[str, dict[str, Unit]]


@pytest.fixture(scope="module", params=[FEW, MANY], ids=["few", "many"])
def named(request: pytest.FixtureRequest) -> Named:
    """Who is named in the five reports, or in these again and again."""
    found = [
        (structure.units, [list(names().find(unit.text)) for unit in structure.units])
        for structure in structures().values()
    ]
    index, reports, texts = MentionIndex(), [], {}
    for n in range(request.param):
        units, mentions = found[n % len(found)]
        report = make_report(f"A/{n}", date=f"{1820 + n}-01-01", sha256=f"{n:064x}")
        for unit, ones in zip(units, mentions, strict=True):
            index.add(report.sha256, unit, ones)
        reports.append(report)
        texts[report.sha256] = {unit.id: unit for unit in units}
    return Named(reports, index.entries(), texts)


@pytest.fixture
def index_page(qtbot: QtBot, named: Named) -> MentionsPage:
    page = MentionsPage()
    shown(qtbot, page)
    page.show_entries(named.entries, named.units, named.reports)
    QApplication.processEvents()
    return page


def test_a_letter_filters_the_names(
    benchmark: BenchmarkFixture, answers: Answers, index_page: MentionsPage
) -> None:
    repeat(benchmark, letter_by_letter(index_page.field, "women"))
    answers.note(len(index_page.model.reports), "mentions: a letter filters the names", benchmark)


def test_an_arrow_goes_to_the_next_name(
    benchmark: BenchmarkFixture, answers: Answers, index_page: MentionsPage
) -> None:
    index_page.table.setFocus()
    repeat(benchmark, lambda: down(index_page.table))
    answers.note(len(index_page.model.reports), "mentions: the next name", benchmark)


def test_the_name_that_stands_in_most_places_is_chosen(
    benchmark: BenchmarkFixture, answers: Answers, index_page: MentionsPage
) -> None:
    model = index_page.model
    most = max(range(len(model.entries)), key=lambda row: model.entries[row].count)
    other = 0 if most else 1

    def leave() -> None:
        index_page.table.setCurrentIndex(model.index(other, 0))
        QApplication.processEvents()

    def choose() -> None:
        index_page.table.setCurrentIndex(model.index(most, 0))
        QApplication.processEvents()

    benchmark.pedantic(choose, setup=leave, rounds=5)  # type: ignore[no-untyped-call]
    answers.note(len(model.reports), "mentions: the name with most places chosen", benchmark)


def test_another_kind_of_names_is_listed(
    benchmark: BenchmarkFixture, answers: Answers, index_page: MentionsPage
) -> None:
    kinds = cycle([1, 2, 3, 4, 0])

    def choose() -> None:
        index_page.kinds.setCurrentIndex(next(kinds))
        QApplication.processEvents()

    repeat(benchmark, choose)
    answers.note(len(index_page.model.reports), "mentions: another kind of names", benchmark)


def test_names_are_shown_when_they_have_been_found(
    benchmark: BenchmarkFixture, answers: Answers, index_page: MentionsPage, named: Named
) -> None:
    def show() -> None:
        index_page.show_entries(named.entries, named.units, named.reports)
        QApplication.processEvents()

    repeat(benchmark, show)
    answers.note(len(named.reports), "mentions: all names are found", benchmark)
