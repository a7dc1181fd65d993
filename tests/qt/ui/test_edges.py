"""Boxes and fields are seen on a light and on a dark window."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from glossator.domain.colours import contrast
from glossator.ui.widgets.edges import ENOUGH, KINDS, draw_edges
from glossator.ui.widgets.look import set_look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def app(qapp: QApplication) -> "Iterator[QApplication]":
    palette, style = QPalette(qapp.palette()), qapp.style().name()
    qapp.setStyle("Fusion")
    yield qapp
    qapp.setStyle(style)
    for kind in KINDS:
        qapp.setPalette(palette, kind)  # type: ignore[arg-type]
    qapp.setPalette(palette)


@pytest.mark.parametrize("dark", [False, True])
def test_the_edge_of_a_control_stands_out(app: QApplication, qtbot: "QtBot", dark: bool) -> None:
    set_look(app, dark=not dark)
    draw_edges(app)
    set_look(app, dark=dark)  # as when the system turns dark
    draw_edges(app)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    controls = [QCheckBox("Mark"), QRadioButton("All"), QLineEdit(), QComboBox()]
    controls += [QPlainTextEdit(), QPushButton("Open")]
    for control in controls:
        column.addWidget(control)
    window.show()
    qtbot.waitExposed(window)
    controls[2].clearFocus()
    picture = window.grab().toImage()
    ground = picture.pixelColor(2, 2).name()
    for control in controls:
        at = control.geometry()
        edge = max(
            contrast(picture.pixelColor(x, at.center().y()).name(), ground)
            for x in range(at.left(), at.left() + 3)
        )
        assert edge >= ENOUGH, control
