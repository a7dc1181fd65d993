"""Which passages have a word, and the products of vectors with all of them.

Weights are whole numbers, so that the products are the same in whatever order passages came.
Words that many passages have stand in a table that is multiplied at once; those of few are
added where they stand.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SCALE = 1023
"""A weight of 1. Its square, the highest product, is a whole number in 32 bits of a float too."""

ONE = SCALE * SCALE

_MANY = 1 / 20
"""Share of the passages from which a word stands in the table."""


class Postings:
    """The weights of words in numbered passages."""

    def __init__(self) -> None:
        self._numbers: dict[str, array[int]] = {}
        self._weights: dict[str, array[int]] = {}
        self._size = 0
        self._rows: dict[str, int] = {}
        self._table: NDArray[np.float32] | None = None

    def __len__(self) -> int:
        """The number of passages."""
        return self._size

    def add(self, vectors: Sequence[dict[str, float]]) -> None:
        """Add passages; their numbers follow those of the last one."""
        for number, vector in enumerate(vectors, self._size):
            for term, weight in _whole(vector).items():
                if term not in self._numbers:
                    self._numbers[term], self._weights[term] = array("i"), array("i")
                self._numbers[term].append(number)
                self._weights[term].append(weight)
        self._size += len(vectors)
        self._table = None

    def products(self, vectors: Sequence[dict[str, float]]) -> NDArray[np.int32]:
        """Return the products of vectors with all passages, a row a vector, in units of `ONE`."""
        table = self._common()
        asked = np.zeros((len(vectors), len(table)), dtype=np.float32)
        rare: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, vector in enumerate(vectors):
            for term, weight in _whole(vector).items():
                if term in self._rows:
                    asked[at, self._rows[term]] = weight
                elif term in self._numbers:
                    rare[term].append((at, weight))
        found = (asked @ table).astype(np.int32)
        for term, places in rare.items():
            numbers = np.frombuffer(self._numbers[term], dtype=np.intc)
            weights = np.frombuffer(self._weights[term], dtype=np.intc)
            for at, weight in places:
                found[at, numbers] += weight * weights
        return found

    def _common(self) -> NDArray[np.float32]:
        """Return the weights of the words that many passages have, a row a word."""
        if self._table is None:
            many = [term for term, one in self._numbers.items() if len(one) > _MANY * self._size]
            self._rows = {term: row for row, term in enumerate(many)}
            self._table = np.zeros((len(many), self._size), dtype=np.float32)
            for row, term in enumerate(many):
                numbers = np.frombuffer(self._numbers[term], dtype=np.intc)
                self._table[row, numbers] = np.frombuffer(self._weights[term], dtype=np.intc)
        return self._table


def _whole(vector: dict[str, float]) -> dict[str, int]:
    """Return a vector of length 1 in whole numbers, without what is too small for one.

    Rounded down, so that no product exceeds `ONE`.
    """
    rounded = {term: int(weight * SCALE) for term, weight in vector.items()}
    return {term: weight for term, weight in rounded.items() if weight}
