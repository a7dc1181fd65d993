"""The XML of a REFI-QDA project, written as it comes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from glossator.domain.watching import tell
from glossator.exchange.refi.common import (
    DETAILS,
    INTERNAL,
    ORIGIN,
    PROJECT,
    VARIABLES,
    derived,
    described,
    own_guid,
    page_guid,
    stretch_guid,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from glossator.domain.pages.geometry import Rect
    from glossator.domain.records import Annotation, Report, ReportId, Segment, Theme, ThemeId
    from glossator.domain.text.page_text import ReportText
    from glossator.domain.themes import ThemeTree
    from glossator.exchange.outgoing import Outgoing
    from glossator.exchange.xml_writer import XmlWriter

NAME = 100
"""Characters of a passage that name its selection."""

STEP = 200
"""Passages after which it is told how far the writing is."""

PDF = "application/pdf"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")


@dataclass(frozen=True, slots=True)
class Way:
    """How a project is written.

    Attributes:
        names: What themes are called where that is not their name.
        for_qualcoder: Whether rectangles are those of areas only, counted from the top.
    """

    names: Mapping[ThemeId, str] = field(default_factory=dict)
    for_qualcoder: bool = False

    @property
    def origin(self) -> str:
        """What the file says of where it comes from; readers choose by it how to count."""
        return f"{ORIGIN} for QualCoder" if self.for_qualcoder else ORIGIN

    def name(self, theme: Theme) -> str:
        """Return what a theme is called."""
        return self.names.get(theme.id, theme.name)


def text_guid(report: Report) -> str:
    """Return the GUID of a report's text: of what represents a PDF, else of the report."""
    return derived(report.id, "text") if report.media_type == PDF else own_guid(report.id)


@dataclass(slots=True)
class _Note:
    """A note of the project: its GUID, name and text."""

    guid: str
    name: str
    text: str


