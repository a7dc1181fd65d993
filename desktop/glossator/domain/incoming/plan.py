"""What comes in from another tool or project, and how it fits into this one.

A format's reader only says what the file holds (`Incoming`). Which report is meant, which
theme, which annotation is already here, is decided here, for all formats alike; where a
passage stands is asked of the caller, who has the pages. Nothing changes until the edit set
of the plan is applied, as one action.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from glossator.domain.edits import Change, EditSet
from glossator.domain.incoming.match import (
    match_reports,
    match_themes,
    report_memos,
    theme_texts,
    unmatched_reports,
)
from glossator.domain.incoming.outcome import Fate, Plan, Verdict
from glossator.domain.intents import quoted
from glossator.domain.pages.geometry import Quad
from glossator.domain.records import (
    Annotation,
    AnnotationId,
    Report,
    Segment,
    Status,
    ThemeId,
)
from glossator.domain.watching import each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from glossator.domain.pages.geometry import PageBox
    from glossator.domain.themes import ThemeTree


@dataclass(frozen=True, slots=True)
class IncomingReport:
    """A document as a file names it; what it doesn't say is empty.

    Attributes:
        key: Names it within the file.
        sha256: Hash of its bytes, lower-case hex.
        symbol, title, file_name: As in `Report`.
        data: Its bytes, where the file brings them along.
        id: The report's id where the file has one in our form.
        date, session, url, memo: As in `Report`.
    """

    key: str
    sha256: str = ""
    symbol: str = ""
    title: str = ""
    file_name: str = ""
    data: bytes = field(default=b"", repr=False)
    id: str = ""
    date: str = ""
    session: str = ""
    url: str = ""
    memo: str = ""

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
        from_top: Whether they are counted from the upper left corner of the page as it is
            shown instead, y pointing down.
    """

    exact: str
    before: str = ""
    after: str = ""
    start: int = -1
    end: int = -1
    page: int = -1
    quads: tuple[Quad, ...] = ()
    continues: bool = False
    from_top: bool = False


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
        digit: The digit that tags with it, taken if no other theme has it.
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
    digit: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """All that a file holds.

    Attributes:
        name: The file's name.
        reports, themes, passages: What is in it.
        left_out: Sentences on what could not be taken over, each with its place.
        colours: Keys of the themes that stand for a colour of marks, `#RRGGBB`.
    """

    name: str
    reports: tuple[IncomingReport, ...] = ()
    themes: tuple[IncomingTheme, ...] = ()
    passages: tuple[IncomingPassage, ...] = ()
    left_out: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()


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
        box: Gives the box of a page, None where there is none; needed for rectangles that are
            counted from the top.
    """

    def __init__(
        self,
        tree: ThemeTree,
        annotations: Iterable[Annotation],
        locate: Callable[[Report, Annotation], Annotation | None],
        make_id: Callable[[], str],
        now: str,
        box: Callable[[Report, int], PageBox | None] = lambda _, __: None,
    ) -> None:
        self._tree = tree
        self._annotations = {one.id: one for one in annotations}
        self._alike = {likeness(one): one for one in self._annotations.values()}
        self._locate = locate
        self._make_id = make_id
        self._now = now
        self._box = box

    def plan(
        self,
        incoming: Incoming,
        reports: Sequence[Report],
        arriving: Mapping[str, Report] | None = None,
    ) -> Plan:
        """Return what would change.

        A passage of which the file names no report is looked for in all of them.

        Args:
            incoming: What the file holds.
            reports: The project's reports.
            arriving: Reports to be added, by their keys in the file.
        """
        new = dict(arriving or {})
        found = match_reports(incoming.reports, reports) | new
        unnamed = {one.key for one in incoming.reports if one.is_unnamed}
        theme_ids, made = match_themes(incoming.themes, self._tree, self._make_id)
        verdicts = []
        changes: list[Change] = [Change(None, report) for report in dict.fromkeys(new.values())]
        changes += (Change(None, theme) for theme in made)
        texts, differing = theme_texts(incoming.themes, theme_ids, self._tree)
        memos, others = report_memos(incoming.reports, found, new)
        changes += (*texts, *memos)
        for passage in each(incoming.passages):
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
                self._alike[likeness(one)] = one
        label = f"Import {quoted(incoming.name)}"
        fates = zip(incoming.passages, verdicts, strict=True)
        missed = Counter(one.report for one, verdict in fates if verdict.fate is Fate.NO_REPORT)
        unmatched = unmatched_reports(incoming.reports, missed, reports)
        left_out = (*incoming.left_out, *differing, *others, *unmatched)
        edits = EditSet(label, tuple(changes))
        return Plan(
            edits, tuple(verdicts), tuple(made), left_out, tuple(dict.fromkeys(new.values()))
        )

    def _judge(
        self, passage: IncomingPassage, themes: tuple[ThemeId, ...], reports: Sequence[Report]
    ) -> Verdict:
        here = self._annotations.get(AnnotationId(passage.id))
        if here is not None:
            return _updated(passage, here, themes)
        if not reports:
            return Verdict.of(passage, Fate.NO_REPORT)
        places = (self._locate(one, self._sketch(passage, one, themes)) for one in reports)
        found = min(filter(None, places), key=_doubt, default=None)
        if found is None:
            return Verdict.of(passage, Fate.NO_PLACE)
        known = self._alike.get(likeness(found))
        if known is not None:
            return Verdict.of(passage, Fate.KNOWN, known)
        fate = Fate.DOUBTFUL if found.status is Status.CHECK else Fate.ADDED
        return Verdict.of(passage, fate, found)

    def _sketch(
        self, passage: IncomingPassage, report: Report, themes: tuple[ThemeId, ...]
    ) -> Annotation:
        """Return an annotation with the words and places as they came."""
        return Annotation(
            AnnotationId(passage.id or self._make_id()),
            report.id,
            tuple(self._segment(one, report) for one in passage.segments),
            themes,
            passage.note,
            passage.analyst,
            passage.created or self._now,
            passage.modified or passage.created or self._now,
        )

    def _segment(self, one: IncomingSegment, report: Report) -> Segment:
        start, page = max(one.start, 0), max(one.page, 0)
        end = one.end if one.end > start else start + len(one.exact)
        quads = one.quads
        box = self._box(report, page) if one.from_top else None
        if box is not None:
            quads = tuple(Quad.of(box.rect_to_user(quad.bounds)) for quad in quads)
        return Segment(
            page,
            start,
            end,
            one.exact,
            one.before,
            one.after,
            quads,
            continues=one.continues,
        )


def _updated(passage: IncomingPassage, here: Annotation, themes: tuple[ThemeId, ...]) -> Verdict:
    """Judge a passage whose annotation is here: the newer note and themes win."""
    coming = replace(here, theme_ids=themes, note=passage.note)
    if coming == here:
        return Verdict.of(passage, Fate.KNOWN, here)
    if passage.modified <= here.modified:
        return Verdict.of(passage, Fate.KEPT, here)
    return Verdict.of(passage, Fate.REPLACED, replace(coming, modified=passage.modified))


def likeness(one: Annotation) -> tuple[object, ...]:
    """Return what makes two annotations the same but for their ids and dates."""
    places = tuple([(part.page, part.start, part.end) for part in one.segments])
    areas = tuple([part.quads for part in one.segments if part.is_area])
    return one.report_id, places, areas, tuple(sorted(one.theme_ids)), one.note, one.analyst


def _doubt(one: Annotation) -> bool:
    return one.status is not Status.ATTACHED
