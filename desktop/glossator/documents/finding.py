"""Finding regular expressions in a document process, where one that takes for ever can be ended.

Python's `re` can't be stopped once it has begun, and some patterns try more ways than there
are seconds. Words as typed are found in the window's process: their patterns can't do that.
"""

from __future__ import annotations

import sys
from array import array
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from glossator.documents.protocol import ProtocolError
from glossator.domain.text.find import MOST, Query, Searchable

if TYPE_CHECKING:
    import mmap
    from collections.abc import Mapping

Hits = list[tuple[int, int]]
"""Ranges of a report's canonical text, in order."""

_OFFSET = "I"
_BYTES = 4


class Finder:
    """The texts that a document process finds in."""

    def __init__(self) -> None:
        self._texts: dict[int, Searchable] = {}

    def find(self, number: int, data: mmap.mmap | bytes, request: Mapping[str, Any]) -> Hits:
        """Return what a query finds.

        Args:
            number: Of the text; prepared when it is first asked for.
            data: The text as `encode_text` made it.
            request: With the fields of a `Query`.

        Raises:
            InvalidInputError: The regular expression is none.
        """
        if number not in self._texts:
            self._texts[number] = Searchable(bytes(data[:]).decode("utf-8", "surrogatepass"))
        return self._texts[number].find(Query(**request["query"]))

    def forget(self, number: int) -> None:
        """Forget a text, if it is known."""
        self._texts.pop(number, None)


def encode_text(text: str) -> bytes:
    """Return a text as bytes that a process makes a text of again."""
    return text.encode("utf-8", "surrogatepass")


def encode_query(query: Query) -> dict[str, object]:
    """Return what a process must know to find a query."""
    return {"query": asdict(query)}


def encode_hits(hits: Hits) -> bytes:
    """Return hits as bytes."""
    offsets = array(_OFFSET, [offset for hit in hits for offset in hit])
    if sys.byteorder == "big":
        offsets.byteswap()
    return offsets.tobytes()


def decode_hits(data: bytes | memoryview, length: int) -> Hits:
    """Return the hits that `encode_hits` made into bytes.

    Args:
        data: The bytes.
        length: Of the text.

    Raises:
        ProtocolError: They are no hits in a text of that length.
    """
    if len(data) % (2 * _BYTES) or len(data) > 2 * _BYTES * MOST:
        raise ProtocolError("no hits")
    offsets = array(_OFFSET)
    offsets.frombytes(data)
    if sys.byteorder == "big":
        offsets.byteswap()
    hits = list(zip(offsets[::2], offsets[1::2], strict=True))
    if not all(start < end <= length for start, end in hits):
        raise ProtocolError("a hit outside the text")
    return hits
