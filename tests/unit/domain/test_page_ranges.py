"""Pages as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.errors import InvalidInputError
from glossator.domain.pages.ranges import parse_pages


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", range(9)),
        ("  ", range(9)),
        ("3", (2,)),
        ("1-4, 9", (0, 1, 2, 3, 8)),
        ("2 - 3 7", (1, 2, 6)),
        ("8–; -2", (0, 1, 7, 8)),
        ("4,2,2-3", (1, 2, 3)),
    ],
)
def test_lists_and_ranges(text: str, pages: tuple[int, ...]) -> None:
    assert parse_pages(text, 9) == tuple(pages)


@pytest.mark.parametrize("text", ["0", "10", "3-99", "5-4", "x", "1-2-3", "-", "1.5"])
def test_what_is_no_page_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError):
        parse_pages(text, 9)


@given(st.sets(st.integers(0, 30), min_size=1))
def test_pages_written_out_are_read_again(pages: set[int]) -> None:
    text = ", ".join(str(page + 1) for page in pages)
    assert parse_pages(text, 31) == tuple(sorted(pages))
