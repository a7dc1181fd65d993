from collections.abc import Sequence

import pytest

from glossator.domain.errors import NotReadYetError
from glossator.domain.text.caret import Caret, Step, first_caret, moved, wanted_reach
from glossator.domain.text.page_text import PageText, Role
from helpers.pages import CHAR, LEFT, make_page

FIRST = make_page(
    [
        ("A/79/322", Role.RUNNING, 0),
        ("28. The non-punishment", Role.BODY, 1),
        ("principle.", Role.BODY, 1),
        ("29. States differ in it", Role.BODY, 2),
        ("3 Ibid., p. 26.", Role.FOOTNOTE, 3),
    ]
)
SCAN = make_page([], page=1)
LAST = make_page(
    [("and in that.", Role.BODY, 0), ("30. The end.", Role.BODY, 1), ("7", Role.RUNNING, 2)], page=2
)


class Kept:
    """Pages in a list; those that are None have not come."""

    def __init__(self, pages: Sequence[PageText | None] = (FIRST, SCAN, LAST)) -> None:
        self._pages = pages

    @property
    def count(self) -> int:
        return len(self._pages)

    def text(self, page: int) -> PageText:
        text = self._pages[page]
        if text is None:
            raise NotReadYetError("The pages are still being read …")
        return text


PAGES = Kept()


def at(words: str, page: PageText = FIRST) -> Caret:
    return Caret(page.page, page.text.index(words))


def behind(words: str, page: PageText = FIRST) -> Caret:
    return Caret(page.page, page.text.index(words) + len(words))


def walk(caret: Caret, *steps: Step, role: Role | None = None) -> Caret:
    for step in steps:
        caret = moved(PAGES, caret, step, role=role)
    return caret


def test_a_character_further_is_a_character_back() -> None:
    assert walk(at("States"), Step.RIGHT) == at("tates")
    assert walk(at("States"), Step.RIGHT, Step.LEFT) == at("States")


def test_at_the_end_of_a_line_the_next_begins() -> None:
    assert walk(behind("punishment"), Step.RIGHT) == at("principle")
    assert walk(at("principle"), Step.LEFT) == behind("punishment")


def test_words_are_gone_through_with_their_hyphens() -> None:
    assert walk(at("The"), Step.WORD_RIGHT) == at("non-")
    assert walk(at("non-"), Step.WORD_RIGHT) == at("principle")
    assert walk(at("principle"), Step.WORD_RIGHT) == behind("principle.")
    assert walk(at("principle"), Step.WORD_LEFT) == at("non-")
    assert walk(at("punishment"), Step.WORD_LEFT) == at("non-")


def test_heads_and_pages_without_text_are_passed_over() -> None:
    assert walk(at("3 Ibid"), Step.DOWN) == Caret(2, 0)
    assert walk(Caret(2, 0), Step.LEFT) == behind("p. 26.")
    assert walk(at("The end", LAST), Step.DOWN) == behind("The end.", LAST)
    assert walk(at("28."), Step.LEFT) == at("28.")


def test_a_selection_in_the_body_passes_over_the_notes() -> None:
    assert walk(at("29."), Step.DOWN, role=Role.BODY) == Caret(2, 0)
    assert walk(behind("in it"), Step.RIGHT, role=Role.BODY) == Caret(2, 0)
    assert walk(Caret(2, 0), Step.UP, role=Role.BODY).page == 0
    assert walk(at("3 Ibid"), Step.REPORT_END, role=Role.FOOTNOTE) == behind("p. 26.")


def test_up_and_down_keep_their_column_over_a_short_line() -> None:
    start = at("ishment")
    reach = wanted_reach(PAGES, start)
    assert reach == LEFT + CHAR * (start.offset - FIRST.lines[1].start)
    below = moved(PAGES, start, Step.DOWN, reach=reach)
    assert below == behind("principle.")
    further = moved(PAGES, below, Step.DOWN, reach=reach)
    assert further.offset - FIRST.lines[3].start == start.offset - FIRST.lines[1].start


def test_home_and_end_are_those_of_the_line_and_of_the_report() -> None:
    assert walk(at("differ"), Step.LINE_START) == at("29.")
    assert walk(at("differ"), Step.LINE_END) == behind("in it")
    assert walk(at("differ"), Step.REPORT_START) == at("28.")
    assert walk(at("differ"), Step.REPORT_END) == behind("The end.", LAST)


def test_paragraphs_are_gone_through() -> None:
    assert walk(at("The non"), Step.BLOCK_DOWN) == at("29.")
    assert walk(at("differ"), Step.BLOCK_UP) == at("29.")
    assert walk(at("29."), Step.BLOCK_UP) == at("28.")
    assert walk(at("The end", LAST), Step.BLOCK_DOWN) == behind("The end.", LAST)


def test_cells_beside_each_other_are_one_row() -> None:
    page = make_page([("one", Role.BODY, 0), ("left", Role.BODY, 1), ("right", Role.BODY, 1)])
    left, right = page.lines[1:]
    moved_right = right.rect._replace(
        x0=300, x1=300 + right.rect.width, y0=left.rect.y0, y1=left.rect.y1
    )
    boxes = page.boxes[:]
    for offset in range(right.start, right.end):
        x0 = 300 + CHAR * (offset - right.start)
        boxes[4 * offset : 4 * offset + 4] = type(boxes)("f", (x0, left.rect.y0, x0 + CHAR, 1))
    lines = (page.lines[0], left, type(right)(right.start, right.end, moved_right, block=1))
    pages = Kept([PageText(0, page.text, boxes, lines)])
    below = moved(pages, Caret(0, 1), Step.DOWN, reach=300 + 2 * CHAR)
    assert below == Caret(0, right.start + 2)
    assert moved(pages, Caret(0, left.start), Step.DOWN) == Caret(0, left.end)


def test_a_combining_mark_has_no_place_of_its_own() -> None:
    pages = Kept([make_page(["ك\u064eت"])])
    assert moved(pages, Caret(0, 0), Step.LEFT) == Caret(0, 2)
    assert moved(pages, Caret(0, 2), Step.RIGHT) == Caret(0, 0)


def test_it_waits_for_a_page_that_has_not_come() -> None:
    pages = Kept([FIRST, None])
    with pytest.raises(NotReadYetError):
        moved(pages, behind("p. 26."), Step.RIGHT)
    assert moved(pages, at("28."), Step.RIGHT).offset == at("28.").offset + 1


def test_on_a_page_without_text_it_goes_on_to_the_next() -> None:
    assert walk(Caret(1, 0), Step.RIGHT) == Caret(2, 0)
    assert first_caret(PAGES, 1) == Caret(2, 0)
    assert first_caret(Kept([make_page([])]), 0) == Caret(0, 0)
