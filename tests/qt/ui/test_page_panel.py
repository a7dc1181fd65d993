from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest

from glossator.app.models.pages import PageModel
from glossator.domain.marks import Marks
from glossator.domain.pages.geometry import Quad
from glossator.domain.pages.layout import PageMode
from glossator.domain.text.page_text import Role
from glossator.ui.pages.view import PageView
from glossator.ui.panels.pages import EMPTY, PagePanel
from helpers.library import FakeLibrary
from helpers.pages import make_page
from helpers.records import make_annotation, make_report, make_segment

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from glossator.app.library import Library
    from glossator.domain.pages.tiling import TileKey

REPORT = make_report()
PAGES = [make_page([("Words to read.", Role.BODY, 1)], page=number) for number in range(40)]


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary([REPORT], PAGES)


@pytest.fixture
def view(qtbot: "QtBot", library: FakeLibrary) -> PageView:
    made = PageView(cast("Library", library), REPORT.id)
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    quads = (Quad.of(PAGES[1].lines[0].rect),)
    marked = [make_annotation(segments=(make_segment(page=1, quads=quads),))]
    made.set_marks(Marks.of(marked, made.layout_.boxes, {}))
    return made


@pytest.fixture
def panel(qtbot: "QtBot", library: FakeLibrary, view: PageView) -> PagePanel:
    made = PagePanel(cast("Library", library))
    qtbot.addWidget(made)
    made.resize(280, 500)
    made.show()
    made.show_view(view)
    qtbot.waitExposed(made)
    return made


def centre(panel: PagePanel, page: int) -> QPoint:
    return panel.list.visualRect(panel.list.pages.index(page, 0)).center()


def test_the_model_of_pages_keeps_qts_rules(qtmodeltester: "ModelTester") -> None:
    model = PageModel(lambda _: 0)
    model.set_labels(["i", "ii", "1"])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None


def test_a_screen_reader_hears_the_page_and_how_many_passages_it_has(panel: PagePanel) -> None:
    said = [
        panel.list.pages.index(page, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for page in range(2)
    ]
    assert said == ["Page 1", "Page 2, 1 passage"]
    assert panel.list.accessibleName()


def test_a_click_or_enter_goes_to_the_page(panel: PagePanel, qtbot: "QtBot") -> None:
    with qtbot.waitSignal(panel.page_wanted) as wanted:
        at = centre(panel, 3)
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert wanted.args == [3]
    QTest.keyClick(panel.list, Qt.Key.Key_Right)
    with qtbot.waitSignal(panel.page_wanted) as wanted:
        QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert wanted.args == [4]


def test_two_columns_fit_the_usual_width(panel: PagePanel) -> None:
    assert centre(panel, 0).y() == centre(panel, 1).y()
    assert centre(panel, 0).x() == centre(panel, 2).x()


def test_the_page_that_is_read_is_framed_and_in_sight(
    panel: PagePanel, view: PageView, qtbot: "QtBot", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panel.list, "underMouse", lambda: False)
    view.go_to_page(30)
    qtbot.waitUntil(lambda: panel.list.read == 30)
    assert panel.list.viewport().rect().contains(centre(panel, 30))


def test_marks_are_painted_on_the_small_pages_in_every_turn(
    panel: PagePanel, view: PageView, qtbot: "QtBot"
) -> None:
    for turn in (0, 90, 180, 270):
        view.arrange(PageMode.CONTINUOUS, turn=turn)
        qtbot.wait(60)
        picture = panel.list.viewport().grab().toImage()
        cells = [panel.list.visualRect(panel.list.pages.index(page, 0)) for page in (0, 1)]
        inked = [
            any(
                60 < picture.pixelColor(x, y).lightness() < 220
                for x in range(cell.left() + 22, cell.right() - 22)
                for y in range(cell.top() + 14, cell.top() + 60)
            )
            for cell in cells
        ]
        if turn == 0:
            assert inked == [False, True]
        else:
            assert panel.list.key(1).rotation == turn  # type: ignore[union-attr]


def test_only_the_small_pictures_that_show_are_wanted(
    panel: PagePanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[frozenset[TileKey]] = []
    monkeypatch.setattr(panel.list.library, "show_small", lambda _, keys: asked.append(keys))
    panel.list.viewport().grab()
    pages = {key.page for key in asked[-1]}
    shown = {
        page
        for page in range(40)
        if panel.list.viewport()
        .rect()
        .intersects(panel.list.visualRect(panel.list.pages.index(page, 0)))
    }
    assert shown <= pages
    assert len(pages) <= len(shown) + 2


def test_without_a_report_the_panel_says_what_would_be_there(panel: PagePanel) -> None:
    panel.show_view(None)
    assert panel.list.pages.rowCount() == 0
    assert panel.list.accessibleDescription() == EMPTY
