"""The line at the foot of the window."""

from typing import TYPE_CHECKING

from glossator.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_what_is_said_takes_the_place_of_the_keys_where_both_have_no_room(qtbot: "QtBot") -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    said = "Tagged: Non-punishment and non-criminalization of victims / Principle and scope."
    shown = []
    for width in (1400, 700):
        line.resize(width, 24)
        line.showMessage(said)
        shown.append(line.is_hint_shown)
        line.clearMessage()
        shown.append(line.is_hint_shown)
    assert shown == [True, True, False, True]
