"""Which of several documents has the same words as another, whatever their bytes are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.domain.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossator.domain.page_text import ReportText

SAME = 0.8
"""Share of the shorter document's word sequences that the other must have too."""

_WORDS = 6
"""Words of a sequence. Documents of one author on one matter share few sequences so long."""


def same_document(text: ReportText, others: Iterable[tuple[str, ReportText]]) -> str:
    """Return the name of the document that has the same words, empty where none has.

    A cover page, a note written onto a page, or words that were corrected make no difference.

    Args:
        text: The text of a document.
        others: Names and texts of those it may be.
    """
    wanted = _sequences(text)
    best, name = SAME, ""
    for other, found in others:
        known = _sequences(found)
        fewer = min(len(wanted), len(known))
        share = len(wanted & known) / fewer if fewer else 0.0
        # A page that was cut out of a report is not that report.
        if share >= best and max(len(wanted), len(known)) * SAME <= 2 * fewer:
            best, name = share, other
    return name


def _sequences(text: ReportText) -> frozenset[int]:
    words = [folded(word, case=True) for page in text.pages for word in page.split()]
    words = [word for word in words if word]
    return frozenset(hash(tuple(words[at : at + _WORDS])) for at in range(len(words) - _WORDS + 1))
