"""Write marks into a copy of a document, as annotations that every PDF reader shows.

An order is one block of bytes: the length of the marks, the marks, the document. So it
travels to a document process like a document does. The answer is the PDF.
"""

from __future__ import annotations

import io
import re
import struct
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from glossator.documents.codec import decode, encode
from glossator.domain.colours import parse
from glossator.domain.pdf_marks import PdfMark, PdfPrint

if TYPE_CHECKING:
    import mmap
    from collections.abc import Iterable, Sequence

    from glossator.documents.engine import mupdf, pymupdf

_LENGTH = struct.Struct("<Q")
THEMES, AREA = "GlossatorThemes", "GlossatorArea"
"""Entries of our own: the names of each theme from the root, and the frame without its line."""
_FRAME = "<</W 1.5>>"
"""Border of a frame, in points."""
OPACITY = 0.4
"""Of a highlight, so that the words are read through it."""
NUMBER, BESIDE = 7.0, 12.0
"""Height of the numbers beside printed marks and their distance from them, in points."""
MARGIN, NOTES = 50, 9
"""Around printed notes, and the height of their letters, in points."""
_TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)")


def order(
    marks: Sequence[PdfMark],
    size: int,
    data: Iterable[bytes],
    printed: PdfPrint | None = None,
) -> tuple[int, Iterable[bytes]]:
    """Return the size of an order, and its bytes piece by piece.

    Args:
        marks: What to write.
        size: Bytes of the document.
        data: The document, piece by piece.
        printed: For a copy to print, None for one to go on working with.
    """
    head = encode((tuple(marks), printed))
    return _LENGTH.size + len(head) + size, chain((_LENGTH.pack(len(head)) + head,), data)


def annotated(data: mmap.mmap | bytes, name: str, password: str) -> bytes:
    """Return the PDF that an order asks for.

    A document of another format becomes a PDF first. An encrypted one stays encrypted.

    Args:
        data: The order.
        name: File name of the document; only the suffix counts.
        password: For an encrypted one.

    Raises:
        DocumentError: The document can't be opened.
        Exception: Whatever else PyMuPDF raises.
    """
    from glossator.documents.engine import mupdf, pymupdf
    from glossator.documents.opening import open_document

    view = memoryview(data)
    (length,) = _LENGTH.unpack_from(view)
    start = _LENGTH.size + length
    marks, printed = decode(tuple[tuple[PdfMark, ...], PdfPrint | None], view[_LENGTH.size : start])
    document, kind = open_document(bytes(view[start:]), name, password)
    if kind != "pdf":
        document = pymupdf.Document(stream=document.convert_to_pdf(), filetype="pdf")
    by_page: dict[int, list[PdfMark]] = defaultdict(list)
    for mark in marks:
        by_page[mark.page].append(mark)
    for number, found in sorted(by_page.items()):
        if number < document.page_count:
            _annotate(document, number, found)
    if printed is not None:
        _prepare(document, marks, printed)
    made: bytes = document.tobytes(deflate=True, no_new_id=True, encryption=mupdf.PDF_ENCRYPT_KEEP)
    return made


def _prepare(document: pymupdf.Document, marks: Sequence[PdfMark], printed: PdfPrint) -> None:
    """Make a copy ready for printing: marks in its pages, numbers and notes."""
    numbers = {name: number for number, name in printed.numbers}
    for mark in marks:
        number = numbers.pop(mark.name, None)
        if number is not None and mark.page < document.page_count:
            _number(document[mark.page], mark, number)
    document.bake(annots=True, widgets=False)
    document.select([page for page in printed.pages if page < document.page_count])
    if printed.notes:
        document.insert_pdf(_notes(printed.notes, document[0].rect))


def _number(page: pymupdf.Page, mark: PdfMark, number: int) -> None:
    """Set a number into the margin beside a mark."""
    from glossator.documents.engine import pymupdf

    shown = page.transformation_matrix * page.rotation_matrix
    lines = [(pymupdf.Rect(quad.bounds) * shown).normalize() for quad in mark.quads]
    text, width = str(number), pymupdf.get_text_length(str(number), "hebo", NUMBER)
    left = min(line.x0 for line in lines) - width - BESIDE
    corner = pymupdf.Point(left, lines[0].y0 + NUMBER) * page.derotation_matrix
    page.insert_text(corner, text, fontname="hebo", fontsize=NUMBER, rotate=page.rotation)


