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

import heapq
import math
from collections import Counter
from dataclasses import dataclass
from itertools import compress, count
from operator import add
from typing import TYPE_CHECKING, Self

from glossator.domain.counterparts import LIMIT, Match, Pair, Passage, pack
from glossator.domain.postings import ONE, PLACE_BITS, PLACES, Postings
from glossator.domain.wording import weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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

MANY, TERMS_OF_MANY = 2500, 48
"""Among more passages vectors stay where they are, with so many words: to move those of 200
reports would take minutes. They are ranked a little worse then."""

GROWTH = 1.05
"""The words are weighed anew once there are so many times the passages they were weighed by."""

Vector = dict[str, float]


@dataclass(slots=True)
class _Report:
    """A report in an index: its passages, where its units begin, its counted words."""

    passages: tuple[Passage, ...]
    first: int
    counts: list[Vector]
    items: list[Vector]

    @property
    def stop(self) -> int:
        return self.first + len(self.counts)


class Index:
    """The passages of a project's reports, weighed against each other.

    A report is added in the time it takes to count its words. The rest is done when it is
    first needed, or piece by piece with `advance`. While the index grows by less than
    `GROWTH`, what is there keeps its weights and neighbours; beyond, all is weighed anew.
    """

    def __init__(self) -> None:
        self._reports: dict[str, _Report] = {}
        self._size = 0
        self._weighed = 0
        self._rarity: Vector = {}
        self._rarest = 1.0
        self._plain: list[Vector] = []
        self._plain_postings = Postings()
        self._moved: list[Vector] = []
        self._moved_postings = Postings()

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
        return self._size

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
        counts = [_counted(passage) for passage in kept]
        self._reports[report] = _Report(kept, self._size, counts[:n_units], counts[n_units:])
        self._size += n_units

    def advance(self) -> bool:
        """Do the next piece of work (a tenth of a second); tell whether there is more."""
        if self._stale():
            self._weigh_all()
        elif len(self._plain) < self._size:
            self._take_in()
        elif len(self._moved) < self._size:
            self._move_next()
        return len(self._moved) < self._size

    def ready(self, report: str, others: Iterable[str]) -> bool:
        """Tell whether a report can be compared with others without further preparation."""
        stop = max(self._reports[name].stop for name in (report, *others))
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
        products = self._moved_postings.products(self._query(ours, row))
        return {
            name: [
                Match(other.passages[key % PLACES].unit_id, (key >> PLACE_BITS) / ONE)
                for key in sorted(products[other.first : other.stop], reverse=True)[:limit]
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
        rows = range(len(ours.passages))
        table = [self._moved_postings.products(self._query(ours, row)) for row in rows]
        for name in wanted:
            other = self._reports[name]
            part = [products[other.first : other.stop] for products in table]
            there = pack(part, len(other.counts))
            back = pack(self._columns(ours, other, part), len(ours.counts))
            yield Pair(name, there, back)

    def _columns(
        self, ours: _Report, other: _Report, part: Sequence[Sequence[int]]
    ) -> Iterator[Sequence[int]]:
        """Yield the products of each of the other's passages with ours, with our places."""
        n_ours = len(ours.counts)
        columns = zip(*part[:n_ours], strict=True) if n_ours else [()] * len(other.counts)
        for place, column in enumerate(columns):
            yield [*map(add, column, range(-place, n_ours - place))]
        for row in range(len(other.counts), len(other.passages)):
            products = self._moved_postings.products(self._query(other, row))
            yield products[ours.first : ours.stop]

    # From counted words to weights

    def _stale(self) -> bool:
        return self._size > self._weighed * GROWTH

    def _weigh_all(self) -> None:
        """Weigh the words by how many passages have them, and all passages with them."""
        spread = Counter(
            term for report in self._reports.values() for one in report.counts for term in one
        )
        total = self._size
        common = max(COMMON * total, 30)
        self._rarity = {
            term: _rarity(n, total) if n <= common else 0.0 for term, n in spread.items()
        }
        self._rarest = _rarity(0, total)
        self._weighed = total
        self._plain, self._plain_postings = [], Postings()
        self._moved, self._moved_postings = [], Postings()
        self._take_in()

    def _take_in(self) -> None:
        """Weigh the passages that have come since."""
        for report in self._reports.values():
            if report.stop > len(self._plain):
                vectors = [self._weighted(counts) for counts in report.counts]
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
        report = next(one for one in self._reports.values() if one.stop > done)
        vectors = [
            self._towards_neighbours(self._plain[number], number)
            for number in range(report.first, report.stop)
        ]
        self._moved_postings.add(vectors)
        self._moved += vectors

    def _towards_neighbours(self, vector: Vector, number: int = -1) -> Vector:
        """Return a passage's vector moved towards those of the passages most like it."""
        if self._weighed > MANY:
            return _unit_length(_weightiest(vector, TERMS_OF_MANY))
        products = self._plain_postings.products(vector)
        if number >= 0:
            products[number] = 0
        near = self._nearest(products)
        total = sum(product for product, _ in near)
        moved = dict(vector)
        for product, other in near:
            share = PULL * product / total
            for term, weight in self._plain[other].items():
                moved[term] = moved.get(term, 0.0) + share * weight
        return _unit_length(_weightiest(moved, TERMS))

    def _nearest(self, products: list[int]) -> list[tuple[int, int]]:
        """Return products and numbers of the nearest; of equals those of the smaller words."""
        highest = heapq.nlargest(NEIGHBOURS, products)
        bar = max(1, highest[-1] >> PLACE_BITS) << PLACE_BITS if highest else 1
        near = [
            (products[at] >> PLACE_BITS, at) for at in compress(count(), map(bar.__le__, products))
        ]
        if len(near) > NEIGHBOURS:
            near.sort(key=lambda one: (-one[0], sorted(self._plain[one[1]].items())))
        return near[:NEIGHBOURS]

    def _query(self, report: _Report, row: int) -> Vector:
        """Return the moved vector of a passage; an item's is made as it is asked for."""
        n_units = len(report.counts)
        if row < n_units:
            return self._moved[report.first + row]
        return self._towards_neighbours(self._weighted(report.items[row - n_units]))


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
