"""What another project brings into this one: the work of several analysts put together.

Reports are the same if their bytes are. Themes are the same by id, then by path, letter
case ignored. Annotations, bookmarks and saved searches are the same by id; of two forms of
an annotation the newer one wins. Memos are put below each other. What both projects say
differently is listed. Nothing changes until the edit set of the plan is applied, as one action.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, TypeVar

from glossator.domain.coverage import name_of, parts_of
from glossator.domain.edits import Change, EditSet
from glossator.domain.incoming.match import match_themes
from glossator.domain.incoming.plan import IncomingTheme, likeness
from glossator.domain.intents import quoted
from glossator.domain.project_intents import ASIDE, MEMO, aside_of, names_aside
from glossator.domain.records import (
    Annotation,
    Bookmark,
    Fact,
    Report,
    ReportId,
    SavedSearch,
    Theme,
    ThemeId,
)
from glossator.domain.themes import ThemeTree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Told = TypeVar("Told", Report, Theme)

OF_THEMES = ("definition", "include", "exclude", "examples")
OF_REPORTS = ("symbol", "title", "date", "session", "url")
"""What is taken over where this project says nothing, and is a conflict where both differ."""

BOOKMARK, SEARCH, WORDS = "bookmark", "saved search", "memo or definition"
ALSO = {BOOKMARK: "bookmarks", SEARCH: "saved searches", WORDS: "memos and definitions"}
"""What comes in beside reports, themes and annotations, with its plural."""
BETWEEN = "\n\n"
"""Stands between the paragraphs of a memo."""


@dataclass(frozen=True, slots=True)
class Whole:
    """All that a project holds.

    Attributes:
        name: What it is called.
        reports, themes, annotations, bookmarks, searches, facts: Its records.
    """

    name: str
    reports: tuple[Report, ...] = ()
    themes: tuple[Theme, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    searches: tuple[SavedSearch, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What would change; show it, then apply `edits`.

    Attributes:
        edits: All changes as one action.
        new_reports: Reports to be added; their documents must be brought over first.
        pictures: SHA-256 of the pictures that new annotations need.
        added: Annotations that come in.
        replaced: Annotations of which the other project has a newer form.
        kept: Annotations of which this project has the newer form, or the same age.
        known: How many annotations are here already, just so.
        new_themes: Themes to be made.
        conflicts: Sentences on what both projects say differently, and which one stays.
    """

    edits: EditSet
    new_reports: tuple[Report, ...]
    pictures: tuple[str, ...]
    added: tuple[Annotation, ...]
    replaced: tuple[Annotation, ...]
    kept: tuple[Annotation, ...]
    known: int
    new_themes: tuple[Theme, ...]
    conflicts: tuple[str, ...]

    def also(self) -> tuple[tuple[int, str], ...]:
        """Return what would change beside reports, themes and annotations: how many of what."""
        kinds = Counter(map(_also, self.edits.changes))
        return tuple(
            (kinds[one], one if kinds[one] == 1 else ALSO[one]) for one in ALSO if kinds[one]
        )


def merge(ours: Whole, theirs: Whole, make_id: Callable[[], str]) -> MergePlan:
    """Return what another project would bring into this one.

    Args:
        ours: This project.
        theirs: The other one; it is not changed.
        make_id: Gives a new id, for what has an id here that means something else.
    """
    return _Merge(ours, theirs, make_id).plan()


