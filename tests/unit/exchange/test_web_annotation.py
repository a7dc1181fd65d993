"""Annotations as W3C Web Annotation, out and in."""

from __future__ import annotations

import json
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.errors import InvalidInputError
from glossator.domain.incoming.plan import IncomingSegment
from glossator.domain.themes import ThemeTree
from glossator.exchange.outgoing import Outgoing, format_of
from glossator.exchange.web_annotation_import import read_web_annotation
from helpers.records import make_annotation, make_report, make_segment, make_theme

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.domain.records import Annotation

REPORT = make_report("A/79/322", sha256="a" * 64)
ROOT = make_theme("Rights", definition="What is owed.", examples="a\nb", memo="M")
PUNISH = make_theme("Non-punishment", ROOT, colour="#AA3311")


def written(tmp_path: Path, *annotations: Annotation) -> dict[str, Any]:
    sent = Outgoing(
        name="Review",
        reports=(REPORT,),
        tree=ThemeTree((ROOT, PUNISH)),
        annotations=annotations,
        labels={},
        at="2026-01-01T00:00:00Z",
        analyst="Anna",
        memo="",
        data=lambda _: b"",
        text=lambda _: None,
        picture=lambda _: None,
    )
    target = tmp_path / "out.jsonld"
    format_of(target.name).write(sent, target)
    found: dict[str, Any] = json.loads(target.read_text("utf-8"))
    return found


def test_an_annotation_has_the_shape_of_the_standard(tmp_path: Path) -> None:
    one = make_annotation(REPORT, [PUNISH], note="Look", analyst="Anna")
    page = written(tmp_path, one)
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert uuid.UUID(page["id"]).urn == page["id"]
    (item,) = page["items"]
    assert item["id"] == f"urn:uuid:{one.id.lower()}"
    assert item["motivation"] == "tagging"
    assert item["creator"] == {"type": "Person", "name": "Anna"}
    assert [(body["purpose"], body["value"]) for body in item["body"]] == [
        ("tagging", "Rights / Non-punishment"),
        ("commenting", "Look"),
    ]
    (target,) = item["target"]
    assert target["source"]["id"] == "urn:sha256:" + "a" * 64
    quote, position, fragment = target["selector"]
    part = one.segments[0]
    assert quote == {
        "type": "TextQuoteSelector",
        "exact": part.exact,
        "prefix": part.before,
        "suffix": part.after,
    }
    assert position == {"type": "TextPositionSelector", "start": part.start, "end": part.end}
    assert fragment["value"] == "page=1&viewrect=72.00,700.00,228.00,12.00"


def test_an_empty_project_gives_an_empty_page(tmp_path: Path) -> None:
    assert written(tmp_path)["items"] == []


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@given(st.lists(TEXTS, min_size=1, max_size=3), TEXTS, st.booleans())
def test_what_goes_out_comes_in(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], note: str, follow: bool
) -> None:
    parts = tuple(
        make_segment(exact, start=100 * n, page=n, continues=follow and n > 0)
        for n, exact in enumerate(words)
    )
    sent = make_annotation(REPORT, [PUNISH], segments=parts, note=note, analyst="Anna")
    page = written(tmp_path_factory.mktemp("ld"), sent)
    found = read_web_annotation("a.jsonld", json.dumps(page).encode())
    (one,) = found.passages
    assert (one.id, one.note, one.analyst) == (sent.id, note if note.strip() else "", "Anna")
    assert (one.created, one.modified) == (sent.created, sent.modified)
    assert [(p.exact, p.start, p.end, p.page, p.continues) for p in one.segments] == [
        (p.exact, p.start, p.end, p.page, p.continues) for p in parts
    ]
    assert [report.sha256 for report in found.reports] == [REPORT.sha256]
    by_key = {theme.key: theme for theme in found.themes}
    (theme,) = (by_key[key] for key in one.themes)
    assert (theme.id, theme.name, theme.colour) == (PUNISH.id, PUNISH.name, PUNISH.colour)
    above = by_key[theme.parent]
    assert (above.id, above.definition, above.examples, above.memo) == (
        ROOT.id,
        "What is owed.",
        "a\nb",
        "M",
    )


