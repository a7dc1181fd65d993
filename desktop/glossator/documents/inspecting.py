"""What a document says of itself: page boxes, labels, bookmarks, metadata, links."""

from __future__ import annotations

import math
import re
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from glossator.documents.damage import read_or
from glossator.documents.engine import mupdf, pymupdf
from glossator.documents.opening import DAMAGED, USUAL_BOX, media_type
from glossator.documents.page_labels import page_labels
from glossator.documents.protocol import DocumentInfo, Link, OutlineEntry
from glossator.documents.wholeness import is_cut_off
from glossator.domain.errors import DocumentError
from glossator.domain.pages.geometry import PageBox, Rect
from glossator.domain.text.cleaning import clean_line

if TYPE_CHECKING:
    import mmap
    from collections.abc import Callable, Iterator

_MOST_ENTRIES = 20_000
_MOST_LINKS = 5_000
_PDF_DATE = re.compile(
    r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(?:([+-])(\d\d)'?(\d\d)?'?|Z)?"
)
_TURNS = {(1, 0): 0, (0, 1): 90, (-1, 0): 180, (0, -1): 270}


def inspect(document: pymupdf.Document, kind: str, data: bytes | mmap.mmap) -> DocumentInfo:
    """Return what is known of an open document, whose bytes are at hand."""
    boxes = _boxes(document)
    metadata = document.metadata or {}
    return DocumentInfo(
        n_pages=len(boxes),
        media_type=media_type(kind),
        boxes=boxes,
        labels=_labels(document, len(boxes)),
        outline=read_or((), partial(_outline, document, len(boxes)), "the list of bookmarks"),
        title=clean_line(metadata.get("title")),
        author=clean_line(metadata.get("author")),
        subject=clean_line(metadata.get("subject")),
        created=_iso_date(clean_line(metadata.get("creationDate"))),
        repaired=bool(document.is_repaired) or is_cut_off(document, data),
    )


def _boxes(document: pymupdf.Document) -> tuple[PageBox, ...]:
    """Return the visible box of each page, a usual one where that is damaged.

    Raises:
        DocumentError: All are.
    """
    read = _box_reader(document)
    known = [
        read_or(None, partial(read, page), f"the box of page {page + 1}")
        for page in range(document.page_count)
    ]
    if all(box is None for box in known):
        raise DocumentError(DAMAGED)
    return tuple(box or USUAL_BOX for box in known)


def _box_reader(document: pymupdf.Document) -> Callable[[int], PageBox]:
    """Return what reads the visible box of a page.

    Where a PDF page has a unit of its own (`UserUnit`), its box is in points all the same.
    """
    if document.is_pdf:
        return partial(_pdf_box, mupdf.PdfDocument(document.this))
    reflowed = document[0].rect if document.is_reflowable else None

    def box(page: int) -> PageBox:
        rect = reflowed or document[page].rect
        return PageBox(0.0, 0.0, float(rect.width), float(rect.height))

    return box


def page_links(document: pymupdf.Document, page: int, box: PageBox) -> tuple[Link, ...]:
    """Return the links of a page, those that lead nowhere left out."""
    loaded = document[page]
    found: list[Link] = []
    link = mupdf.fz_load_links(loaded.this)
    while link.m_internal and len(found) < _MOST_LINKS:
        rect, uri = link.rect(), link.uri() or ""
        place = Rect(*(_finite(n) for n in (rect.x0, rect.y0, rect.x1, rect.y1)))
        target = _link(document, box.rect_to_user(place), uri)
        if target is not None:
            found.append(target)
        link = link.next()
    return tuple(found)


def _link(document: pymupdf.Document, rect: Rect, uri: str) -> Link | None:
    """Return the link with its target, or None if it has none."""
    if mupdf.fz_is_external_link(uri):
        return Link(rect, uri=clean_line(uri))
    # The binding returns xp and yp, whatever its signature says.
    resolve: Any = mupdf.fz_resolve_link
    location, x, y = resolve(document.this, uri)
    page = mupdf.fz_page_number_from_location(document.this, location)
    if not 0 <= page < document.page_count:
        return None
    return Link(rect, page, (_finite(x), _finite(y)))


def _pdf_box(pdf: mupdf.PdfDocument, page: int) -> PageBox:
    """Return a PDF page's box by MuPDF's own reckoning, without loading the page."""
    box, matrix = mupdf.FzRect(), mupdf.FzMatrix()
    mupdf.pdf_page_obj_transform(mupdf.pdf_lookup_page_obj(pdf, page), box, matrix)
    unit = math.hypot(matrix.a, matrix.b) or 1.0
    turn = _TURNS.get((round(matrix.a / unit), round(matrix.b / unit)), 0)
    x0, y0, x1, y1 = (_finite(n) * unit for n in (box.x0, box.y0, box.x1, box.y1))
    return PageBox(x0, y0, x1, y1, turn)


def _labels(document: pymupdf.Document, pages: int) -> tuple[str, ...]:
    """Return the label of each page: as printed in a PDF, else its number."""
    if document.is_pdf:
        return page_labels(mupdf.PdfDocument(document.this), pages)
    return tuple(str(page + 1) for page in range(pages))


def _outline(document: pymupdf.Document, pages: int) -> tuple[OutlineEntry, ...]:
    """Return the bookmarks that lead to a page, in order."""
    return tuple(islice(_entries(document, pages), _MOST_ENTRIES))


def _entries(document: pymupdf.Document, pages: int) -> Iterator[OutlineEntry]:
    waiting = [(1, mupdf.fz_load_outline(document.this))]
    while waiting:
        level, node = waiting.pop()
        if not node.m_internal:
            continue
        entry = node.m_internal
        page = mupdf.ll_fz_page_number_from_location(document.this.m_internal, entry.page)
        title = clean_line(node.title())
        if title and 0 <= page < pages:
            yield OutlineEntry(level, title, page, entry.y if math.isfinite(entry.y) else None)
        waiting.append((level, node.next()))
        waiting.append((level + 1, node.down()))


def _iso_date(date: str) -> str:
    """Return a PDF date in ISO form, anything else as it is."""
    match = _PDF_DATE.fullmatch(date)
    if match is None:
        return date
    year, month, day, hour, minute, second, sign, zone_h, zone_m = match.groups()
    iso = "-".join(part for part in (year, month, day) if part)
    if hour and day:
        iso += f"T{hour}:{minute or '00'}:{second or '00'}"
        if sign:
            iso += f"{sign}{zone_h}:{zone_m or '00'}"
        elif date.endswith("Z"):
            iso += "+00:00"
    return iso


def _finite(number: float) -> float:
    """Return the number, or 0 where it is none."""
    return float(number) if math.isfinite(number) else 0.0
