"""What goes out of a project, and the formats it can go out in.

A format is one row of a table: menus, dialogs, the command line and the manual are made from
it. Its module is imported only when it writes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from glossator.domain.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from glossator.domain.records import Annotation, Report, ReportId
    from glossator.domain.text.page_text import ReportText
    from glossator.domain.themes import ThemeTree

    Writer: TypeAlias = "Callable[[Outgoing, Path], int]"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The records to write, and a way to the documents for formats that carry them.

    Attributes:
        name: The project's name.
        reports: Its reports in their order.
        tree: Its themes.
        annotations: The annotations to write, in order.
        labels: Printed page labels of each report.
        at: The time of the export, ISO 8601 UTC.
        analyst: Who exports; never the name of the user of the machine.
        memo: What the analyst thinks of the project as a whole.
        data: Gives the bytes of a report's document.
        text: Gives a report's canonical text, None where it is not read.
        picture: Gives the PNG kept of an area by its SHA-256.
        by_report: Whether a report to read goes by reports instead of by themes.
        definitions: Whether it says what belongs to each theme.
    """

    name: str
    reports: Sequence[Report]
    tree: ThemeTree
    annotations: Sequence[Annotation]
    labels: Mapping[ReportId, Sequence[str]]
    at: str
    analyst: str
    memo: str
    data: Callable[[Report], bytes]
    text: Callable[[Report], ReportText | None]
    picture: Callable[[str], bytes | None]
    by_report: bool = False
    definitions: bool = True

    def anonymous(self) -> Outgoing:
        """Return the same without the names of analysts."""
        unnamed = tuple(replace(one, analyst="") for one in self.annotations)
        return replace(self, annotations=unnamed, analyst="")

    def used_reports(self) -> list[Report]:
        """Return the reports that the annotations stand in."""
        used = {one.report_id for one in self.annotations}
        return [report for report in self.reports if report.id in used]


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        suffix: Ending of its files, with the point, in small letters.
        name: What it is called in a dialog.
        writer: Module and function that write it, `module:function`, below this package.
        counts: What the number that the writer returns counts, in the singular.
        loses: What it can't hold, or empty.
        to_read: Whether it is a document to read, by themes or by reports.
    """

    suffix: str
    name: str
    writer: str
    counts: str = "passage"
    loses: str = ""
    to_read: bool = False

    def write(self, outgoing: Outgoing, target: Path) -> int:
        """Write to a file, replaced as a whole, and return how many there are of `counts`.

        Raises:
            ExportError: It can't be written; what was at the target is untouched.
        """
        module, _, function = self.writer.partition(":")
        write: Writer = getattr(import_module(f"glossator.exchange.{module}"), function)
        return write(outgoing, target)


FORMATS: tuple[Format, ...] = (
    Format(
        ".csv", "Table (CSV)", "csv_export:write_table",
        loses="Where on a page areas lie, so that they don't come back; what belongs to a theme.",
    ),
    Format(
        ".xlsx", "Workbook (Excel)", "sheets.annotations:write_workbook",
        loses="Where on a page areas lie, their pictures, cells over 32,767 characters.",
    ),
    Format(
        ".md", "Report (Markdown)", "coding_report:write_markdown",
        loses="Where on the page a passage stands, pictures of areas.", to_read=True,
    ),
    Format(
        ".html", "Report (web page)", "coding_report:write_html",
        loses="Where on the page a passage stands.", to_read=True,
    ),
    Format(
        ".docx", "Report (Word)", "coding_report:write_docx",
        loses="Where on the page a passage stands.", to_read=True,
    ),
    Format(
        ".jsonld", "Web Annotation (JSON-LD)", "web_annotation:write_web_annotation",
        loses="The documents, pictures of areas, keys of themes, notes on reports and the project.",
    ),
    Format(
        ".qdpx", "REFI-QDA project", "refi.writer:write_qdpx",
        loses="Keys of themes, which are archived, bookmarks, searches; areas rounded to points.",
    ),
    Format(
        ".qualcoder.qdpx", "REFI-QDA project for QualCoder", "refi.writer:write_qualcoder",
        loses="As a REFI-QDA project; themes of the same name get that of their parent behind.",
    ),
    Format(
        ".qdc", "REFI-QDA codebook", "refi.writer:write_qdc", "theme",
        loses="Everything but the themes; their keys, and which are archived.",
    ),
    Format(
        ".themes.csv", "Themes (CSV)", "codebook:write_csv", "theme",
        loses="Everything but the themes, and which are archived.",
    ),
    Format(
        ".themes.json", "Themes (JSON)", "codebook:write_json", "theme",
        loses="Everything but the themes, and which are archived.",
    ),
    Format(
        ".themes.md", "Themes (Markdown)", "codebook:write_markdown", "theme",
        loses="Everything but the themes; their colours and keys.",
    ),
    Format(
        ".taguette.csv", "Themes for Taguette", "codebook:write_taguette", "theme",
        loses="Everything but the themes; their colours and keys.",
    ),
    Format(
        ".bib", "Bibliography (BibTeX)", "bibliography:write_bibtex", "report",
        loses="Everything but the reports.",
    ),
    Format(
        ".ris", "Bibliography (RIS)", "bibliography:write_ris", "report",
        loses="Everything but the reports.",
    ),
    Format(
        ".csl.json", "Bibliography (CSL-JSON)", "bibliography:write_csl", "report",
        loses="Everything but the reports.",
    ),
)  # fmt: skip


def format_of(name: str) -> Format:
    """Return the format that a file's name asks for by its ending.

    Raises:
        ExportError: There is none with that ending.
    """
    lower = name.casefold()
    for one in sorted(FORMATS, key=lambda one: -len(one.suffix)):
        if lower.endswith(one.suffix):
            return one
    endings = ", ".join(sorted((".pdf", *(one.suffix for one in FORMATS))))
    raise ExportError(f"Can't export to “{name}”: give a name that ends in one of {endings}.")
