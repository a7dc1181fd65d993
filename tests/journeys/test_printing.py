"""Taking a report to a meeting on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import Mock

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPdfWriter

from glossator.documents.engine import pymupdf
from glossator.domain.errors import DocumentError
from glossator.ui.dialogs.print import PrintDialog, PrintWish
from helpers.window import CONTROL, LONG, open_window, press, wait_open

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from glossator.documents.pool import DocumentPool
    from helpers.window import TestWindow


@pytest.fixture
def window(qtbot: QtBot, pool: DocumentPool, tmp_path: Path) -> TestWindow:
    window = open_window(qtbot, pool, tmp_path)
    window.opened.panes.activate(window.panes[0])
    wait_open(qtbot, window, window.panes[0])
    return window


def text(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def test_i_save_some_pages_as_a_pdf_whose_words_are_words(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    window.ask.will_be("print_wish", PrintWish((1, 2), notes=True, as_pdf=True))
    window.ask.will_be("pdf_file", tmp_path / "two.pdf")
    press(window, Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(lambda: window.said == "Saved two.pdf.", timeout=LONG)
    first, second = text(tmp_path / "two.pdf")
    assert len(first) > 500
    assert len(second) > 500


def test_i_print_on_paper_sharp_enough_to_read(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    paper = QPdfWriter(str(tmp_path / "paper.pdf"))  # stands for a printer
    paper.setResolution(600)
    window.ask.will_be("print_wish", PrintWish((0, 3)))
    window.ask.will_be("printer", paper)
    press(window, Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(lambda: window.said == "Sent to the printer.", timeout=LONG)
    made = pymupdf.Document(tmp_path / "paper.pdf")
    assert made.page_count == 2
    for number in range(2):
        pixmap = made[number].get_pixmap(colorspace=pymupdf.csGRAY)
        dark = sum(value < 128 for value in pixmap.samples)
        assert 0.005 < dark / len(pixmap.samples) < 0.3


def test_i_cancel_and_can_print_again(qtbot: QtBot, window: TestWindow, tmp_path: Path) -> None:
    first, second = (QPdfWriter(str(tmp_path / name)) for name in ("a.pdf", "b.pdf"))
    window.ask.will_be("print_wish", PrintWish((0, 1, 2)), PrintWish((0,)))
    window.ask.will_be("printer", first, second)
    window.run("print")
    window.opened.printing.cancel()
    window.run("print")
    qtbot.waitUntil(lambda: window.said == "Sent to the printer.", timeout=LONG)


def test_a_page_that_can_not_be_drawn_does_not_hold_up_the_others(
    qtbot: QtBot, window: TestWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = window.opened.library.pool
    monkeypatch.setattr(pool, "is_refused", lambda _document, page: page == 1)
    monkeypatch.setattr(
        pool, "request", lambda key, *_, ask=pool.request: key.page == 1 or ask(key, *_)
    )
    paper = QPdfWriter(str(tmp_path / "paper.pdf"))
    window.ask.will_be("print_wish", PrintWish((1, 2)))
    window.ask.will_be("printer", paper)
    window.run("print")
    qtbot.waitUntil(lambda: window.said == "Sent to the printer.", timeout=LONG)
    words = text(tmp_path / "paper.pdf")
    assert "damaged" in words[0]


def test_what_can_not_be_written_is_told(
    qtbot: QtBot, window: TestWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.ask.will_be("print_wish", *[PrintWish((0,), as_pdf=True)] * 2)
    window.ask.will_be("pdf_file", tmp_path / "no" / "a.pdf", tmp_path / "b.pdf")
    window.run("print")
    qtbot.waitUntil(lambda: "does not exist" in window.said, timeout=LONG)

    broken = Mock(side_effect=DocumentError("It can't be read."))
    monkeypatch.setattr(window.opened.library.pool, "annotated", broken)
    window.run("print")
    qtbot.waitUntil(lambda: window.said == "It can't be read.", timeout=LONG)
    assert not (tmp_path / "b.pdf").exists()


def test_the_choices_of_the_dialog(qtbot: QtBot) -> None:
    dialog = PrintDialog("A/1", 9, 3)
    qtbot.addWidget(dialog)
    dialog.ranges.setText("2-3, 12")
    dialog.some.setChecked(True)
    dialog.take(as_pdf=True)
    wishes = [dialog.wish]
    dialog.ranges.setText("2-3")
    dialog.notes.setChecked(True)
    dialog.take(as_pdf=True)
    wishes.append(dialog.wish)
    dialog.this.setChecked(True)
    dialog.take(as_pdf=False)
    wishes.append(dialog.wish)
    assert wishes == [
        None,
        PrintWish((1, 2), highlights=True, notes=True, as_pdf=True),
        PrintWish((3,), highlights=True, notes=True),
    ]
