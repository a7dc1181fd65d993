"""Taking in what was read and marked in other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtWidgets import QLabel

from glossator.app.importing import planner
from glossator.documents.engine import mupdf, pymupdf
from glossator.domain.anchoring.twins import Coming
from glossator.ui.dialogs.coming_box import ComingBox
from glossator.ui.flows.importing import ImportDialog
from helpers.marked_copies import GREEN, YELLOW, marked_copy
from helpers.window import LONG, click, drop

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from helpers.window import TestWindow

DATA = Path(__file__).parents[1] / "data"


def dialog_of(qtbot: QtBot, window: TestWindow) -> ImportDialog:
    """Return the import dialog once its plan is shown."""
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None, timeout=LONG)
    dialog = window.findChild(ImportDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.button.isEnabled, timeout=LONG)
    return dialog


def dropped(window: TestWindow, *paths: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return drop(window, data, QPoint(400, 300), Qt.DropAction.CopyAction)


def test_an_analyst_says_what_the_colours_of_marks_mean_and_takes_them_in(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    window.ask.will_be("import_files", [marked_copy(tmp_path / "read by Ben.pdf")])
    window.run("import")
    dialog = dialog_of(qtbot, window)
    assert dialog.text().startswith("4 added, 2 new themes.")
    (choice,) = dialog.colours.values()
    assert [field.currentText() for field in choice.fields.values()] == [
        "Yellow marks",
        "Green marks",
    ]
    assert [one.text() for one in choice.findChildren(QLabel) if "mark:" in one.text()] == [
        "Yellow, 1 mark:",
        "Green, 1 mark:",
    ]
    choice.fields[YELLOW].setCurrentText("demand")
    choice.fields[GREEN].setCurrentText("no theme")
    qtbot.waitUntil(lambda: dialog.text().startswith("4 added."), timeout=LONG)
    choice.fields[GREEN].setCurrentText("Money")
    qtbot.waitUntil(lambda: dialog.text().startswith("4 added, 1 new theme."), timeout=LONG)
    click(dialog.button)
    assert window.said == "Imported 4 passages. Undo takes all of it back."
    report = window.report("A_75_289.pdf")
    found = {one.quote: one for one in window.opened.workspace.annotations(report.id)}
    assert len(found) == 4
    low, money = found["High reward, low risk"], found["significant financial reward"]
    assert (low.theme_ids, low.note, low.analyst) == (
        (window.theme("Demand").id,),
        "why low?",
        "Ben",
    )
    assert money.theme_ids == (window.theme("Money").id,)
    window.run("undo")
    assert not window.annotations()
    assert len(window.opened.workspace.reports()) == 5


def test_an_import_that_is_cancelled_while_the_file_is_read_changes_nothing(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    window.ask.will_be("import_files", [marked_copy(tmp_path / "a.pdf")])
    window.run("import")
    dialog = window.findChild(ImportDialog)
    assert dialog is not None
    with qtbot.waitSignal(dialog.destroyed, timeout=LONG):
        dialog.reject()
    after: list[object] = []
    window.opened.library.when_done(planner().submit(list), after.append)
    qtbot.waitUntil(lambda: bool(after), timeout=LONG)
    assert not window.annotations()


def test_a_locked_pdf_asks_for_its_password(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    document = pymupdf.Document(DATA / "marked" / "pypdf.pdf")
    locked = {"encryption": mupdf.PDF_ENCRYPT_AES_256, "user_pw": "secret"}
    document.save(tmp_path / "locked.pdf", **locked)
    window.ask.will_be("import_files", [tmp_path / "locked.pdf"])
    window.ask.will_be("password", "wrong", "secret")
    window.run("import")
    dialog = dialog_of(qtbot, window)
    assert dialog.text().startswith("3 added, 2 new themes, 1 new report.")
    assert all(one.startswith("locked.pdf: ") for one in window.ask.sentences)
    assert len(window.ask.sentences) == 2
    dialog.reject()


def test_a_copy_of_a_report_is_dropped_and_its_marks_are_taken_in(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    window.ask.will_be("coming", Coming.MARKED)
    assert dropped(window, marked_copy(tmp_path / "read by Ben.pdf"))
    dialog = dialog_of(qtbot, window)
    click(dialog.button)
    qtbot.waitUntil(lambda: len(window.annotations()) == 4, timeout=LONG)
    assert len(window.opened.workspace.reports()) == 5


def test_a_new_report_with_marks_in_it_offers_to_take_them_in(
    qtbot: QtBot, window: TestWindow
) -> None:
    assert dropped(window, DATA / "marked" / "pdfjs.pdf")
    qtbot.waitUntil(
        lambda: window.said == "“pdfjs.pdf” has 3 marks of other programs in it.", timeout=LONG
    )
    click(window.opened.notice._button)
    dialog = dialog_of(qtbot, window)
    assert dialog.text().startswith("3 added, 2 new themes.")
    click(dialog.button)
    qtbot.waitUntil(lambda: len(window.annotations()) == 3, timeout=LONG)
    assert len(window.opened.workspace.reports()) == 6


def test_a_project_of_another_tool_is_dropped_onto_the_window(
    qtbot: QtBot, window: TestWindow
) -> None:
    assert dropped(window, DATA / "taguette" / "project.sqlite3")
    dialog = dialog_of(qtbot, window)
    assert dialog.text().startswith("2 added, 1 not found in the report, 4 new themes, 1 memo or")
    assert not dialog.colours
    dialog.reject()
    assert not window.annotations()


def test_the_question_what_a_file_is_offers_its_marks_if_it_can_have_some(
    qtbot: QtBot, window: TestWindow
) -> None:
    box = ComingBox("“b.pdf” has the symbol A/1/1.", "A/1/1", window, may_be_marked=True)
    qtbot.addWidget(box)
    assert box.marked is not None
    QTimer.singleShot(0, box.marked.click)
    box.exec()
    assert box.coming() is Coming.MARKED
