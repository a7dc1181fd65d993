"""Taking passages to other tools and in from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.app.exporting import Exporter, ExportWish
from helpers.window import LONG, focused, select_words, typed

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from helpers.window import TestWindow


def tag(qtbot: QtBot, window: TestWindow, page: int, words: str, key: str) -> None:
    """Tag words of the first pane with the theme of a key."""
    select_words(qtbot, window.panes[0], page, words)
    typed(focused(), key)


def test_an_analyst_exports_a_document_to_read_and_the_choices_are_remembered(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    window.opened.workspace.set_analyst("Ana")
    tag(qtbot, window, 4, "trafficking", "1")
    wish = ExportWish(".md", by_report=True, definitions=False)
    window.ask.will_be("export_wish", wish, None)
    window.ask.will_be("export_file", tmp_path / "report.md")
    window.run("export")
    qtbot.waitUntil(lambda: window.said == "Exported 1 passage to report.md.", timeout=LONG)
    text = (tmp_path / "report.md").read_text("utf-8")
    assert "Themes: " in text
    window.run("export")
    assert window.ask.sentences[-1] == ".md: 1 passages, 1 listed"


def test_a_cancelled_export_leaves_the_old_file_and_no_half_one(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    tag(qtbot, window, 4, "trafficking", "1")
    target = tmp_path / "out.csv"
    target.write_text("old")
    before = sorted(tmp_path.iterdir())
    room = window.opened
    exporter = Exporter(room.workspace, room.library)
    with qtbot.waitSignal(exporter.ended, timeout=LONG):
        exporter.cancel()
        exporter.start(target)
    assert target.read_text() == "old"
    assert sorted(tmp_path.iterdir()) == before
