"""Projects of Taguette: a file that it has written, and others made by hand."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.errors import InvalidInputError
from glossator.domain.themes import ThemeTree
from glossator.exchange import taguette
from glossator.exchange.codebook import read_csv, write_taguette
from glossator.exchange.html_text import HtmlText
from glossator.exchange.taguette import read_taguette
from glossator.storage.foreign import ForeignTables
from helpers import real_taguette_script
from helpers.databases import database
from helpers.exchange import outgoing, read_file
from helpers.records import make_theme

if TYPE_CHECKING:
    from glossator.domain.incoming.plan import Incoming

SAMPLE = Path(__file__).parents[2] / "data" / "taguette" / "project.sqlite3"
"""Exported by Taguette 1.5.2 of the project that `real_taguette_script` makes."""

TABLES = (
    "CREATE TABLE documents (id, name, description, filename, contents, created)",
    "CREATE TABLE tags (id, path, description)",
    "CREATE TABLE highlights (id, document_id, start_offset, end_offset, snippet)",
    "CREATE TABLE highlight_tags (highlight_id, tag_id)",
    "CREATE TABLE commands (date, user_login, payload)",
)
DOCUMENT = (1, "Interview", "", "interview.docx", "<p>caf\u00e9 \U0001f600 one</p><p>two</p>", "")


def read(**rows: list[tuple[Any, ...]]) -> Incoming:
    with ForeignTables("a.sqlite3", database(*TABLES, rows=rows)) as tables:
        return read_taguette("a.sqlite3", tables)


def check_real(found: Incoming) -> None:
    """Check what the project that Taguette has made comes to."""
    (report,) = found.reports
    assert (report.symbol, report.title, report.file_name, report.memo) == (
        "A/79/322",
        "A/79/322",
        "A_79_322.html",
        "Read twice",
    )
    assert report.data.startswith(b"Trafficking in women and girls\n")
    words = [(one.segments[0].exact, one.themes, one.analyst) for one in found.passages]
    assert words == [
        (words, tuple(sorted(tags, reverse=True)), "admin")
        for words, tags in real_taguette_script.HIGHLIGHTS
    ]
    assert all(one.created.startswith("20") for one in found.passages)
    assert found.passages[0].segments[0].before.endswith("(c) Vacate or expunge ")
    assert found.left_out == ("The description of the project Study was left out: “Why we read”.",)


def test_a_project_that_taguette_has_exported_comes_in() -> None:
    found = read_file(SAMPLE)
    check_real(found)
    assert [(one.name, one.parent, one.definition) for one in found.themes] == [
        ("interesting", "", "Further review required"),
        ("Records", "", "changed"),
        ("Rights", "", ""),
        ("Non-punishment", "Rights", 'What "it" means'),
    ]


def real_python() -> str:
    """Return a Python that has Taguette, or skip the test."""
    if importlib.util.find_spec("taguette") is not None:
        return sys.executable
    found = os.environ.get("TAGUETTE_PYTHON", "")
    if not shutil.which(found):
        pytest.skip("Taguette is not installed; TAGUETTE_PYTHON may name a Python that has it")
    return found


def test_the_real_taguette_takes_our_themes_and_we_its_project(tmp_path: Path) -> None:
    themes = [make_theme("Rights", definition='What "it" means'), make_theme("Data, its use")]
    below = make_theme("Non-punishment", themes[0], definition="two\nlines")
    codebook = tmp_path / "ours.taguette.csv"
    write_taguette(outgoing((), [*themes, below]), codebook)
    script = Path(real_taguette_script.__file__)
    subprocess.run([real_python(), script, tmp_path, codebook], check=True, capture_output=True)
    found = read_file(tmp_path / "project.sqlite3")
    check_real(found)
    ours = ThemeTree([*themes, below])
    assert {(one.key, one.definition) for one in found.themes} == {
        ("interesting", "Further review required"),
        ("Records", "All of it"),
        *((ours.path(one.id), one.definition) for one in ours),
    }
    theirs = read_csv("codebook.csv", (tmp_path / "codebook.csv").read_bytes())
    assert {one.key for one in theirs.themes} == {one.key for one in found.themes}


def test_offsets_are_bytes_of_text_and_a_highlight_over_paragraphs_is_parted() -> None:
    found = read(
        documents=[DOCUMENT],
        tags=[(7, "A / B", "what it means")],
        highlights=[(1, 1, 0, 10, "<p>caf\u00e9 \U0001f600</p>"), (2, 1, 11, 17, "")],
        highlight_tags=[(1, 7), (2, 7), (2, 99)],
    )
    first, second = (one.segments[0] for one in found.passages)
    assert (first.exact, first.before, first.after) == ("café 😀", "", " one\ntwo\n")
    assert (second.exact, second.start, second.end) == ("one\ntwo", 7, 14)
    assert [one.themes for one in found.passages] == [("A / B",), ("A / B",)]
    assert [(one.name, one.parent, one.definition) for one in found.themes] == [
        ("A", "", ""),
        ("B", "A", "what it means"),
    ]


def test_the_words_that_taguette_kept_are_believed_where_offsets_do_not_fit() -> None:
    found = read(
        documents=[DOCUMENT],
        highlights=[(1, 1, 0, 3, "<p>one</p>"), (2, 1, 900, 950, "<p>two</p>")],
    )
    assert [one.segments[0].exact for one in found.passages] == ["one", "two"]
    assert found.passages[1].segments[0].start == -1


def test_who_made_a_highlight_and_when_is_read_from_the_log() -> None:
    log = [
        ("2024-01-02 03:04:05.678", "anna", '{"type": "highlight_add", "highlight_id": 1}'),
        ("2024-01-03 03:04:05", "ben", '{"type": "highlight_add", "highlight_id": 1}'),
        ("2024-01-04 03:04:05", "ben", '{"type": "tag_add", "tag_id": 1}'),
        ("2019-01-04 03:04:05", "old", '{"type": "highlight_add", "id": 2}'),
        ("never", "ben", "no JSON"),
        ("never", "ben", "[1]"),
    ]
    highlights = [(1, 1, 0, 3, ""), (2, 1, 0, 2, ""), (3, 1, 0, 1, "")]
    found = read(documents=[DOCUMENT], highlights=highlights, commands=log)
    assert [(one.analyst, one.created, one.modified) for one in found.passages] == [
        ("anna", "2024-01-02T03:04:05Z", "2024-01-03T03:04:05Z"),
        ("old", "2019-01-04T03:04:05Z", "2019-01-04T03:04:05Z"),
        ("", "", ""),
    ]


def test_a_highlight_has_the_same_id_each_time_and_no_two_have_one() -> None:
    highlights = [(1, 1, 0, 3, ""), (2, 1, 0, 3, ""), (3, 1, 0, 4, "")]
    first, again = (read(documents=[DOCUMENT], highlights=highlights) for _ in range(2))
    ids = [one.id for one in first.passages]
    assert ids == [one.id for one in again.passages]
    assert ids[1] == ""
    assert len({ids[0], ids[2], ""}) == 3


def test_what_has_no_place_is_named() -> None:
    found = read(
        documents=[DOCUMENT],
        highlights=[
            (1, 1, 5, 3, ""),
            (2, 1, -9, 2, ""),
            (3, 8, 0, 1, "<p>gone</p>"),
            (4, 1, "x", None, None),
        ],
    )
    assert found.passages == ()
    assert found.left_out == (
        "The highlight 1 was left out: it lies outside of Interview.",
        "The highlight 2 was left out: it lies outside of Interview.",
        "The highlight 3 “gone” was left out: its document is not in the file.",
        "The highlight 4 was left out: it lies outside of Interview.",
    )


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite3").write_bytes(database("CREATE TABLE tags (id, path)"))
    with pytest.raises(InvalidInputError, match="is no project of Taguette"):
        read_file(tmp_path / "a.sqlite3")
    (tmp_path / "b.sqlite3").write_bytes(b"tag,description\n")
    with pytest.raises(InvalidInputError, match="is no SQLite database"):
        read_file(tmp_path / "b.sqlite3")


def test_a_document_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taguette, "LARGEST_HTML", 10)
    with pytest.raises(InvalidInputError, match="a document of more than"):
        read(documents=[DOCUMENT])


PIECES = st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<br>", "é", "word ", "😀", "&amp;", "<"])


@given(st.lists(PIECES, max_size=20))
def test_every_character_of_html_has_its_offset(pieces: list[str]) -> None:
    read = HtmlText("".join(pieces))
    words = read.text.replace("\n", "")
    at = 0
    for character in words:
        start = read.index_of(at)
        at += len(character.encode())
        assert read.text[start : read.index_of(at)].strip("\n") == character
    assert read.index_of(at + 1) == -1


@pytest.mark.parametrize("tag", ["<!--", "<a ", "<![CDATA[", "<?", "<a b='", "</a", "<!a"])
def test_html_made_to_take_hours_is_given_up(monkeypatch: pytest.MonkeyPatch, tag: str) -> None:
    monkeypatch.setattr(taguette, "LONGEST", 0.05)
    document = (DOCUMENT[0], *DOCUMENT[1:4], tag * 50_000, *DOCUMENT[5:])
    with pytest.raises(InvalidInputError, match=r"seconds to read\. Nothing was"):
        read(documents=[document])


@given(st.text())
def test_no_html_is_too_broken_to_be_read(html: str) -> None:
    read = HtmlText(html)
    assert read.index_of(0) in (-1, 0)
