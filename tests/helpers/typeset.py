"""Reports set by typst in the test: the same words in another face, size or width."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import typst

if TYPE_CHECKING:
    from collections.abc import Sequence

CORPUS = Path(__file__).parents[2] / "corpus"
SERIF, MODERN = "Libertinus Serif", "New Computer Modern"
"""Faces that typst brings along."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a report is set.

    Attributes:
        face: The family.
        size: In points.
        paper: As typst names it.
        columns: Beside each other.
        divides: Whether words are divided at the ends of lines.
        joins: Whether `fi` and the like are ligatures.
        head: The running head, if any.
    """

    face: str = SERIF
    size: float = 11
    paper: str = "a4"
    columns: int = 1
    divides: bool = True
    joins: bool = True
    head: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph, or a heading.

    Attributes:
        words: Its words; `{note}` stands where a footnote hangs.
        notes: The footnotes, in order.
        is_heading: Whether it is a heading, which has no number.
    """

    words: str
    notes: tuple[str, ...] = ()
    is_heading: bool = False


def set_report(paragraphs: Sequence[Paragraph], setting: Setting | None = None) -> bytes:
    """Return a PDF of some paragraphs, numbered from 1, the footnotes too."""
    how = setting or Setting()
    lines = [
        f'#set document(date: none, title: "Report")\n#set page(paper: "{how.paper}", columns:'
        f' {how.columns}, numbering: "1", header: [{_escaped(how.head)}])',
        f'#set text(font: "{how.face}", size: {how.size}pt, hyphenate: {_flag(on=how.divides)},'
        f' ligatures: {_flag(on=how.joins)}, lang: "en")',
        "#set par(justify: true, spacing: 1.2em)",
    ]
    number = 0
    for one in paragraphs:
        words = _escaped(one.words)
        for note in one.notes:
            words = words.replace("{note}", f"#footnote[{_escaped(note)}]", 1)
        number += not one.is_heading
        lines.append(f"= {words}" if one.is_heading else f"{number}\\. #h(1em) {words}")
    pdf = typst.compile("\n\n".join(lines).encode(), format="pdf", ignore_system_fonts=True)
    assert isinstance(pdf, bytes)
    return pdf


@cache
def corpus_paragraphs(name: str = "A_79_322", count: int = 40) -> tuple[Paragraph, ...]:
    """Return the first paragraphs of a report of the corpus, without its footnotes."""
    told = json.loads((CORPUS / "structure" / f"{name}.json").read_text(encoding="utf-8"))
    texts = [re.sub(r"\s+", " ", one["text"]) for one in told["paragraphs"]]
    return tuple(Paragraph(text) for text in texts[:count])


def with_note(paragraph: Paragraph, note: str) -> Paragraph:
    """Return a paragraph with a footnote hanging behind its third word."""
    words = paragraph.words.split()
    begun = f"{' '.join(words[:3])}{{note}} {' '.join(words[3:])}"
    return replace(paragraph, words=begun, notes=(note,))


def _flag(*, on: bool) -> str:
    return "true" if on else "false"


def _escaped(words: str) -> str:
    return re.sub(r"([\\#$*_`<>@=\[\]~/+-])", r"\\\1", words)
