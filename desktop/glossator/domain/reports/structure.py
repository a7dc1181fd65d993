"""The structure of a report: its units in reading order, and what they are called."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.reports.damage import WHOLE, Damage

if TYPE_CHECKING:
    from collections.abc import Iterable


class UnitKind(StrEnum):
    """The kinds of unit, in the words of Akoma Ntoso where it has one."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    BOX = "box"
    FOOTNOTE = "footnote"


class Unit(NamedTuple):
    """A part of a report that can be cited.

    Attributes:
        id: Stable id in the manner of Akoma Ntoso: `para_57__point_d`.
        kind: What it is.
        number: Its number as cited: `57`, `(d)`, `1`, `21`, `IV.`, or empty.
        title: The words of a heading or the title of a box, or empty.
        label: Address within the report: `para. 57 (d)`, `box 1`, `footnote 21`,
            `p. 6, para. 2`; empty for a heading.
        section: The headings above it, outermost first.
        level: Depth of a heading (1 is outermost) or of an item; 0 otherwise.
        parent: Id of the paragraph an item or footnote belongs to, or empty.
        page, page_end: Zero-based pages of its first and last character.
        spans: Its own characters as (start, end) offsets of the report's canonical text,
            ascending; running heads, footnotes and other units in between are left out.
        text: Its words on one line, line-end hyphens joined, without number and marks.
        footnotes: Numbers of the footnotes that hang on it, in order.
        refers_to: For a footnote that says "Ibid.": the number of the note it stands for.
        mark: For a footnote: offset of its mark in the text, -1 where it has none.
    """

    id: str
    kind: UnitKind
    number: str
    title: str = ""
    label: str = ""
    section: tuple[str, ...] = ()
    level: int = 0
    parent: str = ""
    page: int = 0
    page_end: int = 0
    spans: tuple[tuple[int, int], ...] = ()
    text: str = ""
    footnotes: tuple[str, ...] = ()
    refers_to: str = ""
    mark: int = -1

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.spans[0][0] if self.spans else 0

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.spans[-1][1] if self.spans else 0


class _Indexed:
    """Room for what a structure works out once; no field of it."""

    __slots__ = ("_marks", "_places", "_stretches")
    _marks: list[tuple[int, int]]
    _places: tuple[list[int], list[Unit | None]]
    _stretches: _Stretches


@dataclass(frozen=True, slots=True)
class Structure(_Indexed):
    """What the pages of a report say about themselves.

    Attributes:
        symbol, title, session, date, language: As printed; date in ISO form; empty where
            the pages don't say.
        units: In reading order. An item follows its paragraph and lies inside its spans.
        symbols_cited: Document symbols in order of first mention.
        numbered: Whether the report's own paragraphs carry numbers.
        has_text: False for a scan without text.
        damage: What is wrong with its file.
    """

    symbol: str = ""
    title: str = ""
    session: str = ""
    date: str = ""
    language: str = ""
    units: tuple[Unit, ...] = ()
    symbols_cited: tuple[str, ...] = ()
    numbered: bool = False
    has_text: bool = True
    damage: Damage = WHOLE

    def of_kind(self, *kinds: UnitKind) -> list[Unit]:
        """Return the units of some kinds, in reading order."""
        return [unit for unit in self.units if unit.kind in kinds]

    def at(self, offset: int) -> Unit | None:
        """Return the innermost unit at an offset: the item before its paragraph.

        An offset between units (a space, a running head) belongs to the last one that
        began before it. Headings count; a footnote or box wins where it holds the offset.
        """
        if not hasattr(self, "_places"):  # asked at every step of a scroll
            object.__setattr__(self, "_places", _places(self.units))
        edges, units = self._places
        index = bisect_right(edges, offset) - 1
        return units[index] if index >= 0 else None

    def touching(self, start: int, end: int) -> list[Unit]:
        """Return the units that have characters between two offsets, in reading order."""
        if not hasattr(self, "_stretches"):  # asked for every passage that comes in
            object.__setattr__(self, "_stretches", _Stretches.of(self.units))
        return [self.units[number] for number in self._stretches.between(start, end)]

    def marks(self) -> list[tuple[int, int]]:
        """Return where the marks of footnotes stand, in order."""
        if not hasattr(self, "_marks"):
            marks = sorted(
                (unit.mark, unit.mark + len(unit.number))
                for unit in self.of_kind(UnitKind.FOOTNOTE)
                if unit.mark >= 0
            )
            object.__setattr__(self, "_marks", marks)
        return self._marks


@dataclass(frozen=True, slots=True)
class _Stretches:
    """The spans of units by where they begin.

    Attributes:
        starts, ends: Offsets.
        numbers: Whose they are.
        reach: The furthest end of a span and of all before it.
    """

    starts: list[int]
    ends: list[int]
    numbers: list[int]
    reach: list[int]

    @classmethod
    def of(cls, units: Iterable[Unit]) -> _Stretches:
        spans = sorted(
            (start, end, number) for number, unit in enumerate(units) for start, end in unit.spans
        )
        ends = [end for _, end, _ in spans]
        return cls(
            [start for start, _, _ in spans],
            ends,
            [number for _, _, number in spans],
            list(accumulate(ends, max)),
        )

    def between(self, start: int, end: int) -> list[int]:
        """Return the numbers of the units with a span that overlaps a range, ascending."""
        found: set[int] = set()
        at = bisect_left(self.starts, end) - 1
        while at >= 0 and self.reach[at] > start:
            if self.ends[at] > start:
                found.add(self.numbers[at])
            at -= 1
        return sorted(found)


def _places(units: tuple[Unit, ...]) -> tuple[list[int], list[Unit | None]]:
    """Return the offsets at which another unit begins to stand, and which one does there."""
    begins: defaultdict[int, list[int]] = defaultdict(list)
    ends: defaultdict[int, list[int]] = defaultdict(list)
    for number, unit in enumerate(units):
        for start, end in unit.spans:
            if start < end:
                begins[start].append(number)
                ends[end].append(number)
    flow: dict[int, Unit] = {}
    for unit in units:
        if unit.spans and unit.kind is not UnitKind.FOOTNOTE:
            flow[unit.start] = unit  # the last of those that begin together
    edges = sorted({*begins, *ends, *flow})
    held: list[int] = []
    found: list[Unit | None] = []
    last: Unit | None = None
    for edge in edges:
        last = flow.get(edge, last)
        for number in ends.get(edge, ()):
            held.remove(number)
        held += begins.get(edge, ())
        found.append(_innermost(units, held) if held else last)
    return edges, found


def _innermost(units: tuple[Unit, ...], held: list[int]) -> Unit:
    """Return the shortest of some units, of these the deepest, of these the first."""
    sizes = ((units[at].end - units[at].start, -units[at].level, at) for at in held)
    return units[min(sizes)[2]]


def without_marks(structure: Structure, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ranges without the marks of footnotes, which a quotation leaves out."""
    marks = structure.marks()
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        at = start
        for low, high in marks[bisect_left(marks, (start,)) : bisect_right(marks, (end, end))]:
            if at <= low and high <= end:
                kept.append((at, low))
                at = high
        kept.append((at, end))
    return kept