class _Merge:
    """One merge on its way: changes and conflicts are gathered."""

    def __init__(self, ours: Whole, theirs: Whole, make_id: Callable[[], str]) -> None:
        self._ours = ours
        self._theirs = theirs
        self._make_id = make_id
        self._changes: list[Change] = []
        self._conflicts: list[str] = []

    def plan(self) -> MergePlan:
        reports, new_reports = self._reports()
        themes, new_themes = self._themes()
        added, replaced, kept, known = self._annotations(reports, themes)
        self._marks(reports)
        self._facts(reports, themes)
        return MergePlan(
            EditSet(f"Merge {quoted(self._theirs.name)}", tuple(self._changes)),
            new_reports,
            tuple(dict.fromkeys(one.picture for one in (*added, *replaced) if one.picture)),
            added,
            replaced,
            kept,
            known,
            new_themes,
            tuple(self._conflicts),
        )

    def _reports(self) -> tuple[dict[ReportId, ReportId], tuple[Report, ...]]:
        """Return which report here each of theirs is, and those to be added."""
        here = {one.sha256: one for one in self._ours.reports}
        taken = {one.id for one in self._ours.reports}
        end = 1 + max((one.position for one in self._ours.reports), default=-1)
        ids: dict[ReportId, ReportId] = {}
        new: list[Report] = []
        for one in sorted(self._theirs.reports, key=lambda one: one.position):
            known = here.get(one.sha256)
            if known is None:
                report_id = ReportId(self._make_id()) if one.id in taken else one.id
                known = here[one.sha256] = replace(one, id=report_id, position=end + len(new))
                taken.add(report_id)
                new.append(known)
            else:
                self._told(known, one, OF_REPORTS, known.name)
            ids[one.id] = known.id
        self._changes += (Change(None, one) for one in new)
        return ids, tuple(new)

    def _themes(self) -> tuple[dict[ThemeId, ThemeId], tuple[Theme, ...]]:
        """Return which theme here each of theirs is, and those to be made."""
        ours, theirs = ThemeTree(self._ours.themes), ThemeTree(self._theirs.themes)
        coming = [
            IncomingTheme(one.id, one.name, theirs.parent_of(one.id) or "", one.id)
            for one in theirs
        ]
        keys, made = match_themes(coming, ours, self._make_id)
        taken = {one.key for one in self._ours.themes if one.key}
        new = []
        for one in made:
            key = theirs[one.id].key
            new.append(
                replace(
                    theirs[one.id],
                    name=one.name,
                    parent_id=one.parent_id,
                    position=one.position,
                    key="" if key in taken else key,
                )
            )
            taken.add(key)
        for one in theirs:
            known = ThemeId(keys[one.id])
            if known in ours:
                self._told(ours[known], one, OF_THEMES, ours.path(known), name="name")
        self._changes += (Change(None, one) for one in new)
        return {ThemeId(key): theme_id for key, theme_id in keys.items()}, tuple(new)

    def _told(
        self, ours: Told, theirs: Told, names: Sequence[str], called: str, *, name: str = ""
    ) -> None:
        """Take over what they say and we don't; list what both say differently."""
        known = {field.name for field in fields(ours)}
        taken = {}
        for one in (*names, *((name,) if name else ())):
            assert one in known
            here, there = getattr(ours, one), getattr(theirs, one)
            if not there or here == there or (one == "name" and _same_name(here, there)):
                continue
            if here:
                self._conflicts.append(f"{called}: {one} differs; the one of this project stays.")
            else:
                taken[one] = there
        memo = self._memo(called, ours.memo, theirs.memo)
        if memo != ours.memo:
            taken["memo"] = memo
            if isinstance(ours, Theme):
                taken["memo_date"] = max(ours.memo_date, theirs.memo_date)
        if taken:
            self._changes.append(Change(ours, replace(ours, **taken)))

    def _annotations(
        self, reports: Mapping[ReportId, ReportId], themes: Mapping[ThemeId, ThemeId]
    ) -> tuple[tuple[Annotation, ...], tuple[Annotation, ...], tuple[Annotation, ...], int]:
        here = {one.id: one for one in self._ours.annotations}
        alike = {likeness(one) for one in self._ours.annotations}
        added: list[Annotation] = []
        replaced: list[Annotation] = []
        kept: list[Annotation] = []
        known = 0
        for coming in self._theirs.annotations:
            if coming.report_id not in reports:
                continue  # a deleted report's; its owner doesn't see it either
            one = replace(
                coming,
                report_id=reports[coming.report_id],
                theme_ids=tuple(
                    dict.fromkeys(themes[key] for key in coming.theme_ids if key in themes)
                ),
            )
            ours = here.get(one.id)
            if ours == one or (ours is None and likeness(one) in alike):
                known += 1
            elif ours is None:
                added.append(one)
                self._changes.append(Change(None, one))
            else:
                wins = one.modified > ours.modified
                (replaced if wins else kept).append(one if wins else ours)
                which = "the other project is newer and wins" if wins else "this project stays"
                what = _differing(ours, one)
                self._conflicts.append(f"{ours.citation}: {what}; the one of {which}.")
                if wins:
                    self._changes.append(Change(ours, one))
        return tuple(added), tuple(replaced), tuple(kept), known

    def _marks(self, reports: Mapping[ReportId, ReportId]) -> None:
        """Bring bookmarks and saved searches that are not here."""
        bookmarks = {one.id for one in self._ours.bookmarks}
        for mark in self._theirs.bookmarks:
            if mark.id not in bookmarks and mark.report_id in reports:
                self._add(replace(mark, report_id=reports[mark.report_id]))
        ours = self._ours.searches
        known: set[object] = {one.id for one in ours} | {(one.name, one.query) for one in ours}
        end = 1 + max((one.position for one in ours), default=-1)
        coming = (
            one
            for one in self._theirs.searches
            if known.isdisjoint((one.id, (one.name, one.query)))
        )
        for number, search in enumerate(coming):
            self._add(replace(search, position=end + number))

    def _facts(
        self, reports: Mapping[ReportId, ReportId], themes: Mapping[ThemeId, ThemeId]
    ) -> None:
        """Bring the memo of the project, and the paragraphs set aside for themes."""
        here = {one.id: one for one in self._ours.facts}
        for fact in self._theirs.facts:
            if fact.id == MEMO:
                after = Fact(MEMO, self._memo("The project", _text(here.get(MEMO)), fact.text))
            elif (theme := themes.get(ThemeId(fact.id.removeprefix(ASIDE)))) is None:
                continue  # a deleted theme's
            else:
                known = here.get(aside_of(theme))
                theirs = map(parts_of, names_aside(fact))
                coming = [
                    name_of(reports[ReportId(one)], unit) for one, unit in theirs if one in reports
                ]
                names = dict.fromkeys((*names_aside(known), *coming))
                after = Fact(aside_of(theme), "\n".join(names))
            if after.text != _text(here.get(after.id)):
                self._changes.append(Change(here.get(after.id), after))

    def _memo(self, called: str, ours: str, theirs: str) -> str:
        """Return a memo with what they have written below it, each paragraph once."""
        here, there = ours.split(BETWEEN), theirs.split(BETWEEN)
        if not theirs or set(there) <= set(here):
            return ours
        if not ours or set(here) <= set(there):
            return theirs
        self._conflicts.append(f"{called}: both have a memo; the other one is put below.")
        return BETWEEN.join((ours, f"From {quoted(self._theirs.name)}:", theirs))

    def _add(self, record: Bookmark | SavedSearch) -> None:
        self._changes.append(Change(None, record))


def _also(change: Change) -> str:
    match change.record:
        case Bookmark():
            return BOOKMARK
        case SavedSearch():
            return SEARCH
        case Annotation():
            return ""
        case record:
            told = change.before is not None or isinstance(record, Fact)
            return WORDS if told else ""


def _differing(ours: Annotation, theirs: Annotation) -> str:
    """Return in words what differs between two forms of a passage."""
    parts = {
        "place": ours.segments != theirs.segments,
        "themes": set(ours.theme_ids) != set(theirs.theme_ids),
        "note": ours.note != theirs.note,
    }
    names = [name for name, differs in parts.items() if differs]
    if len(names) == 1 and names != ["themes"]:
        return f"{names[0]} differs"
    return f"{' and '.join(names)} differ" if names else "differs"


def _text(fact: Fact | None) -> str:
    return fact.text if fact else ""


def _same_name(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
