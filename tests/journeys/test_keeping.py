"""Quitting, exporting, adding, other projects: what stays and what goes out."""

from __future__ import annotations

import csv
import os
import random
import signal
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pypdf
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl

from glossator.clock import utc_now
from glossator.domain.edits import Change, EditSet
from glossator.sample import create_sample
from glossator.storage.project import ProjectFile
from helpers.pdfs import make_pdf, make_picture
from helpers.records import MADE_AT, make_annotation
from helpers.window import (
    CONTROL,
    LONG,
    copy_sample,
    drop,
    focused,
    open_window,
    press,
    select_words,
    typed,
    wait_loaded,
    wait_open,
    wheel,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from glossator.app.view_state import ViewState
    from glossator.documents.pool import DocumentPool
    from glossator.ui.panes.pane import Pane
    from helpers.window import TestWindow

PUNISH = "Non-punishment and non-criminalization of victims"
ROUNDS = 8


def tag(qtbot: QtBot, window: TestWindow, pane: int, page: int, words: str, key: str) -> None:
    select_words(qtbot, window.panes[pane], page, words)
    typed(focused(), key)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def drop_files(window: TestWindow, *paths: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return drop(window, data, QPoint(700, 400), Qt.DropAction.CopyAction)


def wait_reports(qtbot: QtBot, window: TestWindow, count: int) -> None:
    """Wait until the project has so many reports, or something is said against it."""
    workspace = window.opened.workspace
    qtbot.waitUntil(lambda: bool(window.said) or len(workspace.reports()) == count, timeout=LONG)
    assert not window.said


def wait_standing(qtbot: QtBot, pane: Pane, state: ViewState) -> None:
    """Wait until a pane shows a place at a scale; it fits the text once it has that."""

    def stands() -> None:
        now = pane.view.state()
        assert (now.page, now.fit) == (state.page, state.fit)
        assert now.y == pytest.approx(state.y, abs=3)
        assert now.scale == pytest.approx(state.scale, rel=0.02)

    qtbot.waitUntil(stands)


# Quitting


def test_an_analyst_quits_and_finds_everything_where_it_was(
    qtbot: QtBot, pool: DocumentPool, window: TestWindow, tmp_path: Path
) -> None:
    tag(qtbot, window, 1, 4, "trafficking", "1")
    room = window.opened
    room.panes.open(window.report("A/67/170").id, index=0)
    wait_loaded(qtbot, window)
    wheel(window.panes[2], -30)
    wheel(window.panes[0], 3, CONTROL)
    room.desk.choose_theme(window.theme(PUNISH).id)
    room.sides.left.setCurrentIndex(1)
    before = [(pane.report_id, pane.view.state()) for pane in window.panes]
    kept = window.annotations()
    press(window, Qt.Key.Key_Q, CONTROL)
    assert not window.isVisible()
    assert window.room is None

    again = open_window(qtbot, pool, tmp_path)
    assert again.annotations() == kept
    assert [pane.report_id for pane in again.panes] == [report_id for report_id, _ in before]
    for pane, (_, state) in zip(again.panes, before, strict=True):
        wait_standing(qtbot, pane, state)
    assert again.opened.desk.theme_id == again.theme(PUNISH).id
    assert again.opened.sides.left.currentIndex() == 1
    press(again, Qt.Key.Key_Z, CONTROL)
    assert not again.annotations()


def test_an_analyst_quits_while_a_note_is_typed_and_it_is_kept(
    qtbot: QtBot, pool: DocumentPool, window: TestWindow, tmp_path: Path
) -> None:
    tag(qtbot, window, 1, 4, "trafficking", "1")
    press(window, Qt.Key.Key_M, CONTROL)
    typed(focused(), "Half a though")
    window.close()
    (noted,) = open_window(qtbot, pool, tmp_path).annotations()
    assert noted.note == "Half a though"


TAGGING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from glossator.documents.pool import DocumentPool
from glossator.domain.text.caret import Caret
from helpers.window import focused, make_window, typed

folder, number = Path(sys.argv[1]), int(sys.argv[2])
app = QApplication([])
pool = DocumentPool(renderers=1, arena_bytes=32 * 2**20)
pool.start()
window = make_window(pool, folder)
window.show()
window.activateWindow()
window.show_project(window.projects.last())
pane = window.panes[0]

def tag():
    global number
    library = window.opened.library
    if library.page_text(pane.report_id, 3) is None or library.reading(pane.report_id) is None:
        return
    start = 100 + number % 500
    pane.view.selecting.select(Caret(3, start), Caret(3, start + 40))
    before = window.opened.desk.annotation_id
    pane.view.setFocus()
    typed(pane.view, "1")
    made = window.opened.desk.annotation_id
    assert made and made != before, window.said
    number += 1
    print(made, flush=True)

timer = QTimer(interval=0)
timer.timeout.connect(tag)
timer.start()
app.exec()
"""


def test_an_analyst_whose_machine_dies_finds_every_finished_action(
    read_sample: Path, tmp_path: Path
) -> None:
    path = copy_sample(read_sample, tmp_path)
    seconds, acknowledged = random.Random(0), []
    for number in range(ROUNDS):
        child = subprocess.Popen(
            [sys.executable, "-c", TAGGING, str(tmp_path), str(number * 1000)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        acknowledged.append(child.stdout.readline().strip())
        assert acknowledged[-1], child.stderr and child.stderr.read()
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(seconds.uniform(0.01, 0.3))
        child.send_signal(signal.SIGKILL)
        acknowledged += child.communicate(timeout=10)[0].split()
    with ProjectFile.open(path) as project:
        assert not project.read_only
        kept = {one.id for batch in project.annotations() for one in batch}
        assert set(acknowledged) <= kept
        assert len(acknowledged) > 2 * ROUNDS
        assert len(kept) - len(acknowledged) <= ROUNDS
        assert not project.check()


NOTING = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from glossator import __main__ as program

made_window = program._window

def window(pool, settings):
    made = made_window(pool, settings)

    def note():
        if made.room is None or not made.is_sharp():
            return
        timer.stop()
        made.room.desk.choose_annotation(sys.argv[2])
        made.room.passages.note.text.insertPlainText("Half a though")
        os.kill(os.getpid(), signal.SIGTERM)

    timer = made.looking = QTimer(interval=5)
    timer.timeout.connect(note)
    timer.start()
    return made

program._window = window
sys.exit(program.run(Path(sys.argv[1])))
"""


def test_an_analyst_whose_session_ends_finds_the_note_that_was_typed(
    read_sample: Path, tmp_path: Path
) -> None:
    path = copy_sample(read_sample, tmp_path)
    with ProjectFile.open(path) as project:
        made = make_annotation(project.reports()[0])
        project.apply(EditSet("Tag", (Change(None, made),)), at=MADE_AT)
    child = subprocess.run(
        [sys.executable, "-c", NOTING, str(path), made.id],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "XDG_CONFIG_HOME": str(tmp_path),
        },
        timeout=60,
    )
    assert child.returncode == 0
    with ProjectFile.open(path) as project:
        (noted,) = (one for batch in project.annotations() for one in batch)
        assert noted.note == "Half a though"


# Going out


def test_an_analyst_exports_all_and_what_is_listed(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    tag(qtbot, window, 1, 4, "trafficking", "1")
    tag(qtbot, window, 1, 9, "women", "2")
    tag(qtbot, window, 0, 6, "trafficking", "1")
    window.ask.will_be("csv_file", tmp_path / "all.csv", tmp_path / "listed.csv")
    press(window, Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: window.said == "Exported 3 passages to all.csv.")
    assert [row["symbol"] for row in rows(tmp_path / "all.csv")] == [
        "CEDAW/C/GC/38",
        "A/79/322",
        "A/79/322",
    ]
    window.opened.desk.choose_theme(window.theme(PUNISH).id)
    press(window, Qt.Key.Key_E, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: window.said == "Exported 2 passages to listed.csv.")
    listed = rows(tmp_path / "listed.csv")
    assert [row["annotation_id"] for row in listed] == window.opened.passages.listed_annotations()
    assert {row["themes"] for row in listed} == {PUNISH}


def test_an_analyst_hands_on_a_report_with_the_marks_in_it(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    tag(qtbot, window, 0, 6, "trafficking", "1")
    (tmp_path / "dir.pdf").mkdir()
    window.ask.will_be("pdf_file", tmp_path / "dir.pdf", tmp_path / "a.pdf")
    window.opened.panes.activate(window.panes[0])
    window.run("save_marked")
    qtbot.waitUntil(lambda: "is a folder" in window.said, timeout=LONG)
    window.run("save_marked")
    qtbot.waitUntil(lambda: window.said == "Saved a.pdf with 1 passage.", timeout=LONG)
    assert window.ask.sentences[-1].endswith(" with marks.pdf")
    marks = [
        one.get_object()["/NM"]
        for page in pypdf.PdfReader(tmp_path / "a.pdf").pages
        for one in page.get("/Annots", ())
        if one.get_object()["/Subtype"] == "/Highlight"
    ]
    assert set(marks) == {one.id for one in window.annotations()}


# Coming in


def make_epub(path: Path) -> Path:
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="a.opf" media-type="application/oebps-package+xml"/>'
        "</rootfiles></container>"
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Field notes</dc:title>'
        '<dc:identifier id="id">x</dc:identifier><dc:language>en</dc:language></metadata>'
        '<manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="c"/></spine></package>'
    )
    chapter = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>'
        "<h1>One</h1><p>Workers described their recruitment in detail.</p></body></html>"
    )
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", container)
        book.writestr("a.opf", package)
        book.writestr("c.xhtml", chapter)
    return path


def test_an_analyst_adds_an_epub_and_a_text_file_and_tags_in_both(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("Interview notes.\n\nWorkers described their recruitment in detail.\n")
    assert drop_files(window, make_epub(tmp_path / "field.epub"), text)
    wait_reports(qtbot, window, 7)
    qtbot.waitUntil(lambda: len(window.panes) == 4, timeout=LONG)
    for name in ("field.epub", "notes.txt"):
        report = window.report(name)
        pane = next(one for one in window.panes if one.report_id == report.id)
        wait_open(qtbot, window, pane)
        select_words(qtbot, pane, 0, "described their recruitment")
        typed(focused(), "1")
    assert [one.quote for one in window.annotations()] == ["described their recruitment"] * 2


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", make_pdf([["Evidence."]])),
        ("scan.png", make_picture()),
    ],
)
def test_an_analyst_adds_a_report_from_the_menu_and_takes_it_back(
    qtbot: QtBot, window: TestWindow, tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    window.ask.will_be("reports", [tmp_path / name])
    press(window, Qt.Key.Key_O, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    wait_reports(qtbot, window, 6)
    assert window.active.report_id == window.report(name).id
    wait_open(qtbot, window, window.active)
    press(window, Qt.Key.Key_Z, CONTROL)
    assert len(window.opened.workspace.reports()) == 5
    assert len(window.panes) == 2
    press(window, Qt.Key.Key_Y, CONTROL)
    assert len(window.opened.workspace.reports()) == 6
    window.opened.panes.open(window.report(name).id)
    wait_open(qtbot, window, window.active)


def test_an_analyst_takes_a_report_back_while_its_small_pages_show(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    path = tmp_path / "one.pdf"
    path.write_bytes(make_pdf())
    for pane in window.panes:
        window.opened.panes.close_pane(pane)
    window.ask.will_be("reports", [path])
    window.run("add_report")
    wait_reports(qtbot, window, 6)
    qtbot.waitUntil(lambda: len(window.panes) == 1, timeout=LONG)
    wait_open(qtbot, window, window.panes[0])
    window.opened.show_tab("pages")
    small = window.opened.pages.list
    qtbot.waitUntil(lambda: small.pages.rowCount() == 1)
    window.run("undo")
    qtbot.waitUntil(lambda: not window.panes)
    assert small.source is None
    assert small.pages.rowCount() == 0
    assert window.opened.contents.view.model().rowCount() == 0


def test_an_analyst_starts_a_new_project_and_opens_the_other_again(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    tag(qtbot, window, 1, 4, "trafficking", "1")
    old, new = window.project.path, tmp_path / "own.glossator"
    window.ask.will_be("new_project", new)
    press(window, Qt.Key.Key_N, CONTROL)
    assert window.project.path == new
    assert window.windowTitle().startswith("own")
    assert not window.panes
    assert len(window.opened.workspace.tree) == 90
    (tmp_path / "a.pdf").write_bytes(make_pdf([["Evidence of recruitment."]]))
    drop_files(window, tmp_path / "a.pdf")
    qtbot.waitUntil(lambda: len(window.panes) == 1, timeout=LONG)
    wait_loaded(qtbot, window)
    tag(qtbot, window, 0, 0, "recruitment", "2")
    assert len(window.annotations()) == 1
    window.ask.will_be("project", old)
    press(window, Qt.Key.Key_O, CONTROL)
    wait_loaded(qtbot, window)
    assert window.project.path == old
    assert [one.quote for one in window.annotations()] == ["trafficking"]
    assert drop_files(window, new)
    wait_loaded(qtbot, window)
    assert window.project.path == new
    assert [one.quote for one in window.annotations()] == ["recruitment"]


def test_another_project_at_the_same_place_opens_with_two_reports(
    window: TestWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = window.project.path
    window.close_project()
    path.unlink()
    create_sample(path, utc_now())
    window.open_path(path)
    wait_loaded(qtbot, window)
    shown = [pane.report_id for pane in window.panes]
    assert shown == [one.id for one in window.opened.workspace.reports()[-2:]]
    window.panes[1].close_wanted.emit()
    window.panes[0].close_wanted.emit()
    window.open_path(path)
    assert not window.panes, "panes that were closed stay closed"
