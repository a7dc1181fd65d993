"""Reading and selecting by keyboard: the caret in the pages."""

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from glossator.domain.marks import Marks
from glossator.domain.pages.geometry import Quad
from glossator.domain.records import AnnotationId
from glossator.domain.text.caret import Caret
from glossator.domain.text.page_text import Role
from glossator.ui.pages import caret_browsing
from glossator.ui.pages.view import PageView
from helpers.library import FakeLibrary
from helpers.pages import make_page, point_in
from helpers.records import make_annotation, make_report, make_segment

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.app.library import Library

REPORT = make_report()
PAGES = [
    make_page(
        [
            ("A/79/322", Role.RUNNING, 0),
            ("28. The principle is one that has been", Role.BODY, 1),
            ("recommended since 2002. It is recognized.", Role.BODY, 1),
            ("9 Ibid.", Role.FOOTNOTE, 2),
        ],
        page=number,
    )
    for number in range(6)
]
TEXT = PAGES[0].text
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


@pytest.fixture
def view(qtbot: "QtBot") -> PageView:
    library = FakeLibrary([REPORT], PAGES)
    made = PageView(cast("Library", library), REPORT.id)
    made.library_kept = library  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    made.selecting.place(Caret(0, TEXT.index("principle")))
    made.caret.switch(on=True)
    return made


