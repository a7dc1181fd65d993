"""Marking what has no text, and moving the ends of what is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from glossator.documents.engine import pymupdf
from glossator.domain.adjusting import End
from glossator.domain.area import area_of
from glossator.domain.pages.geometry import Rect
from glossator.domain.text.page_text import Role
from glossator.domain.text.selection import sentence_at
from glossator.ui.pages.card import PageCard
from helpers.window import (
    CONTROL,
    LEFT,
    LONG,
    click,
    drag,
    focused,
    page_text,
    point_at,
    press,
    select_words,
    typed,
    wait_open,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from glossator.domain.records import Annotation
    from glossator.ui.pages.handles import Handle
    from glossator.ui.panes.pane import Pane
    from helpers.window import TestWindow

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
STAMP = Rect(150, 120, 350, 220)
"""Where the scan has something red, in view space."""


def make_scan(path: Path, rotate: int = 0, *, cropped: bool = False) -> Path:
    """Write a PDF of two pages that are pictures, without a letter of text."""
    document = pymupdf.Document()
    for _ in range(2):
        drawing = pymupdf.Document()
        sheet = drawing.new_page(width=595, height=842)
        sheet.draw_rect(pymupdf.Rect(*STAMP), color=None, fill=(0.8, 0.1, 0.1))
        sheet.insert_text((80, 400), "What a scanner saw of these words", fontsize=20)
        page = document.new_page(width=595, height=842)
        page.insert_image(page.rect, pixmap=sheet.get_pixmap(dpi=100))
        if cropped:
            page.set_cropbox(pymupdf.Rect(40, 60, 555, 802))
        page.set_rotation(rotate)
    document.save(path)
    return path


@pytest.fixture
def scan(qtbot: QtBot, window: TestWindow, tmp_path: Path) -> Pane:
    """A pane with a scan."""
    return open_scan(qtbot, window, make_scan(tmp_path / "scan.pdf"))


def open_scan(qtbot: QtBot, window: TestWindow, path: Path) -> Pane:
    window.ask.will_be("reports", [path])
    press(window, Qt.Key.Key_O, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: len(window.opened.workspace.reports()) == 6, timeout=LONG)
    pane = window.active
    wait_open(qtbot, window, pane)
    page_text(qtbot, pane, 0)
    pane.go_to_page(0)
    return pane


def corners(pane: Pane, rect: Rect, page: int = 0) -> tuple[QPoint, QPoint]:
    """Return the upper left and lower right corners of a rectangle of a page's view space."""
    shown = pane.view.rect_on_viewport(page, rect)
    return shown.topLeft().toPoint(), shown.bottomRight().toPoint()


