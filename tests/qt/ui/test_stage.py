"""What is counted before somebody compares it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtWidgets import QWidget

from glossator.app.desk import Desk
from glossator.ui.compare import stage
from glossator.ui.compare.stage import Stage
from helpers.comparing import StubLibrary, structured_workspace
from helpers.records import make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.app.library import Library
    from glossator.app.matching import Matching
    from glossator.ui.panes.panes import Panes


@pytest.mark.parametrize("many", [3, 4])
def test_only_many_passages_are_counted_before_they_are_compared(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(stage, "MANY", many)
    report, theme = make_report(), make_theme("Demand")
    marks = [make_annotation(report, [theme], start=n) for n in range(3)]
    workspace = structured_workspace(report, theme, *marks)
    library = cast("Library", StubLibrary(workspace))
    panes, matching = cast("Panes", QWidget()), cast("Matching", None)
    shown = Stage(panes, workspace, library, Desk(), matching)
    qtbot.addWidget(shown)
    workspace.loaded.emit()
    assert (Stage.comparison.made(shown) is not None) == (many == 3)
