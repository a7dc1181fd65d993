"""Databases of other programs, honest and not."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glossator.domain.errors import InvalidInputError
from glossator.storage import foreign
from glossator.storage.foreign import ForeignTables
from helpers.databases import database

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "CREATE TABLE Code (ID integer primary key, name text, memo)"
PLAIN = database(TABLE, rows={"Code": [(1, "A", None), (2, "B", b"\x00")]})


def test_rows_come_in_the_order_in_which_they_were_made_and_what_is_missing_is_nothing() -> None:
    with ForeignTables("a", PLAIN) as tables:
        assert tables.columns("Code") == {"id", "name", "memo"}
        assert tables.columns("other") == frozenset()
        assert list(tables.rows("Code", ("name", "colour", "memo"))) == [
            {"name": "A", "colour": None, "memo": None},
            {"name": "B", "colour": None, "memo": b"\x00"},
        ]
        assert list(tables.rows("other", ("name",))) == []


def test_a_file_written_with_a_log_beside_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE t (a)")
    connection.execute("INSERT INTO t VALUES (1)")
    connection.commit()
    connection.close()
    assert path.read_bytes()[18] == 2
    with ForeignTables("a", path.read_bytes()) as tables:
        assert list(tables.rows("t", ("a",))) == [{"a": 1}]


def test_text_that_is_no_text_is_read_with_marks_in_its_place() -> None:
    data = database("CREATE TABLE t (a)", "INSERT INTO t VALUES (CAST(x'61FF' AS text))")
    with ForeignTables("a", data) as tables:
        assert list(tables.rows("t", ("a",))) == [{"a": "a\ufffd"}]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "“a.db” is no SQLite database. Nothing was imported."),
        (b"SQLite format 2\x00" + b"\x00" * 100, "is no SQLite database"),
        (PLAIN[:60], "is damaged"),
        (PLAIN[:100] + b"\xff" * 4000, "is damaged"),
    ],
)
def test_what_is_no_database_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        ForeignTables("a.db", data)


def test_a_damaged_table_is_refused_in_a_sentence() -> None:
    rows = {"t": [(number, "x" * 500) for number in range(200)]}
    data = bytearray(database("CREATE TABLE t (a integer primary key, b)", rows=rows))
    data[4096 : 3 * 4096] = b"\xff" * 2 * 4096
    with (
        ForeignTables("a.db", bytes(data)) as tables,
        pytest.raises(InvalidInputError, match="its table “t” is damaged"),
    ):
        list(tables.rows("t", ("a", "b")))


def test_views_and_virtual_tables_are_not_read() -> None:
    data = database(
        "CREATE VIEW code AS WITH RECURSIVE n(a) AS (SELECT 1 UNION ALL SELECT a FROM n)"
        " SELECT a FROM n",
        "CREATE VIRTUAL TABLE words USING fts5(a)",
    )
    with ForeignTables("a", data) as tables:
        assert list(tables.rows("code", ("a",))) == []
        assert list(tables.rows("words", ("a",))) == []


def test_columns_that_are_worked_out_are_not_there() -> None:
    data = database("CREATE TABLE t (a, b AS (zeroblob(a)))", "INSERT INTO t(a) VALUES (900000000)")
    with ForeignTables("a", data) as tables:
        assert tables.columns("t") == {"a"}


def test_too_many_rows_and_too_long_a_reading_end(monkeypatch: pytest.MonkeyPatch) -> None:
    data = database("CREATE TABLE t (a)", rows={"t": [(number,) for number in range(5000)]})
    monkeypatch.setattr(foreign, "MOST_ROWS", 4999)
    with (
        ForeignTables("a", data) as tables,
        pytest.raises(InvalidInputError, match="more than 4,999 rows"),
    ):
        list(tables.rows("t", ("a",)))
    monkeypatch.setattr(foreign, "LONGEST", -1.0)
    monkeypatch.setattr(foreign, "_STEPS", 1)
    with pytest.raises(InvalidInputError):
        ForeignTables("a", data)


@given(st.lists(st.tuples(st.integers(0, len(PLAIN) - 1), st.integers(0, 255)), max_size=9))
@example([(PLAIN.index(b"CREATE TABLE") + 3, 0xC4)])  # what SQLite says of it is no text
def test_a_database_with_wrong_bytes_is_read_or_refused(wrong: list[tuple[int, int]]) -> None:
    data = bytearray(PLAIN)
    for at, byte in wrong:
        data[at] = byte
    with suppress(InvalidInputError), ForeignTables("a.db", bytes(data)) as tables:
        list(tables.rows("Code", ("id", "name", "memo")))
