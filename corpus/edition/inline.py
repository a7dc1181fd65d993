"""Styles within a block: footnote marks, emphasis, links."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from edition.lines import SUPERSCRIPTS, read_superscript
from edition.model import Block, Box, Document, Footnote, Heading, Paragraph, Run, Runs
from edition.symbols import find_references

if TYPE_CHECKING:
    from collections.abc import Iterator

_RAISED = re.compile(rf"\s?<sup>(\d+)</sup>|([{SUPERSCRIPTS}]+)")
_LINK = re.compile(r"\[((?:\\.|[^\]\\])+)\]\(#\)|<(https?://[^>]+)>")
_MARK = re.compile(r"\x00(\d+|\*+)\x01")
_TOKEN = re.compile(r"(\x00[^\x01]+\x01|(?<!\\)\*\*|(?<!\\)\*)")
_STARS = re.compile(r"\\?\*(?:\\?\*)?$")


def style(document: Document) -> None:
    """Fill the runs of every block and note, and say where each note is anchored."""
    blocks = [(unit, block) for unit in document.units for block in _blocks_of(unit)]
    marked = _restore_plain_marks([_mark_raised(block.raw) for _, block in blocks], document)
    for (unit, block), text in zip(blocks, marked, strict=True):
        block.runs = to_runs(text)
        _anchor(document, unit, block)
    for note in document.footnotes:
        note.runs = to_runs(_mark_raised(note.raw) if not note.number.isdigit() else note.raw)
    document.front.summary = to_runs(_mark_raised(document.front.summary_raw))
    _place_unanchored(document)


def style_line(text: str) -> Runs:
    """Return the runs of a line of the masthead; asterisks at its end are a mark."""
    found = _STARS.search(text)
    if found:
        stars = found[0].replace("\\", "")
        text = f"{text[: found.start()]}\x00{stars}\x01"
    return to_runs(text)


def _blocks_of(unit: Heading | Paragraph | Box) -> list[Block]:
    return [] if isinstance(unit, Heading) else unit.blocks


def _mark_raised(raw: str) -> str:
    """Write every raised mark as NUL number SOH, without space before it."""
    return _RAISED.sub(lambda m: f"\x00{m[1] or read_superscript(m[2])}\x01", raw)


def _restore_plain_marks(texts: list[str], document: Document) -> list[str]:
    """Find the marks that stand as plain digits.

    Only the number of a note that no raised mark has is looked for, only after
    punctuation, and only between the marks of its neighbours.
    """
    joined = "\x02".join(texts)
    for note in document.footnotes:
        number = note.number
        if not number.isdigit() or f"\x00{number}\x01" in joined:
            continue
        start = max((m.end() for m in _MARK.finditer(joined) if _below(m[1], number)), default=0)
        later = (m.start() for m in _MARK.finditer(joined) if _below(number, m[1]))
        end = min(later, default=len(joined))
        plain = re.compile(rf"(?<=[.,;:)”\"]) {number}(?=\s|\x02|\Z)")
        if found := plain.search(joined, start, end):
            joined = f"{joined[: found.start()]}\x00{number}\x01{joined[found.end() :]}"
    return joined.split("\x02")


def _below(first: str, second: str) -> bool:
    return first.isdigit() and second.isdigit() and int(first) < int(second)


def to_runs(text: str) -> Runs:
    """Return the runs of text in which marks are written as NUL number SOH."""
    return _link(_merge(list(_split(text))))


def _split(text: str) -> Iterator[Run]:
    emphasis = strong = False
    for piece in _TOKEN.split(text):
        if piece == "**":
            strong = not strong
        elif piece == "*":
            emphasis = not emphasis
        elif found := _MARK.fullmatch(piece):
            yield Run(found[1], mark=True)
        elif piece:
            words = _LINK.sub(lambda m: m[1] or m[2], piece)
            yield Run(re.sub(r"\\(.)", r"\1", words), emphasis=emphasis, strong=strong)


def _merge(runs: list[Run]) -> list[Run]:
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if last and not run.mark and replace(last, text="") == replace(run, text=""):
            merged[-1] = replace(last, text=last.text + run.text)
        else:
            merged.append(run)
    return merged


def _link(runs: list[Run]) -> Runs:
    """Split runs at the references of the whole text, which may begin in an earlier run."""
    references = find_references("".join(run.text for run in runs if not run.mark))
    linked: list[Run] = []
    offset = 0
    for run in runs:
        if run.mark:
            linked.append(run)
            continue
        at = 0
        for reference in references:
            start, end = reference.start - offset, reference.end - offset
            if start < at or end > len(run.text):
                continue
            linked.append(replace(run, text=run.text[at:start]))
            linked.append(replace(run, text=run.text[start:end], href=reference.href))
            at = end
        linked.append(replace(run, text=run.text[at:]))
        offset += len(run.text)
    return tuple(run for run in linked if run.text)


def _anchor(document: Document, unit: Heading | Paragraph | Box, block: Block) -> None:
    for run in block.runs:
        if run.mark:
            note = document.note(run.text)
            note.anchored = True
            note.paragraph = unit.number if isinstance(unit, Paragraph) else ""
            note.box = unit.number if isinstance(unit, Box) else ""


def _place_unanchored(document: Document) -> None:
    """Give each note without mark the next one that has a mark, to be set before it."""
    following: Footnote | None = None
    for note in reversed(document.footnotes):
        if not note.number.isdigit():
            note.anchored = True
        elif note.anchored:
            following = note
        elif following:
            note.before = following.number
