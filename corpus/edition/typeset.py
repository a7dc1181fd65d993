"""From a document to the pages of its PDF."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

import typst

from edition.catalogue import CORPUS, Report
from edition.inline import style_line
from edition.model import Block, BlockKind, Box, Document, Heading, Paragraph, Run, Runs, Unit

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATE = CORPUS / "template" / "report.typ"

_PIECES = re.compile(r"\s+|\S+")
_COMPOUND = re.compile(r"\w[-/–—]\w")
_ADDRESS = re.compile(r"https?://|www\.")

Atom = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pages:
    """On which page, from 1, each unit begins and ends, by its id."""

    first: dict[str, int]
    last: dict[str, int]


def compile_pdf(report: Report, document: Document) -> bytes:
    """Return the PDF of a report; the same document gives the same bytes anywhere."""
    pdf = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"report": _inputs(report, document)},
        pdf_standards=["ua-1"],
        timestamp=int(datetime.combine(report.distributed, time(), UTC).timestamp()),
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single PDF")
    return pdf


def find_pages(report: Report, document: Document) -> Pages:
    """Return where the units stand on the pages."""
    answer = typst.query(
        TEMPLATE,
        "<place>",
        field="value",
        root=TEMPLATE.parent,
        ignore_system_fonts=True,
        sys_inputs={"report": _inputs(report, document)},
    )
    pages = Pages({}, {})
    for place in json.loads(answer):
        if place["edge"] == "start":
            pages.first.setdefault(place["id"], place["page"])
        pages.last[place["id"]] = place["page"]
    return pages


def write_pdf(report: Report, document: Document, folder: Path) -> Path:
    """Write the PDF of a report into a folder and return its path."""
    path = folder / f"{report.file}.pdf"
    path.write_bytes(compile_pdf(report, document))
    return path


def _inputs(report: Report, document: Document) -> str:
    lost = _lost_marks(document)
    data = {
        "symbol": report.symbol,
        "title": report.title,
        "running": report.running,
        "organ": f"United Nations, {report.organ}",
        "description": report.symbol,
        "keywords": [report.symbol],
        "url": report.url,
        "date": [report.distributed.year, report.distributed.month, report.distributed.day],
        "has_lost_marks": bool(lost),
        "front": _front(document),
        "notes": {note.number: set_words(note.runs) for note in document.footnotes},
        "units": [_unit(unit, lost) for unit in document.units],
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _lost_marks(document: Document) -> dict[str, list[str]]:
    """Return number of a marked note to the unmarked ones that are set before it."""
    lost: dict[str, list[str]] = {}
    for note in document.footnotes:
        if not note.anchored:
            lost.setdefault(note.before, []).append(note.number)
    return lost


def _front(document: Document) -> dict[str, Any]:
    lines = document.front.lines
    distribution = re.fullmatch(r"(Distr\.: \w+)(?: (.+))?", lines["distribution"])
    if not distribution:
        raise ValueError(f"{document.name}: no distribution in {lines['distribution']!r}")
    return {
        "nations": lines["nations"].rpartition(" ")[0],
        "organ": lines["organ"],
        "distribution": distribution[1],
        "date": lines.get("date", distribution[2] or ""),
        "original": lines["original"],
        "session": lines.get("session", ""),
        "item": set_words(style_line(lines.get("item", ""))),
        "subject": lines.get("subject", ""),
        "body": lines.get("body", ""),
        "title": set_words(style_line(lines["title"])),
        "author": set_words(style_line(lines.get("author", ""))),
        "summary_title": lines.get("summary", ""),
        "summary": set_words(document.front.summary),
        "contents_title": lines.get("contents", ""),
        "page": lines.get("page", ""),
        "contents": _contents(document),
    }


def _contents(document: Document) -> list[dict[str, Any]]:
    """Return the printed contents, each entry with the heading that it names."""
    headings = [heading for heading in document.headings() if heading.level < 3]
    return [
        {"number": e.number, "title": e.title, "target": heading.id, "level": heading.level}
        for e, heading in zip(document.front.contents, headings, strict=False)
    ]


def _unit(unit: Unit, lost: dict[str, list[str]]) -> dict[str, Any]:
    if isinstance(unit, Heading):
        number, title = unit.number, unit.title
        return {
            "kind": "heading",
            "level": unit.level,
            "number": number,
            "title": title,
            "id": unit.id,
        }
    ids = unit.item_ids() if isinstance(unit, Paragraph) else [""] * len(unit.blocks)
    return {
        "kind": "box" if isinstance(unit, Box) else "paragraph",
        "number": unit.number,
        "title": unit.title if isinstance(unit, Box) else "",
        "id": unit.id,
        "blocks": [_block(*pair, lost) for pair in zip(unit.blocks, ids, strict=True)],
    }


def _block(block: Block, identity: str, lost: dict[str, list[str]]) -> dict[str, Any]:
    return {
        "kind": block.kind.value,
        "label": block.label,
        "depth": block.depth or int(block.kind is BlockKind.ITEM),
        "id": identity,
        "words": set_words(block.runs, lost),
    }


def set_words(runs: Runs, lost: dict[str, list[str]] | None = None) -> list[Atom]:
    """Return runs as the template wants them: compounds grouped with all that touches them.

    Args:
        runs: Words and marks.
        lost: Number of a marked note to the numbers of unmarked notes to set before it.
    """
    atoms: list[Atom] = []
    group: list[Atom] = []
    for run in runs:
        for piece in [run.text] if run.mark else _PIECES.findall(run.text):
            if piece.isspace():
                _close(group, atoms)
                group = []
                atoms.append(_atom(run, piece))
            else:
                silent = lost.get(piece, []) if run.mark and lost else []
                group.extend({"mark": number, "silent": True} for number in silent)
                group.append({"mark": piece} if run.mark else _atom(run, piece))
    _close(group, atoms)
    return _merge(atoms)


def _atom(run: Run, text: str) -> Atom:
    atom: Atom = {"text": text}
    if run.emphasis:
        atom["emphasis"] = True
    if run.strong:
        atom["strong"] = True
    if run.href:
        atom["href"] = run.href
    return atom


def _close(group: list[Atom], atoms: list[Atom]) -> None:
    text = "".join(atom.get("text", "") for atom in group)
    if _COMPOUND.search(text) and not _ADDRESS.search(text):
        atoms.append({"group": _merge(group)})
    else:
        atoms.extend(group)


def _merge(atoms: list[Atom]) -> list[Atom]:
    merged: list[Atom] = []
    for atom in atoms:
        last = merged[-1] if merged else {}
        if "text" in atom and "text" in last and {**last, "text": ""} == {**atom, "text": ""}:
            merged[-1] = {**last, "text": last["text"] + atom["text"]}
        else:
            merged.append(atom)
    return merged
