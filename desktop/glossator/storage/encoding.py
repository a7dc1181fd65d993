"""Records as JSON, for the history and for the columns that hold lists."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import lru_cache
from itertools import chain
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeVar

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
    from collections.abc import Iterable, Iterator, Mapping

T = TypeVar("T")

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
    return f"[{','.join(map(_segment_json, segments))}]"


class Shared(dict[Any, Any]):
    """Gives of equal values the first that it was asked for, so that one is kept of each.

    Half of what is read of many annotations is the same for several of them: dates, headings,
    citations, names.
    """

    def __missing__(self, value: T) -> T:
        self[value] = value
        return value


def segments_from_json(text: str, shared: Shared) -> tuple[Segment, ...]:
    """Read what `segments_to_json` wrote."""
    # Without the looks at the text's ends that `json.loads` has, a tenth of the reading.
    return tuple([_segment(fields, shared) for fields in _scan(text, 0)[0]])


def edits_to_json(edits: EditSet, segments: Mapping[str, str]) -> Iterator[str]:
    """Yield the changes of an edit set piece by piece; its label is kept elsewhere.

    All at once, those of 100,000 passages would take as much memory as the passages.

    Args:
        edits: What changed.
        segments: What `segments_to_json` made of the annotations as they are afterwards, by
            their ids, as far as it is there: most of an entry, and slow to write.
    """
    between = "["
    for change in edits.changes:
        before, after = change.before, change.after
        written = segments.get(change.record.id)
        earlier = written if _has_same_segments(before, after) else None
        yield (
            f'{between}{{"kind":"{_NAMES[type(change.record)]}"'
            f',"before":{_record_json(before, earlier)},"after":{_record_json(after, written)}}}'
        )
        between = ","
    yield "]" if edits.changes else "[]"


def _has_same_segments(before: Record | None, after: Record | None) -> bool:
    return (
        isinstance(before, Annotation)
        and isinstance(after, Annotation)
        and before.segments is after.segments
    )


def _record_json(record: Record | None, segments: str | None) -> str:
    if record is None:
        return "null"
    if not isinstance(record, Annotation):
        return _encode(asdict(record))
    fields = {name: getattr(record, name) for name in Annotation.__dataclass_fields__}
    fields["segments"] = None
    if segments is None:
        segments = segments_to_json(record.segments)
    # Within a string each quotation mark has a backslash, so the first such key is the key.
    return _encode(fields).replace('"segments":null', f'"segments":{segments}', 1)


def edits_from_json(label: str, text: str) -> EditSet:
    """Read what `edits_to_json` wrote."""
    shared = Shared()
    changes = (
        [_record(change["kind"], change[side], shared) for side in ("before", "after")]
        for change in json.loads(text)
    )
    return EditSet(label, tuple(Change(before, after) for before, after in changes))


def _segment_json(one: Segment) -> str:
    parts = [
        f'{{"page":{one.page},"start":{one.start},"end":{one.end},"exact":{_encode(one.exact)}'
    ]
    if one.before:
        parts.append(f'"before":{_encode(one.before)}')
    if one.after:
        parts.append(f'"after":{_encode(one.after)}')
    if one.unit_id:
        parts.append(f'"unit_id":{_encode(one.unit_id)}')
    if one.section:
        parts.append(f'"section":{_texts(one.section)}')
    if one.continues:
        parts.append('"continues":true')
    if one.quads:
        numbers = ",".join(map(_number, chain.from_iterable(one.quads)))
        parts.append(f'"quads":[{numbers}]')
    return ",".join(parts) + "}"


@lru_cache(maxsize=1024)
def _texts(texts: tuple[str, ...]) -> str:
    """Write the headings above a segment, which stand above many others."""
    return _encode(texts)


@lru_cache(maxsize=2**14, typed=True)
def _number(value: float) -> str:
    """Write a coordinate.

    That takes most of the time of writing a passage, and most coordinates come again: the
    corners of a quad, the margins of a page, the lines that several passages stand on.
    """
    return repr(value) if isfinite(value) else _encode(value)


def _segment(fields: dict[str, Any], shared: Shared) -> Segment:
    get = fields.get
    return Segment(
        fields["page"],
        fields["start"],
        fields["end"],
        fields["exact"],
        get("before", ""),
        get("after", ""),
        tuple(map(Quad._make, zip(*[iter(get("quads", ()))] * 8, strict=True))),
        shared[get("unit_id", "")],
        shared[tuple(get("section", ()))],
        get("continues", False),
    )


def _record(kind: str, fields: dict[str, Any] | None, shared: Shared) -> Record | None:
    if fields is None:
        return None
    if kind == "annotation":
        fields["segments"] = tuple(_segment(segment, shared) for segment in fields["segments"])
        fields["theme_ids"] = tuple(fields["theme_ids"])
        fields["status"] = Status(fields["status"])
    return _KINDS[kind](**fields)
