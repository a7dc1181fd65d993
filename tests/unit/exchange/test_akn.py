"""Akoma Ntoso of any report: what it holds, and that the edition's own says the same."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from glossator.documents.engine import pymupdf
from glossator.documents.structure import read_structure
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.exchange.akn.document import NAMESPACE, to_akn
from glossator.exchange.akn.note_marks import mark_places

ROOT = Path(__file__).parents[3]
EDITION = sorted((ROOT / "corpus" / "akn").glob("*.xml"))
SAMPLES = sorted((ROOT / "tests" / "data" / "reports").glob("*.pdf"))
NS = f"{{{NAMESPACE}}}"


def read(path: Path) -> tuple[Structure, str]:
    with pymupdf.open(path) as doc:
        text, structure = read_structure(doc)
    return structure, text.text


def written(structure: Structure, text: str = "", name: str = "report.pdf") -> ET.Element:
    return ET.fromstring(to_akn(structure, text, name=name))


def body(root: ET.Element) -> ET.Element:
    return next(root.iter(f"{NS}mainBody"))


def eids(element: ET.Element) -> list[str]:
    return [one.attrib["eId"] for one in element.iter() if "eId" in one.attrib]


def letters(element: ET.Element) -> str:
    return "".join("".join(element.itertext()).split())


@pytest.mark.parametrize("edition", EDITION, ids=lambda path: path.stem)
def test_the_edition_s_own_has_the_same_parts_words_and_marks(edition: Path) -> None:
    mine = written(*read(ROOT / "corpus" / "reports" / f"{edition.stem}.pdf"))
    own = ET.fromstring(edition.read_bytes())
    assert eids(body(mine)) == eids(body(own))
    # Notes stand within the words, so the same letters in a row mean the same places.
    assert letters(body(mine)) == letters(body(own))
    for tag in ("docNumber", "docTitle", "FRBRuri"):
        found, expected = next(mine.iter(NS + tag)), next(own.iter(NS + tag))
        assert (found.attrib, found.text) == (expected.attrib, expected.text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_no_words_of_any_report_are_lost(path: Path) -> None:
    structure, text = read(path)
    root = written(structure, text)
    found = eids(root)
    assert len(found) == len(set(found))
    assert all(len(one) for one in body(root).iter() if one.tag in (f"{NS}list", f"{NS}point"))
    notes = [one.attrib["marker"] for one in root.iter(f"{NS}authorialNote")]
    units = structure.of_kind(UnitKind.FOOTNOTE)
    assert sorted(notes) == sorted(unit.number for unit in units)
    for note in list(root.iter(f"{NS}authorialNote")):
        note[:], note.text = [], ""
    paragraphs = [letters(one) for one in root.iter(f"{NS}paragraph")]
    for unit in structure.of_kind(UnitKind.PARAGRAPH):
        number = f"{unit.number}." if unit.number else ""
        assert number + "".join(unit.text.split()) in paragraphs


def test_items_stand_under_each_other_and_text_after_them_is_kept() -> None:
    text = "We urge: (a) one: (i) small; (ii) tiny; (b) two. That is all."
    items = [("(a)", 1, "one:"), ("(i)", 2, "small;"), ("(ii)", 2, "tiny;"), ("(b)", 1, "two.")]
    units = [Unit("para_5", UnitKind.PARAGRAPH, "5", text=text)]
    for number, level, words in items:
        unit_id = f"para_5__{number}"
        units.append(Unit(unit_id, UnitKind.ITEM, number, level=level, parent="para_5", text=words))
    root = written(Structure(units=tuple(units)))
    listed = "para_5__list_1"
    nested = f"{listed}__point_a__list_1"
    assert eids(body(root)) == [
        "para_5",
        listed,
        f"{listed}__intro_1",
        f"{listed}__point_a",
        nested,
        f"{nested}__intro_1",
        f"{nested}__point_i",
        f"{nested}__point_ii",
        f"{listed}__point_b",
        f"{listed}__point_b__al_1",
    ]
    assert letters(body(root)) == "5." + "".join(text.split())


def test_the_form_of_its_number_makes_a_heading_s_element() -> None:
    numbers = [("II.", 1), ("C.", 2), ("1.", 3), ("", 4), ("I.", 1)]
    units = tuple(
        Unit(f"sec_{n}", UnitKind.HEADING, number, title="x", level=level)
        for n, (number, level) in enumerate(numbers)
    )
    assert eids(body(written(Structure(units=units))))[:4] == [
        "sec_II",
        "sec_II__title_C",
        "sec_II__title_C__chp_1",
        "sec_II__title_C__chp_1__dvs_1",
    ]


def test_a_mark_is_found_though_hyphens_and_line_ends_are_gone() -> None:
    text = "7. Vic-\ntims’ rights12 and\fwell-\nbeing.* Then"
    words = "Victims’ rights and well-being. Then"
    cut = text.index("\f")
    spans = ((0, cut), (cut + 1, len(text)))
    unit = Unit("para_7", UnitKind.PARAGRAPH, "7", text=words, spans=spans)
    notes = [
        Unit("fn_11", UnitKind.FOOTNOTE, "11", parent="para_7"),
        Unit("fn_12", UnitKind.FOOTNOTE, "12", parent="para_7", mark=text.index("12")),
        Unit("fn_x", UnitKind.FOOTNOTE, "*", parent="para_7", mark=text.index("*")),
    ]
    places = [(words[:place], note.number) for place, note in mark_places(unit, text, words, notes)]
    assert places == [
        ("Victims’ rights", "11"),
        ("Victims’ rights", "12"),
        ("Victims’ rights and well-being.", "*"),
    ]


def test_a_mark_in_words_that_are_not_in_the_text_stands_behind_them() -> None:
    unit = Unit("para_1", UnitKind.PARAGRAPH, "1", text="Other words.", spans=((0, 9),))
    note = Unit("fn_1", UnitKind.FOOTNOTE, "1", parent="para_1", mark=5)
    assert mark_places(unit, "1. Own1 words", unit.text, [note]) == [(len(unit.text), note)]


def test_symbols_and_addresses_are_links() -> None:
    text = "See A/RES/77/194 and S/RES/2331 (2016), www.un.org/a/A/79/1 (https://un.org/x)."
    unit = Unit("para_1", UnitKind.PARAGRAPH, "1", text=text)
    root = written(Structure(units=(unit,), language="fr"))
    assert [(one.text, one.get("href")) for one in root.iter(f"{NS}ref")] == [
        ("A/RES/77/194", "https://docs.un.org/fr/A/RES/77/194"),
        ("S/RES/2331 (2016)", "https://docs.un.org/fr/S/RES/2331%20%282016%29"),
        ("www.un.org/a/A/79/1", "https://www.un.org/a/A/79/1"),
        ("https://un.org/x", "https://un.org/x"),
    ]


def test_what_xml_forbids_is_left_out() -> None:
    bad = "a\x00b\x0cc\ufffed<&>\U0001f600"
    unit = Unit("p_1__para_1", UnitKind.PARAGRAPH, "", text=bad)
    heading = Unit("sec_x", UnitKind.HEADING, bad, title=bad, level=1)
    root = written(Structure(title=bad, symbol=bad, units=(heading, unit)), name=bad)
    assert next(root.iter(f"{NS}docTitle")).text == "abcd<&>\U0001f600"
    assert letters(next(root.iter(f"{NS}paragraph"))) == "abcd<&>\U0001f600"


@pytest.mark.parametrize(
    ("date", "day"), [("2024-08-23", "2024-08-23"), ("2024", "2024-01-01"), ("", "0001-01-01")]
)
def test_a_report_that_says_little_of_itself_is_written(date: str, day: str) -> None:
    root = written(Structure(date=date), name="Annual report.pdf")
    assert next(root.iter(f"{NS}FRBRdate")).attrib["date"] == day
    assert next(root.iter(f"{NS}docTitle")).text == "Annual report.pdf"
    assert next(root.iter(f"{NS}FRBRuri")).attrib["value"].endswith("/Annual_report.pdf")
    assert len(body(root)) == 1
