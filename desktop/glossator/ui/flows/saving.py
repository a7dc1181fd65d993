"""Saves a copy of the active report with its annotations in it."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from glossator.app.marked_copy import MarkedCopy
from glossator.domain.text.counted import counted

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.domain.records import Report
    from glossator.ui.ask import Ask
    from glossator.ui.reading_room import ReadingRoom


def save_marked(room: ReadingRoom, ask: Ask) -> None:
    """Ask where the copy goes and write it; the notice tells how it went."""
    pane = room.panes.active
    report = room.workspace.report(pane.report_id) if pane else None
    if report is None:
        return
    room.flush()
    path = ask.pdf_file(_name(report), "Save a copy with marks")
    if path is None:
        return
    saving = MarkedCopy(room.workspace, room.library, path)
    saving.done.connect(lambda placed, lost: _say_saved(room, path, placed, lost))
    saving.refused.connect(room.notice.say)
    room.said.emit(f"Writing {path.name} …")
    saving.start(report)


def _name(report: Report) -> str:
    stem = PurePath(report.file_name).stem or report.symbol.replace("/", "_") or "report"
    return f"{stem} with marks.pdf"


def _say_saved(room: ReadingRoom, path: Path, placed: int, lost: int) -> None:
    said = f"Saved {path.name} with {counted(placed, 'passage')}."
    if lost:
        said += f" {counted(lost, 'passage')} to re-attach: not in the copy."
    folder = QUrl.fromLocalFile(str(path.parent))
    room.notice.say(said, action="Open folder", run=lambda: QDesktopServices.openUrl(folder))