HYPOTHESIS = {
    "total": 1,
    "rows": [
        {
            "id": "XmKQ",
            "created": "2024-05-01T10:00:00Z",
            "updated": "2024-05-02T10:00:00Z",
            "user": "acct:berta@hypothes.is",
            "uri": "https://example.org/files/A_79_322.pdf",
            "text": "Strong wording.",
            "tags": ["Justice / Records"],
            "document": {"title": ["Access to justice"]},
            "target": [
                {
                    "source": "https://example.org/files/A_79_322.pdf",
                    "selector": [
                        {"type": "TextPositionSelector", "start": 10, "end": 20},
                        {"type": "TextQuoteSelector", "exact": "no criminal record"},
                    ],
                }
            ],
        },
        {
            "id": "b",
            "references": ["XmKQ", "a"],
            "text": "So do I.",
            "user": "acct:cleo@hypothes.is",
            "created": "2024-05-04T10:00:00Z",
            "target": [{"source": "https://x"}],
        },
        {
            "id": "a",
            "references": ["XmKQ"],
            "text": "I doubt it.",
            "user": "acct:ana@hypothes.is",
            "created": "2024-05-03T10:00:00Z",
            "target": [{"source": "https://x"}],
        },
        {"id": "c", "references": ["gone"], "text": "Why?", "target": [{"source": "https://x"}]},
        {"id": "page-note", "text": "On the whole page", "target": [{"source": "https://x"}]},
    ],
}


@pytest.mark.fault(29)
def test_an_export_of_hypothesis_comes_in(tmp_path: Path) -> None:
    found = read_web_annotation("h.json", json.dumps(HYPOTHESIS).encode())
    (one,) = found.passages
    assert one.segments == (IncomingSegment("no criminal record", start=10, end=20),)
    assert (one.note, one.analyst, one.themes) == (
        "Strong wording.\n\nana: I doubt it.\n\ncleo: So do I.",
        "berta",
        ("Justice / Records",),
    )
    assert found.reports[0].file_name == "A_79_322.pdf"
    assert [(theme.key, theme.parent) for theme in found.themes] == [
        ("Justice", ""),
        ("Justice / Records", "Justice"),
    ]
    assert found.left_out == (
        "Annotation 5 has no quotation and no area: “On the whole page”.",
        "An answer to what is not in the file was left out: “Why?”.",
    )


def test_an_analyst_of_hypothesis_has_the_name_that_it_shows() -> None:
    row = {"id": "a", "user": "acct:berta@hypothes.is", "text": "Why?"}
    quoted = {"source": "https://x", "selector": [{"type": "TextQuoteSelector", "exact": "words"}]}
    for shown, name in (("Berta B.", "Berta B."), (None, "berta")):
        named = {**row, "target": [quoted], "user_info": {"display_name": shown}}
        (one,) = read_web_annotation("h.json", json.dumps([named]).encode()).passages
        assert one.analyst == name


# After example 20 and 44 of the Recommendation: a state and a selector that refines another.
REFINED = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "http://example.org/anno1",
    "type": "Annotation",
    "bodyValue": "Comment text",
    "target": {
        "source": "http://example.org/page1",
        "selector": {
            "type": "FragmentSelector",
            "value": "page=5",
            "refinedBy": {"type": "TextQuoteSelector", "exact": "selected text", "prefix": "a"},
        },
    },
}


def test_a_selector_that_refines_another_is_followed() -> None:
    body = {"type": "TextualBody", "format": "text/html", "value": "<p>Comment&nbsp;<b>text</b>"}
    refined = {**REFINED, "body": body, "bodyValue": ""}
    assert read_web_annotation("a.json", json.dumps(refined).encode()).passages[0].note == (
        "Comment text"
    )
    (one,) = read_web_annotation("a.json", json.dumps(REFINED).encode()).passages
    assert one.segments == (IncomingSegment("selected text", "a", page=4),)
    assert one.note == "Comment text"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no JSON"),
        (b'{"items": [', "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'{"a": 1}', "holds no annotations"),
        (b"[1, 2]", "holds no annotations"),
    ],
)
def test_what_holds_no_annotations_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        read_web_annotation("a.json", data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "items",
                    "target",
                    "selector",
                    "type",
                    "exact",
                    "source",
                    "id",
                    "body",
                    "tags",
                    "start",
                ]
            ),
            inner | st.sampled_from(["TextQuoteSelector", "TextPositionSelector", "tagging"]),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_json_breaks_the_reader(value: object) -> None:
    with suppress(InvalidInputError):
        read_web_annotation("a.json", json.dumps(value).encode())
