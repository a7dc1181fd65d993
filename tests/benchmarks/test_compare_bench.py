"""Counting passages by themes and reports, on five reports and on two hundred.

The window's part is told as the processor time that its thread takes between two turns of
the event loop, which a busy machine does not make longer by making it wait.
"""

from __future__ import annotations

import random
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt, QTimer

from glossator.app.comparison import Comparison
from glossator.app.desk import Desk
from glossator.domain.compare.axes import Corpus
from glossator.domain.compare.counts import Ledger
from glossator.domain.compare.figures import passages, tabulate
from glossator.domain.compare.rows import BY_TOTAL, Arrangement, arranged
from glossator.domain.compare.table import Axis, Measure
from glossator.domain.compare.tally import Tally
from glossator.domain.edits import Change, EditSet
from glossator.domain.records import AnnotationId, ReportId, Theme, ThemeId
from glossator.domain.reports.extents import Entry, Extent
from glossator.domain.themes import ThemeTree
from glossator.ui.compare.view import CompareView
from helpers.comparing import StubLibrary, structured_workspace
from helpers.records import make_annotation, make_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_benchmark.fixture import BenchmarkFixture
    from pytestqt.qtbot import QtBot

    from glossator.app.library import Library

FEW = (5, 500, 0.016)
MANY = (200, 20_000, 0.050)
"""Reports, passages, and the seconds that a count may take."""


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


@pytest.mark.parametrize(("n_reports", "n_passages", "limit"), [FEW, MANY], ids=["few", "many"])
@pytest.mark.parametrize("measure", list(Measure), ids=str)
@pytest.mark.parametrize("columns", list(Axis), ids=str)
def test_themes_are_counted_by_other_properties_after_an_edit(
    benchmark: BenchmarkFixture,
    n_reports: int,
    n_passages: int,
    limit: float,
    measure: Measure,
    columns: Axis,
) -> None:
    corpus, ledger = corpus_of(n_reports, n_passages), Ledger()
    benchmark.extra_info["limit"] = limit

    def count() -> int:
        table = tabulate(after_an_edit(corpus), Axis.THEME, columns, measure, ledger)
        return len(arranged(table, Arrangement(BY_TOTAL)))

    assert benchmark(count) == 100


@pytest.mark.parametrize("measure", [Measure.PASSAGES, Measure.PARAGRAPHS], ids=str)
@pytest.mark.parametrize("columns", list(Axis), ids=str)
def test_themes_are_counted_otherwise_for_the_first_time(
    benchmark: BenchmarkFixture, measure: Measure, columns: Axis
) -> None:
    corpus = corpus_of(*MANY[:2])
    benchmark.extra_info["limit"] = MANY[2]

    def another_was_looked_at() -> tuple[tuple[Ledger], dict[str, object]]:
        ledger = Ledger()
        tabulate(corpus, Axis.ANALYST, Axis.THEME, Measure.WORDS, ledger)
        return (ledger,), {}

    def count(ledger: Ledger) -> int:
        return len(tabulate(after_an_edit(corpus), Axis.THEME, columns, measure, ledger).rows)

    found = benchmark.pedantic(count, setup=another_was_looked_at, rounds=5)  # type: ignore[no-untyped-call]
    assert found == 100


def test_the_passages_behind_a_row_are_found(benchmark: BenchmarkFixture) -> None:
    corpus = corpus_of(*MANY[:2])
    found = benchmark(lambda: passages(after_an_edit(corpus), Axis.THEME, "R0", Axis.REPORT))
    assert len(found) == 200


WORDS = [
    "victims",
    "of",
    "trafficking",
    "must",
    "not",
    "be",
    "detained",
    "punished",
    "or",
    "prosecuted",
    "for",
    "offences",
    "committed",
    "as",
    "a",
    "consequence",
    "of",
    "their",
    "situation",
    "and",
    "States",
    "should",
    "provide",
    "remedies",
    "and",
    "legal",
    "aid",
]


class Slices:
    """Watches how much the window's thread does between two turns, in milliseconds."""

    def __init__(self) -> None:
        self.worst = 0.0
        self._last = time.thread_time()
        self._timer = QTimer(interval=1)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.thread_time()
        self.worst = max(self.worst, 1000 * (now - self._last))
        self._last = now


def test_the_window_goes_on_while_a_large_project_is_compared(qtbot: QtBot) -> None:
    corpus = corpus_of(*MANY[:2])
    chance = random.Random(3)
    marks = []
    for one in corpus.tally:
        quote = " ".join(chance.choices(WORDS, k=40))
        plain = make_annotation(id=one.id, report_id=one.report_id, start=one.start, quote=quote)
        marks.append(replace(plain, theme_ids=one.theme_ids, analyst=one.analyst))
    workspace = structured_workspace(*corpus.reports, *corpus.tree, *marks)
    workspace.read_rest()
    comparison = Comparison(workspace, cast("Library", StubLibrary(workspace)))
    view = CompareView(comparison, workspace, Desk())
    qtbot.addWidget(view)
    view.resize(1400, 800)
    view.show()
    qtbot.waitExposed(view)
    slices = Slices()
    print(f"\n\n{'comparing 200 reports, 20,000 passages':<44}{'longest turn, ms':>18}")

    def told(what: str, act: Callable[[], object]) -> None:
        slices.worst = 0.0
        act()
        qtbot.waitUntil(lambda: comparison.is_ready, timeout=60_000)
        qtbot.wait(300)
        print(f"{what:<44}{slices.worst:>18.1f}")

    tagged = marks[5]

    def tag() -> None:
        nonlocal tagged
        other = tuple(one.id for one in chance.sample(list(corpus.tree), 2))
        before, tagged = tagged, replace(tagged, theme_ids=other)
        workspace.do(EditSet("Tag", (Change(before, tagged),)))

    told("open it", lambda: comparison.set_active(active=True))
    qtbot.waitUntil(lambda: comparison.is_whole, timeout=60_000)
    for columns in (Axis.SECTION, Axis.THEME, Axis.REPORT):
        told(
            f"themes by {columns}s",
            partial(view.show_axes, Axis.THEME, columns, Measure.PASSAGES),
        )
        told("  a passage tagged", tag)
    told("paragraphs", partial(view.show_axes, Axis.THEME, Axis.REPORT, Measure.PARAGRAPHS))
    told("  a passage tagged", tag)
    told("filter the rows", lambda: view.table.field.setText("leaf 1"))
    told("all rows again", lambda: view.table.field.setText(""))
    root = corpus.tree[ThemeId("R5")]
    told("show passages in 200 columns", lambda: view.choose_theme(root.id))
    told("  of another row", lambda: view.choose_theme(ThemeId("R6")))
    told("mark words that changed", lambda: view.mark_changes(marked=True))
    told("  a passage tagged", tag)
