"""From the parts of a report to its units: ids, labels, spans, words and footnotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from glossator.documents.structure.anchors import Anchor, anchor_of
from glossator.documents.structure.numbering import bare
from glossator.domain.reports.structure import Unit, UnitKind
from glossator.domain.text.quotation import one_line

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from glossator.documents.structure.flow import Printed
    from glossator.documents.structure.notes import Note
    from glossator.documents.structure.parts import Part

Spans = tuple[tuple[int, int], ...]

_NOT_ID = re.compile(r"[^\w.-]+")


class UnitMaker:
    """Makes units in reading order; knows the headings above and the ids already given.

    Attributes:
        units: What has been made.
    """

    def __init__(
        self, words: Container[str], labels: Sequence[str], anchors: Sequence[Anchor]
    ) -> None:
        self._words = words
        self._labels = labels
        self._anchors = anchors
        self._headings: list[tuple[int, str, str]] = []
        self._ids: Counter[str] = Counter()
        self._on_page: Counter[int] = Counter()
        self.units: list[Unit] = []

    def add(self, part: Part) -> None:
        """Make the units of a part: itself and its items."""
        match part.kind:
            case UnitKind.HEADING:
                self._add_heading(part)
            case UnitKind.BOX:
                self._add(part, f"box_{_id(part.number)}", f"box {part.number}")
            case _:
                self._add_paragraph(part)

    def add_notes(self, notes: Sequence[Note]) -> None:
        """Make the units of the notes, each under what its mark stands in."""
        hosts = sorted(
            (start, end, index)
            for index, unit in enumerate(self.units)
            if unit.kind is not UnitKind.ITEM
            for start, end in unit.spans
        )
        by_number: dict[str, list[Anchor]] = {}
        for anchor in self._anchors:
            by_number.setdefault(anchor.number, []).append(anchor)
        for note in notes:
            mark = anchor_of(note, by_number.get(note.number, ()))
            host = self._host(mark.offset, hosts) if mark else None
            spans = _lines_spans([note.lines], note.cut)
            self.units.append(
                Unit(
                    id=self._unique(f"fn_{_id(note.number)}"),
                    kind=UnitKind.FOOTNOTE,
                    number=note.number,
                    label=f"footnote {note.number}",
                    section=host.section if host else (),
                    parent=host.id if host else "",
                    page=note.lines[0].page,
                    page_end=note.lines[-1].page,
                    spans=spans,
                    text=one_line(note.raw, self._words),
                    refers_to=note.refers_to,
                    mark=mark.offset if mark else -1,
                )
            )

    def _host(self, offset: int, spans: Sequence[tuple[int, int, int]]) -> Unit | None:
        """Return the paragraph, box or heading that holds an offset.

        Args:
            offset: Of a mark.
            spans: Start, end and index of unit of all stretches, in order.
        """
        at = bisect_right(spans, offset, key=lambda span: span[0]) - 1
        return self.units[spans[at][2]] if at >= 0 and offset < spans[at][1] else None

    def _add_heading(self, part: Part) -> None:
        level = part.heading.level if part.heading else 1
        self._headings = [above for above in self._headings if above[0] < level]
        name = f"{part.number} {part.title}".strip()
        path = [step for _, step, _ in self._headings]
        own = _id(bare(part.number) or part.title.lower())[:40]
        self._add(part, "__".join([*path, f"sec_{own}"]), "", level=level)
        self._headings.append((level, f"sec_{own}", name))

    def _add_paragraph(self, part: Part) -> None:
        if part.number:
            unit = self._add(part, f"para_{part.number}", f"para. {part.number}")
        else:
            page = part.pieces[0].lines[0].page
            self._on_page[page] += 1
            printed, count = self._labels[page], self._on_page[page]
            unit = self._add(
                part, f"p_{_id(printed)}__para_{count}", f"p. {printed}, para. {count}"
            )
        for item in part.items:
            steps = "".join(f"__point_{_id(bare(label))}" for label in item.trail)
            label = " ".join([unit.label, *item.trail])
            self._add(item, unit.id + steps, label, parent=unit.id, level=item.depth)

    def _add(
        self, part: Part, wanted: str, label: str, *, parent: str = "", level: int = 0
    ) -> Unit:
        pieces = [piece for _, piece in part.all_pieces]
        spans = _lines_spans([piece.lines for piece in pieces])
        unit = Unit(
            id=self._unique(wanted),
            kind=part.kind,
            number=part.number,
            title=part.title,
            label=label,
            section=tuple(name for _, _, name in self._headings),
            level=level,
            parent=parent,
            page=pieces[0].lines[0].page,
            page_end=pieces[-1].lines[-1].page,
            spans=spans,
            text=self._text(part),
            footnotes=self._notes_in(spans),
        )
        self.units.append(unit)
        return unit

    def _text(self, part: Part) -> str:
        if part.kind is UnitKind.HEADING:
            return part.title
        words = [
            piece.words if owner is part else f"{owner.number} {piece.words}".strip()
            if piece is owner.pieces[0] else piece.words
            for owner, piece in part.all_pieces
        ]  # fmt: skip
        return one_line("\n".join(words), self._words)

    def _notes_in(self, spans: Spans) -> tuple[str, ...]:
        return tuple(
            anchor.number
            for start, end in spans
            for anchor in self._anchors[
                bisect_right(self._anchors, start - 1, key=_offset) :
                bisect_right(self._anchors, end - 1, key=_offset)
            ]
        )  # fmt: skip

    def _unique(self, wanted: str) -> str:
        self._ids[wanted] += 1
        count = self._ids[wanted]
        return wanted if count == 1 else f"{wanted}__{count}"


def _offset(anchor: Anchor) -> int:
    return anchor.offset


def _id(text: str) -> str:
    return _NOT_ID.sub("_", text.replace("/", "-")).strip("_") or "x"


def _lines_spans(pieces: Sequence[Sequence[Printed]], cut: int = 0) -> Spans:
    """Return the stretches of the report's text that lines cover, neighbours joined."""
    spans: list[tuple[int, int]] = []
    for lines in pieces:
        for line in lines:
            start = line.start + (cut if not spans else 0)
            if spans and start - spans[-1][1] <= 1:
                spans[-1] = (spans[-1][0], line.end)
            else:
                spans.append((start, line.end))
    return tuple(spans)
