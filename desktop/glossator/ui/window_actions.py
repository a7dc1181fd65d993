"""What the actions do that need the window rather than what is read in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from glossator.app.tips import tip
from glossator.domain.errors import GlossatorError
from glossator.domain.text.counted import counted
from glossator.ui import seldom
from glossator.ui.compare.outgoing import Outgoing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from glossator.ui.main_window import MainWindow
    from glossator.ui.palette import Palette
    from glossator.ui.reading_room import ReadingRoom

    Handlers = dict[str, Callable[[], object]]


class WindowActions(QObject):
    """Opens and leaves projects, takes out, and shows what stands before the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._palette: Palette | None = None
        self.outgoing = Outgoing(window)

    def handlers(self) -> Handlers:
        """Return what each action does."""
        return {
            **self._projects(),
            **self._exports(),
            **self.outgoing.handlers(),
            **self._dialogs(),
            "quit": lambda: self._window.window().close(),
            "full_screen": self.toggle_full_screen,
        }

    def _projects(self) -> Handlers:
        window = self._window
        return {
            "new_project": self._new_project,
            "open_project": self._open_project,
            "open_sample": lambda: self._guarded(
                lambda: window.show_project(window.projects.sample())
            ),
            "add_report": lambda: window.add_files(window.ask.reports()),
            "import": self._in_room(lambda room: seldom.import_files(room, window.ask)),
            "merge": self._in_room(
                lambda room: seldom.merge_project(room, window.settings, window.ask.other_project())
            ),
            "restore": lambda: seldom.restore(window),
            "check_project": self._in_room(lambda room: seldom.check(window, room)),
        }

    def _exports(self) -> Handlers:
        window = self._window
        return {
            "export_all": self._in_room(partial(self._export, listed=False)),
            "export_listed": self._in_room(partial(self._export, listed=True)),
            "export": self._in_room(lambda room: seldom.export(room, window.ask, window.settings)),
            "print": self._in_room(lambda room: room.print(window.ask)),
            "save_marked": self._in_room(lambda room: seldom.save_marked(room, window.ask)),
            "export_found": self._in_room(lambda room: seldom.export_found(room, window.ask)),
            "export_traced": self._in_room(lambda room: seldom.export_traced(room, window.ask)),
        }

    def _dialogs(self) -> Handlers:
        return {
            "agreement": self._in_room(seldom.show_agreement),
            "set_analyst": self._in_room(self._set_analyst),
            "preferences": self._prefer,
            "go_to": self._in_room(partial(self._open_palette, "go to ")),
            "palette": self._in_room(partial(self._open_palette, "")),
            "manual": lambda: seldom.show_manual(self._window),
            "about": self._in_room(lambda room: room.notice.say(seldom.about_text(room))),
        }

    def let_go(self) -> None:
        """Forget what belongs to the project that is closed."""
        if self._palette is not None:
            self._palette.deleteLater()
            self._palette = None

    def toggle_full_screen(self) -> None:
        """Fill the screen, or stand as before: a window that was maximized is so again."""
        window = self._window.window()
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def fill_recent(self) -> None:
        """List the projects that were open lately in their menu."""
        recent = self._window.commands.recent
        recent.clear()
        for path in self._window.projects.recent():
            entry = recent.addAction(path.stem)
            entry.setToolTip(tip(str(path)))
            entry.triggered.connect(partial(self._open_recent, path))
        if recent.isEmpty():
            recent.addAction("No other project").setEnabled(False)

    def _in_room(self, act: Callable[[ReadingRoom], object]) -> Callable[[], None]:
        """Return what does something with the open project, and nothing where none is open."""

        def handler() -> None:
            if self._window.room is not None:
                act(self._window.room)

        return handler

    def _guarded(self, change: Callable[[], None]) -> None:
        try:
            change()
        except GlossatorError as error:
            room = self._window.room
            say = self._window.show_refusal if room is None else room.notice.say
            say(str(error))

    # Projects

    def _new_project(self) -> None:
        window = self._window
        path = window.ask.new_project()
        if path is not None:
            self._guarded(lambda: window.show_project(window.projects.create(path)))

    def _open_project(self) -> None:
        path = self._window.ask.project()
        if path is not None:
            self._window.open_path(path)

    def _open_recent(self, path: Path, *_: object) -> None:
        self._window.open_path(path)

    # What is read

    def _export(self, room: ReadingRoom, *, listed: bool) -> None:
        room.flush()
        path = self._window.ask.csv_file(f"{room.workspace.project.path.stem}.csv")
        if path is None:
            return
        ids = room.passages.listed_annotations() if listed else None
        exporter = seldom.exporter(room)
        exporter.done.connect(
            lambda count: self.outgoing.say_written(counted(count, "passage"), path)
        )
        exporter.refused.connect(room.notice.say)
        exporter.start(path, ids)

    def _set_analyst(self, room: ReadingRoom) -> None:
        workspace = room.workspace
        label = "Your name, written with every passage you tag from now on:"
        name = self._window.ask.line("Analyst", label, workspace.analyst)
        if name is not None:
            room.guarded(lambda: workspace.set_analyst(name.strip()))
            self._window.look_again_soon()

    def _open_palette(self, text: str, room: ReadingRoom) -> None:
        room.tagging.close_box()
        if self._palette is None:
            self._palette = seldom.palette(self._window, room)
        self._palette.open(text)

    def _prefer(self) -> None:
        window = self._window
        dialog = seldom.preferences(window)
        dialog.changed.connect(self._in_room(lambda room: room.new_panes.take_settings()))
        dialog.open()
