"""What a search has found as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.domain.search.results import citation
from glossator.exchange.csv_export import SECTION_SEPARATOR
from glossator.exchange.sheets.table import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from glossator.domain.records import Report, ReportId
    from glossator.domain.search.results import Hit

HEADING = ("symbol", "date", "citation", "page", "kind", "section", "text", "hits")
HIT_SEPARATOR = "; "


def search_sheet(query: str, hits: Iterable[Hit], reports: Mapping[ReportId, Report]) -> Sheet:
    """Return a table with a row for each hit: where it stands, its text, the words found.

    Args:
        query: What was searched for, the title of the table.
        hits: In the order of the rows.
        reports: The project's reports.
    """
    rows = []
    for hit in hits:
        report = reports.get(hit.report_id) if hit.report_id else None
        rows.append(
            (
                report.symbol if report else "",
                report.date if report else "",
                citation(hit, report) if report else hit.label,
                hit.page,
                hit.kind.value,
                SECTION_SEPARATOR.join(hit.section),
                hit.text,
                HIT_SEPARATOR.join(hit.text[start:end] for start, end in hit.marks),
            )
        )
    return Sheet(query, "", HEADING, tuple(rows))
