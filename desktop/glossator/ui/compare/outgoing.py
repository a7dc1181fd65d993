"""What is compared goes out: the table, the plot, the passages.

The formats, and what opens folders, are imported when wanted: they would hold up the start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from glossator.app.actions import BY_ID
from glossator.app.library import THREADS
from glossator.domain.errors import GlossatorError, InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path

    from glossator.exchange.sheets.table import Sheet
    from glossator.ui.main_window import MainWindow
    from glossator.ui.reading_room import ReadingRoom


class Outgoing(QObject):
    """Asks where something goes, writes it in a thread, and says so."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions do that write what is compared."""
        return {
            "export_table": self._export_table,
            "export_plot": self._export_plot,
            "export_compared": self._export_passages,
        }

    def serve(self, room: ReadingRoom) -> None:
        """Offer the exports in the view's own menu once it is there."""
        room.stage.turned.connect(lambda _: self._fill_menu(room))

    def say_written(self, what: str, path: Path) -> None:
        """Say that something was written, with a way to its folder."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        room = self._window.room
        if room is not None:
            folder = QUrl.fromLocalFile(str(path.parent))
            room.notice.say(
                f"Exported {what} to {path.name}.",
                action="Open folder",
                run=lambda: QDesktopServices.openUrl(folder),
            )

    def _fill_menu(self, room: ReadingRoom) -> None:
        if not room.stage.compares:
            return
        out = room.stage.view.choices.out
        if out.menu() is None:
            menu = QMenu(out)
            for name in self.handlers():
                entry = menu.addAction(BY_ID[name].text)
                entry.triggered.connect(lambda _=False, name=name: self._window.run(name))
            out.setMenu(menu)

    def _export_table(self) -> None:
        from glossator.exchange.sheets.compare import figures_sheet

        room = self._room()
        model = room.stage.view.model
        if model.table is None:
            return
        path = self._window.ask.table_file(f"{self._stem(room)}, compared.xlsx")
        if path is not None:
            sheet = figures_sheet(model.table, model.rows, model.columns)
            self._write(room, path, sheet, "the table")

    def _export_passages(self) -> None:
        from glossator.exchange.sheets.compare import passages_sheet

        room = self._room()
        workspace = room.workspace
        title, columns = room.stage.view.passages()
        path = self._window.ask.table_file(f"{self._stem(room)}, passages.xlsx")
        if path is None:
            return
        ids = {one for column in columns for one in column.ids}
        annotations = {one.id: one for one in workspace.annotations() if one.id in ids}
        reports = {report.id: report for report in workspace.reports()}
        sheet = passages_sheet(title, columns, annotations, reports, workspace.tree)
        self._write(room, path, sheet, "the passages")

    def _export_plot(self) -> None:
        from glossator.ui.compare.plot_file import drawn

        room = self._room()
        plot = room.stage.view.plot
        path = self._window.ask.plot_file(f"{self._stem(room)}, over time.svg")
        if path is None:
            return
        try:
            data = drawn(plot.plot, plot.font(), path.suffix.casefold())
        except InvalidInputError as error:
            room.notice.say(str(error))
            return
        self._started(room, THREADS.submit(_write_bytes, path, data), path, "the plot")

    def _write(self, room: ReadingRoom, path: Path, sheet: Sheet, what: str) -> None:
        from glossator.exchange.sheets.table import write_sheet

        self._started(room, THREADS.submit(write_sheet, path, sheet), path, what)

    def _started(self, room: ReadingRoom, future: Future[None], path: Path, what: str) -> None:
        def written(done: Future[None]) -> None:
            try:
                done.result()
            except GlossatorError as error:
                room.notice.say(str(error))
                return
            self.say_written(what, path)

        room.library.when_done(future, written)

    def _room(self) -> ReadingRoom:
        assert self._window.room is not None
        return self._window.room

    def _stem(self, room: ReadingRoom) -> str:
        return room.workspace.project.path.stem


def _write_bytes(path: Path, data: bytes) -> None:
    from glossator.exchange.replacing import replacing

    with replacing(path) as stream:
        stream.write(data)
