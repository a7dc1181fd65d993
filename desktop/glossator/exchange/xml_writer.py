"""XML written as it comes, so that nothing of it is kept, and read through before it is used."""

from __future__ import annotations

import re
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

IN_MEMORY = 16 * 2**20
"""Bytes of XML that are kept in memory before they go to a temporary file."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return a text with U+FFFD for every character that XML can't hold."""
    return _NOT_XML.sub("\ufffd", text)


@contextmanager
def checked_xml(target: IO[bytes]) -> Iterator[IO[bytes]]:
    """Give a stream for XML that goes to the target once it has been read through."""
    with SpooledTemporaryFile(max_size=IN_MEMORY) as draft:
        draft.write(b'<?xml version="1.0" encoding="utf-8"?>\n')
        yield draft
        draft.seek(0)
        expat.ParserCreate().ParseFile(draft)
        draft.seek(0)
        while part := draft.read(2**20):
            target.write(part)


class XmlWriter:
    """Writes elements as they come, so that nothing of them is kept."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    @contextmanager
    def element(self, tag: str, **attributes: object) -> Iterator[None]:
        """Write an element around what the block writes; None leaves an attribute out."""
        self._start(tag, attributes, ">\n")
        yield
        self._write(f"</{tag}>\n")

    def empty(self, tag: str, **attributes: object) -> None:
        """Write an element without content."""
        self._start(tag, attributes, "/>\n")

    def text(self, tag: str, text: str) -> None:
        """Write an element with a text, or nothing where there is none."""
        if text:
            self._write(f"<{tag}>{escape(clean(text), {chr(13): '&#13;'})}</{tag}>\n")

    def _start(self, tag: str, attributes: Mapping[str, object], end: str) -> None:
        pairs = (
            f" {name}={quoteattr(clean(str(value)))}"
            for name, value in attributes.items()
            if value is not None
        )
        self._write(f"<{tag}{''.join(pairs)}{end}")

    def _write(self, text: str) -> None:
        self._stream.write(text.encode())
