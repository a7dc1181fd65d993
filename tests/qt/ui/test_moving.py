from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProxyStyle, QScroller, QStyle

from glossator.ui.pages.area import LINE
from glossator.ui.pages.view import PageView
from helpers.library import FakeLibrary
from helpers.pages import make_page
from helpers.records import make_report
from helpers.wheel import turn_wheel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.app.library import Library

REPORT = make_report()
PAGES = [make_page(["Words to read."], page=number) for number in range(12)]
MIDDLE = Qt.MouseButton.MiddleButton


@pytest.fixture
def view(qtbot: "QtBot") -> PageView:
    library = FakeLibrary([REPORT], PAGES)
    made = PageView(cast("Library", library), REPORT.id)
    made.library_kept = library  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    qtbot.waitExposed(made)
    made.scroll_to(0)
    return made


@pytest.fixture
def smooth(view: PageView) -> PageView:
    view.moving.smooth = True
    return view


def stands(view: PageView) -> int:
    return view.verticalScrollBar().value()


def press(view: PageView, *keys: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    for key in keys:
        QTest.keyClick(view, key, modifiers or Qt.KeyboardModifier.NoModifier)


def test_a_touchpad_moves_the_pages_by_exactly_its_pixels(smooth: PageView) -> None:
    turn_wheel(smooth, -1, pixels=-37)
    assert stands(smooth) == 37
    turn_wheel(smooth, 1, pixels=5)
    assert stands(smooth) == 32


def test_parts_of_a_notch_add_up_to_the_notch(view: PageView) -> None:
    turn_wheel(view, -1)
    whole = stands(view)
    assert whole == 3 * 40
    for _ in range(8):
        turn_wheel(view, -1 / 8)
    assert stands(view) == 2 * whole


def test_the_lines_a_notch_scrolls_are_the_systems(view: PageView) -> None:
    before = QApplication.wheelScrollLines()
    QApplication.setWheelScrollLines(5)
    try:
        turn_wheel(view, -1)
        assert stands(view) == 5 * 40
    finally:
        QApplication.setWheelScrollLines(before)


def test_a_notch_glides_and_ends_where_a_jump_would(smooth: PageView, qtbot: "QtBot") -> None:
    seen: list[int] = []
    smooth.verticalScrollBar().valueChanged.connect(seen.append)
    turn_wheel(smooth, -1)
    turn_wheel(smooth, -1)
    qtbot.waitUntil(lambda: stands(smooth) == 240)
    qtbot.wait(50)
    assert stands(smooth) == 240
    assert len(seen) > 2
    assert seen == sorted(seen)


def test_turning_round_while_it_glides_goes_back_from_there(
    smooth: PageView, qtbot: "QtBot"
) -> None:
    smooth.scroll_to(1000)
    for _ in range(5):
        turn_wheel(smooth, -1)
    qtbot.waitUntil(lambda: stands(smooth) > 1000)
    turned_at = stands(smooth)
    turn_wheel(smooth, 1)
    qtbot.waitUntil(lambda: stands(smooth) == turned_at - 120)


def test_going_elsewhere_ends_a_glide(smooth: PageView, qtbot: "QtBot") -> None:
    turn_wheel(smooth, -1)
    smooth.go_to_page(6)
    there = stands(smooth)
    qtbot.wait(200)
    assert stands(smooth) == there


def test_where_the_system_wants_no_animations_nothing_glides(smooth: PageView) -> None:
    class Still(QProxyStyle):
        def styleHint(self, hint: QStyle.StyleHint, *rest: object) -> int:
            if hint == QStyle.StyleHint.SH_Widget_Animation_Duration:
                return 0
            return super().styleHint(hint, *rest)  # type: ignore[arg-type]

    style = Still()
    smooth.setStyle(style)
    turn_wheel(smooth, -1)
    assert stands(smooth) == 120


def test_the_keys_scroll_by_lines_screens_and_the_whole(view: PageView) -> None:
    screen = view.viewport().height() - LINE
    press(view, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up)
    assert stands(view) == LINE
    press(view, Qt.Key.Key_Space, Qt.Key.Key_PageDown)
    assert stands(view) == LINE + 2 * screen
    press(view, Qt.Key.Key_Space, modifiers=Qt.KeyboardModifier.ShiftModifier)
    press(view, Qt.Key.Key_PageUp)
    assert stands(view) == LINE
    press(view, Qt.Key.Key_End)
    assert stands(view) == view.verticalScrollBar().maximum()
    press(view, Qt.Key.Key_Home)
    assert stands(view) == 0


def test_letters_scroll_only_if_they_are_to(view: PageView, qtbot: "QtBot") -> None:
    with qtbot.waitSignal(view.letter_pressed) as caught:
        press(view, Qt.Key.Key_J)
    assert caught.args == ["J"]
    assert stands(view) == 0
    view.moving.by_letters = True
    press(view, Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K)
    assert stands(view) == LINE


def test_letters_and_digits_with_another_use_keep_it(view: PageView, qtbot: "QtBot") -> None:
    view.moving.by_letters = True
    with qtbot.waitSignal(view.letter_pressed) as caught:
        press(view, Qt.Key.Key_H)
    assert caught.args == ["H"]
    with qtbot.waitSignal(view.theme_key_pressed) as caught:
        press(view, Qt.Key.Key_1)
    assert caught.args == ["1"]
    assert stands(view) == 0


def test_the_middle_button_grabs_the_pages(view: PageView, qtbot: "QtBot") -> None:
    port = view.viewport()
    with qtbot.waitSignal(view.scrolled_by_user):
        QTest.mousePress(port, MIDDLE, pos=QPoint(300, 400))
        assert port.cursor().shape() == Qt.CursorShape.ClosedHandCursor
        QTest.mouseMove(port, QPoint(300, 310))
    QTest.mouseMove(port, QPoint(300, 250))
    assert stands(view) == 150
    assert not view.selecting
    QTest.mouseRelease(port, MIDDLE, pos=QPoint(300, 250))
    assert port.cursor().shape() != Qt.CursorShape.ClosedHandCursor
    QTest.mouseMove(port, QPoint(300, 100))
    assert stands(view) == 150


def test_a_finger_moves_the_pages_and_selects_nothing(view: PageView, qtbot: "QtBot") -> None:
    port = view.viewport()
    qtbot.waitUntil(lambda: QScroller.hasScroller(port))
    device = QTest.createTouchDevice()
    assert isinstance(device, QPointingDevice)
    start = QPoint(300, 500)
    with qtbot.waitSignal(view.scrolled_by_user):
        QTest.touchEvent(port, device).press(0, start, port).commit()
        for step in range(1, 15):
            qtbot.wait(10)
            QTest.touchEvent(port, device).move(0, start - QPoint(0, 20 * step), port).commit()
    assert stands(view) > 100
    assert not view.selecting
    QTest.touchEvent(port, device).release(0, start - QPoint(0, 280), port).commit()


def pinch(view: PageView, added: float, at: QPointF) -> None:
    port = view.viewport()
    there = QPointF(port.mapToGlobal(at))
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        at,
        there,
        there,
        added,
        QPointF(),
    )
    QApplication.sendEvent(port, event)


