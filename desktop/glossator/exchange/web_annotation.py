"""Annotations as W3C Web Annotation (Recommendation of 23 February 2017), JSON-LD.

Each passage is a target with a quotation (TextQuoteSelector), offsets in our canonical text
(TextPositionSelector) and its page and rectangle (FragmentSelector as in RFC 8118). Themes
are tags that also name the theme; what the standard has no word for stands under our own
term, so that nothing is lost on the way back.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from glossator.domain.watching import each
from glossator.exchange.refi.common import derived
from glossator.exchange.replacing import replacing
from glossator.exchange.theme_paths import path_of

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.domain.records import Annotation, Report, Segment, Theme
    from glossator.domain.themes import ThemeTree
    from glossator.exchange.outgoing import Outgoing

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
TERMS = {"glossator": "urn:glossator:terms#"}
PDF_FRAGMENTS = "http://tools.ietf.org/rfc/rfc8118"


def write_web_annotation(outgoing: Outgoing, target: Path) -> int:
    """Write an AnnotationPage and return the number of annotations.

    Raises:
        ExportError: It can't be written; what was at the target is untouched.
    """
    encoder = json.JSONEncoder(ensure_ascii=False)
    by_id = {report.id: report for report in outgoing.reports}
    head = {
        "@context": [CONTEXT, TERMS],
        "id": urn(derived("page", outgoing.name, outgoing.at)),
        "type": "AnnotationPage",
        "glossator:themes": [_theme(theme) for theme in outgoing.tree],
        "glossator:reports": [_report(report) for report in outgoing.reports],
    }
    with replacing(target) as stream:
        stream.write(encoder.encode(head)[:-1].encode() + b', "items": [')
        for number, one in enumerate(each(outgoing.annotations)):
            item = _annotation(one, by_id.get(one.report_id), outgoing.tree)
            stream.write((b",\n" if number else b"\n") + encoder.encode(item).encode())
        stream.write(b"\n]}\n")
    return len(outgoing.annotations)


def urn(record_id: str) -> str:
    """Return an id of ours as a URN; one that is no UUID stays what it is."""
    try:
        return uuid.UUID(record_id).urn
    except ValueError:
        return f"urn:glossator:{record_id}"


def _annotation(one: Annotation, report: Report | None, tree: ThemeTree) -> dict[str, Any]:
    bodies: list[dict[str, Any]] = [
        {
            "type": "TextualBody",
            "purpose": "tagging",
            "value": path_of(tree.names(theme_id)),
            "glossator:theme": urn(theme_id),
        }
        for theme_id in one.theme_ids
        if theme_id in tree
    ]
    if one.note:
        note = {"type": "TextualBody", "purpose": "commenting", "format": "text/plain"}
        bodies.append({**note, "value": one.note})
    item: dict[str, Any] = {
        "@context": CONTEXT,
        "id": urn(one.id),
        "type": "Annotation",
        "motivation": "tagging" if one.theme_ids else "commenting" if one.note else "highlighting",
        "created": one.created,
        "modified": one.modified,
    }
    if one.analyst:
        item["creator"] = {"type": "Person", "name": one.analyst}
    if bodies:
        item["body"] = bodies
    item["target"] = [_target(part, report) for part in one.segments]
    item["glossator:citation"] = one.citation
    return item


def _target(part: Segment, report: Report | None) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = []
    if part.exact:
        quote = {"type": "TextQuoteSelector", "exact": part.exact}
        selectors.append({**quote, "prefix": part.before, "suffix": part.after})
        selectors.append({"type": "TextPositionSelector", "start": part.start, "end": part.end})
    fragment = f"page={part.page + 1}"
    if part.quads:
        xs = [x for quad in part.quads for x in quad[0::2]]
        ys = [y for quad in part.quads for y in quad[1::2]]
        view = (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        fragment += "&viewrect=" + ",".join(f"{value:.2f}" for value in view)
    selectors.append({"type": "FragmentSelector", "conformsTo": PDF_FRAGMENTS, "value": fragment})
    source: dict[str, Any] = {"type": "Text"}
    if report is not None:
        source = _report(report)
    target: dict[str, Any] = {"source": source, "selector": selectors}
    if part.continues:
        target["glossator:continues"] = True
    return target


def _report(report: Report) -> dict[str, Any]:
    fields = {
        "id": f"urn:sha256:{report.sha256}",
        "type": "Text",
        "format": report.media_type,
        "schema:name": report.title,
        "glossator:symbol": report.symbol,
        "glossator:fileName": report.file_name,
    }
    return {name: value for name, value in fields.items() if value}


def _theme(theme: Theme) -> dict[str, Any]:
    fields = {
        "id": urn(theme.id),
        "glossator:name": theme.name,
        "glossator:parent": urn(theme.parent_id) if theme.parent_id else "",
        "glossator:definition": theme.definition,
        "glossator:include": theme.include,
        "glossator:exclude": theme.exclude,
        "glossator:examples": theme.examples,
        "glossator:memo": theme.memo,
        "glossator:colour": theme.colour,
    }
    return {name: value for name, value in fields.items() if value}
