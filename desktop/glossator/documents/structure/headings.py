"""Which blocks are headings, and how deep they lie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from glossator.documents.damage import read_or
from glossator.documents.structure.front import is_date
from glossator.documents.structure.numbering import (
    Numbered,
    bare,
    heading_number,
    letter_value,
)
from glossator.domain.text.cleaning import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossator.documents.engine import pymupdf
    from glossator.documents.structure.flow import Block

_LONGEST = 320
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\S{0,6}$|…{2,}\s*\S{0,6}$")
_ENDS_AS_TEXT = re.compile(r"[.;:,。؛،]$")
_NOT_LETTERS = re.compile(r"[\W_]+")
_RANKS = {"roman": 1, "letter": 2, "arabic": 3}


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the file's outline: level, title folded for comparing, zero-based page."""

    level: int
    folded: str
    page: int


@dataclass(slots=True)
class Heading:
    """A heading as printed.

    Attributes:
        block: Its lines.
        numbered: What stands before its words.
        title: Its words on one line.
        level: Depth from 1 once known.
        bookmark: Level of its bookmark, 0 without.
    """

    block: Block
    numbered: Numbered
    title: str
    level: int = 0
    bookmark: int = 0


def bookmarks(doc: pymupdf.Document) -> list[Bookmark]:
    """Return the outline of a file, entries without words left out."""
    none: list[list[Any]] = []
    found = []
    for level, title, page, *_ in read_or(none, lambda: doc.get_toc(simple=True), "the outline"):
        folded = fold(clean_line(title))
        if folded:
            found.append(Bookmark(level, folded, page - 1))
    return found


def fold(text: str) -> str:
    """Return a text without anything but small letters and digits."""
    return _NOT_LETTERS.sub("", text).casefold()


def is_contents_line(text: str) -> bool:
    """Tell whether a line has the leaders of a table of contents."""
    return _LEADERS.search(text) is not None


class HeadingFinder:
    """Tells headings from text by bookmarks, type, number and shape.

    Attributes:
        last: Ranks of the last numbered headings by form.
    """

    def __init__(self, marks: Iterable[Bookmark]) -> None:
        self._by_page: dict[int, list[Bookmark]] = {}
        for mark in marks:
            self._by_page.setdefault(mark.page, []).append(mark)
        self.last: dict[str, int] = {}

    def find(self, block: Block, next_paragraph: int) -> Heading | None:
        """Return the heading a block is, or None.

        Args:
            block: Lines that belong together.
            next_paragraph: The number the next paragraph would have.
        """
        text = block.text
        if len(text) > _LONGEST or len(block.lines) > 6 or not any(map(str.isalpha, text)):
            return None
        numbered = Numbered("", "", 0, 0) if is_date(text) else self._resolved(heading_number(text))
        title = text[numbered.length :].strip()
        level = self._bookmarked(block, text, title)
        if not level and not self._looks_like(block, numbered, title, next_paragraph):
            return None
        return Heading(block, numbered, title, bookmark=level)

    def _resolved(self, numbered: Numbered) -> Numbered:
        """Return `C.` as the letter where it follows `B.`, not as the numeral."""
        letters = bare(numbered.number)
        if numbered.form != "roman" or len(letters) > 1:
            return numbered
        place = letter_value(letters.lower())
        follows = self.last.get("letter", 0) + 1 == place > 1
        if follows and self.last.get("roman", 0) + 1 != numbered.rank:
            return numbered._replace(form="letter", rank=place)
        return numbered

    def _bookmarked(self, block: Block, text: str, title: str) -> int:
        if not self._by_page:
            return 0
        whole, words = fold(text), fold(title)
        for mark in self._by_page.get(block.first.page, ()):
            if mark.folded in (whole, words) and mark.folded:
                return mark.level
        return 0

    def _looks_like(self, block: Block, numbered: Numbered, title: str, following: int) -> bool:
        if not title or _ENDS_AS_TEXT.search(title) or is_contents_line(block.text):
            return False
        if numbered.form == "arabic" and numbered.rank == following and not block.stands_out:
            return False
        if block.stands_out:
            return True
        return numbered.form in ("roman", "letter") and self._goes_on(numbered) and len(title) < 160

    def _goes_on(self, numbered: Numbered) -> bool:
        return numbered.rank in (1, self.last.get(numbered.form, 0) + 1)


def set_levels(headings: list[Heading]) -> None:
    """Give every heading its level.

    A bookmark's level goes before all; then the depth of a decimal number; else the usual
    order of I., A., 1., and for a heading without number its size and weight. No level is
    left out: what lies below nothing comes up.
    """
    _set_own_levels(headings)
    used = sorted({heading.level for heading in headings})
    for heading in headings:
        heading.level = used.index(heading.level) + 1


def _set_own_levels(headings: list[Heading]) -> None:
    if headings and all(heading.bookmark for heading in headings):
        for heading in headings:
            heading.level = heading.bookmark
        return
    forms = [
        f for f in ("roman", "letter", "arabic") if any(h.numbered.form == f for h in headings)
    ]
    plain = sorted({_style(h) for h in headings if not h.numbered.form}, reverse=True)
    numbered_styles = [_style(h) for h in headings if h.numbered.form]
    depth = 0
    for heading in headings:
        form = heading.numbered.form
        if heading.bookmark:
            heading.level = heading.bookmark
        elif form == "decimal":
            heading.level = heading.numbered.number.strip(".").count(".") + 1
        elif form in forms:
            heading.level = forms.index(form) + 1
        elif form == "named":
            heading.level = 1
        else:
            heading.level = _plain_level(heading, plain, numbered_styles, depth)
        if form:
            depth = heading.level


def _style(heading: Heading) -> tuple[float, bool]:
    return (round(heading.block.first.size, 1), heading.block.first.bold)


def _plain_level(
    heading: Heading,
    plain: list[tuple[float, bool]],
    numbered: list[tuple[float, bool]],
    depth: int,
) -> int:
    """Return the level of a heading without number.

    Larger than any numbered heading it is outermost; else it lies below the last one.
    """
    style = _style(heading)
    if not numbered:
        return plain.index(style) + 1
    return 1 if style[0] > max(numbered)[0] or depth == 0 else depth + 1
