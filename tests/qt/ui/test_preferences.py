from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QCheckBox, QLabel

from glossator.app.settings import SETTINGS, Settings
from glossator.ui.preferences import PreferencesDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SWITCHES = [row for row in SETTINGS if row.label]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "view.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def dialog(qtbot: "QtBot", settings: Settings) -> PreferencesDialog:
    made = PreferencesDialog(settings)
    qtbot.addWidget(made)
    return made


def test_every_labelled_setting_has_a_switch_that_says_what_it_does(
    dialog: PreferencesDialog, settings: Settings
) -> None:
    switches = {switch.objectName(): switch for switch in dialog.findChildren(QCheckBox)}
    assert list(switches) == [row.key for row in SWITCHES]
    for row in SWITCHES:
        assert switches[row.key].isChecked() == settings.flag(row.key)
        assert switches[row.key].accessibleDescription() == row.help


def test_a_switch_takes_effect_at_once_and_is_kept(
    dialog: PreferencesDialog, settings: Settings, qtbot: "QtBot", tmp_path: Path
) -> None:
    switch = dialog.findChild(QCheckBox, "letter_scrolling")
    assert isinstance(switch, QCheckBox)
    with qtbot.waitSignal(dialog.changed):
        switch.click()
    assert settings.flag("letter_scrolling")
    settings.sync(wait=True)
    store = QSettings(str(tmp_path / "view.ini"), QSettings.Format.IniFormat)
    assert Settings(store).flag("letter_scrolling")


def test_the_mnemonics_are_given_once() -> None:
    keys = [row.label[row.label.index("&") + 1].casefold() for row in SWITCHES]
    assert len(keys) == len(set(keys))


def test_no_explanation_is_cut_off(dialog: PreferencesDialog) -> None:
    dialog.show()
    explanations = [one for one in dialog.findChildren(QLabel) if one.wordWrap()]
    assert len(explanations) == len(SWITCHES)
    for one in explanations:
        assert one.height() >= one.heightForWidth(one.width()), one.text()
