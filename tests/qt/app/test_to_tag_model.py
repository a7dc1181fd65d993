"""The list of paragraphs to tag as a Qt model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Signal

from glossator.app.models.to_tag import ToTagModel
from glossator.domain import intents
from glossator.domain.coverage import Coverage, name_of
from glossator.domain.ranking.suggest import Suggestion
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from helpers.fake_project import make_workspace
from helpers.model_watch import ModelWatch
from helpers.records import make_annotation, make_report, make_segment, make_theme

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from glossator.app.workspace import Workspace

OLD = make_report("A/67/170", date="2012", position=1, sha256="1")
NEW = make_report("A/79/322", date="2024", position=0, sha256="2")
CARE = make_theme("Care")
STRUCTURE = Structure(
    units=tuple(
        Unit(
            f"para_{n}",
            UnitKind.PARAGRAPH,
            str(n),
            label=f"para. {n}",
            spans=((n * 10, n * 10 + 9),),
            text=f"Words {n}",
        )
        for n in range(3)
    )
)


class Counted(QObject):
    """Counts the paragraphs of two reports that have been read."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self.coverage = Coverage()
        for report in (OLD, NEW):
            self.coverage.add_report(report.id, STRUCTURE, workspace.annotations(report.id))

    def tag(self, number: int) -> None:
        part = make_segment("x" * 5, number * 10)
        one = make_annotation(OLD, [CARE], segments=(part,))
        self._workspace.do(intents.annotate(one, self._workspace.tree))
        self.coverage.update(one.id, one)
        self.changed.emit()


@pytest.fixture
def counted(qtbot: QtBot) -> Counted:
    return Counted(make_workspace(OLD, NEW, CARE))


@pytest.fixture
def model(counted: Counted, qtmodeltester: ModelTester) -> ToTagModel:
    model = ToTagModel(counted._workspace, counted)  # type: ignore[arg-type]
    model.set_active(active=True)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    return model


def said(model: ToTagModel) -> list[str]:
    return [str(model.index(n, 0).data()) for n in range(model.rowCount())]


def test_lists_paragraphs_by_report_oldest_first(model: ToTagModel) -> None:
    assert said(model)[0] == "A/67/170: 3 of 3 paragraphs"
    assert said(model)[1] == "A/67/170, para. 0. Words 0"
    assert said(model)[4] == "A/79/322: 3 of 3 paragraphs"
    assert model.paragraphs == 6


def test_a_tagged_paragraph_leaves_the_list_alone(model: ToTagModel, counted: Counted) -> None:
    watch = ModelWatch(model)
    counted.tag(1)
    assert watch.rows() == ["remove 2-2"]
    assert said(model)[0] == "A/67/170: 2 of 3 paragraphs"
    counted.tag(0)
    counted.tag(2)
    assert said(model)[0] == "A/79/322: 3 of 3 paragraphs"


def test_what_was_suggested_says_why_in_the_order_given(model: ToTagModel) -> None:
    names = [name_of(NEW.id, "para_2"), name_of(OLD.id, "para_0"), name_of(OLD.id, "gone")]
    model.list_suggested([Suggestion(name, 0.5, ("Words",)) for name in names])
    assert said(model) == [
        "A/79/322, para. 2. Words 2 Suggested by: Words.",
        "A/67/170, para. 0. Words 0 Suggested by: Words.",
    ]


def test_nothing_is_listed_while_nobody_looks(model: ToTagModel, counted: Counted) -> None:
    model.set_active(active=False)
    watch = ModelWatch(model)
    counted.tag(1)
    assert watch.rows() == []
    model.set_active(active=True)
    assert watch.rows() == ["remove 2-2"]
