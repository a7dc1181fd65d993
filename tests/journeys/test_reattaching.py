"""Passages whose place is not sure: looked through, accepted, attached by hand, put off."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from PySide6.QtCore import Qt

from glossator.app import workspace
from glossator.cli.program import glossator as program
from glossator.documents.engine import pymupdf
from glossator.domain.pages.geometry import Rect
from glossator.domain.records import Status
from glossator.doubting import Archive
from glossator.storage.project import ProjectFile
from helpers.typeset import MODERN, Paragraph, Setting, corpus_paragraphs, set_report
from helpers.window import (
    LONG,
    click,
    drag,
    focused,
    open_window,
    page_text,
    press,
    select_words,
    wait_open,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from glossator.documents.pool import DocumentPool
    from glossator.domain.anchoring.doubts import Doubt, Former
    from glossator.domain.records import Annotation, AnnotationId, Report
    from glossator.ui.panels.doubts import DoubtPanel
    from helpers.window import TestWindow

ALIKE, OTHER, GONE, TWICE, SHIFTED = 4, 9, 12, 20, 2
"""Paragraphs of the old edition: two reworded, one lost, one reworded twice, one moved."""


def words_of(number: int) -> str:
    """Return the words that are marked in a paragraph of the old edition."""
    return " ".join(corpus_paragraphs()[number].words.split()[3:25])


@pytest.fixture(scope="module")
def replaced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose only report has got another file; copy it."""
    folder = tmp_path_factory.mktemp("replaced")
    old = list(corpus_paragraphs(count=24))
    new: list[Paragraph] = list(old)
    new[ALIKE] = _reworded(old[ALIKE], 6, "entirely other words here")
    new[OTHER] = _reworded(old[OTHER], 8, "what people of any kind")
    new[TWICE] = _reworded(old[TWICE], 10, "one thing")
    new.append(_reworded(old[TWICE], 14, "another thing"))
    new.insert(16, old[SHIFTED])
    for gone in (GONE, SHIFTED):
        del new[gone]
    (folder / "old.pdf").write_bytes(set_report(old))
    (folder / "new.pdf").write_bytes(set_report(new, Setting(MODERN, 9, "us-letter", joins=False)))
    path = folder / "study.glossator"
    run("new", path)
    run("add", path, folder / "old.pdf", "--symbol", "A/1/1")
    for number in (ALIKE, OTHER, GONE, TWICE, SHIFTED):
        run("annotate", path, "--report", "A/1/1", "--quote", words_of(number),
            "--note", f"note {number}")  # fmt: skip
    run("replace", path, "A/1/1", folder / "new.pdf")
    return path


def _reworded(paragraph: Paragraph, at: int, by: str) -> Paragraph:
    words = paragraph.words.split()
    return replace(paragraph, words=" ".join([*words[:at], by, *words[at + 3 :]]))


