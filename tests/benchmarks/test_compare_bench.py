"""Comparing 200 reports with 20,000 passages: and counting them, and those of five.

The window's part is told as the processor time that its thread takes between two turns of
the event loop, which a busy machine does not make longer by making it wait.
"""

from __future__ import annotations

import gc
import random
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

import pytest

from glossator.app.comparison import Comparison
from glossator.app.counting_ahead import CountingAhead
from glossator.app.desk import Desk
from glossator.domain.compare.axes import Corpus
from glossator.domain.compare.counts import Ledger
from glossator.domain.compare.figures import passages, tabulate
from glossator.domain.compare.rows import BY_TOTAL, Arrangement, arranged
from glossator.domain.compare.table import AXES, Axis, Measure
from glossator.domain.compare.tally import Tally
from glossator.domain.edits import Change, EditSet
from glossator.domain.records import AnnotationId, ReportId, Theme, ThemeId
from glossator.domain.reports.extents import Entry, Extent
from glossator.domain.steps import complete
from glossator.domain.themes import ThemeTree
from glossator.ui.compare.view import CompareView
from helpers.comparing import StubLibrary, structured_workspace
from helpers.measuring import Measured, Stalls
from helpers.records import make_annotation, make_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_benchmark.fixture import BenchmarkFixture
    from pytestqt.qtbot import QtBot

    from glossator.app.library import Library
    from glossator.domain.records import Annotation
    from helpers.measuring import Answers

FEW, MANY = (5, 500), (200, 20_000)
"""Reports and passages."""


def corpus_of(n_reports: int, n_passages: int) -> Corpus:
    """Return passages with one to three of 100 themes, spread by a fixed seed."""
    chance = random.Random(7)
    roots = [Theme(ThemeId(f"R{n}"), f"Root {n}", position=n) for n in range(16)]
    leaves = [Theme(ThemeId(f"L{n}"), f"Leaf {n}", roots[n % 16].id, position=n) for n in range(84)]
    reports = [
        make_report(f"A/{n}", id=ReportId(f"A{n}"), date=f"{1990 + n % 35}-05-01")
        for n in range(n_reports)
    ]
    where = [chance.choice(reports).id for _ in range(n_passages)]
    entries = []
    for n, report_id in enumerate(where):
        themes = tuple(one.id for one in chance.sample(leaves, chance.choice((1, 1, 2, 3))))
        first = chance.randrange(70)
        more = chance.choice((0, 0, 1))
        entries.append(
            Entry(
                AnnotationId(f"N{n}"),
                report_id,
                themes,
                f"Analyst {n % 4}",
                first * 1300,
                f"{first // 12}. Section",
                chance.randrange(10, 80),
                tuple(f"{report_id} para_{at}" for at in range(first, first + 1 + more)),
            )
        )
    sections = tuple((f"{n}. Section", 1500) for n in range(6))
    sizes = {one.id: Extent(9000, sections) for one in reports}
    return Corpus(reports, ThemeTree([*roots, *leaves]), Tally(entries), sizes)


pytestmark = pytest.mark.benchmark(timer=time.process_time)


def after_an_edit(corpus: Corpus) -> Corpus:
    """Return what is compared when one passage was changed."""
    one = next(iter(corpus.tally))
    corpus.tally.put(replace(one, words=one.words + 1))
    return replace(corpus)


@pytest.fixture(autouse=True)
def as_in_the_window() -> Iterator[None]:
    """Leave the looking for garbage to the turns of the event loop, as the window does."""
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


@pytest.fixture(scope="module", params=[FEW, MANY], ids=["few", "many"])
def corpus(request: pytest.FixtureRequest) -> Corpus:
    """Return what is compared."""
    return corpus_of(*request.param)


@pytest.mark.parametrize("measure", list(Measure), ids=str)
@pytest.mark.parametrize("columns", list(Axis), ids=str)
def test_themes_are_counted_by_other_properties_after_an_edit(
    benchmark: BenchmarkFixture, answers: Answers, corpus: Corpus, measure: Measure, columns: Axis
) -> None:
    ledger = Ledger()

    def count() -> int:
        table = tabulate(after_an_edit(corpus), Axis.THEME, columns, measure, ledger)
        return len(arranged(table, Arrangement(BY_TOTAL)))

    assert benchmark(count) == 100
    what = f"compare: themes by {AXES[columns]} after an edit"
    answers.note(len(corpus.reports), what, benchmark)


