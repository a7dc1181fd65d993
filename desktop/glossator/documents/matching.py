"""How passages get to the document process that compares them, and what it finds back.

The comparing itself, `documents.matcher`, is imported in that process only.
"""

from __future__ import annotations

import binascii
import json
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from glossator.documents.codec import decode, encode
from glossator.documents.protocol import Matched, ProtocolError
from glossator.domain.ranking.counterparts import Pair

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from glossator.domain.ranking.counterparts import Passage


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
