"""Editions of a report in the test: set by typst and read, or made of lines; marks carried over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from glossator.documents.engine import pymupdf
from glossator.documents.structure import read_structure
from glossator.documents.text import page_text
from glossator.domain import area as areas
from glossator.domain import passage
from glossator.domain.anchoring.edition import Carrier, Edition
from glossator.domain.records import AnnotationId, ReportId, ThemeId
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.text.page_text import PAGE_BREAK, ReportText
from glossator.domain.text.quotation import known_words
from helpers.pages import make_page
from helpers.records import make_report
from helpers.typeset import set_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.domain.anchoring.edition import Move
    from glossator.domain.area import Area
    from glossator.domain.records import Annotation, Segment
    from glossator.domain.text.page_text import PageText
    from helpers.typeset import Paragraph, Setting

MARKED_AT, CARRIED_AT = "2026-01-01T00:00:00Z", "2026-02-02T00:00:00Z"


@dataclass(frozen=True)
class Read:
    """An edition as it has been read.

    Attributes:
        pages: The text of each page.
        text: The report's text.
        structure: Its units.
        sha256: Names its document.
    """

    pages: tuple[PageText, ...]
    text: ReportText
    structure: Structure
    sha256: str

    @cached_property
    def edition(self) -> Edition:
        """The edition as a carrier takes it."""
        report = make_report("A/1/1", id=ReportId("R"), sha256=self.sha256, n_pages=len(self.pages))
        return Edition(report, self.text, self.structure)

    @cached_property
    def source(self) -> passage.Source:
        """What passages are made from."""
        words = known_words(self.text.text)
        return passage.Source(self.edition.report, self.structure, words, self.text.labels)

    def paragraph(self, number: int) -> Unit:
        """Return the paragraph with a number."""
        paragraphs = self.structure.of_kind(UnitKind.PARAGRAPH)
        return next(one for one in paragraphs if one.number == str(number))

    def words(self, number: int) -> list[tuple[int, int]]:
        """Return where the words of a paragraph stand, its number and notes left out."""
        whole = self.text.text
        found = [
            (match.start() + low, match.end() + low)
            for low, high in self.paragraph(number).spans
            for match in re.finditer(r"\S+", whole[low:high])
        ]
        return found[1:] if whole[slice(*found[0])].strip(".") == str(number) else found

    def mark(self, name: str, *stretches: tuple[int, int]) -> Annotation:
        """Return an annotation of some stretches, with a theme and a note."""
        pages = dict(enumerate(self.pages))
        parts = passage.segments(stretches, pages, self.text.starts(), self.structure)
        return self._annotation(name, parts)

    def mark_area(self, name: str, area: Area) -> Annotation:
        """Return an annotation of an area, with a picture."""
        page = self.pages[area.page]
        base, box = self.text.starts()[area.page], self.text.boxes[area.page]
        part = areas.segment(area, box, page, base, self.structure)
        return self._annotation(name, (part,), picture="f" * 64)

    def _annotation(self, name: str, parts: tuple[Segment, ...], picture: str = "") -> Annotation:
        return passage.annotation(
            AnnotationId(name),
            self.source,
            parts,
            theme_ids=(ThemeId("T"),),
            note=f"Note {name}",
            analyst="Anna",
            now=MARKED_AT,
            picture=picture,
        )


def read_set(paragraphs: Sequence[Paragraph], setting: Setting | None = None) -> Read:
    """Set a report and read it."""
    return read_pdf(set_report(paragraphs, setting))


def read_pdf(pdf: bytes) -> Read:
    """Read a PDF."""
    with pymupdf.open(stream=pdf, filetype="pdf") as doc:
        text, structure = read_structure(doc)
        pages = tuple(page_text(doc, page) for page in range(len(text.pages)))
    return Read(pages, text, structure, f"{hash(pdf) & (2**256 - 1):064x}")


def read_lines(paragraphs: Sequence[str], *, width: int, height: int) -> Read:
    """Make an edition of numbered paragraphs in lines of so many words, so many a page."""
    lines: list[tuple[str, int]] = []
    for number, words in enumerate(paragraphs, start=1):
        split = [str(number) + ".", *words.split()]
        lines += [(" ".join(split[at : at + width]), number) for at in range(0, len(split), width)]
    sheets = [lines[at : at + height] for at in range(0, len(lines), height)]
    pages = tuple(make_page([one for one, _ in sheet], n) for n, sheet in enumerate(sheets))
    text = ReportText(tuple(page.text for page in pages))
    starts = text.starts()
    spans: dict[int, list[tuple[int, int]]] = {}
    for start, sheet in zip(starts, sheets, strict=True):
        at = start
        for line, number in sheet:
            spans.setdefault(number, []).append((at, at + len(line)))
            at += len(line) + 1
    units = tuple(
        Unit(
            f"para_{number}",
            UnitKind.PARAGRAPH,
            str(number),
            label=f"para. {number}",
            spans=tuple(_joined(text.text, ranges)),
        )
        for number, ranges in spans.items()
    )
    return Read(pages, text, Structure(units=units), f"{hash(text.pages) & (2**256 - 1):064x}")


def _joined(text: str, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ranges, those of one page put together."""
    joined = [ranges[0]]
    for start, end in ranges[1:]:
        if PAGE_BREAK in text[joined[-1][1] : start]:
            joined.append((start, end))
        else:
            joined[-1] = (joined[-1][0], end)
    return joined


def carry(old: Read, new: Read, annotations: Sequence[Annotation]) -> list[Move]:
    """Carry marks over to another edition."""
    carrier = Carrier(old.edition, new.edition, new.pages.__getitem__, CARRIED_AT)
    return carrier.carry(annotations)
