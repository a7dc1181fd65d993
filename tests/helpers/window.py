"""The real window on a real project file, driven as a user drives it."""

from __future__ import annotations

import shutil
from collections import defaultdict
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from glossator.app.projects import SAMPLE_NAME, Projects
from glossator.app.settings import Settings
from glossator.ui.ask import Ask
from glossator.ui.main_window import MainWindow
from helpers.wheel import turn_wheel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice
    from pytestqt.qtbot import QtBot

    from glossator.app.exporting import ExportWish
    from glossator.documents.pool import DocumentPool
    from glossator.domain.anchoring.twins import Coming
    from glossator.domain.records import Annotation, AnnotationId, Report, Theme
    from glossator.domain.text.page_text import PageText
    from glossator.exchange.outgoing import Format
    from glossator.storage.backups import Backup
    from glossator.storage.project import ProjectFile
    from glossator.ui.dialogs.print import PrintWish
    from glossator.ui.dialogs.restore import Leaving
    from glossator.ui.panes.pane import Pane
    from glossator.ui.reading_room import ReadingRoom

LONG = 20_000
"""Milliseconds after which a document process will not answer any more."""

NO_KEYS = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


class ScriptedAsk(Ask):
    """Answers what the window asks in dialogs; a question nobody foresaw is an error."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window, settings)
        self._answers: dict[str, list[object]] = defaultdict(list)
        self.sentences: list[str] = []

    def will_be(self, question: str, *answers: object) -> None:
        """Lay answers ready for a question, named as the method of `Ask`."""
        assert hasattr(Ask, question)
        self._answers[question].extend(answers)

    def new_project(self) -> Path | None:
        return cast("Path | None", self._answer("new_project"))

    def project(self) -> Path | None:
        return cast("Path | None", self._answer("project"))

    def reports(self) -> list[Path]:
        return cast("list[Path]", self._answer("reports"))

    def backup_folder(self, now: Path) -> Path | None:
        self.sentences.append(str(now))
        return cast("Path | None", self._answer("backup_folder"))

    def edition(self, name: str) -> Path | None:
        self.sentences.append(name)
        return cast("Path | None", self._answer("edition"))

    def coming(self, sentence: str, name: str, *, may_be_marked: bool) -> Coming | None:
        self.sentences.append(f"{name}: {sentence}")
        return cast("Coming | None", self._answer("coming"))

    def csv_file(self, name: str) -> Path | None:
        self.sentences.append(name)
        return cast("Path | None", self._answer("csv_file"))

    def import_files(self) -> list[Path]:
        return cast("list[Path]", self._answer("import_files"))

    def other_project(self) -> Path | None:
        return cast("Path | None", self._answer("other_project"))

    def export_wish(
        self, last: ExportWish, count: int, listed: Sequence[AnnotationId]
    ) -> ExportWish | None:
        self.sentences.append(f"{last.suffix}: {count} passages, {len(listed)} listed")
        return cast("ExportWish | None", self._answer("export_wish"))

    def export_file(self, name: str, kind: Format) -> Path | None:
        self.sentences.append(f"{name}{kind.suffix}")
        return cast("Path | None", self._answer("export_file"))

    def pdf_file(self, name: str, title: str) -> Path | None:
        self.sentences += [title, name]
        return cast("Path | None", self._answer("pdf_file"))

    def table_file(self, name: str) -> Path | None:
        self.sentences.append(name)
        return cast("Path | None", self._answer("table_file"))

    def plot_file(self, name: str) -> Path | None:
        self.sentences.append(name)
        return cast("Path | None", self._answer("plot_file"))

    def print_wish(self, name: str, count: int, current: int) -> PrintWish | None:
        self.sentences.append(f"{name}: {count} pages, {current}")
        return cast("PrintWish | None", self._answer("print_wish"))

    def printer(self, name: str) -> QPagedPaintDevice | None:
        self.sentences.append(name)
        return cast("QPagedPaintDevice | None", self._answer("printer"))

    def password(self, name: str, sentence: str) -> str | None:
        self.sentences.append(f"{name}: {sentence}")
        return cast("str | None", self._answer("password"))

    def line(self, title: str, label: str, text: str) -> str | None:
        self.sentences.append(f"{title}: {label} {text}")
        return cast("str | None", self._answer("line"))

    def backup(self, project: Path, backups: Sequence[Backup], folder: Path) -> Backup | None:
        wanted = self._answer("backup")
        return next((one for one in backups if one.number == wanted), None)

    def unsaved_note(self, note: str) -> Leaving:
        self.sentences.append(note)
        return cast("Leaving", self._answer("unsaved_note"))

    def _answer(self, question: str) -> object:
        assert self._answers[question], f"the window asks for {question}"
        return self._answers[question].pop(0)


class TestWindow(MainWindow):
    """The window of the program, with scripted answers in place of dialogs."""

    __test__ = False
    ask: ScriptedAsk

    @property
    def opened(self) -> ReadingRoom:
        """The room of the open project."""
        assert self.room is not None
        return self.room

    @property
    def project(self) -> ProjectFile:
        """The open project."""
        return self.opened.workspace.project

    @property
    def panes(self) -> list[Pane]:
        """The panes from left to right."""
        return self.opened.panes.all()

    @property
    def active(self) -> Pane:
        """The pane that keys act on: the one opened last, wherever it stands."""
        pane = self.opened.panes.active
        assert pane is not None
        return pane

    @property
    def said(self) -> str:
        """The sentence across the top of the pages."""
        return self.opened.notice.text()

    def annotations(self) -> list[Annotation]:
        """The annotations in an order that stays."""
        return sorted(self.opened.workspace.annotations(), key=lambda one: (one.created, one.id))

    def report(self, symbol: str) -> Report:
        """The report with a symbol, or a file name."""
        reports = self.opened.workspace.reports()
        return next(one for one in reports if symbol in (one.symbol, one.file_name))

    def theme(self, path: str) -> Theme:
        """The theme with a path or name."""
        tree = self.opened.workspace.tree
        return next(one for one in tree if path in (one.name, tree.path(one.id)))


def make_window(pool: DocumentPool, folder: Path, *, tips: bool = False) -> TestWindow:
    """Make the window with its settings and its sample project in a folder."""
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    settings.set("tips_seen", value=not tips)
    settings.set("backups", value=False)
    settings.set("smooth_scrolling", value=False)  # so that the pages stand where they went
    window = TestWindow(pool, settings, Projects(settings, folder))
    window.ask = ScriptedAsk(window, settings)
    # What was remembered is cut to the screen, and where there is none it counts as small.
    window.resize(1400, 860)
    return window


def open_window(
    qtbot: QtBot,
    pool: DocumentPool,
    folder: Path,
    project: Path | None = None,
    *,
    tips: bool = False,
) -> TestWindow:
    """Show the window on a project, else on the one that was open last, else the sample."""
    window = make_window(pool, folder, tips=tips)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.show_project(window.projects.open(project) if project else window.projects.last())
    wait_loaded(qtbot, window)
    return window


def wait_loaded(qtbot: QtBot, window: TestWindow) -> None:
    """Wait until all annotations are there and the pages of every pane can be selected."""
    qtbot.waitUntil(lambda: window.opened.workspace.is_loaded, timeout=LONG)
    for pane in window.panes:
        wait_open(qtbot, window, pane)


def wait_open(qtbot: QtBot, window: TestWindow, pane: Pane) -> None:
    """Wait until a pane's report is open and read through."""
    library = window.opened.library
    qtbot.waitUntil(lambda: library.info(pane.report_id) is not None, timeout=LONG)
    qtbot.waitUntil(lambda: library.reading(pane.report_id) is not None, timeout=LONG)
    qtbot.waitUntil(lambda: bool(pane.view.layout_.boxes), timeout=LONG)


