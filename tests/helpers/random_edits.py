"""Random things that a user does to a workspace, for Hypothesis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from glossator.domain import intents, theme_intents
from glossator.domain.errors import InvalidInputError
from helpers.records import make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.records import Theme

NOW = "2025-01-01T00:00:00Z"


class Typist:
    """Does a random thing to a workspace each time it is asked."""

    def __init__(self, workspace: Workspace, data: st.DataObject) -> None:
        self.workspace = workspace
        self.data = data
        self._acts = [
            self._annotate,
            self._tag,
            self._note,
            self._delete,
            self._add_theme,
            self._rename,
            self._move,
            self._delete_theme,
            self._merge,
            self._split,
            self._move_some,
            self._delete_some,
            self._archive,
            self._restore,
            self._describe,
            self._remove_report,
        ]

    def act(self) -> None:
        """Do one thing, or take one back or do it again."""
        choice = self.data.draw(st.integers(0, len(self._acts) + 3), "act")
        if choice < len(self._acts):
            try:
                edits = self._acts[choice]()
            except InvalidInputError:
                return
            if edits is not None:
                self.workspace.do(edits)
        elif choice < len(self._acts) + 2:
            self.workspace.undo()
        else:
            self.workspace.redo()

    def _pick(self, items: list, what: str):  # type: ignore[no-untyped-def, type-arg] # noqa: ANN202
        return self.data.draw(st.sampled_from(items), what) if items else None

    def _themes(self) -> list[Theme]:
        return list(self.workspace.tree)

    def _annotations(self) -> list:  # type: ignore[type-arg]
        return sorted(self.workspace.annotations(), key=lambda one: one.id)

    def _annotate(self) -> EditSet | None:
        report = self._pick(self.workspace.reports(), "report")
        if report is None:
            return None
        themes = self.data.draw(
            st.lists(st.sampled_from(self._themes()), max_size=2, unique=True)
            if self._themes()
            else st.just([])
        )
        start = self.data.draw(st.integers(0, 9), "start")
        one = make_annotation(report, themes, start=start, created=f"2024-01-0{start + 1}")
        return intents.annotate(one, self.workspace.tree)

    def _tag(self) -> EditSet | None:
        theme, ones = self._pick(self._themes(), "theme"), self._annotations()
        return intents.tag(ones[:3], theme, NOW) if theme and ones else None

    def _note(self) -> EditSet | None:
        one = self._pick(self._annotations(), "annotation")
        text = self.data.draw(st.sampled_from(["apple", "pear", ""]), "note")
        return intents.write_note(one, text, NOW) if one else None

    def _delete(self) -> EditSet | None:
        return intents.delete_annotations(self._annotations()[::2])

    def _add_theme(self) -> EditSet:
        parent = self._pick([None, *self._themes()], "parent")
        name = self.data.draw(st.sampled_from("abcdef"), "name")
        return intents.add_theme(self.workspace.tree, make_theme(name, parent))

    def _rename(self) -> EditSet | None:
        theme = self._pick(self._themes(), "theme")
        name = self.data.draw(st.sampled_from(["apple", "pear", "plum"]), "name")
        return intents.rename_theme(self.workspace.tree, theme, name) if theme else None

    def _move(self) -> EditSet | None:
        theme = self._pick(self._themes(), "theme")
        parent = self._pick([None, *self._themes()], "parent")
        row = self.data.draw(st.integers(-1, 4), "row")
        parent_id = parent.id if parent else None
        return intents.move_theme(self.workspace.tree, theme, parent_id, row) if theme else None

    def _delete_theme(self) -> EditSet | None:
        theme = self._pick(self._themes(), "theme")
        if theme is None:
            return None
        return intents.delete_theme(self.workspace.tree, theme, self._annotations())

    def _some(self) -> list[Theme]:
        themes = self._themes()
        return self.data.draw(st.lists(st.sampled_from(themes), unique=True)) if themes else []

    def _merge(self) -> EditSet | None:
        themes = self._some()
        into = self._pick(self._themes(), "into")
        if into is None:
            return None
        return theme_intents.merge_themes(self.workspace.tree, themes, into, self._annotations())

    def _split(self) -> EditSet | None:
        theme = self._pick(self._themes(), "theme")
        if theme is None:
            return None
        made = make_theme(self.data.draw(st.sampled_from("abcdef"), "name"))
        chosen = self._annotations()[::2]
        return theme_intents.split_theme(self.workspace.tree, theme, made, chosen, NOW)

    def _move_some(self) -> EditSet:
        parent = self._pick([None, *self._themes()], "parent")
        row = self.data.draw(st.integers(-1, 4), "row")
        parent_id = parent.id if parent else None
        return theme_intents.move_themes(self.workspace.tree, self._some(), parent_id, row)

    def _delete_some(self) -> EditSet:
        ones = self._annotations()
        return theme_intents.delete_themes(self.workspace.tree, self._some(), ones)

    def _archive(self) -> EditSet:
        return theme_intents.archive_themes(self.workspace.tree, self._some())

    def _restore(self) -> EditSet:
        return theme_intents.restore_themes(self.workspace.tree, self._some())

    def _describe(self) -> EditSet | None:
        report = self._pick(self.workspace.reports(), "report")
        date = self.data.draw(st.sampled_from(["2010", "2020-01-01", "2030"]), "date")
        if report is None:
            return None
        return intents.describe_report(report, symbol=report.symbol, title="T", date=date)

    def _remove_report(self) -> EditSet | None:
        reports = self.workspace.reports()
        if self.data.draw(st.booleans(), "add"):
            number = self.data.draw(st.integers(0, 10**6), "sha")
            return intents.add_report(make_report(f"A/{number}", sha256=str(number)), reports)
        report = self._pick(reports, "report")
        return intents.remove_report(report, self._annotations()) if report else None


def starting_records() -> list:  # type: ignore[type-arg]
    """Return three reports, a small theme tree and some annotations."""
    reports = [
        make_report(f"A/{year}", date=f"{year}-01-01", sha256=str(year), position=i)
        for i, year in enumerate((2012, 2018, 2024))
    ]
    top = [make_theme(name, position=i) for i, name in enumerate(("one", "two"))]
    below = [make_theme(name, top[0], position=i) for i, name in enumerate(("x", "y", "z"))]
    themes = [*top, *below]
    ones = [
        make_annotation(reports[i % 3], [themes[i % 5]], start=i, note="apple" * (i % 2))
        for i in range(12)
    ]
    return [*reports, *themes, *ones]
