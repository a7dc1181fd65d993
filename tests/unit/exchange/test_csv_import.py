"""Tables of passages that come in."""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from glossator.domain.errors import InvalidInputError
from glossator.domain.themes import ThemeTree
from glossator.exchange import csv_import
from glossator.exchange.csv_export import write_csv
from glossator.exchange.csv_import import guess_columns, read_csv, read_table
from glossator.exchange.readers import reader_of
from glossator.exchange.theme_paths import THEME_SEPARATOR, names_of, path_of, paths_of
from helpers.exchange import PDF, REPORT, TEXT, Placed, annotated, planned, read_file
from helpers.records import make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from pathlib import Path

OURS = b"annotation_id,symbol,quote,themes,note,start,end\r\n"


def test_a_row_of_ours_comes_back_with_all_it_holds() -> None:
    data = OURS + (
        b'0000000a-0000-4000-8000-00000000000B,A/79/322,"not, punished",'
        b'Rights / Non-punishment; Data,"a ""note""",10,23\r\n'
    )
    found = read_csv("a.csv", data)
    (one,) = found.passages
    assert (one.id, one.note, one.themes) == (
        "0000000A-0000-4000-8000-00000000000B",
        'a "note"',
        ("Rights / Non-punishment", "Data"),
    )
    assert (one.segments[0].exact, one.segments[0].start, one.segments[0].end) == (
        "not, punished",
        10,
        23,
    )
    assert [(theme.key, theme.parent) for theme in found.themes] == [
        ("Rights", ""),
        ("Rights / Non-punishment", "Rights"),
        ("Data", ""),
    ]
    assert [report.symbol for report in found.reports] == ["A/79/322"]


def test_rows_of_one_annotation_with_a_theme_each_are_one_passage() -> None:
    data = b"annotation_id,quote,theme_path\r\nX,words,A\r\nX,words,B\r\n"
    (one,) = read_csv("a.csv", data).passages
    assert one.themes == ("A", "B")


def test_stretches_that_do_not_follow_each_other_are_parted() -> None:
    (one,) = read_csv("a.csv", OURS + "X,A/1,one […] two,,,5,90\r\n".encode()).passages
    assert [part.exact for part in one.segments] == ["one", "two"]
    assert (one.segments[0].start, one.segments[1].end) == (5, 90)


@pytest.mark.parametrize(
    ("heading", "known"),
    [
        ("Created at,Author,Page,URL,Group,Type,Quote/description,Comment,Tags",
         {"quote": 6, "themes": 8, "note": 7, "analyst": 1, "created": 0}),
        ("id,document,tag,content", {"quote": 3, "themes": 2, "title": 1}),
        ("File,Coder,Coded,Id,Codename,Coded_Memo",
         {"quote": 2, "themes": 4, "note": 5, "file_name": 0, "analyst": 1}),
    ],
)  # fmt: skip
def test_the_columns_of_other_tools_are_known(heading: str, known: dict[str, int]) -> None:
    assert guess_columns(heading.split(",")) == known


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separators_and_encodings_of_spreadsheets_are_known(delimiter: str, encoding: str) -> None:
    text = delimiter.join(("quote", "note")) + "\n" + delimiter.join(("é", "ü")) + "\n"
    table = read_table(text.encode(encoding))
    assert (table.heading, table.rows) == (("quote", "note"), (("é", "ü"),))


def test_short_rows_are_filled_and_empty_ones_left_out() -> None:
    assert read_table(b"a,b\r\n1\r\n,\r\n\r\n2,3,4\r\n").rows == (("1", ""), ("2", "3"))


def test_the_report_that_most_rows_name_is_kept_once() -> None:
    table = read_table(b"quote,symbol\n" + b"words,A/HRC/1\n" * 2)
    assert table.rows[0][1] is table.rows[1][1]
    first, second = csv_import.passages("a.csv", table, guess_columns(table.heading)).passages
    assert first.report is second.report


@pytest.mark.fault(30)
def test_an_apostrophe_that_guards_a_formula_is_taken_off() -> None:
    (one,) = read_csv("a.csv", b"quote\r\n'=SUM(A1) is a formula\r\n").passages
    assert one.segments[0].exact == "=SUM(A1) is a formula"
    (one,) = read_csv("a.csv", b"quote\r\n'tis so\r\n").passages
    assert one.segments[0].exact == "'tis so"


def test_a_row_without_a_quotation_is_named() -> None:
    found = read_csv("a.csv", OURS + b"X,A/1,,,note,,\r\n")
    assert found.passages == ()
    assert found.left_out == ("Row 2 has no quotation.",)