def copy_sample(sample: Path, folder: Path) -> Path:
    """Put a sample project, made once, where the window looks for it."""
    path = folder / SAMPLE_NAME
    shutil.copy(sample, path)
    return path


# Keys and mouse


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
    """Press and release a key, after what was done before has taken effect."""
    QApplication.processEvents()
    QTest.keyClick(widget, key, modifiers)


def typed(widget: QWidget, words: str) -> None:
    """Type words."""
    QTest.keyClicks(widget, words)


def focused() -> QWidget:
    """Return the widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Click the left button, after what was done before has taken effect."""
    QApplication.processEvents()
    QTest.mouseClick(widget, LEFT, pos=at if at is not None else widget.rect().center())


def double_click(widget: QWidget, at: QPoint) -> None:
    """Click the left button twice."""
    QTest.mouseClick(widget, LEFT, pos=at)
    QTest.mouseDClick(widget, LEFT, pos=at)


def wheel(pane: Pane, notches: int, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
    """Turn the wheel over the middle of a pane; negative turns go down."""
    turn_wheel(pane.view, notches, modifiers)


def drop(widget: QWidget, data: QMimeData, at: QPoint, action: Qt.DropAction) -> bool:
    """Drag data over a widget and drop it; tell whether it was taken."""
    point = QPointF(at)
    enter = QDragEnterEvent(at, action, data, LEFT, NO_KEYS)
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(widget, QDragMoveEvent(at, action, data, LEFT, NO_KEYS))
    dropped = QDropEvent(point, action, data, LEFT, NO_KEYS)
    QApplication.sendEvent(widget, dropped)
    return dropped.isAccepted()


# Text on the pages


def page_text(qtbot: QtBot, pane: Pane, page: int) -> PageText:
    """Return the text of a page once it has come."""
    library, report_id = pane.view.library, pane.report_id
    library.page_text(report_id, page)
    qtbot.waitUntil(lambda: library.known_text(report_id, page) is not None, timeout=LONG)
    text = library.known_text(report_id, page)
    assert text is not None
    return text


def point_at(pane: Pane, text: PageText, offset: int, *, after: bool = False) -> QPoint:
    """Return a point of the viewport in the first or the last third of a character."""
    rect = pane.view.box(text.page).rect_to_view(text.char_rect(offset))
    shown = pane.view.rect_on_viewport(text.page, rect)
    across = shown.width() * (0.9 if after else 0.1)
    return QPoint(round(shown.x() + across), round(shown.center().y()))


def drag(pane: Pane, start: QPoint, end: QPoint) -> None:
    """Select from one point of a pane to another."""
    port = pane.view.viewport()
    QTest.mousePress(port, LEFT, pos=start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, LEFT, pos=end)


def select_words(qtbot: QtBot, pane: Pane, page: int, words: str) -> None:
    """Select words of a page by mouse; they may run over lines."""
    text = page_text(qtbot, pane, page)
    start = text.text.replace("\n", " ").index(words)
    pane.view.show_rect(page, pane.view.box(page).rect_to_view(text.char_rect(start)))
    last = start + len(words) - 1
    drag(pane, point_at(pane, text, start), point_at(pane, text, last, after=True))
