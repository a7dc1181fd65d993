"""Which words of two wordings are the same."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.text.word_diff import Piece, Wording, word_diff

SAME, OLD, NEW = Wording.SAME, Wording.OLD, Wording.NEW

WORDS = st.lists(
    st.sampled_from(["victims", "of", "trafficking", "must", "not", "be", "punished", ",", "—"]),
    max_size=14,
).map(" ".join)


def joined(pieces: tuple[Piece, ...], without: Wording) -> str:
    return "".join(piece.text for piece in pieces if piece.wording is not without)


def test_words_that_changed_are_marked_and_the_others_stay() -> None:
    old = "States should ensure that victims are not detained."
    new = "States must ensure that survivors are not detained or punished."
    assert word_diff(old, new) == (
        (SAME, "States"),
        (OLD, " should"),
        (NEW, " must"),
        (SAME, " ensure that"),
        (OLD, " victims"),
        (NEW, " survivors"),
        (SAME, " are not detained"),
        (NEW, " or punished"),
        (SAME, "."),
    )


def test_the_same_wording_is_one_piece() -> None:
    assert word_diff("No one is illegal.", "No one is illegal.") == ((SAME, "No one is illegal."),)


def test_quotation_marks_of_another_shape_are_no_change() -> None:
    old, new = "the “perfect victim” isn't", 'the "perfect victim" isn’t'
    assert word_diff(old, new) == ((SAME, new),)


def test_a_short_word_between_changes_counts_as_changed() -> None:
    pieces = word_diff("apples of gold", "pears of silver")
    assert pieces == ((OLD, "apples of gold"), (NEW, "pears of silver"))


def test_a_few_words_between_longer_changes_count_as_changed() -> None:
    old = "States should extend the reflection period for victims of trafficking."
    new = "States should grant residence during the whole period while they recover."
    assert word_diff(old, new) == (
        (SAME, "States should"),
        (OLD, " extend the reflection period for victims of trafficking"),
        (NEW, " grant residence during the whole period while they recover"),
        (SAME, "."),
    )


def test_a_few_words_between_shorter_changes_stay() -> None:
    pieces = word_diff("to support, to protect victims", "support; protect survivors")
    assert (SAME, " protect") in pieces


def test_a_symbol_or_a_figure_changes_as_a_whole() -> None:
    old, new = "in A/65/209 it says that 20.9 million", "in A/71/223 it says that 28.7 million"
    changed = [piece.text for piece in word_diff(old, new) if piece.wording is not SAME]
    assert changed == [" A/65/209", " A/71/223", " 20.9", " 28.7"]


def test_what_went_keeps_its_distance_from_what_follows() -> None:
    assert word_diff("All victims", "victims") == ((OLD, "All "), (SAME, "victims"))


def test_each_sign_is_a_word_where_no_space_parts_them() -> None:
    old, new = "各国应确保她们获得援助 (A/67/170)。", "会员国应确保她们获得援助 (A/79/322)。"
    pieces = word_diff(old, new)
    changed = [(one.wording, one.text) for one in pieces if one.wording is not SAME]
    assert changed == [(OLD, "各"), (NEW, "会员"), (OLD, "A/67/170"), (NEW, "A/79/322")]


def test_nothing_against_something() -> None:
    assert word_diff("", "") == ()
    assert word_diff("", "Data.") == ((NEW, "Data."),)
    assert word_diff("Data.", "") == ((OLD, "Data."),)


@given(WORDS, WORDS)
def test_the_new_wording_is_all_there_to_the_letter(old: str, new: str) -> None:
    assert joined(word_diff(old, new), OLD) == new


@given(WORDS, WORDS)
def test_the_old_wording_is_all_there_but_for_spaces(old: str, new: str) -> None:
    assert joined(word_diff(old, new), NEW).split() == old.split()


@given(WORDS, WORDS)
def test_pieces_of_one_kind_never_follow_each_other(old: str, new: str) -> None:
    kinds = [piece.wording for piece in word_diff(old, new)]
    assert all(a is not b for a, b in pairwise(kinds))
