"""The themes by themselves, out and in."""

from __future__ import annotations

import csv
import io
import json
import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossator.domain.errors import ExportError, InvalidInputError
from glossator.exchange.codebook import COLUMNS, read_csv
from glossator.exchange.outgoing import format_of
from helpers.exchange import outgoing, planned, read_file
from helpers.records import make_theme

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.domain.incoming.plan import Incoming
    from glossator.domain.records import Theme

NAMES = st.text(string.ascii_letters + "éß-.,", min_size=1, max_size=12).map(str.strip)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.just("\n"), max_size=20
).filter(lambda text: not text.startswith("'"))


@st.composite
def books(draw: st.DrawFn) -> list[Theme]:
    names = draw(st.lists(NAMES, min_size=1, max_size=6, unique_by=str.casefold))
    made: list[Theme] = []
    digits = iter("123456789")
    for name in names:
        parent = draw(st.sampled_from([None, *made]))
        made.append(
            make_theme(
                name,
                parent,
                definition=draw(TEXTS),
                include=draw(TEXTS),
                exclude=draw(TEXTS),
                examples=draw(TEXTS),
                memo=draw(TEXTS),
                key=draw(st.sampled_from(["", next(digits)])),
                colour=draw(st.sampled_from(["#1F77B4", "#888888"])),
                position=sum(one.parent_id == (parent and parent.id) for one in made),
            )
        )
    return made


def written(path: Path, ending: str, *themes: Theme) -> Path:
    target = path / f"book{ending}"
    format_of(target.name).write(outgoing(themes=themes), target)
    return target


def back(path: Path) -> Incoming:
    return read_file(path)


@pytest.mark.parametrize("ending", [".themes.csv", ".themes.json"])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(themes=books())
def test_themes_come_back_as_they_went_out(
    tmp_path: Path, ending: str, themes: list[Theme]
) -> None:
    plan = planned(back(written(tmp_path, ending, *themes)))
    assert sorted(plan.new_themes, key=lambda one: one.id) == sorted(themes, key=lambda one: one.id)
    assert plan.left_out == ()


ROOT = make_theme("Rights", definition="What is *owed*.", key="1")
CHILD = make_theme("=Remedies", ROOT, include="All", memo="two\nlines")


def test_a_table_has_one_row_a_theme_and_runs_nothing(tmp_path: Path) -> None:
    data = written(tmp_path, ".themes.csv", ROOT, CHILD).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert (rows[1]["path"], rows[1]["name"], rows[1]["parent"]) == (
        "Rights / =Remedies",
        "'=Remedies",
        "Rights",
    )


def test_json_has_the_same_fields(tmp_path: Path) -> None:
    (first, _) = json.loads(written(tmp_path, ".themes.json", ROOT, CHILD).read_text("utf-8"))[
        "themes"
    ]
    assert tuple(first) == COLUMNS
    assert (first["id"], first["key"]) == (ROOT.id, "1")


def test_a_document_to_read_shows_what_was_written(tmp_path: Path) -> None:
    text = written(tmp_path, ".themes.md", ROOT, CHILD).read_text("utf-8")
    assert text == (
        "# Themes of Review\n\n## Rights\n\nWhat is \\*owed\\*.\n\n### =Remedies\n\n"
        "**Include:** All\n\n**Memo:** two  \nlines\n"
    )


def test_taguette_gets_paths_and_descriptions(tmp_path: Path) -> None:
    target = written(tmp_path, ".taguette.csv", ROOT, CHILD)
    rows = list(csv.reader(io.StringIO(target.read_bytes().decode("utf-8-sig"), newline="")))
    assert rows == [
        ["tag", "description"],
        ["Rights", "What is *owed*."],
        ["Rights / =Remedies", "Include: All\n\nMemo: two\nlines"],
    ]
    root, child = back(target).themes
    assert (root.name, root.parent, root.definition) == ("Rights", "", "What is *owed*.")
    assert (child.name, child.parent) == ("=Remedies", "Rights")
    assert (child.definition, child.include, child.memo) == ("", "All", "two\nlines")


@pytest.mark.parametrize("name", ["States / others", "Violence; abuse", r"a\;b", "/", "c\\"])
def test_names_come_back_from_a_table_for_taguette_whatever_they_hold(
    tmp_path: Path, name: str
) -> None:
    target = written(tmp_path, ".taguette.csv", ROOT, make_theme(name, ROOT))
    assert [one.name for one in back(target).themes] == ["Rights", name]
    assert (r"\;" in target.read_text("utf-8")) == (name == r"a\;b")


def test_taguette_itself_takes_it(tmp_path: Path) -> None:
    codebook = pytest.importorskip("taguette.import_codebook")
    with written(tmp_path, ".taguette.csv", ROOT, CHILD).open("rb") as stream:
        tags = codebook.list_tags(stream)
    assert [tag["path"] for tag in tags] == ["Rights", "Rights / =Remedies"]


def test_a_path_that_taguette_would_refuse_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="200 characters"):
        written(tmp_path, ".taguette.csv", make_theme("x" * 201))
    assert list(tmp_path.iterdir()) == []


def test_parents_without_a_row_are_made_and_what_is_said_twice_is_named() -> None:
    incoming = read_csv("a.csv", b"Tag;Description\nA / B;one\nA / B;two\n ;three\n")
    assert [(one.name, one.parent, one.definition) for one in incoming.themes] == [
        ("A", "", ""),
        ("B", "A", "one"),
    ]
    assert incoming.left_out == ("Row 3 has “A / B” a second time.", "Row 4 names no theme.")


def test_names_and_parents_will_do_for_paths() -> None:
    incoming = read_csv("a.csv", b"name,parent,color\nA,,#0a0\nB,A,\n")
    assert [(one.key, one.parent, one.colour) for one in incoming.themes] == [
        ("A", "", "#00AA00"),
        ("A / B", "A", ""),
    ]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.themes.csv", b"x,y\n1,2\n", "No column of “a.themes.csv” holds themes"),
        ("a.themes.csv", b"\xff", "UTF-8"),
        ("a.themes.json", b"[]", "is no codebook"),
        ("a.themes.json", b'{"themes": 1}', "is no codebook"),
        ("a.themes.json", b'{"themes": [1]}', "is no codebook"),
        ("a.themes.json", b"[" * 100_000, "is no codebook"),
    ],
)
def test_what_is_no_codebook_is_refused(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InvalidInputError, match=said):
        back(tmp_path / name)
