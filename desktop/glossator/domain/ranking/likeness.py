"""Which passages of other reports say what a passage says.

A passage is a vector of word weights, two passages are as like as the cosine of theirs:
TF-IDF with damped counts (Salton and Buckley, "Term-weighting approaches in automatic text
retrieval", Information Processing & Management 24 (5), 1988). Since authors say the same
in other words, each vector is first moved towards its nearest neighbours in all reports, so
that it also holds the words which usually go with its own (Tao, Wang, Mei and Zhai,
"Language model information retrieval with document expansion", HLT-NAACL 2006). There is
no threshold: true counterparts often have a low score, so the best of each report are
taken, whatever their score. The numbers below were chosen on one set of judged passages and
checked on another, which had no say in them (`make bench` prints both).

To rank once and keep the result:

    index = Index.of({sha256: passages(structure), ...})
    for pair in index.compare(sha256, others):   # both directions of each pair
        ...                                      # ProjectFile.store_matches keeps them
    index.similar(sha256, "para_28")             # one unit, without keeping anything
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from glossator.domain.ranking.counterparts import (
    LIMIT,
    PLACE_BITS,
    PLACES,
    SMALL,
    Match,
    Pair,
    Passage,
)
from glossator.domain.ranking.postings import ONE, Postings
from glossator.domain.text.wording import weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

TITLE = 1.0
"""What the words of the heading above a passage count for."""

REPEATED = 0.75
"""Exponent of how often a passage has a word. A logarithm, as is usual, ranks worse here: what a
paragraph says again and again is what it is about."""

COMMON = 0.4
"""Words in a larger share of the passages tell nothing; small projects keep all words."""

NEIGHBOURS, PULL = 12, 0.8
"""How many neighbours move a vector, and how far."""

TERMS = 120
"""Words kept of a moved vector, the weightiest."""

GROWTH = 1.05
"""The words are weighed anew once there are so many times the passages they were weighed by."""

Vector = dict[str, float]


@dataclass(slots=True)
class _Report:
    """A report in an index: its passages and their counted words, those of units, then of items.

    Attributes:
        units: Which numbers its paragraphs and boxes have among those of all reports.
        items: The same of its items.
    """

    passages: tuple[Passage, ...]
    counts: list[Vector]
    units: slice
    items: slice


class Index:
    """The passages of a project's reports, weighed against each other.

    A report is added in the time it takes to count its words. The rest is done when it is
    first needed, or piece by piece with `advance`. While the index grows by less than
    `GROWTH`, what is there keeps its weights and neighbours; beyond, all is weighed anew.
    """

    def __init__(self) -> None:
        self._reports: dict[str, _Report] = {}
        self._n_units = 0
        self._n_items = 0
        self._weighed = 0
        self._rarity: Vector = {}
        self._rarest = 1.0
        self._plain: list[Vector] = []
        self._plain_postings = Postings()
        self._moved: list[Vector] = []
        self._moved_postings = Postings()
        self._items: list[Vector] = []
        self._item_postings = Postings()

    @classmethod
    def of(cls, passages_by_report: Mapping[str, Sequence[Passage]]) -> Self:
        """Make an index of some reports."""
        index = cls()
        for report, found in passages_by_report.items():
            index.add(report, found)
        return index

    def __contains__(self, report: str) -> bool:
        return report in self._reports

    def __len__(self) -> int:
        """The number of paragraphs and boxes."""
        return self._n_units

    def add(self, report: str, found: Iterable[Passage]) -> None:
        """Add a report; one that is there already is left as it is.

        Args:
            report: What to call it.
            found: Its passages, items last.
        """
        if report in self._reports:
            return
        kept = tuple(found)
        n_units = sum(not passage.part for passage in kept)
        if not n_units:
            kept = ()
        units = slice(self._n_units, self._n_units + n_units)
        items = slice(self._n_items, self._n_items + len(kept) - n_units)
        counts = [_counted(passage) for passage in kept]
        self._reports[report] = _Report(kept, counts, units, items)
        self._n_units, self._n_items = units.stop, items.stop

    def advance(self) -> bool:
        """Do the next piece of work (a tenth of a second); tell whether there is more."""
        if self._stale():
            self._weigh_all()
        elif len(self._plain) < self._n_units:
            self._take_in()
        elif len(self._moved) < self._n_units:
            self._move_next()
        return len(self._moved) < self._n_units

    def ready(self, report: str, others: Iterable[str]) -> bool:
        """Tell whether a report can be compared with others without further preparation."""
        stop = max(self._reports[name].units.stop for name in (report, *others))
        return not self._stale() and len(self._moved) >= stop

    def similar(self, report: str, unit_id: str, limit: int = LIMIT) -> dict[str, list[Match]]:
        """Return the units of each other report that are most like a unit, the best first.

        Raises:
            KeyError: The report has no such unit.
        """
        while self.advance():
            pass
        ours = self._reports[report]
        row = next((n for n, one in enumerate(ours.passages) if one.unit_id == unit_id), None)
        if row is None:
            raise KeyError(unit_id)
        vector = (*self._moved[ours.units], *self._items[ours.items])[row]
        (products,) = self._moved_postings.products([vector])
        return {
            name: [
                Match(other.passages[key % PLACES].unit_id, (key >> PLACE_BITS) / ONE)
                for key in _best(products[None, other.units], limit)[0].tolist()
                if key >= PLACES
            ]
            for name, other in self._reports.items()
            if name != report
        }

    def compare(self, report: str, others: Iterable[str]) -> Iterator[Pair]:
        """Yield the best counterparts of all passages of a report in others, and back.

        Quickest for one report after the other in the order they were added, each against
        those before it: the later ones are not looked at then.
        """
        wanted = [name for name in others if name in self._reports and name != report]
        if not wanted:
            return
        while not self.ready(report, wanted):
            self.advance()
        ours = self._reports[report]
        units, items = self._moved[ours.units], self._items[ours.items]
        table = self._moved_postings.products([*units, *items])
        # An item has counterparts but is none, so these are products of their items with ours.
        their_items = self._item_postings.products(units)
        for name in wanted:
            other = self._reports[name]
            there = table[:, other.units]
            back = np.vstack((there[: len(units)].T, their_items[:, other.items].T))
            yield Pair(name, _packed(there), _packed(back))

    # From counted words to weights

    def _stale(self) -> bool:
        return self._n_units > self._weighed * GROWTH

    def _weigh_all(self) -> None:
        """Weigh the words by how many passages have them, and all passages with them."""
        total = self._n_units
        spread = Counter(
            term
            for report in self._reports.values()
            for one, passage in zip(report.counts, report.passages, strict=True)
            if not passage.part
            for term in one
        )
        common = max(COMMON * total, 30)
        self._rarity = {
            term: _rarity(n, total) if n <= common else 0.0 for term, n in spread.items()
        }
        self._rarest = _rarity(0, total)
        self._weighed = total
        self._plain, self._plain_postings = [], Postings()
        self._moved, self._moved_postings = [], Postings()
        self._items, self._item_postings = [], Postings()
        self._take_in()

    def _take_in(self) -> None:
        """Weigh the paragraphs and boxes that have come since."""
        for report in self._reports.values():
            if report.units.stop > len(self._plain):
                n_units = report.units.stop - report.units.start
                vectors = [self._weighted(counts) for counts in report.counts[:n_units]]
                self._plain_postings.add(vectors)
                self._plain += vectors

    def _weighted(self, counts: Vector) -> Vector:
        weights = {
            term: n**REPEATED * self._rarity.get(term, self._rarest) for term, n in counts.items()
        }
        return _unit_length({term: weight for term, weight in weights.items() if weight})

    # Towards the neighbours

    def _move_next(self) -> None:
        """Move the passages of the first report that still stand where their words put them."""
        done = len(self._moved)
        report = next(one for one in self._reports.values() if one.units.stop > done)
        units = self._plain[report.units]
        items = [self._weighted(counts) for counts in report.counts[len(units) :]]
        products = self._plain_postings.products([*units, *items])
        np.fill_diagonal(products[:, report.units], 0)  # none is its own neighbour
        moved = [
            self._towards_neighbours(vector, row)
            for vector, row in zip((*units, *items), products, strict=True)
        ]
        self._moved_postings.add(moved[: len(units)])
        self._moved += moved[: len(units)]
        self._item_postings.add(moved[len(units) :])
        self._items += moved[len(units) :]

    def _towards_neighbours(self, vector: Vector, products: NDArray[np.int32]) -> Vector:
        """Return a passage's vector moved towards those of the passages most like it."""
        near = self._nearest(products)
        total = sum(product for product, _ in near)
        moved = dict(vector)
        for product, other in near:
            share = PULL * product / total
            for term, weight in self._plain[other].items():
                moved[term] = moved.get(term, 0.0) + share * weight
        return _unit_length(_weightiest(moved, TERMS))

    def _nearest(self, products: NDArray[np.int32]) -> list[tuple[int, int]]:
        """Return products and numbers of the nearest; of equals those of the smaller words."""
        n = min(NEIGHBOURS, len(products))
        bar = max(1, np.partition(products, -n)[-n]) if n else 1
        near = [(int(products[at]), at) for at in np.flatnonzero(products >= bar).tolist()]
        if len(near) > NEIGHBOURS:
            near.sort(key=lambda one: (-one[0], sorted(self._plain[one[1]].items())))
        return near[:NEIGHBOURS]