@pytest.mark.parametrize("is_ahead", [True, False], ids=["counted ahead", "at once"])
@pytest.mark.parametrize("measure", [Measure.PASSAGES, Measure.PARAGRAPHS], ids=str)
@pytest.mark.parametrize("columns", list(Axis), ids=str)
def test_themes_are_counted_otherwise_for_the_first_time(
    benchmark: BenchmarkFixture,
    answers: Answers,
    corpus: Corpus,
    measure: Measure,
    columns: Axis,
    is_ahead: bool,
) -> None:
    def opened() -> tuple[tuple[Ledger], dict[str, object]]:
        ledger = Ledger()
        if is_ahead:
            complete(ledger.counting_ahead(corpus))
        else:
            tabulate(corpus, Axis.ANALYST, Axis.THEME, Measure.WORDS, ledger)
        return (ledger,), {}

    def count(ledger: Ledger) -> int:
        return len(tabulate(after_an_edit(corpus), Axis.THEME, columns, measure, ledger).rows)

    assert benchmark.pedantic(count, setup=opened, rounds=5) == 100  # type: ignore[no-untyped-call]
    when = "first look" if is_ahead else "first look, not counted ahead"
    what = f"compare: themes by {AXES[columns]}, {when}"
    answers.note(len(corpus.reports), what, benchmark)


def test_the_passages_behind_a_row_are_found(
    benchmark: BenchmarkFixture, answers: Answers, corpus: Corpus
) -> None:
    found = benchmark(lambda: passages(after_an_edit(corpus), Axis.THEME, "R0", Axis.REPORT))
    assert len(found) == len(corpus.reports)
    answers.note(len(corpus.reports), "compare: the passages of a row", benchmark)


WORDS = (
    *("victims", "of", "trafficking", "must", "not", "be", "detained", "or", "prosecuted", "for"),
    *("offences", "committed", "as", "a", "consequence", "of", "their", "situation", "and"),
    *("States", "should", "provide", "remedies", "and", "legal", "aid"),
)


def marked(corpus: Corpus) -> list[Annotation]:
    """Return annotations of what is counted, with words."""
    chance = random.Random(3)
    marks = []
    for one in corpus.tally:
        quote = " ".join(chance.choices(WORDS, k=40))
        plain = make_annotation(id=one.id, report_id=one.report_id, start=one.start, quote=quote)
        marks.append(replace(plain, theme_ids=one.theme_ids, analyst=one.analyst))
    return marks


class Compared:
    """The compare view on a large project, and how long its longest turns are."""

    def __init__(self, qtbot: QtBot, table: list[Measured]) -> None:
        self._qtbot, self._table = qtbot, table
        self.corpus = corpus_of(*MANY)
        self._marks = marked(self.corpus)
        self.workspace = structured_workspace(*self.corpus.reports, *self.corpus.tree, *self._marks)
        self.workspace.read_rest()
        library = cast("Library", StubLibrary(self.workspace))
        self.comparison = Comparison(self.workspace, library)
        self._changed = self._marks[5]
        self._chance = random.Random(5)

    def look(self) -> CompareView:
        """Show the view."""
        view = CompareView(self.comparison, self.workspace, Desk())
        self._qtbot.addWidget(view)
        view.resize(1400, 800)
        view.show()
        self._qtbot.waitExposed(view)
        return view

    def told(self, what: str, act: Callable[[], object]) -> None:
        """Do something, and tell the longest turn of the event loop until all is shown."""
        with Stalls() as stalls:
            act()
            self._qtbot.waitUntil(lambda: self.comparison.is_ready, timeout=60_000)
            self._qtbot.wait(300)
        self._table.append(Measured(f"{what}: longest turn, ms", max(stalls.work), 50))

    def count_ahead(self) -> None:
        """Have all counted before somebody looks."""
        ahead = CountingAhead(self.comparison, self.workspace)
        self._qtbot.waitUntil(lambda: ahead.is_done, timeout=120_000)

    def tag(self) -> None:
        """Give a passage other themes."""
        other = tuple(one.id for one in self._chance.sample(list(self.corpus.tree), 2))
        before, self._changed = self._changed, replace(self._changed, theme_ids=other)
        self.workspace.do(EditSet("Tag", (Change(before, self._changed),)))


def test_the_window_goes_on_while_a_large_project_is_compared(
    benchmark: BenchmarkFixture, qtbot: QtBot, table: list[Measured]
) -> None:
    benchmark.pedantic(lambda: None, rounds=1)  # type: ignore[no-untyped-call]  # or it is left out
    compared = Compared(qtbot, table)
    with Stalls() as stalls:
        compared.count_ahead()
    table.append(Measured("counted ahead: longest turn, ms", max(stalls.work), 50))
    view = compared.look()
    compared.told("opened", lambda: compared.comparison.set_active(active=True))
    for columns in (Axis.SECTION, Axis.THEME, Axis.REPORT):
        show = partial(view.show_axes, Axis.THEME, columns, Measure.PASSAGES)
        compared.told(f"themes by {AXES[columns]}", show)
        compared.told("  a passage tagged", compared.tag)
    show = partial(view.show_axes, Axis.THEME, Axis.REPORT, Measure.PARAGRAPHS)
    compared.told("paragraphs", show)
    compared.told("rows filtered", lambda: view.table.field.setText("leaf 1"))
    compared.told("all rows again", lambda: view.table.field.setText(""))
    compared.told("passages in 200 columns", lambda: view.choose_theme(ThemeId("R5")))
    compared.told("  of another row", lambda: view.choose_theme(ThemeId("R6")))
    compared.told("  words that changed marked", lambda: view.mark_changes(marked=True))
    compared.told("  a passage tagged", compared.tag)
