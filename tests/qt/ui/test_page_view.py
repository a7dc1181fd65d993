from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from glossator.app.view_state import Fit, ViewState
from glossator.domain.marks import Marks
from glossator.domain.pages.geometry import Quad, Rect
from glossator.domain.pages.layout import FULL_SCALE, PageMode, Place
from glossator.domain.records import AnnotationId
from glossator.domain.text.caret import Caret
from glossator.domain.text.page_text import Role
from glossator.ui.pages.fitting import LEAST_PADDING, PADDING
from glossator.ui.pages.selecting import _ranges
from glossator.ui.pages.view import PageView
from helpers.library import FakeLibrary
from helpers.pages import make_page, point_in
from helpers.records import make_annotation, make_report, make_segment
from helpers.wheel import turn_wheel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.app.library import Library

REPORT = make_report()
BODY = [
    ("28. The principle is one that has been", Role.BODY, 1),
    ("recommended since 2002. It is recognized.", Role.BODY, 1),
]
PAGES = [
    make_page([("A/79/322", Role.RUNNING, 0), *BODY, ("9 Ibid.", Role.FOOTNOTE, 2)], page=number)
    for number in range(6)
]


@pytest.fixture
def view(qtbot: "QtBot") -> PageView:
    library = FakeLibrary([REPORT], PAGES)
    made = PageView(cast("Library", library), REPORT.id)
    made.library_kept = library  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def on_viewport(view: PageView, page: int, offset: int) -> QPoint:
    point = QPointF(*view.box(page).to_view(*point_in(PAGES[page], offset)))
    return view.page_transform(page).map(point).toPoint()


ARRANGED = [(mode, turn) for mode in PageMode for turn in (0, 90, 180, 270)]
"""Every way to lay the pages out."""


