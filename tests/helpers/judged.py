"""What people judged of the five reports, by hand and before any program did.

Each kind of judgement has two sets. The first was looked at while the program was made to do
well; the second (`_held`) only tells how well it does on what it was not made for.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from helpers.edition import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

DATA = ROOT / "tests" / "data"


class Query(NamedTuple):
    """A unit, what of another report must be among the first, and what must not come before."""

    report: str
    unit: str
    other: str
    wanted: frozenset[str]
    unwanted: frozenset[str] = frozenset()


class Figures(NamedTuple):
    """How well something ranks: shares of the queries, but for `recall` and `traps`.

    Attributes:
        first, in_5, in_10: Queries with something wanted first, in the first 5 and 10.
        mrr: Mean reciprocal rank of the first that was wanted.
        recall: Mean share of all that was wanted, in the first 10.
        traps: What was unwanted and came before all that was wanted.
    """

    first: float
    in_5: float
    in_10: float
    mrr: float
    recall: float
    traps: int

    def __str__(self) -> str:
        shares = "".join(f"{figure:9.3f}" for figure in self[:5])
        return f"{shares}{self.traps:7d}"


HEAD = "    first   first 5  first 10    MRR  recall10  traps"


def pairs() -> list[Query]:
    """Return the first set of counterparts, asked in both directions."""
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for pair in _read("similar_pairs.json"):
        report, unit = pair["of"]
        found[report, unit, pair["in"]] |= set(pair["wanted"])
        found[pair["in"], pair["wanted"][0], report].add(unit)
    return [Query(*key, frozenset(wanted)) for key, wanted in found.items()]


def held_pairs() -> list[Query]:
    """Return the second set of counterparts, each asked in the direction it is written."""
    return [
        Query(report, unit, one["in"], frozenset(one["wanted"]), frozenset(one.get("not", ())))
        for one in _read("similar_pairs_held.json")["pairs"]
        for report, unit in (one["of"],)
    ]


def suggestions() -> list[tuple[str, str, frozenset[str]]]:
    """Return report, unit id and the paths of the right themes, of the first set."""
    return _suggestions(_read("theme_suggestions.json"))


def held_suggestions() -> list[tuple[str, str, frozenset[str]]]:
    """Return the same of the second set."""
    return _suggestions(_read("theme_suggestions_held.json")["suggestions"])


def traces() -> list[dict[str, Any]]:
    """Return what became of passages from one report to another."""
    return list(_read("trace_held.json")["judgements"])


def questions() -> list[dict[str, Any]]:
    """Return what is searched for and which paragraphs must be found."""
    return list(_read("search_held.json")["questions"])


def figures(rank: Callable[[str, str, str], Sequence[str]], queries: Iterable[Query]) -> Figures:
    """Tell how well a ranking of the units of a report for a unit of another does."""
    places: list[float] = []
    recalls: list[float] = []
    traps = 0
    for query in queries:
        found = rank(query.report, query.unit, query.other)
        hits = [place for place, unit in enumerate(found, 1) if unit in query.wanted]
        best = hits[0] if hits else float("inf")
        places.append(best)
        recalls.append(sum(place <= 10 for place in hits) / len(query.wanted))
        traps += sum(unit in query.unwanted for place, unit in enumerate(found, 1) if place < best)
    shares = [sum(place <= most for place in places) / len(places) for most in (1, 5, 10)]
    mrr = sum(1 / place for place in places) / len(places)
    return Figures(shares[0], shares[1], shares[2], mrr, sum(recalls) / len(recalls), traps)


def _suggestions(rows: list[dict[str, Any]]) -> list[tuple[str, str, frozenset[str]]]:
    return [(one["report"], one["unit"], frozenset(one["themes"])) for one in rows]


def _read(name: str) -> Any:  # noqa: ANN401 - as JSON has it
    return json.loads((DATA / name).read_text("utf-8"))
