"""Secondary text is read on a light and on a dark window, also where the system has it pale."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QPalette

from glossator.domain.colours import contrast, mix
from glossator.ui.panes.head import PaneHead
from glossator.ui.widgets.look import palette as look
from glossator.ui.widgets.quiet_text import LEGIBLE, deepen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

ROLES = QPalette.ColorRole


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def pale(qapp: "QApplication", request: pytest.FixtureRequest) -> "Iterator[QApplication]":
    before, pale = QPalette(qapp.palette()), look(dark=request.param)
    faint = QColor(pale.color(ROLES.WindowText))
    faint.setAlphaF(0.4)
    pale.setColor(ROLES.PlaceholderText, faint)
    qapp.setPalette(pale)
    yield qapp
    qapp.setPalette(before)


def test_pale_text_is_deepened_until_it_can_be_read(pale: "QApplication") -> None:
    deepen(pale)
    quiet = pale.palette().color(ROLES.PlaceholderText)
    for role in (ROLES.Window, ROLES.Base):
        ground = pale.palette().color(role).name()
        assert contrast(mix(ground, quiet.name(), quiet.alphaF()), ground) >= LEGIBLE
    assert quiet != pale.palette().color(ROLES.WindowText)


def test_what_a_pane_says_of_following_can_be_read(pale: "QApplication", qtbot: "QtBot") -> None:
    deepen(pale)
    head = PaneHead()
    qtbot.addWidget(head)
    head.say_following("nothing like it here")
    assert not head.follows.isEnabled()
    text = head.follows.palette().color(QPalette.ColorGroup.Disabled, ROLES.ButtonText)
    assert contrast(text.name(), head.palette().color(ROLES.Base).name()) >= LEGIBLE
