"""The list of passages as a Qt model."""

from __future__ import annotations

from dataclasses import replace
from time import thread_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt

from glossator.app.models.passage_query import Query, Scope, Sort
from glossator.app.models.passages import PassageModel, PassageRole
from glossator.app.models.words import wanted_words
from glossator.domain import intents
from glossator.domain.pages.geometry import Quad, Rect
from glossator.domain.records import Status
from helpers.fake_project import make_workspace
from helpers.model_watch import Mirror, ModelWatch
from helpers.random_edits import NOW, Typist, starting_records
from helpers.records import make_annotation, make_report, make_segment, make_theme

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from glossator.app.workspace import Workspace

OLD = make_report("A/67/170", date="2012-08-07", position=1)
NEW = make_report("A/79/322", date="2024-07-29", position=0)
JUSTICE = make_theme("Access to justice", position=0, colour="#F0B400")
PUNISH = make_theme("Non-punishment", JUSTICE)
CAUSES = make_theme("Root causes", position=1)
LATE = make_annotation(NEW, [PUNISH], start=50, quote="detained", created="2024-01-03")
FIRST = make_annotation(OLD, [JUSTICE], start=10, quote="élan vital", created="2024-01-02")
SECOND = make_annotation(
    OLD, [CAUSES, PUNISH], start=90, note="Compare 2024", analyst="Ben", created="2024-01-01"
)
LOOSE = make_annotation(NEW, start=5, status=Status.DETACHED, created="2024-01-04")
RECORDS = (OLD, NEW, JUSTICE, PUNISH, CAUSES, LATE, FIRST, SECOND, LOOSE)


@pytest.fixture
def workspace(qtbot: QtBot) -> Workspace:
    return make_workspace(*RECORDS)


@pytest.fixture
def model(workspace: Workspace, qtmodeltester: ModelTester) -> PassageModel:
    model = PassageModel(workspace)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    return model


def test_lists_all_by_date_of_report_and_place(model: PassageModel) -> None:
    assert model.ids() == [FIRST.id, SECOND.id, LOOSE.id, LATE.id]
    index = model.index_of(SECOND.id)
    assert index.row() == 1
    assert index.data(PassageRole.YEAR) == "2012"
    assert [mark.name for mark in index.data(PassageRole.THEMES)] == [
        "Root causes",
        "Non-punishment",
    ]
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith("Root causes, Non-punishment")


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        (Query(Scope.THEME, JUSTICE.id), [FIRST, SECOND, LATE]),
        (Query(Scope.THEME, CAUSES.id), [SECOND]),
        (Query(Scope.UNTAGGED), [LOOSE]),
        (Query(Scope.DETACHED), [LOOSE]),
        (Query(report_id=NEW.id), [LOOSE, LATE]),
        (Query(analyst="Ben"), [SECOND]),
        (Query(words=wanted_words("ELAN")), [FIRST]),
        (Query(words=wanted_words("2024 causes")), [SECOND]),
        (Query(words=wanted_words("A/67")), [FIRST, SECOND]),
        (Query(Scope.THEME, JUSTICE.id, words=wanted_words("nowhere")), []),
        (Query(sort=Sort.DATE), [SECOND, FIRST, LATE, LOOSE]),
        (Query(sort=Sort.THEME), [FIRST, SECOND, LATE, LOOSE]),
    ],
)
def test_lists_what_is_asked_for(model: PassageModel, query: Query, listed: list) -> None:  # type: ignore[type-arg]
    model.set_query(query)
    assert model.ids() == [one.id for one in listed]


def test_areas_of_a_page_are_listed_from_top_to_bottom(qtbot: QtBot) -> None:
    del qtbot
    tops = (300.0, 700.0, 500.0)
    lower, upper, middle = areas = [
        make_annotation(
            NEW,
            segments=(make_segment("", 0, quads=(Quad.of(Rect(0, top - 50, 90, top)),)),),
            quote="",
            citation=f"A/79/322, p. 1 (area) {top}",
            picture="ab",
        )
        for top in tops
    ]
    model = PassageModel(make_workspace(NEW, *areas))
    assert model.ids() == [upper.id, middle.id, lower.id]
    index = model.index_of(upper.id)
    assert index.data() == upper.citation
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Area. ")


def test_a_note_changes_one_row_only(model: PassageModel, workspace: Workspace) -> None:
    watch = ModelWatch(model)
    workspace.do(intents.write_note(FIRST, "new words", NOW))
    assert watch.seen == ["change 0-0"]
    model.set_query(Query(words=("new",)))
    assert model.ids() == [FIRST.id]
    workspace.undo()
    assert model.ids() == []


