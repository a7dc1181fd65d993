"""Which hits stand in the heads and feet that pages repeat, where nobody wants to be led."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glossator.domain.reports.reading import Reading
    from glossator.domain.reports.structure import Structure

_NUMBERS = re.compile(r"[\d\s]+")
_BREAK = re.compile(r"[\n\f]")

Span = tuple[int, int]


def part_running(
    text: str, reading: Reading, hits: Sequence[Span]
) -> tuple[list[Span], list[Span]]:
    """Part hits in what is read from those in heads and feet.

    A head or foot belongs to no unit of the report, and its line is found on another page,
    too, where only its numbers differ. Where there are no other hits, those are wanted.

    Args:
        text: The report's canonical text.
        reading: What is known of the report.
        hits: Ranges of the text, ascending.

    Returns:
        The hits in what is read, and those in heads and feet.
    """
    if not reading.structure.units:
        return list(hits), []
    lines: dict[Span, str] = {}
    pages: defaultdict[str, set[int]] = defaultdict(set)
    for hit in _outside(reading.structure, hits):
        lines[hit] = _line(text, hit)
        pages[lines[hit]].add(reading.page_of(hit[0]))
    running = [hit for hit in hits if hit in lines and len(pages[lines[hit]]) > 1]
    left = set(running)
    read = [hit for hit in hits if hit not in left]
    return (read, running) if read else (running, [])


def _outside(structure: Structure, hits: Sequence[Span]) -> Iterator[Span]:
    """Yield the hits that touch no unit; both are gone through once, in their order."""
    spans = sorted(span for unit in structure.units for span in unit.spans)
    at, reach = 0, 0
    for hit in hits:
        while at < len(spans) and spans[at][0] < hit[1]:
            reach = max(reach, spans[at][1])
            at += 1
        if reach <= hit[0]:
            yield hit


def _line(text: str, hit: Span) -> str:
    """Return the line that a hit begins in, without its numbers."""
    start = max(text.rfind(sign, 0, hit[0]) for sign in "\n\f") + 1
    end = _BREAK.search(text, hit[0])
    return _NUMBERS.sub(" ", text[start : end.start() if end else len(text)]).strip()
