"""Whether what stands between the packed parts of a PDF is written as PDF is.

Nothing there has a checksum, and readers overlook what they don't understand: a `/Parunt`
in place of `/Parent` takes the fonts from a page, and no reader says so. So the file is gone
through from its beginning to its end, object by object, by the grammar of ISO 32000-1, 7.2 to
7.5, and the names in it are compared with those that PDF knows.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, NamedTuple

from glossator.documents.pdf_names import is_misspelt

if TYPE_CHECKING:
    import mmap
    from collections.abc import Callable, Iterator

_SPACE = rb"[\x00\t\n\x0c\r\x20]"
_COMMENT = rb"%%EOF|%[^\r\n]*+"
_DELIMITED = rb"(?=[\x00\t\n\x0c\r\x20()<>\[\]{}/%]|\Z)"
_NAME = rb"/([!-$&'*-.0-;=?-Z\\^-z|~]*+)"
"""Its letters are those of ASCII that are no delimiters."""


def _text(inner: bytes) -> bytes:
    return rb"\((?:[^()\\]|\\." + inner + rb")*+\)"


_TEXT = _text(rb"|" + _text(rb"|" + _text(rb"|" + _text(rb""))))
"""A text in brackets, with brackets within, four deep."""

_GAP = re.compile(rb"(?:%b|%b)*+" % (_SPACE, _COMMENT))
_VALUES = re.compile(
    rb"""(?:
        %(space)b | %(comment)b | [\[\]] | << | >>
        | %(name)b %(end)b
        | [+-]?+ (?: \d++ \.?+ \d*+ | \.\d++ ) %(end)b
        | (?:true|false|null|R) %(end)b
        | < [0-9A-Fa-f\x00\t\n\x0c\r\x20]*+ >
        | %(text)b
    )*+"""
    % {
        b"space": _SPACE + rb"++",
        b"comment": _COMMENT,
        b"name": _NAME,
        b"text": _TEXT,
        b"end": _DELIMITED,
    },
    re.DOTALL | re.VERBOSE,
)
_OBJECT = re.compile(rb"\d{1,10}%b++\d{1,5}%b++obj(?![a-z])" % (_SPACE, _SPACE))
_STREAM = re.compile(rb"stream\x20?+(?:\r\n|\n|\r)?+")
_STREAM_END = re.compile(rb"%b*+endstream" % _SPACE)
_LENGTH = re.compile(rb"/Length%b++(\d{1,12})(?:%b++\d++%b++(R))?+" % (_SPACE, _SPACE, _SPACE))
_TABLE = re.compile(
    rb"xref%b++(?:\d++\x20++\d++[\x20\r\n]++(?:\d{10}\x20\d{5}\x20[nf][\x20\r\n]{1,3}+)*+)*+"
    % _SPACE
)
_TRAILER = re.compile(rb"trailer")
_START = re.compile(rb"startxref%b++\d++" % _SPACE)
_NEXT = re.compile(rb"endobj|%b|(?:xref|trailer|startxref)(?![a-z])" % _OBJECT.pattern)
_FOUND_NAME = re.compile(_NAME)


class Grammar(NamedTuple):
    """What was found.

    Attributes:
        faults: Places that are not written as PDF is, and names with a wrong letter.
        done: Whether the whole file was gone through.
    """

    faults: int
    done: bool


def check_grammar(
    data: bytes | mmap.mmap, length_of: Callable[[int], int | None], ends: float
) -> Grammar:
    """Go through a PDF and count what is not written as it must be.

    Args:
        data: The file.
        length_of: Returns the number that is the object of this number, None if it isn't one;
            the length of a stream may be given so.
        ends: When to stop, in seconds of this process.
    """
    walk = _Walk(data, length_of)
    for _ in walk.steps():
        if time.process_time() > ends:
            return Grammar(walk.faults, done=False)
    names = {found[1] for start, end in walk.spans for found in _names(data, start, end)}
    wrong = sum(is_misspelt(name.decode("ascii")) for name in names)
    return Grammar(walk.faults + wrong, done=True)


def _names(data: bytes | mmap.mmap, start: int, end: int) -> Iterator[re.Match[bytes]]:
    return _FOUND_NAME.finditer(data, start, end)


class _Walk:
    """A way through a file.

    Attributes:
        faults: Places so far at which it could not go on.
        spans: Where values stand, from and to.
    """

    def __init__(self, data: bytes | mmap.mmap, length_of: Callable[[int], int | None]) -> None:
        self.faults = 0
        self.spans: list[tuple[int, int]] = []
        self._data = data
        self._length_of = length_of

    def steps(self) -> Iterator[None]:
        """Go through the file, a step an object."""
        place = max(self._data.find(b"%PDF-"), 0)
        while (place := self._after_gap(place)) < len(self._data):
            after = self._after_part(place)
            if after is None:
                self.faults += 1
                found = _NEXT.search(self._data, place + 1)
                if found is None:
                    return
                after = found.end() if found[0] == b"endobj" else found.start()
            place = after
            yield

    def _after_part(self, place: int) -> int | None:
        """Return where an object, table or trailer ends; None where none is written there."""
        if begun := _OBJECT.match(self._data, place):
            return self._after_object(begun.end())
        if begun := _TRAILER.match(self._data, place):
            return self._after_values(begun.end())
        part = _TABLE.match(self._data, place) or _START.match(self._data, place)
        return part.end() if part else None

    def _after_object(self, start: int) -> int | None:
        end = self._after_values(start)
        if begun := _STREAM.match(self._data, end):
            end = self._after_stream(begun.end(), start, end)
        if end < 0 or self._data[end : end + 6] != b"endobj":
            return None
        return end + 6

    def _after_values(self, start: int) -> int:
        found = _VALUES.match(self._data, start)
        end = found.end() if found else start
        self.spans.append((start, end))
        return end

    def _after_stream(self, place: int, start: int, end: int) -> int:
        """Return where the object of a stream goes on, -1 if the stream has no end.

        Its dictionary stands from `start` to `end`, and it begins at `place`. Where its length is
        wrong MuPDF says so.
        """
        length, said = None, _LENGTH.search(self._data, start, end)
        if said is not None:
            length = self._length_of(int(said[1])) if said[2] else int(said[1])
        closed = _STREAM_END.match(self._data, place + length) if length is not None else None
        after = closed.end() if closed else self._data.find(b"endstream", place)
        if after < 0:
            return -1
        return self._after_gap(after if closed else after + len(b"endstream"))

    def _after_gap(self, place: int) -> int:
        found = _GAP.match(self._data, place)
        return found.end() if found else place
