"""The reader of a report's lines: which begins what, and what goes on with what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from glossator.documents.structure.flow import Block, blocks_of, unmarked
from glossator.documents.structure.frames import Frames, holds
from glossator.documents.structure.headings import (
    Bookmark,
    Heading,
    HeadingFinder,
    fold,
    is_contents_line,
    set_levels,
)
from glossator.documents.structure.numbering import (
    ItemList,
    heading_number,
    item_label,
    paragraph_number,
)
from glossator.documents.structure.parts import Part, Piece
from glossator.domain.structure import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glossator.documents.fragments import Extent
    from glossator.documents.structure.flow import Printed

_BOX = re.compile(
    r"(?:Box|Encadré|Recuadro|BOX)\s+(?P<number>\d{1,3}|[A-Z]|[IVX]+)\b[.:]?\s*(?P<title>.*)"
)
_CONTENTS = frozenset(
    ("contents", "tableofcontents", "inhalt", "inhaltsverzeichnis", "sommaire", "índice",
     "tabledesmatières", "índicedecontenidos", "contenido")
)  # fmt: skip
_ENDS_WITH_PAGE = re.compile(r"(?:^|\s)(?:\d{1,3}|[ivxl]{1,6})$")
_STOP = re.compile(r"(?:[.;:?!]|[.;:?!][”\"’)]|,\s*(?:and|or)|;\s*(?:and|or))$")
_MOST_LOST = 2
_LEAST_NUMBERED = 3
_LEAST_SHARE = 0.3


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
        self._last = 0
        self._since_heading = False
        self._number_left: float | None = None
        self._in_contents = False
        self._quoting = False
        self._right: dict[tuple[int, int], float] = {}
        self._left: dict[tuple[int, int], float] = {}
        self.numbered = False

    def read(self, lines: Sequence[Printed]) -> list[Part]:
        """Return the parts of a report in reading order.

        Args:
            lines: Body lines and headings of all pages in reading order.
        """
        blocks = blocks_of(lines)
        for line in lines:
            column = (line.page, line.group)
            self._right[column] = max(self._right.get(column, line.right), line.right)
            self._left[column] = min(self._left.get(column, line.left), line.left)
        self.numbered = _is_numbered(blocks)
        for block in blocks:
            self._take(block)
        self._parts = [part for part in self._parts if not self._is_title(part)]
        if self.numbered:
            self._parts = _without_front(self._parts)
        set_levels([part.heading for part in self._parts if part.heading])
        return self._parts

    def _is_title(self, part: Part) -> bool:
        """Tell whether a heading is the report's title on its first page."""
        first = part.pieces[0].lines[0].page == 0
        return part.kind is UnitKind.HEADING and first and fold(part.title) == self._title

    def _take(self, block: Block) -> None:
        if self._skips_contents(block):
            return
        if self._box and not _BOX.fullmatch(block.text) and self._goes_on_in_box(block):
            self._add_to_box(block)
            return
        for segment in _segments(block):
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
        heading = self._finder.find(block, self._last + 1)
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
        found = paragraph_number(block.first.text) if self.numbered else None
        if found is None or not self._fits(found[0], block):
            return False
        number, cut = found
        self._last = number
        self._paragraph = Part(UnitKind.PARAGRAPH, str(number))
        self._paragraph.pieces.append(Piece(block.lines, cut))
        self._parts.append(self._paragraph)
        self._items = ItemList()
        self._quoting = False
        self._box = None
        self._since_heading = False
        self._number_left = block.first.left
        return True

    def _fits(self, number: int, block: Block) -> bool:
        if number == self._last + 1:
            return True
        left = self._number_left
        aligned = left is None or abs(block.first.left - left) < 1.2 * block.first.size
        if self._last and number > self._last:
            return aligned and number <= self._last + 1 + _MOST_LOST
        return aligned and number == 1 and self._since_heading

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
        word = len(first.text.split(" ", 1)[0]) + 1
        full = above.right + 0.45 * word * above.size > self._right[above.page, above.group]
        flush = first.left - self._left[first.page, first.group] < 0.5 * first.size
        return full and flush and not block.stands_out

    def _begins_box(self, block: Block) -> bool:
        match = _BOX.fullmatch(block.text)
        if match is None or len(block.text) > 200 or _STOP.search(block.text):
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
        number = paragraph_number(block.first.text)
        begins = number is not None and number[0] == self._last + 1
        titled = self._box is not None and len(self._box.pieces) > 1
        return begins or (titled and self._finder.find(block, self._last + 1) is not None)

    def _add_to_box(self, block: Block) -> None:
        box = self._box
        if box is None:
            return
        if len(box.pieces) == 1 and not box.title and block.stands_out:
            box.title = block.text
            box.pieces.append(Piece(block.lines, titled=True))
        else:
            box.pieces.append(Piece(block.lines))


