"""Taking passages to other tools and in from them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from glossator.app.exporting import Exporter, ExportWish
from glossator.app.merging import Merger
from glossator.domain.edits import Change, EditSet
from glossator.domain.records import AnnotationId
from glossator.exchange.outgoing import format_of
from glossator.safekeeping import state_of
from glossator.storage.backups import MERGE, BackupStore
from glossator.storage.project import ProjectFile
from glossator.ui.dialogs.agreement import AgreementDialog
from glossator.ui.flows.importing import ImportDialog
from glossator.ui.flows.merging import MergeDialog
from helpers.exchange import REPORT, outgoing
from helpers.pdfs import make_pdf
from helpers.records import make_annotation
from helpers.window import LONG, click, focused, select_words, typed

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from helpers.window import TestWindow


def tag(qtbot: QtBot, window: TestWindow, page: int, words: str, key: str) -> None:
    """Tag words of the first pane with the theme of a key."""
    select_words(qtbot, window.panes[0], page, words)
    typed(focused(), key)


def test_an_analyst_exports_a_document_to_read_and_the_choices_are_remembered(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    window.opened.workspace.set_analyst("Ana")
    tag(qtbot, window, 4, "trafficking", "1")
    wish = ExportWish(".md", by_report=True, definitions=False)
    window.ask.will_be("export_wish", wish, None)
    window.ask.will_be("export_file", tmp_path / "report.md")
    window.run("export")
    qtbot.waitUntil(lambda: window.said == "Exported 1 passage to report.md.", timeout=LONG)
    text = (tmp_path / "report.md").read_text("utf-8")
    assert "Themes: " in text
    window.run("export")
    assert window.ask.sentences[-1] == ".md: 1 passages, 1 listed"


def test_a_cancelled_export_leaves_the_old_file_and_no_half_one(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    tag(qtbot, window, 4, "trafficking", "1")
    target = tmp_path / "out.csv"
    target.write_text("old")
    before = sorted(tmp_path.iterdir())
    room = window.opened
    exporter = Exporter(room.workspace, room.library)
    told: list[tuple[int, int]] = []
    exporter.progress.connect(lambda done, total: told.append((done, total)))
    with qtbot.waitSignal(exporter.ended, timeout=LONG):
        exporter.start(tmp_path / "whole.csv")
    qtbot.waitUntil(lambda: told[-1:] == [(1, 1)], timeout=LONG)
    (tmp_path / "whole.csv").unlink()
    exporter = Exporter(room.workspace, room.library)
    with qtbot.waitSignal(exporter.ended, timeout=LONG):
        exporter.cancel()
        exporter.start(target)
    assert target.read_text() == "old"
    assert sorted(tmp_path.iterdir()) == before


FOREIGN = (
    "Passage,What it is about,Remark\n"
    "criminal records for individuals who were convicted,Girls,look\n"
    "nothing like this stands in any report at all,Girls,\n"
)


STARTS = Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive


def import_dialog(window: TestWindow) -> ImportDialog:
    found = window.findChild(ImportDialog)
    assert found is not None
    return found


def test_an_analyst_names_the_columns_of_a_foreign_table_looks_and_takes_it_in(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    (tmp_path / "theirs.csv").write_text(FOREIGN, "utf-8")
    window.ask.will_be("import_files", [tmp_path / "theirs.csv"])
    window.run("import")
    dialog = import_dialog(window)
    qtbot.waitUntil(lambda: "Choose the column" in dialog.text(), timeout=LONG)
    assert not dialog.button.isEnabled()
    (choice,) = dialog.choices.values()
    order: list[QWidget] = [choice.boxes[0]]
    while order[-1] != dialog.button:
        after = order[-1].nextInFocusChain()
        assert after is not None
        order.append(after)
    assert [one for one in order if isinstance(one, QComboBox)] == choice.boxes
    assert dialog.list in order
    for column, field in enumerate(("quote", "themes", "note")):
        choice.boxes[column].setCurrentIndex(choice.boxes[column].findData(field))
    qtbot.waitUntil(dialog.button.isEnabled, timeout=LONG)
    assert dialog.text().startswith("1 added, 1 not found in the report, 1 new theme.")
    heading = dialog.list.topLevelItem(0)
    assert heading is not None
    assert heading.text(0) == "Not found in the report (1)"
    (line,) = dialog.list.findItems("“nothing like this", STARTS, 0)
    assert line.parent() is heading
    assert not window.annotations()
    click(dialog.button)
    assert window.said == "Imported 1 passage. Undo takes all of it back."
    (one,) = window.annotations()
    assert (one.note, one.theme_ids) == ("look", (window.theme("Girls").id,))
    window.run("undo")
    assert not window.annotations()
    assert "Girls" not in {theme.name for theme in window.opened.workspace.tree}


def test_a_cancelled_import_changes_nothing(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    (tmp_path / "theirs.csv").write_text("quote\ntrafficking in women\n", "utf-8")
    window.ask.will_be("import_files", [tmp_path / "theirs.csv"])
    window.run("import")
    dialog = import_dialog(window)
    qtbot.waitUntil(dialog.button.isEnabled, timeout=LONG)
    dialog.reject()
    assert not window.annotations()


def test_a_file_that_can_not_be_imported_is_refused_in_a_sentence(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xff\xff\xff")
    window.ask.will_be("import_files", [tmp_path / "a.csv"])
    window.run("import")
    dialog = import_dialog(window)
    qtbot.waitUntil(lambda: "UTF-8" in dialog.text(), timeout=LONG)
    assert not dialog.button.isEnabled()
    dialog.reject()


def test_an_analyst_looks_at_a_colleagues_project_and_merges_it(
    qtbot: QtBot, window: TestWindow, sample: Path, tmp_path: Path
) -> None:
    window.opened.workspace.set_analyst("Ana")
    tag(qtbot, window, 4, "trafficking", "1")
    colleague = tmp_path / "Ben.glossator"
    shutil.copy(sample, colleague)
    (one,) = window.annotations()
    with ProjectFile.open(colleague) as project:
        theirs = replace(one, note="Ben thinks otherwise", modified="2999-01-01T00:00:00Z")
        project.apply(EditSet("Note", (Change(one, theirs),)), at=one.modified)
    folder = tmp_path / "backups"
    window.settings.set("backup_folder", str(folder))
    window.settings.set("backups", value=True)
    window.ask.will_be("other_project", colleague)
    window.run("merge")
    dialog = window.findChild(MergeDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.button.isEnabled, timeout=LONG)
    assert dialog.text().startswith("1 newer there.")
    click(dialog.button)
    qtbot.waitUntil(lambda: window.said.startswith("Merged Ben"), timeout=LONG)
    assert window.annotations()[0].note == "Ben thinks otherwise"
    (backup,) = BackupStore(folder).of(window.project.path)
    assert (backup.reason, state_of(backup.path).annotations) == (MERGE, {one.id: one})
    window.run("undo")
    assert window.annotations() == [one]


def test_a_document_that_a_project_brings_along_becomes_a_report(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    path = tmp_path / "theirs.qdpx"
    report = replace(REPORT, sha256="", symbol="A/99/1", title="Theirs", file_name="x.pdf")
    data = make_pdf([["1. Victims must not be punished.", "2. Remedies follow."]])
    sent = replace(outgoing(), reports=[report], data=lambda _: data, text=lambda _: None)
    format_of(path.name).write(sent, path)
    before = window.opened.workspace.reports()
    window.ask.will_be("import_files", [path])
    window.run("import")
    dialog = import_dialog(window)
    qtbot.waitUntil(dialog.button.isEnabled, timeout=LONG)
    assert "1 new report" in dialog.text()
    click(dialog.button)
    qtbot.waitUntil(lambda: "Imported" in window.said, timeout=LONG)
    (*known, added) = window.opened.workspace.reports()
    assert known == before
    assert (added.symbol, added.memo) == ("A/99/1", REPORT.memo)
    window.run("undo")
    assert window.opened.workspace.reports() == before


def test_a_locked_document_that_a_project_brings_along_asks_for_its_password_or_is_left_out(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    path = tmp_path / "theirs.qdpx"
    report = replace(REPORT, sha256="", symbol="A/99/1", title="Theirs", file_name="x.pdf")
    data = make_pdf([["1. Victims must not be punished."]], encrypt="secret")
    sent = replace(outgoing(), reports=[report], data=lambda _: data, text=lambda _: None)
    format_of(path.name).write(sent, path)
    window.ask.will_be("import_files", [path], [path])
    window.ask.will_be("password", None, "wrong", "secret")
    window.run("import")
    dialog = import_dialog(window)
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() > 0, timeout=LONG)
    assert dialog.list.findItems("“A/99/1” was not added", STARTS)
    assert not dialog.button.isEnabled()
    dialog.reject()
    window.run("import")
    again = next(one for one in window.findChildren(ImportDialog) if one is not dialog)
    qtbot.waitUntil(again.button.isEnabled, timeout=LONG)
    assert "1 new report" in again.text()
    again.reject()


def test_a_merge_that_is_cancelled_while_documents_come_over_changes_nothing(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    other = tmp_path / "theirs.glossator"
    with ProjectFile.create(other) as project:
        data = make_pdf([["1. Victims must not be punished."]])
        sha256 = project.store_document(data, media_type="application/pdf", file_name="x.pdf")
        report = replace(REPORT, sha256=sha256)
        added = (Change(None, report), Change(None, make_annotation(report)))
        project.apply(EditSet("Add", added), at="2026-01-01T00:00:00Z")
    before = window.opened.workspace.reports()
    room = window.opened
    merger = Merger(room.workspace, room.library, other, None)
    told: list[tuple[int, int]] = []
    merger.progress.connect(lambda done, total: told.append((done, total)))
    with qtbot.waitSignal(merger.planned, timeout=LONG) as planned:
        merger.start()
    with qtbot.waitSignal(merger.ended, timeout=LONG):
        merger.merge(planned.args[0])
        merger.cancel()
    assert room.workspace.reports() == before
    assert told


def test_an_analyst_takes_in_a_colleagues_project_and_sees_where_they_differ(
    qtbot: QtBot, window: TestWindow, sample: Path, tmp_path: Path
) -> None:
    colleague = tmp_path / "Ben.glossator"
    shutil.copy(sample, colleague)
    window.opened.workspace.set_analyst("Ana")
    tag(qtbot, window, 4, "trafficking", "1")
    tag(qtbot, window, 9, "women", "1")
    # Both were made in the same second.
    first = min(window.annotations(), key=lambda one: one.start)
    theirs = replace(first, id=AnnotationId("F" * 8 + first.id[8:]), analyst="Ben")
    with ProjectFile.open(colleague) as project:
        project.apply(EditSet("Tag", (Change(None, theirs),)), at=first.modified)
    window.ask.will_be("other_project", colleague)
    window.run("merge")
    merging = window.findChild(MergeDialog)
    assert merging is not None
    qtbot.waitUntil(merging.button.isEnabled, timeout=LONG)
    click(merging.button)
    qtbot.waitUntil(lambda: len(window.annotations()) == 3, timeout=LONG)
    window.run("agreement")
    dialog = window.findChild(AgreementDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.places.topLevelItemCount() == 1, timeout=LONG)
    assert dialog.text().startswith("They differ in 1 of ")
    place = dialog.places.topLevelItem(0)
    assert place is not None
    theme = window.opened.workspace.tree[first.theme_ids[0]].name
    assert [place.text(1), place.text(2)[0], place.text(3)] == [theme, "“", "not tagged"]
    window.panes[0].go_to_page(0)
    dialog.places.itemClicked.emit(place, 0)
    qtbot.waitUntil(lambda: window.panes[0].view.page in (8, 9), timeout=LONG)
    row = dialog.themes.topLevelItem(1)
    assert row is not None
    dialog.themes.setCurrentItem(row)
    assert dialog.places.isColumnHidden(1)
    dialog.close()


def test_one_analyst_alone_is_told_that_agreement_needs_two(
    qtbot: QtBot, window: TestWindow
) -> None:
    tag(qtbot, window, 4, "trafficking", "1")
    window.run("agreement")
    dialog = window.findChild(AgreementDialog)
    assert dialog is not None
    assert dialog.text().startswith("Agreement needs two analysts.")
    dialog.close()
