"""The structure of a report as plain values, as JSON takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glossator.domain.reports.structure import UnitKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from glossator.domain.reports.structure import Structure, Unit

Record = dict[str, Any]


def as_dict(structure: Structure, *, n_pages: int, name: str) -> Record:
    """Return the structure of a report.

    Args:
        structure: What was read from its pages.
        n_pages: Number of its pages.
        name: What citations call the report: its symbol, where it has one.

    Returns:
        `{symbol, title, session, date, language, n_pages, outline, paragraphs, boxes,
        footnotes, symbols_cited}`. Pages count from 1. The text of a paragraph has its
        items in it, with their labels, and no footnote marks. What there is not is null,
        except that what the pages don't say of the whole report is empty.
    """
    items = _items_by_parent(structure)
    parents = {unit.id: unit for unit in structure.of_kind(UnitKind.PARAGRAPH)}
    return {
        "symbol": structure.symbol,
        "title": structure.title,
        "session": structure.session,
        "date": structure.date,
        "language": structure.language,
        "n_pages": n_pages,
        "outline": outline(structure),
        "paragraphs": [_paragraph(unit, items.get(unit.id, ()), name) for unit in parents.values()],
        "boxes": [_box(unit) for unit in structure.of_kind(UnitKind.BOX)],
        "footnotes": [_footnote(unit, parents) for unit in structure.of_kind(UnitKind.FOOTNOTE)],
        "symbols_cited": list(structure.symbols_cited),
    }


def outline(structure: Structure) -> list[Record]:
    """Return the headings in order, each with the first and last paragraph under it.

    Deeper headings are included. A report without numbers has the labels of paragraphs in
    their place; a heading without paragraphs has neither.
    """
    found: list[Record] = []
    path: list[Record] = []
    for unit in structure.of_kind(UnitKind.HEADING, UnitKind.PARAGRAPH):
        if unit.kind is UnitKind.HEADING:
            heading = _heading(unit)
            path = [above for above in path if above["level"] < unit.level]
            path.append(heading)
            found.append(heading)
        elif name := unit.number if structure.numbered else unit.label:
            for above in path:
                above["first_paragraph"] = above["first_paragraph"] or name
                above["last_paragraph"] = name
    return found


def _heading(unit: Unit) -> Record:
    return {
        "level": unit.level,
        "number": unit.number,
        "title": unit.title,
        "page": unit.page + 1,
        "first_paragraph": None,
        "last_paragraph": None,
    }


def _items_by_parent(structure: Structure) -> dict[str, list[Unit]]:
    items: dict[str, list[Unit]] = {}
    for unit in structure.of_kind(UnitKind.ITEM):
        items.setdefault(unit.parent, []).append(unit)
    return items


def _paragraph(unit: Unit, items: Sequence[Unit], name: str) -> Record:
    return {
        "id": unit.id,
        "number": unit.number,
        "citation": f"{name}, {unit.label}",
        "section": list(unit.section),
        "page": unit.page + 1,
        "page_end": unit.page_end + 1,
        "text": unit.text,
        "items": [{"label": item.number, "depth": item.level, "text": item.text} for item in items],
        "footnotes": list(unit.footnotes),
    }


def _box(unit: Unit) -> Record:
    return {
        "number": unit.number,
        "title": unit.title,
        "section": list(unit.section),
        "text": unit.text,
        "page": unit.page + 1,
    }


def _footnote(unit: Unit, parents: Mapping[str, Unit]) -> Record:
    parent = parents.get(unit.parent)
    return {
        "number": unit.number,
        "text": unit.text,
        "page": unit.page + 1,
        "paragraph": (parent.number or parent.label) if parent else None,
        "ibid_of": unit.refers_to or None,
    }
