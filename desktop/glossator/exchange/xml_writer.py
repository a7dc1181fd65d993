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

HELD = 4096
"""Lines that are held before they are written."""

_SPECIAL = re.compile("[^ !#-%'-;=?-\ud7ff\ue000-\ufffd]")
"""What an attribute can't hold as it stands."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return a text with U+FFFD for every character that XML can't hold."""
    return _NOT_XML.sub("\ufffd", text)


@contextmanager
def checked_xml(target: IO[bytes]) -> Iterator[XmlWriter]:
    """Give a writer of XML that goes to the target once it has been read through."""
    with SpooledTemporaryFile(max_size=IN_MEMORY) as draft:
        draft.write(b'<?xml version="1.0" encoding="utf-8"?>\n')
        writer = XmlWriter(draft)
        yield writer
        writer.flush()
        draft.seek(0)
        expat.ParserCreate().ParseFile(draft)
        draft.seek(0)
        while part := draft.read(2**20):
            target.write(part)


class XmlWriter:
    """Writes elements as they come; nothing of them is kept but the last few thousand lines."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._lines: list[str] = []

    @contextmanager
    def element(self, tag: str, **attributes: object) -> Iterator[None]:
        """Write an element around what the block writes."""
        self._start(tag, attributes, ">")
        yield
        self.line(f"</{tag}>")

    def empty(self, tag: str, **attributes: object) -> None:
        """Write an element without content."""
        self._start(tag, attributes, "/>")

    def text(self, tag: str, text: str) -> None:
        """Write an element with a text, or nothing where there is none."""
        if text:
            self.line(f"<{tag}>{escape(clean(text), {chr(13): '&#13;'})}</{tag}>")

    def line(self, xml: str) -> None:
        """Write XML as it stands."""
        self._lines.append(xml)
        if len(self._lines) >= HELD:
            self.flush()

    def flush(self) -> None:
        """Hand on what is still held."""
        self._stream.write("".join(line + "\n" for line in self._lines).encode())
        self._lines.clear()

    def _start(self, tag: str, attributes: Mapping[str, object], end: str) -> None:
        pairs = "".join(f" {name}={_quoted(str(value))}" for name, value in attributes.items())
        self.line(f"<{tag}{pairs}{end}")


def _quoted(value: str) -> str:
    """Return the value of an attribute; most need nothing, and looking is cheaper."""
    return quoteattr(clean(value)) if _SPECIAL.search(value) else f'"{value}"'
