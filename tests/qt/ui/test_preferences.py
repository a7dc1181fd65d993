from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton

from glossator.app.keeping import backup_folder
from glossator.app.settings import SETTINGS, Settings
from glossator.storage.backups import default_folder
from glossator.ui.dialogs.preferences import PreferencesDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LABELLED = [row for row in SETTINGS if row.label]
SWITCHES = [row for row in LABELLED if isinstance(row.default, bool)]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "view.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def dialog(qtbot: "QtBot", settings: Settings, tmp_path: Path) -> PreferencesDialog:
    made = PreferencesDialog(settings, lambda _: tmp_path / "on another disk")
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


def test_the_folder_of_the_backups_is_chosen_and_given_back(
    dialog: PreferencesDialog, settings: Settings, qtbot: "QtBot", tmp_path: Path
) -> None:
    field = dialog.findChild(QLineEdit, "backup_folder")
    assert isinstance(field, QLineEdit)
    assert field.text() == str(default_folder())
    buttons = {one.text(): one for one in dialog.findChildren(QPushButton)}
    assert not buttons["Usual &one"].isEnabled()
    with qtbot.waitSignal(dialog.changed):
        buttons["C&hoose …"].click()
    chosen = tmp_path / "on another disk"
    assert (field.text(), backup_folder(settings)) == (str(chosen), chosen)
    buttons["Usual &one"].click()
    assert backup_folder(settings) == default_folder()
    assert field.text() == str(default_folder())


def test_the_mnemonics_are_given_once() -> None:
    keys = [row.label[row.label.index("&") + 1].casefold() for row in LABELLED]
    assert len(keys) == len(set(keys))


def test_no_explanation_is_cut_off(dialog: PreferencesDialog) -> None:
    dialog.show()
    explanations = [one for one in dialog.findChildren(QLabel) if one.wordWrap()]
    assert len(explanations) == len(LABELLED)
    for one in explanations:
        assert one.height() >= one.heightForWidth(one.width()), one.text()
