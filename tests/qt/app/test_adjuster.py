"""Moving the ends of passages through the workspace, also when pages are still being read."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from glossator.app.adjuster import STEPS, Adjuster, nudged
from glossator.app.areas import AreaPictures
from glossator.app.desk import Desk
from glossator.app.marker import Marker
from glossator.domain.adjusting import End, Stride
from glossator.domain.area import Area
from glossator.domain.errors import ProjectError
from glossator.domain.pages.geometry import PageBox, Rect
from glossator.domain.text.page_text import PageText, Role
from helpers.fake_project import FakeProject, make_workspace
from helpers.library import FakeLibrary
from helpers.pages import make_page
from helpers.records import make_report, make_theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.app.library import Library
    from glossator.domain.records import Annotation, ReportId

REPORT = make_report()
THEME = make_theme()
PAGES = [
    make_page([("One two. Three", Role.BODY, 0), ("1 Note.", Role.FOOTNOTE, 1)]),
    make_page([("four. Five.", Role.BODY, 0)], 1),
]


class Scene:
    """A passage “two” that is chosen, and a library whose second page can be unread."""

    def __init__(self) -> None:
        self.library = FakeLibrary([REPORT], PAGES)
        self.library.words = lambda _: frozenset()  # type: ignore[attr-defined]
        self.unread: set[int] = set()
        self.library.page_text = self.page_text  # type: ignore[method-assign]
        library = cast("Library", self.library)
        self.workspace = make_workspace(REPORT, THEME)
        self.desk = Desk()
        marker = Marker(self.workspace, library, self.desk)
        self.adjuster = Adjuster(self.workspace, library, marker, self.desk, AreaPictures(library))
        parts = marker.segments(REPORT.id, [((0, 4), (0, 7))])
        marker.annotate(REPORT.id, parts, (THEME.id,), "Kept.")
        self.said: list[str] = []
        self.adjuster.said.connect(self.said.append)
        self.adjuster.trouble.connect(self.said.append)

    def page_text(self, report_id: ReportId, page: int) -> PageText | None:
        del report_id
        return None if page in self.unread else PAGES[page]

    @property
    def one(self) -> Annotation:
        (found,) = self.workspace.annotations()
        return found


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    del qtbot
    return Scene()


def test_each_step_is_an_action_that_undo_takes_back(scene: Scene) -> None:
    before = scene.one
    scene.adjuster.handlers()["end_later"]()
    scene.adjuster.handlers()["end_later"]()
    assert scene.one.quote == "two. Three"
    scene.adjuster.handlers()["begin_earlier"]()
    assert scene.one.quote == "One two. Three"
    assert (scene.one.note, scene.one.theme_ids) == (before.note, before.theme_ids)
    assert scene.workspace.undo_stack.undoText() == "Adjust a passage"
    for _ in range(3):
        scene.workspace.undo()
    assert scene.one == before


def test_a_passage_is_adjusted_over_the_footnote_once_the_next_page_is_read(scene: Scene) -> None:
    scene.unread = {1}
    scene.adjuster.adjust(scene.one.id, [((0, 4), (1, 5))])
    assert scene.one.quote == "two"
    assert scene.said == ["The pages are still being read …"]
    scene.unread = set()
    scene.library.text_ready.emit(REPORT.id, 1)
    assert scene.one.quote == "two. Three four."
    scene.library.text_ready.emit(REPORT.id, 1)
    assert len(scene.workspace.undo_stack.undoText()) > 0
    scene.workspace.undo()
    assert scene.one.quote == "two"


def test_what_can_not_be_written_is_said_and_changes_nothing(scene: Scene) -> None:
    project = cast("FakeProject", scene.workspace.project)
    project.fails = ProjectError("The disk is full.")
    scene.adjuster.handlers()["end_later"]()
    assert scene.said == ["The disk is full."]
    assert scene.one.quote == "two"


def test_nothing_chosen_is_nothing_moved(scene: Scene) -> None:
    scene.desk.choose_annotation(None)
    for step in scene.adjuster.handlers().values():
        step()
    assert scene.one.quote == "two"
    assert set(scene.adjuster.handlers()) == set(STEPS)


BOX = PageBox(10, 20, 210, 320, rotation=90)


@pytest.mark.parametrize(
    ("end", "stride", "by", "moved"),
    [
        (End.END, Stride.WORD, 1, Rect(50, 40, 106, 80)),
        (End.END, Stride.SENTENCE, -1, Rect(50, 40, 100, 74)),
        (End.BEGIN, Stride.WORD, -1, Rect(44, 40, 100, 80)),
        (End.BEGIN, Stride.SENTENCE, 1, Rect(50, 46, 100, 80)),
    ],
)
def test_keys_move_the_edge_of_an_area_that_is_seen_there(
    end: End, stride: Stride, by: int, moved: Rect
) -> None:
    area = Area(0, BOX.rect_to_user(Rect(50, 40, 100, 80)))
    assert BOX.rect_to_view(nudged(area, BOX, end, stride, by).rect) == pytest.approx(moved)
