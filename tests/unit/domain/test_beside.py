"""A passage as seen from another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.text.beside import compare
from glossator.domain.text.word_diff import Wording, word_diff

WORDS = st.lists(
    st.sampled_from(["States", "should", "victims", "are", "not", "62", "punished,", "é"]),
    max_size=20,
).map(" ".join)
FORMER = (
    "Ensure that victims of trafficking are not subject to detention or penalty for their "
    "involvement in unlawful activities. The non-punishment principle must be enshrined in "
    "legislation and implemented through proper training in 2 years."
)
LATER = (
    "Apply the non-punishment principle comprehensively to all forms of trafficking, including "
    "any unlawful activity, and in the detention of 300 migrants."
)


def test_a_passage_reworded_shows_what_came_and_what_went() -> None:
    before = "States should ensure that victims are not prosecuted for such acts."
    after = "States must ensure that victims are not punished for such acts."
    assert compare(before, after) == (True, word_diff(before, after))


def test_passages_in_other_words_show_what_they_have_in_common_by_its_stem() -> None:
    before = "Victims are penalized for the crimes that traffickers made them commit."
    after = "No victim of trafficking should be punished; the crime is not theirs."
    compared = compare(before, after, silent=Wording.NEW)
    assert not compared.is_close
    same = [piece.text for piece in compared.pieces if piece.wording is Wording.SAME]
    assert same == [" victim", " crime"]


@given(before=WORDS, after=WORDS)
def test_no_word_of_the_passage_is_lost_or_made_up(before: str, after: str) -> None:
    pieces = compare(before, after).pieces
    shown = "".join(one.text for one in pieces if one.wording is not Wording.OLD)
    assert shown.split() == after.split()


def test_what_is_said_in_other_words_is_marked_by_the_words_the_other_has_not() -> None:
    found = compare(FORMER, LATER)
    assert not found.is_close
    new = [piece.text.strip() for piece in found.pieces if piece.wording is Wording.NEW]
    assert new == ["Apply", "comprehensively to all forms", "300 migrants."]


def test_words_that_tell_nothing_count_as_one_wishes_between_two_that_do() -> None:
    pieces = compare("Rivers flood.", "Victims of rivers", silent=Wording.NEW).pieces
    assert [piece.text for piece in pieces if piece.wording is Wording.SAME] == [" rivers"]
