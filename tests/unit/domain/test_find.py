import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.errors import InvalidInputError
from glossator.domain.text.find import Query, Searchable

TEXT = (
    "The non-punishment principle protects victims of re-\ntrafficking. "
    "Côte d’Ivoire applies Non-\npunishment.\fVICTIM-SURVIVORS and victim survivors; trafficked."
)
PAGE = Searchable(TEXT)


def found(words: str, **options: bool) -> list[str]:
    return [TEXT[low:high] for low, high in PAGE.find(Query(words, **options))]


def test_case_hyphens_and_line_breaks_do_not_count() -> None:
    assert found("non-punishment") == ["non-punishment", "Non-\npunishment"]
    assert found("nonpunishment") == ["non-punishment", "Non-\npunishment"]
    assert found("non punishment") == ["non-punishment", "Non-\npunishment"]
    assert found("retrafficking") == ["re-\ntrafficking"]
    assert found("victim-survivors") == ["VICTIM-SURVIVORS", "victim survivors"]


@pytest.mark.parametrize("regex", [False, True])
@given(st.text("ab- \n", max_size=30), st.text("ab", min_size=1, max_size=3))
def test_whole_words_are_what_stands_between_other_letters(
    regex: bool, text: str, words: str
) -> None:
    page = Searchable(text)
    every = {span for at in range(len(text)) if (span := _starting(page, words, at, regex=regex))}
    alone = {(low, high) for low, high in every if _is_whole(text, low, high)}
    whole = page.find(Query(words, whole_words=True, regex=regex))
    assert set(whole) <= alone
    assert bool(whole) == bool(alone)


def _starting(page: Searchable, words: str, at: int, *, regex: bool) -> tuple[int, int] | None:
    found = Searchable(page.text[at:]).find(Query(words, regex=regex))
    return (at, at + found[0][1]) if found and found[0][0] == 0 else None


def _is_whole(text: str, low: int, high: int) -> bool:
    return not text[low - 1 : low].isalnum() and not text[high : high + 1].isalnum()


def test_accents_and_quotes_do_not_count() -> None:
    assert found("cote d'ivoire") == ["Côte d’Ivoire"]
    assert found("CÔTE") == ["Côte"]


def test_case_counts_when_asked_for() -> None:
    assert found("Non", case=True) == ["Non"]
    assert found("côte", case=True) == []


def test_whole_words_are_not_parts_of_words() -> None:
    assert found("traffick") == ["traffick", "traffick"]
    assert found("traffick", whole_words=True) == []
    assert found("victims", whole_words=True) == ["victims"]


def test_a_regular_expression_may_span_lines() -> None:
    assert found(r"princip\w+ protects", regex=True) == ["principle protects"]
    assert found(r"of re-\s*traff", regex=True) == ["of re-\ntraff"]


def test_a_broken_regular_expression_is_refused_with_a_sentence() -> None:
    with pytest.raises(InvalidInputError, match="no regular expression"):
        PAGE.find(Query("(", regex=True))


def test_nothing_is_found_for_nothing_and_empty_matches_are_left_out() -> None:
    assert found("  ") == []
    assert found("x*", regex=True) == []


def test_a_hit_has_its_words_around_it() -> None:
    span = PAGE.find(Query("protects"))[0]
    assert PAGE.context(span, 10) == ("principle ", "protects", " victims o")


@given(st.text(max_size=80), st.integers(0, 79), st.integers(1, 20))
def test_what_is_copied_from_a_text_is_found_there(text: str, start: int, size: int) -> None:
    words = text[start : start + size]
    if words.strip() and words == words.strip():
        spans = Searchable(text).find(Query(words))
        assert any(low <= start < high for low, high in spans)


@given(st.text(max_size=60), st.text(max_size=6))
def test_any_query_gives_ranges_within_the_text(text: str, words: str) -> None:
    for low, high in Searchable(text).find(Query(words)):
        assert 0 <= low < high <= len(text)


@pytest.mark.parametrize("pattern", ["a+B", r"\x41b", r"[A-B]+", r"\Sb", "ab", r"a\b"])
@given(text=st.text("aAbB", max_size=30))
def test_case_does_not_count_in_a_regular_expression_either(pattern: str, text: str) -> None:
    expected = [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]
    assert Searchable(text).find(Query(pattern, regex=True)) == expected
