"""Every setting of the program as a row of one table, kept by Qt.

Facts of the work are kept in the project; here is only how this person on this machine
likes to look at it.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from PySide6.QtCore import QSettings

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value]"


class Setting(NamedTuple):
    """One setting.

    Attributes:
        key: Its name in code and in the settings file.
        default: What it is when never set.
        help: What it does, as a sentence.
        label: What the preferences call it, with a mnemonic; empty for what the window
            remembers by itself.
        group: The heading it stands under in the preferences.
    """

    key: str
    default: Value
    help: str
    label: str = ""
    group: str = ""


SETTINGS: tuple[Setting, ...] = (
    Setting("last_project", "", "Path of the project opened at the next start."),
    Setting("recent_projects", [], "Paths of the projects opened last, newest first."),
    Setting("window", "", "Place and size of the window, as Qt encodes them."),
    Setting("left_width", 280, "Width of the left panel in logical pixels."),
    Setting("right_width", 310, "Width of the right panel in logical pixels."),
    Setting("left_shown", default=True, help="Whether the left panel is shown."),
    Setting("right_shown", default=True, help="Whether the right panel is shown."),
    Setting("views", {}, "Panes, places and zoom of each project, by its path."),
    Setting("export", {}, "Format and choices of the last export."),
    Setting("last_folder", "", "Folder of the last file chosen in a dialog."),
    Setting("night", "off", "Whether pages are dark: off, on, or system, as the window is."),
    Setting(
        "tips_seen", default=False, help="Whether the three tips of the first start were closed."
    ),
    Setting(
        "smooth_scrolling",
        default=True,
        help="The wheel and the keys move the pages in a short glide instead of a jump.",
        label="&Smooth scrolling",
        group="Reading",
    ),
    Setting(
        "letter_scrolling",
        default=False,
        help="The letters J and K scroll the pages down and up.",
        label="Scroll with &J and K",
        group="Reading",
    ),
    Setting(
        "caret_browsing",
        default=False,
        help="A caret stands in the pages: the arrow keys move it, with Shift they select. F7 "
        "switches it, too.",
        label="Caret &browsing",
        group="Reading",
    ),
    Setting(
        "facing_cover",
        default=True,
        help="Of two pages facing, the first stands alone on the right, as a cover does; in "
        "each pane this can be changed in the View menu.",
        label="Two pages facing begin with a &cover",
        group="Reading",
    ),
    Setting(
        "first_picture",
        default=True,
        help="The project keeps a picture of the window when you close it, and shows it at once "
        "when you start again. Switched off, none is kept.",
        label="Start with the window as it was &left",
        group="Starting",
    ),
    Setting(
        "backups",
        default=True,
        help="A copy of the project is kept in a folder apart from it, taken in quiet moments and "
        "checked. It holds what the project holds, the reports too.",
        label="Back projects &up",
        group="Safety",
    ),
    Setting(
        "backup_folder",
        "",
        help="Best on another disk, and not in the folder of a project. Backups that are there "
        "already stay where they are.",
        label="Backup &folder",
        group="Safety",
    ),
    Setting("places_told", [], "Synchronised or distant folders that were told of once."),
)

_DEFAULTS = {setting.key: setting.default for setting in SETTINGS}


class Settings:
    """Typed access to the table above.

    Values are stored as JSON, so that they come back with the type they had on every
    platform. A value that can't be read counts as never set. They are read once and
    written in a thread: Qt would write them in the window's, and a busy disk takes a
    second.

    Args:
        store: Where they are kept; only its place is used.

    Raises:
        KeyError: A key that is not in the table.
    """

    def __init__(self, store: QSettings) -> None:
        self._place = (store.fileName(), store.format())
        self._values = {key: _read(store, key) for key in _DEFAULTS}
        self._unwritten: dict[str, str] = {}

    def get(self, key: str) -> Value:
        """Return a setting, or its default."""
        return self._values[key]

    def set(self, key: str, value: Value) -> None:
        """Store a setting.

        Raises:
            TypeError: The value has another type than the default.
        """
        if type(value) is not type(_DEFAULTS[key]):
            raise TypeError(f"setting {key} is a {type(_DEFAULTS[key]).__name__}")
        self._values[key] = value
        self._unwritten[key] = json.dumps(value)

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

    def sync(self, *, wait: bool = False) -> None:
        """Write what has been set since the last time, in a thread.

        Args:
            wait: Return only when it is written (at the end).
        """
        changed, self._unwritten = self._unwritten, {}
        writing = _writer().submit(_write, self._place, changed)
        if wait:
            writing.result()


@cache
def _writer() -> ThreadPoolExecutor:
    """Return the thread that writes; the first picture of the window doesn't wait for it."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="glossator settings")


def _read(store: QSettings, key: str) -> Value:
    default, text = _DEFAULTS[key], store.value(key)
    if not isinstance(text, str):
        return default
    try:
        value = cast("Value", json.loads(text))
    except json.JSONDecodeError:
        return default
    return value if type(value) is type(default) else default


def _write(place: tuple[str, QSettings.Format], changed: dict[str, str]) -> None:
    store = QSettings(*place)
    for key, text in changed.items():
        store.setValue(key, text)
    store.sync()
