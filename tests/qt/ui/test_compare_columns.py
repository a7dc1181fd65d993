"""The passages of a row side by side, as they change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from glossator.ui.compare.columns import PassageColumns, Shown
from helpers.records import make_annotation, make_report

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.domain.records import Annotation

REPORT = make_report()
FIRST, SECOND, THIRD = (make_annotation(REPORT, quote=f"Passage {n}") for n in range(3))


ORIGIN = QPoint(0, 0)


def column(name: str, *passages: Annotation) -> Shown:
    return Shown(name, "", "", passages, tuple("para. 1" for _ in passages), "None.")


@pytest.fixture
def columns(qtbot: QtBot) -> PassageColumns:
    shown = PassageColumns()
    qtbot.addWidget(shown)
    shown.resize(900, 300)
    shown.show()
    shown.show_columns([column("2012", FIRST), column("2020", SECOND), column("2024")])
    qtbot.waitUntil(lambda: all(one.is_filled for one in shown.columns))
    return shown


def test_only_a_column_that_changed_is_made_anew(columns: PassageColumns, qtbot: QtBot) -> None:
    kept, changed = columns.columns[0].fill(), columns.columns[1].fill()
    columns.show_columns([column("2012", FIRST), column("2020", SECOND, THIRD), column("2024")])
    assert not columns.columns[1].is_filled
    assert changed.isVisible()  # until the other is there
    qtbot.waitUntil(lambda: columns.columns[1].is_filled)
    assert "Passage 2" in columns.columns[1].text.toPlainText()
    assert columns.columns[1].fill() is not changed
    assert columns.columns[0].fill() is kept


def test_there_are_as_many_columns_as_are_shown(columns: PassageColumns, qtbot: QtBot) -> None:
    columns.show_columns([column("2012", THIRD)])
    assert len(columns.columns) == 1
    assert "Passage 2" in columns.columns[0].text.toPlainText()
    four = [column(name, FIRST) for name in ("2012", "2018", "2020", "2024")]
    columns.show_columns(four)
    qtbot.waitUntil(lambda: all(one.is_filled for one in columns.columns))
    assert [one.shown for one in columns.columns] == four
    assert all(one.fill().isVisible() for one in columns.columns)


def test_what_is_said_of_an_empty_column_is_framed_closely_or_scrolled(
    columns: PassageColumns,
) -> None:
    short, long = (column("2024")._replace(absence="No passage. " * n) for n in (1, 300))
    columns.show_columns([short, long])
    framed, scrolled = (one.text for one in columns.columns)
    assert framed.height() < 60
    assert scrolled.toPlainText() == long.absence
    assert scrolled.verticalScrollBar().maximum() > 0
    assert scrolled.geometry().bottom() < columns.viewport().height()


def test_of_many_columns_those_near_the_view_are_made(
    columns: PassageColumns, qtbot: QtBot
) -> None:
    columns.show_columns([column(f"A/{n}", FIRST) for n in range(200)], marked=150)
    qtbot.waitUntil(lambda: columns.columns[150].is_filled)
    asked = columns.columns[150].fill()
    assert columns.viewport().rect().contains(asked.rect().translated(asked.mapTo(columns, ORIGIN)))
    assert sum(one.is_filled for one in columns.columns) < 20
    columns.horizontalScrollBar().setValue(columns.horizontalScrollBar().maximum())
    qtbot.waitUntil(lambda: columns.columns[199].is_filled)
    assert not columns.columns[100].is_filled


def test_tab_goes_from_column_to_column_also_where_the_left_one_was_made_later(
    columns: PassageColumns, qtbot: QtBot
) -> None:
    columns.show_columns([column(f"A/{n}", FIRST) for n in range(200)], marked=150)
    qtbot.waitUntil(lambda: columns.columns[150].is_filled)
    columns.horizontalScrollBar().setValue(columns.horizontalScrollBar().value() - 900)
    qtbot.waitUntil(lambda: all(one.is_filled for one in columns.columns[140:150]))
    columns.columns[143].text.setFocus()
    for _ in ("to its passage", "to the next column"):
        QTest.keyClick(columns.columns[143].text, Qt.Key.Key_Tab)
    assert columns.columns[144].text.hasFocus()
