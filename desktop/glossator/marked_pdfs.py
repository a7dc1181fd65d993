"""PDFs with marks in them, opened and read, and recognised where the project has the report."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from glossator.domain.anchoring.twins import find_twin
from glossator.domain.incoming.plan import IncomingReport
from glossator.domain.records import ReportId
from glossator.domain.reports.describe import Found, describe
from glossator.exchange.pdf_import import MarkedPdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossator.documents.protocol import DocumentInfo
    from glossator.domain.incoming.found_marks import FoundMarks
    from glossator.domain.reports.structure import Structure
    from glossator.domain.text.page_text import PageText, ReportText
    from glossator.exchange.pdf_import import OpenMarked
    from glossator.storage.project import ProjectFile


MARKED = "marked"
"""How the names of documents begin that are read for their marks."""


class MarkReader(Protocol):
    """What opens documents and reads their marks, and waits until that is done."""

    def open_bytes(self, sha256: str, data: bytes, name: str) -> DocumentInfo:
        """Open a document whose bytes are at hand."""

    def read(self, sha256: str) -> tuple[ReportText, Structure]:
        """Return the text and structure of an open document."""

    def page_text(self, sha256: str, page: int) -> PageText:
        """Return the text of a page of an open document."""

    def marks(self, sha256: str) -> FoundMarks:
        """Return the marks of an open document."""

    def close(self, sha256: str) -> None:
        """Forget an open document."""


def opener(project: ProjectFile, documents: MarkReader) -> OpenMarked:
    """Return what opens a PDF, given its name and bytes.

    A copy of a report is that report, whatever was marked in it: the same bytes, else the same
    symbol or words.
    """

    @contextmanager
    def opened(name: str, data: bytes) -> Iterator[MarkedPdf]:
        sha256 = hashlib.sha256(data).hexdigest()
        reports = project.reports()
        report = IncomingReport(sha256, sha256, file_name=name, data=data)
        # By a name of its own: the document may be open, and be closed, as a report too.
        key = f"{MARKED} {sha256}"
        try:
            info = documents.open_bytes(key, data, name)
            text, structure = documents.read(key)
            found = Found(sha256, name, info.media_type, info.n_pages, info.title)
            coming = describe(ReportId(""), found, structure)
            if sha256 in {one.sha256 for one in reports}:
                report = replace(report, data=b"")
            elif twin := find_twin(
                coming, text.text, reports, lambda one: project.text(one.sha256)
            ):
                report = replace(report, sha256=twin.report.sha256, data=b"")
            yield MarkedPdf(
                report,
                documents.marks(key),
                text,
                structure,
                lambda page: documents.page_text(key, page),
            )
        finally:
            documents.close(key)

    return opened
