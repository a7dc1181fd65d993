"""What works unseen is imported a little at a time."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from glossator.ui.importing_ahead import import_in_turns

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

NAMES = ("imported_first", "imported_second")


def imported() -> list[str]:
    return [name for name in NAMES if name in sys.modules]


def test_each_module_is_imported_in_a_turn_of_its_own(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NAMES:
        (tmp_path / f"{name}.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    turns: list[list[str]] = []
    parent = QObject()
    import_in_turns(NAMES, lambda: turns.append(imported()), parent)
    assert (imported(), turns) == ([NAMES[0]], [])
    qtbot.waitUntil(lambda: turns == [list(NAMES)])
    for name in NAMES:
        del sys.modules[name]
