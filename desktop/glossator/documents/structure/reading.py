"""Reading a whole report: its lines become headings, paragraphs, items, boxes and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.documents.structure.anchors import find_anchors
from glossator.documents.structure.flow import read_flow
from glossator.documents.structure.frames import Frames
from glossator.documents.structure.front import read_front
from glossator.documents.structure.headings import bookmarks
from glossator.documents.structure.notes import read_notes, resolve_ibid
from glossator.documents.structure.outline import Reader
from glossator.documents.structure.units import UnitMaker
from glossator.documents.text import page_boxes, page_labels
from glossator.domain.reports.structure import Structure
from glossator.domain.reports.symbols import symbols_cited
from glossator.domain.text.page_text import ReportText, Role
from glossator.domain.text.quotation import known_words, one_line

if TYPE_CHECKING:
    from glossator.documents.engine import pymupdf


def read_structure(doc: pymupdf.Document) -> tuple[ReportText, Structure]:
    """Read the text and the structure of a report.

    Args:
        doc: An open, unlocked document.

    Returns:
        Its canonical text, and its units; `has_text` is False for a scan without text.
    """
    pages, lines = read_flow(doc)
    labels = page_labels(doc)
    text = ReportText(tuple(pages), page_boxes(doc), labels)
    if not any(any(map(str.isalnum, page)) for page in pages):
        return text, Structure(has_text=False)
    notes = read_notes([line for line in lines if line.role is Role.FOOTNOTE])
    resolve_ibid(notes)
    body = [line for line in lines if line.role in (Role.BODY, Role.HEADING)]
    anchors = find_anchors(doc, body, notes)
    front = read_front(doc, lines)
    reader = Reader(bookmarks(doc), Frames(doc), front.title)
    parts = reader.read(body)
    words = known_words("\n".join(line.text for line in lines))
    maker = UnitMaker(words, labels, anchors)
    for part in parts:
        maker.add(part)
    maker.add_notes(notes)
    noted = [line for note in notes for line in note.lines]
    flowing = one_line("\n".join(line.text for line in body + noted), words)
    cited = dict.fromkeys(s for s in symbols_cited(flowing) if s != front.symbol)
    structure = Structure(
        symbol=front.symbol,
        title=front.title,
        session=front.session,
        date=front.date,
        language=front.language,
        units=tuple(maker.units),
        symbols_cited=tuple(cited),
        numbered=reader.numbered,
    )
    return text, structure
