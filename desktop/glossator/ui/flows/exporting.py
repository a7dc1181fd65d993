"""Exports passages in the format that the analyst chooses, with a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from glossator.app.exporting import Exporter, ExportWish
from glossator.domain.text.counted import counted
from glossator.ui.widgets.waiting import end_waiting, show_done, show_waiting

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.app.settings import Settings
    from glossator.exchange.outgoing import Format
    from glossator.ui.ask import Ask
    from glossator.ui.reading_room import ReadingRoom


def export(room: ReadingRoom, ask: Ask, settings: Settings) -> None:
    """Ask what goes out and where, and write it; the notice tells how it went."""
    room.flush()
    workspace = room.workspace
    listed = room.passages.listed_annotations()
    last = ExportWish.of(settings.get("export"))
    wish = ask.export_wish(last, workspace.annotation_count, listed)
    if wish is None:
        return
    settings.set("export", wish.remembered())
    kind = wish.format
    path = ask.export_file(workspace.project.path.stem, kind)
    if path is None:
        return
    exporter = Exporter(workspace, room.library)
    exporter.done.connect(lambda count: _say_written(room, path, kind, count))
    exporter.refused.connect(room.notice.say)
    sentence = f"Writing {path.name} …"
    waiting = show_waiting(room.window(), "Export", sentence, exporter.cancel)
    exporter.progress.connect(lambda done, total: show_done(waiting, sentence, done, total))
    exporter.ended.connect(lambda: end_waiting(waiting))
    exporter.start(path, listed if wish.listed else None, wish)


def _say_written(room: ReadingRoom, path: Path, kind: Format, count: int) -> None:
    folder = QUrl.fromLocalFile(str(path.parent))
    room.notice.say(
        f"Exported {counted(count, kind.counts)} to {path.name}.",
        action="Open folder",
        run=lambda: QDesktopServices.openUrl(folder),
    )
