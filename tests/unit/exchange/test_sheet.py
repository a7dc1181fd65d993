"""Tables for spreadsheets, browsers and text editors."""

from __future__ import annotations

import csv
import hashlib
import tracemalloc
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.colours import contrast
from glossator.domain.errors import InvalidInputError
from glossator.exchange.sheets.table import (
    SUFFIXES,
    Sheet,
    to_csv,
    to_html,
    to_markdown,
    to_xlsx,
    write_sheet,
)
from glossator.exchange.sheets.workbook import workbook

if TYPE_CHECKING:
    from pathlib import Path

SHEET = Sheet(
    title="Themes by reports by date",
    caption="Figures are passages per 1,000 words.",
    heading=("Themes", "2012 A/67/170", "2024 A/79/322", "All"),
    rows=(
        ("Access to justice", 0.0, 1.2345, 0.61),
        ("Access to justice / =Non-punishment", None, 0.5, 0.25),
    ),
    depths=(0, 1),
    grounds=(("", "", "#3B2A90", ""), ("", "", "#FFF3C4", "")),
    figures=True,
)


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_has_plain_numbers_whole_names_and_no_formula() -> None:
    assert read_csv(to_csv(SHEET)) == [
        ["Themes", "2012 A/67/170", "2024 A/79/322", "All"],
        ["Access to justice", "0.0", "1.23", "0.61"],
        ["Access to justice / =Non-punishment", "", "0.5", "0.25"],
    ]
    evil = Sheet("T", "", ("A",), (("=HYPERLINK(1)",), ("  @x",)))
    assert read_csv(to_csv(evil))[1:] == [["'=HYPERLINK(1)"], ["'  @x"]]


def test_a_workbook_has_a_frozen_head_and_numbers_that_are_numbers() -> None:
    book = openpyxl.load_workbook(BytesIO(to_xlsx(SHEET)))
    sheet = book.active
    assert sheet is not None
    assert sheet.title == "Themes by reports by date"
    assert sheet.freeze_panes == "B2"
    assert sheet["A1"].font.bold
    assert (sheet["C2"].value, sheet["C2"].number_format) == (1.23, "#,##0.00")
    assert sheet["C2"].fill.fgColor.rgb == "003B2A90"
    assert sheet["B3"].value is None
    # Named short, since it is set in; text though it looks like a formula.
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=Non-punishment", "s")
    assert sheet["A3"].alignment.indent == 1


def test_a_workbook_is_the_same_file_every_time() -> None:
    first, second = (hashlib.sha256(to_xlsx(SHEET)).hexdigest() for _ in range(2))
    assert first == second
    assert b"2000-01-01T00:00:00Z" in _part(to_xlsx(SHEET), "docProps/core.xml")


def test_a_workbook_takes_no_memory_for_rows_that_are_written() -> None:
    tracemalloc.start()
    try:
        workbook("T", ("word",) * 20, [("word", 1) * 10] * 120)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def _part(data: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(data)) as parts:
        return parts.read(name)


def test_a_page_needs_nothing_else_and_runs_nothing() -> None:
    sheet = Sheet("<b>T</b>", "", ("A", "B"), (("<script>alert(1)</script>", "a & b"),))
    page = to_html(sheet).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "a &amp; b" in page
    assert "http" not in page


def test_figures_can_be_read_on_their_colour() -> None:
    page = to_html(SHEET).decode()
    for ground in ("#3B2A90", "#FFF3C4"):
        ink = page.partition(f"background:{ground};color:")[2][:7]
        assert contrast(ground, ink) >= 4.5


def test_markdown_keeps_its_columns_whatever_is_in_them() -> None:
    sheet = Sheet("T", "", ("A", "B"), (("a | b", "two\nlines"),))
    assert "| a \\| b | two lines |" in to_markdown(sheet).decode()
    assert "| &nbsp;&nbsp;=Non-punishment |" in to_markdown(SHEET).decode()


@given(st.lists(st.tuples(st.text(max_size=20), st.integers() | st.none()), max_size=5))
def test_every_table_can_be_written_in_every_format(rows: list[tuple[str, int | None]]) -> None:
    sheet = Sheet("T", "", ("A", "B"), tuple(rows))
    assert len(read_csv(to_csv(sheet))) == len(rows) + 1
    assert to_html(sheet).decode().count("<tr>") == len(rows) + 1
    assert len(to_markdown(sheet).decode().split("\n")) == len(rows) + 5


@given(st.text(max_size=60))
def test_any_text_can_stand_in_a_workbook(text: str) -> None:
    book = openpyxl.load_workbook(BytesIO(to_xlsx(Sheet(text, text, (text,), ((text,),)))))
    assert book.active is not None


def test_the_ending_of_the_name_chooses_the_format(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        target = tmp_path / f"table{suffix}"
        write_sheet(target, SHEET)
        assert target.stat().st_size > 100
    with pytest.raises(InvalidInputError, match=r"ends in \.csv, \.xlsx, \.html, \.md"):
        write_sheet(tmp_path / "table.doc", SHEET)
    assert len(list(tmp_path.iterdir())) == len(SUFFIXES)
