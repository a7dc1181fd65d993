"""From the lines of a source text to a document: each line goes to exactly one place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edition.front import FrontReader
from edition.lines import (
    ends_sentence,
    is_title,
    leaving_reason,
    read_box,
    read_item,
    read_note,
    read_numbered_heading,
    read_paragraph,
    strip_heading_marks,
)
from edition.model import (
    Block,
    BlockKind,
    Box,
    Document,
    Footnote,
    Heading,
    Paragraph,
    Placed,
)

if TYPE_CHECKING:
    from edition.corrections import Corrections

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_SMALL_ROMAN = tuple(numeral.lower() for numeral in _ROMAN)


class SourceError(ValueError):
    """A line of a source has no place in the document."""


def parse(name: str, text: str, corrections: Corrections) -> Document:
    """Read a source text.

    Args:
        name: Name of the file without suffix.
        text: The whole source.
        corrections: What to read differently.

    Returns:
        The document with the raw words of each block; `inline.style` gives them styles.

    Raises:
        SourceError: A line has no place.
    """
    parser = _Parser(name, corrections)
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            parser.take(number, corrections.apply(number, line))
    parser.document.front.lines.update(corrections.restored)
    _join_bold(parser.document, corrections)
    return parser.document


class _Parser:
    """The state between lines: what is open and which numbers come next."""

    def __init__(self, name: str, corrections: Corrections) -> None:
        self.document = Document(name)
        self._corrections = corrections
        self._front: FrontReader | None = FrontReader(self.document.front)
        self._roman = 0
        self._letter = ""
        self._level = 0

    def take(self, number: int, line: str) -> None:
        """Give a line its place."""
        reason = leaving_reason(line)
        if reason:
            self._place(number, "left", reason)
            return
        place = self._take_corrected(number, line) or self._take_note(line)
        if not place and self._front:
            place = self._front.take(line, first_heading=self._is_first_heading(line))
            if not place:
                self._front = None
        place = place or self._take_body(line)
        if not place:
            raise SourceError(f"{self.document.name}, line {number}: {line[:60]!r} has no place")
        self._place(number, place)

    def _place(self, number: int, place: str, reason: str = "") -> None:
        self.document.account.append(Placed(number, place, reason))

    def _take_corrected(self, number: int, line: str) -> str:
        kind, restored = self._corrections.numbered.get(number, ("", ""))
        if kind == "paragraph":
            return self._open_paragraph(restored, line.removeprefix("- "))
        if kind == "footnote":
            return self._add_note(restored, line)
        return ""

    def _take_note(self, line: str) -> str:
        note = read_note(line, self._next_note())
        return self._add_note(*note) if note else ""

    def _next_note(self) -> int:
        numbers = [note.number for note in self.document.footnotes if note.number.isdigit()]
        return int(numbers[-1]) + 1 if numbers else 1

    def _add_note(self, number: str, words: str) -> str:
        if number.isdigit() and int(number) != self._next_note():
            raise SourceError(f"{self.document.name}: footnote {number} out of sequence")
        self.document.footnotes.append(Footnote(number, words.strip()))
        return f"footnote_{number}"

    def _is_first_heading(self, line: str) -> bool:
        heading = read_numbered_heading(line)
        return heading is not None and heading[0] == "I"

    def _take_body(self, line: str) -> str:
        for take in (
            self._take_paragraph,
            self._take_numbered_heading,
            self._take_box,
            self._take_item,
            self._take_bullet,
            self._take_title,
            self._continue,
        ):
            if place := take(line):
                return place
        return ""

    def _take_paragraph(self, line: str) -> str:
        found = read_paragraph(line)
        if not found or found[0] != self._next_paragraph():
            return ""
        return self._open_paragraph(str(found[0]), found[1])

    def _next_paragraph(self) -> int:
        paragraphs = self.document.paragraphs()
        return int(paragraphs[-1].number) + 1 if paragraphs else 1

    def _open_paragraph(self, number: str, words: str) -> str:
        if int(number) != self._next_paragraph():
            raise SourceError(f"{self.document.name}: paragraph {number} out of sequence")
        paragraph = Paragraph(number, [Block(BlockKind.TEXT, words.strip())])
        self.document.units.append(paragraph)
        return paragraph.id

    def _take_numbered_heading(self, line: str) -> str:
        found = read_numbered_heading(line)
        if not found:
            return ""
        number, title = found
        if self._roman < len(_ROMAN) and number == _ROMAN[self._roman]:
            self._roman += 1
            self._letter = ""
            return self._add_heading(1, number, title)
        if number == (chr(ord(self._letter) + 1) if self._letter else "A"):
            self._letter = number
            return self._add_heading(2, number, title)
        return self._add_heading(3, number, title) if number.isdigit() else ""

    def _add_heading(self, level: int, number: str, title: str) -> str:
        heading = Heading(level, f"{number}." if number else "", title)
        heading.id = f"heading_{len(self.document.headings()) + 1}"
        self.document.units.append(heading)
        if number:
            self._level = level
        return heading.id

    def _take_box(self, line: str) -> str:
        found = read_box(line)
        if not found:
            return ""
        box = Box(*found)
        self.document.units.append(box)
        return box.id

    def _take_item(self, line: str) -> str:
        found = read_item(line)
        paragraph = self.document.units[-1]
        if not found or not isinstance(paragraph, Paragraph):
            return ""
        label, words = found
        depth = _item_depth(paragraph, label)
        if not depth:
            return ""
        quoted = words.startswith("“") or paragraph.blocks[-1].kind is BlockKind.QUOTE
        kind = BlockKind.QUOTE if quoted else BlockKind.ITEM
        paragraph.blocks.append(Block(kind, words.strip(), f"({label})", depth))
        return paragraph.id

    def _take_bullet(self, line: str) -> str:
        box = self.document.units[-1]
        if not isinstance(box, Box) or not line.startswith("- "):
            return ""
        box.blocks.append(Block(BlockKind.BULLET, line[2:].strip()))
        return box.id

    def _take_title(self, line: str) -> str:
        last = self.document.units[-1]
        if not is_title(line):
            return ""
        if isinstance(last, Box) and not last.title:
            last.title = strip_heading_marks(line)
            return last.id
        open_words = last.blocks[-1].raw if isinstance(last, Paragraph | Box) else "."
        if isinstance(last, Paragraph) and not ends_sentence(open_words):
            return ""
        return self._add_heading(self._level + 1, "", strip_heading_marks(line))

    def _continue(self, line: str) -> str:
        last = self.document.units[-1]
        if isinstance(last, Heading):
            return ""
        if isinstance(last, Box) and (not last.blocks or ends_sentence(last.blocks[-1].raw)):
            last.blocks.append(Block(BlockKind.TEXT, line.strip()))
        else:
            last.blocks[-1].raw += " " + line.strip()
        return last.id


def _item_depth(paragraph: Paragraph, label: str) -> int:
    """Return 1 for the next letter of the list, 2 for the next small roman below it, else 0."""
    top = [b.label.strip("()") for b in paragraph.blocks if b.depth == 1]
    below: list[str] = []
    for block in paragraph.blocks:
        below = [] if block.depth == 1 else below
        if block.depth == 2:
            below.append(block.label)
    if label == chr(ord(top[-1]) + 1 if top else ord("a")):
        return 1
    return 2 if top and label == _SMALL_ROMAN[len(below)] else 0


def _join_bold(document: Document, corrections: Corrections) -> None:
    for paragraph in document.paragraphs():
        if paragraph.number in corrections.bold:
            words = re.sub(r"\*\*", "", paragraph.blocks[0].raw)
            paragraph.blocks[0].raw = f"**{words}**"
