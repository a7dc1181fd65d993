from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from glossator.app.settings import SETTINGS, Settings


def store(folder: Path) -> QSettings:
    return QSettings(str(folder / "view.ini"), QSettings.Format.IniFormat)


def test_every_setting_has_a_default_and_says_what_it_does(tmp_path: Path) -> None:
    settings = Settings(store(tmp_path))
    for setting in SETTINGS:
        assert settings.get(setting.key) == setting.default
        assert setting.help.endswith(".")


def test_what_is_set_comes_back_with_its_type(tmp_path: Path) -> None:
    settings = Settings(store(tmp_path))
    views = {"/a “b”/c.glossator": {"panes": [{"page": 3, "y": 1.5, "fit": "text"}], "theme": ""}}
    settings.set("views", views)  # type: ignore[arg-type]
    settings.set("left_width", 300)
    settings.set("left_shown", value=False)
    settings.sync(wait=True)
    again = Settings(store(tmp_path))
    assert again.get("views") == views
    assert again.number("left_width") == 300
    assert not again.flag("left_shown")


def test_a_value_of_another_type_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="left_width"):
        Settings(store(tmp_path)).set("left_width", "wide")
    with pytest.raises(KeyError):
        Settings(store(tmp_path)).get("no such setting")


def test_what_can_not_be_read_counts_as_never_set(tmp_path: Path) -> None:
    raw = store(tmp_path)
    raw.setValue("left_width", "{broken")
    raw.setValue("views", "3")
    raw.sync()
    settings = Settings(store(tmp_path))
    assert settings.number("left_width") == 280
    assert settings.get("views") == {}
