"""What a new report is called and when it was issued, from all that is known of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.domain.records import Report, ReportId

if TYPE_CHECKING:
    from glossator.domain.reports.structure import Structure

_NO_TITLE = re.compile(
    r"(untitled|document|microsoft word|powerpoint presentation|.*\.(docx?|pdf|rtf|indd|qxd)$)",
    re.IGNORECASE,
)
"""Titles that word processors write by themselves."""

_SYMBOL_IN_NAME = re.compile(r"(?:A|S|E|ST|CEDAW|CRC|CCPR|CAT|CERD|HRI|CMW)(?:_[A-Z0-9.]+){1,5}")
"""A document symbol in a file's name, with `_` for `/`: `CEDAW_C_GC_38`."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What the manifest of the bundled reports says of one.

    Attributes:
        sha256: Hash of the report's file.
        symbol, title, session, date, url: As in `Report`.
    """

    sha256: str
    symbol: str
    title: str
    session: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a document once it has been opened and read.

    Attributes:
        sha256: Hash of its bytes.
        file_name: Name of its file, without folder.
        media_type: `application/pdf` and the like.
        n_pages: Number of pages.
        metadata_title: The title that the file gives itself.
    """

    sha256: str
    file_name: str
    media_type: str
    n_pages: int
    metadata_title: str = ""


def describe(
    report_id: ReportId, found: Found, structure: Structure, listed: Listed | None = None
) -> Report:
    """Return the record of a new report.

    The manifest knows best, then the report's own pages, then the file's metadata, then
    its name. The date a file was made is not the report's, so it is never taken.

    Args:
        report_id: The id of the new record.
        found: What opening the document told.
        structure: What its pages say.
        listed: The manifest's entry for the same bytes, None for any other document.
    """
    best = listed or Listed(found.sha256, "", "")
    stem = found.file_name.rpartition(".")[0] or found.file_name
    return Report(
        id=report_id,
        sha256=found.sha256,
        symbol=best.symbol or structure.symbol or _symbol(stem),
        title=best.title or structure.title or _own_title(found.metadata_title) or stem,
        date=best.date or structure.date,
        session=best.session or structure.session,
        url=best.url,
        file_name=found.file_name,
        media_type=found.media_type,
        n_pages=found.n_pages,
    )


def _own_title(title: str) -> str:
    title = " ".join(title.split())
    return "" if _NO_TITLE.match(title) else title


def _symbol(stem: str) -> str:
    if not _SYMBOL_IN_NAME.fullmatch(stem) or not re.search(r"_\d", stem):
        return ""
    return stem.replace("_", "/")
