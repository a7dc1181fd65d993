"""Records are written as plain JSON writes them, and no passage twice."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.domain.edits import Change, EditSet
from glossator.domain.pages.geometry import Quad
from glossator.domain.records import Annotation, Record, Segment
from glossator.storage import encoding
from glossator.storage.encoding import edits_from_json, edits_to_json, segments_to_json
from helpers.records import MADE_AT, make_annotation, make_report, make_segment, make_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.storage.project import ProjectFile

REPORT, THEME = make_report(), make_theme("“Non-punishment”")
KEYS_IN_WORDS = '"segments":null,"quads":[]}'

# Nought and minus nought are one number, written as that which came first.
coordinates = st.one_of(
    st.floats(allow_nan=False).map(lambda number: number + 0.0),
    st.sampled_from((72.0, 1.1, 1e-7, float("inf"))),
)
words = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=9), st.sampled_from((KEYS_IN_WORDS, "\\", "“"))
)
passages = st.lists(
    st.builds(
        make_segment,
        words,
        quads=st.lists(st.builds(Quad, *[coordinates] * 8), max_size=2).map(tuple),
        before=words,
        section=st.lists(words, max_size=2).map(tuple),
        continues=st.booleans(),
    ),
    min_size=1,
    max_size=3,
).map(tuple)


@settings(max_examples=20)
@given(passages, passages, words, st.booleans())
def test_actions_are_written_as_plain_json_writes_them(
    first: tuple[Segment, ...], second: tuple[Segment, ...], note: str, is_ready: bool
) -> None:
    made = make_annotation(REPORT, [THEME], note=note, segments=first)
    noted = make_annotation(REPORT, note=KEYS_IN_WORDS, segments=first)
    moved = make_annotation(REPORT, segments=first)
    edits = EditSet(
        "All of it",
        (
            Change(None, REPORT),
            Change(THEME, None),
            Change(None, made),
            Change(noted, replace(noted, note=note)),
            Change(moved, replace(moved, segments=second)),
            Change(make_annotation(REPORT, segments=second), None),
        ),
    )
    ready = {made.id: first, noted.id: first, moved.id: second} if is_ready else {}
    text = "".join(
        edits_to_json(edits, {name: segments_to_json(one) for name, one in ready.items()})
    )
    assert text == _json(
        [
            {"kind": kind, "before": _plain(change.before), "after": _plain(change.after)}
            for kind, change in zip(
                ("report", "theme", *["annotation"] * 4), edits.changes, strict=True
            )
        ]
    )
    assert edits_from_json(edits.label, text) == edits


@pytest.mark.parametrize(
    "change",
    [
        lambda old: Change(None, replace(old, id=make_annotation(REPORT).id)),
        lambda old: Change(old, replace(old, theme_ids=(THEME.id,))),
    ],
    ids=["made", "tagged"],
)
def test_the_segments_of_a_passage_are_written_once(
    project: ProjectFile, monkeypatch: pytest.MonkeyPatch, change: Callable[[Annotation], Change]
) -> None:
    old = make_annotation(REPORT)
    there = EditSet("Before", tuple(Change(None, one) for one in (REPORT, THEME, old)))
    project.apply(there, at=MADE_AT)
    writer = Mock(wraps=encoding._segment_json)
    monkeypatch.setattr(encoding, "_segment_json", writer)
    edits = EditSet("One", (change(old),))
    project.apply(edits, at=MADE_AT)
    assert writer.call_count == 1
    assert project.history()[-1].edits == edits


def _plain(record: Record | None) -> dict[str, object] | None:
    if record is None:
        return None
    if not isinstance(record, Annotation):
        return asdict(record)
    return asdict(record) | {"segments": [_without_empty(one) for one in record.segments]}


def _without_empty(segment: Segment) -> dict[str, object]:
    always = ("page", "start", "end", "exact")
    fields = {name: value for name, value in asdict(segment).items() if value or name in always}
    numbers = [number for quad in fields.pop("quads", ()) for number in quad]
    return fields | ({"quads": numbers} if numbers else {})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
