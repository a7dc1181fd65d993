"""What is known of the passages that recur in a project: the reports, families, and counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from glossator.domain.ranking.counterparts import Match
from glossator.domain.ranking.similar import ALIKE
from glossator.domain.text.word_diff import Wording, word_diff
from glossator.domain.theme_match import folded
from glossator.domain.trace.families import Family, Member
from glossator.domain.trace.pairs import Change, Trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from glossator.domain.records import Report
    from glossator.domain.reports.structure import Unit
    from glossator.domain.text.word_diff import Piece

FIRST_WORDS = 90
"""Characters of a passage by which a family is known."""

MANY_YEARS = 5
"""From so many years only the first and the last are named."""


class Standing(StrEnum):
    """What stands of a passage in a later report, in words for people."""

    STANDS = "stands as it was"
    HARDLY = "hardly changed"
    REWORDED = "reworded"
    DROPPED = "dropped"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class TracedReport:
    """A report and its passages.

    Attributes:
        report: The report.
        units: Its paragraphs and boxes in their order, by id.
        plain: Their words and addresses as a filter compares them, by id.
    """

    report: Report
    units: Mapping[str, Unit]
    plain: Mapping[str, str] = field(default_factory=dict)

    def citation(self, unit_id: str) -> str:
        """Return how a passage is cited."""
        return f"{self.report.name}, {self.units[unit_id].label}"

    def headings(self) -> tuple[tuple[str, ...], ...]:
        """Return the sections that have passages, with those above them, in their order."""
        found: dict[tuple[str, ...], None] = {}
        for unit in self.units.values():
            for depth in range(1, len(unit.section) + 1):
                found.setdefault(unit.section[:depth])
        return tuple(found)

    def under(self, section: tuple[str, ...]) -> frozenset[str]:
        """Return the ids of the passages of a section; an empty one means the whole report."""
        depth = len(section)
        return frozenset(one for one, unit in self.units.items() if unit.section[:depth] == section)


@dataclass(frozen=True, slots=True)
class ReportCount:
    """How the passages of a report stand to those of the others.

    Attributes:
        passages: How many there are.
        recur: How many have a counterpart in another report, or earlier in their own.
        new: How many nothing before is like.
        dropped: How many nothing after is like.
    """

    passages: int
    recur: int
    new: int
    dropped: int


@dataclass(frozen=True)
class Book:
    """The reports in the order of their dates, and the families of like passages.

    Attributes:
        reports: The reports.
        families: Passages that come from each other, the largest first.
        forth: The passages that something after is like.
        back: The passages that something before is like.
        waiting: Pairs of reports that are not ranked yet.
        todo: Pairs that are still to be traced.
    """

    reports: tuple[TracedReport, ...] = ()
    families: tuple[Family, ...] = ()
    forth: frozenset[Member] = frozenset()
    back: frozenset[Member] = frozenset()
    waiting: int = 0
    todo: int = 0

    @cached_property
    def places(self) -> dict[Member, int]:
        """The number of the family that a passage belongs to, the largest of two."""
        numbered = reversed(tuple(enumerate(self.families)))
        return {one: n for n, family in numbered for one in family.members}

    def unit(self, member: Member) -> Unit:
        """Return a passage."""
        return self.reports[member.report].units[member.unit_id]

    def citation(self, member: Member) -> str:
        """Return how a passage is cited."""
        return self.reports[member.report].citation(member.unit_id)

    def place_of(self, report_id: str) -> int | None:
        """Return the place of a report in the order of dates, None if it isn't there."""
        found = (n for n, one in enumerate(self.reports) if one.report.id == report_id)
        return next(found, None)

    def first_words(self, family: Family) -> str:
        """Return the words by which a family is known: how its first passage begins."""
        text = self.unit(family.members[0]).text
        if len(text) <= FIRST_WORDS:
            return text
        return text[:FIRST_WORDS].rpartition(" ")[0].rstrip(",;:") + " …"

    def years(self, family: Family) -> str:
        """Return the years of a family's passages: `2012 · 2018`, of many the first and last."""
        years = dict.fromkeys(self.reports[one.report].report.year for one in family.members)
        shown = [year for year in years if year]
        return " · ".join(shown) if len(shown) < MANY_YEARS else f"{shown[0]} – {shown[-1]}"

    @cached_property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """The words by which each family is known, and its years."""
        return tuple((self.first_words(one), self.years(one)) for one in self.families)

    @cached_property
    def counts(self) -> tuple[ReportCount, ...]:
        """For each report how many of its passages recur, are new, or were dropped."""
        forth, back = (_by_report(members) for members in (self.forth, self.back))
        found = []
        for n, one in enumerate(self.reports):
            own, gone, come = one.units.keys(), forth.get(n, set()), back.get(n, set())
            counts = map(len, (own, own & (gone | come), own - come, own - gone))
            found.append(ReportCount(*counts))
        return tuple(found)

    def chosen(
        self, words: str = "", report: int | None = None, section: tuple[str, ...] = ()
    ) -> tuple[int, ...]:
        """Return the numbers of the families that some passage of lets through.

        Args:
            words: One of the passages has all of them, letter case and accents folded.
            report: A passage is in this report.
            section: And under this heading there.
        """
        wanted = folded(words).split()
        return tuple(
            n
            for n, family in enumerate(self.families)
            if (report is None or self._is_in(family, report, section))
            and (not wanted or any(self._has(one, wanted) for one in family.members))
        )

    def _is_in(self, family: Family, report: int, section: tuple[str, ...]) -> bool:
        depth = len(section)
        return any(
            one.report == report and self.unit(one).section[:depth] == section
            for one in family.members
        )

    def _has(self, member: Member, words: Sequence[str]) -> bool:
        plain = self.reports[member.report].plain[member.unit_id]
        return all(word in plain for word in words)


