"""Annotations as a PDF has them: one mark a page, with colour, contents and name."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from glossator.domain.marks import NO_THEME_COLOUR
from glossator.domain.pages.geometry import Quad  # noqa: TC001  (the codec reads the hints)
from glossator.domain.records import Status
from glossator.domain.themes import PATH_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossator.domain.records import Annotation
    from glossator.domain.themes import ThemeTree


@dataclass(frozen=True, slots=True)
class PdfMark:
    """A highlight, or a frame around an area, on one page.

    Attributes:
        page: Zero-based page index.
        quads: What it covers, in PDF user space.
        area: Whether it frames an area rather than highlighting text.
        colour: `#RRGGBB`.
        contents: Its themes, one a line, and its note after an empty line.
        name: Id of the annotation; its marks on several pages have the same.
        analyst: Who made it.
        created, modified: Times in ISO 8601 UTC, or empty.
        themes: The names of each of its themes, from the root, so that they are known again
            whatever a name holds.
    """

    page: int
    quads: tuple[Quad, ...]
    area: bool
    colour: str
    contents: str
    name: str
    analyst: str
    created: str
    modified: str
    themes: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class PdfPrint:
    """How a copy is made for printing: the marks become part of its pages.

    Attributes:
        pages: The pages that are kept, zero-based.
        numbers: A number, and the name of the marks of which it is set beside the first.
        notes: HTML of what is set on pages of its own at the end, or empty.
    """

    pages: tuple[int, ...]
    numbers: tuple[tuple[int, str], ...] = ()
    notes: str = ""


def pdf_marks(annotations: Iterable[Annotation], tree: ThemeTree) -> list[PdfMark]:
    """Return the marks of one report's annotations, page by page.

    An annotation whose place has not been found is left out: its quads are those of
    another file.
    """
    found = [
        mark
        for one in annotations
        if one.status is not Status.DETACHED
        for mark in _marks(one, tree)
    ]
    return sorted(found, key=lambda mark: (mark.page, mark.created, mark.name))


def theme_lines(themes: Iterable[Sequence[str]]) -> str:
    """Return the themes of a mark as they stand above its note, one a line."""
    return "\n".join(PATH_SEPARATOR.join(names) for names in themes)


def _marks(annotation: Annotation, tree: ThemeTree) -> Iterable[PdfMark]:
    themes = [one for one in annotation.theme_ids if one in tree]
    names = tuple(tree.names(one) for one in themes)
    said = (theme_lines(names), annotation.note.strip())
    for page, segments in groupby(annotation.segments, key=lambda one: one.page):
        quads = tuple(quad for segment in segments for quad in segment.quads)
        if quads:
            yield PdfMark(
                page,
                quads,
                annotation.is_area,
                tree[themes[0]].colour if themes else NO_THEME_COLOUR,
                "\n\n".join(part for part in said if part),
                annotation.id,
                annotation.analyst,
                annotation.created,
                annotation.modified,
                names,
            )
