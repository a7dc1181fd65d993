"""PDFs with marks in them, opened and read, and recognised where the project has the report."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from glossator.domain.incoming import IncomingReport
from glossator.domain.same_document import same_document
from glossator.exchange.pdf_import import MarkedPdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossator.documents.protocol import DocumentInfo
    from glossator.domain.found_marks import FoundMarks
    from glossator.domain.page_text import PageText, ReportText
    from glossator.domain.structure import Structure
    from glossator.exchange.pdf_import import OpenMarked
    from glossator.storage.project import ProjectFile


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
    words.
    """

    @contextmanager
    def opened(name: str, data: bytes) -> Iterator[MarkedPdf]:
        sha256 = hashlib.sha256(data).hexdigest()
        here = {report.sha256 for report in project.reports()}
        documents.open_bytes(sha256, data, name)
        try:
            text, structure = documents.read(sha256)
            report = IncomingReport(
                sha256, sha256, structure.symbol, structure.title, name, data=data
            )
            known = sha256 if sha256 in here else same_document(text, _texts(project, here))
            if known:
                report = replace(report, sha256=known, data=b"")
            yield MarkedPdf(
                report,
                documents.marks(sha256),
                text,
                structure,
                lambda page: documents.page_text(sha256, page),
            )
        finally:
            if sha256 not in here:
                documents.close(sha256)

    return opened


def _texts(project: ProjectFile, here: set[str]) -> Iterator[tuple[str, ReportText]]:
    for sha256 in sorted(here):
        text = project.text(sha256)
        if text is not None:
            yield sha256, text
