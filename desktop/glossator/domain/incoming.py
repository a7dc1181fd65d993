"""What comes in from another tool or project, and how it fits into this one.

A format's reader only says what the file holds (`Incoming`). Which report is meant, which
theme, which annotation is already here, is decided here, for all formats alike; where a
passage stands is asked of the caller, who has the pages. Nothing changes until the edit set
of the plan is applied, as one action.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from glossator.domain.edits import Change, EditSet
from glossator.domain.intents import quoted
from glossator.domain.records import Annotation, AnnotationId, Segment, Status, Theme, ThemeId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from glossator.domain.geometry import Quad
    from glossator.domain.records import Report
    from glossator.domain.themes import ThemeTree

COLOUR = "#888888"
"""Of a theme that comes without one."""


@dataclass(frozen=True, slots=True)
class IncomingReport:
    """A document as a file names it; what it doesn't say is empty.

    Attributes:
        key: Names it within the file.
        sha256: Hash of its bytes, lower-case hex.
        symbol, title, file_name: As in `Report`.
        data: Its bytes, where the file brings them along.
    """

    key: str
    sha256: str = ""
    symbol: str = ""
    title: str = ""
    file_name: str = ""
    data: bytes = field(default=b"", repr=False)

    @property
    def is_unnamed(self) -> bool:
        """Whether nothing tells which document it is."""
        return not (self.sha256 or self.symbol or self.title or self.file_name)

    @property
    def name(self) -> str:
        """What to call it in a sentence."""
        return self.symbol or self.title or self.file_name or self.key


@dataclass(frozen=True, slots=True)
class IncomingSegment:
    """A stretch of a passage; what the file doesn't say is empty or -1.

    Attributes:
        exact: Its words.
        before, after: The words around it.
        start, end: Offsets in the report's text; they may cover more than the words, such as
            a paragraph's number.
        page: Zero-based page index.
        quads: Where it stands on the page, in PDF user space.
        continues: Whether it goes on where the stretch before it ended.
    """

    exact: str
    before: str = ""
    after: str = ""
    start: int = -1
    end: int = -1
    page: int = -1
    quads: tuple[Quad, ...] = ()
    continues: bool = False


@dataclass(frozen=True, slots=True)
class IncomingPassage:
    """A passage with what was said of it.

    Attributes:
        report: Key of its report.
        segments: Its stretches.
        themes: Keys of its themes.
        id: The annotation's id where the file has one in our form.
        note, analyst, created, modified: As in `Annotation`.
    """

    report: str
    segments: tuple[IncomingSegment, ...]
    themes: tuple[str, ...] = ()
    id: str = ""
    note: str = ""
    analyst: str = ""
    created: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class IncomingTheme:
    """A theme of the file.

    Attributes:
        key: Names it within the file.
        name: What it is called.
        parent: Key of the theme above it, or empty.
        id: The theme's id where the file has one in our form.
        definition, include, exclude, examples, memo, colour: As in `Theme`.
    """

    key: str
    name: str
    parent: str = ""
    id: str = ""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: str = ""
    memo: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """All that a file holds.

    Attributes:
        name: The file's name.
        reports, themes, passages: What is in it.
        left_out: Sentences on what could not be taken over, each with its place.
    """

    name: str
    reports: tuple[IncomingReport, ...] = ()
    themes: tuple[IncomingTheme, ...] = ()
    passages: tuple[IncomingPassage, ...] = ()
    left_out: tuple[str, ...] = ()


class Fate(StrEnum):
    """What becomes of an incoming passage."""

    ADDED = "added"
    KNOWN = "already here"
    REPLACED = "newer than here"
    KEPT = "older than here"
    DOUBTFUL = "please check"
    NO_PLACE = "not found in the report"
    NO_REPORT = "its report is not in the project"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one passage.

    Attributes:
        passage: As it came.
        fate: What becomes of it.
        annotation: The annotation it is or becomes, None where there is none.
    """

    passage: IncomingPassage
    fate: Fate
    annotation: Annotation | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What would change; show it, then apply `edits`.

    Attributes:
        edits: All changes as one action.
        verdicts: What becomes of each passage, in the order of the file.
        new_themes: Themes that would be made.
        left_out: Sentences on what the file holds and the project can't.
    """

    edits: EditSet
    verdicts: tuple[Verdict, ...]
    new_themes: tuple[Theme, ...]
    left_out: tuple[str, ...]

    def count(self, fate: Fate) -> int:
        """Return how many passages meet a fate."""
        return sum(one.fate is fate for one in self.verdicts)


def match_reports(
    incoming: Iterable[IncomingReport], reports: Sequence[Report]
) -> dict[str, Report]:
    """Return which report of the project each incoming one is, by its key.

    The same bytes are the same report; else the same symbol, file name or title, letter case
    ignored, where only one report has it.
    """
    found: dict[str, Report] = {}
    for one in incoming:
        report = _only(reports, "sha256", one.sha256)
        for name in ("symbol", "file_name", "title"):
            report = report or _only(reports, name, getattr(one, name))
        if report is not None:
            found[one.key] = report
    return found


def match_themes(
    incoming: Sequence[IncomingTheme],
    tree: ThemeTree,
    make_id: Callable[[], str],
    *,
    under: ThemeId | None = None,
) -> tuple[dict[str, ThemeId], list[Theme]]:
    """Find the themes that come in, and make those that are not here.

    A theme is here if one has its id, else its path, letter case ignored.

    Args:
        incoming: The themes; one whose parent is missing or below itself stands at the root.
        tree: The project's themes.
        make_id: Gives a new id.
        under: Theme below which new root themes are put.

    Returns:
        The ids by the keys of the file, and the themes to be made, each before those below.
    """
    by_key = {one.key: one for one in incoming}
    here = {_folded(tree.names(theme.id)): theme.id for theme in tree}
    ids: dict[str, ThemeId] = {}
    made: list[Theme] = []

    def settle(one: IncomingTheme, above: frozenset[str]) -> ThemeId:
        if one.key in ids:
            return ids[one.key]
        above |= {one.key}
        parent = by_key.get(one.parent)
        parent_id = settle(parent, above) if parent and parent.key not in above else under
        path = (*paths.get(parent_id, ()), one.name) if parent_id else (one.name,)
        known = ThemeId(one.id) if ThemeId(one.id) in tree else here.get(_folded(path))
        if known is None:
            made.append(_made(one, parent_id, make_id, _end(tree, made, parent_id)))
            known = made[-1].id
            here[_folded(path)] = known
        paths.setdefault(known, path)
        ids[one.key] = known
        return known

    paths: dict[ThemeId | None, tuple[str, ...]] = {
        theme.id: tree.names(theme.id) for theme in tree
    }
    for one in incoming:
        settle(one, frozenset())
    return ids, made


class Planner:
    """Decides what becomes of what comes in.

    Args:
        tree: The project's themes.
        annotations: The project's annotations.
        locate: Finds where a passage stands: given the report and an annotation with the
            words and places of the file, it returns it with segments, quotation and
            citation, or None.
        make_id: Gives a new id.
        now: The time, for what comes without.
        watch: Told how many passages have been judged; what it raises ends the planning.
    """

    def __init__(
        self,
        tree: ThemeTree,
        annotations: Iterable[Annotation],
        locate: Callable[[Report, Annotation], Annotation | None],
        make_id: Callable[[], str],
        now: str,
        watch: Callable[[int], None] = lambda _done: None,
    ) -> None:
        self._watch = watch
        self._tree = tree
        self._annotations = {one.id: one for one in annotations}
        self._alike = {_likeness(one): one for one in self._annotations.values()}
        self._locate = locate
        self._make_id = make_id
        self._now = now

    def plan(self, incoming: Incoming, reports: Sequence[Report]) -> Plan:
        """Return what would change.

        A passage of which the file names no report is looked for in all of them.

        Args:
            incoming: What the file holds.
            reports: The project's reports.
        """
        found = match_reports(incoming.reports, reports)
        unnamed = {one.key for one in incoming.reports if one.is_unnamed}
        theme_ids, made = match_themes(incoming.themes, self._tree, self._make_id)
        verdicts = []
        changes: list[Change] = [Change(None, theme) for theme in made]
        for number, passage in enumerate(incoming.passages):
            self._watch(number)
            themes = dict.fromkeys(theme_ids[key] for key in passage.themes if key in theme_ids)
            if passage.report in unnamed:
                among = reports
            else:
                among = [found[passage.report]] if passage.report in found else []
            verdict = self._judge(passage, tuple(themes), among)
            verdicts.append(verdict)
            one = verdict.annotation
            if one is not None and verdict.fate not in (Fate.KNOWN, Fate.KEPT):
                changes.append(Change(self._annotations.get(one.id), one))
                self._alike[_likeness(one)] = one
        label = f"Import {quoted(incoming.name)}"
        return Plan(EditSet(label, tuple(changes)), tuple(verdicts), tuple(made), incoming.left_out)

    def _judge(
        self, passage: IncomingPassage, themes: tuple[ThemeId, ...], reports: Sequence[Report]
    ) -> Verdict:
        here = self._annotations.get(AnnotationId(passage.id))
        if here is not None:
            return _updated(passage, here, themes)
        if not reports:
            return Verdict(passage, Fate.NO_REPORT)
        places = (self._locate(one, self._sketch(passage, one, themes)) for one in reports)
        found = min(filter(None, places), key=_doubt, default=None)
        if found is None:
            return Verdict(passage, Fate.NO_PLACE)
        known = self._alike.get(_likeness(found))
        if known is not None:
            return Verdict(passage, Fate.KNOWN, known)
        fate = Fate.DOUBTFUL if found.status is Status.CHECK else Fate.ADDED
        return Verdict(passage, fate, found)

    def _sketch(
        self, passage: IncomingPassage, report: Report, themes: tuple[ThemeId, ...]
    ) -> Annotation:
        """Return an annotation with the words and places as they came."""
        return Annotation(
            AnnotationId(passage.id or self._make_id()),
            report.id,
            tuple(_segment(one) for one in passage.segments),
            themes,
            passage.note,
            passage.analyst,
            passage.created or self._now,
            passage.modified or passage.created or self._now,
        )


def _updated(passage: IncomingPassage, here: Annotation, themes: tuple[ThemeId, ...]) -> Verdict:
    """Judge a passage whose annotation is here: the newer note and themes win."""
    coming = replace(here, theme_ids=themes, note=passage.note)
    if coming == here:
        return Verdict(passage, Fate.KNOWN, here)
    if passage.modified <= here.modified:
        return Verdict(passage, Fate.KEPT, here)
    return Verdict(passage, Fate.REPLACED, replace(coming, modified=passage.modified))


def _segment(one: IncomingSegment) -> Segment:
    start = max(one.start, 0)
    end = one.end if one.end > start else start + len(one.exact)
    return Segment(
        max(one.page, 0),
        start,
        end,
        one.exact,
        one.before,
        one.after,
        one.quads,
        continues=one.continues,
    )


def _likeness(one: Annotation) -> tuple[object, ...]:
    """Return what makes two annotations the same but for their ids and dates."""
    places = tuple((segment.page, segment.start, segment.end) for segment in one.segments)
    areas = tuple(segment.quads for segment in one.segments if segment.is_area)
    return one.report_id, places, areas, frozenset(one.theme_ids), one.note, one.analyst


def _doubt(one: Annotation) -> bool:
    return one.status is not Status.ATTACHED


def _only(reports: Sequence[Report], name: str, value: str) -> Report | None:
    found = [one for one in reports if value and getattr(one, name).casefold() == value.casefold()]
    return found[0] if len(found) == 1 else None


def _folded(path: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(name.split()).casefold() for name in path)


def _end(tree: ThemeTree, made: Iterable[Theme], parent_id: ThemeId | None) -> int:
    """Return the position behind the last theme under a parent."""
    known = tree.children(parent_id) if parent_id is None or parent_id in tree else []
    siblings = [*known, *(one for one in made if one.parent_id == parent_id)]
    return 1 + max((one.position for one in siblings), default=-1)


def _made(
    one: IncomingTheme, parent_id: ThemeId | None, make_id: Callable[[], str], position: int
) -> Theme:
    return Theme(
        ThemeId(one.id or make_id()),
        " ".join(one.name.split()) or "Unnamed theme",
        parent_id,
        one.definition,
        one.include,
        one.exclude,
        one.colour or COLOUR,
        position=position,
        examples=one.examples,
        memo=one.memo,
    )