def press(view: PageView, *keys: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    for key in keys:
        QTest.keyClick(view, key, held or Qt.KeyboardModifier.NoModifier)


def stands_on(view: PageView) -> int:
    assert view.selecting.head is not None
    return view.selecting.head.page


def selected(view: PageView) -> str:
    return "|".join(
        PAGES[low.page].text[low.offset : high.offset]
        if low.page == high.page
        else f"{low.page}-{high.page}"
        for low, high, _ in view.selecting.stretches
    )


def test_arrows_move_it_and_shift_selects(view: PageView) -> None:
    press(view, Key.Key_Right, Key.Key_Left)
    assert view.selecting.head == Caret(0, TEXT.index("principle"))
    press(view, Key.Key_Right, Key.Key_Right, held=CONTROL | SHIFT)
    assert selected(view) == "principle is "
    press(view, Key.Key_Left, held=SHIFT)
    assert selected(view) == "principle is"
    press(view, Key.Key_Down, held=SHIFT)
    assert selected(view).endswith("\nrecommended since 20")


def test_a_selection_can_be_drawn_backwards(view: PageView) -> None:
    press(view, Key.Key_Left, held=CONTROL | SHIFT)
    assert selected(view) == "The "
    press(view, Key.Key_Home, held=SHIFT)
    assert selected(view) == "28. The "
    press(view, Key.Key_End, held=SHIFT)
    assert selected(view) == "principle is one that has been"


def test_an_arrow_goes_to_the_end_of_what_is_selected(view: PageView) -> None:
    press(view, Key.Key_Right, held=CONTROL | SHIFT)
    press(view, Key.Key_Left)
    assert not view.selecting
    assert view.selecting.head == Caret(0, TEXT.index("principle"))


def test_it_stays_in_sight(view: PageView) -> None:
    press(view, Key.Key_End, held=CONTROL)
    assert view.selecting.head == Caret(5, len(PAGES[5].text))
    rect = view.caret.rect()
    assert rect is not None
    assert view.viewport().rect().contains(rect.toRect())
    press(view, Key.Key_Home, held=CONTROL)
    assert view.verticalScrollBar().value() < 600
    assert view.selecting.head == Caret(0, TEXT.index("28."))


def test_a_screenful_down_and_up_keeps_the_column(view: PageView) -> None:
    press(view, Key.Key_PageDown)
    head = view.selecting.head
    assert head is not None
    assert head > Caret(0, TEXT.index("9 Ibid"))
    press(view, Key.Key_Up, Key.Key_Down)
    assert view.selecting.head == head
    press(view, Key.Key_PageUp)
    assert view.selecting.head is not None
    assert view.selecting.head.page == 0


def test_a_selection_over_pages_leaves_heads_and_notes_out(view: PageView) -> None:
    press(view, Key.Key_Down, Key.Key_Down, held=SHIFT)
    # Without Shift the note would come next.
    assert stands_on(view) == 1
    heights = [rect.y0 for rect in view.selecting.rects(0)]
    assert len(heights) == 2


def test_it_follows_clicks_and_shift_draws_from_there(view: PageView) -> None:
    x, y = view.box(0).to_view(*point_in(PAGES[0], TEXT.index("since")))
    at = view.page_rect(0).topLeft()
    point = QPoint(round(at.x() + x * view.scale), round(at.y() + y * view.scale))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert view.selecting.head == Caret(0, TEXT.index("since"))
    press(view, Key.Key_Right, held=CONTROL | SHIFT)
    assert selected(view) == "since "


def test_a_selection_made_by_mouse_is_made_exact_without_it(view: PageView) -> None:
    view.caret.switch(on=False)
    view.selecting.select(Caret(0, 13), Caret(0, 20))
    press(view, Key.Key_Right, held=SHIFT)
    assert view.selecting.stretches == [(Caret(0, 13), Caret(0, 21), Role.BODY)]
    before = view.verticalScrollBar().value()
    view.selecting.clear()
    press(view, Key.Key_Down)
    assert view.verticalScrollBar().value() > before


def test_enter_tags_what_is_selected_and_else_chooses_what_is_there(
    view: PageView, qtbot: "QtBot"
) -> None:
    press(view, Key.Key_Right, held=CONTROL | SHIFT)
    with qtbot.waitSignal(view.selection_finished):
        press(view, Key.Key_Return)
    press(view, Key.Key_Escape)
    assert not view.selecting
    quads = tuple(Quad.of(line.rect) for line in PAGES[0].lines[1:3])
    marked = make_annotation(segments=(make_segment(quads=quads),), id=AnnotationId("A1"))
    view.set_marks(Marks.of([marked], view.layout_.boxes, {}))
    with qtbot.waitSignal(view.mark_clicked) as clicked:
        press(view, Key.Key_Return)
    assert clicked.args == ["A1"]


def test_the_menu_takes_it_to_the_ends_of_the_report(view: PageView) -> None:
    assert view.caret.to_end(back=False)
    assert stands_on(view) == 5
    assert view.caret.to_end(back=True)
    assert stands_on(view) == 0
    view.caret.switch(on=False)
    assert not view.caret.to_end(back=False)


def test_it_is_painted_where_it_stands_and_only_while_it_is_on(view: PageView) -> None:
    rect = view.caret.rect()
    assert rect is not None
    view.caret.blink()
    middle = rect.center().toPoint()
    assert view.viewport().grab().toImage().pixelColor(middle).lightness() < 60
    view.caret.switch(on=False)
    assert view.viewport().grab().toImage().pixelColor(middle).lightness() > 200


def test_without_a_click_it_stands_at_what_is_read(view: PageView) -> None:
    view.caret.switch(on=False)
    view.selecting.head = None
    view.go_to_page(3)
    view.caret.switch(on=True)
    assert stands_on(view) in (3, 4)


def test_what_keys_select_is_said_to_a_screen_reader(
    view: PageView, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    class Listened(QAccessible):
        @staticmethod
        def isActive() -> bool:
            return True

    monkeypatch.setattr(caret_browsing, "QAccessible", Listened)
    monkeypatch.setattr(caret_browsing, "announce", lambda _, sentence: said.append(sentence))
    press(view, Key.Key_Right, Key.Key_Right, held=CONTROL | SHIFT)
    press(view, Key.Key_Left, held=CONTROL | SHIFT)
    press(view, Key.Key_Down)
    assert said == ["principle selected", "is selected", "is unselected"]
