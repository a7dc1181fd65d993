"""Figures of passages, against a count that is too slow and too plain to be wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.compare.axes import Corpus, by_date
from glossator.domain.compare.figures import passages, tabulate
from glossator.domain.compare.table import Axis, Measure, Value
from glossator.domain.compare.tally import Tally
from glossator.domain.records import AnnotationId, Report, ThemeId
from glossator.domain.reports.extents import Entry, Extent
from glossator.domain.themes import ThemeTree
from helpers.records import entry_of, make_report, make_theme

ROOT = make_theme("Access to justice")
CHILD = make_theme("Non-punishment", ROOT)
GRANDCHILD = make_theme("Records", CHILD)
OTHER = make_theme("Demand")
THEMES = (ROOT, CHILD, GRANDCHILD, OTHER)
OLD = make_report("A/67/170", date="2012-07-23", position=3)
TWIN = make_report("A/75/289", date="2020-08-07", position=1)
LATER = make_report("CEDAW/C/GC/38", date="2020-11-20", position=0)
UNDATED = make_report("E/CN.4", date="", position=2)
REPORTS = (LATER, TWIN, UNDATED, OLD)
SECTIONS = ("I. Introduction", "II. Findings")
ABOVE = {
    ROOT.id: {ROOT.id},
    CHILD.id: {ROOT.id, CHILD.id},
    GRANDCHILD.id: {ROOT.id, CHILD.id, GRANDCHILD.id},
    OTHER.id: {OTHER.id},
}

_numbers = iter(range(10**9))

entries = st.builds(
    entry_of,
    id=st.builds(lambda: AnnotationId(f"N{next(_numbers):09}")),
    report_id=st.sampled_from([one.id for one in REPORTS]),
    theme_ids=st.lists(st.sampled_from([one.id for one in THEMES]), unique=True).map(tuple),
    analyst=st.sampled_from(["", "Anna", "Ben"]),
    start=st.integers(0, 99),
    section=st.sampled_from(SECTIONS),
    words=st.integers(0, 40),
    paragraphs=st.lists(st.sampled_from(["para_1", "para_2", "box_1"]), unique=True),
)
axes = st.sampled_from(list(Axis))


def corpus_of(found: list[Entry]) -> Corpus:
    size = Extent(2000, ((SECTIONS[0], 500), (SECTIONS[1], 1500)))
    return Corpus(REPORTS, ThemeTree(THEMES), Tally(found), {one.id: size for one in REPORTS})


def keys(axis: Axis, one: Entry) -> set[str]:
    """Return the keys of the heads that a passage counts for, looked up one by one."""
    report = next(report for report in REPORTS if report.id == one.report_id)
    plain = {
        Axis.REPORT: report.id,
        Axis.SECTION: f"{report.id} {one.section}",
        Axis.ANALYST: one.analyst,
        Axis.YEAR: report.year,
    }
    if axis is Axis.THEME:
        return {above for theme in one.theme_ids for above in ABOVE[theme]}
    return {plain[axis]}


def measured(found: list[Entry], measure: Measure) -> Value:
    if measure is Measure.PASSAGES:
        return len(found)
    if measure is Measure.WORDS:
        return sum(one.words for one in found)
    return len({unit for one in found for unit in one.paragraphs})


@given(
    st.lists(entries, max_size=25),
    axes,
    axes,
    st.sampled_from([Measure.PASSAGES, Measure.PARAGRAPHS, Measure.WORDS]),
)
def test_every_figure_measures_exactly_the_passages_of_its_row_and_column(
    found: list[Entry], rows: Axis, columns: Axis, measure: Measure
) -> None:
    table = tabulate(corpus_of(found), rows, columns, measure)

    def of(row: str | None, column: str | None) -> Value:
        chosen = [
            one
            for one in found
            if (row in keys(rows, one) if row is not None else keys(rows, one))
            and (column in keys(columns, one) if column is not None else keys(columns, one))
        ]
        return measured(chosen, measure)

    for i, row in enumerate(table.rows):
        assert table.row_totals[i] == of(row.key, None)
        for j, column in enumerate(table.columns):
            assert table.cells[i][j] == of(row.key, column.key)
    for j, column in enumerate(table.columns):
        assert table.column_totals[j] == of(None, column.key)
    assert table.total == of(None, None)


@given(st.lists(entries, max_size=25), axes, axes)
def test_every_number_leads_to_as_many_passages(
    found: list[Entry], rows: Axis, columns: Axis
) -> None:
    corpus = corpus_of(found)
    table = tabulate(corpus, rows, columns, Measure.PASSAGES)
    for row, line in zip(table.rows, table.cells, strict=True):
        listed = passages(corpus, rows, row.key, columns)
        assert tuple(len(one.ids) for one in listed) == line
        assert tuple(one.head for one in listed) == table.columns
    every = passages(corpus, rows, None, columns)
    assert tuple(len(one.ids) for one in every) == table.column_totals


@given(st.lists(entries, max_size=25))
def test_passages_stand_oldest_report_first_and_in_the_order_of_the_pages(
    found: list[Entry],
) -> None:
    by_id = {one.id: one for one in found}
    rank = {report.id: i for i, report in enumerate((OLD, TWIN, LATER, UNDATED))}
    for column in passages(corpus_of(found), Axis.THEME, None, Axis.ANALYST):
        places = [(rank[by_id[one].report_id], by_id[one].start) for one in column.ids]
        assert places == sorted(places)


def test_reports_stand_from_the_oldest_to_the_newest_and_without_date_at_the_end() -> None:
    assert by_date(REPORTS) == [OLD, TWIN, LATER, UNDATED]


def test_years_take_their_reports_together() -> None:
    table = tabulate(corpus_of([]), Axis.YEAR, Axis.THEME, Measure.PASSAGES)
    assert [head.label for head in table.rows] == ["2012", "2020", "No date"]
    assert [head.words for head in table.rows] == [2000, 4000, 2000]


def test_a_section_without_passages_has_its_column() -> None:
    table = tabulate(corpus_of([]), Axis.THEME, Axis.SECTION, Measure.PASSAGES)
    assert len(table.columns) == len(REPORTS) * len(SECTIONS)
    assert table.columns[0].label == "I. Introduction"
    assert table.columns[0].above == "2012 A/67/170"


def entry(report: Report = OLD, *themes: ThemeId) -> Entry:
    return Entry(
        AnnotationId(f"N{next(_numbers):09}"), report.id, themes, "Anna", 5, SECTIONS[0], 7, ()
    )


@pytest.mark.parametrize(
    ("rows", "columns", "expected"),
    [
        (Axis.THEME, Axis.REPORT, 1.0),  # 2 of 2,000 words
        (Axis.REPORT, Axis.THEME, 1.0),
        (Axis.THEME, Axis.SECTION, 4.0),  # 2 of 500
        (Axis.SECTION, Axis.REPORT, 4.0),
        (Axis.THEME, Axis.ANALYST, 0.25),  # 2 of all 8,000
    ],
)
def test_passages_per_1000_words_are_divided_by_the_text_they_were_found_in(
    rows: Axis, columns: Axis, expected: float
) -> None:
    corpus = corpus_of([entry(OLD, ROOT.id), entry(OLD, ROOT.id)])
    table = tabulate(corpus, rows, columns, Measure.PER_1000)
    assert table.cells[0][0] == pytest.approx(expected)
    assert table.total == pytest.approx(0.25)


def test_a_report_that_was_not_read_has_no_figure_per_1000_words() -> None:
    corpus = replace(corpus_of([entry(OLD, ROOT.id)]), extents={LATER.id: Extent(1000)})
    table = tabulate(corpus, Axis.THEME, Axis.REPORT, Measure.PER_1000)
    assert table.cells[0][0] is None
    assert table.cells[0][2] == 0
    assert table.total is None


def test_an_archived_theme_has_no_row_but_counts_for_the_one_above() -> None:
    tree = ThemeTree((ROOT, replace(CHILD, archived=True), GRANDCHILD, OTHER))
    corpus = Corpus(REPORTS, tree, Tally([entry(OLD, GRANDCHILD.id)]))
    table = tabulate(corpus, Axis.THEME, Axis.REPORT, Measure.PASSAGES)
    assert [head.label for head in table.rows] == ["Access to justice", "Demand"]
    assert table.row_totals == (1, 0)


def test_themes_by_themes_count_the_passages_that_carry_both() -> None:
    corpus = corpus_of([entry(OLD, GRANDCHILD.id, OTHER.id), entry(OLD, OTHER.id)])
    table = tabulate(corpus, Axis.THEME, Axis.THEME, Measure.PASSAGES)
    assert table.cells[0] == (1, 1, 1, 1)
    assert table.cells[3] == (1, 1, 1, 2)
    assert table.total == 2