def test_an_area_comes_in_to_be_known_again_and_its_place_is_said_to_be_missing() -> None:
    area = b"0000000A-0000-4000-8000-00000000000B,A/1,,Data,look,7,7\r\n"
    found = read_csv("a.csv", OURS + area)
    (one,) = found.passages
    assert (one.note, one.themes, one.segments[0].exact) == ("look", ("Data",), "")
    (sentence,) = found.left_out
    assert "1 of the rows are areas" in sentence


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\xff\x00\x81\n", "UTF-8"),
        (b"a,b\r\n1,2\r\n", "No column"),
        (b"quote\r\n" + b'"' + b"x" * 1_000_001 + b'"', "can't be read"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        read_csv("a.csv", data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"quote" + b"," * 1000 + b"\n" + b"x\n" * 9, "more than 1,000 columns"),
        (b"quote,note\n" + b"x,y\n" * 5, "more than 5 rows"),
        (b"quote,theme\nwords," + b" / ".join([b"x"] * 41), "more than 40 deep in others"),
    ],
)
def test_tables_made_to_fill_the_memory_are_refused(
    monkeypatch: pytest.MonkeyPatch, data: bytes, said: str
) -> None:
    monkeypatch.setattr(csv_import, "MOST_ROWS", 5)
    with pytest.raises(InvalidInputError, match=said):
        read_csv("a.csv", data)


def test_separators_within_quotation_marks_part_nothing() -> None:
    table = read_table(b'"a, b, c, d";e\r\n1;"x;y"\r\n')
    assert (table.heading, table.rows) == (("a, b, c, d", "e"), (("1", "x;y"),))


def test_ids_and_dates_are_ours_or_none() -> None:
    made = b"quote,annotation_id,created,modified\n"
    (one,) = read_csv("a.csv", made + b"x,../7,12.3.2024,2024-03-12T01:00:00+02:00\n").passages
    assert (one.id, one.created, one.modified) == ("", "", "2024-03-11T23:00:00Z")


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    with suppress(InvalidInputError):
        read_csv("a.csv", data)


THEME_NAMES = st.one_of(
    st.sampled_from(["Data", "Non-punishment", "Violence; abuse", "States / others", "and/or"]),
    st.text("ab\\;/ ", min_size=1, max_size=8)
    .map(lambda name: " ".join(name.split()))
    .filter(bool),
)
"""Names of themes, those too that hold what parts names and themes in a table."""


@given(st.lists(st.lists(THEME_NAMES, min_size=1, max_size=3), max_size=3))
@example([["a /", "b"], ["/", "/"]])
def test_paths_are_told_apart_whatever_names_hold(themes: list[list[str]]) -> None:
    cell = THEME_SEPARATOR.join(path_of(names) for names in themes)
    assert [names_of(path) for path in paths_of(cell)] == themes


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30),
    st.lists(THEME_NAMES, unique_by=str.casefold, max_size=3),
)
def test_what_goes_out_comes_in(note: str, names: list[str]) -> None:
    report = make_report()
    themes = [make_theme(name) for name in names]
    sent = make_annotation(report, themes, note=note, quote="the principle", analyst="Anna")
    stream = io.BytesIO()
    stream.close = lambda: None  # type: ignore[method-assign]  # what wraps it closes it
    write_csv(stream, [sent], [report], ThemeTree(themes), {})
    found = read_csv("a.csv", stream.getvalue())
    (one,) = found.passages
    assert (one.id, one.note, one.analyst) == (sent.id, note, "Anna")
    at = {theme.key: (theme.name, theme.parent) for theme in found.themes}
    assert [at[key] for key in one.themes] == [(name, "") for name in names]
    assert (one.created, one.segments[0].start, one.segments[0].end) == (
        sent.created,
        sent.start,
        sent.end,
    )
    assert found.reports[0].sha256 == report.sha256


ENDS = st.lists(st.integers(0, len(TEXT.text)), min_size=4, max_size=4, unique=True).map(sorted)


@settings(max_examples=40)
@given(ends=ENDS, both=st.booleans())
def test_passages_of_several_stretches_come_back_to_their_places(
    *, ends: list[int], both: bool
) -> None:
    one = annotated(Placed(((ends[0], ends[1]), (ends[2], ends[3]))[: 1 + both]))
    assume(one is not None and len(one.segments) == 1 + both)
    assert one is not None
    stream = io.BytesIO()
    stream.close = lambda: None  # type: ignore[method-assign]  # what wraps it closes it
    write_csv(stream, [one], [REPORT], (), {REPORT.id: TEXT.labels})
    incoming = read_csv("a.csv", stream.getvalue())
    incoming = replace(incoming, reports=(replace(incoming.reports[0], data=PDF),))
    (back,) = (verdict.annotation for verdict in planned(incoming).verdicts)
    assert back is not None
    assert (back.quote, back.citation, back.status) == (one.quote, one.citation, one.status)
    assert [part.quads for part in back.segments] == [part.quads for part in one.segments]


def test_a_file_is_read_by_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "Notes.CSV"
    path.write_bytes(b"quote\r\nwords\r\n")
    assert len(read_file(path).passages) == 1
    with pytest.raises(InvalidInputError, match=r"“a.doc”.*\.csv"):
        reader_of("a.doc")
    with pytest.raises(InvalidInputError, match=r"Can't read “none\.csv”"):
        read_file(tmp_path / "none.csv")
