"""Marks that stand in a PDF, whoever put them there, as a document process reads them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from glossator.domain.pages.geometry import Quad  # noqa: TC001  (the codec reads the hints)

HIDDEN = "hidden"
"""What is said of a mark that its program has hidden."""


class MarkKind(StrEnum):
    """What a mark is."""

    TEXT = "text"
    """Highlighted, underlined, waved under or struck out."""

    NOTE = "note"
    """A note that stands on the page."""

    AREA = "area"
    """A frame around a part of the page."""


@dataclass(frozen=True, slots=True)
class FoundMark:
    """A mark of one page.

    Attributes:
        page: Zero-based page index.
        kind: What it is.
        quads: What it covers, in PDF user space; the order of the corners is the writer's.
        colour: `#RRGGBB`, upper case, or empty where it has none.
        contents: What is said of it, answers of other people included.
        name: Its name (`/NM`), or empty; those of one passage on two pages may share it.
        analyst: Who made it.
        created, modified: Times in ISO 8601 UTC, or empty.
        themes: The names of each of its themes, from the root, None where it is not one of ours.
    """

    page: int
    kind: MarkKind
    quads: tuple[Quad, ...]
    colour: str = ""
    contents: str = ""
    name: str = ""
    analyst: str = ""
    created: str = ""
    modified: str = ""
    themes: tuple[tuple[str, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class LeftMark:
    """A mark that nothing here is like.

    Attributes:
        page: Zero-based page index.
        what: What the PDF calls it, such as `Ink`, or `HIDDEN`.
    """

    page: int
    what: str


@dataclass(frozen=True, slots=True)
class FoundMarks:
    """All marks of a document.

    Attributes:
        file_id: What the file calls itself, the same through all changes, or empty.
        marks: In the order of the pages, on each in the order of the file.
        left: What is left out.
    """

    file_id: str = ""
    marks: tuple[FoundMark, ...] = ()
    left: tuple[LeftMark, ...] = ()
