"""The list of passages to re-attach as a Qt model."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, Signal

from glossator.app.models.doubts import DoubtModel
from glossator.domain.records import AnnotationId, Status
from helpers.fake_project import make_workspace
from helpers.records import make_annotation, make_report

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from glossator.app.reattaching import Reattaching

REPORT = make_report()
ONES = [
    make_annotation(REPORT, status=status, quote=f"Words {status}", start=number)
    for number, status in enumerate((Status.CHECK, Status.DETACHED, Status.ATTACHED))
]
IDS = [one.id for one in ONES]


class Listing(QObject):
    """Lists what the test says."""

    listed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[AnnotationId] = []

    def show(self, rows: list[AnnotationId]) -> None:
        self.rows = rows
        self.listed.emit()


def make_model() -> tuple[Listing, DoubtModel]:
    workspace, listing = make_workspace(REPORT, *ONES), Listing()
    workspace.read_rest()
    model = DoubtModel(workspace, cast("Reattaching", listing), workspace)
    listing.setParent(workspace)
    return listing, model


def test_a_row_says_where_and_how_sure_and_what(qtbot: QtBot) -> None:
    listing, model = make_model()
    listing.show(IDS)
    said = [str(model.index(row, 0).data()) for row in range(3)]
    assert said[0] == f"{ONES[0].citation}\nplease check · “{ONES[0].quote}”"
    assert said[1].split("\n")[1].startswith("to re-attach")
    assert said[2].split("\n")[1].startswith("moved")
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"{ONES[0].citation}: please check. “{ONES[0].quote}”"


def test_what_goes_is_taken_out_and_what_comes_put_in(
    qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    listing, model = make_model()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    listing.show(IDS)
    with qtbot.assertNotEmitted(model.modelReset):
        listing.show([IDS[0], IDS[2]])
    assert [model.id_at(row) for row in range(model.rowCount())] == [IDS[0], IDS[2]]
    with qtbot.waitSignal(model.modelReset):
        listing.show([IDS[2], IDS[0], IDS[1]])
    assert [model.row_of(one) for one in IDS] == [1, 2, 0]
    assert model.row_of(None) == -1
    assert model.id_at(7) is None