def run(*arguments: object) -> str:
    result = CliRunner().invoke(program, [str(one) for one in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def study(qtbot: QtBot, pool: DocumentPool, replaced: Path, tmp_path: Path) -> TestWindow:
    """The window on a copy of that project."""
    path = tmp_path / "study.glossator"
    shutil.copy(replaced, path)
    return open_window(qtbot, pool, tmp_path, path)


def opened(qtbot: QtBot, study: TestWindow) -> DoubtPanel:
    """Open the list and wait until every passage of it has been looked for."""
    study.opened.themes.detached.click()
    panel = study.opened.reattach.panel
    wait_found(qtbot, panel)
    return panel


def wait_found(qtbot: QtBot, panel: DoubtPanel) -> None:
    """Wait until every passage has been looked for, and what was found is counted."""

    def is_found() -> bool:
        ids = [panel.model.id_at(row) for row in range(panel.model.rowCount())]
        known = [one and panel._reattaching.doubt(one) for one in ids]
        return len(known) == 4 and all(known) and not panel._say_soon.isActive()

    qtbot.waitUntil(is_found, timeout=LONG)
    assert panel.sure.text() == "Accept all &sure ones (2)"


def marked(study: TestWindow, number: int) -> Annotation:
    return next(one for one in study.annotations() if one.note == f"note {number}")


def choose(qtbot: QtBot, panel: DoubtPanel, annotation_id: AnnotationId) -> None:
    panel.choose(annotation_id)
    qtbot.waitUntil(lambda: "Looking" not in panel.place.text.toPlainText(), timeout=LONG)


def test_an_analyst_sees_old_and_new_place_side_by_side(qtbot: QtBot, study: TestWindow) -> None:
    panel = opened(qtbot, study)
    choose(qtbot, panel, marked(study, ALIKE).id)
    assert panel.former.head.text().startswith("<b>Was: A/1/1, para. 5</b>")
    assert panel.place.head.text().startswith("<b>Now: A/1/1, para. 4</b>")
    assert "alike" in panel.place.head.text()
    assert "entirely other words here" in panel.place.text.toPlainText()
    assert "entirely other words here" not in panel.former.text.toPlainText()
    assert "<u " in panel.place.text.toHtml() or "underline" in panel.place.text.toHtml()
    assert "line-through" in panel.former.text.toHtml()
    assert study.opened.desk.annotation_id == marked(study, ALIKE).id
    choose(qtbot, panel, marked(study, GONE).id)
    assert "Nothing like it was found" in panel.place.text.toPlainText()
    assert not panel.accept.isEnabled()
    assert words_of(GONE)[:40] in panel.former.text.toPlainText()


def test_a_passage_is_looked_for_once(
    qtbot: QtBot, study: TestWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[AnnotationId] = []
    find = Archive.doubt

    def count(
        archive: Archive, report: Report, annotation: Annotation, former: Former | None
    ) -> Doubt | None:
        asked.append(annotation.id)
        return find(archive, report, annotation, former)

    monkeypatch.setattr(Archive, "doubt", count)
    opened(qtbot, study)
    assert len(asked) == len(set(asked)) > 2


def test_an_analyst_accepts_all_sure_ones_and_takes_that_back_with_one_undo(
    qtbot: QtBot, study: TestWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, before = opened(qtbot, study), study.annotations()
    monkeypatch.setattr(workspace, "LARGE", 2)  # there may be thousands
    click(panel.sure)
    assert study.opened.workspace.is_busy
    qtbot.waitUntil(lambda: not study.opened.workspace.is_busy)
    assert [marked(study, one).status for one in (ALIKE, OTHER, TWICE, GONE)] == [
        Status.ATTACHED,
        Status.ATTACHED,
        Status.CHECK,
        Status.DETACHED,
    ]
    assert "entirely other words here" in marked(study, ALIKE).quote
    assert marked(study, ALIKE).citation == "A/1/1, para. 4"
    assert study.opened.themes.detached.count() == 2
    assert study.project.check() == []
    study.run("undo")
    qtbot.waitUntil(lambda: not study.opened.workspace.is_busy)
    assert study.annotations() == before
    qtbot.waitUntil(lambda: panel.model.rowCount() == 4)


def test_an_analyst_steps_through_the_places_and_accepts_the_second(
    qtbot: QtBot, study: TestWindow
) -> None:
    panel = opened(qtbot, study)
    choose(qtbot, panel, marked(study, TWICE).id)
    first = panel.place.text.toPlainText()
    with qtbot.waitSignal(study.opened.said) as said:
        press(panel.view, Qt.Key.Key_Right)
    assert said.args is not None
    assert said.args[0].startswith("Place 2 of ")
    second = panel.place.text.toPlainText()
    assert "place 2 of" in panel.place.head.text()
    assert first != second
    page = study.opened.panes.active
    assert page is not None
    assert page.view.hits
    press(panel.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: marked(study, TWICE).status is Status.ATTACHED, timeout=LONG)
    text = study.project.text(study.opened.workspace.reports()[0].sha256)
    assert text is not None
    for part in marked(study, TWICE).segments:
        assert text.text[part.start : part.end] == part.exact
        assert part.quads
    assert " ".join(marked(study, TWICE).quote.split()) in " ".join(second.split())
    study.run("undo")
    assert marked(study, TWICE).status is Status.CHECK


def test_an_analyst_attaches_a_lost_passage_to_words_selected_by_hand(
    qtbot: QtBot, study: TestWindow
) -> None:
    panel = opened(qtbot, study)
    lost = marked(study, GONE)
    choose(qtbot, panel, lost.id)
    study.run("attach_here")
    assert study.said == "Select the words in A/1/1 where the passage stands first."
    pane = study.opened.panes.active
    assert pane is not None
    words = words_of(0)[:30]
    select_words(qtbot, pane, 0, words)
    assert not study.opened.tagging.box.isVisible()
    study.run("attach_here")
    found = marked(study, GONE)
    assert (found.quote, found.status, found.note) == (words, Status.ATTACHED, lost.note)
    assert found.page == 0
    study.run("undo")
    assert marked(study, GONE) == lost


def test_the_list_is_worked_through_by_keyboard(qtbot: QtBot, study: TestWindow) -> None:
    study.run("reattach")
    panel = study.opened.reattach.panel
    wait_found(qtbot, panel)
    assert focused() is panel.view
    first, second = panel.model.id_at(0), panel.model.id_at(1)
    press(panel.view, Qt.Key.Key_L)
    assert panel.chosen() == second
    assert panel.model.id_at(3) == first
    press(panel.view, Qt.Key.Key_Return)
    assert panel.model.row_of(second) == -1
    assert panel.chosen() is not None
    count = len(study.annotations())
    press(panel.view, Qt.Key.Key_Delete)
    assert len(study.annotations()) == count - 1
    study.run("undo")
    assert len(study.annotations()) == count
    press(panel.view, Qt.Key.Key_Escape)
    assert not study.opened.reattach.is_open
    assert focused() is study.panes[0].view


def test_taking_the_new_edition_back_empties_the_list_and_bringing_it_again_fills_it(
    qtbot: QtBot, study: TestWindow
) -> None:
    panel, before = opened(qtbot, study), study.annotations()
    study.run("undo")
    assert panel.model.rowCount() == 0
    assert "Every passage stands where it should" in panel.place.text.toPlainText()
    assert {one.status for one in study.annotations()} == {Status.ATTACHED}
    study.run("redo")
    assert study.annotations() == before
    wait_found(qtbot, panel)


def test_what_moved_is_listed_on_request(qtbot: QtBot, study: TestWindow) -> None:
    panel = opened(qtbot, study)
    assert "(1)" in panel.with_moved.text()
    click(panel.with_moved)
    moved = marked(study, SHIFTED)
    assert panel.model.rowCount() == 5
    choose(qtbot, panel, moved.id)
    assert panel.former.head.text().startswith("<b>Was: A/1/1, para. 3</b>")
    assert panel.place.head.text().startswith("<b>Now: A/1/1, para. 15</b>")
    assert not panel.accept.isEnabled()


def test_the_list_says_when_nothing_is_in_doubt(qtbot: QtBot, window: TestWindow) -> None:
    window.run("reattach")
    panel = window.opened.reattach.panel
    assert "Every passage stands where it should" in panel.place.text.toPlainText()
    assert not panel.accept.isEnabled()
    assert not panel.remove.isEnabled()
    window.run("compare")
    assert not window.opened.reattach.is_open


def test_a_project_opened_for_reading_shows_the_list_and_changes_nothing(
    qtbot: QtBot, study: TestWindow
) -> None:
    path = study.project.path
    study.close_project()
    study.show_project(ProjectFile.open(path, read_only=True))
    qtbot.waitUntil(lambda: study.opened.workspace.is_loaded, timeout=LONG)
    study.opened.reattach.open()
    panel = study.opened.reattach.panel
    qtbot.waitUntil(lambda: panel.model.rowCount() == 4, timeout=LONG)
    choose(qtbot, panel, marked(study, ALIKE).id)
    for button in (panel.accept, panel.sure, panel.attach, panel.remove):
        assert not button.isEnabled()


def make_scan(path: Path, grey: float) -> Path:
    """Write a PDF of a page that is a picture with something in the middle."""
    drawing, document = pymupdf.Document(), pymupdf.Document()
    sheet = drawing.new_page(width=300, height=400)
    sheet.draw_rect(pymupdf.Rect(100, 100, 200, 200), color=None, fill=(grey, grey, grey))
    page = document.new_page(width=300, height=400)
    page.insert_image(page.rect, pixmap=sheet.get_pixmap(dpi=100))
    document.save(path)
    return path


def test_an_area_in_doubt_shows_both_pictures_and_is_drawn_anew_when_accepted(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    window.add_files([make_scan(tmp_path / "old.pdf", 0.9)])
    qtbot.waitUntil(lambda: len(window.opened.workspace.reports()) == 6, timeout=LONG)
    pane = window.opened.panes.show_report(window.report("old.pdf").id)
    wait_open(qtbot, window, pane)
    page_text(qtbot, pane, 0)
    rect = pane.view.rect_on_viewport(0, Rect(80, 80, 220, 220))
    drag(pane, rect.topLeft().toPoint(), rect.bottomRight().toPoint())
    qtbot.waitUntil(lambda: window.opened.tagging.box.isVisible(), timeout=LONG)
    window.opened.tag_by_key("1")
    qtbot.waitUntil(lambda: window.opened.workspace.annotation_count == 1, timeout=LONG)
    window.opened.replacing.replace(pane.report_id, make_scan(tmp_path / "new.pdf", 0.1))
    qtbot.waitUntil(lambda: "Please check 1" in window.said, timeout=LONG)
    window.opened.notice._button.click()
    panel = window.opened.reattach.panel
    for view in (panel.former, panel.place):
        qtbot.waitUntil(lambda view=view: "<img" in view.text.toHtml(), timeout=LONG)  # type: ignore[misc]
    (before,) = window.annotations()
    panel.accept.click()
    qtbot.waitUntil(lambda: window.annotations()[0].status is Status.ATTACHED, timeout=LONG)
    (after,) = window.annotations()
    assert after.picture != before.picture
    assert window.project.picture(after.picture)
    assert (after.segments[0].quads, after.theme_ids) == (
        before.segments[0].quads,
        before.theme_ids,
    )
    assert window.project.check() == []
    window.run("undo")
    assert window.annotations() == [before]
