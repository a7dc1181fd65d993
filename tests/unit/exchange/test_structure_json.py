"""A structure as plain values: one shape for every report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from glossator.documents.engine import pymupdf
from glossator.documents.structure import read_structure
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.exchange.structure_json import as_dict

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "reports").glob("*.pdf"))

SHAPE = {
    "outline": ["level", "number", "title", "page", "first_paragraph", "last_paragraph"],
    "paragraphs": [
        "id", "number", "citation", "section", "page", "page_end", "text", "items", "footnotes",
    ],
    "boxes": ["number", "title", "section", "text", "page"],
    "footnotes": ["number", "text", "page", "paragraph", "ibid_of"],
}  # fmt: skip


def heading(title: str, level: int, page: int = 0) -> Unit:
    return Unit(title, UnitKind.HEADING, "", title=title, level=level, page=page)


def paragraph(number: str, **known: object) -> Unit:
    unit_id = f"para_{number}"
    return Unit(unit_id, UnitKind.PARAGRAPH, number, label=f"para. {number}", **known)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_report_has_the_same_shape(path: Path) -> None:
    with pymupdf.open(path) as doc:
        text, structure = read_structure(doc)
    read = as_dict(structure, n_pages=len(text.pages), name="X/1")
    assert json.loads(json.dumps(read)) == read
    assert list(read) == [
        "symbol", "title", "session", "date", "language", "n_pages",
        "outline", "paragraphs", "boxes", "footnotes", "symbols_cited",
    ]  # fmt: skip
    for field, keys in SHAPE.items():
        assert all(list(one) == keys for one in read[field])
        assert all(1 <= one["page"] <= read["n_pages"] for one in read[field])
    assert all(one["citation"].startswith("X/1, p") for one in read["paragraphs"])
    ids = [one["id"] for one in read["paragraphs"]]
    assert bool(ids) is structure.has_text
    assert len(ids) == len(set(ids))


def test_the_range_of_a_heading_has_what_stands_under_deeper_ones() -> None:
    units = (
        heading("One", 1),
        paragraph("1"),
        heading("Deep", 2, page=1),
        paragraph("2"),
        paragraph("3"),
        heading("Two", 1),
        heading("Three", 1),
        paragraph("4"),
    )
    outline = as_dict(Structure(units=units, numbered=True), n_pages=2, name="X")["outline"]
    ranges = {one["title"]: (one["first_paragraph"], one["last_paragraph"]) for one in outline}
    assert ranges == {
        "One": ("1", "3"),
        "Deep": ("2", "3"),
        "Two": (None, None),
        "Three": ("4", "4"),
    }
    assert [one["page"] for one in outline] == [1, 2, 1, 1]


def test_paragraphs_without_numbers_are_named_by_their_place() -> None:
    first = Unit("p_6__para_2", UnitKind.PARAGRAPH, "", label="p. 6, para. 2", page=5, page_end=5)
    note = Unit("fn_1", UnitKind.FOOTNOTE, "1", parent=first.id, text="Ibid.", refers_to="0")
    read = as_dict(Structure(units=(heading("One", 1), first, note)), n_pages=9, name="A report")
    assert read["outline"][0]["first_paragraph"] == "p. 6, para. 2"
    assert read["paragraphs"][0]["citation"] == "A report, p. 6, para. 2"
    assert read["paragraphs"][0]["page"] == 6
    assert (read["footnotes"][0]["paragraph"], read["footnotes"][0]["ibid_of"]) == (
        "p. 6, para. 2",
        "0",
    )


def test_a_scan_without_text_has_only_pages() -> None:
    read = as_dict(Structure(has_text=False), n_pages=3, name="scan.pdf")
    assert read["n_pages"] == 3
    assert not any(value for field, value in read.items() if field != "n_pages")


def test_items_stand_with_their_paragraph() -> None:
    text = "We urge: (a) one; (i) two."
    units = (
        paragraph("5", text=text, footnotes=("4",)),
        Unit("a", UnitKind.ITEM, "(a)", level=1, parent="para_5", text="one;"),
        Unit("i", UnitKind.ITEM, "(i)", level=2, parent="para_5", text="two."),
        paragraph("6"),
    )
    five, six = as_dict(Structure(units=units), n_pages=1, name="X")["paragraphs"]
    assert five["text"] == text
    assert five["items"] == [
        {"label": "(a)", "depth": 1, "text": "one;"},
        {"label": "(i)", "depth": 2, "text": "two."},
    ]
    assert five["footnotes"] == ["4"]
    assert six["items"] == []
