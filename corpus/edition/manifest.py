"""The manifest: what each report is, where it comes from and the hashes of its files."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from edition.catalogue import Report

LICENCE = (
    "United Nations document; source text as distributed in English, set anew. "
    "Rights in the text remain with the United Nations. "
    "The official version is at the address given."
)


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    return sha256(path.read_bytes()).hexdigest()


def describe_files(report: Report, pdf: Path, n_pages: int) -> dict[str, Any]:
    """Return the entry of a report: its data, its source and its PDF with their hashes."""
    return {
        "symbol": report.symbol,
        "title": report.title,
        "session": report.session_name,
        "agenda_item": report.agenda_item,
        "date": report.distributed.isoformat(),
        "organ": report.organ,
        "year": report.distributed.year,
        "language": "en",
        "url": report.url,
        "source": report.source.name,
        "source_sha256": file_hash(report.source),
        "report": pdf.name,
        "pages": n_pages,
        "report_sha256": file_hash(pdf),
        "licence": LICENCE,
    }