def _without_front(parts: list[Part]) -> list[Part]:
    """Drop what stands out on a masthead: headings before the first that counts.

    A heading counts if it has a number or stands right before the first paragraph.
    """
    for index, part in enumerate(parts):
        if part.kind is not UnitKind.HEADING:
            return parts[max(index - 1, 0) :]
        if part.heading and part.heading.numbered.form:
            return parts[index:]
    return parts


def _is_numbered(blocks: Sequence[Block]) -> bool:
    """Tell whether a report counts its paragraphs, not just the entries of a list."""
    last, counted, others = 0, 0, 0
    for block in blocks:
        if block.stands_out and not _STOP.search(block.text):
            continue
        for segment in _segments(block):
            found = paragraph_number(segment.first.text)
            if found and last < found[0] <= last + 1 + _MOST_LOST:
                last, counted = found[0], counted + 1
            elif not item_label(segment.first.text) and len(segment.text) > 60:
                others += 1
    return counted >= _LEAST_NUMBERED and counted >= _LEAST_SHARE * (counted + others)


def _segments(block: Block) -> Iterator[Block]:
    """Cut a block where a line may begin a paragraph, an item or a heading."""
    segment = Block([block.first])
    right = max(line.right for line in block.lines)
    for above, line in zip(block.lines, block.lines[1:], strict=False):
        begins = _may_begin(line, block) and _is_parted(above, line, right)
        if begins or _is_indented(above, line, block):
            yield segment
            segment = Block()
        segment.lines.append(line)
    yield segment


def _is_indented(above: Printed, line: Printed, block: Block) -> bool:
    """Tell whether a line is set in as the first of a paragraph is."""
    inwards = line.left - min(li.left for li in block.lines)
    set_in = 0.8 * line.size < inwards < 4 * line.size and line.left > above.left + 0.5
    return set_in and _stops(above) and not block.stands_out


def _may_begin(line: Printed, block: Block) -> bool:
    if paragraph_number(line.text) or item_label(line.text) or _BOX.match(line.text):
        return True
    return block.stands_out and bool(heading_number(line.text).form)


def _is_parted(above: Printed, line: Printed, right: float) -> bool:
    """Tell whether the line above ends what it belongs to: it stops, or stands elsewhere."""
    moved = abs(line.left - above.left) > 0.5 * line.size
    short = above.right < right - 1.5 * above.size
    listed = _stops(above) and item_label(line.text) is not None
    return moved or short or listed


def _stops(line: Printed) -> bool:
    """Tell whether a line ends as a sentence or an item does, a footnote mark left aside."""
    return _STOP.search(unmarked([line]).rstrip()) is not None


def _ends_sentence(paragraph: Part) -> bool:
    """Tell whether what has been read of a paragraph may be all of it."""
    piece = paragraph.all_pieces[-1][1]
    return bool(re.search(r"[.;:?!…][”\"’)\]]*$", piece.words.rstrip()))
