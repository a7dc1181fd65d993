"""The dialog that asks what goes out, and what is remembered of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from glossator.app.exporting import ExportWish
from glossator.exchange.outgoing import FORMATS
from glossator.ui.dialogs.export import ExportDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.app.settings import Value


def shown(qtbot: QtBot, last: ExportWish, listed: int = 2) -> ExportDialog:
    dialog = ExportDialog(last, 1204, listed)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.mark.parametrize("suffix", [one.suffix for one in FORMATS])
def test_it_opens_as_it_was_left(qtbot: QtBot, suffix: str) -> None:
    last = ExportWish(suffix, listed=True, by_report=True, definitions=False, anonymous=True)
    assert shown(qtbot, last).wish() == last
    assert ExportWish.of(last.remembered()) == last


def test_only_documents_to_read_are_arranged(qtbot: QtBot) -> None:
    dialog = shown(qtbot, ExportWish(".csv"))
    assert not dialog.by_report.isVisible()
    dialog.format.setCurrentIndex(dialog.format.findData(".docx"))
    assert dialog.by_report.isVisible()
    assert dialog.definitions.isVisible()


def test_each_format_says_what_it_can_not_hold(qtbot: QtBot) -> None:
    dialog = shown(qtbot, ExportWish(".csv"))
    for index, one in enumerate(FORMATS):
        dialog.format.setCurrentIndex(index)
        assert one.loses[1:] in dialog._loses.text()


def test_nothing_listed_can_not_be_chosen(qtbot: QtBot) -> None:
    dialog = shown(qtbot, ExportWish(".csv", listed=True), listed=0)
    assert not dialog.listed.isEnabled()
    assert not dialog.wish().listed


@pytest.mark.parametrize("kept", [{}, [], {"suffix": ".exe", "listed": 3}, {"suffix": 7}, "x"])
def test_settings_that_mean_nothing_any_more_count_as_never_set(kept: Value) -> None:
    assert ExportWish.of(kept) == ExportWish()
