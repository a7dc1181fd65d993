from __future__ import annotations

import pytest

from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.search.results import Hit, HitKind
from glossator.domain.text.folding import folded
from glossator.domain.text.hit_places import Extent, extents, placed, stretches

TEXT = (
    "7. Victims are not pun-\nished.1 States must\nact. They do not.\n"
    "A/79/322 4\fThey shall.\nBox 1 Care for all\n• First help.\n• Then rest."
)
END = TEXT.index("\nA/79")
NEXT = TEXT.index("They shall")
PARAGRAPH = Unit(
    "para_7",
    UnitKind.PARAGRAPH,
    "7",
    label="para. 7",
    spans=((0, END), (NEXT, NEXT + 11)),
    text="Victims are not punished. States must act. They do not. They shall.",
)
NOTE = Unit("fn_1", UnitKind.FOOTNOTE, "1", mark=TEXT.index("1 States"))
BOX = Unit(
    "box_1",
    UnitKind.BOX,
    "1",
    title="Care for all",
    spans=((TEXT.index("Box 1"), len(TEXT)),),
    text="First help. Then rest.",
)
REPORT = Structure(units=(PARAGRAPH, NOTE, BOX))


def hit(*words: str) -> Hit:
    text = PARAGRAPH.text
    marks = tuple((text.index(word), text.index(word) + len(word)) for word in words)
    return Hit(1, HitKind.PARAGRAPH, text, marks, unit_id="para_7")


@pytest.mark.parametrize("words", ["punished", "States must act", "do not. They shall", "Victims"])
def test_words_are_placed_across_line_ends_marks_and_pages(words: str) -> None:
    at = PARAGRAPH.text.index(words)
    (place,) = placed(TEXT, REPORT, PARAGRAPH, [(at, at + len(words))])
    assert place is not None
    start, end = place
    assert TEXT[start] == words[0]
    assert TEXT[end - 1] == words[-1]
    assert folded(words.split()[0])[:3] in folded(TEXT[start:end])


@pytest.mark.parametrize("words", ["Care for all", "First help", "Then"])
def test_words_of_a_box_are_placed_though_its_list_has_signs(words: str) -> None:
    shown = f"{BOX.title}. {BOX.text}"
    at = shown.index(words)
    (place,) = placed(TEXT, REPORT, BOX, [(at, at + len(words))])
    assert place is not None
    assert TEXT[slice(*place)] == words


def test_the_sentence_the_hit_or_the_paragraph_is_tagged() -> None:
    found = hit("must", "not. They")
    text = found.text
    assert [text[a:b] for a, b in extents(found, Extent.SENTENCE)] == [
        "States must act.",
        "They do not.",
        "They shall.",
    ]
    assert [text[a:b] for a, b in extents(found, Extent.HIT)] == ["must", "not. They"]
    assert extents(found, Extent.PARAGRAPH) == [(0, len(text))]


def test_what_is_tagged_are_places_of_the_report() -> None:
    ((sentence,),) = stretches(TEXT, REPORT, PARAGRAPH, hit("must"), Extent.SENTENCE)
    assert TEXT[slice(*sentence)] == "States must\nact."
    (whole,) = stretches(TEXT, REPORT, PARAGRAPH, hit("must"), Extent.PARAGRAPH)
    assert whole == [(0, NEXT + 11)]
    (without_marks,) = stretches(TEXT, REPORT, PARAGRAPH, hit(), Extent.HIT)
    assert without_marks == whole
