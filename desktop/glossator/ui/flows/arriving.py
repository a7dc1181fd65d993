"""Documents that come into the open project, and what is asked on their way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from glossator.domain.text.counted import counted
from glossator.given import file_name
from glossator.ui import seldom
from glossator.ui.later import Later

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from PySide6.QtGui import QDropEvent

    from glossator.app.intake import Intake
    from glossator.domain.anchoring.twins import Twin
    from glossator.domain.incoming.found_marks import FoundMarks
    from glossator.domain.records import ReportId
    from glossator.ui.ask import Ask
    from glossator.ui.reading_room import ReadingRoom


PDF = ".pdf"


class Arriving(QObject):
    """Adds reports and new editions; asks for passwords, and what a document is.

    Signals:
        progress: What is going on, empty when all is done.
    """

    progress = Signal(str)

    def __init__(self, room: ReadingRoom, ask: Ask) -> None:
        super().__init__(room)
        self._room = room
        self._ask = ask
        self._paths: dict[str, Path] = {}
        room.library.password_wanted.connect(self._ask_report_password)
        room.progress.connect(self.progress)
        room.edition_wanted.connect(self._ask_edition)
        room.edition_password_wanted.connect(self._ask_edition_password)

    @Later
    def intake(self) -> Intake:
        """What reads documents and adds them."""
        from glossator.app.intake import Intake

        intake = Intake(self._room.workspace, self._room.library)
        intake.progress.connect(self.progress)
        intake.refused.connect(lambda name, why: self._room.notice.say(f"{name}: {why}"))
        intake.added.connect(self._added)
        intake.password_wanted.connect(self._ask_password)
        intake.twin_found.connect(self._ask_coming)
        return intake

    def add(self, paths: Sequence[Path]) -> None:
        """Add documents as reports."""
        self._paths |= {file_name(path): path for path in paths}
        self.intake.add(paths)

    def drop(self, paths: Sequence[Path]) -> None:
        """Add documents as reports, and take in files of other tools."""
        from glossator.exchange.readers import is_of_another_tool

        theirs = [path for path in paths if is_of_another_tool(path.name)]
        self.add([path for path in paths if path not in theirs])
        if theirs:
            seldom.import_paths(self._room, self._ask, theirs)

    # Inside

    def _added(self, report_id: ReportId) -> None:
        self.progress.emit("")
        self._room.panes.open_wanted(report_id)
        report = self._room.workspace.report(report_id)
        path = self._paths.pop(report.file_name, None) if report is not None else None
        if report is not None and path is not None and path.suffix.casefold() == PDF:
            library = self._room.library
            asked = library.pool.marks(report.sha256)
            library.when_done(asked, lambda done: self._offer_marks(path, done))

    def _offer_marks(self, path: Path, done: Future[FoundMarks]) -> None:
        """Offer to take in the marks that a report came with; without them say nothing."""
        if done.exception() is None and (count := len(done.result().marks)):
            self._room.notice.say_quietly(
                f"“{file_name(path)}” has {counted(count, 'mark')} of other programs in it.",
                action="Import …",
                run=lambda: seldom.import_paths(self._room, self._ask, [path]),
            )

    def _replace(self, report_id: ReportId, path: Path, password: str = "") -> None:
        self._room.flush()
        self._room.replacing.replace(report_id, path, password)

    def _name(self, report_id: ReportId) -> str:
        report = self._room.workspace.report(report_id)
        return report.name if report else ""

    # What is asked

    def _ask_coming(self, path: Path, password: str, twin: Twin) -> None:
        from glossator.domain.anchoring.twins import Coming

        sentence, is_pdf = twin.sentence(file_name(path)), path.suffix.casefold() == PDF
        coming = self._ask.coming(sentence, twin.report.name, may_be_marked=is_pdf)
        if coming is Coming.MARKED:
            seldom.import_paths(self._room, self._ask, [path])
        elif coming is Coming.EDITION:
            self._replace(twin.report.id, path, password)
        elif coming is Coming.BESIDE:
            self.intake.add([path], password, beside=True)

    def _ask_edition(self, report_id: ReportId) -> None:
        path = self._ask.edition(self._name(report_id))
        if path is not None:
            self._replace(report_id, path)

    def _ask_edition_password(self, report_id: ReportId, path: Path, sentence: str) -> None:
        password = self._ask.password(file_name(path), sentence)
        if password is not None:
            self._replace(report_id, path, password)

    def _ask_password(self, path: Path, sentence: str) -> None:
        password = self._ask.password(file_name(path), sentence)
        if password is not None:
            self.intake.add([path], password)

    def _ask_report_password(self, report_id: ReportId, sentence: str) -> None:
        password = self._ask.password(self._name(report_id), sentence)
        if password is not None:
            self._room.library.open(report_id, password)
        else:
            self._room.library.failed.emit(report_id, sentence)


def dropped_files(event: QDropEvent) -> list[Path]:
    """Return the files that are dragged over the window."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
