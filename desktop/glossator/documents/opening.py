"""Open a document from bytes and say in one sentence why it can't be opened."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from glossator.documents.engine import pymupdf
from glossator.domain.errors import DocumentError, PasswordNeededError
from glossator.domain.pages.geometry import PageBox

if TYPE_CHECKING:
    import mmap

EMPTY = "The file is empty."
NOT_A_PDF = "The file is named .pdf, but it is not a PDF."
NOT_A_DOCUMENT = "The file is not a document that Glossator can read."
DAMAGED = "The file is damaged and can't be read."
NO_PAGES = "The file has no pages; it was probably cut off."
PASSWORD_NEEDED = "The document is encrypted and needs a password."
PASSWORD_WRONG = "The password is wrong."
TOO_LARGE = "The document needs more memory than Glossator allows it."

REFLOW_WIDTH, REFLOW_HEIGHT, REFLOW_SIZE = 420, 595, 11
"""Page (A5, in points) and font size of formats without pages of their own. Offsets of
annotations depend on them: never change these."""

USUAL_BOX = PageBox(0.0, 0.0, 595.0, 842.0)
"""Given to a page so damaged that it has none."""

_HEAD = 1024
_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xps": "application/vnd.ms-xpsdocument",
    "oxps": "application/oxps",
    "epub": "application/epub+zip",
    "mobi": "application/x-mobipocket-ebook",
    "fb2": "application/x-fictionbook+xml",
    "cbz": "application/vnd.comicbook+zip",
    "txt": "text/plain",
    "html": "text/html",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tiff": "image/tiff",
    "jp2": "image/jp2",
    "pnm": "image/x-portable-anymap",
}
_SAME = {
    "ai": "pdf",
    "text": "txt",
    "md": "txt",
    "htm": "html",
    "xhtml": "html",
    "jpeg": "jpg",
    "tif": "tiff",
    "pbm": "pnm",
    "pgm": "pnm",
    "ppm": "pnm",
}
_MAGIC = (
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"\x00\x00\x00\x0cjP  ", "jp2"),
)
_PLAIN_TEXT = frozenset({"txt", "html", "svg", "fb2"})
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def kind_of(name: str, head: bytes) -> str:
    """Return the key of a file's format from its name and first bytes.

    Raises:
        DocumentError: It is none that can be read.
    """
    suffix = PurePath(name).suffix.lower().lstrip(".")
    suffix = _SAME.get(suffix, suffix)
    if b"%PDF-" in head[:_HEAD]:
        return "pdf"
    if suffix == "pdf":
        raise DocumentError(NOT_A_PDF)
    found = next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")
    kind = found or suffix
    if kind not in _MEDIA_TYPES:
        raise DocumentError(NOT_A_DOCUMENT)
    if kind in _PLAIN_TEXT and b"\x00" in head and not head.startswith(_UTF16):
        raise DocumentError(NOT_A_DOCUMENT)
    return kind


def media_type(kind: str) -> str:
    """Return the media type of a format's key."""
    return _MEDIA_TYPES[kind]


def open_document(
    data: bytes | mmap.mmap, name: str, password: str = ""
) -> tuple[pymupdf.Document, str]:
    """Open a document.

    Args:
        data: Its bytes, which must outlive the document.
        name: Its file name; only the suffix counts.
        password: For an encrypted one.

    Returns:
        The document and the key of its format.

    Raises:
        PasswordNeededError: It is encrypted and the password is missing or wrong.
        DocumentError: It can't be opened.
    """
    view = memoryview(data)
    if not len(view):
        raise DocumentError(EMPTY)
    kind = kind_of(name, bytes(view[: 2 * _HEAD]))
    try:
        document = _opened(view, kind, password)
        pages = document.page_count
    except DocumentError:
        raise
    except Exception as error:
        raise as_document_error(error, DAMAGED) from error
    if document.is_pdf != (kind == "pdf"):
        raise DocumentError(NOT_A_DOCUMENT)
    if pages < 1:
        raise DocumentError(NO_PAGES)
    return document, kind


def as_document_error(error: Exception, sentence: str) -> DocumentError:
    """Return the error for the user that stands for whatever PyMuPDF has raised."""
    if isinstance(error, DocumentError):
        return error
    if isinstance(error, MemoryError) or "alloc" in str(error):
        return DocumentError(TOO_LARGE)
    return DocumentError(sentence)


def _opened(view: memoryview, kind: str, password: str) -> pymupdf.Document:
    """Open and decrypt, letting PyMuPDF's own exceptions through."""
    document = pymupdf.Document(
        stream=view,
        filetype=kind,
        width=REFLOW_WIDTH,
        height=REFLOW_HEIGHT,
        fontsize=REFLOW_SIZE,
    )
    if document.needs_pass:
        if not password:
            raise PasswordNeededError(PASSWORD_NEEDED)
        if not document.authenticate(password):
            raise PasswordNeededError(PASSWORD_WRONG)
    return document
