"""The button that finds anything stays in the toolbar of a narrow window."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow, QToolBar

from glossator.ui.find_button import KEYS, WORDS, FindButton

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_it_says_less_in_a_narrow_toolbar_and_stays(qtbot: "QtBot") -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    bar, button = QToolBar("Tools"), FindButton()
    bar.setMovable(False)
    bar.addWidget(button)
    window.addToolBar(bar)
    window.show()
    said = []
    for width in (600, 220, 130):
        window.resize(width, 300)
        qtbot.waitUntil(lambda width=width: bar.width() == width)  # type: ignore[misc]
        assert button.isVisible()
        assert button.fontMetrics().horizontalAdvance(button.text()) < button.width()
        said.append(button.text())
    assert said == [words + KEYS for words in WORDS]
