"""What the fields of a query are asked of: read once, kept until the project changes."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.search.words import SearchText
from glossator.domain.text.page_text import NORMALIZER
from glossator.domain.themes import ThemeTree
from glossator.storage import rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Mapping

    from glossator.domain.records import Report, Theme

_OMISSION = "[…]"
_SLACK = 400
"""Characters that a passage may leave out, such as a running head or some footnotes, before
it is looked at stretch by stretch."""


class Facts:
    """Reports, themes, units and annotations, as far as a search asks for them.

    Attributes:
        reports: In the user's order.
        tree: The themes.
        units: The units of all documents.
        passages: The annotations; read when they are first asked for.
    """

    def __init__(self) -> None:
        self._version = -1
        self._readings: dict[str, str] | None = None
        self._theme_texts: dict[str, SearchText] = {}
        self._passages: Passages | None = None
        self.reports: list[Report] = []
        self.tree = ThemeTree(())
        self.units = Units(())

    def refresh(self, sqlite: sqlite3.Connection) -> bool:
        """Read what has changed since the last time; tell whether anything has.

        Args:
            sqlite: A connection that nothing is written through, always the same.
        """
        self._sqlite = sqlite
        (version,) = sqlite.execute("PRAGMA data_version").fetchone()
        if version == self._version:
            return False
        self.reports = rows.read_reports(sqlite)
        self.tree = ThemeTree(rows.read_themes(sqlite))
        self._theme_texts.clear()
        self._passages = None
        readings: dict[str, str] = dict(
            sqlite.execute(
                "SELECT sha256, content_hash FROM reading WHERE normalizer = ?", (NORMALIZER,)
            ).fetchall()
        )
        if readings != self._readings:
            self.units = read_units(sqlite)
        self._readings, self._version = readings, version
        return True

    @property
    def passages(self) -> Passages:
        """The annotations."""
        if self._passages is None:
            documents = {str(one.id): one.sha256 for one in self.reports}
            self._passages = read_passages(self._sqlite, self.units, documents)
        return self._passages

    def is_read(self, report: Report) -> bool:
        """Tell whether a report's units are known."""
        return self._readings is not None and report.sha256 in self._readings

    def theme_text(self, theme: Theme) -> SearchText:
        """Return what is searched of a theme."""
        known = self._theme_texts.get(theme.id)
        if known is None:
            known = self._theme_texts[theme.id] = SearchText(theme_words(theme))
        return known

    def ordered(
        self, report: Report, units: Collection[int], notes: Collection[int]
    ) -> tuple[int, ...]:
        """Return those of some units and notes that are a report's, in reading order.

        Footnotes come after the text; a note stands behind what its passage begins in, and
        has a minus.
        """
        document = self.units.documents.get(report.sha256)
        found = [(one, 0) for one in (document.numbers if document else ()) if one in units]
        if notes:
            passages = self.passages
            last = document.numbers[-1] if document and document.numbers else 0
            found += [
                (min(passages.touched.get(one, (last,))), one)
                for one in passages.of_report.get(report.id, ())
                if one in notes
            ]
            found.sort()
        return tuple(-note if note else unit for unit, note in found)


def theme_words(theme: Theme) -> str:
    """Return what is searched and shown of a theme: its name and what is said of it."""
    parts = (theme.name, theme.definition, theme.include, theme.exclude, theme.examples, theme.memo)
    return " · ".join(" ".join(part.split()) for part in parts if part)


class _Entry(NamedTuple):
    """A unit: where it begins and ends in its report's text, and its number."""

    start: int
    end: int
    number: int


class Document:
    """The units of a document.

    Attributes:
        numbers: In reading order.
    """

    def __init__(self, entries: Iterable[_Entry]) -> None:
        self._by_place = sorted(entries)
        self._reach = list(accumulate((one.end for one in self._by_place), max))
        self.numbers = sorted(one.number for one in self._by_place)

    def touched(self, start: int, end: int) -> list[int]:
        """Return the units that a stretch touches; where one holds all of it, only that."""
        at = bisect_left(self._by_place, (max(end, start + 1),)) - 1
        found: list[_Entry] = []
        while at >= 0 and self._reach[at] > start:
            if self._by_place[at].end > start:
                found.append(self._by_place[at])
            at -= 1
        around = [one for one in found if one.start <= start and end <= one.end]
        if around:
            return [min(around, key=lambda one: one.end - one.start).number]
        return [one.number for one in found]


