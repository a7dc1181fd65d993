"""What is found wrong in a project, and what a repaired copy saves of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from glossator.domain.edits import Change, EditSet
from glossator.domain.errors import ProjectError
from glossator.domain.reports.structure import Structure
from glossator.domain.text.page_text import NORMALIZER, ReportText
from glossator.storage import shape
from glossator.storage.project import ProjectFile
from glossator.storage.repair import repair
from helpers.records import MADE_AT, make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.domain.records import Record


def test_the_shape_of_the_present_format_is_known(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert shape.fingerprint(connection) == shape.KNOWN


def altered(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_file_built_otherwise_is_refused_by_a_sentence_and_untouched(path: Path) -> None:
    altered(path, "ALTER TABLE theme DROP COLUMN memo_date")
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(ProjectError, match=r"not built as this Glossator expects \(theme\)"):
            ProjectFile.open(path, read_only=read_only)
    assert path.read_bytes() == before


def test_a_search_index_built_otherwise_is_made_anew(path: Path) -> None:
    with ProjectFile.open(path) as project:
        report = make_report()
        project.apply(EditSet("Add", (Change(None, report),)), at=MADE_AT)
        annotation = make_annotation(report, note="consent")
        project.apply(EditSet("Tag", (Change(None, annotation),)), at=MADE_AT)
    altered(
        path,
        "DROP TABLE unit_search",
        "DROP TABLE annotation_search",
        "CREATE VIRTUAL TABLE annotation_search USING fts5 (note)",
    )
    with ProjectFile.open(path) as project:
        assert not [one for one in project.check() if one.kind == "index"]
        changed = replace(annotation, note="trafficking")
        project.apply(EditSet("Note", (Change(annotation, changed),)), at=MADE_AT)
        assert not [one for one in project.check() if one.kind == "index"]


def test_tables_of_other_programs_are_left_alone(path: Path) -> None:
    altered(path, "CREATE TABLE mine (a)")
    with ProjectFile.open(path) as project:
        assert not project.check()


def test_a_passage_that_is_not_where_it_should_be_is_named(project: ProjectFile) -> None:
    text, structure = ReportText(("States must act.",)), Structure()
    digest = project.store_document(b"x", media_type="text/plain", file_name="a.txt")
    report = make_report(sha256=digest)
    good = make_annotation(report, exact="must", start=7, normalizer=NORMALIZER)
    bad = make_annotation(report, exact="ought", start=7, normalizer=NORMALIZER)
    project.store_reading(digest, text, structure)
    records: list[Record] = [report, good, bad]
    changes = tuple(Change(None, one) for one in records)
    project.apply(EditSet("Add", changes), at=MADE_AT)
    (finding,) = project.check()
    assert finding.kind == "mark"
    assert "“ought” (A/79/322, para. 57)" in finding.sentence


N_TAGGED = 400


def filled(path: Path) -> set[str]:
    """Fill a project; return the notes in it."""
    with ProjectFile.open(path) as project:
        digest = project.store_document(b"x" * 9000, media_type="text/plain", file_name="a.txt")
        report, theme = make_report(sha256=digest), make_theme()
        made = [
            make_annotation(report, [theme], note=f"note {number} " * 20)
            for number in range(N_TAGGED)
        ]
        records: list[Record] = [report, theme, *made]
        changes = tuple(Change(None, one) for one in records)
        project.apply(EditSet("Add", changes), at=MADE_AT)
    return {one.note for one in made}


def notes(path: Path) -> set[str]:
    with ProjectFile.open(path, read_only=True) as project:
        return {one.note for batch in project.annotations() for one in batch}


def leaf_of(path: Path, words: bytes) -> int:
    return path.read_bytes().index(words) // 4096 * 4096


def zero_page(path: Path, start: int) -> None:
    data = bytearray(path.read_bytes())
    data[start : start + 4096] = bytes(4096)
    path.write_bytes(data)


@pytest.mark.fault(11)
def test_a_repaired_copy_saves_all_but_the_damaged_page(path: Path) -> None:
    before = filled(path)
    zero_page(path, leaf_of(path, b"note 200 note 200"))
    damaged = path.read_bytes()
    done = repair(path)
    assert path.read_bytes() == damaged
    assert done.path.name == "review (repaired).glossator"
    saved = notes(done.path)
    assert saved < before
    assert len(saved) > N_TAGGED - 20
    assert any("of the passages could not be read" in line for line in done.lines)
    with ProjectFile.open(done.path) as project:
        assert not project.check()


@pytest.mark.fault(12)
def test_a_repaired_copy_keeps_a_changed_note_and_names_it(path: Path) -> None:
    filled(path)
    data = bytearray(path.read_bytes())
    data[data.index(b"note 7 note 7") + 5] ^= 1
    path.write_bytes(data)
    done = repair(path)
    assert len(notes(done.path)) == N_TAGGED
    assert any("A/79/322, para. 57" in line for line in done.lines)
    with ProjectFile.open(done.path) as project:
        assert not project.check()


def test_passages_of_a_lost_report_are_kept(path: Path) -> None:
    before = filled(path)
    altered(path, "PRAGMA foreign_keys = OFF", "DELETE FROM report")
    done = repair(path)
    assert notes(done.path) == before
    assert repair(path).path.name == "review (repaired 2).glossator"


def test_what_can_not_be_read_at_all_is_refused_by_a_sentence(path: Path) -> None:
    path.write_bytes(b"nonsense" * 4000)
    with pytest.raises(ProjectError):
        repair(path)
