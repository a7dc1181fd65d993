"""Comparing passages in a document process, and how they get there and back."""

from __future__ import annotations

import binascii
import json
import time
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from glossator.documents.codec import decode, encode
from glossator.documents.protocol import Matched, ProtocolError
from glossator.domain.counterparts import Pair, Passage
from glossator.domain.likeness import Index

if TYPE_CHECKING:
    import mmap
    from collections.abc import Mapping, Sequence

SECONDS = 0.3
"""How long a request may prepare before it answers, so that others need not wait long."""


class Matcher:
    """The passages of a project in a document process, prepared bit by bit."""

    def __init__(self) -> None:
        self._index = Index()
        self._offered: dict[str, list[list[str | bool]]] = {}
        self._number = 0

    def take(self, number: int, data: mmap.mmap | bytes) -> None:
        """Take over the passages of an offer, unless it is the present one.

        Words once counted are kept, unless a document is gone.
        """
        if number == self._number:
            return
        former, self._offered = self._offered, json.loads(data[:])
        self._number = number
        if any(self._offered.get(name) != found for name, found in former.items()):
            self._index = Index()

    def match(self, document: str, others: Sequence[str], seconds: float = SECONDS) -> Matched:
        """Compare a document with others, or prepare for it as far as the time goes."""
        index, end = self._index, time.monotonic() + seconds
        for name, found in self._offered.items():
            if name not in index:
                index.add(name, [Passage(*one) for one in found])  # type: ignore[arg-type]
                if time.monotonic() > end:
                    return Matched(done=False, among=len(index))
        while not index.ready(document, others):
            index.advance()
            if time.monotonic() > end:
                return Matched(done=False, among=len(index))
        return Matched(True, len(index), tuple(index.compare(document, others)))  # noqa: FBT003


def encode_passages(passages_by_document: Mapping[str, Sequence[Passage]]) -> bytes:
    """Return the bytes of an offer."""
    return json.dumps(passages_by_document, ensure_ascii=False).encode("utf-8", "replace")


def encode_matched(matched: Matched) -> bytes:
    """Return the bytes of an answer."""
    pairs = tuple(
        (pair.other, b64encode(pair.there).decode(), b64encode(pair.back).decode())
        for pair in matched.pairs
    )
    return encode((matched.done, matched.among, pairs))


def decode_matched(data: memoryview) -> Matched:
    """Return the answer that `encode_matched` made into bytes.

    Raises:
        ProtocolError: The bytes don't hold one.
    """
    done, among, pairs = decode(tuple[bool, int, tuple[tuple[str, str, str], ...]], data)
    try:
        found = tuple(
            Pair(other, b64decode(there, validate=True), b64decode(back, validate=True))
            for other, there, back in pairs
        )
    except binascii.Error as error:
        raise ProtocolError("matches that are no bytes") from error
    return Matched(done, among, found)
