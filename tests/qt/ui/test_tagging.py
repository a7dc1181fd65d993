"""From a selection to an annotation: the box, the digits, the drop."""

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from glossator.app.areas import AreaPictures
from glossator.app.desk import Desk
from glossator.app.marker import Marker
from glossator.domain.errors import ProjectError
from glossator.domain.text.caret import Caret
from glossator.domain.text.page_text import Role
from glossator.ui.pages.copying import Copying
from glossator.ui.pages.selecting import Selected
from glossator.ui.panes.pane import Pane
from glossator.ui.tagging.tagging import Tagging
from helpers.fake_project import make_workspace
from helpers.library import FakeLibrary
from helpers.pages import make_page
from helpers.records import make_report, make_theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.app.library import Library
    from glossator.app.workspace import Workspace

REPORT = make_report("A/79/322")
THEME = make_theme("Non-punishment", key="1")
OTHER = make_theme("Access to justice", key="2")
LINES = ["28. Victims are not to be punished.", *["They are to be helped."] * 20]
NOTE = "9 Ibid., p. 3."
PAGES = [
    make_page([*((line, Role.BODY, 0) for line in LINES), (NOTE, Role.FOOTNOTE, 1)]),
    make_page(["So all States agree."], 1),
]


class Scene:
    """A pane with some words selected, and what tags them."""

    def __init__(self, qtbot: "QtBot") -> None:
        self.host = QWidget()
        qtbot.addWidget(self.host)
        self.host.resize(700, 500)
        self.library = FakeLibrary([REPORT], PAGES)
        self.library.words = lambda _: frozenset()  # type: ignore[attr-defined]
        self.workspace: Workspace = make_workspace(REPORT, THEME, OTHER)
        self.desk = Desk()
        library = cast("Library", self.library)
        self.marker = Marker(self.workspace, library, self.desk)
        self.pane = Pane(self.workspace, library, self.desk, REPORT.id)
        QHBoxLayout(self.host).addWidget(self.pane)
        pictures = AreaPictures(library)
        self.tagging = Tagging(self.host, self.workspace, self.marker, self.desk, pictures)
        self.tagging.watch(self.pane)
        self.host.show()
        qtbot.waitExposed(self.host)
        self.pane.view.selecting.select(Caret(0, 4), Caret(0, 11))

    def themes(self) -> list[tuple[str, ...]]:
        tree = self.workspace.tree
        return [
            tuple(tree[theme_id].name for theme_id in one.theme_ids)
            for one in self.workspace.annotations()
        ]


@pytest.fixture
def scene(qtbot: "QtBot") -> Scene:
    return Scene(qtbot)


def test_a_digit_tags_the_selection_and_the_next_adds_to_the_same_passage(scene: Scene) -> None:
    scene.tagging.tag_by_key(scene.pane, "1")
    scene.tagging.tag_by_key(scene.pane, "2")
    assert scene.themes() == [("Non-punishment", "Access to justice")]
    assert not scene.pane.view.selecting


def test_a_digit_without_a_theme_says_so(scene: Scene, qtbot: "QtBot") -> None:
    with qtbot.waitSignal(scene.tagging.trouble) as said:
        scene.tagging.tag_by_key(scene.pane, "9")
    assert "No theme has the key 9" in said.args[0]
    assert scene.themes() == []


def test_a_theme_dropped_on_takes_the_selection(scene: Scene) -> None:
    scene.tagging.tag_with(scene.pane, OTHER.id)
    assert scene.themes() == [("Access to justice",)]


def test_the_box_waits_for_a_report_that_is_still_being_read(scene: Scene, qtbot: "QtBot") -> None:
    reading = scene.library._reading
    scene.library._reading = None  # type: ignore[assignment]
    scene.pane.view.selection_finished.emit()
    assert scene.tagging.box.isHidden()
    scene.library._reading = reading
    scene.tagging.text_came()
    assert scene.tagging.box.isVisible()


def test_what_is_tagged_is_what_is_selected_also_upwards_over_a_page_break(scene: Scene) -> None:
    selecting = scene.pane.view.selecting
    selecting.place(Caret(1, 6))
    selecting.extend_to(Caret(0, PAGES[0].text.index("Ibid")))
    assert [part.exact for part in scene.tagging.segments(scene.pane)] == ["So all"]