@dataclass(slots=True)
class ProjectXml:
    """Writes the XML of a project.

    Attributes:
        outgoing: What goes out.
        out: Where to.
        way: How.
        notes: Those that are referred to, written at the end.
    """

    outgoing: Outgoing
    out: XmlWriter
    way: Way
    notes: list[_Note] = field(default_factory=list)
    _steps: int = 0

    def write(self) -> None:
        """Write all, children in the order of the schema."""
        out, outgoing, user = self.out, self.outgoing, _user(self.outgoing.analyst)
        at = _time(outgoing.at, outgoing.at)
        with out.element(
            "Project", xmlns=PROJECT, name=outgoing.name, origin=self.way.origin,
            creatingUserGUID=user, creationDateTime=at, modifyingUserGUID=user, modifiedDateTime=at,
        ):  # fmt: skip
            with out.element("Users"):
                names = (outgoing.analyst, *(one.analyst for one in outgoing.annotations))
                for name in dict.fromkeys(names):
                    out.empty("User", guid=_user(name), name=name or "Analyst")
            if len(outgoing.tree):
                with out.element("CodeBook"):
                    write_codes(out, outgoing.tree, self.way.name)
            self._write_variables()
            self._write_sources()
            about = self._note(derived("project memo"), "Project", outgoing.memo)
            self._write_notes()
            self._refer(about)

    def _write_variables(self) -> None:
        used = [
            label
            for label, name in VARIABLES
            if any(getattr(one, name) for one in self.outgoing.reports)
        ]
        if used:
            with self.out.element("Variables"):
                for label in used:
                    self.out.empty(
                        "Variable", guid=_variable(label), name=label, typeOfVariable="Text"
                    )

    def _write_sources(self) -> None:
        by_report: dict[ReportId, list[Annotation]] = {one.id: [] for one in self.outgoing.reports}
        for one in self.outgoing.annotations:
            if one.report_id in by_report:
                by_report[one.report_id].append(one)
        if by_report:
            with self.out.element("Sources"):
                for report in self.outgoing.reports:
                    self._write_source(report, by_report[report.id])

    def _write_source(self, report: Report, annotations: Sequence[Annotation]) -> None:
        out = self.out
        memo = self._note(derived(report.id, "memo"), report.name, report.memo)
        named = {"name": report.file_name or report.name, **self._made()}
        if report.media_type != PDF:
            path = f"{INTERNAL}{text_guid(report)}.txt"
            with out.element("TextSource", guid=own_guid(report.id), plainTextPath=path, **named):
                self._write_passages(annotations)
                self._refer(memo)
                self._write_values(report)
            return
        guid = own_guid(report.id)
        with out.element("PDFSource", guid=guid, path=f"{INTERNAL}{guid}.pdf", **named):
            text = self.outgoing.text(report)
            for one in self._counted(annotations):
                if one.is_area or not self.way.for_qualcoder:
                    self._write_places(one, text)
            if text is not None:
                representation = text_guid(report)
                path = f"{INTERNAL}{representation}.txt"
                with out.element(
                    "Representation", guid=representation, plainTextPath=path, **named
                ):
                    self._write_passages(annotations)
                    self._write_values(report)
            self._refer(memo)
            self._write_values(report)

    def _write_passages(self, annotations: Iterable[Annotation]) -> None:
        """Write the selections in the text, one for each stretch."""
        for one in self._counted(annotations):
            if one.is_area:
                continue
            for number, parts in enumerate(stretches(one.segments)):
                guid = stretch_guid(own_guid(one.id), number)
                with self.out.element(
                    "PlainTextSelection", guid=guid, name=_short(one.quote),
                    startPosition=parts[0].start, endPosition=parts[-1].end, **self._by(one),
                ):  # fmt: skip
                    self._write_said(one, guid, "text", note=not number)

    def _counted(self, annotations: Iterable[Annotation]) -> Iterator[Annotation]:
        """Yield annotations, telling how far it is; each comes twice, in the text and on pages."""
        for one in annotations:
            if self._steps % STEP == 0:
                tell(self._steps // 2, len(self.outgoing.annotations))
            self._steps += 1
            yield one

    def _write_places(self, one: Annotation, text: ReportText | None) -> None:
        """Write the selections on the pages."""
        for number, parts in enumerate(stretches(one.segments)):
            guid = stretch_guid(own_guid(one.id), number)
            for nth, (page, on_page) in enumerate(_by_page(parts)):
                rect = _around(on_page)
                if rect is None:
                    continue
                if self.way.for_qualcoder and text is not None:
                    rect = text.boxes[page].rect_to_view(rect)  # as it draws the page
                # QualCoder takes the name of an area for what is said of it.
                name = one.note if self.way.for_qualcoder else _short(one.quote or one.citation)
                own = page_guid(guid, nth)
                with self.out.element(
                    "PDFSelection", guid=own, name=name, page=page, **_corners(rect),
                    **self._by(one),
                ):  # fmt: skip
                    self._write_place_said(one, own, on_page, first=not number and not nth)

    def _write_place_said(
        self, one: Annotation, guid: str, parts: Sequence[Segment], *, first: bool
    ) -> None:
        if first:
            self.out.text("Description", one.note)
        if not one.is_area:
            with self.out.element("Representation", guid=derived(guid, "words"), **self._by(one)):
                self.out.text("PlainTextContent", "\n".join(part.exact for part in parts))
        self._write_codings(one, guid, "page")

    def _write_said(self, one: Annotation, guid: str, kind: str, *, note: bool) -> None:
        if note:
            self.out.text("Description", one.note)
        self._write_codings(one, guid, kind)

    def _write_codings(self, one: Annotation, guid: str, kind: str) -> None:
        by = f'creatingUser="{_user(one.analyst)}"'
        at = f'creationDateTime="{_time(one.created, self.outgoing.at)}"'
        for theme_id in one.theme_ids:
            if theme_id in self.outgoing.tree:
                coding, code = derived(guid, kind, theme_id), own_guid(theme_id)
                self.out.line(f'<Coding guid="{coding}" {by} {at}>')
                self.out.line(f'<CodeRef targetGUID="{code}"/></Coding>')

    def _write_values(self, report: Report) -> None:
        for label, name in VARIABLES:
            if value := getattr(report, name):
                with self.out.element("VariableValue"):
                    self.out.empty("VariableRef", targetGUID=_variable(label))
                    self.out.text("TextValue", value)

    def _write_notes(self) -> None:
        if self.notes:
            with self.out.element("Notes"):
                for one in self.notes:
                    with self.out.element("Note", guid=one.guid, name=one.name, **self._made()):
                        self.out.text("PlainTextContent", one.text)

    def _note(self, guid: str, name: str, text: str) -> str:
        """Keep a note for the end and return its GUID, or empty where it has no text."""
        if not text:
            return ""
        self.notes.append(_Note(guid, name, text))
        return guid

    def _refer(self, guid: str) -> None:
        if guid:
            self.out.empty("NoteRef", targetGUID=guid)

    def _made(self) -> dict[str, str]:
        user, at = _user(self.outgoing.analyst), _time(self.outgoing.at, self.outgoing.at)
        return _dated(user, at, at)

    def _by(self, one: Annotation) -> dict[str, str]:
        created = _time(one.created, self.outgoing.at)
        return _dated(_user(one.analyst), created, _time(one.modified, created))


def stretches(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Return the segments of a passage, those together that go on over a page or column."""
    found: list[list[Segment]] = []
    for part in segments:
        if part.continues and found:
            found[-1].append(part)
        else:
            found.append([part])
    return found


def _corners(rect: Rect) -> dict[str, int]:
    """Return whole points, never an empty rectangle: some programs drop one."""
    x, y = round(rect.x0), round(rect.y0)
    return {
        "firstX": x, "firstY": y,
        "secondX": max(round(rect.x1), x + 1), "secondY": max(round(rect.y1), y + 1),
    }  # fmt: skip


def _by_page(parts: Iterable[Segment]) -> Iterator[tuple[int, list[Segment]]]:
    pages: dict[int, list[Segment]] = {}
    for part in parts:
        pages.setdefault(part.page, []).append(part)
    return iter(pages.items())


def _around(parts: Iterable[Segment]) -> Rect | None:
    bounds = [quad.bounds for part in parts for quad in part.quads]
    if not bounds:
        return None
    whole = bounds[0]
    for one in bounds[1:]:
        whole = whole.united(one)
    return whole


def write_codes(out: XmlWriter, tree: ThemeTree, name: Callable[[Theme], str]) -> None:
    """Write the themes, of which there is at least one, as codes within codes."""

    def write(theme: Theme) -> None:
        with out.element(
            "Code", guid=own_guid(theme.id), name=name(theme), isCodable="true", color=theme.colour
        ):
            details = ((label, getattr(theme, key)) for label, key in DETAILS)
            out.text("Description", described(theme.definition, details))
            for child in tree.children(theme.id):
                write(child)

    with out.element("Codes"):
        for theme in tree.children(None):
            write(theme)


@lru_cache(maxsize=256)
def _user(analyst: str) -> str:
    return derived("analyst", analyst)


def _variable(label: str) -> str:
    return derived("variable", label)


def _dated(user: str, created: str, modified: str) -> dict[str, str]:
    return {
        "creatingUser": user,
        "creationDateTime": created,
        "modifyingUser": user,
        "modifiedDateTime": modified,
    }


def _time(text: str, otherwise: str) -> str:
    return text if _TIME.fullmatch(text) else otherwise


def _short(text: str) -> str:
    return text if len(text) <= NAME else text[: NAME - 1].rstrip() + "…"
