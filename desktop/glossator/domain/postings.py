"""Which passages have a word, and the products of one vector with all of them.

Pure Python adds numbers one by one, but whole numbers of any length at once. So a word that
many passages have is kept as one long number with a field of 32 bits for each passage; its
part in the products with all 12,000 passages of 200 reports is then one multiplication and
one addition.
"""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PLACE_BITS = 10
"""Lower bits of a product, which hold the passage's place in its report."""

PLACES = 1 << PLACE_BITS

SCALE = 1023
"""A weight of 1. Its square, the highest product, takes the 20 bits above: Python sorts and
adds numbers below 2**30 in half the time of greater ones."""

ONE = SCALE * SCALE

_DENSE = 1 / 30
"""Words that a larger share of the passages have are kept as one long number."""

_FIELD = "I"
_BYTES = array(_FIELD).itemsize


class Postings:
    """The weights of words in numbered passages."""

    def __init__(self) -> None:
        self._numbers: dict[str, list[int]] = {}
        self._weights: dict[str, list[int]] = {}
        self._long: dict[str, int] = {}
        self._places = 0
        self._size = 0

    def __len__(self) -> int:
        """The number of passages."""
        return self._size

    def add(self, vectors: Sequence[dict[str, float]]) -> None:
        """Add the passages of a report; their numbers follow those of the last one."""
        first = self._size
        self._size += len(vectors)
        added: dict[str, list[int]] = {}
        for place, vector in enumerate(vectors):
            for term, weight in _whole(vector).items():
                if term in self._long:
                    added.setdefault(term, [0] * len(vectors))[place] = weight
                self._numbers.setdefault(term, []).append(first + place)
                self._weights.setdefault(term, []).append(weight)
        for term, fields in added.items():
            self._long[term] |= _joined(fields) << 8 * _BYTES * first
        self._places |= _joined(range(len(vectors))) << 8 * _BYTES * first

    def products(self, vector: dict[str, float]) -> list[int]:
        """Return the product of a vector with each passage.

        The product is in units of `ONE`, above the bits of the passage's place, so that
        sorting products tells which passages they belong to.
        """
        total, rare = self._places, []
        for term, weight in _whole(vector).items():
            numbers = self._numbers.get(term)
            if numbers is None:
                continue
            if len(numbers) > self._size * _DENSE:
                total += (weight << PLACE_BITS) * self._as_long(term)
            else:
                rare.append((weight << PLACE_BITS, numbers, self._weights[term]))
        fields = array(_FIELD)
        fields.frombytes(total.to_bytes(self._size * _BYTES, "little"))
        if sys.byteorder == "big":
            fields.byteswap()
        found = fields.tolist()
        for weight, numbers, weights in rare:
            for number, other in zip(numbers, weights, strict=True):
                found[number] += weight * other
        return found

    def _as_long(self, term: str) -> int:
        """Return a word's weights in all passages as one number."""
        known = self._long.get(term)
        if known is None:
            fields = [0] * self._size
            for number, weight in zip(self._numbers[term], self._weights[term], strict=True):
                fields[number] = weight
            known = self._long[term] = _joined(fields)
        return known


def _joined(fields: Sequence[int]) -> int:
    """Return one number whose fields are the given ones, the first lowest."""
    row = array(_FIELD, fields)
    if sys.byteorder == "big":
        row.byteswap()
    return int.from_bytes(row.tobytes(), "little")


def _whole(vector: dict[str, float]) -> dict[str, int]:
    """Return a vector of length 1 in whole numbers, without what is too small for one.

    Rounded down, so that no product exceeds `ONE` and spills into the next field.
    """
    rounded = {term: int(weight * SCALE) for term, weight in vector.items()}
    return {term: weight for term, weight in rounded.items() if weight}
