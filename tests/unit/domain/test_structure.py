"""Which unit stands at an offset."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.reports.structure import Structure, Unit, UnitKind, without_marks

stretches = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), max_size=3).map(
    lambda found: tuple(sorted((start, start + length) for start, length in found))
)
units = st.builds(
    Unit,
    id=st.uuids().map(str),
    kind=st.sampled_from(UnitKind),
    number=st.just(""),
    level=st.integers(0, 2),
    spans=stretches,
)


def looked_for(structure: Structure, offset: int) -> Unit | None:
    """Look at every unit, as `Structure.at` is described."""
    holding = [unit for unit in structure.units if any(a <= offset < b for a, b in unit.spans)]
    if holding:
        return min(holding, key=lambda unit: (unit.end - unit.start, -unit.level))
    flow = [unit for unit in structure.units if unit.kind is not UnitKind.FOOTNOTE and unit.spans]
    before = [unit for unit in sorted(flow, key=lambda unit: unit.start) if unit.start <= offset]
    return before[-1] if before else None


@given(st.lists(units, max_size=8))
def test_the_innermost_unit_stands_at_an_offset_else_the_last_one_before(many: list[Unit]) -> None:
    structure = Structure(units=tuple(many))
    for offset in range(-1, 56):
        assert structure.at(offset) is looked_for(structure, offset)


@given(st.lists(units, max_size=8), st.integers(0, 60), st.integers(1, 30))
def test_the_units_that_a_passage_touches_are_those_with_words_in_it(
    many: list[Unit], start: int, length: int
) -> None:
    end = start + length
    touched = [unit for unit in many if any(a < end and start < b for a, b in unit.spans)]
    assert Structure(units=tuple(many)).touching(start, end) == touched


@given(st.lists(st.integers(0, 60), max_size=8, unique=True), st.integers(0, 60))
def test_only_the_marks_within_a_range_are_left_out(marks: list[int], start: int) -> None:
    notes = tuple(Unit(str(at), UnitKind.FOOTNOTE, "7", mark=at) for at in marks)
    kept = without_marks(Structure(units=notes), [(start, start + 20)])
    left = {at for low, high in kept for at in range(low, high)}
    assert left == set(range(start, start + 20)) - set(marks)


def test_what_is_looked_up_changes_nothing_of_a_structure() -> None:
    asked, other = (
        Structure(units=(Unit("para_1", UnitKind.PARAGRAPH, "1", spans=((3, 9),)),))
        for _ in range(2)
    )
    assert asked.at(4) is asked.units[0]
    assert asked == other
    assert hash(asked) == hash(other)
