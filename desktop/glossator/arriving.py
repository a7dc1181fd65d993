"""Reports that come in with what is imported, kept aside until it is known what becomes of it."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from glossator.bundled import listed
from glossator.domain.errors import DocumentError, PasswordNeededError, ProjectError
from glossator.domain.records import ReportId
from glossator.domain.reports.describe import Found, describe
from glossator.domain.watching import each

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from glossator.documents.protocol import DocumentInfo
    from glossator.domain.incoming.plan import Incoming, IncomingReport
    from glossator.domain.pages.geometry import Rect
    from glossator.domain.records import Report
    from glossator.domain.reports.structure import Structure
    from glossator.domain.text.page_text import PageText, ReportText
    from glossator.storage.project import ProjectFile

_NAMES = ("symbol", "title", "date", "session", "url", "memo")


class Documents(Protocol):
    """What opens and reads documents, and waits until that is done."""

    def open_report(self, project: ProjectFile, report: Report) -> object:
        """Open the document of a report; one that is open is not opened again."""

    def open_bytes(self, sha256: str, data: bytes, name: str) -> DocumentInfo:
        """Open a document whose bytes are at hand."""

    def read(self, sha256: str) -> tuple[ReportText, Structure]:
        """Return the text and structure of an open document."""

    def page_text(self, sha256: str, page: int) -> PageText:
        """Return the text of a page of an open document."""

    def clip(self, sha256: str, page: int, area: Rect) -> bytes:
        """Return the picture of an area of a page, given in view space, as a PNG file."""


@dataclass(frozen=True, slots=True)
class _Arrival:
    report: Report
    data: bytes
    text: ReportText
    structure: Structure


class Arrivals:
    """Reads the documents that a file brings along, and those of the project.

    Nothing is written before `store`.

    Args:
        project: An open project; what is read in its reports is kept if it can be written.
        documents: Opens and reads documents.
        make_id: Gives a new id.
        ask: Whether a missing password ends the reading, so that it can be asked for; otherwise
            the document is refused like one that is damaged.

    Attributes:
        refused: Sentences on documents that can't be read.
        known: The file's reports, those whose bytes are not needed any more without them.
    """

    def __init__(
        self,
        project: ProjectFile,
        documents: Documents,
        make_id: Callable[[], str],
        *,
        ask: bool = False,
    ) -> None:
        self._project = project
        self._documents = documents
        self._make_id = make_id
        self._ask = ask
        self._arrivals: dict[ReportId, _Arrival] = {}
        self._pictures: list[bytes] = []
        self.refused: list[str] = []
        self.known: tuple[IncomingReport, ...] = ()

    def read(
        self, incoming: Incoming, found: Container[str], reports: Sequence[Report]
    ) -> Mapping[str, Report]:
        """Read the documents of reports that the project has not.

        Args:
            incoming: What the file holds.
            found: Keys of the reports that the project has.
            reports: The project's reports.

        Returns:
            The new reports by their keys in the file.

        Raises:
            PasswordNeededError: A document is encrypted, and the password may be asked for.
        """
        self.refused = []
        new: dict[str, Report] = {}
        taken = {report.id for report in reports}
        position = 1 + max((report.position for report in reports), default=-1)
        for one in incoming.reports:
            if one.key in found or not one.data:
                continue
            twin = next((arrival for arrival in new.values() if arrival.sha256 == one.sha256), None)
            if twin is not None:
                new[one.key] = twin
                continue
            try:
                report = self._arrive(one, taken)
            except DocumentError as error:
                if self._ask and isinstance(error, PasswordNeededError):
                    raise PasswordNeededError(f"“{one.name}”: {error}") from error
                self.refused.append(f"“{one.name}” was not added. {error}")
                continue
            new[one.key] = arrived = replace(report, position=position + len(new))
            taken.add(report.id)
            self._arrivals[report.id] = replace(self._arrivals[report.id], report=arrived)
        self.known = tuple(replace(one, data=b"") for one in incoming.reports)
        return new

    def text(self, report: Report) -> tuple[ReportText, Structure]:
        """Return a report's text and structure, read if need be."""
        arrival = self._arrivals.get(report.id)
        if arrival is not None:
            return arrival.text, arrival.structure
        sha256 = report.sha256
        text, structure = self._project.text(sha256), self._project.structure(sha256)
        if text is None or structure is None:
            self._open(report)
            text, structure = self._documents.read(sha256)
            if not self._project.read_only:
                self._project.store_reading(sha256, text, structure)
        return text, structure

    def page_text(self, report: Report, page: int) -> PageText:
        """Return the text of a page with the place of its characters."""
        self._open(report)
        return self._documents.page_text(report.sha256, page)

    def picture(self, report: Report, page: int, area: Rect) -> str:
        """Return the SHA-256 of the picture of an area, given in view space."""
        self._open(report)
        png = self._documents.clip(report.sha256, page, area)
        self._pictures.append(png)
        return hashlib.sha256(png).hexdigest()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to store."""
        return not (self._arrivals or self._pictures)

    def store(self) -> None:
        """Keep the documents and pictures in the project; the reports follow with the edits.

        Raises:
            CancelledError: Whoever watches has ended it; none is kept.
            ProjectError: The project can't be written; none is kept.
        """
        try:
            self._store()
        except BaseException:
            documents = [one.report.sha256 for one in self._arrivals.values()]
            pictures = [hashlib.sha256(png).hexdigest() for png in self._pictures]
            with suppress(ProjectError):  # what was wrong before is told
                self._project.discard(documents, pictures)
            raise

    def _store(self) -> None:
        for one in each(self._arrivals.values()):
            report = one.report
            self._project.store_document(
                one.data, media_type=report.media_type, file_name=report.file_name
            )
            self._project.store_reading(report.sha256, one.text, one.structure)
        for png in each(self._pictures):
            self._project.store_picture(png)

    def _open(self, report: Report) -> None:
        if report.id not in self._arrivals:
            self._documents.open_report(self._project, report)

    def _arrive(self, one: IncomingReport, taken: Container[str]) -> Report:
        info = self._documents.open_bytes(one.sha256, one.data, one.file_name)
        text, structure = self._documents.read(one.sha256)
        found = Found(one.sha256, one.file_name, info.media_type, info.n_pages, info.title)
        report_id = ReportId(one.id if one.id and one.id not in taken else self._make_id())
        report = describe(report_id, found, structure, listed(one.sha256))
        given = {name: value for name in _NAMES if (value := getattr(one, name))}
        report = replace(report, **given)
        self._arrivals[report.id] = _Arrival(report, one.data, text, structure)
        return report
