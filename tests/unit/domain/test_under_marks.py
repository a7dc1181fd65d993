"""Which words stand under marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.incoming.under_marks import Piece, pieces_under
from glossator.domain.pages.geometry import Quad, Rect
from helpers.exchange import LINES, PAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

SWAPPED = (2, 3, 0, 1, 6, 7, 4, 5)
"""Corners in the order that the standard names, which few programs write."""


def under(page: int, words: str, *more: tuple[int, str]) -> list[Piece]:
    quads: dict[int, list[Quad]] = {}
    for number, wanted in ((page, words), *more):
        start = PAGES[number].text.index(wanted)
        rects = PAGES[number].rects(start, start + len(wanted))
        quads.setdefault(number, []).extend(Quad.of(rect) for rect in rects)
    return pieces_under(dict(enumerate(PAGES)), quads)


def test_words_on_one_line_are_one_piece() -> None:
    start = PAGES[0].text.index("must not")
    assert under(0, "must not punish") == [Piece(0, start, start + 15, "must not punish")]


def test_words_over_lines_are_one_piece_with_the_line_end_in_it() -> None:
    (piece,) = under(0, "punish victims of traf-\nficking for acts")
    assert piece.text == "punish victims of traf-\nficking for acts"
    assert PAGES[0].text[piece.start : piece.end] == piece.text


def test_words_over_a_page_break_go_on_although_heads_and_footnotes_stand_between() -> None:
    one, two = under(0, "to 😀 commit,", (1, "and should expunge"))
    assert (one.page, one.text, one.continues) == (0, "to 😀 commit,", False)
    assert (two.page, two.text, two.continues) == (1, "and should expunge", True)


def test_words_with_others_between_them_are_two_pieces() -> None:
    assert [one.continues for one in under(0, "States must", (0, "punish victims"))] == [False] * 2
    for after in ("records", "and should"):
        assert [one.continues for one in under(0, "compelled", (1, after))] == [False, False]
    assert [one.continues for one in under(0, "commit,", (1, "records"))] == [False, False]


def test_pages_that_do_not_follow_each_other_are_not_joined() -> None:
    pieces = under(0, "commit,", (2, "of judges"))
    assert [one.continues for one in pieces] == [False, False]


def test_a_footnote_is_a_piece_of_its_own() -> None:
    pieces = under(1, "a duty of all,", (1, "2 Ibid."))
    assert [one.text for one in pieces] == ["a duty of all,", "2 Ibid."]


def test_where_no_words_stand_there_is_nothing() -> None:
    far = Quad.of(Rect(-90, -90, -80, -80))
    assert pieces_under(dict(enumerate(PAGES)), {0: [far], 1: []}) == []


@given(
    page=st.sampled_from(range(len(LINES))),
    ends=st.tuples(st.integers(0, 200), st.integers(0, 200)),
    loose=st.floats(-0.4, 0.4),
)
def test_sloppy_quads_with_corners_in_any_order_cover_the_same_words(
    page: int, ends: tuple[int, int], loose: float
) -> None:
    text = PAGES[page]
    start, end = sorted(min(end, len(text.text)) for end in ends)
    quads = [Quad.of(rect) for rect in text.rects(start, end)]
    turned = [Quad(*(n + loose * (at % 2) for at, n in enumerate(_swapped(one)))) for one in quads]
    exact = pieces_under({page: text}, {page: quads})
    assert pieces_under({page: text}, {page: turned}) == exact
    first = next((one for one in text.lines if max(one.start, start) < min(one.end, end)), None)
    flow = first.role.flow if first is not None else 0
    lines = sorted(text.lines, key=lambda one: one.role.flow != flow)
    words = (text.text[max(start, line.start) : min(end, line.end)] for line in lines)
    assert _letters(one.text for one in exact) == _letters(words)


def _swapped(quad: Quad) -> tuple[float, ...]:
    return tuple(quad[at] for at in SWAPPED)


def _letters(texts: Iterable[str]) -> str:
    return "".join("".join(text.split()) for text in texts)
