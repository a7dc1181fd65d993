"""Comparing passages in a document process."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from glossator.documents.protocol import Matched
from glossator.domain.ranking.counterparts import Passage
from glossator.domain.ranking.likeness import Index

if TYPE_CHECKING:
    import mmap
    from collections.abc import Sequence

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
