"""Which passages of one report come back in a later one, and how changed.

Candidates are the passages that rank as most alike (`domain.ranking.likeness`) and those that share
a run of words. What decides is, besides the ranking, how much of the wording is still there:
words count in runs of `RUN` and more, and words of names and formulas count for nothing
(`domain.text.wording`), so that two paragraphs that list the same bodies are not taken for one
another.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import count, pairwise
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import LCSseq

from glossator.domain.text.wording import SILENT, telling_words

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from glossator.domain.ranking.counterparts import Match, Passage

RUN = 3
"""Fewest words in succession that count as kept."""

SHARED_RUN = 6
"""Words in succession that make two passages candidates, whatever their rank."""

REMAINDERS = (1 << 15) - 1
"""Of the numbers of runs their last bits are noted in a table: looking there first, five in six
of the runs that a report has not are told without a search."""

NEAR_VERBATIM = 0.75
"""Share of the words kept from which a passage has hardly changed."""

ALIKE = 0.45
"""Likeness by ranking from which a passage says the same in other words. Read by hand over
the five reports, most pairs above it do, and few below."""

LIKEST = 0.4
"""The same for two passages of which each is the other's likest."""

IN_COMMON = 3
"""Different words in common without which no ranking counts: among few passages it says little."""

CARRIED, WORDS_CARRIED = 0.4, 12
"""Share and number of words kept from which a passage was taken over, whatever its rank."""


_SURROGATES, _N_SURROGATES, _MOST_CHARACTERS = 0xD800, 0x800, 0x10F000

_numbers = count(1)


def _next_character() -> str:
    number = next(_numbers) % _MOST_CHARACTERS
    return chr(number + _N_SURROGATES if number >= _SURROGATES else number)


_CHARACTERS: defaultdict[str, str] = defaultdict(_next_character)
"""A character for each word, given as words come: comparing strings of characters takes a tenth
of the time of comparing lists of words."""