def test_a_pinch_on_the_touchpad_zooms_about_the_fingers(view: PageView) -> None:
    fingers = QPointF(420, 333)
    view.scroll_to(1500)
    before, place = view.scale, view.place_at(fingers)
    for _ in range(4):
        pinch(view, 0.1, fingers)
    assert view.scale == pytest.approx(before * 1.1**4)
    after = view.place_at(fingers)
    assert after.page == place.page
    assert (after.x, after.y) == pytest.approx((place.x, place.y), abs=2)
    pinch(view, -5.0, fingers)  # a wild number shrinks the pages, it doesn't turn them round
    assert 0 < view.scale < before


def test_two_fingers_on_the_screen_zoom_about_their_middle(view: PageView, qtbot: "QtBot") -> None:
    device = QTest.createTouchDevice()
    port, middle = view.viewport(), QPoint(400, 320)
    view.scroll_to(1500)
    before, place = view.scale, view.place_at(middle)
    apart = 60
    touch = QTest.touchEvent(port, device)
    touch.press(0, middle - QPoint(apart, 0), port).press(1, middle + QPoint(apart, 0), port)
    touch.commit()
    for _ in range(12):
        apart += 5
        qtbot.wait(10)
        touch = QTest.touchEvent(port, device)
        touch.move(0, middle - QPoint(apart, 0), port).move(1, middle + QPoint(apart, 0), port)
        touch.commit()
    assert view.scale > before * 1.4
    after = view.place_at(middle)
    assert after.page == place.page
    assert (after.x, after.y) == pytest.approx((place.x, place.y), abs=12)
    touch = QTest.touchEvent(port, device)
    touch.release(0, middle - QPoint(apart, 0), port).release(1, middle + QPoint(apart, 0), port)
    touch.commit()
