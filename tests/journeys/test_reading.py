"""Opening, scrolling, following: what an analyst does before a word is tagged."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QCheckBox, QMenu, QToolButton

from glossator.app.library import Library
from glossator.domain.following import Follow
from glossator.domain.pages.layout import PageMode
from glossator.ui.dialogs.preferences import PreferencesDialog
from helpers.window import (
    CONTROL,
    LONG,
    click,
    double_click,
    drop,
    focused,
    make_window,
    open_window,
    page_text,
    press,
    typed,
    wait_open,
    wheel,
)

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from glossator.app.view_state import ViewState
    from glossator.documents.pool import DocumentInfo, DocumentPool
    from glossator.domain.records import Report, ReportId
    from glossator.domain.reports.structure import Structure
    from glossator.ui.panes.pane import Pane
    from helpers.window import TestWindow


def shown(window: TestWindow) -> list[str]:
    reports = (window.opened.workspace.report(pane.report_id) for pane in window.panes)
    return [report.symbol for report in reports if report]


def colours(pane: Pane) -> int:
    """Return how many colours a page shows; paper alone has few, letters have many."""
    picture = pane.view.viewport().grab().toImage()
    middle = picture.width() // 2
    pixels = (picture.pixel(middle + x, y) for x in range(40) for y in range(picture.height()))
    return len({QColor(pixel).rgb() for pixel in pixels})


def drag_report(window: TestWindow, symbol: str, x: int) -> bool:
    reports = window.opened.reports.view
    model = reports.model()
    indexes = (model.index(row, 0) for row in range(model.rowCount()))
    wanted = next(index for index in indexes if index.data() == symbol)
    panes = window.opened.panes
    return drop(panes, model.mimeData([wanted]), QPoint(x, 200), Qt.DropAction.CopyAction)


def test_an_analyst_opens_the_sample_and_finds_two_reports_side_by_side(
    qtbot: QtBot, pool: DocumentPool, tmp_path: Path
) -> None:
    window = open_window(qtbot, pool, tmp_path, tips=True)
    assert shown(window) == ["CEDAW/C/GC/38", "A/79/322"]
    assert len(window.opened.workspace.reports()) == 5
    assert len(window.opened.workspace.tree) == 90
    assert window.said.startswith("Select text and type three letters of a theme")
    assert window.windowTitle().startswith("Trafficking in women and girls")
    assert not window.opened.workspace.undo_stack.canUndo()
    qtbot.waitUntil(lambda: all(colours(pane) > 20 for pane in window.panes), timeout=LONG)


def test_an_analyst_drags_a_third_report_beside_them_and_closes_one(
    qtbot: QtBot, window: TestWindow
) -> None:
    panes = window.opened.panes
    assert drag_report(window, "A/67/170", panes.width() // 2)
    assert shown(window) == ["CEDAW/C/GC/38", "A/67/170", "A/79/322"]
    assert panes.active is window.panes[1]
    wait_open(qtbot, window, window.panes[1])
    qtbot.waitUntil(lambda: colours(window.panes[1]) > 20, timeout=LONG)
    press(window, Qt.Key.Key_W, CONTROL)
    assert shown(window) == ["CEDAW/C/GC/38", "A/79/322"]
    assert len(window.opened.workspace.reports()) == 5
    assert drag_report(window, "A/67/170", panes.width() - 5)
    assert shown(window)[-1] == "A/67/170"


def test_an_analyst_opens_a_report_by_a_double_click(window: TestWindow) -> None:
    reports = window.opened.reports.view
    window.opened.show_tab("reports")
    at = reports.visualRect(reports.model().index(1, 0)).center()
    double_click(reports.viewport(), at)
    # The third stands below the first.
    assert shown(window) == ["CEDAW/C/GC/38", "A/73/263", "A/79/322"]


def test_an_analyst_makes_the_panes_follow_each_other(qtbot: QtBot, window: TestWindow) -> None:
    left, right = window.panes
    press(window, Qt.Key.Key_L, CONTROL)
    switch = window.commands["follow"]
    qtbot.waitUntil(lambda: switch.iconText() == "Follow: same place")
    assert window.commands["follow"].isEnabled()
    assert window.opened.panes.following.mode is Follow.SAME_PLACE
    wheel(left, -20)
    assert left.view.share > 0.1
    assert abs(left.view.share - right.view.share) < 0.01
    before = left.view.share
    wheel(right, -20, Qt.KeyboardModifier.AltModifier)
    assert left.view.share == before
    assert right.view.share > before + 0.1
    apart = right.view.share - left.view.share
    wheel(left, 5)
    assert abs(right.view.share - left.view.share - apart) < 0.01
    press(window, Qt.Key.Key_L, CONTROL)
    before = right.view.share
    wheel(left, -5)
    assert right.view.share == before


def test_an_analyst_zooms_with_the_wheel_and_fits_the_width_again(window: TestWindow) -> None:
    pane = window.panes[0]
    fitting = pane.view.scale
    wheel(pane, 4, CONTROL)
    assert abs(pane.view.scale / fitting - 1.1**4) < 0.01
    assert window.panes[1].view.scale != pane.view.scale
    press(pane.view, Qt.Key.Key_0, CONTROL)
    assert pane.view.scale == fitting


def test_an_analyst_jumps_by_paragraph_page_and_contents_and_back(
    qtbot: QtBot, window: TestWindow
) -> None:
    room, pane = window.opened, window.panes[1]
    click(pane.view.viewport())
    assert room.panes.active is pane
    reading = room.library.reading(pane.report_id)
    assert reading is not None
    unit = next(one for one in reading.structure.units if one.label == "para. 46")
    press(window, Qt.Key.Key_G, CONTROL)
    typed(focused(), "46")
    press(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: reading_unit(window, pane) == unit.label, timeout=LONG)
    press(window, Qt.Key.Key_Home, CONTROL)
    assert pane.view.page == 0
    press(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert pane.view.page == unit.page
    room.show_tab("contents")
    tree = room.contents.view
    index = tree.model().index(1, 0)
    before = pane.view.state()
    click(tree.viewport(), tree.visualRect(index).center())
    qtbot.waitUntil(lambda: pane.view.state() != before, timeout=LONG)


def reading_unit(window: TestWindow, pane: Pane) -> str:
    """Return the paragraph that the line under the pane's head names."""
    pane._say_where()
    return next((part for part in pane.head.where.text().split(" › ")[-1].split(" · ")), "")


