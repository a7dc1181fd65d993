"""What has colours of its own follows the system from light to dark while the window is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QListView, QWidget
from shiboken6 import delete

from glossator.domain.reports.structure import Unit, UnitKind
from glossator.ui.compare.columns import PassageColumns, Shown
from glossator.ui.trace.pair import Pair, PairView, Side
from glossator.ui.widgets.look import palette as look
from glossator.ui.widgets.paint import Calm
from helpers.records import make_annotation, make_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication, QTextBrowser
    from pytestqt.qtbot import QtBot

ROLES = QPalette.ColorRole
REPORT = make_report()
INK = look(dark=True).color(ROLES.Text).name()


@pytest.fixture
def light(qapp: QApplication) -> Iterator[QApplication]:
    before = QPalette(qapp.palette())
    qapp.setPalette(look(dark=False))
    yield qapp
    qapp.setPalette(before)


def shown(widget: QWidget, qtbot: QtBot) -> QWidget:
    """Show a widget within a window, since only windows are told of the system's palette."""
    window = QWidget()
    qtbot.addWidget(window)
    widget.setParent(window)
    window.resize(600, 400)
    widget.resize(600, 400)
    window.show()
    return window


def turn_dark(application: QApplication) -> None:
    application.setPalette(look(dark=True))
    application.processEvents()


def test_a_list_that_is_calm_turns_dark(light: QApplication, qtbot: QtBot) -> None:
    view = QListView()
    window = shown(view, qtbot)
    Calm(view)
    turn_dark(light)
    assert view.palette().color(ROLES.Base) == look(dark=True).color(ROLES.Window)
    delete(window)
    light.setPalette(look(dark=False))  # and nothing is asked of a list that is no more
    light.processEvents()


def test_passages_in_columns_are_written_anew(light: QApplication, qtbot: QtBot) -> None:
    columns = PassageColumns()
    window = shown(columns, qtbot)
    passage = make_annotation(REPORT, quote="Passage")
    columns.show_columns(
        [Shown("2012", "2012", "", (passage,), ("1",), ""), Shown("", "", "", (), (), "None.")]
    )
    texts: list[QTextBrowser] = [one.text for one in columns.columns]
    turn_dark(light)
    assert INK in texts[0].toHtml()
    inside = texts[1].mapTo(window, texts[1].rect().center())
    seen = window.grab().toImage().pixelColor(inside)
    assert seen == light.palette().color(ROLES.Window)


def test_a_traced_pair_is_written_anew(light: QApplication, qtbot: QtBot) -> None:
    pair = PairView()
    window = shown(pair, qtbot)
    side = Side(REPORT, Unit("para_1", UnitKind.PARAGRAPH, "1", label="para. 1", text="Words"))
    pair.show_pair(Pair("Reworded", side, side))
    turn_dark(light)
    assert window.isVisible()
    assert INK in pair.old.text.toHtml()
