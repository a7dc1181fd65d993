"""Which rows are shown and in which order; what is said of a figure."""

from __future__ import annotations

import pytest

from glossator.domain.compare.axes import Corpus
from glossator.domain.compare.figures import tabulate
from glossator.domain.compare.rows import (
    BY_NAME,
    BY_TOTAL,
    Arrangement,
    absence,
    absences,
    arranged,
    parents,
    shown,
    shown_columns,
    spoken,
)
from glossator.domain.compare.table import Axis, Head, Measure, Table
from glossator.domain.compare.tally import Tally
from glossator.domain.records import AnnotationId, Theme
from glossator.domain.reports.extents import Entry
from glossator.domain.themes import ThemeTree
from helpers.records import make_report, make_theme

ROOT = make_theme("Zones of justice", position=0)
CHILD = make_theme("Non-punishment", ROOT, position=0)
SIBLING = make_theme("Legal aid", ROOT, position=1)
OTHER = make_theme("Demand", position=1)
REPORTS = (
    make_report("A/67/170", date="2012-07-23"),
    make_report("A/79/322", date="2024-08-23"),
)


_numbers = iter(range(10**9))


def entry(theme: Theme, report: int = 0) -> Entry:
    return Entry(
        AnnotationId(f"N{next(_numbers)}"), REPORTS[report].id, (theme.id,), "", 0, "", 1, ()
    )


def table() -> Table:
    found = [entry(SIBLING), entry(OTHER), entry(OTHER, 1), entry(CHILD, 1)]
    found += [entry(OTHER, 0)]
    corpus = Corpus(REPORTS, ThemeTree((ROOT, CHILD, SIBLING, OTHER)), Tally(found))
    return tabulate(corpus, Axis.THEME, Axis.REPORT, Measure.PASSAGES)


def names(how: Arrangement) -> list[str]:
    shown_table = table()
    return [shown_table.rows[row].label for row in arranged(shown_table, how)]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (Arrangement(), ["Zones of justice", "Non-punishment", "Legal aid", "Demand"]),
        (Arrangement(shut=frozenset({ROOT.id})), ["Zones of justice", "Demand"]),
        (Arrangement(BY_NAME), ["Demand", "Zones of justice", "Legal aid", "Non-punishment"]),
        (Arrangement(BY_TOTAL), ["Demand", "Zones of justice", "Non-punishment", "Legal aid"]),
        (
            Arrangement(REPORTS[0].id),
            ["Demand", "Zones of justice", "Legal aid", "Non-punishment"],
        ),
        (
            Arrangement(words="nonPUN", shut=frozenset({ROOT.id})),
            ["Zones of justice", "Non-punishment"],
        ),
        (Arrangement(words="justice aid"), ["Zones of justice", "Legal aid"]),
        (Arrangement(words="nothing"), []),
        (
            Arrangement("no such column"),
            ["Zones of justice", "Non-punishment", "Legal aid", "Demand"],
        ),
    ],
)
def test_rows_are_folded_filtered_and_sorted_below_the_theme_they_belong_to(
    how: Arrangement, expected: list[str]
) -> None:
    assert names(how) == expected


def test_rows_without_a_passage_can_be_left_out() -> None:
    corpus = Corpus(REPORTS, ThemeTree((ROOT, CHILD, SIBLING, OTHER)), Tally([entry(SIBLING)]))
    sparse = tabulate(corpus, Axis.THEME, Axis.REPORT, Measure.PASSAGES)
    assert arranged(sparse, Arrangement(only_filled=True)) == (0, 2)


def test_rows_with_rows_below_them_are_known() -> None:
    assert parents(table().rows) == {ROOT.id}


@pytest.mark.parametrize(
    ("value", "measure", "cell", "words"),
    [
        (0, Measure.PASSAGES, "·", "0 passages"),
        (1, Measure.PASSAGES, "1", "1 passage"),
        (1234, Measure.WORDS, "1,234", "1,234 words"),
        (0.614, Measure.PER_1000, "0.61", "0.61 passages per 1,000 words"),
        (None, Measure.PER_1000, "–", "not known yet, as a report was not read"),
    ],
)
def test_a_figure_is_shown_short_and_said_long(
    value: float | None, measure: Measure, cell: str, words: str
) -> None:
    assert shown(value, measure) == cell
    assert spoken(value, measure) == words


REPORT = Head("r", "A/67/261", "2012")
THEME = Head("t", "Non-punishment", full="Access / Non-punishment")
SECTION = Head("s", "II. Background", "2012 A/67/170", "A/67/170, II. Background")


@pytest.mark.parametrize(
    ("row_axis", "row", "column_axis", "column", "sentence"),
    [
        (
            Axis.THEME,
            THEME,
            Axis.REPORT,
            REPORT,
            "A/67/261 has no passage tagged “Non-punishment”.",
        ),
        (Axis.THEME, None, Axis.REPORT, REPORT, "A/67/261 has no passage."),
        (
            Axis.THEME,
            THEME,
            Axis.SECTION,
            SECTION,
            "“II. Background” of A/67/170 has no passage tagged “Non-punishment”.",
        ),
        (Axis.REPORT, REPORT, Axis.THEME, THEME, "“Non-punishment” has no passage in A/67/261."),
        (
            Axis.YEAR,
            Head("2012", "2012"),
            Axis.ANALYST,
            Head("A", "Anna"),
            "Anna has no passage from 2012.",
        ),
    ],
)
def test_an_empty_column_says_so(
    row_axis: Axis, row: Head | None, column_axis: Axis, column: Head, sentence: str
) -> None:
    assert absence(row_axis, row, column_axis, column) == sentence


def test_of_columns_only_empty_themes_are_left_out_since_a_gap_in_a_report_is_looked_for() -> None:
    corpus = Corpus(REPORTS, ThemeTree((ROOT, CHILD, SIBLING, OTHER)), Tally([entry(SIBLING)]))
    filled = Arrangement(only_filled=True)
    pairs = tabulate(corpus, Axis.THEME, Axis.THEME, Measure.PASSAGES)
    names = [pairs.columns[one].label for one in shown_columns(pairs, filled)]
    assert names == ["Zones of justice", "Legal aid"]
    assert len(shown_columns(pairs, Arrangement())) == 4
    by_report = tabulate(corpus, Axis.THEME, Axis.REPORT, Measure.PASSAGES)
    assert len(shown_columns(by_report, filled)) == len(REPORTS)


def test_of_sections_without_a_passage_the_report_is_named_once() -> None:
    heads = [
        Head("1", "I. Introduction", "2012 A/67/170"),
        Head("2", "II. Background", "2012 A/67/170"),
        Head("3", "I. Introduction", "2024 A/79/322"),
    ]
    assert absences(Axis.THEME, None, Axis.SECTION, heads) == (
        "None of these has a passage: A/67/170: I. Introduction; II. Background; "
        "A/79/322: I. Introduction."
    )
    many = [Head(f"{n}", f"A/{n}") for n in range(14)]
    assert absences(Axis.THEME, None, Axis.REPORT, many).endswith("A/11; and 2 more.")
