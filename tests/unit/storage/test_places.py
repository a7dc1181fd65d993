"""Bookmarks, saved searches and pictures of areas in the project file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from glossator.domain.edits import Change, EditSet
from glossator.domain.project_intents import MEMO, aside_of
from glossator.domain.records import Fact, ThemeId
from glossator.storage.project import ProjectFile
from helpers.records import make_annotation, make_bookmark, make_report, make_search, make_theme

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.domain.records import Record

AT = "2024-09-01T10:00:00Z"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def put(project: ProjectFile, *records: Record) -> int:
    changes = tuple(Change(None, record) for record in records)
    return project.apply(EditSet("Make", changes), analyst="Anna", at=AT)


def test_bookmarks_come_back_in_the_order_of_their_places(project: ProjectFile) -> None:
    report = make_report()
    later, first = make_bookmark(report, page=3, top=20.5), make_bookmark(report, page=3, top=2.0)
    put(project, report, later, first)
    assert project.bookmarks() == [first, later]


def test_saved_searches_come_back_in_the_users_order(project: ProjectFile) -> None:
    second, first = make_search("data", position=1), make_search("consent", position=0)
    put(project, second, first)
    assert project.saved_searches() == [first, second]


def test_deleting_and_renaming_are_taken_back(project: ProjectFile) -> None:
    report, search = make_report(), make_search()
    bookmark = make_bookmark(report)
    put(project, report, bookmark, search)
    edits = EditSet(
        "Both", (Change(bookmark, replace(bookmark, name="Other")), Change(search, None))
    )
    number = project.apply(edits, analyst="Anna", at=AT)
    assert [one.name for one in project.bookmarks()] == ["Other"]
    assert not project.saved_searches()
    assert project.take_back(number, at=AT) == edits.inverse()
    assert project.bookmarks() == [bookmark]
    assert project.saved_searches() == [search]


def test_what_is_kept_of_the_project_is_written_taken_back_and_given_again(
    path: Path, project: ProjectFile
) -> None:
    project.set_setting("analyst", "Anna")
    memo, aside = Fact(MEMO, "Begun in May."), Fact(aside_of(ThemeId("T1")), "R1 para_1")
    put(project, memo, aside)
    longer = replace(memo, text="Begun in May, ended in June.")
    number = project.apply(
        EditSet("Both", (Change(memo, longer), Change(aside, None))), analyst="Anna", at=AT
    )
    assert project.facts() == [longer]
    project.take_back(number, at=AT)
    assert set(project.facts()) == {memo, aside}
    project.give_again(number, at=AT)
    project.close()
    with ProjectFile.open(path) as again:
        assert again.facts() == [longer]
        assert again.setting("memo") == longer.text
        assert again.setting("analyst") == "Anna"


def test_memos_examples_and_archiving_are_kept(path: Path, project: ProjectFile) -> None:
    report = make_report(memo="Written before the General Comment.")
    theme = make_theme(
        examples="not held liable\nshall not be punished",
        memo="Watch the word “compelled”.",
        memo_date=AT,
        archived=True,
    )
    put(project, report, theme)
    project.close()
    with ProjectFile.open(path) as again:
        assert again.reports() == [report]
        assert again.themes() == [theme]
        assert {finding.kind for finding in again.check()} == {"reference"}  # no document here


def test_the_picture_of_an_area_is_kept_under_its_hash(project: ProjectFile) -> None:
    digest = project.store_picture(PNG)
    assert project.store_picture(PNG) == digest
    assert project.picture(digest) == PNG
    assert project.picture("0" * 64) is None
    report = make_report()
    area = make_annotation(report, exact="", picture=digest)
    put(project, report, area)
    assert list(project.annotations()) == [[area]]
    assert area.is_area


def test_a_picture_that_is_missing_or_changed_is_found(project: ProjectFile) -> None:
    report = make_report()
    digest = project.store_picture(PNG)
    put(project, report, make_annotation(report, exact="", picture=digest, citation="p. 3"))
    sqlite = project._connection.sqlite
    sqlite.execute("UPDATE picture SET data = ?", (PNG + b"x",))
    sqlite.commit()
    assert [one.kind for one in project.check() if one.kind == "picture"] == ["picture"]
    sqlite.execute("DELETE FROM picture")
    sqlite.commit()
    assert any("p. 3" in one.sentence for one in project.check())


def test_compacting_keeps_pictures_and_bookmarks_that_are_in_use(project: ProjectFile) -> None:
    report = make_report()
    used, unused = project.store_picture(PNG), project.store_picture(PNG + b"x")
    bookmark = make_bookmark(report)
    put(project, report, bookmark, make_annotation(report, exact="", picture=used))
    project.compact()
    assert project.picture(used)
    assert project.picture(unused) is None
    assert project.bookmarks() == [bookmark]
