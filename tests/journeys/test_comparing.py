"""Comparing: what the reports say on a theme, over the years."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QApplication, QComboBox

from glossator.domain import intents
from glossator.domain.compare.table import Axis, Measure
from glossator.domain.edits import Change, EditSet
from glossator.storage.project import ProjectFile
from helpers.records import MADE_AT, make_annotation, make_segment
from helpers.window import CONTROL, LONG, click, focused, open_window, press, typed

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from glossator.documents.pool import DocumentPool
    from glossator.ui.compare.view import CompareView
    from helpers.window import TestWindow

PUNISH = "Non-punishment and non-criminalization of victims"
RECORDS = "Criminal records"
MARKS = (
    ("A/67/170", "para_63", "National law and practice"),
    ("A/75/289", "para_17", "Implementation gap"),
    ("CEDAW/C/GC/38", "para_98__point_c", RECORDS),
    ("A/79/322", "para_57__point_c", RECORDS),
    ("A/79/322", "para_57__point_d", "Principle and scope"),
)


@pytest.fixture
def tagged(sample: Path) -> Path:
    """The sample project with five passages on non-punishment; none is in A/73/263."""
    with ProjectFile.open(sample) as project:
        themes = {theme.name: theme for theme in project.themes()}
        reports = {report.symbol: report for report in project.reports()}
        changes = []
        for symbol, unit_id, name in MARKS:
            report = reports[symbol]
            structure = project.structure(report.sha256)
            assert structure is not None
            unit = next(one for one in structure.units if one.id == unit_id)
            part = make_segment(
                unit.text,
                unit.start,
                unit.page,
                end=unit.end,
                unit_id=unit.id,
                section=unit.section,
            )
            changes.append(
                make_annotation(
                    report,
                    [themes[name]],
                    segments=(part,),
                    quote=unit.text,
                    paragraph=unit.label,
                    citation=f"{symbol}, {unit.label}",
                )
            )
        project.apply(EditSet("Tag", tuple(Change(None, one) for one in changes)), at=MADE_AT)
    return sample


@pytest.fixture
def window(qtbot: QtBot, pool: DocumentPool, tagged: Path, tmp_path: Path) -> TestWindow:
    return open_window(qtbot, pool, tmp_path, tagged)


def is_reading(window: TestWindow) -> bool:
    return not window.opened.stage.compares


def compare(qtbot: QtBot, window: TestWindow) -> CompareView:
    """Press F8 and wait until all is counted."""
    press(window, Qt.Key.Key_F8)
    view = window.opened.stage.view
    qtbot.waitUntil(lambda: view.comparison.is_whole, timeout=LONG)
    return view


def cells(view: CompareView, name: str) -> list[str]:
    model = view.model
    rows = range(model.rowCount())
    row = next(i for i in rows if model.headerData(i, Qt.Orientation.Vertical) == name)
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def heads(view: CompareView) -> list[str]:
    return [one.shown.head for one in view.columns.columns]


def test_a_small_window_shows_the_whole_table_and_says_what_is_compared(
    qtbot: QtBot, window: TestWindow
) -> None:
    window.resize(1000, 640)
    view = compare(qtbot, window)
    window.resize(990, 640)
    QApplication.processEvents()
    assert view.table.horizontalScrollBar().value() == 0
    last = view.model.columnCount() - 1
    assert view.table.columnViewportPosition(last) < view.table.viewport().width()
    for field in view.findChildren(QComboBox):
        words = field.fontMetrics().horizontalAdvance(field.currentText())
        assert words < field.width() - 20, field.currentText()
    # Passages of a theme with a long name open without pushing the window wider.
    theme = window.theme(PUNISH)
    long = intents.rename_theme(window.opened.workspace.tree, theme, "Long name " * 20)
    window.opened.workspace.do(long)
    qtbot.waitUntil(lambda: view.comparison.is_whole, timeout=LONG)
    view.table.choose(theme.id, None)
    press(view.table, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert window.width() == 990
    # Typed words are selected visibly, though the table paints its own selection.
    colours = view.table.field.palette()
    assert colours.color(QPalette.ColorRole.Highlight) != colours.color(QPalette.ColorRole.Base)
    own = QApplication.palette("QLineEdit")  # type: ignore[call-overload]  # Qt takes text
    assert colours.color(QPalette.ColorRole.Window) == own.color(QPalette.ColorRole.Window)


def test_an_analyst_asks_how_non_punishment_changed_from_2012_to_2024_and_takes_the_table_out(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    view = compare(qtbot, window)
    assert cells(view, PUNISH) == ["1", "·", "1", "1", "2", "5"]
    # Letters typed on the table filter its rows; Down goes back to it.
    typed(focused(), "non-pun")
    press(focused(), Qt.Key.Key_Down)
    assert focused() is view.table
    press(view.table, Qt.Key.Key_Return)
    assert heads(view) == [
        "2012 A/67/170",
        "2018 A/73/263",
        "2020 A/75/289",
        "2020 CEDAW/C/GC/38",
        "2024 A/79/322",
    ]
    empty = view.columns.columns[1].shown
    assert empty.absence == f"A/73/263 has no passage tagged “{PUNISH}”."
    # Over time: five figures, told exactly.
    view.show_axes(Axis.THEME, Axis.REPORT, Measure.PER_1000)
    qtbot.waitUntil(lambda: view.comparison.is_ready, timeout=LONG)
    said = [spot.said(Measure.PER_1000) for spot in view.plot.spots]
    assert len(said) == 5
    assert said[1] == f"{PUNISH}, 2018 A/73/263: 0.00 passages per 1,000 words"
    # The table goes out as it stands.
    target = tmp_path / "table.xlsx"
    window.ask.will_be("table_file", target)
    window.run("export_table")
    qtbot.waitUntil(target.exists, timeout=LONG)
    qtbot.waitUntil(lambda: window.said == "Exported the table to table.xlsx.")
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    names = [str(row[0].value) for row in sheet.iter_rows(min_row=2)]
    assert names == [
        PUNISH,
        "Principle and scope",
        "Implementation gap",
        "National law and practice",
        RECORDS,
        "All",
    ]
    assert sheet["F2"].value > sheet["B2"].value > sheet["C2"].value == 0


def test_an_analyst_sees_which_words_are_new_and_goes_to_the_page(
    qtbot: QtBot, window: TestWindow
) -> None:
    view = compare(qtbot, window)
    window.opened.desk.choose_theme(window.theme(RECORDS).id)
    assert view.opened == (window.theme(RECORDS).id, None)
    qtbot.waitUntil(window.commands["mark_changes"].isEnabled)
    press(window, Qt.Key.Key_D, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert view.marks_changes
    later = view.columns.columns[4].text
    assert "text-decoration: underline" in later.toHtml()
    assert "text-decoration: underline" not in view.columns.columns[3].text.toHtml()
    # Tab reaches the passage, Enter goes to its page, and the table is still there after.
    later.setFocus()
    press(later, Qt.Key.Key_Tab)
    press(later, Qt.Key.Key_Return)
    assert is_reading(window)
    report = window.report("A/79/322")
    chosen = window.opened.desk.annotation_id
    assert chosen is not None
    annotation = window.opened.workspace.annotation(chosen)
    assert annotation is not None
    assert annotation.citation == "A/79/322, para. 57 (c)"
    active = window.opened.panes.active
    assert active is not None
    assert active.report_id == report.id
    press(window, Qt.Key.Key_F8)
    assert not is_reading(window)
    assert view.opened == (window.theme(RECORDS).id, None)


def test_an_analyst_moves_over_cells_folds_rows_and_goes_back_with_escape(
    qtbot: QtBot, window: TestWindow
) -> None:
    view = compare(qtbot, window)
    qtbot.waitUntil(lambda: "Esc back to reading" in window.status.hint)
    assert not window.commands["zoom_in"].isEnabled()
    view.table.choose(window.theme(PUNISH).id, window.report("A/67/170").id)
    press(view.table, Qt.Key.Key_Space)
    assert cells(view, RECORDS) == ["·", "·", "·", "1", "1", "2"]
    press(view.table, Qt.Key.Key_Down)
    for _ in range(4):
        press(view.table, Qt.Key.Key_Right)
    keys = (window.theme("Principle and scope").id, window.report("A/79/322").id)
    assert view.table.current_keys() == keys
    press(view.table, Qt.Key.Key_Up)
    press(view.table, Qt.Key.Key_Minus)
    assert view.model.row_of(window.theme(RECORDS).id) == -1
    press(view.table, Qt.Key.Key_Escape)
    assert is_reading(window)
    assert window.opened.themes.isVisible()
    qtbot.waitUntil(window.commands["zoom_in"].isEnabled)
    assert "Select text" in window.status.hint


def test_a_click_on_a_number_shows_its_passages_and_a_click_on_a_head_sorts(
    qtbot: QtBot, window: TestWindow
) -> None:
    view = compare(qtbot, window)
    table = view.table
    column = view.model.column_of(window.report("A/79/322").id)
    head = table.tops
    at = QPoint(head.sectionViewportPosition(column) + 20, head.height() - 12)
    click(head.viewport(), at)
    assert view.model.row_head(0) is not None
    assert view.model.headerData(0, Qt.Orientation.Vertical) == PUNISH
    index = view.model.index(0, column)
    click(table.viewport(), table.visualRect(index).center())
    assert view.opened == (window.theme(PUNISH).id, window.report("A/79/322").id)
    shown = view.columns.columns[column]
    qtbot.waitUntil(lambda: shown.is_filled)
    assert "Vacate or expunge criminal records" in shown.text.toPlainText()


def test_the_passages_and_the_plot_go_out(qtbot: QtBot, window: TestWindow, tmp_path: Path) -> None:
    compare(qtbot, window)
    window.opened.desk.choose_theme(window.theme(PUNISH).id)
    passages, drawing, picture = (tmp_path / name for name in ("p.csv", "plot.svg", "plot.png"))
    window.ask.will_be("table_file", passages)
    window.ask.will_be("plot_file", drawing, picture)
    for name in ("export_compared", "export_plot", "export_plot"):
        window.run(name)
    qtbot.waitUntil(picture.exists, timeout=LONG)
    qtbot.waitUntil(passages.exists, timeout=LONG)
    lines = list(csv.reader(passages.read_text("utf-8-sig").splitlines()))
    assert [line[0] for line in lines[1:]] == [
        "2012 A/67/170",
        "2018 A/73/263",
        "2020 A/75/289",
        "2020 CEDAW/C/GC/38",
        "2024 A/79/322",
        "2024 A/79/322",
    ]
    assert drawing.read_text("utf-8").startswith("<?xml")
    assert QImage(str(picture)).width() == 1800


def test_the_comparison_stands_as_it_stood_after_a_restart(
    qtbot: QtBot, window: TestWindow, pool: DocumentPool, tmp_path: Path, tagged: Path
) -> None:
    view = compare(qtbot, window)
    view.show_axes(Axis.THEME, Axis.YEAR, Measure.WORDS)
    window.opened.desk.choose_theme(window.theme(RECORDS).id)
    opened = view.opened
    window.close()
    again = open_window(qtbot, pool, tmp_path, tagged)
    assert again.opened.stage.compares
    other = again.opened.stage.view
    qtbot.waitUntil(lambda: other.comparison.is_whole, timeout=LONG)
    assert (other.comparison.columns, other.comparison.measure) == (Axis.YEAR, Measure.WORDS)
    assert other.opened == opened
    assert other.table.current_keys() == opened
    assert [one.shown.head for one in other.columns.columns] == ["2012", "2018", "2020", "2024"]


def test_an_empty_project_says_what_would_be_here_and_how_to_get_it(
    qtbot: QtBot, pool: DocumentPool, sample: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.glossator"
    ProjectFile.create(empty).close()
    window = open_window(qtbot, pool, tmp_path, empty)
    press(window, Qt.Key.Key_F8)
    view = window.opened.stage.view
    qtbot.waitUntil(lambda: bool(view.hint), timeout=LONG)
    assert "This project has no report yet. Add one with Ctrl+Shift+O" in view.hint
    window.open_path(sample)
    qtbot.waitUntil(lambda: window.opened.workspace.is_loaded, timeout=LONG)
    press(window, Qt.Key.Key_F8)
    view = window.opened.stage.view
    qtbot.waitUntil(lambda: bool(view.hint), timeout=LONG)
    assert "No passage is tagged yet. Esc goes back to reading" in view.hint
