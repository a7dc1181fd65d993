"""Projects of QualCoder, made after the tables that its versions make."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from glossator.domain.errors import InvalidInputError
from glossator.domain.pages.geometry import PageBox, Quad, Rect
from glossator.exchange import folders
from glossator.exchange.qualcoder import rest
from helpers.databases import database
from helpers.exchange import read_file

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.domain.incoming.plan import Incoming

FIRST = (
    "CREATE TABLE project (databaseversion text, date text, memo text, about text)",
    "CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text,"
    " memo text, owner text, date text, unique(name))",
    "CREATE TABLE code_image (imid integer primary key, id integer, x1 integer, y1 integer,"
    " width integer, height integer, cid integer, memo text, date text, owner text)",
    "CREATE TABLE code_av (avid integer primary key, id integer)",
    "CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer,"
    " memo text, owner text, date text)",
    "CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text,"
    " memo text, supercatid integer)",
    "CREATE TABLE code_text (cid integer, fid integer, seltext text, pos0 integer,"
    " pos1 integer, owner text, date text, memo text)",
    "CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer,"
    " owner text, date text, color text)",
    "CREATE TABLE cases (caseid integer primary key, name text)",
    "CREATE TABLE attribute_type (name text)",
    "CREATE TABLE attribute (name text, attr_type text, value text, id integer)",
    "CREATE TABLE journal (jid integer primary key, name text, jentry text)",
)
"""The tables of the first versions, as far as they matter here."""

LATER = (
    "ALTER TABLE code_text ADD important integer",
    "ALTER TABLE source ADD av_text_id integer",
    "ALTER TABLE source ADD risid integer",
    "ALTER TABLE code_image ADD important integer",
    "ALTER TABLE code_image ADD pdf_page integer",
    "ALTER TABLE code_name ADD supercid integer",
    "CREATE TABLE ris (risid integer, tag text, longtag text, value text)",
)
"""What versions 4, 6, 9, 10 and 16 added."""

TEXT = "Records \U0001f600 must be expunged.\nVictims are not offenders.\n"
WORDS = "Victims are not offenders."
START = TEXT.index(WORDS)
DATE = "2024-01-02 03:04:05"


def source(number: int, name: str, text: str | None, path: str | None = None) -> tuple[Any, ...]:
    return (number, name, text, path, "", "anna", DATE)


def coding(
    code: int | None, start: int, end: int, owner: str = "anna", memo: str = "", words: str = ""
) -> tuple[Any, ...]:
    return (code, 1, words or TEXT[start:end], start, end, owner, DATE, memo)


CODES: dict[str, list[tuple[Any, ...]]] = {
    "code_cat": [(1, "Rights", "anna", DATE, "of people", None), (2, "Duties", "", "", "", 1)],
    "code_name": [
        (5, "Expunge", "to delete", 2, "anna", DATE, "#F0a"),
        (6, "Data", None, None, "anna", DATE, None),
    ],
}


def folder(
    path: Path, statements: tuple[str, ...] = FIRST, /, **rows: list[tuple[Any, ...]]
) -> Path:
    """Make a project folder; return it."""
    made = path / "Study.qda"
    (made / "documents").mkdir(parents=True)
    (made / "data.qda").write_bytes(database(*statements, rows=rows))
    return made


def read(path: Path, **rows: list[tuple[Any, ...]]) -> Incoming:
    rows.setdefault("source", [source(1, "Interview", TEXT)])
    return read_file(folder(path, **{**CODES, **rows}))


def test_codes_come_as_themes_below_their_categories(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert [(one.key, one.name, one.parent, one.definition) for one in found.themes] == [
        ("category 1", "Rights", "category -1", "of people"),
        ("category 2", "Duties", "category 1", ""),
        ("code 5", "Expunge", "category 2", "to delete"),
        ("code 6", "Data", "category -1", ""),
    ]
    assert [one.colour for one in found.themes] == ["", "", "#FF00AA", ""]
    assert found.left_out == ()


def test_codings_of_the_same_words_by_one_coder_are_one_passage_with_their_notes(
    tmp_path: Path,
) -> None:
    end = START + len(WORDS)
    found = read(
        tmp_path,
        code_text=[
            coding(5, START, end, memo="one"),
            coding(6, START, end, memo="two"),
            coding(5, START, end, owner="ben"),
        ],
        annotation=[
            (1, 1, START, end, "three", "anna", "2025-01-01 00:00:00"),
            (2, 1, 0, 7, "four", "anna", DATE),
        ],
    )
    first, second, third = found.passages
    (part,) = first.segments
    assert (part.exact, part.start, part.end, part.after) == (WORDS, START, end, "\n")
    assert part.before == TEXT[:START]
    assert (first.themes, first.note) == (("code 5", "code 6"), "one\n\ntwo\n\nthree")
    assert (first.analyst, first.created) == ("anna", "2024-01-02T03:04:05Z")
    assert first.modified == "2025-01-01T00:00:00Z"
    assert (second.analyst, second.themes) == ("ben", ("code 5",))
    assert (third.segments[0].exact, third.themes, third.note) == ("Records", (), "four")
    assert len({one.id for one in found.passages}) == 3


@pytest.mark.parametrize("shift", [0, 1])
def test_a_text_that_begins_with_a_byte_order_mark_is_counted_as_its_codings_agree(
    tmp_path: Path, shift: int
) -> None:
    end = START + len(WORDS)
    one = coding(5, START + shift, end + shift, words=WORDS)
    found = read(tmp_path, source=[source(1, "a", "\ufeff" + TEXT)], code_text=[one])
    assert found.passages[0].segments[0].exact == WORDS
    assert found.reports[0].data.decode() == TEXT


def test_words_are_believed_where_the_offsets_do_not_fit(tmp_path: Path) -> None:
    found = read(tmp_path, code_text=[coding(5, 900, 950, words="not offenders")])
    assert found.passages[0].segments[0].exact == "not offenders"


def test_a_document_inside_the_project_comes_along_one_outside_is_never_read(
    tmp_path: Path,
) -> None:
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-secret")
    outside = f"docs:{tmp_path}/secret.pdf"
    made = folder(
        tmp_path,
        source=[
            source(1, "A_79_322.pdf", TEXT, "/docs/A_79_322.pdf"),
            source(2, "secret.pdf", "text", outside),
            source(3, "up.pdf", "text", "/docs/../../secret.pdf"),
            source(4, "link.pdf", "text", "/docs/link.pdf"),
            source(5, "A/67/170", TEXT),
        ],
    )
    (made / "documents" / "A_79_322.pdf").write_bytes(b"%PDF-1.7")
    (made / "documents" / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    found = read_file(made)
    assert [(one.file_name, one.symbol, one.data[:5]) for one in found.reports] == [
        ("A_79_322.pdf", "", b"%PDF-"),
        ("secret.pdf.txt", "", b"text"),
        ("up.pdf.txt", "", b"text"),
        ("link.pdf.txt", "", b"text"),
        ("A/67/170.txt", "A/67/170", b"Recor"),
    ]
    assert found.left_out == (
        "secret.pdf: its document lies outside of the project and was not read; its text was.",
        "up.pdf: its document is not in the project; its text is.",
        "link.pdf: its document is not in the project; its text is.",
    )


def test_areas_of_pages_are_counted_from_the_top_of_the_page_as_it_is_shown(
    tmp_path: Path,
) -> None:
    made = folder(
        tmp_path,
        (*FIRST, *LATER),
        **CODES,
        source=[
            source(1, "a.pdf", TEXT, "/docs/a.pdf"),
            source(2, "b.png", None, "/images/b.png"),
        ],
        code_image=[
            (1, 1, 72, 100, 200, 40, 5, "look", DATE, "anna", None, 2),
            (2, 1, 72, 100, 200, 40, 6, "", DATE, "anna", None, 2),
            (3, 2, 1, 1, 9, 9, 5, "", DATE, "anna"),
        ],
    )
    (made / "documents" / "a.pdf").write_bytes(b"%PDF-1.7")
    found = read_file(made)
    (one,) = found.passages
    (part,) = one.segments
    assert (one.themes, one.note, part.page, part.from_top) == (
        ("code 5", "code 6"),
        "look",
        2,
        True,
    )
    assert part.quads == (Quad.of(Rect(72, 100, 272, 140)),)
    turned = PageBox(0, 0, 600, 800, 90)
    assert turned.rect_to_user(part.quads[0].bounds) == Rect(100, 72, 140, 272)
    assert found.left_out == (
        "Pictures were left out: b.png.",
        "The coding of an area of a picture was left out.",
    )


def test_what_later_versions_know_comes_too(tmp_path: Path) -> None:
    made = folder(
        tmp_path,
        (*FIRST, *LATER),
        code_cat=CODES["code_cat"],
        code_name=[(5, "A", "", 1, "", "", "", None), (6, "B", "", 1, "", "", "", 5)],
        source=[(*source(1, "a", TEXT), None, 7)],
        code_text=[(*coding(6, 0, 7), 1)],
        ris=[(7, "TI", "", "Trafficking"), (7, "PY", "", "2024/08//"), (7, "UR", "", "https://un.org")],
    )  # fmt: skip
    found = read_file(made)
    assert [one.parent for one in found.themes] == [
        "category -1",
        "category 1",
        "category 1",
        "code 5",
    ]
    (report,) = found.reports
    assert (report.title, report.date, report.url) == ("Trafficking", "2024", "https://un.org")
    assert found.left_out == ("The mark “important” was left out: 1 times.",)


def test_attributes_as_we_write_them_are_what_is_known_of_a_report(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        attribute_type=[("Symbol",), ("Date",), ("Agency",)],
        attribute=[
            ("Symbol", "file", "A/1/2", 1),
            ("Date", "file", "2024-08-23", 1),
            ("Date", "case", "1999", 1),
            ("Agency", "file", "UNEP", 1),
        ],
    )
    (report,) = found.reports
    assert (report.symbol, report.date) == ("A/1/2", "2024-08-23")
    assert found.left_out == ("1 attribute was left out: Agency.",)


def test_what_there_is_nothing_like_is_named(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        project=[("v17", DATE, "Why we read", "")],
        cases=[(1, "Case A"), (2, "Case B")],
        journal=[(1, "Diary", "today")],
        code_av=[(1, 1)],
        code_text=[coding(None, 0, 7), coding(5, 7, 3)],
    )
    assert found.left_out == (
        "What is coded from 7 to 3 of Interview.txt was left out: there is no text there.",
        "Codings without a code came without a theme: 1.",
        "2 cases were left out: Case A, Case B.",
        "1 journal was left out: Diary.",
        "Codings of sound and video were left out: 1.",
        "The memo of the project was left out: “Why we read”.",
    )


def test_categories_that_stand_below_themselves_are_named(tmp_path: Path) -> None:
    cats = [(1, "A", "", "", "", 2), (2, "B", "", "", "", 1), (3, "C", "", "", "", 1)]
    found = read(tmp_path, code_cat=cats)
    assert found.left_out == (
        "The category “A” stands below itself: it was put at the top.",
        "The category “B” stands below itself: it was put at the top.",
    )


def test_the_folder_its_database_and_a_zip_of_it_hold_the_same(tmp_path: Path) -> None:
    made = folder(tmp_path, **CODES, source=[source(1, "a", TEXT)], code_text=[coding(5, 0, 7)])
    packed = tmp_path / "Study.qda.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(made / "data.qda", "Study.qda/data.qda")
    whole = read_file(made)
    assert whole == read_file(made / "data.qda")
    assert whole.name == "Study.qda"
    zipped = read_file(packed)
    assert (zipped.passages, zipped.themes) == (whole.passages, whole.themes)


def test_what_is_no_project_is_refused(tmp_path: Path) -> None:
    made = folder(tmp_path)
    (made / "more").mkdir()
    (made / "more" / "data.qda").write_bytes(b"")
    with pytest.raises(InvalidInputError, match="it has several projects"):
        read_file(made)
    (made / "more" / "data.qda").unlink()
    (made / "data.qda").write_bytes(database("CREATE TABLE source (a)"))
    with pytest.raises(InvalidInputError, match="its tables are other ones"):
        read_file(made)
    (made / "data.qda").write_bytes(b"no database")
    with pytest.raises(InvalidInputError, match=r"“Study\.qda” is no SQLite database"):
        read_file(made)
    (made / "data.qda").unlink()
    with pytest.raises(InvalidInputError, match=r"it has no data\.qda in it"):
        read_file(made)
    with pytest.raises(InvalidInputError, match="Can't read"):
        read_file(tmp_path / "none.qda")


def test_a_folder_with_too_many_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = folder(tmp_path)
    monkeypatch.setattr(folders, "MOST_MEMBERS", 0)
    with pytest.raises(InvalidInputError, match="more than 0 files"):
        read_file(made)
    monkeypatch.setattr(folders, "MOST_MEMBERS", 10)
    monkeypatch.setattr(folders, "LARGEST", 3)
    with pytest.raises(InvalidInputError, match="a file of more than 2 GiB"):
        read_file(made)


def test_a_ring_of_categories_is_told_as_far_as_themes_may_stand_in_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = [(number, f"c{number}", "", "", "", number % 5 + 1) for number in range(1, 6)]
    found = read(tmp_path / "a", code_cat=ring, code_name=[])
    assert sum("stands below itself" in one for one in found.left_out) == 5
    monkeypatch.setattr(rest, "DEEPEST", 3)
    assert read(tmp_path / "b", code_cat=ring, code_name=[]).left_out == ()
