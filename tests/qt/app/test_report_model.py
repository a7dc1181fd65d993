"""The reports and the contents as Qt models."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from glossator.app.models.contents import ContentsModel, ContentsRole
from glossator.app.models.mime import REPORT_MIME
from glossator.app.models.reports import ReportModel, ReportRole
from glossator.domain import intents
from glossator.domain.reports.damage import Damage
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from helpers.fake_project import make_workspace
from helpers.model_watch import Mirror, ModelWatch, shape
from helpers.random_edits import Typist, starting_records
from helpers.records import make_annotation, make_report

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from glossator.app.workspace import Workspace

OLD = make_report("A/67/170", date="2012-08-07", n_pages=18, position=0)
NEW = make_report("A/79/322", date="2024-07-29", position=1, sha256="1")
ONE = make_annotation(OLD)


@pytest.fixture
def workspace(qtbot: QtBot) -> Workspace:
    return make_workspace(OLD, NEW, ONE)


@pytest.fixture
def model(workspace: Workspace, qtmodeltester: ModelTester) -> ReportModel:
    model = ReportModel(workspace)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    return model


def test_a_damaged_report_is_told_from_the_others(qtbot: QtBot) -> None:
    workspace = make_workspace(OLD, NEW)
    damaged = {OLD.sha256: Damage(pages=(2,)), NEW.sha256: Damage(unchecked=True)}
    workspace.project.damages = lambda: damaged  # type: ignore[method-assign]
    model = ReportModel(workspace)
    sizes = [model.size(report) for report in (OLD, NEW)]
    assert [size.endswith("damaged") for size in sizes] == [True, False]
    tip = model.index_of(OLD.id).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == f"{OLD.title}\nThis file is damaged. Something is missing on page 3."


def test_tells_symbol_year_pages_and_passages(model: ReportModel) -> None:
    index = model.index_of(OLD.id)
    assert index.data(ReportRole.YEAR) == "2012"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "A/67/170, 2012, Report A/67/170, 18 pages · 1 passage"
    )


def test_is_dragged_as_its_id(model: ReportModel) -> None:
    data = model.mimeData([model.index_of(NEW.id)])
    assert bytes(data.data(REPORT_MIME).data()).decode() == NEW.id


def test_follows_edits_row_by_row(model: ReportModel, workspace: Workspace) -> None:
    watch = ModelWatch(model)
    workspace.do(intents.delete_annotations([ONE]))
    assert watch.seen == ["change 0-0"]
    assert model.index_of(OLD.id).data(ReportRole.PASSAGES) == 0
    workspace.do(intents.remove_report(OLD, []))
    workspace.undo()
    assert watch.rows() == ["remove 0-0", "insert 0-0"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_follows_whatever_is_done(qapp: object, data: st.DataObject) -> None:
    workspace = make_workspace(*starting_records())
    model, typist = ReportModel(workspace), Typist(workspace, data)
    mirror = Mirror(model, ReportRole.ID)
    for _ in range(data.draw(st.integers(1, 12))):
        typist.act()
    fresh = ReportModel(workspace)
    assert mirror.rows == [one for one, _ in shape(fresh, ReportRole.ID)]
    for role in (Qt.ItemDataRole.DisplayRole, ReportRole.YEAR, ReportRole.PASSAGES):
        assert shape(model, role) == shape(fresh, role)


def heading(number: str, level: int, start: int, page: int = 0) -> Unit:
    return Unit(
        f"h_{number}",
        UnitKind.HEADING,
        number,
        title=f"Title {number}",
        level=level,
        page=page,
        spans=((start, start + 10),),
    )


def paragraph(number: str, start: int) -> Unit:
    return Unit(f"para_{number}", UnitKind.PARAGRAPH, number, spans=((start, start + 50),))


UNITS = (
    heading("I.", 1, 0),
    paragraph("1", 20),
    heading("A.", 2, 100),
    paragraph("2", 120),
    paragraph("3", 180),
    heading("B.", 2, 300, page=3),
    heading("II.", 1, 400, page=4),
    paragraph("4", 420),
)


@pytest.fixture
def contents(qtmodeltester: ModelTester) -> ContentsModel:
    model = ContentsModel()
    model.set_structure(Structure(units=UNITS))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    return model


def test_contents_is_a_tree_with_paragraphs_and_pages(contents: ContentsModel) -> None:
    assert shape(contents) == [
        ("I. Title I.", [("A. Title A.", []), ("B. Title B.", [])]),
        ("II. Title II.", []),
    ]
    assert shape(contents, ContentsRole.PARAGRAPHS) == [
        ("paras. 1–3", [("paras. 2–3", []), ("", [])]),
        ("para. 4", []),
    ]
    assert contents.index(1, 0).data(ContentsRole.PAGE) == 4


@pytest.mark.parametrize(
    ("offset", "words"), [(0, "I. Title I."), (250, "A. Title A."), (999, "II. Title II.")]
)
def test_contents_knows_the_heading_of_a_place(
    contents: ContentsModel, offset: int, words: str
) -> None:
    assert contents.index_at(offset).data() == words


def test_contents_without_structure_is_empty(contents: ContentsModel) -> None:
    contents.set_structure(None)
    assert contents.rowCount() == 0
    assert not contents.index_at(10).isValid()
