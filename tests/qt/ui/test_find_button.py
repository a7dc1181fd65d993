"""The buttons with words stay in the toolbar of a narrow window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QToolBar

from glossator.ui.widgets.find_button import KEYS, WORDS, FindButton
from glossator.ui.widgets.follow_button import FollowButton
from glossator.ui.widgets.icons import icon

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
        assert button.fontMetrics().horizontalAdvance(button.text()) < button.width()
        said.append(button.text())
    assert said == [words + KEYS for words in WORDS]


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
