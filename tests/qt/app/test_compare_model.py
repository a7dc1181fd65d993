"""The compared table as a Qt model, and the comparison that feeds it."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QModelIndex, Qt

from glossator.app import comparison as comparisons
from glossator.app import counting_ahead
from glossator.app.comparison import Comparison
from glossator.app.counting_ahead import CountingAhead
from glossator.app.models.compare import CompareModel
from glossator.domain import intents
from glossator.domain.compare.axes import Corpus
from glossator.domain.compare.figures import tabulate
from glossator.domain.compare.rows import BY_TOTAL, Arrangement
from glossator.domain.compare.table import Axis, Measure, Table
from glossator.domain.compare.tally import Tally
from glossator.domain.edits import Change, EditSet
from glossator.domain.records import AnnotationId
from glossator.domain.reports.extents import Entry
from glossator.domain.themes import ThemeTree
from helpers.comparing import StubLibrary, structured_workspace
from helpers.records import make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from glossator.app.library import Library
    from glossator.app.workspace import Workspace

OLD = make_report("A/67/170", date="2012-07-23", position=0)
NEW = make_report("A/79/322", date="2024-08-23", position=1, sha256="1")
ROOT = make_theme("Access to justice", colour="#D8B424", position=0)
CHILD = make_theme("Non-punishment", ROOT, colour="#CC8400")
OTHER = make_theme("Demand", position=1)


def table(measure: Measure = Measure.PASSAGES, *more: Entry) -> Table:
    found = [
        Entry(AnnotationId(f"N{n}"), NEW.id, (CHILD.id,), "Anna", n, "I. One", 10, (f"{n}",))
        for n in range(3)
    ]
    corpus = Corpus((OLD, NEW), ThemeTree((ROOT, CHILD, OTHER)), Tally([*found, *more]))
    return tabulate(corpus, Axis.THEME, Axis.REPORT, measure)


@pytest.fixture
def model(qtmodeltester: ModelTester) -> CompareModel:
    model = CompareModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.set_table(table())
    return model


def texts(model: CompareModel) -> list[list[object]]:
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_figures_stand_with_totals_in_the_last_row_and_column(model: CompareModel) -> None:
    assert texts(model) == [["·", "3", "3"], ["·", "3", "3"], ["·", "·", "·"], ["·", "3", "3"]]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "2024\nA/79/322"
    assert model.headerData(2, Qt.Orientation.Horizontal) == "All"
    assert model.headerData(1, Qt.Orientation.Vertical) == "Non-punishment"


def test_a_cell_is_said_with_its_heads_and_what_it_counts(model: CompareModel) -> None:
    said = model.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Non-punishment, 2024 A/79/322: 3 passages"
    total = model.index(3, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert total == "all rows, all: 3 passages"


def test_totals_and_gaps_have_no_colour(model: CompareModel) -> None:
    shares = [model.share(1, column) for column in range(3)]
    assert shares[0] == shares[2] == 0
    assert shares[1] > 0
    assert model.colour(1, 1) == "#CC8400"


def test_rows_are_folded_and_sorted(model: CompareModel) -> None:
    model.arrange(Arrangement(BY_TOTAL, frozenset({ROOT.id})))
    assert model.rows == (0, 2)
    assert not model.is_open(cast("object", model.row_head(0)))  # type: ignore[arg-type]
    assert model.row_of(CHILD.id) == -1
    assert model.row_of(None) == 2


def test_a_theme_that_gets_its_first_passage_gets_its_column_too(model: CompareModel) -> None:
    def pairs(*more: Entry) -> Table:
        corpus = Corpus((OLD, NEW), ThemeTree((ROOT, CHILD, OTHER)), Tally(more))
        return tabulate(corpus, Axis.THEME, Axis.THEME, Measure.PASSAGES)

    one = Entry(AnnotationId("N1"), OLD.id, (CHILD.id,), "Anna", 9, "I. One", 10, ("9",))
    other = replace(one, id=AnnotationId("N2"), theme_ids=(OTHER.id,))
    model.arrange(Arrangement(only_filled=True))
    model.set_table(pairs(one))
    assert (model.rows, model.columns) == ((0, 1), (0, 1))
    model.set_table(pairs(one, other))
    assert (model.rows, model.columns) == ((0, 1, 2), (0, 1, 2))


def test_other_figures_under_the_same_heads_keep_the_cells_where_they_are(
    model: CompareModel, qtbot: QtBot
) -> None:
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    more = Entry(AnnotationId("N9"), OLD.id, (OTHER.id,), "Anna", 9, "I. One", 10, ("9",))
    with qtbot.waitSignal(model.dataChanged):
        model.set_table(table(Measure.WORDS, more))
    assert texts(model)[2] == ["10", "·", "10"]
    assert not resets


def test_one_passage_more_changes_its_cells_and_their_totals_alone(model: CompareModel) -> None:
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append(_place(first, last)))
    more = Entry(AnnotationId("N9"), OLD.id, (OTHER.id,), "Anna", 9, "I. One", 10, ("9",))
    before = texts(model)
    model.set_table(table(Measure.PASSAGES, more))
    now = texts(model)
    differ = [(i, j) for i in range(4) for j in range(3) if before[i][j] != now[i][j]]
    assert sorted(told) == differ == [(2, 0), (2, 2), (3, 0), (3, 2)]


def _place(first: QModelIndex, last: QModelIndex) -> tuple[int, int]:
    assert first == last
    return first.row(), first.column()


def test_figures_are_all_told_anew_where_the_largest_changes(
    model: CompareModel, qtbot: QtBot
) -> None:
    more = Entry(AnnotationId("N9"), NEW.id, (CHILD.id,), "Anna", 9, "I. One", 10, ("9",))
    with qtbot.waitSignal(model.dataChanged) as told:
        model.set_table(table(Measure.PASSAGES, more))
    first, last = told.args[:2]
    assert (first.row(), first.column(), last.row(), last.column()) == (0, 0, 3, 2)


# The comparison


@pytest.fixture
def workspace(qtbot: QtBot) -> Workspace:
    marks = [make_annotation(NEW, [CHILD], start=n) for n in range(3)]
    workspace = structured_workspace(OLD, NEW, ROOT, CHILD, OTHER, *marks)
    qtbot.waitUntil(lambda: workspace.is_loaded)
    return workspace


@pytest.fixture
def comparison(workspace: Workspace, qtbot: QtBot) -> Comparison:
    library = StubLibrary(workspace)
    comparison = Comparison(workspace, cast("Library", library))
    comparison.set_active(active=True)
    qtbot.waitUntil(lambda: comparison.is_whole)
    return comparison


def row(comparison: Comparison, label: str) -> tuple[object, ...]:
    assert comparison.table is not None
    heads = [head.label for head in comparison.table.rows]
    return comparison.table.cells[heads.index(label)]


def test_passages_are_counted_as_they_are_made_changed_and_deleted(
    comparison: Comparison, workspace: Workspace, qtbot: QtBot
) -> None:
    assert row(comparison, "Access to justice") == (0, 3)
    added = make_annotation(OLD, [OTHER])
    with qtbot.waitSignal(comparison.counted):
        workspace.do(EditSet("Tag", (Change(None, added),)))
    assert row(comparison, "Demand") == (1, 0)
    with qtbot.waitSignal(comparison.counted):
        workspace.do(EditSet("Tag", (Change(added, replace(added, theme_ids=(ROOT.id,))),)))
    assert (row(comparison, "Demand"), row(comparison, "Access to justice")) == ((0, 0), (1, 3))
    with qtbot.waitSignal(comparison.counted):
        workspace.undo()
    assert row(comparison, "Demand") == (1, 0)


def test_a_theme_that_is_renamed_has_its_new_name(
    comparison: Comparison, workspace: Workspace, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(comparison.counted):
        workspace.do(intents.rename_theme(workspace.tree, OTHER, "Users"))
    assert row(comparison, "Users") == (0, 0)


def test_a_small_project_is_counted_otherwise_at_once(comparison: Comparison) -> None:
    comparison.show(Axis.YEAR, Axis.THEME, Measure.WORDS)
    assert comparison.table is not None
    assert [head.label for head in comparison.table.rows] == ["2012", "2024"]
    assert comparison.timeline is not None
    assert comparison.timeline.row_axis is Axis.THEME


def test_passages_per_1000_words_know_the_size_of_the_reports(comparison: Comparison) -> None:
    comparison.show(Axis.THEME, Axis.REPORT, Measure.PER_1000)
    assert row(comparison, "Non-punishment") == (0, 3.0)


def test_nothing_is_counted_while_nobody_looks(
    comparison: Comparison, workspace: Workspace, qtbot: QtBot
) -> None:
    comparison.set_active(active=False)
    with qtbot.assertNotEmitted(comparison.counted, wait=50):
        workspace.do(EditSet("Tag", (Change(None, make_annotation(OLD, [OTHER])),)))
    comparison.set_active(active=True)
    qtbot.waitUntil(lambda: comparison.is_ready)
    assert row(comparison, "Demand") == (1, 0)


@pytest.mark.parametrize("most", [1, 2])
def test_many_reports_are_taken_year_by_year_over_time(
    comparison: Comparison, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(comparisons, "MOST_POINTS", most)
    comparison.show(Axis.THEME, Axis.ANALYST, Measure.PASSAGES)
    assert comparison.timeline is not None
    assert comparison.timeline.column_axis is (Axis.YEAR if most == 1 else Axis.REPORT)


def test_what_does_not_change_over_time_has_no_timeline(comparison: Comparison) -> None:
    comparison.show(Axis.REPORT, Axis.YEAR, Measure.PASSAGES)
    assert comparison.timeline is None


# Ahead


@pytest.fixture
def unseen(workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Comparison:
    monkeypatch.setattr(counting_ahead, "QUIET", 0)
    gc.unfreeze()
    comparison = Comparison(workspace, cast("Library", StubLibrary(workspace)))
    ahead = CountingAhead(comparison, workspace)
    qtbot.waitUntil(lambda: ahead.is_done)
    return comparison


def test_what_was_counted_ahead_is_there_when_it_is_looked_at(unseen: Comparison) -> None:
    assert gc.get_freeze_count()
    unseen.set_active(active=True)
    assert unseen.is_whole
    unseen.show(Axis.THEME, Axis.REPORT, Measure.PER_1000)
    assert row(unseen, "Non-punishment") == (0, 3.0)


def test_what_was_counted_ahead_is_counted_again_after_an_edit(
    unseen: Comparison, workspace: Workspace, qtbot: QtBot
) -> None:
    ahead = cast("CountingAhead", unseen.findChild(CountingAhead))
    workspace.do(EditSet("Tag", (Change(None, make_annotation(OLD, [OTHER])),)))
    assert not ahead.is_done
    qtbot.waitUntil(lambda: ahead.is_done)
    assert unseen.measure_passages(0)
    unseen.set_active(active=True)
    assert row(unseen, "Demand") == (1, 0)