def drag_with(pane: Pane, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    port = pane.view.viewport()
    QTest.mousePress(port, LEFT, modifiers, start)
    for share in (0.3, 0.6, 1.0):
        step = QPointF(start) + (QPointF(end) - QPointF(start)) * share
        QTest.mouseMove(port, step.toPoint())
    QTest.mouseRelease(port, LEFT, modifiers, end)


def tag_area(qtbot: QtBot, window: TestWindow, pane: Pane, rect: Rect) -> Annotation:
    """Drag around a rectangle and tag it with the first theme by three letters."""
    before = {one.id for one in window.annotations()}
    drag(pane, *corners(pane, rect))
    box = window.opened.tagging.box
    qtbot.waitUntil(box.isVisible, timeout=LONG)
    typed(focused(), "pun")
    press(focused(), Qt.Key.Key_Return)
    (made,) = [one for one in window.annotations() if one.id not in before]
    return made


def picture_of(window: TestWindow, annotation: Annotation) -> QImage:
    png = window.project.picture(annotation.picture)
    assert png is not None
    return QImage.fromData(png)


def is_red(picture: QImage, across: float, down: float) -> bool:
    colour = picture.pixelColor(
        round((picture.width() - 1) * across), round((picture.height() - 1) * down)
    )
    return colour.red() > 150 and colour.green() < 90


def handle(pane: Pane, *, end: object = None, across: int = 0, down: int = 0) -> Handle:
    return next(
        one
        for one in pane.view.handles.all()
        if (one.end, one.across, one.down) == (end, across, down)
    )


def test_an_analyst_marks_an_area_of_a_scan_and_finds_its_picture_on_the_card(
    qtbot: QtBot, window: TestWindow, scan: Pane
) -> None:
    made = tag_area(qtbot, window, scan, STAMP)
    assert made.is_area
    assert (made.quote, made.citation) == ("", f"{window.report('scan.pdf').name}, p. 1 (area)")
    picture = picture_of(window, made)
    assert abs(picture.width() - STAMP.width * 150 / 72) < 10
    assert is_red(picture, 0.1, 0.1)
    assert is_red(picture, 0.9, 0.9)
    cards = window.opened.passages.view
    assert window.opened.passages.listed_annotations() == [made.id]
    row = cards.visualRect(cards.model().index(0, 0))
    assert row.height() > 80

    def shows_red() -> bool:
        card = cards.viewport().grab().toImage().copy(row)
        return is_red(card, 0.5, 0.3)

    qtbot.waitUntil(shows_red, timeout=LONG)
    window.opened.desk.choose_annotation(made.id)
    press(window, Qt.Key.Key_C, CONTROL)
    copied = QGuiApplication.clipboard().image()
    assert copied.size() == picture.size()
    press(window, Qt.Key.Key_C, CONTROL | SHIFT)
    assert QGuiApplication.clipboard().text() == made.citation
    press(window, Qt.Key.Key_Z, CONTROL)
    assert not window.annotations()
    press(window, Qt.Key.Key_Y, CONTROL)
    assert window.annotations()[0].picture == made.picture


def test_an_analyst_rests_the_mouse_on_an_area_and_sees_its_picture(
    qtbot: QtBot, window: TestWindow, scan: Pane
) -> None:
    tag_area(qtbot, window, scan, STAMP)
    window.opened.desk.choose_annotation(None)
    qtbot.waitUntil(lambda: 0 in scan.view.marks)
    middle = scan.view.rect_on_viewport(0, STAMP).center().toPoint()
    QTest.mouseMove(scan.view.viewport(), middle)
    card = next(one for one in scan.findChildren(PageCard))
    qtbot.waitUntil(card.isVisible, timeout=LONG)
    qtbot.waitUntil(lambda: card.height() > 120, timeout=LONG)
    assert "Non-punishment" in card.text()
    shown = card.grab().toImage()
    assert is_red(shown, 0.5, 0.25)


def test_an_analyst_tags_an_area_by_a_digit_while_its_picture_is_being_drawn(
    qtbot: QtBot, window: TestWindow, scan: Pane
) -> None:
    drag(scan, *corners(scan, STAMP))
    typed(scan.view, "1")
    qtbot.waitUntil(lambda: len(window.annotations()) == 1, timeout=LONG)
    (made,) = window.annotations()
    assert made.theme_ids
    assert picture_of(window, made).width() > 100
    assert scan.view.drawing.area is None


def test_an_analyst_marks_a_figure_on_a_page_with_text_by_the_key_and_by_alt(
    qtbot: QtBot, window: TestWindow
) -> None:
    pane = window.panes[1]
    text = page_text(qtbot, pane, 4)
    line = next(one for one in text.lines if one.role is Role.BODY and one.end - one.start > 40)
    rect = pane.view.box(4).rect_to_view(line.rect)
    pane.view.show_rect(4, rect)
    start, end = corners(pane, Rect(rect.x0, rect.y0 - 4, rect.x1, rect.y1 + 30), 4)
    box = window.opened.tagging.box
    for by_key in (True, False):
        window.opened.desk.choose_annotation(None)
        pane.view.setFocus()
        if by_key:
            typed(pane.view, "a")
            assert pane.view.drawing.is_armed
        drag_with(pane, start, end, Qt.KeyboardModifier.NoModifier if by_key else ALT)
        qtbot.waitUntil(box.isVisible, timeout=LONG)
        assert not pane.view.selecting
        press(focused(), Qt.Key.Key_Tab)
        typed(focused(), f"Seen {by_key}.")
        press(focused(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: focused() is pane.view)
    marked = window.annotations()
    window.opened.desk.choose_annotation(None)
    assert sorted(one.note for one in marked) == ["Seen False.", "Seen True."]
    assert all(
        one.is_area and one.paragraph and "p. 5 (area), para" in one.citation for one in marked
    )
    drag(pane, start, end)
    qtbot.waitUntil(box.isVisible, timeout=LONG)
    assert pane.view.selecting
    assert pane.view.drawing.area is None


def test_an_analyst_marks_an_area_without_a_mouse(
    qtbot: QtBot, window: TestWindow, scan: Pane
) -> None:
    scan.view.setFocus()
    press(scan.view, Qt.Key.Key_A, CONTROL | SHIFT)
    for key, modifiers in (
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Right, SHIFT),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    ):
        press(scan.view, key, modifiers)
    box = window.opened.tagging.box
    qtbot.waitUntil(box.isVisible, timeout=LONG)
    typed(focused(), "1")
    (made,) = window.annotations()
    assert made.is_area
    # And its edges move by keys as well.
    before = area_of(made.segments[0]).rect
    press(window, Qt.Key.Key_Right, ALT | SHIFT)
    qtbot.waitUntil(lambda: window.annotations()[0] != made, timeout=LONG)
    after = area_of(window.annotations()[0].segments[0]).rect
    assert (after.x0, after.y0, after.y1) == pytest.approx((before.x0, before.y0, before.y1))
    assert after.x1 > before.x1


def test_an_analyst_gives_up_an_area_with_escape(
    qtbot: QtBot, window: TestWindow, scan: Pane
) -> None:
    drag(scan, *corners(scan, STAMP))
    box = window.opened.tagging.box
    qtbot.waitUntil(box.isVisible, timeout=LONG)
    press(focused(), Qt.Key.Key_Escape)
    assert scan.view.drawing.area is None
    assert not window.annotations()
    typed(scan.view, "a")
    press(scan.view, Qt.Key.Key_Escape)
    assert not scan.view.drawing.is_armed


@pytest.mark.parametrize(("rotate", "cropped"), [(90, False), (180, True), (270, True)])
def test_an_analyst_marks_what_is_seen_on_a_page_that_is_turned_and_cropped(
    qtbot: QtBot, window: TestWindow, tmp_path: Path, rotate: int, cropped: bool
) -> None:
    path = make_scan(tmp_path / "scan.pdf", rotate, cropped=cropped)
    pane = open_scan(qtbot, window, path)
    sheet = Rect(STAMP.x0, 842 - STAMP.y1, STAMP.x1, 842 - STAMP.y0)
    seen = pane.view.box(0).rect_to_view(sheet)
    pane.view.zoom_by(1.3)
    pane.view.show_rect(0, seen)
    made = tag_area(qtbot, window, pane, seen)
    picture = picture_of(window, made)
    assert all(is_red(picture, x, y) for x in (0.05, 0.95) for y in (0.05, 0.95))
    assert picture.width() / picture.height() == pytest.approx(seen.width / seen.height, rel=0.05)
    assert area_of(made.segments[0]).rect == pytest.approx(sheet, abs=2)


def test_an_analyst_moves_and_resizes_an_area_by_its_handles_and_takes_it_back(
    qtbot: QtBot, window: TestWindow, scan: Pane
) -> None:
    made = tag_area(qtbot, window, scan, STAMP)
    corner = handle(scan, across=1, down=1).knob.toPoint()
    drag(scan, corner, corner + QPoint(60, 0))
    qtbot.waitUntil(lambda: window.annotations()[0].picture != made.picture, timeout=LONG)
    (wider,) = window.annotations()
    grown = area_of(wider.segments[0]).rect
    assert grown.width == pytest.approx(STAMP.width + 60 / scan.view.scale, abs=2)
    assert not is_red(picture_of(window, wider), 0.97, 0.5)
    centre = handle(scan).knob.toPoint()
    drag(scan, centre, centre + QPoint(0, 50))
    qtbot.waitUntil(lambda: window.annotations()[0].picture != wider.picture, timeout=LONG)
    moved = area_of(window.annotations()[0].segments[0]).rect
    assert moved.width == pytest.approx(grown.width)
    assert moved.y0 == pytest.approx(grown.y0 - 50 / scan.view.scale, abs=1)
    press(window, Qt.Key.Key_Z, CONTROL)
    press(window, Qt.Key.Key_Z, CONTROL)
    assert window.annotations() == [made]
    corner = handle(scan, across=-1, down=-1).knob.toPoint()
    port = scan.view.viewport()
    QTest.mousePress(port, LEFT, pos=corner)
    QTest.mouseMove(port, corner + QPoint(30, 30))
    press(scan.view, Qt.Key.Key_Escape)
    QTest.mouseRelease(port, LEFT, pos=corner + QPoint(30, 30))
    assert window.annotations() == [made]


def test_an_analyst_finds_areas_in_the_order_of_the_page_and_chooses_one_by_a_click(
    qtbot: QtBot, window: TestWindow, scan: Pane
) -> None:
    lower = tag_area(qtbot, window, scan, Rect(80, 380, 400, 420))
    upper = tag_area(qtbot, window, scan, STAMP)
    assert window.opened.passages.listed_annotations() == [upper.id, lower.id]
    window.opened.desk.choose_annotation(None)
    qtbot.waitUntil(lambda: len(scan.view.marks.get(0, ())) == 2)
    centre = scan.view.rect_on_viewport(0, Rect(80, 380, 400, 420)).center().toPoint()
    click(scan.view.viewport(), centre)
    assert window.opened.desk.annotation_id == lower.id
    press(window, Qt.Key.Key_F3, SHIFT)
    assert window.opened.desk.annotation_id == upper.id
    press(window, Qt.Key.Key_Backspace, CONTROL)
    assert window.annotations() == [lower]


# The ends of a passage


def test_an_analyst_draws_the_end_of_a_passage_to_the_next_sentence_and_takes_it_back(
    qtbot: QtBot, window: TestWindow
) -> None:
    pane = window.panes[1]
    text = page_text(qtbot, pane, 4)
    body = next(
        one.start for one in text.lines if one.role is Role.BODY and one.end - one.start > 40
    )
    body += 4
    select_words(qtbot, pane, 4, text.text[body : body + 12].replace("\n", " "))
    typed(focused(), "1")
    (made,) = window.annotations()
    _, stop = sentence_at(text, body + 1)
    pane.view.show_rect(4, pane.view.box(4).rect_to_view(text.char_rect(body)))
    stem = handle(pane, end=End.END).stem.center().toPoint()
    drag(pane, stem, point_at(pane, text, stop - 1, after=True))
    (longer,) = window.annotations()
    assert longer.start == made.start
    assert longer.end == made.start + stop - body
    assert longer.quote.startswith(made.quote)
    assert len(longer.quote) > len(made.quote)
    assert longer.theme_ids == made.theme_ids
    assert not pane.view.selecting
    assert window.opened.tagging.box.isHidden()
    press(window, Qt.Key.Key_Z, CONTROL)
    assert window.annotations() == [made]
    press(window, Qt.Key.Key_Down, ALT | SHIFT)
    assert window.annotations()[0].end == longer.end
    press(window, Qt.Key.Key_Left, ALT | SHIFT)
    assert window.annotations()[0].end < longer.end


def test_an_analyst_adjusts_in_one_of_two_panes_that_show_the_same_report(
    qtbot: QtBot, window: TestWindow
) -> None:
    first = window.panes[1]
    select_words(qtbot, first, 4, "trafficking")
    typed(focused(), "1")
    window.opened.panes.activate(first)
    window.run("same_report")
    second = window.active
    wait_open(qtbot, window, second)
    (made,) = window.annotations()
    text = page_text(qtbot, second, 4)
    start = made.start - window.opened.library.reading(made.report_id).starts[4]  # type: ignore[union-attr]
    for pane in (first, second):
        pane.view.zoom_by(0.8 if pane is first else 1.5)
        pane.view.show_rect(4, pane.view.box(4).rect_to_view(text.char_rect(start)))
        qtbot.waitUntil(lambda pane=pane: len(pane.view.handles.all()) == 2)  # type: ignore[misc]
    stem = handle(second, end=End.END).stem.center().toPoint()
    drag(second, stem, point_at(second, text, start + 4, after=True))
    (shorter,) = window.annotations()
    assert shorter.quote == made.quote[:5]
    place = point_at(first, text, start + 4, after=True)
    qtbot.waitUntil(lambda: abs(handle(first, end=End.END).stem.x1() - place.x()) < 4)
