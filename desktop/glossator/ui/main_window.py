"""The window: menus, toolbar, status line, and the reading room of the open project."""

from __future__ import annotations

from functools import partial
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
from glossator.domain.following import Follow
from glossator.ui import seldom
from glossator.ui.ask import Ask
from glossator.ui.commands import Commands
from glossator.ui.flows.arriving import Arriving, dropped_files
from glossator.ui.pages import accessible as accessible_pages
from glossator.ui.reading_room import ReadingRoom
from glossator.ui.views import keep_view, view_of
from glossator.ui.widgets import quiet_text
from glossator.ui.widgets.edges import draw_edges
from glossator.ui.widgets.focus_ring import FocusRing
from glossator.ui.widgets.status_line import StatusLine
from glossator.ui.window_actions import WindowActions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from glossator.app.projects import Projects
    from glossator.app.settings import Settings
    from glossator.documents.pool import DocumentPool
    from glossator.storage.project import ProjectFile

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
        self._handlers: dict[str, Callable[[], object]] = {}
        # Before there are commands, whose icons would be drawn anew in what changes here.
        quiet_text.deepen(_program())
        draw_edges(_program())
        self.commands = Commands(self)
        self.status = StatusLine()
        self._actions = WindowActions(self)
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
        self._context_soon.start()

    def _build(self) -> None:
        self.commands.wanted.connect(self.run)
        self.commands.recent_wanted.connect(self._actions.fill_recent)
        self.commands.fill_menus(self.menuBar())
        self.addToolBar(self.commands.toolbar())
        self.status.analyst_pressed.connect(lambda: self.run("set_analyst"))
        self.setStatusBar(self.status)
        self._own_handlers = self._actions.handlers()

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
        self.commands.enable(self.room.own_actions.context() if self.room else frozenset())
        if self.room is None:
            return
        stack = self.room.workspace.undo_stack
        self.commands.name_undo(stack.undoText(), stack.redoText())
        for name, on in self.room.own_actions.checked().items():
            self.commands[name].setChecked(on)
        mode = self.room.panes.following.mode
        self.commands.name_following("" if mode is Follow.OFF else mode.value)
        self.commands.zoom.setText(self.room.viewing.zoom())
        self.commands.zoom.setEnabled(self.room.stage.reads)
        self.status.describe(self.room.workspace, self.room.stage.shown)

    # Projects

    def show_project(self, project: ProjectFile) -> None:
        """Show a project in place of the one that is open."""
        self.close_project()
        workspace = Workspace(project)
        room = ReadingRoom(workspace, self._pool, self.settings)
        self.room = room
        self._handlers = room.own_actions.handlers()
        self._keeping = Keeping(workspace, self.settings)
        self._keeping.trouble.connect(room.notice.say)
        around = Surroundings(workspace, self.settings)
        room.settled.connect(around.begin)
        around.noticed.connect(room.notice.say_quietly)
        around.conflicted.connect(partial(seldom.tell_of_conflict, room, self.settings))
        self._arriving = Arriving(room, self.ask)
        self._arriving.progress.connect(self.statusBar().showMessage)
        self._connect(room)
        self.setCentralWidget(room)
        self.setWindowTitle(f"{project.path.stem} — Glossator")
        self.window().setWindowFilePath(str(project.path))
        self.projects.remember(project.path)
        self._restore_view(room, project.path)
        if project.read_only_reason or project.notes:
            room.notice.say(" ".join([project.read_only_reason, *project.notes]).strip())
        elif not self.settings.flag("tips_seen"):
            room.notice.say(TIPS, closed=lambda: self.settings.set("tips_seen", value=True))
        room.library.read_unread(report.id for report in workspace.reports())
        self._update_context()

    def _connect(self, room: ReadingRoom) -> None:
        room.context_changed.connect(self._context_soon.start)
        room.pane_menu_wanted.connect(self._show_pane_menu)
        room.parts.came.connect(self.focus_ring.show_around)
        room.letter_pressed.connect(self._letter_pressed)
        room.action_wanted.connect(self.run)
        room.state_changed.connect(self._remember_soon.start)
        room.said.connect(lambda text: self.statusBar().showMessage(text, 4000))
        room.rename_wanted.connect(partial(seldom.rename_search, room, self.ask))
        self._actions.outgoing.serve(room)

    def _restore_view(self, room: ReadingRoom, project: Path) -> None:
        view = view_of(self.settings, project)
        if view is not None:
            room.restore(view)
            # Another project may have taken the place of the one that was left.
            if room.panes.all() or not view.get("panes"):
                return
        for report in room.workspace.reports()[-2:]:
            room.panes.open(report.id)
        if room.panes.all():
            room.panes.activate(room.panes.all()[0])

    def close_project(self) -> None:
        """Write what is pending and let the open project go."""
        if self.room is None:
            return
        self._remember()
        room, self.room = self.room, None
        room.flush()
        if self._keeping is not None:
            self._keeping.close()
        room.end_work()
        self.takeCentralWidget()
        room.workspace.close()
        room.deleteLater()
        room.workspace.deleteLater()
        self._actions.let_go()
        self._arriving = None
        self._handlers = {}

    def is_sharp(self) -> bool:
        """Tell whether all is there that is to be seen of an open project."""
        if self.room is None or not self.room.workspace.is_loaded:
            return self.room is None and self.centralWidget() is not None
        return self._pool.is_sharp

    def open_path(self, path: Path) -> None:
        """Open a project; a refusal is shown and the open one stays."""
        if self.room is not None and path.resolve() == self.room.workspace.project.path.resolve():
            return
        try:
            self.show_project(self.projects.open(path))
        except GlossatorError as error:
            seldom.refused(self, path, str(error))

    def add_files(self, paths: list[Path]) -> None:
        """Add documents to the open project."""
        if self._arriving is not None and paths:
            self._arriving.add(paths)

    def look_again_soon(self) -> None:
        """See anew what is the case, once what is going on is done."""
        self._context_soon.start()

    def _show_pane_menu(self, at: QPoint) -> None:
        self._update_context()
        self.commands.pane_menu().popup(at)

    def show_refusal(self, sentence: str) -> None:
        """Say in place of a project why there is none."""
        label = QLabel(
            sentence,
            alignment=Qt.AlignmentFlag.AlignCenter,
            wordWrap=True,
            textFormat=Qt.TextFormat.PlainText,
        )
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
            keep_view(self.settings, self.room.workspace.project.path, self.room.remembered())
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
        """Override QWidget.changeEvent: what is drawn by colour follows light and dark."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "commands"):
            self.commands.draw_icons()
            quiet_text.deepen(_program())
            draw_edges(_program())
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Esc that nothing else wants leaves the full screen."""
        if event.key() == Qt.Key.Key_Escape and self.window().isFullScreen():
            self._actions.toggle_full_screen()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Override QWidget.dragEnterEvent: files can be dropped anywhere."""
        if self._arriving is not None and dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Override QWidget.dropEvent: a project is opened, a document added, the rest imported."""
        paths = dropped_files(event)
        event.acceptProposedAction()
        projects = [path for path in paths if path.suffix == ".glossator"]
        if projects:
            self.open_path(projects[0])
        elif self._arriving is not None:
            self._arriving.drop(paths)


def _program() -> QApplication:
    program = QApplication.instance()
    assert isinstance(program, QApplication)
    return program
