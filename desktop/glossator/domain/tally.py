"""What is counted of passages, sorted as counting needs it and kept as passages change."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossator.domain.extents import Entry
    from glossator.domain.records import AnnotationId, ReportId, ThemeId


class Tally:
    """What is counted of each passage, taken apart once.

    Each passage has a number, and what is counted of it stands at that number in each
    list: so twenty thousand are counted without a look at any of them. The number of a
    passage that went is given to another; until then nothing is counted there.

    Attributes:
        entries: The passages.
        report_ids: The report of each.
        sections: The report and the outermost heading of each.
        analysts: Who made each.
        words: The words of each.
        paragraphs: The numbers of the paragraphs that each touches.
        by_theme: The numbers of the passages that carry a theme itself.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries: list[Entry | None] = []
        self.report_ids: list[ReportId | None] = []
        self.sections: list[tuple[ReportId, str] | None] = []
        self.analysts: list[str | None] = []
        self.words: list[int] = []
        self.paragraphs: list[tuple[int, ...]] = []
        self.by_theme: defaultdict[ThemeId, set[int]] = defaultdict(set)
        self._numbers: dict[AnnotationId, int] = {}
        self._free: list[int] = []
        self._paragraph_numbers: dict[str, int] = {}
        for one in entries:
            self.put(one)

    @property
    def paragraph_count(self) -> int:
        """How many numbers of paragraphs there are."""
        return len(self._paragraph_numbers)

    def put(self, one: Entry) -> None:
        """Count a passage, instead of what was counted of it before."""
        self.drop(one.id)
        number = self._free.pop() if self._free else self._room()
        self._numbers[one.id] = number
        known = self._paragraph_numbers
        self.entries[number] = one
        self.report_ids[number] = one.report_id
        self.sections[number] = (one.report_id, one.section)
        self.analysts[number] = one.analyst
        self.words[number] = one.words
        self.paragraphs[number] = tuple(
            [known.setdefault(name, len(known)) for name in one.paragraphs]
        )
        for theme_id in one.theme_ids:
            self.by_theme[theme_id].add(number)

    def drop(self, annotation_id: AnnotationId) -> None:
        """Count a passage no longer; one that is not counted is let be."""
        number = self._numbers.pop(annotation_id, None)
        if number is None:
            return
        one = self.entries[number]
        assert one is not None
        for theme_id in one.theme_ids:
            self.by_theme[theme_id].discard(number)
        self.entries[number] = self.report_ids[number] = None
        self.sections[number] = self.analysts[number] = None
        self.words[number], self.paragraphs[number] = 0, ()
        self._free.append(number)

    def _room(self) -> int:
        """Make room for one more passage and return its number."""
        self.entries.append(None)
        self.report_ids.append(None)
        self.sections.append(None)
        self.analysts.append(None)
        self.words.append(0)
        self.paragraphs.append(())
        return len(self.entries) - 1
