"""Prints the active report, on paper or into a PDF file, with progress and a way out."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QProgressDialog

from glossator.app.marked_copy import MarkedCopy
from glossator.app.print_notes import notes_html, numbered, on_pages
from glossator.app.printing import PagePrinter, PrintJob
from glossator.app.tips import tip
from glossator.domain.marks import Marks
from glossator.domain.pdf_marks import PdfPrint

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice

    from glossator.app.library import Library
    from glossator.app.workspace import Workspace
    from glossator.domain.records import Annotation, Report
    from glossator.ui.ask import Ask
    from glossator.ui.dialogs.print import PrintWish
    from glossator.ui.panes.pane import Pane
    from glossator.ui.widgets.notice import Notice

PATIENCE = 400
"""Milliseconds before the progress is shown."""


class Printing(QObject):
    """Prints one report at a time."""

    def __init__(self, workspace: Workspace, library: Library, notice: Notice) -> None:
        super().__init__(notice)
        self._workspace = workspace
        self._library = library
        self._notice = notice
        self._running: PagePrinter | MarkedCopy | None = None
        self._device: QPagedPaintDevice | None = None
        self._progress: QProgressDialog | None = None

    def print(self, pane: Pane, ask: Ask) -> None:
        """Ask what to print of a pane's report and where, and begin."""
        report, boxes = self._workspace.report(pane.report_id), pane.view.layout_.boxes
        if report is None or not boxes or self._library.info(report.id) is None:
            self._notice.say("The report is still being opened; print it in a moment.")
            return
        if self._running is not None:
            self._notice.say("One report is being printed; cancel that first, or wait.")
            return
        wish = ask.print_wish(report.name, len(boxes), pane.view.page)
        if wish is None:
            return
        if wish.as_pdf:
            stem = PurePath(report.file_name).stem or "report"
            path = ask.pdf_file(f"{stem} printed.pdf", "Save as PDF")
            if path is not None:
                self._save(report, wish, path)
            return
        device = ask.printer(report.name)
        if device is not None:
            self._begin(report, device, wish)

    def cancel(self) -> None:
        """Stop printing; a PDF file that is not whole is not written."""
        if self._running is not None:
            self._running.cancel()
            self._end()

    def _save(self, report: Report, wish: PrintWish, path: Path) -> None:
        """Let a document process write the pages: their text stays text."""
        found = self._found(report, wish)
        listed = found if wish.notes else []
        saving = self._running = MarkedCopy(self._workspace, self._library, path)
        saving.done.connect(lambda *_: self._finish(f"Saved {path.name}."))
        saving.refused.connect(self._finish)
        printed = PdfPrint(
            wish.pages,
            tuple((number, name) for name, number in numbered(listed).items()),
            notes_html(report, listed, self._workspace.tree) if listed else "",
        )
        self._show_progress(report, 0)
        saving.start_printed(report, found if wish.highlights else [], printed)

    def _begin(self, report: Report, device: QPagedPaintDevice, wish: PrintWish) -> None:
        found = self._found(report, wish)
        boxes = self._library.boxes(report.id)
        marks = Marks.of(found, boxes, self._workspace.tree.colours)
        listed = found if wish.notes else []
        job = PrintJob(
            report,
            wish.pages,
            marks if wish.highlights else {},
            numbered(listed),
            notes_html(report, listed, self._workspace.tree) if listed else "",
        )
        self._device = device
        printer = self._running = PagePrinter(self._library, device, job)
        printer.progress.connect(self._say_progress)
        printer.done.connect(lambda: self._finish("Sent to the printer."))
        printer.refused.connect(self._finish)
        self._show_progress(report, len(wish.pages))
        printer.start()

    def _found(self, report: Report, wish: PrintWish) -> list[Annotation]:
        self._workspace.read_rest()
        return on_pages(self._workspace.annotations(report.id), wish.pages)

    def _show_progress(self, report: Report, steps: int) -> None:
        """Show how far it is, with a way out; without steps, that it goes on."""
        progress = QProgressDialog(
            tip(f"Printing {report.name} …"), "Cancel", 0, steps, self._notice.window()
        )
        progress.setWindowTitle("Printing")
        progress.setAutoClose(False)
        progress.setAutoReset(False)
        progress.setMinimumDuration(PATIENCE)
        progress.canceled.connect(self.cancel)
        progress.setValue(0)
        self._progress = progress

    def _say_progress(self, printed: int) -> None:
        if self._progress is not None:
            self._progress.setValue(printed)

    def _finish(self, sentence: str) -> None:
        self._notice.say(sentence)
        self._end()

    def _end(self) -> None:
        self._running = self._device = None
        if self._progress is not None:
            self._progress.hide()
            self._progress.deleteLater()
            self._progress = None
