"""Every setting of the program as a row of one table, kept by Qt.

Facts of the work are kept in the project; here is only how this person on this machine
likes to look at it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value]"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its key, what it is when never set, and what it does."""

    key: str
    default: Value
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting("last_project", "", "Path of the project opened at the next start."),
    Setting("recent_projects", [], "Paths of the projects opened last, newest first."),
    Setting("window", "", "Place and size of the window, as Qt encodes them."),
    Setting("left_width", 280, "Width of the left panel in logical pixels."),
    Setting("right_width", 310, "Width of the right panel in logical pixels."),
    Setting("left_shown", default=True, help="Whether the left panel is shown."),
    Setting("right_shown", default=True, help="Whether the right panel is shown."),
    Setting("views", {}, "Panes, places and zoom of each project, by its path."),
    Setting("last_folder", "", "Folder of the last file chosen in a dialog."),
    Setting(
        "tips_seen", default=False, help="Whether the three tips of the first start were closed."
    ),
)

_DEFAULTS = {setting.key: setting.default for setting in SETTINGS}


class Settings:
    """Typed access to the table above.

    Values are stored as JSON, so that they come back with the type they had on every
    platform. A value that can't be read counts as never set.

    Raises:
        KeyError: A key that is not in the table.
    """

    def __init__(self, store: QSettings) -> None:
        self._store = store

    def get(self, key: str) -> Value:
        """Return a setting, or its default."""
        default = _DEFAULTS[key]
        text = self._store.value(key)
        if not isinstance(text, str):
            return default
        try:
            value = cast("Value", json.loads(text))
        except json.JSONDecodeError:
            return default
        return value if type(value) is type(default) else default

    def set(self, key: str, value: Value) -> None:
        """Store a setting.

        Raises:
            TypeError: The value has another type than the default.
        """
        if type(value) is not type(_DEFAULTS[key]):
            raise TypeError(f"setting {key} is a {type(_DEFAULTS[key]).__name__}")
        self._store.setValue(key, json.dumps(value))

    def text(self, key: str) -> str:
        """Return a setting that is text."""
        return str(self.get(key))

    def number(self, key: str) -> int:
        """Return a setting that is a whole number."""
        value = self.get(key)
        assert isinstance(value, int)
        return value

    def flag(self, key: str) -> bool:
        """Return a setting that is on or off."""
        return bool(self.get(key))

    def sync(self) -> None:
        """Write what is still in memory."""
        self._store.sync()
