"""Rebuild the edition: `python -m edition [FOLDER]`, by default in place."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from edition.akn import to_akn
from edition.catalogue import CORPUS, Report, read_catalogue
from edition.manifest import describe_files
from edition.reading import read_report
from edition.structure import describe
from edition.typeset import find_pages, write_pdf


def build(report: Report, target: Path) -> dict[str, Any]:
    """Write the PDF, structure and Akoma Ntoso of a report; return its manifest entry."""
    document = read_report(report)
    pdf = write_pdf(report, document, target / "reports")
    structure = describe(report, document, find_pages(report, document))
    write_json(target / "structure" / f"{report.file}.json", structure)
    (target / "akn" / f"{report.file}.xml").write_bytes(to_akn(report, document))
    return describe_files(report, pdf, structure["n_pages"])


def write_json(path: Path, value: object) -> None:
    """Write a value as readable JSON, UTF-8, ending in a line feed."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def main(target: Path) -> None:
    """Build all reports into a folder and write the manifest beside them."""
    for folder in ("reports", "structure", "akn"):
        (target / folder).mkdir(parents=True, exist_ok=True)
    entries = []
    for report in read_catalogue():
        entries.append(build(report, target))
        print(f"{report.symbol}: {entries[-1]['report']}")
    typesetter = f"typst {version('typst')}"
    write_json(target / "manifest.json", {"typesetter": typesetter, "reports": entries})


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
