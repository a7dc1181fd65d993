"""The row of a theme: its figures are whole however many passages there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from glossator.app.models.themes import ThemeRole
from glossator.ui.panels.theme_row import ThemeRow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ROW = QRect(0, 0, 260, 26)


def drawn(total: int) -> QImage:
    model, item = QStandardItemModel(), QStandardItem("Demand")
    item.setData(total, ThemeRole.TOTAL)
    item.setData("#1166CC", ThemeRole.COLOUR)
    item.setData([], ThemeRole.COUNTS)
    model.appendRow(item)
    option = QStyleOptionViewItem()
    option.rect, option.font, option.palette = ROW, QApplication.font(), QApplication.palette()
    picture = QImage(ROW.size(), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    ThemeRow().paint(painter, option, model.index(0, 0))
    painter.end()
    return picture


@pytest.mark.parametrize(("more", "fewer"), [(1_149, 149), (12_345, 2_345)])
def test_the_first_digit_of_a_large_count_is_drawn(qtbot: QtBot, more: int, fewer: int) -> None:
    del qtbot
    assert drawn(more) != drawn(fewer)
