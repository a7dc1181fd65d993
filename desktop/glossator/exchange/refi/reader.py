"""REFI-QDA codebooks and projects of other programs.

Much is taken that the standard doesn't allow, since programs write it: other names of the
XML file and its folder, GUIDs in small letters or braces, colours of three digits, selections
without user and date, texts with byte order mark or two-character line ends.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError
from xml.sax import SAXParseException

from glossator.domain.errors import InvalidInputError
from glossator.exchange.archives import Archive
from glossator.exchange.refi.tree import parse
from glossator.exchange.refi.walk import Walk

if TYPE_CHECKING:
    from glossator.domain.incoming.plan import Incoming

_BEGIN, _END = b"<PlainTextContent>", b"</PlainTextContent>"
_LOOSE = re.compile(rb"&(?!(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)")
"""An ampersand that begins no entity of XML."""

_ILL_FORMED = (ParseError, SAXParseException)

LARGEST_XML = 512 * 2**20
"""Bytes of XML that are read; 100,000 passages take about half of it."""


def read_qdc(name: str, data: bytes) -> Incoming:
    """Read the themes of a codebook.

    Raises:
        InvalidInputError: It is none.
    """
    walk = Walk(name)
    parse(name, BytesIO(data), walk, "CodeBook")
    return walk.incoming()


def read_qdpx(name: str, data: bytes) -> Incoming:
    """Read the reports, themes and passages of a project.

    Raises:
        InvalidInputError: It is none, or is damaged or made to do harm.
    """
    with Archive(name, data) as archive:
        member = _project_member(name, archive)
        if archive.size(member) > LARGEST_XML:
            raise InvalidInputError(
                f"“{name}” has more than {LARGEST_XML // 2**20} MB of XML. Nothing was imported."
            )
        walk = Walk(name, archive)
        try:
            with archive.open(member) as stream:
                parse(name, stream, walk, "Project")
        except InvalidInputError as error:
            data = (
                _escaped(archive.read(member)) if isinstance(error.__cause__, _ILL_FORMED) else b""
            )
            if not data:
                raise
            walk = Walk(name, archive)
            parse(name, BytesIO(data), walk, "Project")
        return walk.incoming()


def _escaped(data: bytes) -> bytes:
    """Return XML with the words of its notes escaped, empty where they are already.

    QualCoder writes a note on a passage as it was typed: `R&D < 5` would cost all else.
    """
    head, *pieces = data.split(_BEGIN)
    mended = [head]
    for piece in pieces:
        words, end, rest = piece.partition(_END)
        if end:
            words = _LOOSE.sub(b"&amp;", words).replace(b"<", b"&lt;")
        mended.append(words + end + rest)
    found = _BEGIN.join(mended)
    return found if found != data else b""


def _project_member(name: str, archive: Archive) -> str:
    """Return the name of the XML file: the only one, or the only one outside of folders."""
    found = [one for one in archive if one.casefold().endswith(".qde") and "__MACOSX" not in one]
    top = [one for one in found if "/" not in one] or found
    if len(top) != 1:
        what = "no project file (.qde)" if not top else "several project files (.qde)"
        raise InvalidInputError(f"“{name}” has {what} in it. Nothing was imported.")
    return top[0]
