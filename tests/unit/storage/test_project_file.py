"""A project keeps what it is given, and gives it back as it was."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import struct
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from glossator.domain.edits import Change, EditSet
from glossator.domain.errors import InvalidInputError, ProjectError
from glossator.domain.pages.geometry import PageBox
from glossator.domain.records import Record, Status
from glossator.domain.reports.damage import Damage
from glossator.domain.reports.reading import Pages
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.text.page_text import ReportText
from glossator.storage import check, connection, file_header, leftovers, opening, readings
from glossator.storage.project import ProjectFile
from glossator.storage.schema import APPLICATION_ID, VERSION
from helpers.matrix import harm_is_seen
from helpers.records import MADE_AT, make_annotation, make_report, make_segment, make_theme

if TYPE_CHECKING:
    from pathlib import Path


def add(project: ProjectFile, *records: Record, label: str = "Add") -> int:
    return project.apply(EditSet(label, tuple(Change(None, one) for one in records)), at=MADE_AT)


def change(project: ProjectFile, before: Record, after: Record | None) -> int:
    return project.apply(EditSet("Change", (Change(before, after),)), at=MADE_AT)


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def query(path: Path, sql: str) -> list[dict[str, object]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql)]


# Records


def test_records_come_back_as_they_were(project: ProjectFile, path: Path) -> None:
    report = make_report(session="Seventy-ninth session", url="https://example.org/1", position=3)
    parent = make_theme("Protection", definition="What protects.", colour="#AA3300", key="1")
    child = make_theme("Shelter", parent, include="Homes", exclude="Camps", position=2)
    annotation = make_annotation(
        report,
        [child, parent],
        segments=(
            make_segment("first — “part” 𝔄", start=5),
            make_segment("second", 300, 2, quads=(), section=(), continues=True),
        ),
        note="A note\nof two lines, with \x00 and ‮ in it",
        status=Status.CHECK,
        normalizer=7,
    )
    add(project, report, parent, child, annotation)
    project.close()
    with ProjectFile.open(path) as again:
        assert again.reports() == [report]
        assert sorted(again.themes(), key=lambda theme: theme.name) == [parent, child]
        assert list(again.annotations()) == [[annotation]]
        assert {finding.kind for finding in again.check()} == {"reference"}  # no document


def test_annotations_come_by_report_position_then_start_in_batches(project: ProjectFile) -> None:
    second, first = make_report("B", position=2), make_report("A", position=1)
    starts = [40, 10, 30, 20, 30]
    made = {
        report.id: [make_annotation(report, start=start) for start in starts]
        for report in (second, first)
    }
    add(project, second, first, *made[second.id], *made[first.id])
    batches = list(project.annotations(batch=2))
    assert [len(batch) for batch in batches] == [2, 2, 1, 2, 2, 1]
    flat = [one for batch in batches for one in batch]
    assert flat == [
        *sorted(made[first.id], key=lambda one: one.start),
        *sorted(made[second.id], key=lambda one: one.start),
    ]
    assert list(project.annotations(second.id, batch=5)) == [flat[5:]]
    assert project.annotation_count() == 10


def test_the_project_may_change_between_two_batches(project: ProjectFile) -> None:
    report = make_report()
    annotations = [make_annotation(report, start=start) for start in range(0, 100, 10)]
    add(project, report, *annotations)
    batches = project.annotations(batch=4)
    assert next(batches) == annotations[:4]
    change(project, annotations[5], None)
    assert [one for batch in batches for one in batch] == [annotations[4], *annotations[6:]]


def test_a_deleted_record_is_hidden_but_kept(project: ProjectFile, path: Path) -> None:
    report, theme = make_report(), make_theme()
    annotation = make_annotation(report, [theme])
    add(project, report, theme, annotation)
    change(project, annotation, None)
    change(project, theme, None)
    assert (project.annotation_count(), project.themes()) == (0, [])
    assert query(path, "SELECT deleted_at FROM annotation") == [{"deleted_at": MADE_AT}]


def test_a_record_that_was_never_there_can_not_be_referred_to(project: ProjectFile) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        add(project, make_annotation(make_report()))
    assert project.annotation_count() == 0
    add(project, make_report())


@pytest.mark.fault(27)
def test_half_a_character_is_refused_and_nothing_is_written(project: ProjectFile) -> None:
    report = make_report()
    with pytest.raises(ProjectError, match="half a character"):
        add(project, report, make_annotation(report, note="\ud800"))
    assert (project.reports(), project.history()) == ([], [])


def test_words_of_notes_are_found_after_every_kind_of_change(
    project: ProjectFile, path: Path
) -> None:
    def hits(word: str) -> int:
        found = query(
            path,
            f"SELECT count(*) AS n FROM annotation_search WHERE annotation_search MATCH '{word}'",
        )
        assert isinstance(found[0]["n"], int)
        return found[0]["n"]

    report = make_report()
    annotation = make_annotation(report, note="punishing victims")
    add(project, report, annotation)
    assert hits("victim") == 1
    reworded = replace(annotation, note="sheltering children")
    number = change(project, annotation, reworded)
    assert (hits("victim"), hits("shelter")) == (0, 1)
    project.take_back(number, MADE_AT)
    assert (hits("victim"), hits("shelter")) == (1, 0)
    change(project, annotation, None)
    assert hits("victim") == 0
    assert "index" not in {finding.kind for finding in project.check()}


# Documents and readings


@pytest.mark.parametrize("size", [0, 1, 3_000_000])
def test_a_document_is_kept_once_and_given_back(
    project: ProjectFile, tmp_path: Path, size: int
) -> None:
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    file = tmp_path / "report.pdf"
    file.write_bytes(data)
    digest = project.store_document(data, media_type="application/pdf", file_name="a.pdf")
    again = project.store_document(file, media_type="application/pdf", file_name="b.pdf")
    assert digest == again == hashlib.sha256(data).hexdigest()
    assert project.document_size(digest) == size
    assert project.document_bytes(digest) == data
    assert b"".join(project.document_pieces(digest)) == data
    assert len(query(project.path, "SELECT number FROM document")) == 1


def test_others_read_and_write_while_a_document_is_read(project: ProjectFile) -> None:
    data = bytes(range(256)) * 20_000
    digest = project.store_document(data, media_type="text/plain", file_name="a.txt")
    pieces = project.document_pieces(digest)
    found = [next(pieces)]
    assert len(found[0]) < len(data)
    project.store_document(b"other", media_type="text/plain", file_name="b.txt")
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(project.document_bytes, digest).result(10) == data
    assert b"".join([*found, *pieces]) == data


def test_a_document_that_is_read_in_part_does_not_keep_the_file_from_being_compacted(
    project: ProjectFile,
) -> None:
    data = bytes(range(256)) * 20_000
    digest = project.store_document(data, media_type="text/plain", file_name="a.txt")
    pieces = project.document_pieces(digest)
    assert isinstance(pieces, Generator)
    next(pieces)
    with ThreadPoolExecutor(1) as thread:
        compacting = thread.submit(project._connection.shrink)
        with pytest.raises(TimeoutError):
            compacting.result(0.05)
        pieces.close()
        compacting.result(10)


def test_a_document_that_is_missing_or_unreadable_has_a_sentence(
    project: ProjectFile, tmp_path: Path
) -> None:
    with pytest.raises(ProjectError, match="annotations are kept"):
        project.document_bytes("0" * 64)
    with pytest.raises(InvalidInputError, match="can't be read"):
        project.store_document(tmp_path / "no.pdf", media_type="", file_name="no.pdf")


def make_reading() -> tuple[ReportText, Structure]:
    text = ReportText(
        ("1. Victims\nneed shelter.", "21 See there."),
        (PageBox(0, 0, 595.28, 842.0), PageBox(0, 0, 595.0, 842.0, 90)),
        ("iv", "1"),
    )
    units = (
        Unit("h1", UnitKind.HEADING, "I.", "Victims", level=1, spans=((0, 10),)),
        Unit(
            "para_1",
            UnitKind.PARAGRAPH,
            "1",
            label="para. 1",
            section=("I. Victims",),
            page_end=1,
            spans=((3, 10), (11, 23)),
            text="Victims need shelter.",
            footnotes=("21",),
        ),
        Unit("fn_21", UnitKind.FOOTNOTE, "21", parent="para_1", refers_to="20", text="See there."),
    )
    return text, Structure(
        "A/79/322", "Report", "Seventy-ninth", "2024-08-23", "en", units, ("A/78/1",), numbered=True
    )


def test_a_reading_comes_back_and_is_replaced_by_a_newer_one(project: ProjectFile) -> None:
    digest = project.store_document(b"%PDF-", media_type="application/pdf", file_name="a.pdf")
    assert (project.text(digest), project.structure(digest)) == (None, None)
    assert project.pages(digest) == Pages()
    text, structure = make_reading()
    for _ in range(2):
        project.store_reading(digest, text, structure)
        assert (project.text(digest), project.structure(digest)) == (text, structure)
        assert project.pages(digest) == Pages(text.boxes, text.labels)
    shorter = replace(structure, units=structure.units[:1], damage=Damage(pages=(0, 4), parts=2))
    project.store_reading(digest, ReportText(("only",)), shorter)
    assert project.text(digest) == ReportText(("only",))
    assert project.structure(digest) == shorter
    assert project.damages() == {digest: shorter.damage}
    found = query(project.path, "SELECT rowid FROM unit_search WHERE unit_search MATCH 'shelter'")
    assert found == []
    assert project.check() == []


# Settings, views, checking, compacting


def test_settings_are_kept(project: ProjectFile, path: Path) -> None:
    assert project.setting("analyst") == ""
    assert project.setting("analyst", "nobody") == "nobody"
    project.set_setting("analyst", "Anna")
    project.set_setting("analyst", "Änna")
    project.close()
    with ProjectFile.open(path) as again:
        assert again.setting("analyst") == "Änna"


def test_the_file_can_be_read_without_the_program(project: ProjectFile, path: Path) -> None:
    report = make_report()
    parent, other = make_theme("Protection"), make_theme("Gaps")
    child = make_theme("Shelter", parent)
    annotation = make_annotation(report, [child, other], note="A note", page=4)
    deleted = make_annotation(report, [child])
    add(project, report, parent, other, child, annotation, deleted)
    change(project, deleted, None)
    project.close()
    (row,) = query(path, "SELECT * FROM annotation_view")
    assert row["symbol"] == "A/79/322"
    assert row["page"] == 5
    assert row["themes"] == "Protection / Shelter; Gaps"
    assert (row["quote"], row["note"]) == (annotation.quote, "A note")
    assert query(path, "SELECT * FROM theme_count_view") == [
        {"theme": "Gaps", "symbol": "A/79/322", "annotations": 1},
        {"theme": "Protection / Shelter", "symbol": "A/79/322", "annotations": 1},
    ]
    assert query(path, "PRAGMA application_id") == [{"application_id": APPLICATION_ID}]
    assert query(path, "PRAGMA user_version") == [{"user_version": VERSION}]
    assert query(path, "PRAGMA journal_mode") == [{"journal_mode": "delete"}]


def test_a_save_is_on_the_disk_before_it_is_acknowledged(project: ProjectFile) -> None:
    def pragma(name: str) -> object:
        return project._connection.sqlite.execute(f"PRAGMA {name}").fetchone()[0]

    extra, on = 3, 1
    assert (pragma("synchronous"), pragma("journal_mode")) == (extra, "delete")
    assert (pragma("foreign_keys"), pragma("trusted_schema")) == (on, 0)


def test_themes_that_are_their_own_ancestors_do_not_hang_the_views(
    project: ProjectFile, path: Path
) -> None:
    one = make_theme("One")
    two = make_theme("Two", one)
    add(project, one, two)
    change(project, one, replace(one, parent_id=two.id))
    assert query(path, "SELECT * FROM theme_path_view") == []


def test_compacting_removes_what_was_deleted_and_keeps_the_rest(project: ProjectFile) -> None:
    digest = project.store_document(b"%PDF-1" * 9999, media_type="", file_name="gone.pdf")
    project.store_reading(digest, *make_reading())
    kept_digest = project.store_document(b"%PDF-2", media_type="", file_name="kept.pdf")
    gone, kept = make_report("gone", sha256=digest), make_report("kept", sha256=kept_digest)
    theme, dropped = make_theme("Kept"), make_theme("Dropped")
    annotation = make_annotation(kept, [theme])
    deleted = make_annotation(gone, [dropped])
    add(project, gone, kept, theme, dropped, annotation, deleted)
    for record in (deleted, dropped, gone):
        change(project, record, None)
    size = project.path.stat().st_size
    project.compact()
    assert project.path.stat().st_size < size
    assert (project.reports(), project.themes()) == ([kept], [theme])
    assert list(project.annotations()) == [[annotation]]
    assert project.history() == []
    assert query(project.path, "SELECT id FROM annotation WHERE deleted_at IS NOT NULL") == []
    assert query(project.path, "SELECT sha256 FROM document") == [{"sha256": kept_digest}]
    assert project.check() == []
    add(project, deleted_free := make_report("new", sha256=kept_digest))
    assert deleted_free in project.reports()


# Creating


def test_a_new_project_has_its_themes_and_no_history(tmp_path: Path) -> None:
    parent = make_theme("Protection")
    themes = [make_theme("Shelter", parent), parent]
    with ProjectFile.create(tmp_path / "new.glossator", themes=themes) as project:
        assert {theme.name for theme in project.themes()} == {"Protection", "Shelter"}
        assert project.history() == []
        assert project.check() == []
    assert [file.name for file in tmp_path.iterdir()] == ["new.glossator"]


def test_creating_never_writes_over_a_file(tmp_path: Path) -> None:
    taken = tmp_path / "taken.glossator"
    taken.write_bytes(b"mine")
    with pytest.raises(ProjectError, match=r"already a file “taken\.glossator”"):
        ProjectFile.create(taken)
    assert taken.read_bytes() == b"mine"
    with pytest.raises(ProjectError, match="no folder"):
        ProjectFile.create(tmp_path / "nowhere" / "new.glossator")
    assert [file.name for file in tmp_path.iterdir()] == ["taken.glossator"]


@pytest.mark.fault(19)
@pytest.mark.parametrize(
    "name", ["what? #1 100%25.glossator", "Bericht ü \u0301.glossator", "'; --.glossator", "&=+ x"]
)
def test_names_may_hold_any_characters(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "ord#ner ?mode=ro&"
    folder.mkdir()
    with ProjectFile.create(folder / name) as project:
        add(project, make_report())
    assert [file.name for file in folder.iterdir()] == [name]
    with ProjectFile.open(folder / name, read_only=True) as project:
        assert len(project.reports()) == 1
        with pytest.raises(ProjectError, match="reading only"):
            add(project, make_report())


@pytest.mark.fault(19, control=True)
def test_a_name_that_is_not_quoted_leads_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_file_uri", lambda path: f"file:{path}")
    with harm_is_seen(ProjectError):
        test_names_may_hold_any_characters(tmp_path, "what? #1 100%25.glossator")


@pytest.mark.fault(19)
def test_a_path_that_is_too_long_has_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="not too long"):
        ProjectFile.create(tmp_path / ("x" * 300))


def test_a_link_leads_to_the_file_and_its_lock(project: ProjectFile, tmp_path: Path) -> None:
    link = tmp_path / "link.glossator"
    link.symlink_to(project.path)
    with ProjectFile.open(link) as second:
        assert second.path == project.path
        assert second.read_only_reason.startswith("Anna")


# Refusing


def damaged(path: Path, offset: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


@pytest.mark.fault(15)
def test_a_newer_project_is_refused_untouched(path: Path) -> None:
    damaged(path, 60, struct.pack(">I", VERSION + 1))
    before = sha256_of(path)
    for read_only in (False, True):
        with pytest.raises(ProjectError, match=f"format is {VERSION + 1}.*newer Glossator"):
            ProjectFile.open(path, read_only=read_only)
    assert sha256_of(path) == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.fault(15, control=True)
def test_who_does_not_ask_for_the_version_opens_a_newer_project(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (file_header, opening):
        monkeypatch.setattr(module, "refuse_newer", lambda *_: None)
    with harm_is_seen():
        test_a_newer_project_is_refused_untouched(path)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 and so on" * 20, "is not a Glossator project"),
        (b"SQLite form", "is cut short"),
    ],
)
def test_what_is_no_project_is_refused_untouched(
    tmp_path: Path, data: bytes, sentence: str
) -> None:
    path = tmp_path / "odd.glossator"
    path.write_bytes(data)
    with pytest.raises(ProjectError, match=sentence):
        ProjectFile.open(path)
    assert path.read_bytes() == data


def test_other_refusals_have_their_own_sentences(path: Path, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"There is no project “no\.glossator”"):
        ProjectFile.open(tmp_path / "no.glossator")
    with pytest.raises(ProjectError, match="is a folder"):
        ProjectFile.open(tmp_path)
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE t (x)")
    with pytest.raises(ProjectError, match="another program"):
        ProjectFile.open(other)
    path.write_bytes(path.read_bytes()[:-4096])
    with pytest.raises(ProjectError, match="cut short"):
        ProjectFile.open(path)


@pytest.mark.fault(10)
def test_a_log_of_another_file_is_set_aside(path: Path, tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.db"
    log = path.with_name(f"{path.name}-wal")
    with closing(sqlite3.connect(stranger)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE stranger (x)")
        log.write_bytes(stranger.with_name("stranger.db-wal").read_bytes())
    with pytest.raises(ProjectError, match="left over from another file"):
        ProjectFile.open(path, read_only=True)
    with ProjectFile.open(path) as project:
        assert project.notes == [
            "Beside the project lay “review.glossator-wal”, left over from another file. It was not"
            " read, and is kept as “review.glossator-wal (set aside 1)”."
        ]
        add(project, make_report())
        assert len(project.reports()) == 1
    assert not log.exists()
    assert log.with_name(f"{log.name} (set aside 1)").exists()


@pytest.mark.fault(10, control=True)
def test_a_log_of_another_file_that_stays_is_read_in_place_of_ours(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leftovers, "set_aside_log", lambda *_, **__: None)
    with harm_is_seen(sqlite3.Error, ProjectError):
        test_a_log_of_another_file_is_set_aside(path, tmp_path)


# Damage


@pytest.mark.fault(12)
def test_a_flipped_bit_in_a_note_is_found(project: ProjectFile, path: Path) -> None:
    digest = project.store_document(b"%PDF-", media_type="", file_name="a.pdf")
    report = make_report(sha256=digest)
    theme = make_theme(definition="Definition of the theme")
    add(project, report, theme, make_annotation(report, [theme], note="A most precious note"))
    project.compact()
    assert project.check() == []
    project.close()
    for words, kind in ((b"most precious", "annotation"), (b"of the theme", "theme")):
        data = path.read_bytes()
        at = data.index(words)
        damaged(path, at, bytes([data[at] ^ 1]))
        with ProjectFile.open(path) as again:
            kinds = {finding.kind for finding in again.check()}
            assert kind in kinds
            assert "database" not in kinds


@pytest.mark.fault(12, control=True)
def test_the_database_alone_does_not_see_a_flipped_bit(
    project: ProjectFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "_contents", lambda _: iter(()))
    with harm_is_seen():
        test_a_flipped_bit_in_a_note_is_found(project, path)


def test_a_changed_document_and_a_stale_index_are_found(project: ProjectFile, path: Path) -> None:
    digest = project.store_document(b"%PDF-1.7 words", media_type="", file_name="a.pdf")
    report = make_report(sha256=digest)
    add(project, report, make_annotation(report, note="Ask Anna."))
    project.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE document SET data = x'00'")
        connection.execute("DELETE FROM annotation_search_data WHERE id > 10")
        connection.commit()
    with ProjectFile.open(path) as again:
        findings = again.check()
        assert {finding.kind for finding in findings} == {"document", "index"}
        assert "The document “a.pdf” is not as it was added." in {f.sentence for f in findings}


@pytest.mark.fault(11)
def test_a_zeroed_page_is_found_and_the_rest_stays_readable(
    project: ProjectFile, path: Path
) -> None:
    report = make_report()
    add(project, report, *[make_annotation(report, start=n) for n in range(200)])
    (root,) = query(path, "SELECT rootpage AS n FROM sqlite_schema WHERE name = 'annotation'")
    project.close()
    assert isinstance(root["n"], int)
    damaged(path, (root["n"] - 1) * 4096, bytes(4096))
    with ProjectFile.open(path) as again:
        assert "database" in {finding.kind for finding in again.check()}
        assert again.reports() == [report]
        with pytest.raises(ProjectError, match="is damaged"):
            list(again.annotations())


def test_a_field_more_or_less_in_later_versions_leaves_older_readings_whole(
    project: ProjectFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    @dataclass(frozen=True)
    class Later(Damage):
        more: int = 0

    damage = {"repaired": True, "pages": [1], "parts": 0, "gone": 7}
    digest = project.store_document(b"%PDF-", media_type="application/pdf", file_name="a.pdf")
    text, structure = make_reading()
    project.store_reading(digest, text, structure)
    assert project.check() == []
    monkeypatch.setattr(readings, "WHOLE", Later())
    assert project.check() == []
    with project._connection.writing() as sqlite:
        sqlite.execute("UPDATE reading SET damage = ?", (json.dumps(damage),))
    found = project.structure(digest)
    assert found is not None
    assert found.damage == Damage(repaired=True, pages=(1,))
    assert {one.kind for one in project.check()} == {"reading"}
