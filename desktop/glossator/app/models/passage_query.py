"""Which passages are listed, and in which order."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from glossator.app.models.words import folded
from glossator.domain.area import depth
from glossator.domain.records import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossator.app.workspace import Workspace
    from glossator.domain.records import Annotation, AnnotationId, ReportId, ThemeId

Key: TypeAlias = tuple[float | str, ...]
"""What a passage is sorted by; the last part is the annotation's id, so no two are alike."""


class Scope(Enum):
    """What the list of passages is about."""

    ALL = "all"
    THEME = "theme"
    UNTAGGED = "untagged"
    DETACHED = "detached"


class Sort(Enum):
    """The orders of the list of passages."""

    PLACE = "Place"
    DATE = "Date"
    THEME = "Theme"


class Query(NamedTuple):
    """What the user asks the list of passages for.

    Attributes:
        scope: What it is about.
        theme_id: For the scope of a theme, which; themes below it are included.
        report_id: Only this report's passages, or None for those of all.
        analyst: Only this analyst's passages, or None for everybody's.
        words: Folded words that a passage must have, see `words.wanted_words`.
        sort: The order.
    """

    scope: Scope = Scope.ALL
    theme_id: ThemeId | None = None
    report_id: ReportId | None = None
    analyst: str | None = None
    words: tuple[str, ...] = ()
    sort: Sort = Sort.PLACE


class Texts:
    """The folded words of annotations, kept so that filtering only has to look."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._texts: dict[AnnotationId, str] = {}
        self._paths: dict[ThemeId, str] | None = None

    def forget(self, annotation_id: AnnotationId) -> None:
        """Drop what is kept about an annotation that has changed."""
        self._texts.pop(annotation_id, None)

    def forget_themes(self) -> None:
        """Drop what is kept about the names of themes."""
        self._paths = None

    def prepare(self, annotation: Annotation) -> str:
        """Return the folded quotation, note and citation of an annotation."""
        text = self._texts.get(annotation.id)
        if text is None:
            text = folded(f"{annotation.quote}\n{annotation.note}\n{annotation.citation}")
            self._texts[annotation.id] = text
        return text

    def having(self, annotations: Iterable[Annotation], word: str) -> list[Annotation]:
        """Return the annotations with a folded word in their own text or a theme's path."""
        texts, themes = self._texts, self._themes_with(word)
        return [
            one
            for one in annotations
            if word in (texts.get(one.id) or self.prepare(one))
            or not themes.isdisjoint(one.theme_ids)
        ]

    def _themes_with(self, word: str) -> set[ThemeId]:
        tree = self._workspace.tree
        if self._paths is None:
            self._paths = {theme.id: folded(tree.path(theme.id)) for theme in tree}
        return {theme_id for theme_id, path in self._paths.items() if word in path}


