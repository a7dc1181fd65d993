"""The window shows how it was left before the program is there."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMainWindow

from glossator.ui.frame import Frame
from glossator.ui.widgets.curtain import Curtain

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from pytestqt.qtbot import QtBot

GREEN = QColor("#107030")


def make_frame(qtbot: "QtBot") -> Frame:
    frame = Frame()
    qtbot.addWidget(frame)
    frame.resize(400, 300)
    return frame


def content() -> QMainWindow:
    window = QMainWindow()
    window.setWindowTitle("Reports — Glossator")
    label = QLabel("Pages")
    label.setAutoFillBackground(True)
    colours = label.palette()
    colours.setColor(QPalette.ColorRole.Window, GREEN)
    label.setPalette(colours)
    window.setCentralWidget(label)
    return window


@pytest.fixture
def picture(qtbot: "QtBot") -> bytes:
    """How a window with its content looked."""
    frame = make_frame(qtbot)
    frame.show()
    frame.take_in(content(), lambda: True)
    qtbot.waitExposed(frame)
    assert middle(frame) == GREEN
    return frame.picture()


def middle(frame: Frame) -> QColor:
    return frame.grab().toImage().pixelColor(200, 250)


def curtains(frame: Frame) -> list[Curtain]:
    return [one for one in frame.findChildren(Curtain) if one.isVisible()]


def test_the_first_paint_shows_how_the_window_was_left(qtbot: "QtBot", picture: bytes) -> None:
    frame = make_frame(qtbot)
    frame.show_picture(picture)
    with qtbot.waitSignal(frame.painted):
        frame.show()
    assert middle(frame) == GREEN


@pytest.mark.parametrize("broken", [b"", b"no picture", b"x\x9c" + b"0" * 40])
def test_what_is_no_picture_is_not_shown(qtbot: "QtBot", broken: bytes) -> None:
    frame = make_frame(qtbot)
    frame.show_picture(broken)
    assert middle(frame) != GREEN


def test_the_picture_of_another_size_is_not_shown(qtbot: "QtBot", picture: bytes) -> None:
    frame = make_frame(qtbot)
    frame.resize(500, 300)
    frame.show_picture(picture)
    assert middle(frame) != GREEN


def test_the_picture_fits_the_same_size_and_colours_alone(qtbot: "QtBot") -> None:
    frame = make_frame(qtbot)
    light = frame.fits
    colours = frame.palette()
    colours.setColor(QPalette.ColorRole.Window, QColor("#202020"))
    frame.setPalette(colours)
    dark = frame.fits
    frame.resize(500, 300)
    assert len({light, dark, frame.fits}) == 3


def test_the_picture_covers_the_window_until_that_is_ready(qtbot: "QtBot", picture: bytes) -> None:
    frame, ready = make_frame(qtbot), [False]
    frame.show_picture(picture)
    frame.show()
    frame.take_in(QLabel("not drawn yet"), lambda: ready[0])
    qtbot.waitExposed(frame)
    assert curtains(frame)
    assert middle(frame) == GREEN
    ready[0] = True
    qtbot.waitUntil(lambda: not curtains(frame))
    assert middle(frame) != GREEN


def test_whoever_presses_a_key_sees_the_window_itself(qtbot: "QtBot", picture: bytes) -> None:
    frame = make_frame(qtbot)
    frame.show_picture(picture)
    frame.show()
    frame.take_in(QLabel("not drawn yet"), lambda: False)
    qtbot.waitExposed(frame)
    QTest.keyClick(frame.windowHandle(), Qt.Key.Key_A)
    assert not curtains(frame)


def test_the_picture_goes_in_time_whatever_happens(
    qtbot: "QtBot", picture: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glossator.ui.widgets.curtain.LONGEST", 30)
    frame = make_frame(qtbot)
    frame.show_picture(picture)
    frame.show()
    frame.take_in(QLabel("never ready"), lambda: False)
    qtbot.waitUntil(lambda: not curtains(frame))


def test_the_title_is_that_of_the_content(qtbot: "QtBot") -> None:
    frame, inside = make_frame(qtbot), content()
    frame.take_in(inside, lambda: True)
    assert frame.windowTitle() == "Reports — Glossator"
    inside.setWindowTitle("Other — Glossator")
    assert frame.windowTitle() == "Other — Glossator"


def test_what_is_to_be_kept_is_kept_before_the_content_closes(qtbot: "QtBot") -> None:
    frame, inside = make_frame(qtbot), content()
    frame.take_in(inside, lambda: True)
    frame.show()
    qtbot.waitExposed(frame)
    seen: list[bool] = []
    frame.closing.connect(lambda: seen.append(inside.isVisible()))
    frame.close()
    assert seen == [True]
    assert not inside.isVisible()


def test_a_screen_reader_is_told_that_it_is_a_window(qtbot: "QtBot") -> None:
    frame = make_frame(qtbot)
    told = QAccessible.queryAccessibleInterface(frame)
    assert told is not None
    assert told.role() is QAccessible.Role.Window


class Painted(QLabel):
    """Counts how often it is painted."""

    times = 0

    def paintEvent(self, event: "QPaintEvent") -> None:
        self.times += 1
        super().paintEvent(event)


def test_behind_its_picture_the_window_is_not_painted(qtbot: "QtBot", picture: bytes) -> None:
    frame, ready, inside = make_frame(qtbot), [False], Painted("seen later")
    frame.show_picture(picture)
    with qtbot.waitSignal(frame.painted):
        frame.show()
    frame.take_in(inside, lambda: ready[0])
    (curtain,) = curtains(frame)
    qtbot.waitUntil(lambda: not curtain.visibleRegion().isEmpty())
    inside.repaint()
    assert inside.times == 0
    ready[0] = True
    qtbot.waitUntil(lambda: not curtains(frame))
    qtbot.waitUntil(lambda: inside.times == 1)