_SILENT = frozenset(_CHARACTERS[word] for word in sorted(SILENT))


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
        beside: Whether the new passage comes from another one still more.
    """

    change: Change
    old: str | None
    new: str | None
    score: float = 0.0
    kept: float = 0.0
    beside: bool = False


class Traceable:
    """The passages of a report, prepared for tracing; prepare once and keep.

    Items are left out: their paragraph stands for them. A word is kept as a character, a run
    of words as a number beside the place of its passage, in the order of the numbers.
    """

    def __init__(self, passages: Iterable[Passage] = ()) -> None:
        self._words: dict[str, str] = {}
        self._ids: list[str] = []
        self._keys = array("q")
        self._places = array("L")
        self._loose: list[tuple[int, int]] = []
        self._may_have = bytearray(REMAINDERS + 1)
        for one in passages:
            self.add(one)

    @property
    def unit_ids(self) -> tuple[str, ...]:
        """The passages in their order."""
        return tuple(self._words)

    def add(self, passage: Passage) -> None:
        """Prepare one more passage, which follows those that are there."""
        if passage.part:
            return
        words = "".join(_CHARACTERS[word] for word in telling_words(passage.text))
        for key in _runs(words):
            self._loose.append((key, len(self._ids)))
            self._may_have[key & REMAINDERS] = 1
        self._ids.append(passage.unit_id)
        self._words[passage.unit_id] = words

    def runs(self) -> array[int]:
        """Return the numbers of all runs in their order, put in order when first asked for."""
        if not self._loose:
            return self._keys
        runs = sorted([*zip(self._keys, self._places, strict=True), *self._loose])
        self._loose.clear()
        self._keys = array("q", (key for key, _ in runs))
        self._places = array("L", (place for _, place in runs))
        return self._keys

    def only(self, unit_ids: Container[str]) -> Traceable:
        """Return some of the passages (those of a section)."""
        self.runs()
        part = Traceable()
        part._words = {one: words for one, words in self._words.items() if one in unit_ids}
        part._ids, part._keys, part._places = self._ids, self._keys, self._places
        part._may_have = self._may_have
        return part

    def source(self, words: str, unit_id: str, scores: Mapping[str, float]) -> Trace | None:
        """Return what a passage of a later report comes from, None where it is new.

        Args:
            words: Its words, as `words` of its own report gives them.
            unit_id: Its id in the later report.
            scores: Passages that rank as like it, and how much.
        """
        return self.best(words, unit_id, scores, self.with_runs(_runs(words)))

    def outcome(self, words: str, unit_id: str, scores: Mapping[str, float]) -> Trace | None:
        """Return what a passage of an earlier report became, None where it was dropped.

        Args:
            words: Its words.
            unit_id: Its id in the earlier report.
            scores: Passages that rank as like it, and how much.
        """
        found = self.best(words, unit_id, scores, self.with_runs(_runs(words)))
        return found and replace(found, old=found.new, new=found.old)

    def sharing(self, later: Traceable) -> dict[str, set[str]]:
        """Return which passages share a run of words with those of another report, by these."""
        ours_sorted, theirs_sorted = self.runs(), later.runs()
        if later is self:
            keys = {key for key, other in pairwise(ours_sorted) if key == other}
        else:
            keys = set(ours_sorted).intersection(theirs_sorted)
        found: dict[str, set[str]] = defaultdict(set)
        for key in keys:
            ours = self.with_runs((key,))
            for unit_id in later.with_runs((key,)):
                found[unit_id] |= ours
        return found

    def best(
        self,
        words: str,
        unit_id: str,
        scores: Mapping[str, float],
        sharing: Iterable[str],
        likest: str = "",
    ) -> Trace | None:
        """Return what a passage of a later report comes from, where it is known who shares runs.

        Args:
            words: Its words.
            unit_id: Its id in the later report.
            scores: Passages that rank as like it, and how much.
            sharing: Passages that share a run of words with it.
            likest: The passage that is its likest, and whose likest it is; empty if none.
        """
        found = self.all(words, unit_id, scores, sharing, likest)
        return max(found, key=strength, default=None)

    def all(
        self,
        words: str,
        unit_id: str,
        scores: Mapping[str, float],
        sharing: Iterable[str],
        likest: str = "",
    ) -> Iterator[Trace]:
        """Yield everything that a passage of a later report may come from; see `best`."""
        for one in sorted({*scores, *sharing} & self._words.keys()):
            score, enough = scores.get(one, 0.0), LIKEST if one == likest else ALIKE
            found = _judged(self._words[one], words, score, enough)
            if found is not None:
                yield Trace(found.change, one, unit_id, max(score, found.whole), found.kept)

    def with_runs(self, keys: Iterable[int]) -> set[str]:
        """Return the passages that have one of some runs."""
        found, ordered = set[str](), self.runs()
        for key in keys:
            if self._may_have[key & REMAINDERS]:
                at = bisect_left(ordered, key)
                while at < len(ordered) and ordered[at] == key:
                    found.add(self._ids[self._places[at]])
                    at += 1
        return found

    def words(self, unit_id: str) -> str:
        """Return the words by which a passage is traced, none if it isn't one."""
        return self._words.get(unit_id, "")


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
        there is one; then the earlier report's that went into a passage which comes from
        another one still more, and those that were dropped. A passage of the earlier report
        may come back in several, and several in one.
    """
    found = []
    merged: dict[str | None, Trace] = {}
    sharing = earlier.sharing(later)
    likest = {new: old for old, new in _likest(ranked)}
    for unit_id in later.unit_ids:
        scores = {match.unit_id: match.score for match in ranked.get(unit_id, ())}
        sources = sorted(
            earlier.all(
                later.words(unit_id),
                unit_id,
                scores,
                sharing.get(unit_id, ()),
                likest.get(unit_id, ""),
            ),
            key=strength,
        )
        found.append(sources.pop() if sources else Trace(Change.NEW, None, unit_id))
        for one in sources:
            if one.old not in merged or strength(one) > strength(merged[one.old]):
                merged[one.old] = one
    kept = {one.old for one in found}
    gone = [one for one in earlier.unit_ids if one not in kept]
    found += [replace(merged[one], beside=True) for one in gone if one in merged]
    found += [Trace(Change.DROPPED, one, None) for one in gone if one not in merged]
    return tuple(found)


def recurring(report: Traceable) -> tuple[Trace, ...]:
    """Return the passages of a report that repeat the wording of one before them."""
    found = []
    sharing = report.sharing(report)
    before: set[str] = set()
    for unit_id in report.unit_ids:
        others = sharing.get(unit_id, set()) & before
        before.add(unit_id)
        best = report.best(report.words(unit_id), unit_id, {}, others) if others else None
        if best is not None:
            found.append(best)
    return tuple(found)


@lru_cache(maxsize=8)  # one passage is looked for in many reports
def _runs(words: str) -> frozenset[int]:
    return frozenset(hash(words[n : n + SHARED_RUN]) for n in range(len(words) - SHARED_RUN + 1))


class _Judgement(NamedTuple):
    """What became of a passage, and how much of the shorter and the longer of the two is kept."""

    change: Change
    kept: float
    whole: float


def _judged(old: str, new: str, score: float, enough: float) -> _Judgement | None:
    """Return what became of a passage if the new one comes from it, else None.

    Args:
        old: The words of the old passage.
        new: Those of the new one.
        score: How alike the two rank.
        enough: Likeness by ranking from which the new one says the same.
    """
    shorter, longer = sorted((len(old), len(new)))
    if not shorter:
        return None
    if score < enough:
        # In runs no more words can be kept than one by one, which is found in a tenth of the time.
        least = min(NEAR_VERBATIM * longer, max(CARRIED * shorter, WORDS_CARRIED))
        if not LCSseq.similarity(old, new, score_cutoff=ceil(least)):
            return None
    blocks = LCSseq.opcodes(old, new).as_matching_blocks()
    same = sum(block.size for block in blocks if block.size >= RUN)
    kept, whole = same / shorter, same / longer
    if whole >= NEAR_VERBATIM:
        return _Judgement(Change.VERBATIM, kept, whole)
    says_the_same = score >= enough and _in_common(old, new) >= IN_COMMON
    if says_the_same or (kept >= CARRIED and same >= WORDS_CARRIED):
        return _Judgement(Change.REWORDED, kept, whole)
    return None


def _likest(ranked: Mapping[str, Sequence[Match]]) -> set[tuple[str, str]]:
    """Return the pairs of an earlier and a later passage that are each other's likest.

    Args:
        ranked: For passages of the later report, their counterparts in the earlier one, the
            best first; likeness is the same from both sides.
    """
    best: dict[str, tuple[float, str]] = {}
    for later, matches in ranked.items():
        for match in matches:
            if match.score > best.get(match.unit_id, (0.0, ""))[0]:
                best[match.unit_id] = (match.score, later)
    firsts = {(matches[0].unit_id, later) for later, matches in ranked.items() if matches}
    return {(earlier, later) for earlier, (_, later) in best.items() if (earlier, later) in firsts}


def _in_common(old: str, new: str) -> int:
    return len((set(old) & set(new)) - _SILENT)


def strength(trace: Trace) -> tuple[bool, float, float]:
    """Return by what the traces of a passage are ranked: the surest is the largest."""
    return trace.change is Change.VERBATIM, trace.score, trace.kept
