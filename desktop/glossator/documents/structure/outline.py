"""The reader of a report's lines: which begins what, and what goes on with what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from glossator.documents.structure.flow import Block, blocks_of
from glossator.documents.structure.frames import Frames, holds
from glossator.documents.structure.headings import (
    Bookmark,
    Heading,
    HeadingFinder,
    fold,
    is_contents_line,
    set_levels,
)
from glossator.documents.structure.numbering import Count, Counted, ItemList, counted, item_label
from glossator.documents.structure.parts import Part, Piece
from glossator.documents.structure.segments import BOX, MOST_LOST, STOP, count_of, segments
from glossator.domain.reports.structure import UnitKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.documents.fragments import Extent
    from glossator.documents.structure.flow import Printed

_CONTENTS = frozenset(
    ("contents", "tableofcontents", "inhalt", "inhaltsverzeichnis", "sommaire", "índice",
     "tabledesmatières", "índicedecontenidos", "contenido")
)  # fmt: skip
_LEAST_FULL = 4
"""Lines of equal length that a column has at least to be called justified."""
_ENDS_WITH_PAGE = re.compile(r"(?:^|\s)(?:\d{1,3}|[ivxl]{1,6})$")


class Reader:
    """Builds the parts of a report from its body lines.

    Attributes:
        numbered: Whether the report's paragraphs carry numbers; known after `read`.
    """

    def __init__(self, marks: Sequence[Bookmark], frames: Frames, title: str = "") -> None:
        self._title = fold(title)
        self._finder = HeadingFinder(marks)
        self._frames = frames
        self._parts: list[Part] = []
        self._paragraph: Part | None = None
        self._box: Part | None = None
        self._box_frame: tuple[int, Extent] | None = None
        self._items = ItemList()
        self._count: Count | None = None
        self._last: tuple[int, ...] = ()
        self._since_heading = False
        self._number_left: float | None = None
        self._in_contents = False
        self._quoting = False
        self._right: dict[tuple[int, int], float] = {}
        self._left: dict[tuple[int, int], float] = {}
        self._justified: set[tuple[int, int]] = set()
        self.numbered = False

    def read(self, lines: Sequence[Printed]) -> list[Part]:
        """Return the parts of a report in reading order.

        Args:
            lines: Body lines and headings of all pages in reading order.
        """
        blocks = blocks_of(lines)
        self._measure(lines)
        self._count = count_of(blocks)
        self.numbered = self._count is not None
        for block in blocks:
            self._take(block)
        self._parts = [part for part in self._parts if not self._is_title(part)]
        self._parts = _without_front(self._parts, numbered=self.numbered)
        set_levels([part.heading for part in self._parts if part.heading])
        return self._parts

    def _measure(self, lines: Sequence[Printed]) -> None:
        """Find the margins of every column, and whether its lines are all made equally long."""
        rights: dict[tuple[int, int], list[float]] = {}
        for line in lines:
            column = (line.page, line.group)
            rights.setdefault(column, []).append(line.right)
            self._left[column] = min(self._left.get(column, line.left), line.left)
        for column, found in rights.items():
            self._right[column] = max(found)
            full = sum(right > max(found) - 1 for right in found)
            if full >= max(_LEAST_FULL, len(found) / 2):
                self._justified.add(column)

    def _is_title(self, part: Part) -> bool:
        """Tell whether a heading is the report's title on its first page."""
        first = part.pieces[0].lines[0].page == 0
        return part.kind is UnitKind.HEADING and first and fold(part.title) == self._title

    def _take(self, block: Block) -> None:
        if self._skips_contents(block):
            return
        if self._box and not BOX.fullmatch(block.text) and self._goes_on_in_box(block):
            self._add_to_box(block)
            return
        for segment in segments(block, self._count):
            if self._begins_box(segment) or self._begins_heading(segment):
                continue
            if self._begins_paragraph(segment) or self._begins_item(segment):
                continue
            self._go_on(segment)

    def _skips_contents(self, block: Block) -> bool:
        if sum(is_contents_line(line.text) for line in block.lines) * 2 >= len(block.lines):
            return True
        if self._in_contents:
            entries = sum(bool(_ENDS_WITH_PAGE.search(line.text)) for line in block.lines)
            self._in_contents = entries * 2 >= len(block.lines) or fold(block.text) == "page"
        elif fold(block.text) in _CONTENTS:
            self._in_contents = True
        return self._in_contents

    def _begins_heading(self, block: Block) -> bool:
        heading = self._finder.find(block, self._following)
        if heading is None:
            return False
        if self._paragraph and not heading.bookmark and not _ends_sentence(self._paragraph):
            return False
        self._add_heading(heading)
        return True

    def _add_heading(self, heading: Heading) -> None:
        form, rank = heading.numbered.form, heading.numbered.rank
        if form:
            self._finder.last[form] = rank
            if form == "roman":
                self._finder.last.pop("letter", None)
        part = Part(UnitKind.HEADING, heading.numbered.number, heading.title, heading=heading)
        part.pieces.append(Piece(heading.block.lines, heading.numbered.length))
        self._parts.append(part)
        self._paragraph = None
        self._box = None
        self._since_heading = True

    def _begins_paragraph(self, block: Block) -> bool:
        found = counted(block.first.text, self._count) if self._count else None
        if found is None or not self._fits(found, block):
            return False
        self._last = found.steps
        self._paragraph = Part(UnitKind.PARAGRAPH, found.printed)
        self._paragraph.pieces.append(Piece(block.lines, found.length))
        self._parts.append(self._paragraph)
        self._items = ItemList()
        self._quoting = False
        self._box = None
        self._since_heading = False
        self._number_left = block.first.left
        return True

    @property
    def _following(self) -> int:
        """The number the next paragraph would have, 0 where they are counted by section."""
        if self._count is Count.DECIMAL:
            return 0
        return self._last[0] + 1 if self._last else 1

    def _fits(self, number: Counted, block: Block) -> bool:
        left = self._number_left
        aligned = left is None or abs(block.first.left - left) < 1.2 * block.first.size
        if number.follows(self._last):
            return aligned or self._count is Count.PLAIN
        begun = bool(self._last) or self._count is Count.DECIMAL
        if begun and number.follows(self._last, MOST_LOST):
            return aligned
        return aligned and set(number.steps) == {1} and self._since_heading

    def _begins_item(self, block: Block) -> bool:
        owner = self._paragraph
        found = item_label(block.first.text) if owner else None
        if owner is None or found is None:
            return False
        label, cut = found
        added = self._items.add(label)
        if added is None:
            return False
        depth, trail = added
        if self._is_quoted(block, cut):
            self._go_on(block)
            return True
        item = Part(UnitKind.ITEM, label, depth=depth, trail=trail)
        item.pieces.append(Piece(block.lines, cut))
        owner.items.append(item)
        return True

    def _is_quoted(self, block: Block, cut: int) -> bool:
        """Tell whether an item belongs to a quotation: set in from the right, in quotes.

        What follows the first of them, set in as well, belongs to it too.
        """
        right = self._right[block.first.page, block.first.group]
        inset = right - max(line.right for line in block.lines) > 1.5 * block.first.size
        opens = block.first.text[cut : cut + 1] in ("“", "‘", '"', "«", "„")
        self._quoting = inset and (opens or self._quoting)
        return self._quoting

    def _go_on(self, block: Block) -> None:
        """Add lines without number to what is open; without numbers they are paragraphs."""
        if self._paragraph is None:
            if not self.numbered:
                self._open_unnumbered(block)
            return
        owner = self._paragraph.items[-1] if self._paragraph.items else self._paragraph
        owner.pieces.append(Piece(block.lines))

    def _open_unnumbered(self, block: Block) -> None:
        """Begin a paragraph of a report without numbers, or go on with one cut by a page."""
        last = self._parts[-1] if self._parts else None
        if last and last.kind is UnitKind.PARAGRAPH and self._goes_on_behind(last, block):
            last.all_pieces[-1][0].pieces.append(Piece(block.lines))
            return
        self._parts.append(Part(UnitKind.PARAGRAPH, pieces=[Piece(block.lines)]))

    def _goes_on_behind(self, paragraph: Part, block: Block) -> bool:
        """Tell whether lines in the next column or page go on with a paragraph.

        They do with a small letter in mid-sentence, or where the line above is so full that
        their first word had no room in it, unless they are set in as a paragraph's first.
        """
        above, first = paragraph.all_pieces[-1][1].lines[-1], block.first
        if (above.page, above.group) == (first.page, first.group):
            return False
        if first.text[:1].islower():
            return not _ends_sentence(paragraph)
        if not self._is_next_column(above, first):
            return False
        word = len(first.text.split(" ", 1)[0]) + 1
        column = (above.page, above.group)
        room = 0.5 if column in self._justified else 0.45 * word
        full = above.right + room * above.size > self._right[column]
        flush = first.left - self._left[first.page, first.group] < 0.5 * first.size
        return full and flush and not block.stands_out

    def _is_next_column(self, above: Printed, first: Printed) -> bool:
        """Tell whether lines stand on a later page, or in a column like the one before."""
        if above.page != first.page:
            return True
        wide, other = (
            self._right[line.page, line.group] - self._left[line.page, line.group]
            for line in (above, first)
        )
        return first.left > above.left and 0.75 * wide < other < 1.33 * wide

    def _begins_box(self, block: Block) -> bool:
        match = BOX.fullmatch(block.text)
        if match is None or len(block.text) > 200 or STOP.search(block.text):
            return False
        frame = self._frames.around(block.first)
        if frame is None and not (block.stands_out or len(block.lines) == 1):
            return False
        self._box = Part(UnitKind.BOX, match["number"], match["title"].strip())
        self._box.pieces.append(Piece(block.lines, titled=True))
        self._box_frame = (block.first.page, frame) if frame else None
        self._parts.append(self._box)
        return True

    def _goes_on_in_box(self, block: Block) -> bool:
        if self._box_frame is None:
            return not self._ends_box(block)
        page, frame = self._box_frame
        if block.first.page == page:
            return holds(frame, block.first)
        following = self._frames.around(block.first)
        if block.first.page == page + 1 and following and self._same_width(frame, following):
            self._box_frame = (page + 1, following)
            return True
        self._box, self._box_frame = None, None
        return False

    def _same_width(self, one: Extent, other: Extent) -> bool:
        return abs(one.u0 - other.u0) < 3 and abs(one.u1 - other.u1) < 3

    def _ends_box(self, block: Block) -> bool:
        number = counted(block.first.text, self._count) if self._count else None
        begins = number is not None and number.follows(self._last)
        titled = self._box is not None and len(self._box.pieces) > 1
        return begins or (titled and self._finder.find(block, self._following) is not None)

    def _add_to_box(self, block: Block) -> None:
        box = self._box
        if box is None:
            return
        if len(box.pieces) == 1 and not box.title and block.stands_out:
            box.title = block.text
            box.pieces.append(Piece(block.lines, titled=True))
        else:
            box.pieces.append(Piece(block.lines))


def _without_front(parts: list[Part], *, numbered: bool) -> list[Part]:
    """Drop what stands out on a masthead: headings before the first that counts.

    A heading counts if it has a number or, in a report of numbered paragraphs, stands right
    before the first of them.
    """
    for index, part in enumerate(parts):
        if part.kind is not UnitKind.HEADING:
            return parts[max(index - 1, 0) :] if numbered else parts
        if part.heading and part.heading.numbered.form:
            return parts[index:]
    return parts


def _ends_sentence(paragraph: Part) -> bool:
    """Tell whether what has been read of a paragraph may be all of it."""
    piece = paragraph.all_pieces[-1][1]
    return bool(re.search(r"[.;:?!…。؟؛۔][”\"’)\]»」』]*$", piece.words.rstrip()))