def test_edits_come_as_exact_rows(model: PassageModel, workspace: Workspace) -> None:
    model.set_query(Query(Scope.THEME, JUSTICE.id))
    watch = ModelWatch(model)
    workspace.do(intents.untag([SECOND], PUNISH, NOW))
    assert watch.rows() == ["remove 1-1"]
    workspace.undo()
    assert watch.rows() == ["insert 1-1"]
    workspace.do(intents.delete_annotations([FIRST, SECOND]))
    assert watch.rows() == ["remove 0-1"]
    workspace.undo()
    assert watch.rows() == ["insert 0-1"]


def test_a_theme_moved_away_takes_its_passages_along(
    model: PassageModel, workspace: Workspace
) -> None:
    model.set_query(Query(Scope.THEME, JUSTICE.id))
    workspace.do(intents.move_theme(workspace.tree, PUNISH, CAUSES.id, -1))
    assert model.ids() == [FIRST.id]


def test_another_date_of_a_report_moves_rows_and_keeps_indexes(
    model: PassageModel, workspace: Workspace
) -> None:
    kept = QPersistentModelIndex(model.index_of(LATE.id))
    watch = ModelWatch(model)
    workspace.do(intents.describe_report(NEW, symbol=NEW.symbol, title="T", date="2001"))
    assert model.ids() == [LOOSE.id, LATE.id, FIRST.id, SECOND.id]
    assert watch.rows() == ["layout"]
    assert kept.row() == 1
    assert kept.data(PassageRole.YEAR) == "2001"


def test_a_renamed_theme_is_found_by_its_new_name(
    model: PassageModel, workspace: Workspace
) -> None:
    model.set_query(Query(words=("courts",)))
    workspace.do(intents.rename_theme(workspace.tree, JUSTICE, "Courts"))
    assert model.ids() == [FIRST.id, SECOND.id, LATE.id]


def test_fills_while_annotations_are_read(qtbot: QtBot) -> None:
    workspace = make_workspace(*RECORDS, read=False)
    model = PassageModel(workspace)
    mirror = Mirror(model, PassageRole.ID)
    assert model.ids() == []
    workspace.read_rest()
    assert mirror.rows == model.ids() == [FIRST.id, SECOND.id, LOOSE.id, LATE.id]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_follows_whatever_is_done(qapp: object, data: st.DataObject) -> None:
    workspace = make_workspace(*starting_records())
    model, typist = PassageModel(workspace), Typist(workspace, data)
    themes = [None, *(theme.id for theme in workspace.tree)]
    model.set_query(
        Query(
            data.draw(st.sampled_from(Scope)),
            data.draw(st.sampled_from(themes)),
            words=data.draw(st.sampled_from([(), ("apple",), ("one",)])),
            sort=data.draw(st.sampled_from(Sort)),
        )
    )
    watch, mirror = ModelWatch(model), Mirror(model, PassageRole.ID)
    kept = {one: QPersistentModelIndex(model.index_of(one)) for one in model.ids()}
    for _ in range(data.draw(st.integers(1, 12))):
        typist.act()
    fresh = PassageModel(workspace)
    fresh.set_query(model.query)
    assert model.ids() == fresh.ids() == mirror.rows
    assert [model.row_of(one) for one in model.ids()] == list(range(model.rowCount()))
    for annotation_id, index in kept.items():
        if index.isValid():
            assert index.data(PassageRole.ID) == annotation_id
    assert "reset" not in watch.seen


def test_filters_ten_thousand_passages_at_once(qtbot: QtBot) -> None:
    words = ["victims", "trafficking", "détention", "of", "non-punishment", "States", "remedy"]
    ones = [
        replace(
            make_annotation(
                (OLD, NEW)[i % 2],
                [(JUSTICE, PUNISH, CAUSES)[i % 3]],
                start=i,
                quote=" ".join(words[(i * k) % 7] for k in range(1, 50)),
            ),
            note=f"note {i}",
        )
        for i in range(10_000)
    ]
    workspace = make_workspace(OLD, NEW, JUSTICE, PUNISH, CAUSES, *ones)
    model = PassageModel(workspace)
    qtbot.waitUntil(lambda: not model._unprepared, timeout=10_000)
    queries = [
        Query(words=wanted_words("detention note 77")),
        Query(Scope.THEME, JUSTICE.id, words=wanted_words("remedy")),
        Query(),
        Query(sort=Sort.THEME),
    ]
    times = []
    for query in queries * 2:
        begun = thread_time()
        model.set_query(query)
        times.append(thread_time() - begun)
    assert sorted(times)[len(times) // 2] < 0.05
