"""Folded text finds the same words in other typography, and finds the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.text.folding import fold, folded

texts = st.text(st.characters(codec="utf-8"), max_size=60)
plain = st.text("abcdefghij ", min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("traf-\nficking in persons", "trafficking in\u00a0persons"),
        ("non-punishment", "non‑punishment"),
        ("2012–2024", "2012 — 2024"),
        ("“victims’ rights”", '"victims\' rights"'),
        ("ﬁnance oﬃce", "finance office"),
        ("co\u00adoperation", "cooperation"),
        ("Côte d’Ivoire", "Co\u0302te d'Ivoire"),
        ("wait…", "wait..."),
        ("page one\fpage two", "page one page two"),
    ],
)
def test_typography_does_not_count(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("men", "man"), ("Côte", "Cote"), ("State", "state")])
def test_letters_count(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_letter_case_counts_unless_it_is_folded_too() -> None:
    assert folded("STRASSE Straße", case=True) == folded("strasse strasse", case=True)


@given(texts, st.booleans())
def test_folding_twice_changes_nothing(text: str, case: bool) -> None:
    once = folded(text, case=case)
    assert folded(once, case=case) == once


@given(texts)
def test_each_folded_character_comes_from_one_of_the_text_in_order(text: str) -> None:
    made = fold(text)
    assert len(made.origins) == len(made.text) == len(made)
    assert list(made.origins) == sorted(made.origins)
    for character, origin in zip(made.text, made.origins, strict=True):
        assert character in folded(text[origin])


@given(texts, st.booleans())
def test_folded_alone_a_text_is_the_same_as_with_the_way_back(text: str, case: bool) -> None:
    assert folded(text, case=case) == fold(text, case=case).text


@given(texts, texts)
def test_folding_goes_character_by_character(one: str, other: str) -> None:
    assert folded(one + other) == folded(one) + folded(other)


@given(plain, st.data())
def test_the_way_back_gives_the_words(text: str, data: st.DataObject) -> None:
    made = fold(text)
    if not made.text:
        return
    start = data.draw(st.integers(0, len(made) - 1))
    end = data.draw(st.integers(start + 1, len(made)))
    low, high = made.original(start, end)
    assert folded(text[low:high]) == made.text[start:end]


@given(plain, st.text("abcdefghij", min_size=1, max_size=3))
def test_every_occurrence_is_found(text: str, wanted: str) -> None:
    made = fold(text)
    expected = [at for at in range(len(made)) if made.text.startswith(wanted, at)]
    assert [start for start, _ in made.occurrences(wanted)] == expected


def test_nothing_occurs_nowhere() -> None:
    assert list(fold("abc").occurrences("")) == []


def test_only_the_given_ranges_are_folded_as_if_they_followed_each_other() -> None:
    made = fold("begin [12] end", [(0, 5), (10, 14)])
    assert made.text == "beginend"
    assert made.original(3, 6) == (3, 12)
