"""Which page of a document is being read, told to the window, and which are left out.

A page without end can't be left by the process that is in it. So the window is told where the
process is, ends it when it stays too long, and has the report read again without that page.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.documents.engine import pymupdf

_KEY = "glossator_watch"


class Step(IntEnum):
    """What is done with a page while a report is read."""

    TEXT = 0
    FRAMES = 1
    DRAWING = 2
    REST = 3
    """What is not done page by page."""


class Place(NamedTuple):
    """Where a reading is."""

    step: Step
    page: int


def _nobody(_place: Place) -> None:
    """Tell nobody where the reading is."""


@dataclass(slots=True)
class Watch:
    """Lives and dies with its document, as an attribute of it.

    Attributes:
        skipped: What is left out.
        tell: Called at each place.
    """

    skipped: frozenset[tuple[int, int]] = frozenset()
    tell: Callable[[Place], None] = _nobody

    @classmethod
    def of(cls, doc: pymupdf.Document) -> Watch:
        """Return the watch of a document, which leaves out nothing at first."""
        kept = vars(doc).setdefault(_KEY, cls())
        if not isinstance(kept, cls):
            raise TypeError(f"the document's {_KEY} is something else")
        return kept

    def begin(self, step: Step, page: int) -> bool:
        """Say that a page is begun; tell whether it is to be."""
        if (step, page) in self.skipped:
            return False
        self.tell(Place(step, page))
        return True

    def leave_pages(self) -> None:
        """Say that what follows is not done page by page."""
        self.tell(Place(Step.REST, 0))

    @property
    def without_text(self) -> list[int]:
        """The pages whose text is left out."""
        return sorted(page for step, page in self.skipped if step == Step.TEXT)