def _best(products: NDArray[np.int32], limit: int) -> NDArray[np.int32]:
    """Return the best of each row, the best first, with their places in the lower bits."""
    n = products.shape[1]
    keys = products << PLACE_BITS | np.arange(n, dtype=np.int32)
    if limit < n:
        keys = np.partition(keys, n - limit, axis=1)[:, n - limit :]
    keys.sort(axis=1)
    return keys[:, ::-1]


def _packed(products: NDArray[np.int32]) -> bytes:
    """Return the best of each row in bytes, as `counterparts.row_size` tells."""
    best = _best(products, LIMIT)
    fields = [best, best >> PLACE_BITS + 12]
    if products.shape[1] > SMALL:
        fields.insert(1, best >> 8)
    return b"".join((field & 255).astype(np.uint8).tobytes() for field in fields)


def _counted(passage: Passage) -> Vector:
    counts = weigh(passage.text)
    # In small letters: the capitals of a heading make no names.
    for term, n in weigh(passage.title.lower()).items():
        counts[term] = counts.get(term, 0.0) + TITLE * n
    return counts


def _rarity(n: int, total: int) -> float:
    """Return the inverse document frequency of a word, smoothed as if once more in one more."""
    return math.log((1 + total) / (1 + n)) + 1.0


def _unit_length(vector: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items()}


def _weightiest(vector: Vector, limit: int) -> Vector:
    """Return the weightiest words of a vector, and those of the same weight as the last."""
    if len(vector) <= limit:
        return vector
    bar = sorted(vector.values(), reverse=True)[limit - 1] - 1e-9
    return {term: weight for term, weight in vector.items() if weight >= bar}
