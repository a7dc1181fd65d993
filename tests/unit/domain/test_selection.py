import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.pages.geometry import Rect
from glossator.domain.text import selection
from glossator.domain.text.page_text import Line, PageText, Role
from helpers.pages import CHAR, make_page, point_in

PAGE = make_page(
    [
        ("A/79/322", Role.RUNNING, 0),
        ("28. The non-punishment principle is set out", Role.BODY, 1),
        ("in para. 4 of the Protocol. It protects victims.", Role.BODY, 1),
        ("29. States differ.", Role.BODY, 2),
        ("3 Ibid., p. 26.", Role.FOOTNOTE, 3),
    ]
)
TEXT = PAGE.text


def words(span: tuple[int, int]) -> str:
    return TEXT[span[0] : span[1]]


@given(st.integers(0, len(TEXT) - 1))
def test_the_caret_left_of_a_character_is_its_offset(offset: int) -> None:
    if TEXT[offset] != "\n":
        assert selection.caret_at(PAGE, *point_in(PAGE, offset)) == offset


def test_the_caret_right_of_the_middle_is_behind_the_character() -> None:
    x, y = point_in(PAGE, 20)
    assert selection.caret_at(PAGE, x + CHAR / 2, y) == 21


def test_the_caret_beside_a_line_is_at_its_end_or_beginning() -> None:
    line = PAGE.lines[3]
    middle = (line.rect.y0 + line.rect.y1) / 2
    assert selection.caret_at(PAGE, line.rect.x1 + 200, middle) == line.end
    assert selection.caret_at(PAGE, 1, middle) == line.start


def test_beside_a_column_the_line_at_the_same_height_wins() -> None:
    left = make_page(["left one", "left two"])
    far = Rect(300, left.lines[0].rect.y0 - 3, 340, left.lines[0].rect.y1 - 3)
    boxes = left.boxes[:]
    boxes.extend((0.0, 0.0, 0.0, 0.0, *tuple(far)))
    page = PageText(0, left.text + "\nr", boxes, (*left.lines, Line(18, 19, far)))
    near = selection.nearest_line(page, 130, left.lines[1].rect.y0 + 2)
    assert near == left.lines[1]


def test_nothing_is_under_a_point_far_from_text() -> None:
    assert selection.character_at(PAGE, 5, 5) is None
    assert selection.character_at(PAGE, *point_in(PAGE, 12)) == 12


def test_a_word_keeps_its_hyphens_and_apostrophes() -> None:
    assert words(selection.word_at(PAGE, TEXT.index("punish"))) == "non-punishment"
    assert words(selection.word_at(PAGE, TEXT.index(" The"))) == " "


def test_a_sentence_does_not_end_at_an_abbreviation() -> None:
    found = words(selection.sentence_at(PAGE, TEXT.index("Protocol")))
    assert found.endswith("of the Protocol.")
    assert "para. 4" in found
    assert words(selection.sentence_at(PAGE, TEXT.index("victims"))) == "It protects victims."


def test_a_paragraph_is_its_block_of_lines() -> None:
    found = words(selection.block_at(PAGE, TEXT.index("Protocol")))
    assert found.startswith("28. The")
    assert found.endswith("victims.")


def test_a_selection_that_begins_in_the_body_skips_heads_and_notes() -> None:
    ranges = selection.selected(PAGE, 0, len(TEXT), Role.BODY)
    assert [words(span)[:3] for span in ranges] == ["28."]
    assert words(ranges[0]).endswith("States differ.")


def test_a_selection_that_begins_in_a_note_stays_in_notes() -> None:
    start = TEXT.index("3 Ibid")
    role = selection.role_at(PAGE, start + 1)
    assert role is Role.FOOTNOTE
    assert [words(span) for span in selection.selected(PAGE, 0, len(TEXT), role)] == [
        "3 Ibid., p. 26."
    ]


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_a_selection_never_reaches_beyond_its_ends(one: int, other: int) -> None:
    start, end = sorted((one, other))
    for low, high in selection.selected(PAGE, start, end, None):
        assert start <= low < high <= end


def test_a_page_without_text_has_no_caret() -> None:
    empty = make_page([])
    assert selection.caret_at(empty, 10, 10) is None
    assert selection.block_at(empty, 0) == (0, 0)
    assert selection.role_at(empty, 0) is Role.BODY


@pytest.mark.parametrize(
    ("line", "letter", "word"),
    [
        ("灯塔属于建造者", "属", "属"),
        ("ひらがなとカタカナー語", "ナ", "カタカナー"),
        ("見たABCの", "B", "ABC"),
        ("كَتَبَ الحارس", "ت", "كَتَبَ"),
        ("in ٢٠٠١ the", "٠", "٢٠٠١"),
    ],
)
def test_words_of_other_scripts(line: str, letter: str, word: str) -> None:
    start, end = selection.word_at(make_page([line]), line.index(letter))
    assert line[start:end] == word


def test_a_word_divided_at_a_line_end_is_one() -> None:
    page = make_page([("the exploi-", Role.BODY), ("tation of", Role.BODY)])
    for part in ("exploi", "tation"):
        start, end = selection.word_at(page, page.text.index(part) + 2)
        assert page.text[start:end] == "exploi-\ntation"
    apart = make_page([("the exploi-", Role.BODY), ("tation of", Role.FOOTNOTE)])
    start, end = selection.word_at(apart, apart.text.index("exploi"))
    assert apart.text[start:end] == "exploi"


@pytest.mark.parametrize(
    ("text", "inside", "sentence"),
    [
        ("灯塔属于建造者。港务处认为不是。", "港务", "港务处认为不是。"),
        ("真的吗?是的。", "吗", "真的吗?"),
        ("يصف هذا التقرير. كم كلفت؟ لا أحد.", "كلفت", "كم كلفت؟"),
    ],
)
def test_sentences_of_other_scripts(text: str, inside: str, sentence: str) -> None:
    start, end = selection.sentence_at(make_page([text]), text.index(inside))
    assert text[start:end] == sentence
