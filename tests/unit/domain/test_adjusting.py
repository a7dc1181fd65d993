"""Moving the ends of a passage by word and by sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain import intents
from glossator.domain.adjusting import End, Stride, roles_of, stepped, stretches_of, with_end
from glossator.domain.errors import NotReadYetError
from glossator.domain.passage import Source, annotation, segments
from glossator.domain.records import Annotation, AnnotationId
from glossator.domain.reports.structure import Structure
from glossator.domain.text.page_text import Role, page_starts
from helpers.pages import make_page
from helpers.records import make_report

FIRST = make_page(
    [
        ("A/79/322", Role.RUNNING, 0),
        ("Victims must not be. They", Role.BODY, 1),
        ("are pun-", Role.BODY, 1),
        ("1 Ibid. See there.", Role.FOOTNOTE, 2),
    ],
    0,
)
SECOND = make_page([("A/79/322", Role.RUNNING, 0), ("ished now. Often.", Role.BODY, 1)], 1)
PAGES = [FIRST, SECOND]
STARTS = page_starts([len(page.text) for page in PAGES])
SOURCE = Source(make_report(), Structure())


def made(*stretches: tuple[int, int]) -> Annotation:
    parts = segments(stretches, dict(enumerate(PAGES)), STARTS, Structure())
    return annotation(
        AnnotationId("A"), SOURCE, parts, theme_ids=(), note="Kept.", analyst="", now="then"
    )


def words(start: str, end: str) -> tuple[int, int]:
    return FIRST.text.index(start), FIRST.text.index(end) + len(end)


def after(one: Annotation, end: End, *steps: tuple[Stride, int]) -> Annotation:
    """Return an annotation whose end has made some steps."""
    for step, by in steps:
        stretches = stretches_of(one.segments, STARTS)
        at = stepped(lambda page: PAGES[page], 2, stretches, end, step, by)
        offsets = [
            (STARTS[low[0]] + low[1], STARTS[high[0]] + high[1])
            for low, high in with_end(stretches, end, at)
        ]
        roles = roles_of(lambda page: PAGES[page], stretches)
        parts = segments(offsets, dict(enumerate(PAGES)), STARTS, Structure(), roles)
        edits = intents.adjust_passage(one, SOURCE, parts, "now")
        if edits:
            (change,) = edits.changes
            assert isinstance(change.after, Annotation)
            one = change.after
    return one


MUST = words("must", "must")


@pytest.mark.parametrize(
    ("steps", "quote"),
    [
        ([(Stride.WORD, 1)], "must not"),
        ([(Stride.WORD, 1)] * 2, "must not be."),
        ([(Stride.WORD, 1), (Stride.WORD, -1)], "must"),
        ([(Stride.WORD, -1)], "m"),
        ([(Stride.SENTENCE, 1)], "must not be."),
        ([(Stride.SENTENCE, 1)] * 2, "must not be. They are pun-ished now."),
        ([(Stride.SENTENCE, 1)] * 9, "must not be. They are pun-ished now. Often."),
        (
            [(Stride.SENTENCE, 1)] * 3 + [(Stride.SENTENCE, -1)],
            "must not be. They are pun-ished now.",
        ),
    ],
)
def test_the_end_goes_on_over_heads_and_footnotes(
    steps: list[tuple[Stride, int]], quote: str
) -> None:
    assert after(made(MUST), End.END, *steps).quote == quote


@pytest.mark.parametrize(
    ("steps", "quote"),
    [
        ([(Stride.WORD, -1)], "Victims must"),
        ([(Stride.WORD, -1)] * 5, "Victims must"),
        ([(Stride.SENTENCE, -1)], "Victims must"),
        ([(Stride.WORD, 1)], "t"),
    ],
)
def test_the_beginning_goes_back_to_the_first_word_of_the_flow_and_stays_before_the_end(
    steps: list[tuple[Stride, int]], quote: str
) -> None:
    assert after(made(MUST), End.BEGIN, *steps).quote == quote


def test_only_the_outermost_ends_of_a_passage_of_several_stretches_move() -> None:
    one = made(words("Victims", "Victims"), words("not", "not"))
    assert after(one, End.END, (Stride.WORD, 1)).quote == "Victims […] not be."
    assert after(one, End.BEGIN, (Stride.WORD, 1)).quote == "s […] not"


def test_each_stretch_of_a_passage_stays_in_its_own_flow() -> None:
    one = made(words("not", "not"), words("Ibid", "Ibid."))
    assert after(one, End.END, (Stride.WORD, 1)).quote == "not […] Ibid. See"
    assert after(one, End.BEGIN, (Stride.WORD, -1)).quote == "must not […] Ibid."


def test_a_passage_in_a_footnote_stays_in_it() -> None:
    note = FIRST.text.index("See"), FIRST.text.index("See") + 3
    stretches = stretches_of(made(note).segments, STARTS)
    found = stepped(lambda page: PAGES[page], 2, stretches, End.END, Stride.SENTENCE, 1)
    assert found == (0, len(FIRST.text))


def test_the_number_of_a_paragraph_is_no_sentence() -> None:
    page = make_page(["15. Victims are not. They", "are free."])
    found = stepped(lambda _: page, 1, [((0, 0), (0, 2))], End.END, Stride.SENTENCE, 1)
    assert page.text[: found[1]] == "15. Victims are not."


def test_a_page_that_is_not_read_yet_is_waited_for() -> None:
    stretches = stretches_of(made(MUST).segments, STARTS)
    with pytest.raises(NotReadYetError):
        stepped(lambda _: None, 2, stretches, End.END, Stride.WORD, 1)


def test_adjusting_keeps_what_the_analyst_wrote_and_makes_the_rest_anew() -> None:
    before = made(MUST)
    one = after(before, End.END, (Stride.WORD, 1))
    assert (one.id, one.note, one.created, one.modified) == (before.id, "Kept.", "then", "now")
    assert one.segments[0].after.startswith(" be.")
    assert one.segments[0].quads != before.segments[0].quads


def test_adjusting_to_the_same_place_changes_nothing() -> None:
    one = made(MUST)
    assert not intents.adjust_passage(one, SOURCE, one.segments, "now")


points = st.tuples(st.integers(0, 1), st.integers(0, 40))


@given(st.sampled_from(list(End)), points)
def test_a_passage_never_becomes_empty(end: End, at: tuple[int, int]) -> None:
    for low, high in with_end([((0, 10), (0, 14)), ((0, 20), (1, 12))], end, at):
        assert low < high
