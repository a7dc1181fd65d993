"""The tabs of the side panels: all names are there at every width."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabBar, QWidget

from glossator.ui.widgets.side_tabs import SideTabs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NAMES = ("Themes", "Reports", "Contents", "Pages")


@pytest.mark.parametrize("width", [400, 280, 100])
def test_no_tab_is_scrolled_away(qtbot: "QtBot", width: int) -> None:
    tabs, window = SideTabs(), QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    row.addWidget(tabs)
    for name in NAMES:
        tabs.addTab(QLabel("x"), name)
    window.resize(width, 300)
    window.show()
    qtbot.waitExposed(window)
    for current in (0, 3, 0):
        tabs.setCurrentIndex(current)
        bar = tabs.tabBar()
        for index, name in enumerate(NAMES):
            rect = bar.tabRect(index)
            assert tabs.rect().contains(rect.translated(bar.pos()))
            if width > 250:
                assert rect.width() > bar.fontMetrics().horizontalAdvance(name)
    assert not any(one.isVisible() for one in tabs.tabBar().findChildren(QWidget))


def test_tabs_stand_wider_again_where_there_is_room(qtbot: "QtBot") -> None:
    tabs = SideTabs()
    qtbot.addWidget(tabs)
    for name in NAMES:
        tabs.addTab(QLabel("x"), name)
    widths = []
    for width in (500, 220, 500):
        tabs.resize(width, 300)
        tabs.show()
        widths.append(_end(tabs.tabBar()))
    assert widths[1] < widths[0] == widths[2]


def _end(bar: QTabBar) -> int:
    return bar.tabRect(bar.count() - 1).right()


def test_a_panel_is_made_when_its_tab_is_first_shown(qtbot: "QtBot") -> None:
    tabs, made = SideTabs(), []
    qtbot.addWidget(tabs)

    def panel() -> QWidget:
        made.append(QLabel("reports"))
        return made[-1]

    tabs.addTab(QLabel("x"), "Themes")
    tabs.add_later("Reports", panel)
    tabs.show()
    assert not made
    tabs.setCurrentIndex(1)
    assert made[0].isVisible()
    tabs.setCurrentIndex(0)
    tabs.setCurrentIndex(1)
    assert len(made) == 1


def test_a_tab_that_is_named_is_there_at_once(qtbot: "QtBot") -> None:
    tabs, panel = SideTabs(), QLabel("reports")
    qtbot.addWidget(tabs)
    tabs.addTab(QLabel("x"), "Themes")
    tabs.add_later("Reports", lambda: panel)
    tabs.show_tab("Reports")
    assert tabs.currentWidget().isAncestorOf(panel)
    tabs.show()
    assert panel.isVisible()
