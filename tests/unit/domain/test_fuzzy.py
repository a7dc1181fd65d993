"""Places that can't be like a quotation are ruled out, and no others."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from glossator.domain.text import fuzzy

LETTERS = "eeeetaoinshr"


def letters(chosen: random.Random, count: int) -> str:
    return "".join(chosen.choices(LETTERS, k=count))


def altered(chosen: random.Random, words: str, percent: int, ways: str) -> str:
    """Return words with a share of their letters exchanged (x), lost (-) or doubled (+)."""
    made = list(words)
    for at in chosen.sample(range(len(words)), len(words) * percent // 100):
        made[at] = {"x": "x", "-": "", "+": 2 * made[at]}[chosen.choice(ways)]
    return "".join(made)


def ranges(wanted: str, text: str, *, ruled_out_from: int) -> list[fuzzy.Range]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fuzzy, "RULED_OUT_FROM", ruled_out_from)
        return list(fuzzy.similar_ranges(wanted, text))


@given(st.text("abc", min_size=1, max_size=12), st.text("abcd", max_size=24), st.integers(0, 12))
def test_the_ends_are_those_of_the_table_of_edit_distances(
    wanted: str, text: str, edits: int
) -> None:
    expected = [
        end
        for end in range(len(text) + 1)
        if min(Levenshtein.distance(wanted, text[low:end]) for low in range(end + 1)) <= edits
    ]
    assert fuzzy.ends_within(wanted, text, edits) == expected


@settings(max_examples=60)
@given(
    st.integers(0, 2**32),
    st.integers(8, 300),
    st.lists(
        st.tuples(st.integers(0, 900), st.integers(0, 45), st.sampled_from(("x", "x-", "x-+"))),
        max_size=4,
    ),
    st.integers(0, 900),
)
@example(1, 300, [(200, 39, "x-"), (300, 40, "-"), (500, 40, "x")], 0)
def test_ruling_places_out_loses_none(
    seed: int, length: int, places: list[tuple[int, int, str]], rest: int
) -> None:
    chosen = random.Random(seed)
    wanted = letters(chosen, length)
    text = "".join(
        letters(chosen, before) + altered(chosen, wanted, percent, ways)
        for before, percent, ways in places
    ) + letters(chosen, rest)
    everywhere = ranges(wanted, text, ruled_out_from=length + 1)
    assert ranges(wanted, text, ruled_out_from=0) == everywhere


def test_a_long_quotation_that_is_not_there_is_searched_for_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rapidfuzz.fuzz.partial_ratio_alignment", None)
    chosen = random.Random(1)
    wanted = "".join(chosen.choices("abcdefghijklmnopqrst", k=fuzzy.RULED_OUT_FROM))
    text = "".join(chosen.choices("abcdefghijklmnopqrst", k=5000))
    assert list(fuzzy.similar_ranges(wanted, text)) == []
