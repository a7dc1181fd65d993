"""Agreement between analysts, checked against hand counts and the `krippendorff` package."""

from __future__ import annotations

from collections import Counter
from math import isclose

import krippendorff
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.agreement import (
    Over,
    Pattern,
    Why,
    agreement,
    cohen_kappa,
    figures,
    krippendorff_alpha,
    percent,
    percentage,
    rounded,
)
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from helpers.records import make_annotation, make_report, make_segment, make_theme


def patterns(analysts: int) -> st.SearchStrategy[list[Pattern]]:
    return st.lists(st.tuples(*[st.booleans()] * analysts), min_size=1, max_size=40)


@given(st.integers(2, 4).flatmap(patterns))
def test_alpha_is_what_the_package_says(said: list[Pattern]) -> None:
    ours = krippendorff_alpha(Counter(said))
    if len({answer for pattern in said for answer in pattern}) < 2:
        assert ours is None
        return
    data = [[int(answer) for answer in answers] for answers in zip(*said, strict=True)]
    theirs = krippendorff.alpha(data, level_of_measurement="nominal", value_domain=[0, 1])
    assert ours is not None
    assert isclose(ours, theirs, abs_tol=1e-9)


def test_kappa_is_what_cohen_counts() -> None:
    # 50 proposals: both yes 20, only the first 5, only the second 10, both no 15.
    counts: dict[Pattern, int] = {
        (True, True): 20,
        (True, False): 5,
        (False, True): 10,
        (False, False): 15,
    }
    assert percentage(counts) == 0.7
    kappa = cohen_kappa(counts)
    assert kappa is not None
    assert isclose(kappa, 0.4)


def test_only_all_is_a_hundred_per_cent_and_nought_has_no_sign() -> None:
    assert [percent(0.99996), percent(1.0), percent(0.5)] == ["99.9%", "100.0%", "50.0%"]
    assert [rounded(-0.004, 2), rounded(-0.006, 2), rounded(1.0, 3)] == ["0.00", "-0.01", "1.000"]


@given(patterns(2))
def test_who_always_agree_have_one_and_swapping_them_changes_nothing(said: list[Pattern]) -> None:
    same: Counter[Pattern] = Counter((one, one) for one, _ in said)
    if len(same) > 1:
        assert cohen_kappa(same) == krippendorff_alpha(same) == percentage(same) == 1
    swapped: Counter[Pattern] = Counter((two, one) for one, two in said)
    assert cohen_kappa(Counter(said)) == cohen_kappa(swapped)


def test_what_can_not_be_counted_is_said_plainly() -> None:
    assert figures({}).why == Why.NO_UNITS
    assert figures({(True,): 3}).why == Why.ONE_ANALYST
    alike = figures({(False, False): 9})
    assert (alike.percentage, alike.kappa, alike.alpha) == (1.0, None, None)
    assert alike.why == Why.NO_VARIANCE
    three = figures({(True, True, False): 2, (False, False, False): 3})
    assert (three.kappa, three.why) == (None, Why.MORE_THAN_TWO)
    assert three.alpha is not None


def structure(*spans: tuple[int, int]) -> Structure:
    units = (
        Unit(f"para_{n}", UnitKind.PARAGRAPH, str(n), label=f"para. {n}", spans=(span,))
        for n, span in enumerate(spans, 1)
    )
    return Structure(units=tuple(units))


def test_the_places_where_two_differ_are_found_and_counted_by_character() -> None:
    report, other, theme = make_report(), make_report("A/1"), make_theme()
    both = [
        make_annotation(report, segments=(make_segment("x" * 10, 0),), themes=[theme], analyst=name)
        for name in ("Ana", "Ben")
    ]
    only = make_annotation(
        report, segments=(make_segment("y" * 5, 25),), themes=[theme], analyst="Ana"
    )
    structures = {one.id: (structure((0, 20), (20, 40), (40, 60)), 60) for one in (report, other)}
    found = agreement([*both, only], structures, [report, other], ["Ana", "Ben"])
    assert found.reports == (report.id,)
    (place,) = found.differences
    assert (place.label, place.said, place.annotations) == ("para. 2", (True, False), ((only,), ()))
    by_paragraph = found.themes[theme.id][Over.PARAGRAPHS]
    assert (by_paragraph.units, by_paragraph.marked) == (3, 2)
    assert by_paragraph.percentage == pytest.approx(2 / 3)
    by_character = found.themes[theme.id][Over.CHARACTERS]
    assert (by_character.units, by_character.marked) == (60, 15)
    assert by_character.percentage == pytest.approx(55 / 60)
    assert found.overall == found.themes[theme.id]
