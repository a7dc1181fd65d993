"""The reports as a bibliography: BibTeX, RIS and CSL-JSON.

CSL-JSON is the schema of citeproc (csl-data.json 1.0.2); the other two are made from it, with
the libraries that reference managers' users know, rispy and bibtexparser. United Nations
documents are entered as its Editorial Manual cites them: author the United Nations, the
symbol as number.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from glossator.domain.reports.symbols import SYMBOL
from glossator.exchange.replacing import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rispy import RisWriter

    from glossator.domain.records import Report
    from glossator.exchange.outgoing import Outgoing

UNITED_NATIONS = "United Nations"
_NO_KEY = re.compile(r"[^A-Za-z0-9]+")


def csl_items(reports: Iterable[Report]) -> list[dict[str, Any]]:
    """Return the reports as items of CSL-JSON; what isn't known of one is left out."""
    items: list[dict[str, Any]] = []
    taken: set[str] = set()
    for report in reports:
        item: dict[str, Any] = {"id": _key(report, taken), "type": "report"}
        item["title"] = report.title or report.file_name
        if report.symbol:
            item["number"] = report.symbol
        if SYMBOL.fullmatch(report.symbol):
            item["author"] = [{"literal": UNITED_NATIONS}]
            item["publisher"] = UNITED_NATIONS
        parts = [int(part) for part in report.date.split("-") if part.isdecimal()]
        if parts:
            item["issued"] = {"date-parts": [parts]}
        if report.session:
            item["collection-title"] = report.session
        if report.url:
            item["URL"] = report.url
        if report.n_pages:
            item["number-of-pages"] = str(report.n_pages)
        items.append(item)
    return items


def csl_json(reports: Iterable[Report]) -> str:
    """Return the reports as CSL-JSON."""
    return json.dumps(csl_items(reports), ensure_ascii=False, indent=2) + "\n"


def ris(reports: Iterable[Report]) -> str:
    """Return the reports as RIS, the tags as Zotero and EndNote read them."""
    import rispy

    entries = []
    for item in csl_items(reports):
        entry = {
            "type_of_reference": "RPRT",
            "id": item["id"],
            "title": item["title"],
            "number": item.get("number", ""),
            "authors": [author["literal"] for author in item.get("author", ())],
            "publisher": item.get("publisher", ""),
            "year": _date(item)[:4],
            "date": _date(item).replace("-", "/"),
            "secondary_title": item.get("collection-title", ""),
            "urls": [item["URL"]] if "URL" in item else [],
        }
        entries.append({name: value for name, value in entry.items() if value})
    return str(rispy.dumps(entries, implementation=_unnumbered())).lstrip()


def _unnumbered() -> type[RisWriter]:
    """Return a writer that puts no number before each entry: few programs read it."""
    import rispy

    class Unnumbered(rispy.RisWriter):  # type: ignore[misc]  # comes without types
        def set_header(self, count: int) -> str:
            return ""

    return Unnumbered


def bibtex(reports: Iterable[Report]) -> str:
    """Return the reports as BibTeX, `@techreport`, its letters escaped for LaTeX."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field
    from pylatexenc.latexencode import unicode_to_latex

    library = Library()
    for item in csl_items(reports):
        date = _date(item)
        fields = {
            "title": f"{{{unicode_to_latex(item['title'])}}}",  # braces keep the capitals
            "number": unicode_to_latex(item.get("number", "")),
            "author": "".join(f"{{{author['literal']}}}" for author in item.get("author", ())),
            "institution": item.get("publisher", ""),
            "year": date[:4],
            "month": date[5:7].lstrip("0"),
            "series": unicode_to_latex(item.get("collection-title", "")),
            "url": item.get("URL", ""),
        }
        kept = [Field(name, value) for name, value in fields.items() if value]
        library.add(Entry("techreport", item["id"], kept))
    return str(write_string(library)).strip() + "\n"


def write_csl(outgoing: Outgoing, target: Path) -> int:
    """Write all reports as CSL-JSON and return their number."""
    return _write(csl_json(outgoing.reports), outgoing, target)


def write_ris(outgoing: Outgoing, target: Path) -> int:
    """Write all reports as RIS and return their number."""
    return _write(ris(outgoing.reports), outgoing, target)


def write_bibtex(outgoing: Outgoing, target: Path) -> int:
    """Write all reports as BibTeX and return their number."""
    return _write(bibtex(outgoing.reports), outgoing, target)


def _write(text: str, outgoing: Outgoing, target: Path) -> int:
    with replacing(target) as stream:
        stream.write(text.encode())
    return len(outgoing.reports)


def _date(item: dict[str, Any]) -> str:
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    return "-".join(f"{part:04}" if n == 0 else f"{part:02}" for n, part in enumerate(parts))


def _key(report: Report, taken: set[str]) -> str:
    """Return a key that no other report has: `A-79-322`, else words of the title and the year."""
    words = [report.symbol] if report.symbol else [*report.name.split()[:3], report.year]
    key = wanted = _NO_KEY.sub("-", " ".join(words)).strip("-") or "report"
    number = 2
    while key.casefold() in taken:
        key, number = f"{wanted}-{number}", number + 1
    taken.add(key.casefold())
    return key
