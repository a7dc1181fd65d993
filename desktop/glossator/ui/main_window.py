"""The window: menus, toolbar, status line, and the reading room of the open project."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QKeyEvent,
)
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from glossator.app.keeping import Keeping
from glossator.app.surroundings import Surroundings
from glossator.app.workspace import Workspace
from glossator.bundled import resource
from glossator.domain.errors import GlossatorError
from glossator.ui import accessible_pages, seldom
from glossator.ui.arriving import Arriving
from glossator.ui.ask import Ask
from glossator.ui.commands import Commands
from glossator.ui.compare.outgoing import Outgoing
from glossator.ui.edges import draw_edges
from glossator.ui.focus_ring import FocusRing
from glossator.ui.reading_room import ReadingRoom
from glossator.ui.searching import export_found, rename_search
from glossator.ui.status_line import StatusLine, counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.app.projects import Projects
    from glossator.app.settings import Settings, Value
    from glossator.documents.pool import DocumentPool
    from glossator.storage.project import ProjectFile
    from glossator.ui.palette import Palette

TIPS = (
    "Select text and type three letters of a theme, then Enter. "
    "Choose a theme on the left to walk through its passages with F3. "
    "Drag a report from the Reports tab to read it beside the others."
)


class MainWindow(QMainWindow):
    """The one window of the program."""

    def __init__(self, pool: DocumentPool, settings: Settings, projects: Projects) -> None:
        super().__init__()
        self._pool = pool
        self.settings = settings
        self.projects = projects
        self.ask = Ask(self, settings)
        self.room: ReadingRoom | None = None
        self._arriving: Arriving | None = None
        self._keeping: Keeping | None = None
        self._palette: Palette | None = None
        self._handlers: dict[str, Callable[[], object]] = {}
        self.commands = Commands(self)
        self.status = StatusLine()
        self._outgoing = Outgoing(self)
        draw_edges(_program())
        self._build()
        accessible_pages.install()
        self.focus_ring = FocusRing(self)
        self.setWindowTitle("Glossator")
        self.setWindowIcon(QIcon(str(resource("icons/glossator.svg"))))
        self.setAcceptDrops(True)
        self.resize(1400, 860)
        self._context_soon = QTimer(self, singleShot=True, interval=0)
        self._context_soon.timeout.connect(self._update_context)
        self._remember_soon = QTimer(self, singleShot=True, interval=1500)
        self._remember_soon.timeout.connect(self._remember)
        self._restore_window()
        self._update_context()

    def _build(self) -> None:
        self.commands.wanted.connect(self.run)
        self.commands.recent_wanted.connect(self._fill_recent)
        self.commands.fill_menus(self.menuBar())
        self.addToolBar(self.commands.toolbar())
        self.status.analyst_pressed.connect(lambda: self.run("set_analyst"))
        self.setStatusBar(self.status)
        self._own_handlers: dict[str, Callable[[], object]] = {
            "new_project": self._new_project,
            "open_project": self._open_project,
            "open_sample": self._open_sample,
            "add_report": lambda: self.add_files(self.ask.reports()),
            "export_all": lambda: self._export(listed=False),
            "export_listed": lambda: self._export(listed=True),
            "import": lambda: self._with_room(lambda room: seldom.import_files(room, self.ask)),
            "merge": lambda: self._with_room(lambda room: seldom.merge_project(room, self.ask)),
            "agreement": lambda: self._with_room(seldom.show_agreement),
            "export": lambda: self._with_room(
                lambda room: seldom.export(room, self.ask, self.settings)
            ),
            "print": lambda: self._with_room(lambda room: room.print(self.ask)),
            "save_marked": lambda: self._with_room(lambda room: seldom.save_marked(room, self.ask)),
            "export_found": lambda: self._with_room(lambda room: export_found(room, self.ask)),
            "export_traced": lambda: self._with_room(
                lambda room: seldom.export_traced(room, self.ask)
            ),
            **self._outgoing.handlers(),
            "restore": lambda: seldom.restore(self),
            "check_project": lambda: self._with_room(lambda room: seldom.check(self, room)),
            "quit": lambda: self.window().close(),
            "set_analyst": self._set_analyst,
            "preferences": self._prefer,
            "full_screen": self._toggle_full_screen,
            "go_to": lambda: self._palette_open("go to "),
            "palette": lambda: self._palette_open(""),
            "manual": lambda: seldom.show_manual(self),
            "about": lambda: self._say(seldom.about_text()),
        }

    # Running actions

    def run(self, name: str) -> None:
        """Do what an action does."""
        handler = self._own_handlers.get(name) or self._handlers.get(name)
        if handler is not None:
            handler()
        self._context_soon.start()

    def _letter_pressed(self, letter: str) -> None:
        name = self.commands.letters.get(letter)
        if name is not None and self.commands[name].isEnabled():
            self.run(name)

    def _update_context(self) -> None:
        self.commands.enable(self.room.context() if self.room else frozenset())
        if self.room is None:
            return
        stack = self.room.workspace.undo_stack
        self.commands.name_undo(stack.undoText(), stack.redoText())
        for name, on in self.room.checked().items():
            self.commands[name].setChecked(on)
        self.commands.zoom.setText(self.room.viewing.zoom() if self.room.stage.reads else "")
        self.status.describe(self.room.workspace)

    # Projects

    def show_project(self, project: ProjectFile) -> None:
        """Show a project in place of the one that is open."""
        self.close_project()
        workspace = Workspace(project)
        room = ReadingRoom(workspace, self._pool, self.settings)
        self.room = room
        self._handlers = room.handlers()
        self._keeping = Keeping(workspace, self.settings)
        self._keeping.trouble.connect(room.notice.say)
        Surroundings(workspace, self.settings).noticed.connect(room.notice.say_quietly)
        self._arriving = Arriving(room, self.ask)
        self._arriving.progress.connect(self.statusBar().showMessage)
        room.context_changed.connect(self._context_soon.start)
        room.pane_menu_wanted.connect(self._show_pane_menu)
        room.parts.came.connect(self.focus_ring.show_around)
        room.letter_pressed.connect(self._letter_pressed)
        room.action_wanted.connect(self.run)
        room.state_changed.connect(self._remember_soon.start)
        self._outgoing.serve(room)
        room.said.connect(lambda text: self.statusBar().showMessage(text, 4000))
        room.search.panel.rename_wanted.connect(partial(rename_search, room, self.ask))
        self.setCentralWidget(room)
        self.setWindowTitle(f"{project.path.stem} — Glossator")
        self.window().setWindowFilePath(str(project.path))
        self.projects.remember(project.path)
        views = self.settings.get("views")
        view = views.get(str(project.path)) if isinstance(views, dict) else None
        if isinstance(view, dict):
            room.restore(view)
        else:
            for report in workspace.reports()[-2:]:
                room.panes.open(report.id)
            if room.panes.all():
                room.panes.activate(room.panes.all()[0])
        if project.read_only_reason:
            room.notice.say(project.read_only_reason)
        elif not self.settings.flag("tips_seen"):
            room.notice.say(TIPS, closed=lambda: self.settings.set("tips_seen", value=True))
        room.library.read_unread(report.id for report in workspace.reports())
        self._update_context()

    def close_project(self) -> None:
        """Write what is pending and let the open project go."""
        if self.room is None:
            return
        self._remember()
        room, self.room = self.room, None
        room.flush()
        if self._keeping is not None:
            self._keeping.close()
        room.search.close()
        room.stage.end_work()
        room.printing.cancel()
        room.library.close()
        self.takeCentralWidget()
        room.workspace.close()
        room.deleteLater()
        room.workspace.deleteLater()
        if self._palette is not None:
            self._palette.deleteLater()
            self._palette = None
        self._handlers = {}

    def is_sharp(self) -> bool:
        """Tell whether all is there that is to be seen of an open project."""
        if self.room is None or not self.room.workspace.is_loaded:
            return self.room is None and self.centralWidget() is not None
        pool = self._pool
        return bool(pool.visible) and all(pool.picture(key) is not None for key in pool.visible)

    def open_path(self, path: Path) -> None:
        """Open a project; a refusal is shown and the open one stays."""
        if self.room is not None and path.resolve() == self.room.workspace.project.path.resolve():
            return
        try:
            self.show_project(self.projects.open(path))
        except GlossatorError as error:
            seldom.refused(self, path, str(error))

    def _new_project(self) -> None:
        path = self.ask.new_project()
        if path is not None:
            self._guarded(lambda: self.show_project(self.projects.create(path)))

    def _open_project(self) -> None:
        path = self.ask.project()
        if path is not None:
            self.open_path(path)

    def _open_sample(self) -> None:
        self._guarded(lambda: self.show_project(self.projects.sample()))

    def _open_recent(self, path: Path, *_: object) -> None:
        self.open_path(path)

    def _fill_recent(self) -> None:
        self.commands.recent.clear()
        for path in self.projects.recent():
            entry = self.commands.recent.addAction(path.stem)
            entry.setToolTip(str(path))
            entry.triggered.connect(partial(self._open_recent, path))
        if self.commands.recent.isEmpty():
            self.commands.recent.addAction("No other project").setEnabled(False)

    # Reports

    def add_files(self, paths: list[Path]) -> None:
        """Add documents to the open project."""
        if self._arriving is not None and paths:
            self._arriving.add(paths)

    # Going out

    def _export(self, *, listed: bool) -> None:
        room = self.room
        assert room is not None
        room.flush()
        path = self.ask.csv_file(f"{room.workspace.project.path.stem}.csv")
        if path is None:
            return
        ids = room.passages.listed_annotations() if listed else None
        exporter = seldom.exporter(room)
        exporter.done.connect(lambda count: self._exported(path, count))
        exporter.refused.connect(room.notice.say)
        exporter.start(path, ids)

    def _exported(self, path: Path, count: int) -> None:
        self._outgoing.say_written(counted(count, "passage"), path)

    def _with_room(self, act: Callable[[ReadingRoom], None]) -> None:
        if self.room is not None:
            act(self.room)

    def _set_analyst(self) -> None:
        assert self.room is not None
        workspace = self.room.workspace
        label = "Your name, written with every passage you tag from now on:"
        name = self.ask.line("Analyst", label, workspace.analyst)
        if name is not None:
            self.room.guarded(lambda: workspace.set_analyst(name.strip()))
            self._context_soon.start()

    def _prefer(self) -> None:
        dialog = seldom.preferences(self.settings, self)
        dialog.changed.connect(lambda: self.room.take_settings() if self.room else None)
        dialog.open()

    def _show_pane_menu(self, at: QPoint) -> None:
        self._update_context()
        self.commands.pane_menu().popup(at)

    def _toggle_full_screen(self) -> None:
        # A window that was maximized is so again afterwards.
        window = self.window()
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _palette_open(self, text: str) -> None:
        if self.room is not None:
            self.room.tagging.box.keep_and_close()
            if self._palette is None:
                self._palette = seldom.palette(self, self.room)
            self._palette.open(text)

    def _say(self, sentence: str) -> None:
        if self.room is not None:
            self.room.notice.say(sentence)

    def _guarded(self, change: Callable[[], None]) -> None:
        try:
            change()
        except GlossatorError as error:
            if self.room is None:
                self.show_refusal(str(error))
            else:
                self.room.notice.say(str(error))

    def show_refusal(self, sentence: str) -> None:
        """Say in place of a project why there is none."""
        label = QLabel(sentence, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        label.setMargin(60)
        self.setCentralWidget(label)

    def show_defect(self, trace: str) -> None:
        """Show that the program did something nobody expected, with a way to copy it."""
        if self.room is not None:
            self.room.notice.say(
                "Something went wrong that should not have. Everything you finished is saved.",
                action="Copy the details",
                run=lambda: QGuiApplication.clipboard().setText(trace),
            )

    # What is remembered

    def _remember(self) -> None:
        self.settings.set("window", bytes(self.window().saveGeometry().toBase64().data()).decode())
        if self.room is not None:
            views = self.settings.get("views")
            kept: dict[str, Value] = dict(views) if isinstance(views, dict) else {}
            path = str(self.room.workspace.project.path)
            kept.pop(path, None)
            kept[path] = dict(self.room.remembered())
            for oldest in list(kept)[:-30]:
                del kept[oldest]
            self.settings.set("views", kept)
        self.settings.sync()

    def _restore_window(self) -> None:
        state = self.settings.text("window")
        if state:
            self.restoreGeometry(QByteArray.fromBase64(state.encode()))

    # Qt's events

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override QWidget.closeEvent: all is saved, or it is asked; remember how it stood."""
        if self.room is not None and not seldom.may_close(self.room, self.ask):
            event.ignore()
            return
        self.close_project()
        self.settings.sync(wait=True)
        event.accept()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 (Qt's own)
        """Override QWidget.focusNextPrevChild: Tab goes from left to right, and is seen."""
        here = QApplication.focusWidget()
        if here is None or not here.isVisible():
            # Not Tab: Qt looks for another place, since what had the keyboard was hidden.
            return super().focusNextPrevChild(next)
        if self.room is not None and self.room.parts.tab(back=not next):
            return True
        went = super().focusNextPrevChild(next)
        self.focus_ring.show_around(QApplication.focusWidget())
        return went

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: icons and edges follow a change of light and dark."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "commands"):
            self.commands.draw_icons()
            draw_edges(_program())
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Esc that nothing else wants leaves the full screen."""
        if event.key() == Qt.Key.Key_Escape and self.window().isFullScreen():
            self._toggle_full_screen()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Override QWidget.dragEnterEvent: files can be dropped anywhere."""
        if self._arriving is not None and _dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Override QWidget.dropEvent: a project is opened, a document added."""
        paths = _dropped_files(event)
        event.acceptProposedAction()
        projects = [path for path in paths if path.suffix == ".glossator"]
        if projects:
            self.open_path(projects[0])
        else:
            self.add_files(paths)


def _program() -> QApplication:
    program = QApplication.instance()
    assert isinstance(program, QApplication)
    return program


def _dropped_files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
