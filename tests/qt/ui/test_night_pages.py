"""Dark pages: by hand, with the system's palette, remembered, and painted so."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QColor

from glossator.app.desk import Desk
from glossator.app.settings import Settings
from glossator.domain.pages import night
from glossator.domain.text.page_text import Role
from glossator.ui.pages.night import Night, NightPages
from glossator.ui.panes.panes import Panes
from glossator.ui.widgets.look import palette
from helpers.fake_project import make_workspace
from helpers.library import FakeLibrary
from helpers.pages import make_page
from helpers.records import make_report

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from glossator.app.library import Library
    from glossator.domain.pages.tiling import TileKey

REPORT = make_report()
PAGES = [make_page([("1. Words on a page.", Role.BODY, 0)])]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def panes(qtbot: QtBot) -> Panes:
    library = FakeLibrary([REPORT], PAGES)
    workspace, desk = make_workspace(REPORT), Desk()
    made = Panes(workspace, cast("Library", library), desk)
    made.kept = (library, workspace, desk)  # type: ignore[attr-defined]
    made.setPalette(palette(dark=False))
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    qtbot.waitExposed(made)
    made.open(REPORT.id)
    return made


def paper(panes: Panes) -> QColor:
    """The colour of the page's corner, where no word stands."""
    view = panes.all()[0].view
    corner = view.page_rect(0).topLeft().toPoint()
    return view.viewport().grab().toImage().pixelColor(corner.x() + 20, corner.y() + 20)


def test_the_paper_is_dark_at_night_and_white_by_day(panes: Panes, settings: Settings) -> None:
    pages = NightPages(panes, settings)
    assert paper(panes) == QColor("white")
    pages.toggle()
    assert paper(panes) == QColor(night.PAPER)
    pages.toggle()
    assert paper(panes) == QColor("white")


def test_a_pane_opened_at_night_is_dark(panes: Panes, settings: Settings) -> None:
    NightPages(panes, settings).toggle()
    assert panes.open(REPORT.id).view.night


def test_pictures_are_asked_for_as_dark_as_they_are_shown(
    panes: Panes, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = NightPages(panes, settings)
    asked: list[TileKey] = []
    view = panes.all()[0].view

    def show(_view: object, visible: frozenset[TileKey], near: tuple[TileKey, ...]) -> None:
        asked.extend((*visible, *near))

    monkeypatch.setattr(view.library, "show", show)
    pages.toggle()
    view.viewport().grab()
    assert asked
    assert all(key.night for key in asked)


def test_the_choice_is_remembered(panes: Panes, settings: Settings) -> None:
    NightPages(panes, settings).toggle()
    panes.show_night(night=False)
    assert NightPages(panes, settings).choice is Night.ON
    assert panes.night


def test_pages_follow_the_window_if_so_chosen(panes: Panes, settings: Settings) -> None:
    pages = NightPages(panes, settings)
    panes.setPalette(palette(dark=True))
    dark = [panes.night]
    pages.toggle_system()
    dark.append(panes.night)
    panes.setPalette(palette(dark=False))
    dark.append(panes.night)
    assert dark == [False, True, False]


def test_what_is_seen_stays_when_the_window_is_followed_no_more(
    panes: Panes, settings: Settings
) -> None:
    pages = NightPages(panes, settings)
    panes.setPalette(palette(dark=True))
    pages.toggle_system()
    pages.toggle_system()
    assert panes.night
    panes.setPalette(palette(dark=False))
    assert panes.night
