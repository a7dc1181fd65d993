"""What a report is made of, as values: front matter, headings, paragraphs, boxes, notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style, or a footnote mark.

    Attributes:
        text: The words; for a mark, the number of the note.
        mark: True for a footnote mark.
        emphasis: Italic in the source.
        strong: Bold in the source.
        href: Address the words lead to, or empty.
    """

    text: str
    mark: bool = False
    emphasis: bool = False
    strong: bool = False
    href: str = ""


Runs = tuple[Run, ...]


def plain(runs: Runs) -> str:
    """Return the words of runs without footnote marks."""
    return "".join(run.text for run in runs if not run.mark)


def marks(runs: Runs) -> list[str]:
    """Return the numbers of the notes that runs carry marks of, in order."""
    return [run.text for run in runs if run.mark]


class BlockKind(StrEnum):
    """How a block within a paragraph or box is set."""

    TEXT = "text"
    ITEM = "item"
    QUOTE = "quote"
    BULLET = "bullet"


@dataclass(slots=True)
class Block:
    """One block of a paragraph or box.

    Attributes:
        kind: How it is set; only an item is part of the report's own list.
        raw: Its words as in the source, with markup; page breaks joined.
        label: `(a)` for an item or a quoted list; else empty.
        depth: 1 for `(a)`, 2 for `(i)` below it; 0 for text.
        runs: Its words in styles; filled when all notes are known.
    """

    kind: BlockKind
    raw: str
    label: str = ""
    depth: int = 0
    runs: Runs = ()


@dataclass(slots=True)
class Paragraph:
    """A numbered paragraph with its blocks in order."""

    number: str
    blocks: list[Block] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Stable id, as `para_57`."""
        return f"para_{self.number}"

    def item_ids(self) -> list[str]:
        """Return an id for each block in order: `para_57__point_d`; empty if not an item."""
        trail: list[str] = []
        ids: list[str] = []
        for block in self.blocks:
            if block.kind is not BlockKind.ITEM:
                ids.append("")
                continue
            trail = [*trail[: block.depth - 1], block.label.strip("()")]
            ids.append("__".join([self.id, *(f"point_{step}" for step in trail)]))
        return ids


@dataclass(slots=True)
class Heading:
    """A heading: its level (1 is outermost), its number as printed (`IV.`) and its words."""

    level: int
    number: str
    title: str
    id: str = ""


@dataclass(slots=True)
class Box:
    """A framed text beside the numbered paragraphs."""

    number: str
    title: str
    blocks: list[Block] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Stable id, as `box_2`."""
        return f"box_{self.number}"


Unit = Heading | Paragraph | Box


@dataclass(slots=True)
class Footnote:
    """A footnote.

    Attributes:
        number: Its number or asterisks, as printed.
        raw: Its words as in the source.
        runs: Its words in styles.
        paragraph: Number of the paragraph its mark stands in; empty for a box, the front
            matter or a lost mark.
        box: Number of the box its mark stands in, or empty.
        anchored: Whether the source still has its mark.
        before: For a note without mark: the number of the next note that has one. It is
            set on the same page, just before it.
    """

    number: str
    raw: str
    runs: Runs = ()
    paragraph: str = ""
    box: str = ""
    anchored: bool = False
    before: str = ""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of a printed table of contents; the page is that of the official document."""

    number: str
    title: str
    page: int


@dataclass(slots=True)
class Front:
    """The first page of a report, each field as it stands in the source."""

    lines: dict[str, str] = field(default_factory=dict)
    summary: Runs = ()
    summary_raw: str = ""
    contents: list[ContentsEntry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one line of the source went.

    Attributes:
        line: Its number in the source, from 1.
        place: The unit that holds it (`para_3`, `box_1`, `footnote_7`, `title`), or `left`.
        reason: Why it was left out; empty if it was not.
    """

    line: int
    place: str
    reason: str = ""


@dataclass(slots=True)
class Document:
    """One report, read whole."""

    name: str
    front: Front = field(default_factory=Front)
    units: list[Unit] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    account: list[Placed] = field(default_factory=list)

    def paragraphs(self) -> list[Paragraph]:
        """Return the numbered paragraphs in order."""
        return [unit for unit in self.units if isinstance(unit, Paragraph)]

    def headings(self) -> list[Heading]:
        """Return the headings in order."""
        return [unit for unit in self.units if isinstance(unit, Heading)]

    def boxes(self) -> list[Box]:
        """Return the boxes in order."""
        return [unit for unit in self.units if isinstance(unit, Box)]

    def note(self, number: str) -> Footnote:
        """Return a footnote by number; `KeyError` if there is none."""
        for note in self.footnotes:
            if note.number == number:
                return note
        raise KeyError(number)
