"""What becomes of what comes in from another tool: of each passage, and of the project."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from glossator.domain.records import Report, Theme

if TYPE_CHECKING:
    from glossator.domain.edits import EditSet
    from glossator.domain.incoming.plan import IncomingPassage
    from glossator.domain.records import Annotation


class Fate(StrEnum):
    """What becomes of an incoming passage."""

    ADDED = "added"
    KNOWN = "already here"
    REPLACED = "newer than here"
    KEPT = "older than here"
    DOUBTFUL = "please check"
    NO_PLACE = "not found in the report"
    NO_REPORT = "its report is not in the project"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one passage.

    Attributes:
        words, note: As they came; of all else only the annotation is kept, since there may be
            a hundred thousand.
        fate: What becomes of it.
        annotation: The annotation it is or becomes, None where there is none.
    """

    words: str
    note: str
    fate: Fate
    annotation: Annotation | None = None

    @classmethod
    def of(cls, passage: IncomingPassage, fate: Fate, annotation: Annotation | None = None) -> Self:
        """Return what becomes of a passage."""
        words = " ".join([part.exact for part in passage.segments])
        return cls(words, passage.note, fate, annotation)

    def said(self, most: int) -> str:
        """Return what to call the passage in a list, in at most so many characters."""
        here = self.annotation.quote if self.annotation is not None else ""
        found, sought = told(here or self.words, self.note, most), told(self.words, "", most)
        is_other = self.fate is Fate.DOUBTFUL and found != sought
        return f"{sought} may be {found}" if is_other else found


def told(quote: str, note: str, most: int) -> str:
    """Return the quotation of a passage for a list, of an area that it is one and its note."""
    words = " ".join((quote or note).split())
    words = words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
    if quote.strip():
        return f"“{words}”"
    return f"an area, “{words}”" if words else "an area"


@dataclass(frozen=True, slots=True)
class Plan:
    """What would change; show it, then apply `edits`.

    Attributes:
        edits: All changes as one action.
        verdicts: What becomes of each passage, in the order of the file.
        new_themes: Themes that would be made.
        new_reports: Reports that would be added.
        left_out: Sentences on what the file holds and the project can't.
    """

    edits: EditSet
    verdicts: tuple[Verdict, ...]
    new_themes: tuple[Theme, ...]
    left_out: tuple[str, ...]
    new_reports: tuple[Report, ...] = ()

    def count(self, fate: Fate) -> int:
        """Return how many passages meet a fate."""
        return sum(one.fate is fate for one in self.verdicts)

    @property
    def told(self) -> int:
        """How many themes and reports get a definition or a memo that they have not."""
        return sum(
            before is not None for kind in (Theme, Report) for before, _ in self.edits.of(kind)
        )
