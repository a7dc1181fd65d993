"""Who is named in a text: States, bodies, instruments, and the symbols of documents.

Names are looked up as whole words, the longest first, so that `Guinea` is not found in `Papua
New Guinea`, nor `Niger` in `Nigeria`. Letter case counts in short ones; long ones are written
with capitals or without.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from glossator.domain.reports.short_references import short_references
from glossator.domain.reports.structure import UnitKind
from glossator.domain.reports.symbols import symbols_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from glossator.domain.reports.structure import Structure, Unit

_TOKEN = re.compile(r"\w+(?:[.'’\-\u2010\u2011]\w+)*|[()]")
_PLAIN = str.maketrans("’‐‑", "'--")

_LONG = 4
"""Words of a name from which letter case tells nothing."""


class MentionKind(StrEnum):
    """What can be named."""

    STATE = "state"
    BODY = "body"
    INSTRUMENT = "instrument"
    SYMBOL = "symbol"


@dataclass(frozen=True, slots=True)
class Named:
    """Someone or something with a name.

    Attributes:
        kind: What it is.
        name: The name it is listed under.
        forms: All names it goes by, with that one.
    """

    kind: MentionKind
    name: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where something is named.

    Attributes:
        kind: What it is.
        name: The name it is listed under; of a document, its symbol.
        start, end: Offsets in the text.
    """

    kind: MentionKind
    name: str
    start: int
    end: int


class Names:
    """Names to look for; make once, use for any text."""

    def __init__(self, named: Iterable[Named]) -> None:
        # By first word in small letters: all words, the longest first. A name without an entry
        # is passed over and hides the shorter names in it.
        self._by_first: dict[str, list[tuple[tuple[str, ...], Named | None]]] = defaultdict(list)
        self._forms: dict[tuple[MentionKind, str], tuple[str, ...]] = {}
        for one in named:
            self._forms[one.kind, one.name] = one.forms
            for form in one.forms:
                self._add(form, one)
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def hiding(self, forms: Iterable[str]) -> Names:
        """Return these names and some that are passed over (`American Samoa`)."""
        more = Names(())
        more._forms = self._forms
        for first, entries in self._by_first.items():
            more._by_first[first] = list(entries)
        for form in forms:
            more._add(form, None)
        for entries in more._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        return more

    def forms(self, kind: MentionKind, name: str) -> tuple[str, ...]:
        """Return how a text may write a name, as it is listed first."""
        if kind is MentionKind.SYMBOL:
            number = name.rpartition("RES/")[2] if "RES/" in name else name.rpartition("/GC/")[2]
            return tuple(dict.fromkeys((name, number, number.partition(" (")[0])))
        return tuple(dict.fromkeys((name, *self._forms.get((kind, name), ()))))

    def find(self, text: str) -> Iterator[Mention]:
        """Yield what is named in a text, in order; mentions never overlap."""
        cited = {one[0]: one for one in (*short_references(text), *symbols_in(text))}
        symbols = [
            Mention(MentionKind.SYMBOL, symbol, start, end) for start, end, symbol in cited.values()
        ]
        yield from sorted([*symbols, *self._names(text, symbols)], key=lambda one: one.start)

    def _names(self, text: str, taken: Iterable[Mention]) -> Iterator[Mention]:
        spans = [match.span() for match in _TOKEN.finditer(text)]
        written = [text[start:end].translate(_PLAIN) for start, end in spans]
        folded = [word.casefold() for word in written]
        covered = {n for one in taken for n in range(one.start, one.end)}
        at = 0
        while at < len(spans):
            length, named = self._longest(written, folded, at)
            start, end = spans[at][0], spans[at + length - 1][1]
            if named is not None and start not in covered:
                yield Mention(named.kind, named.name, start, end)
            at += length

    def _longest(
        self, written: Sequence[str], folded: Sequence[str], at: int
    ) -> tuple[int, Named | None]:
        """Return how many words the longest name at a place has, and whose it is; 1 if none."""
        for words, named in self._by_first.get(folded[at], ()):
            text = folded if len(words) >= _LONG else written
            if text[at] == words[0] and tuple(text[at : at + len(words)]) == words:
                return len(words), named
        return 1, None

    def _add(self, form: str, named: Named | None) -> None:
        words = [token.translate(_PLAIN) for token in _TOKEN.findall(form)]
        if len(words) >= _LONG:
            words = [word.casefold() for word in words]
        self._by_first[words[0].casefold()].append((tuple(words), named))


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index says of one name.

    Attributes:
        kind, name: Who or what.
        places: By report, the ids of the units that name it, one for each time.
    """

    kind: MentionKind
    name: str
    places: Mapping[str, tuple[str, ...]]

    @property
    def count(self) -> int:
        """How often it is named in all reports."""
        return sum(map(len, self.places.values()))


class MentionIndex:
    """Who is named in reports, gathered text by text."""

    def __init__(self) -> None:
        self._found: dict[tuple[MentionKind, str], dict[str, list[str]]] = {}

    def add(self, report: str, unit: Unit, mentions: Iterable[Mention]) -> None:
        """Take in what a unit of a report names; an item after the paragraph that holds it.

        What an item names stands in its paragraph too: it counts once, for the item.
        """
        for one in mentions:
            places = self._found.setdefault((one.kind, one.name), {}).setdefault(report, [])
            if unit.kind is UnitKind.ITEM and unit.parent in places:
                places.remove(unit.parent)
            places.append(unit.id)

    def entries(self, kinds: Iterable[MentionKind] = MentionKind) -> tuple[Entry, ...]:
        """Return who is named, by kind, the most often named first."""
        wanted = frozenset(kinds)
        entries = [
            Entry(kind, name, {report: tuple(ids) for report, ids in places.items()})
            for (kind, name), places in self._found.items()
            if kind in wanted
        ]
        order = list(MentionKind)
        entries = _whole(entries)
        entries.sort(key=lambda one: (order.index(one.kind), -one.count, one.name))
        return tuple(entries)


def _whole(entries: Iterable[Entry]) -> list[Entry]:
    """Put `S/RES/1325` to `S/RES/1325 (2000)`, where it can mean no other."""
    kept = {one.name: one for one in entries if one.kind is MentionKind.SYMBOL}
    others = [one for one in entries if one.kind is not MentionKind.SYMBOL]
    full: dict[str, list[str]] = defaultdict(list)
    for name in kept:
        full[name.partition(" (")[0]].append(name)
    for name, names in full.items():
        if name in kept and len(names) == 2:
            short = kept.pop(name)
            (other,) = (one for one in names if one != name)
            places = defaultdict(tuple, kept[other].places)
            for report, ids in short.places.items():
                places[report] += ids
            kept[other] = Entry(MentionKind.SYMBOL, other, places)
    return [*others, *kept.values()]


def index(
    names: Names, structures: Mapping[str, Structure], kinds: Iterable[MentionKind] = MentionKind
) -> tuple[Entry, ...]:
    """Return who is named in reports, by kind, the most often named first.

    Footnotes count too; headings don't, since they name what their section is about.

    Args:
        names: What to look for.
        structures: Structure of each report, by whatever names the reports.
        kinds: Only these kinds.
    """
    found = MentionIndex()
    for report, structure in structures.items():
        for unit in structure.units:
            found.add(report, unit, names.find(unit.text))
    return found.entries(kinds)
