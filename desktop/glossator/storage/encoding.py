"""Records as JSON, for the history and for the columns that hold lists."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import chain
from typing import TYPE_CHECKING, Any

from glossator.domain.edits import Change, EditSet
from glossator.domain.pages.geometry import Quad
from glossator.domain.records import (
    Annotation,
    Bookmark,
    Fact,
    Record,
    Report,
    SavedSearch,
    Segment,
    Status,
    Theme,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_KINDS: dict[str, type[Record]] = {
    "report": Report,
    "theme": Theme,
    "annotation": Annotation,
    "bookmark": Bookmark,
    "saved_search": SavedSearch,
    "fact": Fact,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}

_scan = json.JSONDecoder().raw_decode
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_json(value: object) -> str:
    """Write a value as JSON without white space, letters as they are."""
    return _encode(value)


def segments_to_json(segments: Iterable[Segment]) -> str:
    """Write the segments of an annotation.

    Fields that are empty are left out; the quads are one list of numbers, eight a quad,
    which is read in two thirds of the time of lists in a list.
    """
    return _encode([_segment_fields(segment) for segment in segments])


def segments_from_json(text: str) -> tuple[Segment, ...]:
    """Read what `segments_to_json` wrote."""
    # Without the looks at the text's ends that `json.loads` has, a tenth of the reading.
    return tuple([_segment(fields) for fields in _scan(text, 0)[0]])


def edits_to_json(edits: EditSet) -> Iterator[str]:
    """Yield the changes of an edit set piece by piece; its label is kept elsewhere.

    All at once, those of 100,000 passages would take as much memory as the passages.
    """
    before = "["
    for change in edits.changes:
        yield before
        yield _encode(
            {
                "kind": _NAMES[type(change.record)],
                "before": _fields(change.before),
                "after": _fields(change.after),
            }
        )
        before = ","
    yield "]" if edits.changes else "[]"


def edits_from_json(label: str, text: str) -> EditSet:
    """Read what `edits_to_json` wrote."""
    return EditSet(
        label,
        tuple(
            Change(
                _record(change["kind"], change["before"]), _record(change["kind"], change["after"])
            )
            for change in json.loads(text)
        ),
    )


def _segment_fields(segment: Segment) -> dict[str, object]:
    fields: dict[str, object] = {
        "page": segment.page,
        "start": segment.start,
        "end": segment.end,
        "exact": segment.exact,
    }
    for name in _OPTIONAL:
        value = getattr(segment, name)
        if value:
            fields[name] = value
    if segment.quads:
        fields["quads"] = list(chain.from_iterable(segment.quads))
    return fields


_OPTIONAL = ("before", "after", "unit_id", "section", "continues")


def _segment(fields: dict[str, Any]) -> Segment:
    get = fields.get
    return Segment(
        fields["page"],
        fields["start"],
        fields["end"],
        fields["exact"],
        get("before", ""),
        get("after", ""),
        tuple(map(Quad._make, zip(*[iter(get("quads", ()))] * 8, strict=True))),
        get("unit_id", ""),
        tuple(get("section", ())),
        get("continues", False),
    )


def _fields(record: Record | None) -> dict[str, object] | None:
    if record is None:
        return None
    if not isinstance(record, Annotation):
        return asdict(record)
    fields: dict[str, object] = {
        name: getattr(record, name) for name in Annotation.__dataclass_fields__
    }
    fields["segments"] = [_segment_fields(segment) for segment in record.segments]
    return fields


def _record(kind: str, fields: dict[str, Any] | None) -> Record | None:
    if fields is None:
        return None
    if kind == "annotation":
        fields["segments"] = tuple(_segment(segment) for segment in fields["segments"])
        fields["theme_ids"] = tuple(fields["theme_ids"])
        fields["status"] = Status(fields["status"])
    return _KINDS[kind](**fields)
