"""The records a project is made of. They never change; an edit replaces one by another.

Ids are UUIDs in upper case (as REFI-QDA has them), times ISO 8601 UTC with a final `Z`,
offsets Unicode code points with the end excluded.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NewType, TypeAlias

if TYPE_CHECKING:
    from glossator.domain.pages.geometry import Quad

ReportId = NewType("ReportId", str)
ThemeId = NewType("ThemeId", str)
AnnotationId = NewType("AnnotationId", str)
BookmarkId = NewType("BookmarkId", str)
SavedSearchId = NewType("SavedSearchId", str)
FactId = NewType("FactId", str)


@dataclass(frozen=True, slots=True)
class Report:
    """One document of a project.

    Attributes:
        id: The report's own id, independent of the file it was read from.
        sha256: Hash of the file's bytes, lower-case hex; names its document in the project.
        symbol: Document symbol (`A/79/322`), or empty.
        title: Title as printed, or the file's name.
        date: ISO date (`2024-08-23`), year-month or year, or empty.
        session: Session as printed (`Seventy-ninth session`), or empty.
        url: Public address of the document, or empty.
        file_name: Name of the file it came from, without folder.
        media_type: `application/pdf` and the like.
        n_pages: Number of pages.
        position: Order among the reports, ascending.
        memo: What the analyst thinks of the report as a whole, plain text.
    """

    id: ReportId
    sha256: str
    symbol: str
    title: str
    date: str = ""
    session: str = ""
    url: str = ""
    file_name: str = ""
    media_type: str = "application/pdf"
    n_pages: int = 0
    position: int = 0
    memo: str = ""

    @property
    def year(self) -> str:
        """The year of the date, or empty."""
        return self.date[:4]

    @property
    def name(self) -> str:
        """What people call the report: its symbol, else its title."""
        return self.symbol or self.title or self.file_name


@dataclass(frozen=True, slots=True)
class Theme:
    """A node of the theme tree.

    Attributes:
        id: The theme's id.
        name: What it is called; the path of names from the root is its full name.
        parent_id: The theme above it, or None at the root.
        definition: What belongs to it, in prose.
        include, exclude: What to tag with it and what not.
        colour: `#RRGGBB`, upper case.
        key: The digit `1`-`9` that tags with it, or empty.
        position: Order among its siblings, ascending.
        examples: Wordings that belong to it, one a line.
        memo: What the analyst thinks of it, plain text.
        memo_date: When the memo was last written, or empty.
        archived: Whether it is kept out of sight and not offered for tagging.
    """

    id: ThemeId
    name: str
    parent_id: ThemeId | None = None
    definition: str = ""
    include: str = ""
    exclude: str = ""
    colour: str = "#888888"
    key: str = ""
    position: int = 0
    examples: str = ""
    memo: str = ""
    memo_date: str = ""
    archived: bool = False


class Status(StrEnum):
    """How sure the program is that a passage stands where its annotation says."""

    ATTACHED = "attached"
    CHECK = "please check"
    DETACHED = "to re-attach"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one page's text, or an area of a page that has none.

    Attributes:
        page: Zero-based page index.
        start, end: Offsets in the report's canonical text; of an area, both where the
            text of its page begins.
        exact: The canonical text between them; of an area, empty.
        before, after: Up to 64 characters of context on either side.
        quads: One quad for each line it covers, in PDF user space of the page; of an
            area, the one that bounds it.
        unit_id: The structure unit it begins in (`para_57__point_d`), or empty.
        section: Headings above it, outermost first.
        continues: True where it goes on where the segment before it ended (a page or
            column break); false where the analyst added a separate stretch.
    """

    page: int
    start: int
    end: int
    exact: str
    before: str = ""
    after: str = ""
    quads: tuple[Quad, ...] = ()
    unit_id: str = ""
    section: tuple[str, ...] = ()
    continues: bool = False

    @property
    def is_area(self) -> bool:
        """Whether it is an area rather than text."""
        return not self.exact


@dataclass(frozen=True, slots=True)
class Annotation:
    """A passage with its themes, note, analyst and dates.

    Attributes:
        id: The annotation's id.
        report_id: The report it stands in.
        segments: The passage, at least one segment, in reading order.
        theme_ids: Themes in the order they were given, each once.
        note: What the analyst thinks, plain text.
        analyst: Who made it.
        created, modified: Times.
        quote: The quotation on one line, line-end hyphens joined.
        citation: Address of the passage: `A/79/322, para. 57 (d)`.
        paragraph: The address within the report: `para. 57 (d)`, `box 1`, or empty.
        status: Whether the passage was found where it should be.
        normalizer: Version of the rules that made the canonical text.
        picture: SHA-256 of the picture kept of an area, lower-case hex, or empty.
    """

    id: AnnotationId
    report_id: ReportId
    segments: tuple[Segment, ...]
    theme_ids: tuple[ThemeId, ...] = ()
    note: str = ""
    analyst: str = ""
    created: str = ""
    modified: str = ""
    quote: str = ""
    citation: str = ""
    paragraph: str = ""
    status: Status = Status.ATTACHED
    normalizer: int = 1
    picture: str = ""

    @property
    def is_area(self) -> bool:
        """Whether it marks an area of a page rather than text."""
        return bool(self.picture)

    @property
    def page(self) -> int:
        """Zero-based page it begins on."""
        return self.segments[0].page

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.segments[0].start

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.segments[-1].end

    @property
    def section(self) -> tuple[str, ...]:
        """Headings above its beginning, outermost first."""
        return self.segments[0].section


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place in a report that the analyst wants to find again.

    Attributes:
        id: The bookmark's id.
        report_id: The report it stands in.
        name: What it is called.
        page: Zero-based page index.
        top: Height on the page, in points below the upper edge of its visible box as it
            stands unrotated.
        created: When it was set.
    """

    id: BookmarkId
    report_id: ReportId
    name: str
    page: int
    top: float = 0.0
    created: str = ""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search kept under a name.

    Attributes:
        id: The search's id.
        name: What it is called.
        query: What was typed.
        position: Order among the saved searches, ascending.
    """

    id: SavedSearchId
    name: str
    query: str
    position: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is kept of the project as a whole.

    Attributes:
        id: What it is: `memo`, or `aside` with the id of a theme.
        text: What is kept: the memo as plain text; of paragraphs that are set aside, their
            names, one a line.
    """

    id: FactId
    text: str


Record: TypeAlias = Report | Theme | Annotation | Bookmark | SavedSearch | Fact
