"""The panels of reports and of contents, on the real widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox

from glossator.app.desk import Desk
from glossator.domain.errors import ProjectError
from glossator.domain.project_intents import MEMO
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.ui.panels.contents import NO_HEADINGS, NO_REPORT, NOT_READ, ContentsPanel
from glossator.ui.panels.dialogs import Description, DescriptionDialog, MemoDialog
from glossator.ui.panels.reports import EMPTY, ReportPanel
from helpers.fake_project import make_workspace, refuse_writes
from helpers.hosted import hosted
from helpers.records import make_annotation, make_report

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.app.workspace import Workspace

OLD = make_report("A/67/170", date="2012-08-07", position=0)
NEW = make_report("A/79/322", date="", title="", position=1, sha256="1")


@pytest.fixture
def workspace(qtbot: QtBot) -> Workspace:
    return make_workspace(OLD, NEW, make_annotation(OLD))


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk()


@pytest.fixture
def panel(workspace: Workspace, desk: Desk, qtbot: QtBot) -> ReportPanel:
    panel = ReportPanel(workspace, desk)
    hosted(panel, qtbot, 270, 400)
    return panel


def test_enter_and_double_click_open_a_report(panel: ReportPanel, desk: Desk, qtbot: QtBot) -> None:
    opened: list[object] = []
    desk.report_wanted.connect(opened.append)
    panel.view.setCurrentIndex(panel.view.model().index(1, 0))
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    at = panel.view.visualRect(panel.view.model().index(0, 0)).center()
    viewport = panel.view.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    assert opened == [NEW.id, OLD.id]


def test_delete_removes_a_report_and_undo_brings_it_back(
    panel: ReportPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    panel.view.setCurrentIndex(panel.view.model().index(0, 0))
    QTest.keyClick(panel.view, Qt.Key.Key_Delete)
    assert [report.id for report in workspace.reports()] == [NEW.id]
    assert not list(workspace.annotations())
    workspace.undo()
    assert panel.view.model().rowCount() == 2
    panel.grab()


def test_a_report_is_described_in_a_dialog(
    panel: ReportPanel, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DescriptionDialog, "ask", lambda *_: Description("A/1", "T", "2001"))
    next(one for one in panel.menu(NEW).actions() if one.text() == "Describe …").trigger()
    described = workspace.report(NEW.id)
    assert described is not None
    assert (described.symbol, described.title, described.date) == ("A/1", "T", "2001")


def test_the_dialog_takes_only_dates(qtbot: QtBot) -> None:
    dialog = DescriptionDialog(OLD)
    qtbot.addWidget(dialog)
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    ok = box.button(QDialogButtonBox.StandardButton.Ok)
    dialog._date.setText("2024-1")
    assert not ok.isEnabled()
    dialog._date.setText("2024-11")
    assert ok.isEnabled()
    assert dialog.values() == Description("A/67/170", "Report A/67/170", "2024-11")


def test_a_failed_removal_is_told(panel: ReportPanel, workspace: Workspace, qtbot: QtBot) -> None:
    refuse_writes(workspace, ProjectError("The disk is full."))
    with qtbot.waitSignal(panel.trouble):
        panel.remove(OLD)
    assert panel.view.model().rowCount() == 2


def test_an_empty_list_says_how_to_fill_it(qtbot: QtBot, desk: Desk) -> None:
    panel = ReportPanel(make_workspace(), desk)
    qtbot.addWidget(panel)
    assert panel.view.accessibleDescription() == EMPTY
    panel.grab()


UNITS = tuple(
    Unit(
        f"h{i}",
        UnitKind.HEADING,
        f"{i}.",
        title="Findings",
        level=1 + i % 2,
        page=i,
        spans=((i * 100, i * 100 + 10),),
    )
    for i in range(1, 5)
)


@pytest.fixture
def contents(desk: Desk, qtbot: QtBot) -> ContentsPanel:
    panel = ContentsPanel(make_workspace(OLD), desk)
    hosted(panel, qtbot, 270, 400)
    return panel


def test_a_click_on_a_heading_goes_there(contents: ContentsPanel, desk: Desk, qtbot: QtBot) -> None:
    contents.set_structure(OLD.id, Structure(units=UNITS))
    at = contents.view.visualRect(contents.view.model().index(1, 0)).center()
    with qtbot.waitSignal(desk.place_wanted) as wanted:
        QTest.mouseClick(contents.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert wanted.args == [OLD.id, 200]
    with qtbot.waitSignal(desk.place_wanted):
        QTest.keyClick(contents.view, Qt.Key.Key_Return)


def test_the_section_being_read_is_marked(contents: ContentsPanel) -> None:
    contents.set_structure(OLD.id, Structure(units=UNITS))
    contents.set_reading_offset(350)
    assert contents.view.reading.data() == "3. Findings"
    contents.grab()
    contents.set_structure(NEW.id, None)
    assert not contents.view.reading.isValid()


def test_contents_says_why_it_is_empty(contents: ContentsPanel) -> None:
    assert contents.view.accessibleDescription() == NO_REPORT
    contents.set_structure(OLD.id, None)
    assert contents.view.accessibleDescription() == NOT_READ
    contents.set_structure(OLD.id, Structure())
    assert contents.view.accessibleDescription() == NO_HEADINGS
    contents.grab()


def test_a_report_and_the_project_have_a_memo(
    workspace: Workspace, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = ReportPanel(workspace, desk)
    hosted(panel, qtbot, 280, 500)
    panel.view.setCurrentIndex(panel.view.model().index(0, 0))
    assert "No memo yet." in panel.memo.text()
    monkeypatch.setattr(MemoDialog, "ask", lambda *_: "Strong on care.")
    panel.memo.linkActivated.emit("edit")
    assert "Strong on care." in panel.memo.text()
    workspace.undo()
    assert "No memo yet." in panel.memo.text()
    panel.write_project_memo()
    kept = workspace.fact(MEMO)
    assert kept is not None
    assert kept.text == "Strong on care."
    workspace.undo()
    assert workspace.fact(MEMO) is None


def test_the_memo_dialog_gives_back_what_is_written(qtbot: QtBot) -> None:
    dialog = MemoDialog("Memo of the project", "Begun in May. ")
    qtbot.addWidget(dialog)
    assert dialog.value() == "Begun in May."
