"""What other reports have like one passage, as rows."""

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QObject, Qt, Signal

from glossator.app.models.similar import RowKind, SimilarModel, Sort, Source
from glossator.domain.edits import Change, EditSet
from glossator.domain.intents import remove_report
from glossator.domain.ranking.counterparts import Match
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.text.page_text import Role
from helpers.fake_project import make_workspace
from helpers.library import FakeLibrary
from helpers.pages import make_page
from helpers.records import make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.modeltest import ModelTester

    from glossator.app.library import Library
    from glossator.app.matching import Matching
    from glossator.app.workspace import Workspace
    from glossator.domain.records import ReportId

READ, LATE, EARLY, EMPTY, NEW = (
    make_report(symbol, date=date)
    for symbol, date in (
        ("A/79/1", "2024-01-01"),
        ("A/75/1", "2020-01-01"),
        ("A/67/1", "2012-01-01"),
        ("A/73/1", "2018-01-01"),
        ("A/80/1", "2025-01-01"),
    )
)
REPORTS = (READ, LATE, EARLY, EMPTY, NEW)
PARAGRAPHS = tuple(
    Unit(f"para_{n}", UnitKind.PARAGRAPH, str(n), label=f"para. {n}", spans=((n * 10, n * 10 + 9),),
         text=f"Words of paragraph {n}.")
    for n in range(1, 4)
)  # fmt: skip
THEME = make_theme("Consent")
FOUND = {
    LATE.id: [Match("para_2", 0.5), Match("para_3", 0.4), Match("para_1", 0.1)],
    EARLY.id: [Match("para_1", 0.3)],
    EMPTY.id: [Match("para_3", 0.05)],
}
SOURCE = Source(READ.id, PARAGRAPHS[0])


class FakeMatching(QObject):
    """Answers at once with what it was given."""

    grown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[ReportId, list[Match]] = dict(FOUND)

    def find(
        self, _report: str, _unit: str, then: "Callable[[dict[ReportId, list[Match]]], None]"
    ) -> None:
        then(dict(self.found))


@pytest.fixture
def matching() -> FakeMatching:
    return FakeMatching()


@pytest.fixture
def workspace() -> "Workspace":
    return make_workspace(*REPORTS, THEME)


@pytest.fixture
def model(
    workspace: "Workspace", matching: FakeMatching, qtmodeltester: "ModelTester"
) -> SimilarModel:
    library = FakeLibrary(
        REPORTS, [make_page([("1. Words.", Role.BODY, 0)])], Structure(units=PARAGRAPHS)
    )
    made = SimilarModel(workspace, cast("Library", library), cast("Matching", matching))
    made.kept = library  # type: ignore[attr-defined]
    made.set_source(SOURCE)
    qtmodeltester.check(made)  # type: ignore[no-untyped-call]
    return made


def shown(model: SimilarModel) -> list[tuple[str, RowKind, str]]:
    rows = [model.row_at(n) for n in range(model.rowCount())]
    return [
        (row.report.symbol, row.kind, row.match.unit_id if row.match else "")
        for row in rows
        if row is not None
    ]


def test_the_oldest_report_comes_first_and_each_one_says_what_it_has(model: SimilarModel) -> None:
    assert shown(model) == [
        ("A/67/1", RowKind.LIKE, "para_1"),
        ("A/73/1", RowKind.NOTHING, "para_3"),
        ("A/75/1", RowKind.LIKE, "para_2"),
        ("A/75/1", RowKind.LIKE, "para_3"),
        ("A/80/1", RowKind.PENDING, ""),
    ]


def test_by_likeness_the_most_alike_comes_first_and_absences_last(model: SimilarModel) -> None:
    model.set_sort(Sort.LIKENESS)
    scores = [row.match.score for n in range(3) if (row := model.row_at(n)) and row.match]
    assert scores == [0.5, 0.4, 0.3]
    assert [kind for _, kind, _ in shown(model)[3:]] == [RowKind.NOTHING, RowKind.PENDING]


def test_an_absence_is_said_with_the_nearest_passage(model: SimilarModel) -> None:
    text = model.index(1, 0).data(Qt.ItemDataRole.DisplayRole)
    assert text == "Nothing in A/73/1 is like para. 1. The nearest is para. 3 (0.05)."


def test_a_report_that_is_not_ranked_is_waited_for(
    model: SimilarModel, matching: FakeMatching
) -> None:
    waiting = model.is_waiting
    assert waiting
    assert model.index(4, 0).data() == "A/80/1 is still being compared …"
    matching.found[NEW.id] = []
    matching.grown.emit()
    assert not model.is_waiting
    assert model.index(4, 0).data() == "Nothing in A/80/1 is like para. 1."


def test_a_row_shows_the_themes_that_are_in_its_passage(
    model: SimilarModel, workspace: "Workspace"
) -> None:
    row = model.row_at(2)
    assert row is not None
    assert model.themes(row) == []
    tagged = make_annotation(LATE, [THEME], start=22, exact="word")
    workspace.do(EditSet("Tag", (Change(None, tagged),)))
    assert [mark.name for mark in model.themes(row)] == ["Consent"]
    assert "themes: Consent" in str(model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def test_the_source_lends_the_themes_of_the_chosen_passage_or_of_all_in_it(
    model: SimilarModel, workspace: "Workspace"
) -> None:
    other = make_theme("Data")
    tagged = [make_annotation(READ, [THEME], start=11), make_annotation(READ, [other], start=12)]
    changes = (Change(None, other), *(Change(None, one) for one in tagged))
    workspace.do(EditSet("Tag", changes))
    assert [mark.name for mark in model.source_themes()] == ["Consent", "Data"]
    model.set_source(Source(READ.id, PARAGRAPHS[0], tagged[1].id))
    assert [mark.name for mark in model.source_themes()] == ["Data"]


def test_a_removed_report_leaves_the_list(model: SimilarModel, workspace: "Workspace") -> None:
    workspace.do(remove_report(LATE, ()))
    assert "A/75/1" not in [symbol for symbol, _, _ in shown(model)]


def test_without_a_source_nothing_is_listed(model: SimilarModel) -> None:
    model.set_source(None)
    assert model.rowCount() == 0