def test_the_box_goes_with_the_page_and_stays_in_the_window(scene: Scene) -> None:
    scene.tagging.open_box(scene.pane)
    box, bar = scene.tagging.box, scene.pane.view.verticalScrollBar()
    stood = box.y()
    bar.setValue(bar.value() + 30)
    assert box.y() == stood - 30
    bar.setValue(bar.value() + 2000)
    assert scene.host.rect().contains(box.geometry())


def test_the_box_stands_at_the_stretch_that_was_added_last(scene: Scene) -> None:
    view = scene.pane.view
    view.selecting.preview(
        [Selected(Caret(0, 40), Caret(0, 45)), Selected(Caret(0, 0), Caret(0, 3))]
    )
    scene.tagging.open_box(scene.pane)
    first = view.viewport_rect(0, view.selecting.last_rects(0))
    assert scene.tagging.box.y() - view.viewport().mapTo(scene.host, first.bottomLeft()).y() < 12


@pytest.mark.parametrize("height", [30, 340])
def test_the_box_stands_apart_from_all_lines_of_the_passage(scene: Scene, height: int) -> None:
    view = scene.pane.view
    view.selecting.select(
        Caret(0, PAGES[0].lines[-4].start), Caret(0, PAGES[0].text.index(NOTE) - 1)
    )
    bar, lines = view.verticalScrollBar(), view.viewport_rect(0, view.selecting.rects(0))
    bar.setValue(bar.value() + lines.top() - height)
    scene.tagging.open_box(scene.pane)
    lines = view.viewport_rect(0, view.selecting.rects(0))
    corner = view.viewport().mapTo(scene.host, lines.topLeft())
    assert lines.height() > 30
    assert not scene.tagging.box.geometry().intersects(QRect(corner, lines.size()))


def test_a_note_alone_is_a_mark_and_escape_is_none(scene: Scene, qtbot: "QtBot") -> None:
    scene.tagging.open_box(scene.pane)
    scene.tagging.box._close(escaped=True)
    assert scene.themes() == []
    scene.pane.view.selecting.select(Caret(0, 4), Caret(0, 11))
    scene.tagging.open_box(scene.pane, note=True)
    scene.tagging.box._note.setPlainText("compare 2012")
    scene.tagging.box.keep_and_close()
    assert [one.note for one in scene.workspace.annotations()] == ["compare 2012"]


def test_what_can_not_be_saved_is_said_and_the_selection_stays(
    scene: Scene, qtbot: "QtBot"
) -> None:
    project = scene.workspace.project
    project.fails = ProjectError("The disk is full. Nothing was changed.")  # type: ignore[attr-defined]
    with qtbot.waitSignal(scene.tagging.trouble) as said:
        scene.tagging.tag_by_key(scene.pane, "1")
    assert said.args == ["The disk is full. Nothing was changed."]
    assert scene.pane.view.selecting
    project.fails = None  # type: ignore[attr-defined]
    scene.tagging.tag_by_key(scene.pane, "1")
    assert scene.themes() == [("Non-punishment",)]


def test_copying_with_its_citation_quotes_to_the_letter(scene: Scene) -> None:
    copying = Copying(scene.workspace, scene.tagging, scene.marker, scene.desk)
    copying.copy_mark(scene.pane, cited=True)
    assert QGuiApplication.clipboard().text() == "“Victims” (A/79/322, p. 1)"
    assert QGuiApplication.clipboard().mimeData().hasHtml()
    copying.copy_mark(scene.pane, cited=False)
    assert QGuiApplication.clipboard().text() == "Victims"
    assert not QGuiApplication.clipboard().mimeData().hasHtml()


def test_a_note_that_can_not_be_saved_is_not_lost_to_the_next_selection(scene: Scene) -> None:
    project = scene.workspace.project
    scene.tagging.open_box(scene.pane, note=True)
    scene.tagging.box._note.setPlainText("compare 2012")
    project.fails = ProjectError("The disk is full. Nothing was changed.")  # type: ignore[attr-defined]
    scene.tagging.open_box(scene.pane)
    assert scene.tagging.box._note.toPlainText() == "compare 2012"
    project.fails = None  # type: ignore[attr-defined]
    scene.tagging.box.keep_and_close()
    assert [one.note for one in scene.workspace.annotations()] == ["compare 2012"]
