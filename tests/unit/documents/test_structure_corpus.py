"""The structure read from the five built reports is the one they were set from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from glossator.documents.engine import pymupdf
from glossator.documents.structure import read_structure
from glossator.domain.structure import Structure, Unit, UnitKind

CORPUS = Path(__file__).parents[3] / "corpus"
NAMES = sorted(path.stem for path in (CORPUS / "structure").glob("*.json"))


def outline(structure: Structure) -> list[dict[str, Any]]:
    found = []
    units = structure.units
    for index, heading in enumerate(units):
        if heading.kind is not UnitKind.HEADING:
            continue
        below: list[str] = []
        for unit in units[index + 1 :]:
            if unit.kind is UnitKind.HEADING and unit.level <= heading.level:
                break
            if unit.kind is UnitKind.PARAGRAPH:
                below.append(unit.number)
        found.append(
            {
                "level": heading.level,
                "number": heading.number,
                "title": heading.title,
                "page": heading.page + 1,
                "first_paragraph": below[0] if below else None,
                "last_paragraph": below[-1] if below else None,
            }
        )
    return found


def paragraph(unit: Unit, structure: Structure) -> dict[str, Any]:
    items = [i for i in structure.of_kind(UnitKind.ITEM) if i.parent == unit.id]
    return {
        "id": unit.id,
        "number": unit.number,
        "citation": f"{structure.symbol}, {unit.label}",
        "section": list(unit.section),
        "page": unit.page + 1,
        "page_end": unit.page_end + 1,
        "text": unit.text,
        "items": [{"label": i.number, "depth": i.level, "text": i.text} for i in items],
        "footnotes": list(unit.footnotes),
    }


def footnote(unit: Unit, structure: Structure) -> dict[str, Any]:
    parents = {u.id: u for u in structure.of_kind(UnitKind.PARAGRAPH)}
    return {
        "number": unit.number,
        "text": unit.text,
        "page": unit.page + 1,
        "paragraph": parents[unit.parent].number if unit.parent in parents else None,
        "ibid_of": unit.refers_to or None,
    }


def box(unit: Unit) -> dict[str, Any]:
    return {
        "number": unit.number,
        "title": unit.title,
        "section": list(unit.section),
        "text": unit.text,
        "page": unit.page + 1,
    }


@pytest.mark.parametrize("name", NAMES)
def test_structure_read_back_is_the_edition_s_own(name: str) -> None:
    expected = json.loads((CORPUS / "structure" / f"{name}.json").read_text(encoding="utf-8"))
    with pymupdf.open(CORPUS / "reports" / f"{name}.pdf") as doc:
        text, structure = read_structure(doc)
    for field in ("symbol", "title", "session", "date", "language", "symbols_cited"):
        read = getattr(structure, field)
        assert (list(read) if isinstance(read, tuple) else read) == expected[field], field
    assert outline(structure) == expected["outline"]
    read_paragraphs = [paragraph(u, structure) for u in structure.of_kind(UnitKind.PARAGRAPH)]
    assert read_paragraphs == expected["paragraphs"]
    assert [box(unit) for unit in structure.of_kind(UnitKind.BOX)] == expected["boxes"]
    notes = [footnote(unit, structure) for unit in structure.of_kind(UnitKind.FOOTNOTE)]
    assert notes == expected["footnotes"]
    assert structure.numbered
    assert len(text.pages) == expected["n_pages"]


@pytest.mark.parametrize("name", NAMES)
def test_units_of_a_report_are_unique_ordered_and_inside_its_text(name: str) -> None:
    with pymupdf.open(CORPUS / "reports" / f"{name}.pdf") as doc:
        text, structure = read_structure(doc)
    whole = text.text
    ids = [unit.id for unit in structure.units]
    assert len(ids) == len(set(ids))
    assert all(unit.spans for unit in structure.units)
    for unit in structure.units:
        flat = [offset for span in unit.spans for offset in span]
        assert flat == sorted(flat)
        assert 0 <= flat[0] < flat[-1] <= len(whole)
    parents = {unit.id: unit for unit in structure.units}
    for item in structure.of_kind(UnitKind.ITEM):
        above = parents[item.parent]
        assert all(any(a <= s < b for a, b in above.spans) for s, _ in item.spans)


@pytest.mark.parametrize("name", NAMES)
def test_structure_needs_neither_bookmarks_nor_links(name: str) -> None:
    with pymupdf.open(CORPUS / "reports" / f"{name}.pdf") as doc:
        _, expected = read_structure(doc)
        doc.set_toc([])
        for number in range(doc.page_count):
            page = doc[number]
            for link in page.get_links():
                page.delete_link(link)
        bare = doc.tobytes()
    with pymupdf.open(stream=bare, filetype="pdf") as doc:
        assert read_structure(doc)[1] == expected
