"""Which passages of one report come back in a later one, and how changed.

Candidates are the passages that rank as most alike (`domain.likeness`) and those that share
a run of words. What decides is, besides the ranking, how much of the wording is still there:
words count in runs of `RUN` and more, and words of names and formulas count for nothing
(`domain.wording`), so that two paragraphs that list the same bodies are not taken for one
another.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from glossator.domain.wording import SILENT, telling_words

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from glossator.domain.counterparts import Match, Passage

RUN = 3
"""Fewest words in succession that count as kept."""

SHARED_RUN = 6
"""Words in succession that make two passages candidates, whatever their rank."""

NEAR_VERBATIM = 0.75
"""Share of the words kept from which a passage has hardly changed."""

ALIKE = 0.45
"""Likeness by ranking from which a passage says the same in other words. Read by hand over
the five reports, most pairs above it do, and few below."""

IN_COMMON = 3
"""Different words in common without which no ranking counts: among few passages it says little."""

CARRIED, WORDS_CARRIED = 0.4, 12
"""Share and number of words kept from which a passage was taken over, whatever its rank."""


class Change(StrEnum):
    """What became of a passage from one report to the next."""

    VERBATIM = "near-verbatim"
    REWORDED = "reworded"
    NEW = "new"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Trace:
    """A passage and what it was or became.

    Attributes:
        change: What became of it.
        old: Unit id in the earlier report, None where the passage is new.
        new: Unit id in the later report, None where the passage was dropped.
        score: How sure it is, from 0 to 1: the likeness by ranking or the share of all words
            that were kept, whichever is more. 0 where one side is missing.
        kept: Share of the words of the shorter passage that stand in the other too.
    """

    change: Change
    old: str | None
    new: str | None
    score: float = 0.0
    kept: float = 0.0


class Traceable:
    """The passages of a report, prepared for tracing; prepare once and keep.

    Items are left out: their paragraph stands for them.
    """

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._words = {
            one.unit_id: tuple(telling_words(one.text)) for one in passages if not one.part
        }
        self._runs: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for unit_id, words in self._words.items():
            for run in dict.fromkeys(_runs(words)):
                self._runs[run].append(unit_id)

    @property
    def unit_ids(self) -> tuple[str, ...]:
        """The passages in their order."""
        return tuple(self._words)

    def only(self, unit_ids: Container[str]) -> Traceable:
        """Return some of the passages (those of a section)."""
        part = Traceable(())
        part._words = {one: words for one, words in self._words.items() if one in unit_ids}
        part._runs = self._runs
        return part

    def best(self, words: Sequence[str], unit_id: str, scores: Mapping[str, float]) -> Trace | None:
        """Return what a passage comes from here, None where it is new.

        Args:
            words: Its words.
            unit_id: Its id in the later report.
            scores: Passages that rank as like it, and how much.
        """
        shared = {one for run in _runs(words) for one in self._runs.get(run, ())}
        candidates = [one for one in self._words if one in scores or one in shared]
        judged = (
            _judged(one, self._words[one], unit_id, words, scores.get(one, 0.0))
            for one in candidates
        )
        return max((trace for trace in judged if trace), key=_order, default=None)

    def words(self, unit_id: str) -> tuple[str, ...]:
        """Return the words by which a passage is traced, none if it isn't one."""
        return self._words.get(unit_id, ())


def trace(
    earlier: Traceable, later: Traceable, ranked: Mapping[str, Sequence[Match]]
) -> tuple[Trace, ...]:
    """Compare two reports.

    Args:
        earlier: The passages of the earlier report.
        later: Those of the later.
        ranked: For passages of the later report, their counterparts in the earlier one.

    Returns:
        The later report's passages in their order, each with the passage it comes from where
        there is one, followed by those of the earlier report that were dropped. A passage of
        the earlier report may come back in several.
    """
    found = []
    for unit_id in later.unit_ids:
        scores = {match.unit_id: match.score for match in ranked.get(unit_id, ())}
        best = earlier.best(later.words(unit_id), unit_id, scores)
        found.append(best or Trace(Change.NEW, None, unit_id))
    kept = {one.old for one in found}
    found += [Trace(Change.DROPPED, one, None) for one in earlier.unit_ids if one not in kept]
    return tuple(found)


def recurring(report: Traceable) -> tuple[Trace, ...]:
    """Return the passages of a report that repeat the wording of one before them."""
    found = []
    for place, unit_id in enumerate(report.unit_ids):
        before = report.only(frozenset(report.unit_ids[:place]))
        best = before.best(report.words(unit_id), unit_id, {})
        if best is not None:
            found.append(best)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Member:
    """A passage of a family: the report, by its place in the order of dates, and the unit."""

    report: int
    unit_id: str


@dataclass(frozen=True, slots=True)
class Family:
    """Passages that come from each other, earliest first.

    Attributes:
        members: The passages.
        links: Pairs of places among the members, with what became of the first.
    """

    members: tuple[Member, ...]
    links: tuple[tuple[int, int, Trace], ...]


def families(traces: Mapping[tuple[int, int], Sequence[Trace]]) -> tuple[Family, ...]:
    """Join traces between several reports into families.

    Two passages belong together if one comes from the other, also by way of a third.

    Args:
        traces: By (place of the earlier report, place of the later), in the order of dates.

    Returns:
        Families of two and more, the largest first, then by where they begin.
    """
    parent: dict[Member, Member] = {}

    def root(one: Member) -> Member:
        while parent.setdefault(one, one) is not one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    links = [
        (Member(before, one.old), Member(after, one.new), one)
        for (before, after), found in traces.items()
        for one in found
        if one.old is not None and one.new is not None
    ]
    for old, new, _ in links:
        parent[root(new)] = root(old)
    members: dict[Member, list[Member]] = defaultdict(list)
    for one in dict.fromkeys(member for link in links for member in link[:2]):
        members[root(one)].append(one)
    order = {one: n for n, one in enumerate(sorted(parent, key=lambda one: one.report))}
    found_families = []
    for group in members.values():
        group.sort(key=order.__getitem__)
        place = {one: n for n, one in enumerate(group)}
        own = tuple((place[a], place[b], what) for a, b, what in links if a in place)
        found_families.append(Family(tuple(group), own))
    found_families.sort(key=lambda one: (-len(one.members), order[one.members[0]]))
    return tuple(found_families)


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[n : n + SHARED_RUN]) for n in range(len(words) - SHARED_RUN + 1))


def _judged(
    old_id: str, old: Sequence[str], new_id: str, new: Sequence[str], likeness: float
) -> Trace | None:
    """Return what became of a passage if the new one comes from it, else None."""
    shorter, longer = sorted((len(old), len(new)))
    if not shorter:
        return None
    blocks = LCSseq.opcodes(old, new).as_matching_blocks()
    same = sum(block.size for block in blocks if block.size >= RUN)
    kept, whole = same / shorter, same / longer
    if whole >= NEAR_VERBATIM:
        change = Change.VERBATIM
    elif (likeness >= ALIKE and _in_common(old, new) >= IN_COMMON) or (
        kept >= CARRIED and same >= WORDS_CARRIED
    ):
        change = Change.REWORDED
    else:
        return None
    return Trace(change, old_id, new_id, max(likeness, whole), kept)


def _in_common(old: Sequence[str], new: Sequence[str]) -> int:
    return len((set(old) & set(new)) - SILENT)


def _order(trace: Trace) -> tuple[bool, float, float]:
    return trace.change is Change.VERBATIM, trace.score, trace.kept
