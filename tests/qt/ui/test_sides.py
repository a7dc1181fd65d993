"""The panels at the sides give way to the pages in a small window."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from glossator.app.settings import Settings
from glossator.ui.sides import MIDDLE, NARROW, Sides

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def settings(tmp_path: "Path") -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def sides(qtbot: "QtBot", settings: Settings) -> Sides:
    made = Sides(QWidget(), settings)
    for tabs in (made.left, made.right):
        tabs.addTab(QWidget(), "Tab")
    qtbot.addWidget(made)
    made.resize(1400, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_small_window_is_the_pages_first_and_a_large_one_gives_back(sides: Sides) -> None:
    wished = sides.sizes()
    sides.resize(1000, 600)
    left, middle, right = sides.sizes()
    assert left == right == NARROW
    assert middle > 1000 - wished[0] - wished[2]
    sides.resize(1200, 600)
    assert abs(sides.sizes()[1] - MIDDLE) < 3
    sides.resize(1400, 600)
    assert sides.sizes() == wished


def test_only_the_panel_that_is_moved_is_remembered(sides: Sides, settings: Settings) -> None:
    before = settings.number("right_width")
    sides.resize(1000, 600)
    sides.moveSplitter(240, 1)
    assert settings.number("left_width") == 240
    assert settings.number("right_width") == before


def test_a_hidden_panel_leaves_the_other_its_width(sides: Sides, settings: Settings) -> None:
    sides.resize(1100, 600)
    sides.toggle_left()
    assert sides.sizes()[2] == settings.number("right_width")
    sides.toggle_left()
    assert sides.sizes()[0] == NARROW
