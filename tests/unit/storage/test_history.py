"""Undo and redo go through the same door, and work after a restart."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossator.domain.edits import Change, EditSet
from glossator.domain.errors import ProjectError
from glossator.domain.records import Annotation, Record, Report, Theme
from glossator.storage.project import ProjectFile
from helpers.records import MADE_AT, make_annotation, make_report, make_theme

Records: TypeAlias = dict[str, Record]


def test_an_action_can_be_undone_and_redone_after_a_restart(
    project: ProjectFile, path: Path
) -> None:
    report = make_report()
    annotation = make_annotation(report)
    project.apply(EditSet("Add report", (Change(None, report),)), analyst="Anna", at=MADE_AT)
    edits = EditSet("Tag “Shelter”", (Change(None, annotation),))
    number = project.apply(edits, analyst="Anna", at="2024-08-23T11:00:00Z")
    project.close()

    with ProjectFile.open(path) as again:
        entry = again.history()[-1]
        assert (entry.number, entry.label, entry.analyst) == (number, "Tag “Shelter”", "Anna")
        assert (entry.at, entry.undone, entry.edits) == ("2024-08-23T11:00:00Z", False, edits)
        assert again.take_back(number, MADE_AT) == edits.inverse()
        assert again.annotation_count() == 0
        assert again.history()[-1].undone
    with ProjectFile.open(path) as again:
        assert again.give_again(number, MADE_AT) == edits
        assert list(again.annotations()) == [[annotation]]
        assert not again.history()[-1].undone


def test_a_new_action_ends_what_could_be_redone(project: ProjectFile) -> None:
    first = project.apply(EditSet("One", (Change(None, make_report()),)), at=MADE_AT)
    project.take_back(first, MADE_AT)
    second = project.apply(EditSet("Two", (Change(None, make_report()),)), at=MADE_AT)
    assert [entry.number for entry in project.history()] == [second]
    assert second > first
    with pytest.raises(ProjectError, match="can't be redone now"):
        project.give_again(first, MADE_AT)


def test_only_the_last_action_can_be_undone(project: ProjectFile) -> None:
    reports = [make_report(symbol) for symbol in "AB"]
    first, second = (
        project.apply(EditSet("Add", (Change(None, report),)), at=MADE_AT) for report in reports
    )
    for wrong in (first, 99):
        with pytest.raises(ProjectError, match="can't be undone now"):
            project.take_back(wrong, MADE_AT)
    project.take_back(second, MADE_AT)
    project.take_back(first, MADE_AT)
    with pytest.raises(ProjectError, match="can't be redone now"):
        project.give_again(second, MADE_AT)
    assert project.reports() == []
    assert [entry.undone for entry in project.history()] == [True, True]


def test_the_history_is_given_from_its_end(project: ProjectFile) -> None:
    numbers = [
        project.apply(EditSet(str(n), (Change(None, make_report()),)), at=MADE_AT) for n in range(5)
    ]
    assert [entry.number for entry in project.history(limit=3)] == numbers[-3:]


def test_a_long_action_is_kept_small(project: ProjectFile) -> None:
    report = make_report()
    project.apply(EditSet("Add", (Change(None, report),)), at=MADE_AT)
    many = EditSet(
        "Import", tuple(Change(None, make_annotation(report, note="x" * 200)) for _ in range(200))
    )
    number = project.apply(many, at=MADE_AT)
    entry = project.history()[-1]
    assert entry.edits == many
    assert len(entry._packed) < 30_000
    project.take_back(number, MADE_AT)
    assert project.annotation_count() == 0


# Any sequence of actions is the same as in memory


class Model:
    """What a project should hold: records, and the two halves of the undo stack."""

    def __init__(self) -> None:
        self.records: Records = {}
        self.done: list[tuple[int, EditSet]] = []
        self.undone: list[tuple[int, EditSet]] = []

    def take(self, edits: EditSet) -> None:
        for change in edits.changes:
            self.records.pop(change.record.id, None)
            if change.after is not None:
                self.records[change.after.id] = change.after

    def of(self, kind: type[Record]) -> list[Record]:
        return [record for record in self.records.values() if isinstance(record, kind)]


def held_by(project: ProjectFile) -> Records:
    annotations = [one for batch in project.annotations(batch=3) for one in batch]
    records: list[Record] = [*project.reports(), *project.themes(), *annotations]
    return {one.id: one for one in records}


def next_change(model: Model, what: int, which: int, word: str) -> Change:
    """Make a change that fits the records there are; every choice of numbers means one."""
    reports, themes, annotations = (model.of(kind) for kind in (Report, Theme, Annotation))

    def pick(among: list[Record]) -> Record:
        return among[which % len(among)]

    if what == 0 or not reports:
        return Change(None, make_report(word, position=which))
    if what == 1 or not themes:
        parent = pick(themes) if themes and which % 2 else None
        return Change(None, make_theme(word, parent if isinstance(parent, Theme) else None))
    if what <= 3 or not annotations:
        report, chosen = pick(reports), themes[: which % 4]
        assert isinstance(report, Report)
        return Change(
            None,
            make_annotation(report, [t for t in chosen if isinstance(t, Theme)], note=word),
        )
    if what == 4:
        return Change(pick(annotations), None)
    if what == 5:
        theme = pick(themes)
        assert isinstance(theme, Theme)
        return Change(theme, replace(theme, name=word, position=which))
    annotation = pick(annotations)
    assert isinstance(annotation, Annotation)
    theme_ids = tuple(reversed([t.id for t in themes if isinstance(t, Theme)][: which % 3]))
    return Change(annotation, replace(annotation, note=word, theme_ids=theme_ids))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["do", "do", "do", "both", "undo", "undo", "redo", "reopen"]),
        st.integers(0, 6),
        st.integers(0, 9),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    ),
    max_size=25,
)


def take_step(project: ProjectFile, model: Model, step: tuple[str, int, int, str]) -> None:
    verb, what, which, word = step
    if verb == "undo" and model.done:
        number, edits = model.done.pop()
        assert project.take_back(number, MADE_AT) == edits.inverse()
        model.undone.append((number, edits))
        model.take(edits.inverse())
    elif verb == "redo" and model.undone:
        number, edits = model.undone.pop()
        assert project.give_again(number, MADE_AT) == edits
        model.done.append((number, edits))
        model.take(edits)
    elif verb in ("do", "both"):
        changes = [next_change(model, what, which, word)]
        if verb == "both":
            changes.append(Change(None, make_report(word + "2", position=9)))
        edits = EditSet(word, tuple(changes))
        model.done.append((project.apply(edits, at=MADE_AT), edits))
        model.undone.clear()
        model.take(edits)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_any_sequence_equals_the_same_in_memory(
    empty_project: Path, steps: list[tuple[str, int, int, str]]
) -> None:
    model = Model()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.glossator"
        shutil.copy(empty_project, path)
        project = ProjectFile.open(path)
        try:
            for step in [*steps, ("reopen", 0, 0, "")]:
                if step[0] == "reopen":
                    project.close()
                    project = ProjectFile.open(path)
                else:
                    take_step(project, model, step)
                assert held_by(project) == model.records
            entries = [(entry.number, entry.edits, entry.undone) for entry in project.history()]
            assert entries == [
                *((number, edits, False) for number, edits in model.done),
                *((number, edits, True) for number, edits in reversed(model.undone)),
            ]
            # The documents of these reports were never stored; everything else is whole.
            assert {finding.kind for finding in project.check()} <= {"reference"}
        finally:
            project.close()


def test_an_action_that_is_widened_is_still_one_to_undo(tmp_path: Path) -> None:
    report = make_report()
    noted = make_annotation(report, note="")
    with ProjectFile.create(tmp_path / "p.glossator") as project:
        project.apply(EditSet("", (Change(None, report), Change(None, noted))), at=MADE_AT)
        first = replace(noted, note="Comp")
        second = replace(noted, note="Compare 2012")
        number = project.apply(EditSet("Edit a note", (Change(noted, first),)), at=MADE_AT)
        project.amend(number, EditSet("Edit a note", (Change(first, second),)), at=MADE_AT)
        assert [one.note for one in next(project.annotations())] == ["Compare 2012"]
        project.take_back(number, at=MADE_AT)
        assert [one.note for one in next(project.annotations())] == [""]
        project.give_again(number, at=MADE_AT)
        assert [one.note for one in next(project.annotations())] == ["Compare 2012"]
        with pytest.raises(ProjectError, match="came after"):
            project.amend(number - 1, EditSet("", (Change(second, first),)), at=MADE_AT)
        assert [one.note for one in next(project.annotations())] == ["Compare 2012"]