NO_KEYS = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def drag(view: PageView, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    port = view.viewport()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(port, left, keys, start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, left, keys, end)


def selected_text(view: PageView) -> list[str]:
    found = []
    for page in view.selecting.pages():
        for start, end in _ranges(page, PAGES[page], view.selecting.stretches):
            found.append(PAGES[page].text[start:end])
    return found


def test_a_report_that_was_read_before_is_fitted_to_its_text_at_once(qtbot: "QtBot") -> None:
    page = make_page([(f"{number}. The principle is one.", Role.BODY, 1) for number in range(9)])
    library = FakeLibrary([REPORT], [page])
    made = PageView(cast("Library", library), REPORT.id)
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    rect = page.lines[0].rect
    shown = made.rect_on_viewport(0, made.box(0).rect_to_view(rect))
    assert shown.width() > 0.85 * made.viewport().width()


def test_dragging_over_two_lines_selects_them(view: PageView) -> None:
    text = PAGES[0].text
    start = text.index("principle")
    end = text.index("2002")
    drag(view, on_viewport(view, 0, start), on_viewport(view, 0, end))
    assert selected_text(view) == [text[start:end].rstrip()]


def test_a_selection_over_a_page_break_leaves_out_heads_and_notes(view: PageView) -> None:
    view.zoom_by(0.4)
    text = PAGES[0].text
    start = text.index("recommended")
    drag(view, on_viewport(view, 0, start), on_viewport(view, 1, text.index("principle")))
    assert selected_text(view) == ["recommended since 2002. It is recognized.", "28. The"]


def test_ctrl_and_drag_add_a_stretch(view: PageView, qtbot: "QtBot") -> None:
    text = PAGES[0].text
    view.selecting.select(Caret(0, text.index("The")), Caret(0, text.index("principle")))
    start, end = on_viewport(view, 0, text.index("It is")), on_viewport(view, 0, len(text) - 9)
    drag(view, start, end, CONTROL)
    assert selected_text(view)[0] == "The"
    assert selected_text(view)[1].startswith("It is")


def test_a_stretch_that_is_added_stays_in_its_own_flow(view: PageView) -> None:
    text = PAGES[0].text
    view.selecting.select(Caret(0, text.index("The")), Caret(0, text.index("principle")))
    start, end = on_viewport(view, 0, text.index("Ibid")), on_viewport(view, 0, len(text) - 1)
    drag(view, start, end, CONTROL)
    assert selected_text(view) == ["The", "Ibid"]
    assert [one.role for one in view.selecting.stretches] == [Role.BODY, Role.FOOTNOTE]


def test_ctrl_and_a_double_click_add_a_word(view: PageView) -> None:
    text = PAGES[0].text
    view.selecting.select(Caret(0, text.index("The")), Caret(0, text.index("principle")))
    at = on_viewport(view, 0, text.index("since") + 2)
    port, left = view.viewport(), Qt.MouseButton.LeftButton
    QTest.mouseClick(port, left, CONTROL, at)
    QTest.mouseDClick(port, left, CONTROL, at)
    assert selected_text(view) == ["The", "since"]


def test_a_double_click_selects_the_word_and_a_third_the_sentence(view: PageView) -> None:
    text = PAGES[0].text
    at = on_viewport(view, 0, text.index("principle") + 3)
    port, left = view.viewport(), Qt.MouseButton.LeftButton
    QTest.mouseClick(port, left, pos=at)
    QTest.mouseDClick(port, left, pos=at)
    assert selected_text(view) == ["principle"]
    QTest.mouseClick(port, left, pos=at)
    assert selected_text(view) == ["The principle is one that has been\nrecommended since 2002."]


def test_escape_selects_nothing(view: PageView, qtbot: "QtBot") -> None:
    view.selecting.select(Caret(0, 10), Caret(0, 20))
    with qtbot.waitSignal(view.selection_changed):
        QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.selecting


def test_a_click_on_a_highlight_says_whose_it_is(view: PageView, qtbot: "QtBot") -> None:
    marked = make_annotation(
        segments=(make_segment(quads=(Quad.of(PAGES[0].lines[1].rect),)),), id=AnnotationId("A1")
    )
    view.set_marks(Marks.of([marked], view.layout_.boxes, {}))
    with qtbot.waitSignal(view.mark_clicked) as clicked:
        QTest.mouseClick(
            view.viewport(),
            Qt.MouseButton.LeftButton,
            pos=on_viewport(view, 0, PAGES[0].text.index("one")),
        )
    assert clicked.args == ["A1"]


def test_ctrl_wheel_zooms_about_the_mouse(view: PageView) -> None:
    before = view.place_at(QPointF(view.viewport().rect().center()))
    turn_wheel(view, 3, Qt.KeyboardModifier.ControlModifier)
    assert view.scale > 1
    assert view.fit is Fit.FREE
    after = view.place_at(QPointF(view.viewport().rect().center()))
    assert after.page == before.page
    assert abs(after.x - before.x) < 1
    assert abs(after.y - before.y) < 1


def test_fit_width_follows_the_width_of_the_pane(view: PageView, qtbot: "QtBot") -> None:
    view.zoom_to(Fit.WIDTH)
    view.resize(500, 600)
    qtbot.waitUntil(lambda: abs(view.layout_.width - view.viewport().width()) < 1)
    view.resize(640, 600)
    qtbot.waitUntil(lambda: abs(view.layout_.width - view.viewport().width()) < 1)


def test_resizing_keeps_the_place(view: PageView, qtbot: "QtBot") -> None:
    view.scroll_to(view.layout_.point(Place(3, 0, 200))[1])
    view.resize(520, 600)
    qtbot.waitUntil(lambda: abs(view.layout_.width - view.viewport().width()) < 1)
    state = view.state()
    assert state.page == 3
    assert abs(state.y - 200) < 2


def test_what_is_restored_is_what_was(view: PageView) -> None:
    wanted = ViewState(2, 120.0, 1.7, Fit.FREE)
    view.restore(wanted)
    state = view.state()
    assert (state.page, state.scale, state.fit) == (2, 1.7, Fit.FREE)
    assert abs(state.y - wanted.y) < 1


def test_only_scrolling_by_hand_leads_others(view: PageView, qtbot: "QtBot") -> None:
    with qtbot.assertNotEmitted(view.scrolled_by_user):
        view.go_to_share(0.5)
    with qtbot.waitSignal(view.scrolled_by_user) as scrolled:
        turn_wheel(view, -1, Qt.KeyboardModifier.NoModifier)
    assert scrolled.args == [False]
    with qtbot.waitSignal(view.scrolled_by_user) as alone:
        turn_wheel(view, -1, Qt.KeyboardModifier.AltModifier)
    assert alone.args == [True]


def test_a_digit_asks_to_tag(view: PageView, qtbot: "QtBot") -> None:
    with qtbot.waitSignal(view.theme_key_pressed) as pressed:
        QTest.keyClick(view, Qt.Key.Key_3)
    assert pressed.args == ["3"]


def test_the_reading_offset_is_in_the_body(view: PageView) -> None:
    view.go_to_page(2)
    page, offset = view.reading_offset() or (None, None)
    assert page == 2
    assert offset is not None
    assert PAGES[2].text[offset:].startswith(("28.", "recommended"))


@pytest.mark.parametrize(("mode", "turn"), ARRANGED)
def test_words_are_selected_where_they_are_seen_in_every_layout(
    view: PageView, mode: PageMode, turn: int
) -> None:
    view.arrange(mode, turn=turn)
    view.zoom_to(Fit.PAGE)
    view.go_to_page(3)
    text = PAGES[3].text
    start, end = text.index("principle"), text.index("one that")
    drag(view, on_viewport(view, 3, start), on_viewport(view, 3, end))
    assert selected_text(view) == [text[start:end].rstrip()]


@pytest.mark.parametrize(("mode", "turn"), ARRANGED)
def test_a_highlight_is_hit_where_it_is_painted_in_every_layout(
    view: PageView, mode: PageMode, turn: int, qtbot: "QtBot"
) -> None:
    quads = (Quad.of(PAGES[2].lines[1].rect),)
    marked = make_annotation(segments=(make_segment(page=2, quads=quads),), id=AnnotationId("A"))
    view.set_marks(Marks.of([marked], view.layout_.boxes, {}))
    mark = view.marks[2][0]
    view.arrange(mode, turn=turn)
    view.zoom_to(Fit.PAGE)
    view.show_rect(2, mark.rects[0])
    middle = view.rect_on_viewport(2, mark.rects[0]).center().toPoint()
    assert view.viewport().rect().contains(middle)
    painted = view.viewport().grab().toImage().pixelColor(middle)
    assert painted.lightness() < 240
    with qtbot.waitSignal(view.mark_clicked) as caught:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert caught.args == ["A"]


def test_of_pages_that_come_into_view_together_each_paint_makes_the_marks_of_one(
    view: PageView, qtbot: "QtBot"
) -> None:
    quads = (Quad.of(PAGES[0].lines[1].rect),)
    marked = [make_annotation(segments=(make_segment(page=n, quads=quads),)) for n in range(6)]
    view.zoom_by(0.25)
    view.go_to_page(5)
    new = set(view.visible_pages()) - {0}
    assert len(new) > 1
    view.set_marks(Marks.of(marked, view.layout_.boxes, {}))
    view.viewport().grab()
    assert len([page for page in new if view.marks.is_made(page)]) == 1
    qtbot.waitUntil(lambda: all(view.marks.is_made(page) for page in new))


@pytest.mark.parametrize(("mode", "turn"), ARRANGED)
def test_where_a_view_stood_is_restored_in_every_layout(
    view: PageView, mode: PageMode, turn: int
) -> None:
    view.arrange(mode, cover=False, turn=turn)
    view.zoom_by(1.3)
    view.go_to_page(3)
    view.scroll_by(90)
    state, stands = view.state(), view.verticalScrollBar().value()
    view.restore(ViewState())
    assert view.verticalScrollBar().value() != stands
    view.restore(ViewState.of(state.kept()))
    assert abs(view.verticalScrollBar().value() - stands) <= 1
    assert view.state().mode is mode
    assert view.state().turn == turn
    assert not view.state().cover


@pytest.mark.parametrize("mode", PageMode)
def test_the_page_that_is_read_stays_in_view_in_another_layout(
    view: PageView, mode: PageMode
) -> None:
    view.go_to_page(3)
    view.arrange(mode)
    assert view.page == 3
    view.arrange(turn=90)
    assert view.page == 3
    view.arrange(PageMode.CONTINUOUS, turn=0)
    assert view.page == 3


def test_a_late_page_stays_in_view_where_the_pages_become_much_smaller(view: PageView) -> None:
    view.zoom_to(Fit.TEXT)
    view.go_to_page(4)
    view.arrange(PageMode.FACING, cover=False)
    assert 4 in view.visible_pages()
    view.arrange(PageMode.CONTINUOUS)
    assert 4 in view.visible_pages()


def test_of_single_pages_one_is_seen_and_the_wheel_turns_it(view: PageView) -> None:
    view.arrange(PageMode.SINGLE)
    view.zoom_to(Fit.PAGE)
    view.go_to_page(2)
    assert list(view.visible_pages()) == [2]
    turn_wheel(view, -1)
    assert list(view.visible_pages()) == [3]
    turn_wheel(view, 1)
    assert list(view.visible_pages()) == [2]


def test_a_touchpad_turns_a_single_page_only_when_pulled(view: PageView) -> None:
    view.arrange(PageMode.SINGLE)
    view.zoom_to(Fit.PAGE)
    view.go_to_page(2)
    for _ in range(3):
        turn_wheel(view, 0, pixels=-30)
    assert view.page == 2
    turn_wheel(view, 0, pixels=-30)
    assert view.page == 3


def test_a_single_page_is_scrolled_to_its_end_before_it_is_turned(view: PageView) -> None:
    view.arrange(PageMode.SINGLE)
    view.zoom_to(Fit.WIDTH)
    view.go_to_page(2)
    seen = []
    while view.page == 2:
        seen.append(view.verticalScrollBar().value())
        QTest.keyClick(view, Qt.Key.Key_Space)
    assert len(seen) > 1
    assert view.page == 3
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert view.page == 2
    assert view.verticalScrollBar().value() == seen[-1]


def test_of_facing_pages_the_one_that_is_clicked_is_read(view: PageView) -> None:
    view.arrange(PageMode.FACING, cover=True)
    view.zoom_to(Fit.PAGE)
    view.go_to_page(1)
    assert view.page == 1
    point = view.page_rect(2).center().toPoint()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert view.page == 2
    offset = view.reading_offset()
    assert offset is not None
    assert offset[0] == 2
    view.turn_pages(1)
    assert view.page == 3


def test_the_arrows_turn_pages_that_are_not_continuous(view: PageView) -> None:
    view.zoom_to(Fit.PAGE)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.page == 0
    view.arrange(PageMode.SINGLE)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.page == 1
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.page == 0


@pytest.mark.parametrize("cover", [True, False])
def test_the_text_of_two_facing_pages_fits_the_width(view: PageView, cover: bool) -> None:
    view.resize(1200, 600)
    view.arrange(PageMode.FACING, cover=cover)
    view.fitting.edges, view.fitting._page_width = (80.0, 520.0), 600.0
    view.zoom_to(Fit.TEXT)
    left = view.rect_on_viewport(1 if cover else 0, Rect(80, 0, 520, 10)).left()
    right = view.rect_on_viewport(2 if cover else 1, Rect(80, 0, 520, 10)).right()
    assert abs(left - PADDING) < 2
    assert abs(view.viewport().width() - right - PADDING) < 2


def test_a_narrow_pane_gives_the_margins_to_the_letters(view: PageView) -> None:
    view.fitting.edges = (80.0, 520.0)
    view.zoom_to(Fit.TEXT)
    for width, padding in ((1200, PADDING), (320, LEAST_PADDING)):
        view.resize(width, 600)
        shown = view.rect_on_viewport(0, Rect(80, 0, 520, 10))
        assert abs(shown.left() - padding) < 2
        assert abs(view.viewport().width() - shown.right() - padding) < 2


def test_zoom_is_held_between_25_and_800_per_cent(view: PageView) -> None:
    view.zoom_by(1000)
    assert view.scale == 8 * FULL_SCALE
    view.zoom_by(1 / 1000)
    assert view.scale == 0.25 * FULL_SCALE


def test_the_page_on_the_way_is_asked_for_first(
    view: PageView, qtbot: "QtBot", monkeypatch: pytest.MonkeyPatch
) -> None:
    near: list[list[int]] = []
    monkeypatch.setattr(
        view.library, "show", lambda _view, _visible, keys: near.append([key.page for key in keys])
    )
    view.go_to_page(2)
    qtbot.waitUntil(lambda: bool(near and near[-1][:1] == [view.visible_pages().stop]))
    view.scroll_by(-20)
    qtbot.waitUntil(lambda: near[-1][:1] == [view.visible_pages().start - 1])


@pytest.mark.parametrize(("mode", "turn"), ARRANGED)
def test_a_rectangle_of_a_page_comes_back_from_the_viewport(
    view: PageView, mode: PageMode, turn: int
) -> None:
    view.arrange(mode, turn=turn)
    view.go_to_page(4)
    rect = Rect(20, 50, 220, 90)
    back = view.rect_on_page(4, view.rect_on_viewport(4, rect))
    assert all(abs(one - other) < 0.01 for one, other in zip(back, rect, strict=True))


@pytest.mark.parametrize("mode", PageMode)
def test_a_share_of_the_report_is_found_again_in_every_layout(
    view: PageView, mode: PageMode
) -> None:
    view.arrange(mode)
    for page in range(len(PAGES)):
        view.go_to_page(page)
        share, stands = view.share, view.verticalScrollBar().value()
        view.go_to_share(0.0)
        view.go_to_share(share)
        assert abs(view.verticalScrollBar().value() - stands) <= 1
