"""What the window keeps of a report's text once it has been read through."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.reports.structure import UnitKind
from glossator.domain.text.page_text import page_of

if TYPE_CHECKING:
    from glossator.domain.pages.geometry import PageBox
    from glossator.domain.reports.structure import Structure, Unit
    from glossator.domain.text.page_text import ReportText


class Pages(NamedTuple):
    """What is known of a report's pages, for which its units need not be read.

    Attributes:
        boxes: The visible box of each page.
        labels: Printed label of each page.
    """

    boxes: tuple[PageBox, ...] = ()
    labels: tuple[str, ...] = ()


class Reading(NamedTuple):
    """What is known of a report once it has been read through.

    Attributes:
        boxes: The visible box of each page.
        labels: Printed label of each page.
        starts: Offset of each page in the report's canonical text.
        lengths: Characters of each page's text.
        structure: Its units.
        marked_notes: The footnotes that have a mark, in the order of the marks.
    """

    boxes: tuple[PageBox, ...]
    labels: tuple[str, ...]
    starts: tuple[int, ...]
    lengths: tuple[int, ...]
    structure: Structure
    marked_notes: tuple[Unit, ...] = ()

    @classmethod
    def of(cls, text: ReportText, structure: Structure) -> Reading:
        """Keep what the window needs of a report's text."""
        lengths = tuple(len(page) for page in text.pages)
        notes = (note for note in structure.of_kind(UnitKind.FOOTNOTE) if note.mark >= 0)
        marked = tuple(sorted(notes, key=lambda note: note.mark))
        return cls(text.boxes, text.labels, tuple(text.starts()), lengths, structure, marked)

    def label(self, page: int) -> str:
        """Return the printed label of a page, else its number from one."""
        return label_of(self.labels, page)

    def caret(self, offset: int) -> tuple[int, int]:
        """Return the page that holds an offset of the report's text, and the offset in it."""
        page = self.page_of(offset)
        return page, offset - self.starts[page]

    def page_of(self, offset: int) -> int:
        """Return the page that holds an offset of the report's text."""
        return page_of(self.starts, offset)


def label_of(labels: tuple[str, ...], page: int) -> str:
    """Return the printed label of a page, else its number from one."""
    return labels[page] if page < len(labels) else str(page + 1)
