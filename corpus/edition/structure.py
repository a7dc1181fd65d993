"""The structure of a report as JSON: what a reader of its pages should find."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from edition.ibid import resolve_ibid
from edition.model import (
    Block,
    BlockKind,
    Box,
    Document,
    Footnote,
    Heading,
    Paragraph,
    Runs,
    marks,
    plain,
)
from edition.symbols import find_references

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edition.catalogue import Report
    from edition.typeset import Pages

Record = dict[str, Any]


def describe(report: Report, document: Document, pages: Pages) -> Record:
    """Return the structure of a report.

    Args:
        report: Its entry in the catalogue.
        document: The report, read.
        pages: Where its units stand.

    Returns:
        `{symbol, title, session, date, language, n_pages, outline, paragraphs, boxes,
        footnotes, symbols_cited}`. Pages count from 1. The text of a paragraph has its
        items in it, with their labels, and no footnote marks.
    """
    sections = section_paths(document)
    ibid = resolve_ibid(document)
    return {
        "symbol": report.symbol,
        "title": report.title,
        "session": report.session_name,
        "date": report.distributed.isoformat(),
        "language": "en",
        "n_pages": max(pages.last.values()),
        "outline": _outline(document, pages),
        "paragraphs": [
            _paragraph(report, each, sections[each.id], pages) for each in document.paragraphs()
        ],
        "boxes": [_box(each, sections[each.id], pages) for each in document.boxes()],
        "footnotes": [_footnote(each, ibid, pages) for each in in_print_order(document)],
        "symbols_cited": cited_symbols(document),
    }


def heading_words(heading: Heading) -> str:
    """Return a heading as printed on one line, number first."""
    return f"{heading.number} {heading.title}".strip()


def section_paths(document: Document) -> dict[str, list[str]]:
    """Return unit id to the headings above the unit, outermost first."""
    paths: dict[str, list[str]] = {}
    path: list[Heading] = []
    for unit in document.units:
        if isinstance(unit, Heading):
            path = [*(above for above in path if above.level < unit.level), unit]
        paths[unit.id] = [heading_words(each) for each in path]
    return paths


def paragraph_ranges(document: Document) -> dict[str, tuple[str, str]]:
    """Return heading id to the first and last paragraph under it, deeper headings included."""
    ranges: dict[str, tuple[str, str]] = {}
    path: list[Heading] = []
    for unit in document.units:
        if isinstance(unit, Heading):
            path = [*(above for above in path if above.level < unit.level), unit]
        elif isinstance(unit, Paragraph):
            for above in path:
                first, _ = ranges.get(above.id, (unit.number, ""))
                ranges[above.id] = (first, unit.number)
    return ranges


def in_print_order(document: Document) -> list[Footnote]:
    """Return the notes as they stand on the pages: those with asterisks first."""
    return sorted(
        document.footnotes,
        key=lambda note: (0, len(note.number)) if "*" in note.number else (1, int(note.number)),
    )


def cited_symbols(document: Document) -> list[str]:
    """Return the symbols of the documents named in text and notes, each once."""
    bodies = (unit.blocks for unit in document.units if not isinstance(unit, Heading))
    texts = chain(
        [document.front.summary],
        (block.runs for block in chain.from_iterable(bodies)),
        (note.runs for note in in_print_order(document)),
    )
    found = (ref.symbol for runs in texts for ref in find_references(plain(runs)))
    return list(dict.fromkeys(symbol for symbol in found if symbol))


def _outline(document: Document, pages: Pages) -> list[Record]:
    ranges = paragraph_ranges(document)
    return [
        {
            "level": heading.level,
            "number": heading.number,
            "title": heading.title,
            "page": pages.first[heading.id],
            "first_paragraph": ranges.get(heading.id, (None, None))[0],
            "last_paragraph": ranges.get(heading.id, (None, None))[1],
        }
        for heading in document.headings()
    ]


def _paragraph(report: Report, unit: Paragraph, section: list[str], pages: Pages) -> Record:
    items = [block for block in unit.blocks if block.kind is BlockKind.ITEM]
    return {
        "id": unit.id,
        "number": unit.number,
        "citation": f"{report.symbol}, para. {unit.number}",
        "section": section,
        "page": pages.first[unit.id],
        "page_end": pages.last[unit.id],
        "text": blocks_text(unit.blocks),
        "items": [
            {"label": item.label, "depth": item.depth, "text": plain(item.runs)} for item in items
        ],
        "footnotes": _marks_of(block.runs for block in unit.blocks),
    }


def blocks_text(blocks: list[Block]) -> str:
    """Return the words of blocks on one line, with labels and without bullets."""
    return " ".join(f"{block.label} {plain(block.runs)}".strip() for block in blocks)


def _marks_of(texts: Iterable[Runs]) -> list[str]:
    return list(chain.from_iterable(marks(runs) for runs in texts))


def _box(box: Box, section: list[str], pages: Pages) -> Record:
    return {
        "number": box.number,
        "title": box.title,
        "section": section,
        "text": blocks_text(box.blocks),
        "page": pages.first[box.id],
    }


def _footnote(note: Footnote, ibid: dict[str, str], pages: Pages) -> Record:
    return {
        "number": note.number,
        "text": plain(note.runs),
        "page": pages.first[f"footnote_{note.number}"],
        "paragraph": note.paragraph or None,
        "ibid_of": ibid.get(note.number),
    }
