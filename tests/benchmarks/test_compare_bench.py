"""Counting passages by themes and reports, on five reports and on two hundred."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from glossator.domain.compare import Axis, Corpus, Measure, passages, tabulate
from glossator.domain.compare_rows import BY_TOTAL, Arrangement, arranged
from glossator.domain.extents import Entry, Extent
from glossator.domain.records import AnnotationId, ReportId, Theme, ThemeId
from glossator.domain.themes import ThemeTree
from helpers.records import make_report

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

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
    entries = [
        Entry(
            AnnotationId(f"N{n}"),
            report_id,
            tuple(one.id for one in chance.sample(leaves, chance.choice((1, 1, 2, 3)))),
            f"Analyst {n % 4}",
            chance.randrange(90_000),
            f"{n % 6}. Section",
            chance.randrange(10, 80),
            tuple(
                f"{report_id} para_{chance.randrange(70)}" for _ in range(chance.choice((1, 1, 2)))
            ),
        )
        for n, report_id in enumerate(where)
    ]
    sections = tuple((f"{n}. Section", 1500) for n in range(6))
    sizes = {one.id: Extent(9000, sections) for one in reports}
    return Corpus(reports, ThemeTree([*roots, *leaves]), entries, sizes)


@pytest.mark.parametrize(("n_reports", "n_passages", "limit"), [FEW, MANY], ids=["few", "many"])
@pytest.mark.parametrize("measure", list(Measure), ids=str)
def test_themes_by_reports_are_counted(
    benchmark: BenchmarkFixture, n_reports: int, n_passages: int, limit: float, measure: Measure
) -> None:
    corpus = corpus_of(n_reports, n_passages)
    benchmark.extra_info["limit"] = limit

    def count() -> int:
        table = tabulate(corpus, Axis.THEME, Axis.REPORT, measure)
        return len(arranged(table, Arrangement(BY_TOTAL)))

    assert benchmark(count) == 100


@pytest.mark.parametrize("columns", [Axis.SECTION, Axis.ANALYST, Axis.YEAR, Axis.THEME], ids=str)
def test_themes_by_other_columns_are_counted(benchmark: BenchmarkFixture, columns: Axis) -> None:
    corpus = corpus_of(*MANY[:2])
    count = benchmark(lambda: tabulate(corpus, Axis.THEME, columns, Measure.PASSAGES))
    assert len(count.rows) == 100


def test_the_passages_behind_a_row_are_found(benchmark: BenchmarkFixture) -> None:
    corpus = corpus_of(*MANY[:2])
    found = benchmark(lambda: passages(corpus, Axis.THEME, "R0", Axis.REPORT))
    assert len(found) == 200
