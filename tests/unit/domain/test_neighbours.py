"""Passages in columns beside those to their left."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.compare.neighbours import compared, most_like
from glossator.domain.text.word_diff import Wording
from glossator.domain.text.wording import weigh

FORMER = "Victims should not be punished for crimes they were compelled to commit."
LATER = "Victims should never be punished or detained for crimes they were compelled to commit."
OTHER = "Compensation schemes exist in few States."

texts = st.lists(st.sampled_from([FORMER, LATER, OTHER, "Drought displaces people"]), max_size=3)


def test_words_that_the_passage_to_the_left_has_not_are_marked() -> None:
    (later,) = compared([LATER], [OTHER, FORMER])
    assert later.neighbour == 1
    new = [one.text.strip() for one in later.pieces if one.wording is Wording.NEW]
    assert new == ["never", "or detained"]


def test_a_passage_that_nothing_to_the_left_is_like_stands_unmarked() -> None:
    (later,) = compared([LATER], [OTHER])
    assert later.neighbour is None
    assert [one.wording for one in later.pieces] == [Wording.SAME]


def test_the_passage_that_says_the_most_of_the_same_is_chosen() -> None:
    assert most_like(LATER, [weigh(OTHER), weigh(FORMER)]) == 1
    assert most_like(LATER, []) is None


@given(texts, texts)
def test_every_passage_keeps_its_words_and_its_place(ours: list[str], left: list[str]) -> None:
    found = compared(ours, left)
    assert ["".join(piece.text for piece in one.pieces) for one in found] == ours