def test_an_analyst_reads_in_full_screen_and_leaves_it_with_escape(
    qtbot: QtBot, window: TestWindow
) -> None:
    window.showMaximized()
    window.run("full_screen")
    assert window.isFullScreen()
    press(window.panes[0].view, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert window.isMaximized()


def test_an_analyst_prefers_to_scroll_with_letters(qtbot: QtBot, window: TestWindow) -> None:
    window.run("preferences")
    dialog = window.findChild(PreferencesDialog)
    assert dialog is not None
    before = window.panes[0].view.verticalScrollBar().value()
    switch = dialog.findChild(QCheckBox, "letter_scrolling")
    assert isinstance(switch, QCheckBox)
    switch.click()
    dialog.reject()
    press(window.panes[0].view, Qt.Key.Key_J)
    assert window.panes[0].view.verticalScrollBar().value() > before


def test_an_analyst_lays_the_pages_out_as_a_book_and_finds_it_so_again(
    qtbot: QtBot, window: TestWindow, pool: DocumentPool, tmp_path: Path
) -> None:
    pane = window.panes[0]
    click(pane.view.viewport())
    for name in ("pages_facing", "fit_page", "turn_right"):
        window.commands[name].trigger()
    qtbot.waitUntil(lambda: not window.commands["pages_continuous"].isChecked())
    assert window.commands["pages_facing"].isChecked()
    assert window.commands["fit_page"].isChecked()
    window.commands["facing_cover"].trigger()
    pane.go_to_page(6)
    before = [(one.report_id, one.view.state()) for one in window.panes]
    assert before[0][1].mode is PageMode.FACING
    assert before[0][1].turn == 90
    assert before[1][1].mode is PageMode.CONTINUOUS
    path = window.project.path
    window.close()
    again = open_window(qtbot, pool, tmp_path, path)
    wanted = [(report_id, replace(state, y=0, x=0)) for report_id, state in before]

    def shown() -> list[tuple[ReportId, ViewState]]:
        return [(one.report_id, replace(one.view.state(), y=0, x=0)) for one in again.panes]

    # A pane is fitted to its text when the text has come.
    qtbot.waitUntil(lambda: shown() == wanted, timeout=LONG)


def test_the_menu_of_a_pane_acts_on_that_pane(qtbot: QtBot, window: TestWindow) -> None:
    second = window.panes[1]
    more = next(one for one in second.findChildren(QToolButton) if one.toolTip() == "Pane menu")
    more.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    names = [action.objectName() for action in menu.actions()]
    menu.actions()[names.index("pages_single")].trigger()
    menu.close()
    assert second.view.layout_.mode is PageMode.SINGLE
    assert window.panes[0].view.layout_.mode is PageMode.CONTINUOUS


def test_an_analyst_finds_a_page_by_its_picture(qtbot: QtBot, window: TestWindow) -> None:
    click(window.panes[0].view.viewport())
    window.commands["show_pages"].trigger()
    pages = window.opened.pages.list
    qtbot.waitUntil(lambda: pages.pages.rowCount() > 6, timeout=LONG)
    pool = window.opened.library.pool

    def is_drawn(page: int) -> bool:
        key = pages.key(page)
        return key is not None and pool.picture(key) is not None

    qtbot.waitUntil(lambda: is_drawn(5), timeout=LONG)
    click(pages.viewport(), pages.visualRect(pages.pages.index(5, 0)).center())
    assert window.panes[0].view.page == 5
    press(window.panes[0].view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.panes[0].view.page == 0
    click(window.panes[1].view.viewport())
    count = len(window.panes[1].view.layout_.boxes)
    qtbot.waitUntil(lambda: pages.pages.rowCount() == count)


def test_the_pages_show_although_the_file_is_slow_to_come(
    qtbot: QtBot,
    pool: DocumentPool,
    sample: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    comes, fetch = threading.Event(), Library._ask_to_open

    def late(library: Library, report: Report, *how: Any) -> Future[DocumentInfo]:  # noqa: ANN401
        assert comes.wait(LONG / 1000)
        return fetch(library, report, *how)

    monkeypatch.setattr(Library, "_ask_to_open", late)
    window = make_window(pool, tmp_path)
    qtbot.addWidget(window)
    window.show()
    window.show_project(window.projects.open(sample))
    window.opened.panes.close_pane(window.panes[1])
    pane, library = window.panes[0], window.opened.library
    pane.view.zoom_by(1.1)  # no longer fitted to the text, which would ask again when it comes
    # The pages are known from an earlier reading, so all is asked for before the file comes.
    qtbot.waitUntil(lambda: bool(pane.view._painter._near), timeout=LONG)
    QApplication.processEvents()
    assert pane.view in library._shown
    qtbot.waitUntil(lambda: not library._ask_soon.isActive(), timeout=LONG)
    comes.set()
    qtbot.waitUntil(lambda: colours(pane) > 20, timeout=LONG)


def test_a_pane_is_laid_out_before_the_units_of_its_report_are_built(
    qtbot: QtBot, window: TestWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, structure = list[str](), window.project.structure

    def noted(sha256: str) -> Structure | None:
        asked.append(sha256)
        return structure(sha256)

    monkeypatch.setattr(window.project, "structure", noted)
    report = window.report("A/67/170")
    pane = window.opened.panes.open(report.id)
    assert (len(pane.view.layout_.boxes), asked) == (report.n_pages, [])
    wait_open(qtbot, window, pane)
    assert asked == [report.sha256]


def test_a_report_that_is_opened_again_is_fitted_to_its_text_at_once(
    qtbot: QtBot, window: TestWindow, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = window.panes[0].view
    qtbot.waitUntil(lambda: view.fitting.edges is not None, timeout=LONG)
    before = view.scale
    assert before > view.layout_.scale_for_width(view.viewport().width())
    window.close_project()
    window.show_project(window.projects.open(sample))
    pane, scales = window.panes[0], set[float]()
    painter, paint = pane.view._painter, pane.view._painter.paint

    def noted(*how: Any) -> None:  # noqa: ANN401
        scales.add(round(pane.view.scale, 2))
        paint(*how)

    monkeypatch.setattr(painter, "paint", noted)
    window.resize(window.width(), window.height() - 40)
    page_text(qtbot, pane, pane.view.page)
    assert scales == {round(before, 2)}
