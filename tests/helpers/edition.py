"""The five reports as their edition has them, without reading a page."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from glossator.domain.reports.structure import Structure, Unit, UnitKind

ROOT = Path(__file__).parents[2]


@cache
def structures() -> dict[str, Structure]:
    """Return the paragraphs with their items, the boxes and footnotes of each report.

    Ids and labels are those that the program gives; places are as if each unit were a line.
    """
    found = {}
    for path in sorted((ROOT / "corpus" / "structure").glob("*.json")):
        report = json.loads(path.read_text("utf-8"))
        units: list[Unit] = []
        at = 0
        for paragraph in report["paragraphs"]:
            units += _paragraph(paragraph, at)
            at = units[-1].end if not units[-1].parent else at
            at += len(paragraph["text"]) + 1
        for kind, short in ((UnitKind.BOX, "box"), (UnitKind.FOOTNOTE, "fn")):
            for one in report["boxes" if kind is UnitKind.BOX else "footnotes"]:
                units.append(
                    _unit(
                        f"{short}_{one['number']}", kind, one, at, f"{kind.value} {one['number']}"
                    )
                )
                at += len(one["text"]) + 1
        found[report["symbol"]] = Structure(
            report["symbol"], report["title"], report["session"], report["date"], units=tuple(units)
        )
    return found


def _paragraph(paragraph: dict[str, Any], at: int) -> list[Unit]:
    """Return a paragraph and its items, which lie inside it."""
    name, label = f"para_{paragraph['number']}", f"para. {paragraph['number']}"
    units = [_unit(name, UnitKind.PARAGRAPH, paragraph, at, label)]
    marks: list[str] = []
    for item in paragraph.get("items", ()):
        marks = [*marks[: item["depth"] - 1], item["label"]]
        item_id = "__".join((name, *(f"point_{mark.strip('()')}" for mark in marks)))
        start = at + max(0, paragraph["text"].find(item["text"]))
        units.append(
            _unit(
                item_id, UnitKind.ITEM, item, start, f"{label} {' '.join(marks)}", parent=name,
                section=tuple(paragraph["section"]),
            )
        )  # fmt: skip
    return units


def _unit(
    unit_id: str,
    kind: UnitKind,
    one: dict[str, Any],
    at: int,
    label: str,
    *,
    parent: str = "",
    section: tuple[str, ...] = (),
) -> Unit:
    text = one["text"]
    return Unit(
        unit_id, kind, str(one.get("number", one.get("label", ""))), one.get("title", ""), label,
        section or tuple(one.get("section", ())), parent=parent,
        spans=((at, at + len(text)),), text=text,
    )  # fmt: skip
