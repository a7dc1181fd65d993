"""Reports set by other programs, each with a few facts checked by eye."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from glossator.documents.engine import pymupdf
from glossator.documents.structure import read_structure
from glossator.documents.text import page_text
from glossator.domain.reports.structure import UnitKind
from glossator.domain.text.page_text import Role

SAMPLES = Path(__file__).parents[2] / "data" / "reports"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.pdf"))


def expectation(name: str) -> dict[str, Any]:
    """Return the facts about a sample: its paragraphs by label, first and last words."""
    found: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_samples_of_other_makers(name: str) -> None:
    expected = expectation(name)
    with pymupdf.open(SAMPLES / f"{name}.pdf") as doc:
        _, structure = read_structure(doc)
    assert structure.has_text == expected.get("has_text", True)
    assert structure.title == expected["title"]
    assert structure.symbol == expected["symbol"]
    assert structure.numbered == expected["numbered"]
    assert structure.language == expected.get("language", structure.language)
    outline = [[u.level, u.number, u.title] for u in structure.of_kind(UnitKind.HEADING)]
    assert outline == expected["outline"]
    paragraphs = structure.of_kind(UnitKind.PARAGRAPH)
    assert [u.label for u in paragraphs] == [label for label, *_ in expected["paragraphs"]]
    for paragraph, (_, start, end) in zip(paragraphs, expected["paragraphs"], strict=True):
        assert paragraph.text.startswith(start)
        assert paragraph.text.endswith(end)
    items = [u.label for u in structure.of_kind(UnitKind.ITEM)]
    assert items == expected["items"]
    boxes = [[u.label, u.title] for u in structure.of_kind(UnitKind.BOX)]
    assert boxes == expected["boxes"]
    notes = [
        [u.number, u.text, u.parent, u.refers_to] for u in structure.of_kind(UnitKind.FOOTNOTE)
    ]
    assert notes == expected["footnotes"]


@pytest.mark.parametrize("name", [name for name in NAMES if "running" in expectation(name)])
def test_heads_and_feet_of_other_makers(name: str) -> None:
    with pymupdf.open(SAMPLES / f"{name}.pdf") as doc:
        pages = [page_text(doc, page) for page in range(doc.page_count)]
    found = [
        [page.text[line.start : line.end] for line in page.lines if line.role is Role.RUNNING]
        for page in pages
    ]
    assert found == expectation(name)["running"]


@pytest.mark.parametrize("name", NAMES)
def test_pages_read_with_and_without_boxes_are_the_same(name: str) -> None:
    with pymupdf.open(SAMPLES / f"{name}.pdf") as doc:
        text, structure = read_structure(doc)
        for page, expected in enumerate(text.pages):
            read = page_text(doc, page)
            assert read.text == expected
            assert len(read.boxes) == 4 * len(read.text)
    whole = text.text
    for unit in structure.units:
        first = whole[unit.spans[0][0] : unit.spans[0][1]]
        words = (unit.title if unit.kind is UnitKind.HEADING else unit.text).split()
        assert unit.kind is UnitKind.BOX or words[0] in first.replace("\n", "")
