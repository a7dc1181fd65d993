"""Reading a report of the catalogue: source, corrections, parser and styles in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edition.corrections import read_corrections
from edition.inline import style
from edition.parser import parse

if TYPE_CHECKING:
    from edition.catalogue import Report
    from edition.model import Document


def read_report(report: Report) -> Document:
    """Return the document of a report, ready to be set."""
    text = report.source.read_text(encoding="utf-8")
    document = parse(report.file, text, read_corrections(report.file))
    style(document)
    return document
