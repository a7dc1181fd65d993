"""Which paragraphs no passage with a theme touches, followed one annotation at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.coverage import Coverage, name_of, parts_of
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from helpers.records import make_annotation, make_report, make_segment, make_theme

if TYPE_CHECKING:
    from glossator.domain.records import Annotation

REPORT = make_report()
CARE, LAW = make_theme("Care"), make_theme("Law")
PARAGRAPHS = [
    Unit(f"para_{n}", UnitKind.PARAGRAPH, str(n), spans=((n * 10, n * 10 + 9),), text="words")
    for n in range(6)
]
HEADING = Unit("h", UnitKind.HEADING, "I.", "One", spans=((70, 75),), text="One")
STRUCTURE = Structure(units=(*PARAGRAPHS, HEADING))


def passage(start: int, length: int, *themes: object) -> Annotation:
    part = make_segment("x" * length, start)
    return make_annotation(REPORT, themes, segments=(part,))  # type: ignore[arg-type]


def covered(*annotations: Annotation) -> Coverage:
    coverage = Coverage()
    coverage.add_report(REPORT.id, STRUCTURE, annotations)
    return coverage


def labels(coverage: Coverage) -> list[str]:
    return [unit.number for unit in coverage.untagged(REPORT.id)]


def test_a_paragraph_is_tagged_by_any_passage_with_a_theme_that_touches_it() -> None:
    coverage = covered(passage(15, 10, CARE), passage(41, 3))
    assert labels(coverage) == ["0", "3", "4", "5"]
    assert coverage.count(REPORT.id) == (4, 6)


def test_a_paragraph_stays_tagged_until_its_last_theme_goes() -> None:
    first, second = passage(10, 5, CARE), passage(12, 3, LAW)
    coverage = covered(first, second)
    assert not coverage.update(first.id, None)
    assert coverage.update(second.id, replace(second, theme_ids=()))
    assert coverage.count(REPORT.id) == (6, 6)
    assert coverage.update(second.id, second)


def test_nothing_is_counted_of_a_report_that_was_not_read() -> None:
    coverage = Coverage()
    assert not coverage.update(make_annotation(REPORT, [CARE]).id, make_annotation(REPORT, [CARE]))
    assert coverage.count(REPORT.id) == (0, 0)
    assert REPORT.id not in coverage


def test_tells_which_paragraphs_carry_a_theme() -> None:
    ones = [passage(15, 10, CARE), passage(41, 3, LAW)]
    found = covered(*ones).carrying(ones, {CARE.id})
    assert found == {name_of(REPORT.id, "para_1"), name_of(REPORT.id, "para_2")}
    assert parts_of(name_of(REPORT.id, "p. 6, para. 2")) == (REPORT.id, "p. 6, para. 2")


STEPS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 59), st.booleans(), st.booleans()))


@given(STEPS)
def test_followed_step_by_step_it_is_as_counted_at_once(
    steps: list[tuple[int, int, bool, bool]],
) -> None:
    ids = [make_annotation(REPORT).id for _ in range(5)]
    present: dict[int, Annotation] = {}
    coverage = covered()
    for which, start, has_theme, stays in steps:
        one = replace(passage(start, 12, *[CARE] * has_theme), id=ids[which])
        if stays:
            present[which] = one
        else:
            present.pop(which, None)
        before = labels(coverage)
        changed = coverage.update(ids[which], present.get(which))
        assert changed == (labels(coverage) != before)
    fresh = covered(*present.values())
    assert labels(coverage) == labels(fresh)
    assert coverage.count(REPORT.id) == fresh.count(REPORT.id)
