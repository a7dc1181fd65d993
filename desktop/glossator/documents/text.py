"""The canonical text of a document's pages, and the place and role of every line.

Page by page, on demand; what neighbouring pages have to say about running heads is kept
with the document.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from glossator.documents.damage import read_or
from glossator.documents.engine import mupdf
from glossator.documents.fragments import CHARACTERS, SPANS, fragments_of, read_lines
from glossator.documents.opening import USUAL_BOX
from glossator.documents.page_labels import page_labels as printed_labels
from glossator.documents.pageframe import PageFrame, page_frame
from glossator.documents.roles import NEIGHBOURS, PageTraits, assign_roles, traits
from glossator.documents.rows import Row, character_boxes, ordered_rows, place
from glossator.documents.watch import Step, Watch
from glossator.domain.pages.geometry import PageBox, Rect
from glossator.domain.text.page_text import LINE_BREAK, Line, PageText, ReportText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.documents.engine import pymupdf

_KEPT_PAGES = 16
_KEY = "glossator_pages"


class PageRows:
    """The rows of a document's pages, read when asked for.

    Lives and dies with its document, as an attribute of it.
    """

    def __init__(self) -> None:
        self._ahead: OrderedDict[int, list[Row]] = OrderedDict()
        self._traits: dict[int, PageTraits] = {}
        self._most_pages = 0

    @classmethod
    def of(cls, doc: pymupdf.Document) -> PageRows:
        """Return what is kept with the document; nothing is, the first time."""
        kept = vars(doc).setdefault(_KEY, cls())
        if not isinstance(kept, cls):
            raise TypeError(f"the document's {_KEY} is something else")
        return kept

    def count(self, doc: pymupdf.Document) -> int:
        """Return the number of pages, those included that MuPDF loses while it mends a file."""
        self._most_pages = max(self._most_pages, doc.page_count)
        return self._most_pages

    def rows(self, doc: pymupdf.Document, page: int, mode: str = SPANS) -> list[Row]:
        """Return the rows of a page in reading order with their roles.

        Args:
            doc: The document.
            page: Zero-based page index.
            mode: `SPANS`, or `CHARACTERS` for rows with character boxes.

        Raises:
            IndexError: No such page.
        """
        count = self.count(doc)
        if not 0 <= page < count:
            raise IndexError(f"no page {page}")
        rows = self._ahead.pop(page, None) if mode == SPANS else None
        if rows is None:
            rows = _read_rows(doc, page, mode)
        self._traits.setdefault(page, traits(rows))
        around = range(max(page - NEIGHBOURS, 0), min(page + NEIGHBOURS + 1, count))
        others = [self._traits_of(doc, other) for other in around if other != page]
        before = self._traits.get(page - 1)
        return assign_roles(rows, others, self._traits[page], before) if rows else []

    def _traits_of(self, doc: pymupdf.Document, page: int) -> PageTraits:
        if page not in self._traits:
            rows = self._ahead[page] = _read_rows(doc, page)
            self._traits[page] = traits(rows)
            if len(self._ahead) > _KEPT_PAGES:
                self._ahead.popitem(last=False)
        return self._traits[page]


def page_text(doc: pymupdf.Document, page: int) -> PageText:
    """Return the canonical text of a page with the place of every character.

    Args:
        doc: An open, unlocked document.
        page: Zero-based page index.

    Raises:
        IndexError: No such page.
    """
    rows = PageRows.of(doc).rows(doc, page, CHARACTERS)
    frame = _frame(doc, page)
    lines: list[Line] = []
    start = 0
    for row in rows:
        lines.append(
            Line(
                start=start,
                end=start + len(row.text),
                rect=Rect(*place(row, frame)),
                role=row.role,
                block=row.block,
                size=row.size,
                bold=row.bold,
                italic=row.italic,
                rotation=row.rotation,
            )
        )
        start += len(row.text) + len(LINE_BREAK)
    boxes = character_boxes(rows, frame) if rows else array("f")
    return PageText(page, joined(rows), boxes, tuple(lines))


def report_text(doc: pymupdf.Document) -> ReportText:
    """Return the canonical text of all pages, with their boxes and printed labels."""
    kept = PageRows.of(doc)
    pages = [joined(kept.rows(doc, page)) for page in range(kept.count(doc))]
    return ReportText(tuple(pages), page_boxes(doc), page_labels(doc))


def page_boxes(doc: pymupdf.Document) -> tuple[PageBox, ...]:
    """Return the visible box of every page, in user space."""
    return tuple(_frame(doc, page).box for page in range(PageRows.of(doc).count(doc)))


def page_labels(doc: pymupdf.Document) -> tuple[str, ...]:
    """Return the printed label of every page; its number where the file names none."""
    count = PageRows.of(doc).count(doc)
    numbers = tuple(str(page + 1) for page in range(count))
    if not doc.is_pdf:
        return numbers
    return read_or(
        numbers,
        # PyMuPDF's own reading takes "/Type /PageLabel" for a prefix: "ageLabel1".
        lambda: printed_labels(mupdf.PdfDocument(doc.this), count),
        "the labels of the pages",
    )


def _read_rows(doc: pymupdf.Document, page: int, mode: str = SPANS) -> list[Row]:
    """Return the rows of a page in the order of its columns, none for a damaged one."""
    none: list[dict[str, Any]] = []
    if not Watch.of(doc).begin(Step.TEXT, page):
        return []
    lines = read_or(none, lambda: read_lines(doc[page], mode), f"the text of page {page + 1}")
    return ordered_rows(fragments_of(lines))


def _frame(doc: pymupdf.Document, page: int) -> PageFrame:
    usual = PageFrame(USUAL_BOX)
    return read_or(usual, lambda: page_frame(doc[page]), f"the box of page {page + 1}")


def joined(rows: Sequence[Row]) -> str:
    """Return the canonical text of a page from its rows."""
    return LINE_BREAK.join(row.text for row in rows)