def _notes(html: str, sheet: pymupdf.Rect) -> pymupdf.Document:
    """Return the notes on sheets of their own."""
    from glossator.documents.engine import pymupdf

    stream = io.BytesIO()
    writer, story = pymupdf.DocumentWriter(stream), pymupdf.Story(html, em=NOTES)
    inside, more = pymupdf.Rect(sheet), True
    inside.x0, inside.y0 = inside.x0 + MARGIN, inside.y0 + MARGIN
    inside.x1, inside.y1 = inside.x1 - MARGIN, inside.y1 - MARGIN
    while more:
        device = writer.begin_page(sheet)
        more, _ = story.place(inside)
        story.draw(device)
        writer.end_page()
    writer.close()
    return pymupdf.Document(stream=stream.getvalue(), filetype="pdf")


def _annotate(document: pymupdf.Document, number: int, marks: Sequence[PdfMark]) -> None:
    """Write the marks of one page, in place of those with the same names."""
    from glossator.documents.engine import mupdf

    page = document[number]
    names = {mark.name for mark in marks}
    for old in [one for one in page.annots() if one.info["id"] in names]:
        page.delete_annot(old)
    target = mupdf.pdf_page_from_fz_page(page.this)
    for mark in marks:
        kind = mupdf.PDF_ANNOT_SQUARE if mark.area else mupdf.PDF_ANNOT_HIGHLIGHT
        made = mupdf.pdf_create_annot(target, kind)
        xref = mupdf.pdf_to_num(mupdf.pdf_annot_obj(made))
        for key, value in _entries(mark).items():
            document.xref_set_key(xref, key, value)
        _draw(made)


def _draw(annotation: mupdf.PdfAnnot) -> None:
    """Give an annotation its appearance, for readers that make none of their own."""
    from glossator.documents.engine import mupdf

    mupdf.pdf_dirty_annot(annotation)
    mupdf.pdf_update_annot(annotation)


def _entries(mark: PdfMark) -> dict[str, str]:
    """Return the entries of an annotation's dictionary (ISO 32000-1, 12.5)."""
    from glossator.documents.engine import pymupdf

    colour = " ".join(f"{part / 255:.4f}" for part in parse(mark.colour))
    entries = {
        "NM": pymupdf.get_pdf_str(mark.name),
        "T": pymupdf.get_pdf_str(mark.analyst),
        "Contents": pymupdf.get_pdf_str(mark.contents),
        "C": f"[{colour}]",
        "F": "4",  # it is printed
        THEMES: f"[{' '.join(_texts(names) for names in mark.themes)}]",
    }
    if mark.area:
        bounds = mark.quads[0].bounds
        for quad in mark.quads[1:]:
            bounds = bounds.united(quad.bounds)
        entries |= {"Rect": _numbers(bounds), "BS": _FRAME, AREA: _numbers(bounds)}
    else:
        quads = _numbers([part for quad in mark.quads for part in quad])
        entries |= {"QuadPoints": quads, "CA": str(OPACITY)}
    times = {"CreationDate": _date(mark.created), "M": _date(mark.modified or mark.created)}
    return entries | {key: pymupdf.get_pdf_str(time) for key, time in times.items() if time}


def _numbers(numbers: Sequence[float]) -> str:
    return f"[{' '.join(f'{number:.3f}' for number in numbers)}]"


def _texts(texts: Sequence[str]) -> str:
    from glossator.documents.engine import pymupdf

    return f"[{' '.join(pymupdf.get_pdf_str(text) for text in texts)}]"


def _date(time: str) -> str:
    """Return a time as a PDF has it (`D:20240823100000Z`), empty where there is none."""
    found = _TIME.match(time)
    return f"D:{''.join(found.groups())}Z" if found else ""
