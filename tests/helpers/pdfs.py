"""Small PDFs made in the test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.documents.engine import mupdf, pymupdf

if TYPE_CHECKING:
    from collections.abc import Sequence

RED_SQUARE = (50.0, 60.0, 90.0, 100.0)
"""x0, y0, x1, y1 from the upper left corner of the unrotated, uncut page."""

WIDTH, HEIGHT = 300, 400


def make_pdf(
    pages: Sequence[Sequence[str]] = (("One line.",),),
    *,
    rotate: int = 0,
    cropbox: tuple[float, float, float, float] | None = None,
    encrypt: str | None = None,
    toc: Sequence[tuple[int, str, int]] = (),
    title: str = "",
    deflate: bool = False,
) -> bytes:
    """Return a PDF with some lines and a red square on each page.

    Args:
        pages: The lines of each page.
        rotate: Of each page, in clockwise degrees.
        cropbox: Of each page, counted from the upper left corner.
        encrypt: The password that opens it.
        toc: Bookmarks as (level, title, page counted from 1).
        title: In the file's metadata.
        deflate: Whether its parts are packed, as in most files.
    """
    document = pymupdf.Document()
    for lines in pages:
        page = document.new_page(width=WIDTH, height=HEIGHT)
        page.draw_rect(pymupdf.Rect(*RED_SQUARE), color=None, fill=(1, 0, 0))
        for number, line in enumerate(lines):
            page.insert_text((40, 130 + 16 * number), line, fontsize=11)
        if cropbox is not None:
            page.set_cropbox(pymupdf.Rect(*cropbox))
        page.set_rotation(rotate)
    if toc:
        document.set_toc([list(entry) for entry in toc])
    if title:
        document.set_metadata({"title": title})
    locked = {"encryption": mupdf.PDF_ENCRYPT_AES_256, "user_pw": encrypt, "owner_pw": encrypt}
    made: bytes = document.tobytes(deflate=deflate, **(locked if encrypt else {}))
    document.close()
    return made


def make_lines(lines: Sequence[str], font: str = "helv") -> bytes:
    """Return a PDF of one page with lines in a font that PyMuPDF has built in."""
    document = pymupdf.Document()
    page = document.new_page(width=WIDTH, height=HEIGHT)
    for number, line in enumerate(lines):
        page.insert_text((40, 60 + 16 * number), line, fontsize=11, fontname=font)
    made: bytes = document.tobytes()
    document.close()
    return made


def make_picture(kind: str = "png", width: int = 60, height: int = 40) -> bytes:
    """Return a red picture in a format that PyMuPDF writes."""
    pixmap = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, width, height))
    pixmap.set_rect(pixmap.irect, (255, 0, 0))
    made: bytes = pixmap.tobytes(kind)
    return made


def make_slow_pdf(depth: int, pages: int = 1) -> bytes:
    """Return a PDF whose first page draws a square ten to the power of `depth` times.

    Depth 5 takes about a second, 8 takes minutes and gigabytes. Further pages are quick.
    """
    document = pymupdf.Document(stream=make_pdf([["x"]] * pages))
    form = "/Type/XObject/Subtype/Form/BBox[0 0 300 400]"
    inner = _object(document, f"<<{form}>>", b"1 0 0 rg 50 300 40 40 re f")
    for _ in range(depth):
        resources = f"/Resources<</XObject<</F {inner} 0 R>>>>"
        inner = _object(document, f"<<{form}{resources}>>", b"/F Do " * 10)
    content = _object(document, "<<>>", b"/F Do")
    page = document.page_xref(0)
    document.xref_set_key(page, "Contents", f"{content} 0 R")
    document.xref_set_key(page, "Resources", f"<</XObject<</F {inner} 0 R>>>>")
    made: bytes = document.tobytes()
    document.close()
    return made


def _object(document: pymupdf.Document, dictionary: str, stream: bytes) -> int:
    """Add a stream to a PDF and return its number."""
    number: int = document.get_new_xref()
    document.update_object(number, dictionary)
    document.update_stream(number, stream)
    return number
