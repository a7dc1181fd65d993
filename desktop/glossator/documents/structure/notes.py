"""Footnotes: their numbers and words, what hangs on them, and what an "Ibid." stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glossator.documents.structure.flow import Printed, unmarked

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGNS = re.compile(r"[*†‡§]{1,3}(?=\s*\S)")
_WORDS = re.compile(r"[.)]\s+\S|\s?[^\s\d.,:;/%)]|\s\d")
_BEHIND = re.compile(r"(?:[.)]\s+|\s)?")
_STOP = re.compile(r"[.!?:;。؟؛)\]”\"’>/\d]$")
_IBID = re.compile(r"(?:See\s+)?ibid\b", re.IGNORECASE)
_MOST_LOST = 3


@dataclass(slots=True)
class Note:
    """A footnote.

    Attributes:
        number: As printed.
        lines: Its lines, on one page or more.
        cut: Characters of its first line that are its number.
        parent: Id of the unit its mark stands in, or empty.
        refers_to: Number of the note its "Ibid." stands for, or empty.
    """

    number: str
    lines: list[Printed] = field(default_factory=list)
    cut: int = 0
    parent: str = ""
    refers_to: str = ""

    @property
    def page(self) -> int:
        """Zero-based page on which it begins."""
        return self.lines[0].page

    @property
    def raw(self) -> str:
        """Its words, lines joined by line feeds."""
        first = self.lines[0]
        kept = [mark for mark in first.marks if mark[0] >= self.cut]
        head = first.text[self.cut :]
        for start, end in reversed(kept):
            head = head[: start - self.cut] + head[end - self.cut :]
        return "\n".join([head, *(unmarked([line]) for line in self.lines[1:])])


def read_notes(lines: Sequence[Printed]) -> list[Note]:
    """Read the lines of all notes in order; a line without number goes on with the last one."""
    notes: list[Note] = []
    for index, line in enumerate(lines):
        above = lines[index - 1] if index else None
        last = next((int(n.number) for n in reversed(notes) if n.number.isdigit()), 0)
        found = _number(line, above, last)
        if found and (_is_raised(line) or _stands_as(line, notes)):
            notes.append(Note(found[0], [line], found[1]))
        elif notes and line.page - notes[-1].lines[-1].page <= 1:
            notes[-1].lines.append(line)
    return notes


def resolve_ibid(notes: Sequence[Note]) -> None:
    """Find for each "Ibid." the note it stands for: through other "Ibid."s to the source."""
    sources: dict[str, str] = {}
    before = ""
    for note in notes:
        if before and _IBID.match(note.raw.lstrip()):
            note.refers_to = sources.get(before, before)
            sources[note.number] = note.refers_to
        if note.number.isdigit():
            before = note.number


def _is_raised(line: Printed) -> bool:
    return bool(line.marks) and line.marks[0][0] == 0


def _stands_as(line: Printed, notes: Sequence[Note]) -> bool:
    """Tell whether a line begins where the note before it on its page began."""
    before = notes[-1].lines[0] if notes else None
    if before is None or (before.page, before.group) != (line.page, line.group):
        return True
    return abs(line.left - before.left) < 0.7 * line.size


def _number(line: Printed, above: Printed | None, last: int) -> tuple[str, int] | None:
    """Return the number of the note that begins with a line, and its length."""
    raised = line.marks[0] if line.marks and line.marks[0][0] == 0 else None
    if raised:
        number = line.text[: raised[1]].strip()
        fits = not number.isdigit() or int(number) == 1 or 0 < int(number) - last <= _MOST_LOST + 1
        return (number, _behind(line.text, raised[1])) if number and fits else None
    if not _may_begin(line, above):
        return None
    if signs := _SIGNS.match(line.text):
        return signs[0], _behind(line.text, signs.end())
    for expected in range(last + 1, last + 2 + _MOST_LOST):
        digits = str(expected)
        if line.text.startswith(digits) and _WORDS.match(line.text, len(digits)):
            return digits, _behind(line.text, len(digits))
    return None


def _behind(text: str, at: int) -> int:
    match = _BEHIND.match(text, at)
    return match.end() if match else at


def _may_begin(line: Printed, above: Printed | None) -> bool:
    """Tell whether a line may be the first of a note by its place and what stands above."""
    if above is None or above.page != line.page or above.group != line.group:
        return True
    if line.baseline - above.baseline > 1.35 * line.size:
        return True
    moved = abs(line.left - above.left) > 0.3 * line.size
    return moved or bool(_STOP.search(above.text))
