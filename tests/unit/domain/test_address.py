"""An address finds its unit however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.reports.address import find_page, find_unit, unit_stretches
from glossator.domain.reports.structure import Structure, Unit, UnitKind

STRUCTURE = Structure(
    units=(
        Unit("sec_1", UnitKind.HEADING, "57.", title="A heading", spans=((0, 9),)),
        Unit("para_57", UnitKind.PARAGRAPH, "57", label="para. 57", spans=((10, 90),)),
        Unit("para_57__point_d", UnitKind.ITEM, "(d)", label="para. 57 (d)", parent="para_57"),
        Unit("p_e_i", UnitKind.ITEM, "(i)", label="para. 121 (e) (i)", parent="para_121"),
        Unit("box_1", UnitKind.BOX, "1", label="box 1"),
        Unit("fn_21", UnitKind.FOOTNOTE, "21", label="footnote 21"),
        Unit("fn_star", UnitKind.FOOTNOTE, "*", label="footnote *"),
        Unit("pg6_2", UnitKind.PARAGRAPH, "", label="p. 6, para. 2"),
        Unit("again", UnitKind.PARAGRAPH, "57", label="para. 57"),
    )
)


@pytest.mark.parametrize(
    ("address", "unit_id"),
    [
        ("57", "para_57"),
        ("para. 57", "para_57"),
        ("¶57", "para_57"),
        (" Paragraph 57. ", "para_57"),
        ("57 (d)", "para_57__point_d"),
        ("57 d", "para_57__point_d"),
        ("57D", "para_57__point_d"),
        ("121(e)(i)", "p_e_i"),
        ("121 e i", "p_e_i"),
        ("box 1", "box_1"),
        ("Box 1", "box_1"),
        ("fn 21", "fn_21"),
        ("Footnote 21", "fn_21"),
        ("note 21", "fn_21"),
        ("fn *", "fn_star"),
        ("p. 6, para. 2", "pg6_2"),
        ("page 6 para 2", "pg6_2"),
    ],
)
def test_an_address_finds_its_unit(address: str, unit_id: str) -> None:
    unit = find_unit(STRUCTURE, address)
    assert unit is not None
    assert unit.id == unit_id


@pytest.mark.parametrize("address", ["", "para.", "5", "57 e", "box", "21", "d", "p. 6", "fn", "†"])
def test_what_is_nowhere_is_not_found(address: str) -> None:
    assert find_unit(STRUCTURE, address) is None


@given(st.text(max_size=20))
def test_any_text_may_be_asked_for(address: str) -> None:
    find_unit(STRUCTURE, address)
    find_page(address, ["i", "ii", "1"])


@given(st.sampled_from([unit for unit in STRUCTURE.units if unit.label]))
def test_every_label_finds_the_first_unit_that_has_it(unit: Unit) -> None:
    found = find_unit(STRUCTURE, unit.label)
    assert found is not None
    assert found.label == unit.label


@pytest.mark.parametrize(
    ("address", "page"),
    [("p. 1", 2), ("1", 2), ("page II", 1), ("iv", None), ("", None), ("p. 1, para. 2", None)],
)
def test_a_page_is_found_by_its_printed_label(address: str, page: int | None) -> None:
    assert find_page(address, ["i", "ii", "1"]) == page


def test_a_unit_across_pages_is_one_stretch_unless_a_box_parts_it() -> None:
    spans = ((0, 10), (20, 30), (50, 60))
    paragraph = Unit("p", UnitKind.PARAGRAPH, "1", spans=spans)
    item = Unit("i", UnitKind.ITEM, "(a)", parent="p", spans=((20, 30),))
    note = Unit("f", UnitKind.FOOTNOTE, "1", spans=((11, 19),))
    box = Unit("b", UnitKind.BOX, "1", spans=((31, 49),))
    assert unit_stretches(Structure(units=(paragraph, item, note)), paragraph) == [(0, 60)]
    parted = Structure(units=(paragraph, item, note, box))
    assert unit_stretches(parted, paragraph) == [(0, 30), (50, 60)]
