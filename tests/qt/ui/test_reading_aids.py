"""Footnotes, symbols, links, numbers, back and forward: what the pages answer."""

from concurrent.futures import Future
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from glossator.app.areas import AreaImages
from glossator.app.desk import Desk
from glossator.documents.protocol import Link
from glossator.domain.pages.layout import PageMode
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.text.page_text import Role
from glossator.ui.pages.reading_aids import ReadingAids
from glossator.ui.panes.pane import Pane
from helpers.fake_project import make_workspace
from helpers.library import FakeLibrary
from helpers.pages import make_page, point_in
from helpers.records import make_report

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.app.library import Library

REPORT = make_report("A/79/322")
FIRST = make_page(
    [
        ("28. The principle is old.7 It is set out", Role.BODY, 1),
        ("in A/HRC/44/45 and here.8 See the annex.", Role.BODY, 1),
        ("7 UNODC, p. 3.", Role.FOOTNOTE, 2),
        ("8 Ibid., p. 9.", Role.FOOTNOTE, 3),
    ]
)
PAGES = [FIRST, *(make_page([(f"{n}. More.", Role.BODY, 0)], page=n) for n in range(1, 6))]
TEXT = FIRST.text
END = TEXT.index("annex.") + 6


def note(number: str, words: str, refers_to: str = "") -> Unit:
    return Unit(
        f"fn_{number}",
        UnitKind.FOOTNOTE,
        number,
        label=f"footnote {number}",
        spans=((TEXT.index(f"\n{number} ") + 1, TEXT.index(f"\n{number} ") + 12),),
        text=words,
        mark=TEXT.index(f".{number}") + 1,
        refers_to=refers_to,
    )


STRUCTURE = Structure(
    units=(
        Unit("para_28", UnitKind.PARAGRAPH, "28", label="para. 28", spans=((0, END),)),
        note("7", "UNODC, p. 3."),
        note("8", "Ibid., p. 9.", refers_to="7"),
    )
)


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary([REPORT], PAGES, STRUCTURE)


@pytest.fixture
def pane(qtbot: "QtBot", library: FakeLibrary) -> Pane:
    workspace, desk = make_workspace(REPORT), Desk()
    made = Pane(workspace, cast("Library", library), desk, REPORT.id)
    made.kept = (library, workspace, desk)  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def aids(pane: Pane, library: FakeLibrary) -> ReadingAids:
    return ReadingAids(pane, cast("Library", library), AreaImages(pane._workspace, pane))


def place(pane: Pane, offset: int) -> QPoint:
    x, y = pane.view.box(0).to_view(*point_in(FIRST, offset))
    return pane.view.page_transform(0).map(QPointF(x, y)).toPoint()


