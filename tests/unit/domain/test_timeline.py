"""Figures over time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.compare.axes import Corpus
from glossator.domain.compare.figures import tabulate
from glossator.domain.compare.table import Axis, Measure
from glossator.domain.compare.tally import Tally
from glossator.domain.compare.timeline import nice_ticks, over_time, spread, when, year_marks
from glossator.domain.reports.extents import entry
from glossator.domain.themes import ThemeTree
from helpers.records import make_annotation, make_report, make_theme


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-01-01", 2024.0),
        ("2020-07-02", 2020.5),
        ("2020", 2020.5),
        ("2020-13-01", None),
        ("", None),
        ("soon", None),
    ],
)
def test_a_date_stands_where_it_lies_in_its_year(text: str, expected: float | None) -> None:
    assert when(text) == (pytest.approx(expected, abs=0.01) if expected else None)


def test_reports_follow_each_other_in_time_and_those_without_date_are_left_out() -> None:
    reports = [make_report("New", date="2024-08-23"), make_report("Old", date="2012")]
    reports.append(make_report("Undated", date=""))
    theme = make_theme(colour="#D8B424")
    found = [entry(make_annotation(reports[0], [theme]), None)]
    corpus = Corpus(reports, ThemeTree([theme, make_theme("Other")]), Tally(found))
    table = tabulate(corpus, Axis.THEME, Axis.REPORT, Measure.PASSAGES)
    (series,) = over_time(table, {theme.id}, {one.id: one for one in reports})
    assert (series.name, series.colour) == ("Non-punishment", "#D8B424")
    assert [(one.label, one.value) for one in series.points] == [("Old", 0), ("New", 1)]


def test_years_are_points_too() -> None:
    reports = [make_report("A/1", date="2012-07-23"), make_report("A/2", date="2012")]
    reports += [make_report("A/3", date="2024"), make_report("A/4", date="")]
    theme = make_theme()
    found = [entry(make_annotation(one, [theme]), None) for one in reports]
    corpus = Corpus(reports, ThemeTree([theme]), Tally(found))
    table = tabulate(corpus, Axis.THEME, Axis.YEAR, Measure.PASSAGES)
    (series,) = over_time(table, {theme.id}, {one.id: one for one in reports})
    told = [(one.when, one.label, one.value) for one in series.points]
    assert told == [(2012.5, "2012", 2), (2024.5, "2024", 1)]


@given(st.floats(0.001, 1e6), st.integers(2, 8))
def test_grid_lines_are_even_and_reach_over_the_largest_figure(most: float, wanted: int) -> None:
    ticks = nice_ticks(most, wanted)
    assert ticks[0] == 0
    assert ticks[-1] >= most * (1 - 1e-9)
    assert ticks[-2] < most
    assert 2 <= len(ticks) <= wanted + 1


def test_passages_are_counted_in_whole_numbers() -> None:
    assert nice_ticks(3, whole=True) == [0, 1, 2, 3]
    assert nice_ticks(1, whole=True) == [0, 1]
    assert nice_ticks(0) == [0, 1]


def test_years_are_named_below_their_reports() -> None:
    dates = [2012.5, 2018.5, 2020.6, 2020.8, 2024.6]
    assert year_marks(dates, 1) == [
        (2012, 2012.5), (2018, 2018.5), (2020, pytest.approx(2020.7)), (2024, 2024.6),
    ]  # fmt: skip
    assert [year for year, _ in year_marks(dates, 4)] == [2012, 2018, 2024]


@given(st.lists(st.floats(1900, 2030), min_size=1), st.floats(0.1, 200))
def test_years_never_come_too_close(dates: list[float], apart: float) -> None:
    places = [at for _, at in year_marks(dates, apart)]
    assert int(places[0]) == int(min(dates))
    assert all(after - before >= apart for before, after in pairwise(places))


def test_the_axis_leaves_room_on_both_sides() -> None:
    assert spread([2020.5]) == (2020.0, 2021.0)
    low, high = spread([2012.5, 2024.5])
    assert low < 2012.5 < 2024.5 < high
