"""Whether a document that comes is one the project has already, in another file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from glossator.domain.records import Report
    from glossator.domain.text.page_text import ReportText

PROBES = 60
"""Stretches of the new document that are looked for in the others."""

PROBE_WORDS = 8
"""Words of such a stretch: long enough that only the same text has it."""

ALIKE = 0.5
"""Share of the stretches from which two documents are taken to be the same one."""

FEWEST = 10
"""A document with fewer stretches is too short to tell."""

_REVISION = re.compile(r"(/rev\.\d+)?\**$")


class Coming(StrEnum):
    """What becomes of a document that the project has in another file."""

    EDITION = "a new edition"
    BESIDE = "another report"
    MARKED = "a copy with marks"


@dataclass(frozen=True, slots=True)
class Twin:
    """A report that a new document seems to be an edition of.

    Attributes:
        report: The report in the project.
        symbol: The document symbol of the new document where that tells it, or empty.
        share: How much of the new document's text the report has, from 0 to 1.
    """

    report: Report
    symbol: str
    share: float

    def sentence(self, name: str) -> str:
        """Return a sentence that says why a file is taken for an edition of the report."""
        if self.symbol:
            return (
                f"“{name}” has the symbol {self.symbol}. The project has {self.report.name}"
                " already, with another file."
            )
        return f"“{name}” has {self.share:.0%} of its text in common with {self.report.name}."


def find_twin(
    coming: Report,
    words: str,
    reports: Iterable[Report],
    text_of: Callable[[Report], ReportText | None],
) -> Twin | None:
    """Return the report that a document seems to be an edition of, None if there is none.

    A report with the same symbol is one, revisions aside; one with another symbol is none,
    since resolutions of two years may share most of their words. Where a symbol is missing
    the texts are compared.

    Args:
        coming: What would be the document's record.
        words: The document's text.
        reports: The reports of the project.
        text_of: Gives the text of one of them, None where it is not read.
    """
    others = [one for one in reports if one.sha256 != coming.sha256]
    symbol = _without_revision(coming.symbol)
    named = [one for one in others if symbol and _without_revision(one.symbol) == symbol]
    if len(named) == 1:
        return Twin(named[0], coming.symbol, 1.0)
    probes = _probes(words)
    asked = named or [one for one in others if not (one.symbol and symbol)]
    shares = [(_share(probes, text_of(one)), one) for one in asked] if probes else []
    share, nearest = max(shares, key=lambda found: found[0], default=(0.0, None))
    if named:
        return Twin(nearest or named[0], coming.symbol, share)
    if nearest is None or len(probes) < FEWEST or share < ALIKE:
        return None
    return Twin(nearest, "", share)


def _without_revision(symbol: str) -> str:
    return _REVISION.sub("", symbol.casefold(), count=1)


def _probes(words: str) -> list[str]:
    """Return stretches of a text spread evenly over it, as they are looked for."""
    found = words.casefold().split()
    step = max((len(found) - PROBE_WORDS) // PROBES, PROBE_WORDS)
    begins = range(0, len(found) - PROBE_WORDS + 1, step)
    return [" ".join(found[at : at + PROBE_WORDS]) for at in begins][:PROBES]


def _share(probes: Sequence[str], text: ReportText | None) -> float:
    """Return which share of stretches stand in a text, white space and case aside."""
    searched = " ".join(text.text.casefold().split()) if text else ""
    return sum(probe in searched for probe in probes) / len(probes)
