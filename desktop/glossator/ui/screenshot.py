"""Draws the real window to a file, without a screen."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QSettings, QTemporaryDir, QTimer
from PySide6.QtWidgets import QApplication

from glossator.app.projects import Projects
from glossator.app.settings import Settings
from glossator.domain.errors import ExportError, InvalidInputError
from glossator.domain.reports.address import find_unit
from glossator.storage.project import ProjectFile
from glossator.ui.main_window import MainWindow
from glossator.ui.trace import FAMILIES, MENTIONS, SECTIONS
from glossator.ui.widgets.look import set_look

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from glossator.documents.pool import DocumentPool
    from glossator.domain.records import Report
    from glossator.ui.panes.pane import Pane
    from glossator.ui.reading_room import ReadingRoom

VIEWS = (
    "read",
    "palette",
    "tagging",
    "find",
    "reports",
    "contents",
    "pages",
    "similar",
    "untagged",
    "search",
    "night",
    "compare",
    "trace",
    "sections",
    "mentions",
)
TRACED = {"trace": FAMILIES, "sections": SECTIONS, "mentions": MENTIONS}
"""The pages of the trace view, by what they are called here."""
FOUND = "non-punishment"
"""What the pictures of the find bar and of the search find."""
PATIENCE = 30_000
"""Milliseconds to wait for the pages to be sharp."""


def draw(
    pool: DocumentPool,
    project: Path,
    out: Path,
    *,
    panes: Sequence[str],
    theme: str,
    size: tuple[int, int],
    dark: bool,
    view: str,
) -> None:
    """Draw the window as `glossator.__main__.screenshot` says.

    Raises:
        GlossatorError: The project can't be opened, a report, place or theme is not in
            it, or the picture can't be written.
    """
    if view and view not in VIEWS:
        raise InvalidInputError(f"There is no view {view}. The views are: {', '.join(VIEWS)}.")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    set_look(app, dark=dark)
    folder = QTemporaryDir()
    settings = Settings(QSettings(folder.filePath("view.ini"), QSettings.Format.IniFormat))
    settings.set("tips_seen", value=True)
    window = MainWindow(pool, settings, Projects(settings, project.parent))
    window.resize(*size)
    window.show()
    try:
        window.show_project(ProjectFile.open(_copy(project, Path(folder.path()))))
        room = window.room
        assert room is not None
        room.workspace.read_rest()
        # How many panes have room beside each other is known once the window is laid out.
        QApplication.processEvents()
        _open_panes(room, panes)
        _choose_theme(room, theme)
        _wait(lambda: _is_sharp(room))
        _wait(lambda: room.themes.paragraphs.count() is not None)
        if view == "night":
            window.run("night_pages")
            _wait(lambda: _is_sharp(room))
        if view == "palette":
            window.run("palette")
        if view == "tagging":
            _open_box(room)
        if view == "find":
            window.run("find")
            room.panes.all()[0].finder.bar.field.setText(FOUND)
        if view in ("reports", "contents", "pages", "similar", "search", "untagged"):
            room.show_tab(view)
        if view == "search":
            _search(room)
        if view == "similar":
            _wait(lambda: _is_compared(room))
        _leave_pages(room, view)
        room.notice.hide()
        _pause()
        if not window.grab().save(str(out), "PNG"):
            raise ExportError(f"The picture can't be written to {out.name}.")
    finally:
        window.close()
        window.deleteLater()
        QApplication.processEvents()


def _copy(project: Path, folder: Path) -> Path:
    """Copy a project, so that the picture shows it as its owner sees it and changes nothing."""
    with ProjectFile.open(project, read_only=True):
        return Path(shutil.copy(project, folder / project.name))


def _open_panes(room: ReadingRoom, panes: Sequence[str]) -> None:
    if not panes:
        return
    for pane in room.panes.all():
        room.panes.close_pane(pane)
    for text in panes:
        name, _, address = text.partition(":")
        report = _report(room, name)
        pane = room.panes.open(report.id)
        _wait(partial(_is_read, room, report))
        if address:
            _go_to(room, report, address)
        _wait(partial(_is_laid_out, pane))
    room.panes.activate(room.panes.all()[0])


def _is_read(room: ReadingRoom, report: Report) -> bool:
    return room.library.reading(report.id) is not None


def _is_laid_out(pane: Pane) -> bool:
    return bool(pane.view.layout_.boxes)


def _report(room: ReadingRoom, name: str) -> Report:
    for report in room.workspace.reports():
        if name.casefold() in (report.symbol.casefold(), report.file_name.casefold()):
            return report
    raise InvalidInputError(f"The project has no report {name}.")


def _go_to(room: ReadingRoom, report: Report, address: str) -> None:
    reading = room.library.reading(report.id)
    unit = find_unit(reading.structure, address) if reading else None
    if unit is None:
        raise InvalidInputError(f"{report.name} has no {address}.")
    _wait(lambda: bool(room.library.boxes(report.id)))
    room.go_to_offset(report.id, unit.start)


def _choose_theme(room: ReadingRoom, path: str) -> None:
    if not path:
        return
    found = room.workspace.tree.find(path)
    if not found:
        raise InvalidInputError(f"The project has no theme {path}.")
    room.desk.choose_theme(found[0].id)


def _leave_pages(room: ReadingRoom, view: str) -> None:
    """Show what stands in place of the pages, where that is wanted."""
    if view == "compare":
        _compare(room)
    if view in TRACED:
        _trace(room, TRACED[view])


def _compare(room: ReadingRoom) -> None:
    """Compare themes by reports, with the passages of the chosen theme opened and marked."""
    room.stage.compare()
    view = room.stage.view
    view.mark_changes(marked=True)
    _wait(lambda: view.comparison.is_whole)


def _trace(room: ReadingRoom, page: int) -> None:
    """Trace all reports; of sections, hold the last ones of the first and last report."""
    room.stage.trace(page)
    view = room.stage.trace_view
    tracing = view.tracing
    if page == MENTIONS:
        _wait(lambda: bool(tracing.entries))
        return
    _wait(lambda: tracing.is_whole and not tracing.book.waiting)
    if page == SECTIONS and len(tracing.book.reports) > 1:
        first, last = tracing.book.reports[0], tracing.book.reports[-1]
        headings = first.headings()
        view.sections.compare(first.report.id, last.report.id, headings[-1] if headings else ())
        _wait(lambda: bool(view.sections.lines))


def _open_box(room: ReadingRoom) -> None:
    """Select the unit that is read in the active pane and open the tagging box at it."""
    pane = room.panes.active
    reading = room.library.reading(pane.report_id) if pane else None
    offset = pane.reading_offset() if pane else None
    unit = reading.structure.at(offset) if reading and offset is not None else None
    if pane is None or reading is None or unit is None:
        raise InvalidInputError("There is no text to tag in the first pane.")
    pane.view.selecting.select_unit(reading, unit)
    room.tagging.open_box(pane)


def _search(room: ReadingRoom) -> None:
    panel = room.search.panel
    panel.field.setText(FOUND)
    _wait(lambda: panel.lists_any)
    panel.view.go_on(1)


def _is_compared(room: ReadingRoom) -> bool:
    listed = room.similar.panel.model
    return listed.rowCount() > 0 and not listed.is_waiting


def _pause() -> None:
    """Let what was put off for a moment happen: the line above the pages, the contents."""
    loop = QEventLoop()
    QTimer.singleShot(300, loop.quit)
    loop.exec()


def _is_sharp(room: ReadingRoom) -> bool:
    QApplication.processEvents()
    pool = room.library.pool
    texts = all(
        room.library.page_text(pane.report_id, page) is not None
        for pane in room.panes.all()
        for page in pane.view.visible_pages()
    )
    return texts and all(pool.picture(key) is not None for key in pool.visible)


def _wait(ready: Callable[[], bool]) -> None:
    """Turn the event loop until something is so, at most PATIENCE."""
    if ready():
        return
    loop = QEventLoop()
    tick = QTimer(interval=20)
    tick.timeout.connect(lambda: loop.quit() if ready() else None)
    limit = QTimer(singleShot=True, interval=PATIENCE)
    limit.timeout.connect(loop.quit)
    tick.start()
    limit.start()
    loop.exec()
    tick.stop()
