"""Copies of reports that somebody has read in another program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.bundled import bundled
from glossator.documents.engine import pymupdf

if TYPE_CHECKING:
    from pathlib import Path

YELLOW, GREEN = "#FFFF00", "#00FF00"


def marked_copy(path: Path) -> Path:
    """Make a copy of A/75/289 with two highlights and two notes; return it."""
    document = pymupdf.Document(bundled("corpus/reports/A_75_289.pdf"))
    page = document[3]
    for words, colour, note in (
        ("High reward, low risk", (1, 1, 0), "why low?"),
        ("significant financial reward", (0, 1, 0), ""),
    ):
        mark = page.add_highlight_annot(page.search_for(words))
        mark.set_colors(stroke=colour)
        mark.set_info(content=note, title="Ben")
        mark.update()
    page.add_text_annot((40, 400), "About this paragraph").update()
    page.add_freetext_annot(pymupdf.Rect(20, 20, 200, 40), "Typed onto the page").update()
    document.save(path)
    return path