def plain_text(report: Report, unit: Unit) -> str:
    """Return a passage and its citation as a filter compares them."""
    return folded(f"{unit.text}\n{report.name}, {unit.label}")


def standing(trace: Trace, pieces: Iterable[Piece]) -> Standing:
    """Return what stands of a passage, told by the difference of its wordings."""
    if trace.change is Change.NEW:
        return Standing.NEW
    if trace.change is Change.DROPPED:
        return Standing.DROPPED
    if trace.change is Change.REWORDED:
        return Standing.REWORDED
    same = all(piece.wording is Wording.SAME for piece in pieces)
    return Standing.STANDS if same else Standing.HARDLY


@dataclass(frozen=True, slots=True)
class Line:
    """A passage of a section held against a later report.

    Attributes:
        standing: What became of it.
        trace: The passages on both sides.
        old, new: The passages, None where one side has none.
        pieces: The difference of their wordings, empty where one side is missing.
        likest: Where one side is missing, the passage there that is most like the other.
        likeness: How much, from 0 to 1.
    """

    standing: Standing
    trace: Trace
    old: Unit | None
    new: Unit | None
    pieces: tuple[Piece, ...]
    likest: Unit | None = None
    likeness: float = 0.0


def lines(
    earlier: TracedReport,
    later: TracedReport,
    traces: Sequence[Trace],
    ranked: Mapping[str, Sequence[Match]],
) -> tuple[Line, ...]:
    """Return what became of passages, as the earlier report has them; the new ones follow.

    Args:
        earlier: The earlier report.
        later: The later report.
        traces: What became of them.
        ranked: For passages of the later report, their counterparts in the earlier one.
    """
    places = {one: n for n, one in enumerate((*earlier.units, None))}
    like = likest(traces, ranked)
    found = []
    for one in sorted(traces, key=lambda one: places[one.old]):
        old = earlier.units[one.old] if one.old else None
        new = later.units[one.new] if one.new else None
        if old and new:
            pieces = word_diff(old.text, new.text)
            found.append(Line(standing(one, pieces), one, old, new, pieces))
            continue
        match = like.get((one.old, one.new))
        units = later.units if old else earlier.units
        near = (units[match.unit_id], match.score) if match else (None, 0.0)
        found.append(Line(standing(one, ()), one, old, new, (), *near))
    return tuple(found)


def likest(
    traces: Sequence[Trace], ranked: Mapping[str, Sequence[Match]]
) -> dict[tuple[str | None, str | None], Match]:
    """Return what is most like the passages that were dropped or are new, by (old, new).

    One that comes from none, or became none, may still have its matter taken up.

    Args:
        traces: What became of the passages.
        ranked: For passages of the later report, their counterparts in the earlier one.
    """
    known = {one.old for one in traces if one.old}
    found: dict[tuple[str | None, str | None], Match] = {}
    alone = {(one.old, one.new) for one in traces if not (one.old and one.new)}
    for new in {one.new for one in traces if one.new}:
        for match in ranked.get(new, ()):
            if match.score < ALIKE or match.unit_id not in known:
                continue
            for key, other in (((match.unit_id, None), new), ((None, new), match.unit_id)):
                if key in alone and (key not in found or match.score > found[key].score):
                    found[key] = Match(other, match.score)
    return found


def _by_report(members: Iterable[Member]) -> dict[int, set[str]]:
    """Return the unit ids of passages, by the places of their reports."""
    found: dict[int, set[str]] = {}
    for one in members:
        found.setdefault(one.report, set()).add(one.unit_id)
    return found


def tally(found: Iterable[Line]) -> dict[Standing, int]:
    """Count passages by what became of them, each passage of the earlier report once.

    A passage that came back in several counts by the best of them.
    """
    order = list(Standing)
    best: dict[str, Standing] = {}
    counts: Counter[Standing] = Counter()
    for one in found:
        if one.old is None:
            counts[one.standing] += 1
        elif one.old.id not in best or order.index(one.standing) < order.index(best[one.old.id]):
            best[one.old.id] = one.standing
    counts.update(best.values())
    return {kind: counts[kind] for kind in Standing}


def around(member: Member, found: Mapping[int, Trace]) -> Family | None:
    """Return a family of one passage and its counterparts, None where it has none.

    Args:
        member: The passage.
        found: By place of the other report, what it comes from or became there.
    """
    members, links = [member], []
    for report, one in sorted(found.items()):
        other = one.old if report < member.report else one.new
        if other is not None:
            members.append(Member(report, other))
            links.append((members[-1], one))
    if not links:
        return None
    members.sort(key=lambda one: one.report)
    place = {one: n for n, one in enumerate(members)}
    ends = [tuple(sorted((place[member], place[other]))) for other, _ in links]
    traced = tuple((a, b, one) for (a, b), (_, one) in zip(ends, links, strict=True))
    return Family(tuple(members), traced)