class Order:
    """The sort keys of annotations under one order, as the workspace stands."""

    def __init__(self, workspace: Workspace, sort: Sort) -> None:
        self.sort = sort
        reports = sorted(workspace.reports(), key=lambda one: (not one.date, one.date))
        self._reports = {report.id: place for place, report in enumerate(reports)}
        self._themes = {theme.id: place for place, theme in enumerate(workspace.tree)}
        self._places: dict[AnnotationId, Key] = {}
        self._keys: dict[AnnotationId, Key] = {}

    def after(self, before: Order) -> Order:
        """Return this order, with what another knows of where the annotations stand."""
        if self._reports == before._reports:
            self._places = before._places
        return self

    def __eq__(self, other: object) -> bool:
        """Tell whether both give every annotation the same key."""
        if not isinstance(other, Order):
            return NotImplemented
        if self.sort is not other.sort or self._reports != other._reports:
            return False
        return self.sort is not Sort.THEME or self._themes == other._themes

    __hash__ = None  # type: ignore[assignment]

    def sorted(self, annotations: Iterable[Annotation]) -> list[Key]:
        """Return the keys of annotations in ascending order."""
        known, key = self._keys, self.key
        return sorted([known.get(one.id) or key(one) for one in annotations])

    def forget(self, annotation_id: AnnotationId) -> None:
        """Drop what is kept about an annotation that has changed."""
        self._keys.pop(annotation_id, None)
        self._places.pop(annotation_id, None)

    def key(self, annotation: Annotation) -> Key:
        """Return what an annotation is sorted by."""
        known = self._keys.get(annotation.id)
        if known is None:
            known = self._keys[annotation.id] = self._made(annotation)
        return known

    def _made(self, annotation: Annotation) -> Key:
        place = self._places.get(annotation.id)
        if place is None:
            place = self._places[annotation.id] = self._place(annotation)
        if self.sort is Sort.DATE:
            return (annotation.created, *place, annotation.id)
        if self.sort is Sort.THEME:
            end = len(self._themes)
            themes = [self._themes.get(one, end) for one in annotation.theme_ids]
            return (min(themes, default=end), *place, annotation.id)
        return (*place, annotation.id)

    def _place(self, annotation: Annotation) -> Key:
        report = self._reports.get(annotation.report_id, len(self._reports))
        first, last = annotation.segments[0], annotation.segments[-1]
        # Areas of a page begin where its text does; they come as they are seen.
        down = depth(first.quads[0]) if annotation.is_area else 0.0
        return (report, first.start, last.end, down)


class Orders:
    """All orders, so that the keys of each can be made before it is asked for."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._orders = self._made(Order(workspace, Sort.PLACE))

    def __getitem__(self, sort: Sort) -> Order:
        return self._orders[sort]

    def renew(self) -> bool:
        """Follow another order of themes or reports; tell whether any order is another."""
        before = self._orders
        made = self._made(before[Sort.PLACE])
        self._orders = {
            sort: before[sort] if made[sort] == before[sort] else made[sort] for sort in Sort
        }
        return any(self._orders[sort] is not before[sort] for sort in Sort)

    def forget(self, annotation_id: AnnotationId) -> None:
        """Drop what is kept about an annotation that has changed."""
        for order in self._orders.values():
            order.forget(annotation_id)

    def prepare(self, annotation: Annotation) -> None:
        """Make the keys of an annotation."""
        for order in self._orders.values():
            order.key(annotation)

    def _made(self, before: Order) -> dict[Sort, Order]:
        return {sort: Order(self._workspace, sort).after(before) for sort in Sort}


def asked_for(
    query: Query, annotations: Iterable[Annotation], workspace: Workspace, texts: Texts
) -> Iterable[Annotation]:
    """Return those annotations that a query asks for; what is cheap to tell comes first."""
    found = _in_scope(query, annotations, workspace)
    if query.report_id is not None:
        found = [one for one in found if one.report_id == query.report_id]
    if query.analyst is not None:
        found = [one for one in found if one.analyst == query.analyst]
    for word in query.words:
        found = texts.having(found, word)
    return found


def all_in_scope(query: Query, workspace: Workspace) -> Iterable[Annotation]:
    """Return all annotations that a query can ask for, without a look at the others."""
    tree, theme_id = workspace.tree, query.theme_id
    if query.scope is Scope.THEME and theme_id is not None and theme_id in tree:
        return workspace.carrying(tree.with_descendants(theme_id))
    return workspace.annotations(query.report_id)


def _in_scope(
    query: Query, annotations: Iterable[Annotation], workspace: Workspace
) -> Iterable[Annotation]:
    match query.scope:
        case Scope.THEME:
            tree, theme_id = workspace.tree, query.theme_id
            if theme_id is None or theme_id not in tree:
                return []
            wanted = tree.with_descendants(theme_id)
            return [one for one in annotations if not wanted.isdisjoint(one.theme_ids)]
        case Scope.UNTAGGED:
            return [one for one in annotations if not one.theme_ids]
        case Scope.DETACHED:
            return [one for one in annotations if one.status is not Status.ATTACHED]
        case Scope.ALL:
            return annotations
