"""Everything is reached by keyboard, and one sees where one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QTabBar
from shiboken6 import isValid

from glossator.ui.parts import _chain
from helpers.window import click, focused, press, select_words, typed

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from helpers.window import TestWindow

SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key
MOST = 80


def around(window: TestWindow, widget: QWidget) -> QImage:
    """Return how a control and what is round it look."""
    corner = widget.mapTo(window, QPoint())
    return window.grab(widget.rect().translated(corner).adjusted(-2, -2, 2, 2)).toImage()


def walk(window: TestWindow, key: Qt.Key = Key.Key_Tab) -> list[QWidget]:
    """Press Tab until it comes round; check name and looks of every control on the way."""
    passed: list[QWidget] = []
    while focused() not in passed:
        widget = focused()
        passed.append(widget)
        assert len(passed) < MOST
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        assert interface.text(QAccessible.Text.Name), type(widget).__name__
        seen = around(window, widget)
        press(widget, key, SHIFT if key == Key.Key_Backtab else Qt.KeyboardModifier.NoModifier)
        assert focused() is not widget, f"{type(widget).__name__} holds the keyboard"
        assert around(window, widget) != seen, f"{type(widget).__name__} shows no focus"
    return passed


def test_tab_goes_through_the_window_from_left_to_right(window: TestWindow, qtbot: QtBot) -> None:
    select_words(qtbot, window.panes[0], 4, "of trafficking")
    typed(focused(), "1")
    window.opened.desk.choose_annotation(window.annotations()[0].id)
    window.panes[1].finder.open()
    window.panes[0].view.setFocus(Qt.FocusReason.TabFocusReason)
    press(window.panes[0].view, Key.Key_Tab)
    passed = walk(window)
    room = window.opened
    expected = [
        room.themes.field,
        window.panes[0].view,
        window.panes[1].finder.bar.field,
        window.panes[1].view,
        room.passages.head.field,
        room.passages.view,
        room.passages.note.text,
    ]
    at = passed.index(expected[0])
    places = [(passed.index(one) - at) % len(passed) for one in expected]
    assert places == sorted(places)
    back = walk(window, Key.Key_Backtab)
    assert set(back) == set(passed)


def test_f6_goes_round_the_parts_and_back(window: TestWindow) -> None:
    window.panes[0].finder.open()
    first, second = window.panes
    first.view.setFocus()
    came: list[QWidget] = []
    for _ in range(5):
        press(focused(), Key.Key_F6)
        came.append(focused())
    assert came[0] is second.view
    assert window.opened.passages.isAncestorOf(came[1])
    assert window.opened.themes.isAncestorOf(came[2])
    assert came[3:] == [first.finder.bar.field, first.view]
    press(focused(), Key.Key_F6, SHIFT)
    assert focused() is first.finder.bar.field
    # A part is left and come to again where one was in it.
    press(focused(), Key.Key_F6, SHIFT)
    press(focused(), Key.Key_Backtab, SHIFT)
    where = focused()
    press(focused(), Key.Key_F6)
    press(focused(), Key.Key_F6, SHIFT)
    assert focused() is where


def test_the_ring_goes_when_the_mouse_comes(window: TestWindow) -> None:
    view = window.panes[0].view
    view.setFocus()
    assert not window.focus_ring.isVisible()
    press(view, Key.Key_F6)
    assert window.focus_ring.isVisible()
    second = window.panes[1].view
    assert second.hasFocus()
    click(second.viewport())
    assert not window.focus_ring.isVisible()


def test_the_arrow_keys_on_the_map_go_from_passage_to_passage(
    window: TestWindow, qtbot: QtBot
) -> None:
    pane = window.panes[0]
    for page, words in ((6, "trafficking"), (1, "trafficking"), (3, "women")):
        select_words(qtbot, pane, page, words)
        typed(focused(), "1")
    pages = {one.id: one.page for one in window.annotations()}
    desk = window.opened.desk
    said: list[str] = []
    window.opened.announcer.announced.connect(said.append)
    desk.choose_annotation(None)
    pane.view.go_to_page(2)
    QApplication.processEvents()  # the box gives the keyboard back to the pages
    pane.map.setFocus(Qt.FocusReason.TabFocusReason)
    came = []
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Up):
        press(pane.map, key)
        assert desk.annotation_id is not None
        came.append(pages[desk.annotation_id])
        assert pane.view.page <= came[-1]
        assert focused() is pane.map
    assert came == [3, 6, 6, 3, 1]
    qtbot.waitUntil(lambda: "page" in said[-1] or "para." in said[-1])
    press(pane.map, Key.Key_End)
    qtbot.waitUntil(lambda: pane.view.share == 1.0)


def test_closing_the_pane_one_reads_in_leaves_the_keyboard_with_the_next(
    window: TestWindow,
) -> None:
    first, second = window.panes
    click(second.view.viewport())
    press(second.view, Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert window.panes == [first]
    assert focused() is first.view
    assert not window.focus_ring.isVisible()


def test_the_ring_leaves_a_control_after_a_pane_before_it_was_closed(window: TestWindow) -> None:
    tabs = [one for one in _chain(window) if isinstance(one, QTabBar)][-1]
    window.focus_ring.show_around(tabs)
    window.opened.panes.close_pane(window.panes[1])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(tabs)  # PySide has forgotten it with what stood before it
    window.resize(window.width() - 40, window.height())
    window.focus_ring.show_around(window.panes[0].view)
    assert window.focus_ring.isVisible()
