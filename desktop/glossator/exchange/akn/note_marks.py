"""Where the marks of footnotes stand in the words of what they hang on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.domain.reports.structure import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossator.domain.reports.structure import Structure, Unit

FRONT = ""
"""In place of a unit's id, for notes on what stands before the first unit."""


def notes_by_host(structure: Structure) -> dict[str, list[Unit]]:
    """Return the notes by the id of the unit they are to be shown with, in order.

    A note whose mark is lost goes with the next note that has one, else with the last. A
    note that hangs on nothing belongs to the front, as those marked with asterisks do.
    """
    found: dict[str, list[Unit]] = {}
    lost: list[Unit] = []
    host = FRONT
    for note in structure.of_kind(UnitKind.FOOTNOTE):
        if "*" in note.number or (note.mark >= 0 and not note.parent):
            found.setdefault(note.parent or FRONT, []).append(note)
        elif note.mark < 0:
            lost.append(note)
        else:
            host = note.parent
            found.setdefault(host, []).extend([*lost, note])
            lost = []
    if lost:
        found.setdefault(host, []).extend(lost)
    return found


def mark_places(unit: Unit, text: str, words: str, notes: Sequence[Unit]) -> list[tuple[int, Unit]]:
    """Return the notes of a unit, each with the place of its mark in the unit's words.

    Args:
        unit: What the notes hang on.
        text: The report's canonical text.
        words: The words of the unit: its text, or the title of a heading.
        notes: In order; one without a mark takes the place of the next, else the end.
    """
    if not notes:
        return []
    behind = _places(unit, text, words, notes)
    found: list[tuple[int, Unit]] = []
    place = len(words)
    for note in reversed(notes):
        if note.mark >= 0 and behind:
            place = max((at for offset, at in behind if offset < note.mark), default=0)
        found.append((place, note))
    return found[::-1]


def _places(unit: Unit, text: str, words: str, notes: Iterable[Unit]) -> list[tuple[int, int]]:
    """Return the offsets of a unit's characters, each with the place behind it in its words.

    The words are what is printed less its number, marks, line ends and some hyphens, so
    they are followed from the end, where nothing is cut off. Empty if they can't be.
    """
    marks = {
        offset
        for note in notes
        if note.mark >= 0
        for offset in range(note.mark, note.mark + len(note.number))
    }
    found: list[tuple[int, int]] = []
    at = len(words)
    for start, end in reversed(unit.spans):
        for offset in range(end - 1, start - 1, -1):
            if at and offset not in marks and text[offset] == words[at - 1]:
                found.append((offset, at))
                at -= 1
                while at and words[at - 1].isspace():
                    at -= 1
    return [] if at else found
