"""PDFs with marks, read in the process of the test."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from glossator.documents.annotating import annotated, order
from glossator.documents.engine import pymupdf
from glossator.documents.found_marks import found_marks
from glossator.documents.structure import read_structure
from glossator.documents.text import page_text
from glossator.domain.incoming.plan import IncomingReport, Planner
from glossator.domain.themes import ThemeTree
from glossator.exchange.pdf_import import MarkedPdf, read_marked
from glossator.placing import Placer
from helpers.exchange import AT, PICTURE
from helpers.records import fresh_id, make_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.domain.incoming.outcome import Plan
    from glossator.domain.incoming.plan import Incoming
    from glossator.domain.pdf_marks import PdfMark


class Read:
    """A PDF opened and read."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.document = pymupdf.Document(stream=data, filetype="pdf")
        self.text, self.structure = read_structure(self.document)
        self.pages = [page_text(self.document, page) for page in range(len(self.text.pages))]
        sha256 = hashlib.sha256(data).hexdigest()
        self.report = make_report("A/1", sha256=sha256, file_name="a.pdf")

    def marked(self, marks: Sequence[PdfMark]) -> bytes:
        """Return a copy with marks in it."""
        _, pieces = order(marks, len(self.data), (self.data,))
        return annotated(b"".join(pieces), "a.pdf", "")

    def incoming(self) -> Incoming:
        """Return what comes in of it."""
        report = IncomingReport("key", self.report.sha256, file_name="a.pdf", data=self.data)
        return read_marked(
            "a.pdf",
            MarkedPdf(
                report,
                found_marks(self.document),
                self.text,
                self.structure,
                self.pages.__getitem__,
            ),
        )

    def placer(self) -> Placer:
        """Return what finds passages in it."""
        reading = (self.text, self.structure)
        return Placer(lambda _: reading, lambda _, page: self.pages[page], lambda *_: PICTURE)

    def plan(self, incoming: Incoming, tree: ThemeTree | None = None) -> Plan:
        """Plan what comes in for a project that has this report alone."""
        placer = self.placer()
        planner = Planner(
            tree or ThemeTree(()), (), placer.locate, fresh_id, AT, box=placer.box
        )  # fmt: skip
        return planner.plan(incoming, [self.report], {"key": self.report})
