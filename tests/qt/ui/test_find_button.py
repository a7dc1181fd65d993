"""The buttons with words stay in the toolbar of a narrow window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QToolBar

from glossator.domain.colours import contrast
from glossator.ui.widgets.find_button import KEYS, WORDS, FindButton
from glossator.ui.widgets.follow_button import FollowButton
from glossator.ui.widgets.icons import faded, icon

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_it_says_less_in_a_narrow_toolbar_and_stays(qtbot: "QtBot") -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    bar, button = QToolBar("Tools"), FindButton()
    bar.setMovable(False)
    bar.addWidget(button)
    window.addToolBar(bar)
    window.show()
    said = []
    for width in (600, 220, 130):
        window.resize(width, 300)
        qtbot.waitUntil(lambda width=width: bar.width() == width)  # type: ignore[misc]
        assert button.isVisible()
        shown = f"{button.words} {KEYS}"
        assert button.fontMetrics().horizontalAdvance(shown) < button.width()
        said.append(button.words)
    assert said == list(WORDS)


def test_an_icon_that_can_not_be_used_is_told_from_one_that_can(qtbot: "QtBot") -> None:
    for colour, ground in (("#1F2328", "#F3F4F6"), ("#E6E8EB", "#24272C")):
        shown = faded(colour)
        assert contrast(colour, ground) > 3 * contrast(shown, ground)
        assert contrast(shown, ground) > 2


def test_the_kind_of_following_is_named_where_there_is_room(qtbot: "QtBot") -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    switch = QAction(icon("follow", "#202020"), "Panes follow each other", window)
    switch.setIconText("Follow: same paragraph number")
    bar, button = QToolBar("Tools"), FollowButton(switch, [QAction("Kind", window)])
    bar.setMovable(False)
    bar.addWidget(button)
    window.addToolBar(bar)
    window.show()
    said = []
    for width in (600, 180, 60, 600):
        window.resize(width, 300)
        qtbot.waitUntil(lambda width=width: bar.width() == width)  # type: ignore[misc]
        assert button.isVisible()
        is_named = button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        said.append(button.text() if is_named else "")
    assert said == [switch.iconText(), "Follow", "", switch.iconText()]
    switch.setIconText("Follow")
    assert button.text() == "Follow"
