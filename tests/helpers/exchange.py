"""A project without files: a report of a few pages, and what goes out of it and comes in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from glossator import incoming_files
from glossator.domain import area as areas
from glossator.domain import passage
from glossator.domain.incoming.plan import Planner
from glossator.domain.pages.geometry import PageBox, Rect
from glossator.domain.records import AnnotationId
from glossator.domain.reports.structure import Structure
from glossator.domain.text.page_text import ReportText, Role
from glossator.domain.text.quotation import known_words
from glossator.domain.themes import ThemeTree
from glossator.exchange.outgoing import Outgoing
from glossator.placing import Placer
from helpers.pages import make_page
from helpers.records import fresh_id, make_report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from glossator.domain.area import Area
    from glossator.domain.incoming.outcome import Plan
    from glossator.domain.incoming.plan import Incoming
    from glossator.domain.records import Annotation, Report, Segment, Theme
    from glossator.exchange.pdf_import import MarkedPdf

AT = "2026-01-02T03:04:05Z"
PDF = b"%PDF-1.7 not opened here"
BOX = PageBox(0.0, 0.0, 595.0, 842.0)
PICTURE = hashlib.sha256(b"png").hexdigest()

LINES: tuple[tuple[str | tuple[str, Role], ...], ...] = (
    (
        ("Report of the Rapporteur", Role.RUNNING),
        "1. States must not punish victims of traf-",
        "ficking for acts they were compelled to 😀 commit,",
        ("1 See the Palermo Protocol.", Role.FOOTNOTE),
    ),
    (
        ("Report of the Rapporteur", Role.RUNNING),
        "and should expunge records of such convictions.",
        "2. The identification of victims is a duty of all,",
        ("2 Ibid.", Role.FOOTNOTE),
    ),
    ("of judges and prosecutors as much as of police.", "3. Remedies follow."),
)

PAGES = tuple(make_page(list(lines), number) for number, lines in enumerate(LINES))
TEXT = ReportText(tuple(page.text for page in PAGES), (BOX,) * len(PAGES), ("1", "2", "3"))
STRUCTURE = Structure()
REPORT = make_report(
    "A/79/322", sha256=hashlib.sha256(PDF).hexdigest(), file_name="A_79_322.pdf",
    session="Seventy-ninth session", url="https://docs.un.org/en/A/79/322", memo="Read twice.",
)  # fmt: skip


@dataclass(frozen=True)
class Placed:
    """What a passage of the report is: stretches of its text, or an area of a page."""

    stretches: tuple[tuple[int, int], ...] = ()
    area: Area | None = None


def annotated(
    where: Placed, themes: Sequence[Theme] = (), note: str = "", analyst: str = "Anna"
) -> Annotation | None:
    """Make an annotation as the window does; None where there are no words."""
    source = passage.Source(REPORT, STRUCTURE, known_words(TEXT.text), TEXT.labels)
    if where.area is not None:
        page = where.area.page
        base = TEXT.starts()[page]
        parts: tuple[Segment, ...] = (areas.segment(where.area, BOX, PAGES[page], base, STRUCTURE),)
    else:
        pages = dict(enumerate(PAGES))
        parts = passage.segments(where.stretches, pages, TEXT.starts(), STRUCTURE)
    if not parts:
        return None
    return passage.annotation(
        passage_id(), source, parts, theme_ids=tuple(theme.id for theme in themes), note=note,
        analyst=analyst, now=AT, picture=PICTURE if where.area else "",
    )  # fmt: skip


def passage_id() -> AnnotationId:
    """Return a fresh id of an annotation."""
    return AnnotationId(fresh_id())


def outgoing(
    annotations: Sequence[Annotation] = (), themes: Sequence[Theme] = (), *, memo: str = ""
) -> Outgoing:
    """Return what goes out of the project."""
    return Outgoing(
        name="Review", reports=[REPORT], tree=ThemeTree(themes), annotations=annotations,
        labels={REPORT.id: TEXT.labels}, at=AT, analyst="Anna", memo=memo,
        data=lambda _: PDF, text=lambda _: TEXT, picture=lambda _: b"png",
    )  # fmt: skip


def planned(incoming: Incoming, report: Report = REPORT) -> Plan:
    """Plan what comes in, for an empty project, in which the report's bytes are read."""

    def picture(_: Report, page: int, rect: Rect) -> str:
        return PICTURE

    placer = Placer(lambda _: (TEXT, STRUCTURE), lambda _, page: PAGES[page], picture)
    planner = Planner(ThemeTree(()), (), placer.locate, fresh_id, AT, box=placer.box)
    arriving = {one.key: replace(report, memo=one.memo) for one in incoming.reports if one.data}
    return planner.plan(incoming, [], arriving)


def read_file(path: Path) -> Incoming:
    """Read a file that is no PDF."""

    def no_pdf(name: str, data: bytes) -> AbstractContextManager[MarkedPdf]:
        raise AssertionError(name, data)

    return incoming_files.read_file(path, no_pdf)
