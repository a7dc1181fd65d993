"""Which rows move when one order becomes another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from glossator.app.models.order import ranges, settled
from glossator.app.models.words import folded, has_words, wanted_words


def test_one_item_moved_down_leaves_all_others() -> None:
    assert settled("abcde", "acdeb") == set("acde")


@given(st.permutations(range(8)), st.sets(st.integers(0, 12), max_size=8))
def test_settled_items_stand_in_the_same_order(old: list[int], new: set[int]) -> None:
    wanted = sorted(new, key=lambda item: item * 7 % 13)
    stay = settled(old, wanted)
    assert [item for item in old if item in stay] == [item for item in wanted if item in stay]
    if set(old) & new:
        assert stay


def test_ranges_joins_neighbours() -> None:
    assert list(ranges([1, 2, 3, 7, 9, 10])) == [(1, 3), (7, 7), (9, 10)]
    assert list(ranges([])) == []


def test_words_are_found_without_accents_case_and_curly_quotes() -> None:
    text = folded("The “Élan” of victims’ rights")
    assert has_words(text, wanted_words("ELAN victims'"))
    assert not has_words(text, wanted_words("elan traffic"))