class Units:
    """The units that a search finds, by document, kind and paragraph number."""

    def __init__(self, found: Iterable[tuple[str, str, str | None, _Entry]]) -> None:
        entries: dict[str, list[_Entry]] = defaultdict(list)
        self.kinds: dict[str, set[int]] = defaultdict(set)
        self._paragraphs: dict[int, list[int]] = defaultdict(list)
        for sha256, kind, paragraph, entry in found:
            entries[sha256].append(entry)
            self.kinds[kind].add(entry.number)
            if paragraph is not None and paragraph.isdecimal():
                self._paragraphs[int(paragraph)].append(entry.number)
        self.documents = {sha256: Document(one) for sha256, one in entries.items()}

    @cached_property
    def all(self) -> set[int]:
        """All units."""
        return set().union(*self.kinds.values())

    def of_paragraphs(self, first: int, last: int) -> set[int]:
        """Return the paragraphs with a number in a range, and their footnotes."""
        return {
            unit
            for number, units in self._paragraphs.items()
            if first <= number <= last
            for unit in units
        }

    def of_documents(self, hashes: Iterable[str]) -> set[int]:
        """Return the units of some documents."""
        known = (self.documents[one].numbers for one in hashes if one in self.documents)
        return set().union(*known)


def read_units(sqlite: sqlite3.Connection) -> Units:
    """Read all units; those of a document have consecutive numbers."""
    ranges = iter(
        sqlite.execute(
            "SELECT min(number), max(number), sha256 FROM unit GROUP BY sha256 ORDER BY 1"
        ).fetchall()
    )
    entries = sqlite.execute(
        'SELECT number, kind, paragraph, start, "end" FROM unit_entry ORDER BY number'
    ).fetchall()

    def found() -> Iterable[tuple[str, str, str | None, _Entry]]:
        last, sha256 = -1, ""
        for number, kind, paragraph, start, end in entries:
            while number > last:
                _, last, sha256 = next(ranges)
            yield sha256, kind, paragraph, _Entry(start, end, number)

    return Units(found())


class Passages:
    """The annotations, by what a query may ask of them. All sets are of their numbers.

    Attributes:
        notes: Those with a note.
        tagged: Those with a theme.
        of_report: By the id of their report.
        touched: The units that each touches.
    """

    def __init__(self) -> None:
        self.notes: set[int] = set()
        self.tagged: set[int] = set()
        self.of_report: dict[str, list[int]] = defaultdict(list)
        self.touched: dict[int, list[int]] = {}
        self._touching: dict[int, list[int]] = defaultdict(list)
        self._analysts: dict[str, set[int]] = defaultdict(set)
        self._themes: dict[str, set[int]] = defaultdict(set)

    def add(
        self, number: int, report_id: str, analyst: str, *, has_note: bool, units: list[int]
    ) -> None:
        """Add an annotation that touches some units."""
        self.of_report[report_id].append(number)
        self._analysts[analyst].add(number)
        if has_note:
            self.notes.add(number)
        self.touched[number] = units
        for unit in units:
            self._touching[unit].append(number)

    def tag(self, number: int, theme_id: str) -> None:
        """Add a theme to an annotation."""
        self.tagged.add(number)
        self._themes[theme_id].add(number)

    def units_of(self, annotations: Iterable[int]) -> set[int]:
        """Return the units that some annotations touch."""
        return {unit for one in annotations for unit in self.touched.get(one, ())}

    @cached_property
    def tagged_units(self) -> set[int]:
        """The units that an annotation with a theme touches; ask when all are added."""
        return self.units_of(self.tagged)

    def notes_on(self, units: Iterable[int]) -> set[int]:
        """Return the annotations with a note that touch some units."""
        return {one for unit in units for one in self._touching.get(unit, ()) if one in self.notes}

    def with_themes(self, theme_ids: Iterable[str]) -> set[int]:
        """Return the annotations with any of some themes."""
        return set().union(*(self._themes.get(one, ()) for one in theme_ids))

    def by_analyst(self, is_meant: Callable[[str], bool]) -> set[int]:
        """Return the annotations of the analysts that are meant."""
        return set().union(*(found for name, found in self._analysts.items() if is_meant(name)))


def read_passages(
    sqlite: sqlite3.Connection, units: Units, documents: Mapping[str, str]
) -> Passages:
    """Read all annotations.

    Args:
        sqlite: The project.
        units: Its units.
        documents: The document of each report.
    """
    found = Passages()
    for number, report_id, start, end, analyst, has_note, segments in sqlite.execute(
        "SELECT number, report_id, start, \"end\", analyst, note != '',"
        ' CASE WHEN "end" - start > length(quote) + ? OR instr(quote, ?) THEN segments END'
        " FROM annotation WHERE deleted_at IS NULL ORDER BY number",
        (_SLACK, _OMISSION),
    ).fetchall():
        document = units.documents.get(documents.get(report_id, ""))
        touched = _touched(document, start, end, segments) if document else []
        found.add(number, report_id, analyst, has_note=bool(has_note), units=touched)
    for number, theme_id in sqlite.execute(
        "SELECT annotation.number, theme_id FROM annotation_theme"
        " JOIN annotation ON annotation.id = annotation_id WHERE deleted_at IS NULL"
    ).fetchall():
        found.tag(number, theme_id)
    return found


def _touched(document: Document, start: int, end: int, segments: str | None) -> list[int]:
    if segments is None:
        return document.touched(start, end)
    stretches = ((one["start"], one["end"]) for one in json.loads(segments))
    units = (unit for stretch in stretches for unit in document.touched(*stretch))
    return list(dict.fromkeys(units))
