"""The structure read from the five built reports is the one they were set from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from glossator.documents.engine import pymupdf
from glossator.documents.structure import read_structure
from glossator.domain.reports.structure import UnitKind
from glossator.exchange.structure_json import as_dict

CORPUS = Path(__file__).parents[3] / "corpus"
NAMES = sorted(path.stem for path in (CORPUS / "structure").glob("*.json"))


@pytest.mark.parametrize("name", NAMES)
def test_structure_read_back_is_the_edition_s_own(name: str) -> None:
    expected = json.loads((CORPUS / "structure" / f"{name}.json").read_text(encoding="utf-8"))
    with pymupdf.open(CORPUS / "reports" / f"{name}.pdf") as doc:
        text, structure = read_structure(doc)
    read = as_dict(structure, n_pages=len(text.pages), name=structure.symbol)
    assert list(read) == list(expected)
    for field, value in expected.items():
        assert read[field] == value, field
    assert structure.numbered


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