def hover(pane: Pane, point: QPoint) -> None:
    port = pane.view.viewport()
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        QPointF(point),
        port.mapToGlobal(QPointF(point)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(port, event)


def click(
    pane: Pane, offset: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.mouseClick(
        pane.view.viewport(), Qt.MouseButton.LeftButton, modifiers, place(pane, offset)
    )


def test_resting_on_a_mark_shows_the_note(pane: Pane, aids: ReadingAids, qtbot: "QtBot") -> None:
    hover(pane, place(pane, TEXT.index(".7") + 1))
    qtbot.waitUntil(lambda: aids.card.text() == "7  UNODC, p. 3.")
    hover(pane, place(pane, TEXT.index("principle")))
    assert aids.card.text() == ""


def test_the_note_says_what_its_ibid_stands_for(pane: Pane, aids: ReadingAids) -> None:
    click(pane, TEXT.index(".8") + 1, Qt.KeyboardModifier.AltModifier)
    assert aids.card.text() == "8  Ibid., p. 9.\n\nIbid. is footnote 7: UNODC, p. 3."


def test_a_click_on_a_symbol_asks_for_its_report(
    pane: Pane, aids: ReadingAids, qtbot: "QtBot"
) -> None:
    with qtbot.waitSignal(aids.symbol_wanted) as wanted:
        click(pane, TEXT.index("HRC"))
    assert wanted.args == ["A/HRC/44/45"]


def test_a_link_leads_to_its_page_and_back_returns(
    pane: Pane, aids: ReadingAids, library: FakeLibrary
) -> None:
    links: Future[tuple[Link, ...]] = Future()
    rect = FIRST.char_rect(TEXT.index("annex")).united(FIRST.char_rect(TEXT.index("annex") + 4))
    links.set_result((Link(rect, page=4, point=(72.0, 80.0)),))
    aids._links[0] = links.result()
    click(pane, TEXT.index("annex") + 2)
    assert pane.view.page == 4
    pane.go_back()
    assert pane.view.page == 0
    pane.go_forward()
    assert pane.view.page == 4


def test_an_address_is_only_offered(pane: Pane, aids: ReadingAids, qtbot: "QtBot") -> None:
    rect = FIRST.char_rect(TEXT.index("annex"))
    aids._links[0] = (Link(rect, uri="file:///etc/passwd"),)
    with qtbot.waitSignal(aids.address_wanted) as wanted:
        click(pane, TEXT.index("annex"))
    assert wanted.args == ["file:///etc/passwd"]


def test_a_click_on_its_number_takes_the_whole_paragraph(
    pane: Pane, aids: ReadingAids, qtbot: "QtBot"
) -> None:
    with qtbot.waitSignal(pane.view.selection_finished):
        click(pane, 1)
    low, high, _ = pane.view.selecting.stretches[0]
    assert (low.offset, high.offset) == (0, END)


def test_a_click_on_plain_text_follows_nothing(
    pane: Pane, aids: ReadingAids, qtbot: "QtBot"
) -> None:
    with qtbot.assertNotEmitted(aids.symbol_wanted), qtbot.waitSignal(pane.view.mark_clicked):
        click(pane, TEXT.index("principle"))
    assert not pane.view.selecting


def test_the_line_above_the_pages_says_where_one_is(pane: Pane, qtbot: "QtBot") -> None:
    qtbot.waitUntil(lambda: "page 1 of 6" in pane.head.where.text())
    assert pane.head.where.text() == "para. 28 · page 1 of 6"


LAYOUTS = [(PageMode.SINGLE, 0), (PageMode.FACING, 0), (PageMode.CONTINUOUS, 90)]
LAYOUTS += [(PageMode.CONTINUOUS, 180), (PageMode.SINGLE, 270), (PageMode.FACING, 90)]


def arrange(pane: Pane, mode: PageMode, turn: int, offset: int) -> None:
    """Lay the pages out, a character of the first one in view."""
    pane.view.arrange(mode, cover=True, turn=turn)
    pane.view.show_rect(0, pane.view.box(0).rect_to_view(FIRST.char_rect(offset)))
    assert pane.view.viewport().rect().contains(place(pane, offset))


@pytest.mark.parametrize(("mode", "turn"), LAYOUTS)
def test_a_note_is_shown_however_the_pages_lie(
    pane: Pane, aids: ReadingAids, qtbot: "QtBot", mode: PageMode, turn: int
) -> None:
    at = TEXT.index(".7") + 1
    arrange(pane, mode, turn, at)
    hover(pane, place(pane, at))
    qtbot.waitUntil(lambda: aids.card.text() == "7  UNODC, p. 3.")
    assert pane.rect().contains(aids.card.geometry())


@pytest.mark.parametrize(("mode", "turn"), LAYOUTS)
def test_links_and_symbols_are_followed_however_the_pages_lie(
    pane: Pane, aids: ReadingAids, qtbot: "QtBot", mode: PageMode, turn: int
) -> None:
    at = TEXT.index("annex")
    rect = FIRST.char_rect(at).united(FIRST.char_rect(at + 4))
    aids._links[0] = (Link(rect, page=4, point=(72.0, 80.0)),)
    arrange(pane, mode, turn, at)
    with qtbot.waitSignal(aids.symbol_wanted) as wanted:
        click(pane, TEXT.index("HRC"))
    assert wanted.args == ["A/HRC/44/45"]
    click(pane, at + 2)
    assert pane.view.page == 4
    pane.go_back()
    assert pane.view.page == 0


def test_a_card_shows_its_themes_in_their_colours_and_names_as_they_are(
    pane: Pane, aids: ReadingAids
) -> None:
    said = "■ Law <b>\n■ Demand\nA note & more"
    aids.card.show_text(said, QPoint(40, 40), None, ("#FF0000", "#00FF00"))
    assert aids.card.text() == said
    shown = aids.card.grab().toImage()
    points = [(x, y) for x in range(shown.width()) for y in range(shown.height())]
    colours = {shown.pixelColor(x, y).name() for x, y in points}
    assert {"#ff0000", "#00ff00"} <= colours
