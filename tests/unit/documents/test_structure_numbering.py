from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.documents.structure.numbering import (
    Count,
    Counted,
    ItemList,
    counted,
    heading_number,
    item_label,
    letter_value,
    paragraph_number,
    roman,
    roman_value,
)


@given(st.integers(1, 399))
def test_roman_numerals_go_both_ways(value: int) -> None:
    assert roman_value(roman(value)) == value


@given(st.text(alphabet="ivxlcdm", max_size=6))
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    value = roman_value(text)
    assert value == 0 or roman(value) == text


@given(st.integers(1, 9999), st.sampled_from(["The", "“Quoted", "in"]))
def test_paragraph_numbers_are_read(number: int, word: str) -> None:
    text = f"{number}. {word} text"
    assert paragraph_number(text) == (number, len(f"{number}. "))


@pytest.mark.parametrize(
    "text", ["2.5 per cent", "12", "1.", "No. 5", "a. x", "1999) x", "5.2, 8,7"]
)
def test_what_is_no_paragraph_number(text: str) -> None:
    assert paragraph_number(text) is None


@pytest.mark.parametrize(
    ("text", "form", "number", "rank"),
    [
        ("IV. Actions", "roman", "IV.", 4),
        ("A. Laws", "letter", "A.", 1),
        ("C. Lessons", "roman", "C.", 100),
        ("3. Prevention", "arabic", "3.", 3),
        ("3 Prevention", "arabic", "3", 3),
        ("2.1 Agreement", "decimal", "2.1", 0),
        ("Annex II", "named", "Annex II", 0),
        ("Prevention", "", "", 0),
        ("30 per cent", "", "", 0),
    ],
)
def test_heading_numbers(text: str, form: str, number: str, rank: int) -> None:
    found = heading_number(text)
    assert (found.form, found.number, found.rank) == (form, number, rank)


def labels(sequence: str) -> list[tuple[str, ...] | None]:
    items = ItemList()
    added = (items.add(label) for label in sequence.split())
    return [None if found is None else found[1] for found in added]


def test_i_behind_h_is_the_letter() -> None:
    assert labels("(a) (b) (c) (d) (e) (f) (g) (h) (i) (j)")[-2:] == [("(i)",), ("(j)",)]


def test_roman_items_lie_below_letters() -> None:
    assert labels("(a) (i) (ii) (b) (i)") == [
        ("(a)",),
        ("(a)", "(i)"),
        ("(a)", "(ii)"),
        ("(b)",),
        ("(b)", "(i)"),
    ]


def test_an_item_out_of_order_is_none() -> None:
    assert labels("(b) (a) (c) (b)") == [None, ("(a)",), None, ("(b)",)]


@given(st.integers(1, 52))
def test_a_list_of_letters_counts_on(length: int) -> None:
    names = [chr(97 + n) if n < 26 else chr(97 + n - 26) * 2 for n in range(length)]
    assert [letter_value(name) for name in names] == list(range(1, length + 1))
    found = labels(" ".join(f"({name})" for name in names))
    assert all(trail is not None and len(trail) == 1 for trail in found)


@pytest.mark.parametrize(
    ("text", "label"),
    [("(a) First", "(a)"), ("(iv) Fourth", "(iv)"), ("(aa) More", "(aa)"), ("(1) One", "(1)")],
)
def test_item_labels(text: str, label: str) -> None:
    assert item_label(text) == (label, len(label) + 1)


@pytest.mark.parametrize("text", ["(a)", "(OSCE) region", "(see A/79)", "“(a) x", "a) x"])
def test_what_is_no_item(text: str) -> None:
    assert item_label(text) is None


@pytest.mark.parametrize(
    ("text", "count", "steps"),
    [
        ("2.15 The towns", Count.DECIMAL, (2, 15)),
        ("2.15. The towns", Count.DECIMAL, (2, 15)),
        ("1.2.3 “Quoted", Count.DECIMAL, (1, 2, 3)),
        ("12 The towns", Count.BARE, (12,)),
        ("12 各岛议会", Count.BARE, (12,)),
        ("12. The towns", Count.PLAIN, (12,)),
    ],
)
def test_numbers_are_read_as_their_report_counts(
    text: str, count: Count, steps: tuple[int, ...]
) -> None:
    found = counted(text, count)
    assert found is not None
    assert found.steps == steps
    assert found.printed == ".".join(map(str, steps))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2.5 per cent", Count.DECIMAL),
        ("2.5 3.5", Count.DECIMAL),
        ("2. The towns", Count.DECIMAL),
        ("12 per cent", Count.BARE),
        ("12 34 56", Count.BARE),
        ("12", Count.BARE),
    ],
)
def test_measures_are_no_numbers_of_paragraphs(text: str, count: Count) -> None:
    assert counted(text, count) is None


@pytest.mark.parametrize(
    ("last", "steps", "lost", "follows"),
    [
        ((), (1,), 0, True),
        ((), (1, 1), 0, True),
        ((), (2,), 0, False),
        ((4,), (5,), 0, True),
        ((4,), (7,), 2, True),
        ((4,), (8,), 2, False),
        ((4,), (4,), 2, False),
        ((2, 14), (2, 15), 0, True),
        ((2, 14), (3, 1), 0, True),
        ((2, 14), (3, 2), 2, False),
        ((2, 14), (2, 14, 1), 0, True),
        ((2, 14, 3), (2, 15), 0, True),
    ],
)
def test_what_number_may_come_next(
    last: tuple[int, ...], steps: tuple[int, ...], lost: int, *, follows: bool
) -> None:
    assert Counted(steps, 0).follows(last, lost) is follows
