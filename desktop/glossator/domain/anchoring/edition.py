"""The marks of a report carried over to a new edition of its document.

A passage is attached where the same words stand, typography and line ends aside. Where
words have changed, or it can't be told from a double, it is put where it most likely
stands and is to be checked: its quotation and citation stay those of the old edition until
the analyst accepts the new place. What is found nowhere keeps its old words and place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from glossator.domain import passage
from glossator.domain.anchoring.anchor import Reattacher
from glossator.domain.area import Area, area_of
from glossator.domain.records import Report, Segment, Status
from glossator.domain.text.folding import folded
from glossator.domain.text.page_text import NORMALIZER, page_of
from glossator.domain.text.quotation import known_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from glossator.domain.anchoring.anchor import Attachment
    from glossator.domain.records import Annotation, Bookmark
    from glossator.domain.reports.structure import Structure
    from glossator.domain.text.page_text import PageText, ReportText

PAGE_WORDS = 400
"""Characters of a page by which a bookmark's page is found again."""


class Fate(StrEnum):
    """What became of a passage."""

    SAME = "same place"
    MOVED = "moved"
    CHECK = "please check"
    LOST = "to re-attach"


@dataclass(frozen=True, slots=True)
class Edition:
    """A document of a report as it has been read.

    Attributes:
        report: The report's record with this document.
        text: Its text.
        structure: Its units.
    """

    report: Report
    text: ReportText
    structure: Structure


@dataclass(frozen=True, slots=True)
class Move:
    """A passage before and after.

    Attributes:
        before: The annotation in the old edition.
        after: The same in the new one.
        fate: What became of it.
        score: How sure the place is, from 0 to 1.
        words: What stands at the new place; of a lost passage, at the place most like it,
            or empty.
        citation: The address of that place, or empty.
    """

    before: Annotation
    after: Annotation
    fate: Fate
    score: float
    words: str = ""
    citation: str = ""


