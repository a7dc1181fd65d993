"""What may change thousands of passages is carried out beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from glossator.app.desk import Desk
from glossator.app.large_edits import LARGE
from glossator.domain.records import ThemeId
from glossator.ui.panels.reports import ReportPanel
from glossator.ui.panels.themes import ThemePanel
from helpers.fake_project import make_workspace
from helpers.records import make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from glossator.app.workspace import Workspace
    from glossator.domain.records import Annotation

REPORT = make_report()
DEMAND, CAUSES = make_theme("Demand", position=0), make_theme("Root causes", position=1)
BELOW = make_theme("Poverty", CAUSES)
MANY = [make_annotation(REPORT, [BELOW], start=n) for n in range(LARGE)]


def delete_themes(workspace: Workspace, qtbot: QtBot) -> Callable[[], object]:
    panel = themes_of(workspace, qtbot)
    panel.edits.delete([CAUSES])
    return lambda: len(workspace.tree) == 1 and not carried(workspace)


def merge_themes(workspace: Workspace, qtbot: QtBot) -> Callable[[], object]:
    panel, merged = themes_of(workspace, qtbot), list[ThemeId]()
    panel.edits.merged.connect(merged.append)
    panel.edits.merge([BELOW], DEMAND)
    assert not merged
    return lambda: merged == [DEMAND.id] and carried(workspace) == {DEMAND.id}


def split_theme(workspace: Workspace, qtbot: QtBot) -> Callable[[], object]:
    panel, said = themes_of(workspace, qtbot), list[str]()
    panel.edits.said.connect(said.append)
    panel.edits.split(BELOW, "Debt", [one.id for one in MANY])
    assert not said
    told = [f"{LARGE} of Poverty are Debt now."]
    return lambda: said == told and carried(workspace) == {workspace.tree.find("Debt")[0].id}


def remove_report(workspace: Workspace, qtbot: QtBot) -> Callable[[], object]:
    panel = ReportPanel(workspace, Desk())
    qtbot.addWidget(panel)
    panel.remove(REPORT)
    return lambda: not workspace.reports() and not workspace.annotations()


def themes_of(workspace: Workspace, qtbot: QtBot) -> ThemePanel:
    panel = ThemePanel(workspace, Desk())
    qtbot.addWidget(panel)
    return panel


def carried(workspace: Workspace) -> set[ThemeId]:
    return set[ThemeId]().union(*(one.theme_ids for one in workspace.annotations()))


@pytest.mark.parametrize("deed", [delete_themes, merge_themes, split_theme, remove_report])
def test_what_changes_many_passages_is_written_in_a_thread(
    deed: Callable[[Workspace, QtBot], Callable[[], object]], qtbot: QtBot
) -> None:
    workspace = make_workspace(REPORT, DEMAND, CAUSES, BELOW, *MANY)
    is_done = deed(workspace, qtbot)
    assert workspace.is_busy
    assert not is_done()
    qtbot.waitUntil(lambda: not workspace.is_busy)
    assert is_done()
    assert not workspace.undo_stack.canRedo()
    before: list[Annotation] = sorted(MANY, key=lambda one: one.id)
    workspace.undo()
    assert sorted(workspace.annotations(), key=lambda one: one.id) == before