class Carrier:
    """Carries the annotations of a report over to a new edition.

    Args:
        old: The edition they were made in.
        new: The edition that replaces it.
        page_text: Gives the text of a page of the new edition.
        now: The time.
    """

    def __init__(
        self, old: Edition, new: Edition, page_text: Callable[[int], PageText], now: str
    ) -> None:
        self._old = old
        self._new = new
        self._page_text = page_text
        self._now = now
        self._pages: dict[int, PageText] = {}
        whole = new.text.text
        self._starts = tuple(new.text.starts())
        self._earlier = Reattacher(old.text.text, old.structure)
        self._finder = Reattacher(whole, new.structure, earlier=self._earlier)
        self._source = passage.Source(
            new.report, new.structure, known_words(whole), new.text.labels
        )

    def carry(self, annotations: Iterable[Annotation]) -> list[Move]:
        """Return where each annotation stands in the new edition."""
        return [self._carry(one) for one in annotations]

    def bookmarks(self, bookmarks: Iterable[Bookmark]) -> list[tuple[Bookmark, Bookmark]]:
        """Return each bookmark as it is, and on the page that its page has become."""
        return [(one, self._bookmark(one)) for one in bookmarks]

    # Inside

    def _carry(self, annotation: Annotation) -> Move:
        if annotation.is_area:
            return self._carry_area(annotation, self._finder.place(annotation))
        # Its paragraph may have got another number, which is none of its words.
        stands = self._finder.stands(annotation)
        found = self._finder.place(annotation if stands else self._unnumbered(annotation))
        parts = self._segments(found.stretches)
        if found.status is Status.DETACHED or not parts:
            return self._lost(annotation, found)
        placed = passage.placed(annotation, self._source, parts, now=self._now)
        same_words = self._are_same(annotation, placed)
        is_sure = annotation.status is not Status.CHECK and same_words
        if found.status is not Status.ATTACHED or not is_sure:
            return self._doubtful(annotation, parts, found.score)
        is_same = not found.moved and annotation.status is Status.ATTACHED
        if is_same:
            placed = replace(placed, modified=annotation.modified)
        fate = Fate.SAME if is_same else Fate.MOVED
        return Move(annotation, placed, fate, found.score, placed.quote, placed.citation)

    def _are_same(self, annotation: Annotation, placed: Annotation) -> bool:
        """Tell whether the same words are quoted, numbers within them aside."""
        if folded(placed.quote) == folded(annotation.quote):
            return True
        bare = self._earlier.bare_words(annotation.segments)
        return bool(bare) and bare == self._finder.bare_words(placed.segments)

    def _unnumbered(self, annotation: Annotation) -> Annotation:
        """Return a passage that begins with its paragraph's number without that number."""
        first, *others = annotation.segments
        unit = next((one for one in self._old.structure.units if one.id == first.unit_id), None)
        if unit is None or unit.start != first.start or not unit.number:
            return annotation
        words = re.sub(rf"^{re.escape(unit.number)}\.?\s+", "", first.exact)
        cut = len(first.exact) - len(words)
        if not cut or not words:
            return annotation
        begun = replace(first, start=first.start + cut, exact=words, before="")
        return replace(annotation, segments=(begun, *others))

    def _doubtful(self, annotation: Annotation, parts: tuple[Segment, ...], score: float) -> Move:
        """Put a passage where it may stand, its quotation and citation kept as they were."""
        after = replace(annotation, segments=parts, status=Status.CHECK, normalizer=NORMALIZER)
        there = passage.placed(after, self._source, parts, now=self._now)
        return Move(annotation, after, Fate.CHECK, score, there.quote, there.citation)

    def _lost(self, annotation: Annotation, found: Attachment) -> Move:
        after = replace(annotation, status=Status.DETACHED)
        best = [(places[0].start, places[0].end) for places in found.candidates if places]
        parts = self._segments(best)
        if not parts:
            return Move(annotation, after, Fate.LOST, found.score)
        there = passage.placed(annotation, self._source, parts, now=self._now)
        return Move(annotation, after, Fate.LOST, found.score, there.quote, there.citation)

    def _carry_area(self, annotation: Annotation, found: Attachment) -> Move:
        """Carry an area to its page; it is sure only where the page is the same one."""
        if found.status is Status.DETACHED:
            return Move(annotation, replace(annotation, status=Status.DETACHED), Fate.LOST, 0.0)
        part = annotation.segments[0]
        page = page_of(self._starts, found.stretches[0][0])
        area = Area(page, area_of(part).rect).within(self._new.text.boxes[page])
        if not area.is_large_enough:
            return Move(annotation, replace(annotation, status=Status.DETACHED), Fate.LOST, 0.0)
        moved = replace(part, page=page, start=self._starts[page], end=self._starts[page])
        if not self._is_same_page(part.page, page) or annotation.status is not Status.ATTACHED:
            after = replace(annotation, segments=(moved,), status=Status.CHECK)
            there = passage.citation(self._source, (moved,))
            return Move(annotation, after, Fate.CHECK, found.score, citation=there)
        placed = passage.placed(
            annotation, self._source, (moved,), now=self._now, picture=annotation.picture
        )
        fate = Fate.MOVED if found.moved else Fate.SAME
        return Move(annotation, placed, fate, found.score, citation=placed.citation)

    def _is_same_page(self, before: int, after: int) -> bool:
        old, new = self._old.text, self._new.text
        if before >= len(old.pages) or old.boxes[before] != new.boxes[after]:
            return False
        return bool(new.pages[after].strip()) and old.pages[before] == new.pages[after]

    def _segments(self, stretches: Sequence[tuple[int, int]]) -> tuple[Segment, ...]:
        touched = {
            page
            for start, end in stretches
            for page in range(page_of(self._starts, start), page_of(self._starts, end - 1) + 1)
        }
        for page in touched - self._pages.keys():
            self._pages[page] = self._page_text(page)
        pages = {page: self._pages[page] for page in touched}
        return passage.segments(stretches, pages, self._starts, self._new.structure)

    def _bookmark(self, bookmark: Bookmark) -> Bookmark:
        old, last = self._old.text, len(self._new.text.pages) - 1
        words = old.pages[bookmark.page][:PAGE_WORDS] if bookmark.page < len(old.pages) else ""
        start = old.starts()[bookmark.page] if words else 0
        sketch = Segment(bookmark.page, start, start + len(words), words)
        found = self._finder.candidates((sketch,)) if words.strip() else ()
        page = page_of(self._starts, found[0].start) if found else min(bookmark.page, last)
        return replace(bookmark, page=page)
