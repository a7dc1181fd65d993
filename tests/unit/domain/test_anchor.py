"""A passage finds itself again, and never attaches to nonsense."""

from __future__ import annotations

import random
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.domain.anchoring.anchor import (
    Attachment,
    Reattacher,
    body_spans,
    find_quote,
    reattach,
)
from glossator.domain.records import Annotation, Status
from glossator.domain.reports.structure import Structure, Unit, UnitKind, without_marks
from helpers.records import make_annotation, make_segment

NONE = Structure()
WORDS = (
    "States parties should ensure that women and girls who are victims of trafficking have "
    "access to justice legal aid remedies compensation shelter health services protection "
    "from punishment for acts committed as a direct consequence while data collection on "
    "recruitment labour migration demand technology conflict remains limited in most regions"
)
VOCABULARY = WORDS.split()


def prose(seed: int, n_words: int = 1500) -> str:
    """Return text in lines of ten words, different for each seed."""
    chosen = random.Random(seed)
    words = [
        chosen.choice(VOCABULARY) + chosen.choice(["", "", "", ",", "."]) for _ in range(n_words)
    ]
    return "\n".join(" ".join(words[at : at + 10]) for at in range(0, n_words, 10))


def marked(text: str, start: int, end: int, *, context: int = 64, section: str = "") -> Annotation:
    """Return an annotation of a range of a text, with its context."""
    segment = make_segment(
        text[start:end],
        start,
        before=text[max(start - context, 0) : start],
        after=text[end : end + context],
        section=(section,) if section else (),
    )
    return make_annotation(segments=(segment,))


def noisy(text: str, share: float, seed: int) -> str:
    """Return a text with a share of its letters misread, dropped or doubled."""
    chosen = random.Random(seed)
    made = []
    for letter in text:
        if letter.isspace() or chosen.random() >= share:
            made.append(letter)
        else:
            made.append(chosen.choice([chosen.choice("rnlcoe1"), "", letter * 2]))
    return "".join(made)


def covers(found: Attachment, start: int, end: int, slack: int = 0) -> bool:
    ((low, high),) = found.stretches
    return abs(low - start) <= slack and abs(high - end) <= slack


TEXT = prose(1)


def test_what_did_not_change_is_not_moved() -> None:
    found = reattach(marked(TEXT, 500, 620), TEXT, NONE)
    assert found == Attachment(Status.ATTACHED, 1.0, ((500, 620),), moved=False)


@given(st.integers(0, len(TEXT) - 201), st.integers(60, 200), st.text("xyz \n", max_size=300))
@settings(max_examples=40)
def test_text_put_in_before_moves_the_passage(start: int, length: int, insert: str) -> None:
    annotation = marked(TEXT, start, start + length)
    changed = insert + TEXT
    found = reattach(annotation, changed, NONE)
    assert found.status is Status.ATTACHED
    ((low, high),) = found.stretches
    assert changed[low:high].strip(" \n") == TEXT[start : start + length].strip(" \n")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", " "),
        lambda text: text.replace(" ", "\n"),
        lambda text: text.replace("justice", "jus-\ntice"),
        lambda text: text.replace("fi", "ﬁ"),
    ],
    ids=["lines joined", "lines cut", "hyphenated", "ligatures"],
)
def test_other_typography_is_the_same_text(change: object) -> None:
    assert callable(change)
    start = TEXT.index("justice", 2000)
    annotation = marked(TEXT, start - 60, start + 60)
    found = reattach(annotation, change(TEXT), NONE)
    assert found.status is Status.ATTACHED
    assert found.score > 0.9
    ((low, high),) = found.stretches
    assert find_quote(change(TEXT)[low:high], TEXT[start - 60 : start + 60].strip())


def test_a_rewritten_surrounding_does_not_lose_a_long_quotation() -> None:
    annotation = marked(TEXT, 3000, 3150)
    changed = prose(2)[:4000] + "\n" + TEXT[3000:3150] + "\n" + prose(3)
    found = reattach(annotation, changed, NONE)
    assert found.status is Status.ATTACHED
    assert covers(found, 4001, 4151, 1)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("share", "length"), [(0.03, 60), (0.05, 150), (0.10, 300)])
def test_misread_letters_do_not_lose_a_passage(seed: int, share: float, length: int) -> None:
    start = 1000 + 700 * seed
    annotation = marked(TEXT, start, start + length)
    head, words, tail = TEXT[:start], TEXT[start : start + length], TEXT[start + length :]
    changed = (
        noisy(head, share, seed),
        noisy(words, share, seed + 50),
        noisy(tail, share, seed + 99),
    )
    found = reattach(annotation, "".join(changed), NONE)
    assert found.status is Status.ATTACHED
    assert covers(found, len(changed[0]), len(changed[0] + changed[1]), 4)


def test_more_noise_never_raises_the_score() -> None:
    annotation = marked(TEXT, 2000, 2200)
    scores = [
        reattach(annotation, noisy(TEXT, share, 7), NONE).score for share in (0, 0.05, 0.15, 0.4)
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1
    assert scores[-1] < 0.8


def test_repeated_words_are_told_apart_by_their_context() -> None:
    words = "have access to justice"
    parts = [f"{prose(seed, 40)} {words} {prose(seed + 20, 40)}" for seed in range(10, 16)]
    text = "\n".join(parts)
    for number, part in enumerate(parts):
        start = len("\n".join([*parts[:number], ""])) + part.index(words)
        annotation = marked(text, start, start + len(words))
        found = reattach(annotation, "A new first page.\n" + text, NONE)
        assert found.status is Status.ATTACHED
        assert covers(found, start + 18, start + 18 + len(words))


def test_a_damaged_quotation_in_its_context_beats_the_same_words_elsewhere() -> None:
    words = "have access to justice and legal aid"
    text = f"{prose(30, 80)} {words} {prose(31, 80)}"
    start = text.index(words)
    annotation = marked(text, start, start + len(words))
    damaged = text.replace(words, "have acccss to justlce and legal aid")
    changed = f"{damaged}\n{prose(32, 80)} {words} {prose(33, 80)}"
    found = reattach(annotation, changed, NONE)
    assert found.status is Status.ATTACHED
    assert covers(found, start, start + len(words), 1)
    ((best, other),) = found.candidates
    assert (best.exact, other.exact) == (False, True)


def test_places_that_can_not_be_told_apart_are_to_be_checked() -> None:
    line = "Total number of victims detected in the region\n"
    text = line * 4
    start = len(line) + 6
    annotation = marked(text, start, start + 17)
    found = reattach(annotation, "New.\n" + text, NONE)
    assert found.status is Status.CHECK
    assert len(found.candidates[0]) == 3


def test_position_decides_only_between_equals() -> None:
    line = "Total number of victims detected in the region and its neighbours\n"
    text = line * 20
    annotation = marked(text, len(line) * 10, len(line) * 10 + 20)
    ((best, *_),) = Reattacher("New.\n" + text, NONE).place(annotation).candidates
    assert abs(best.start - len(line) * 10) <= len(line)


@pytest.mark.parametrize("seed", range(5))
def test_a_passage_of_another_text_is_detached(seed: int) -> None:
    annotation = make_annotation(
        segments=(
            make_segment(
                "The glacier calved into the fjord while gulls wheeled above the moraine.",
                4000,
                before="It was a bright morning on the ice. ",
                after=" Nobody spoke until the wave had passed the boat.",
            ),
        )
    )
    found = reattach(annotation, prose(seed), NONE)
    assert found.status is Status.DETACHED
    assert found.stretches == ()


@given(st.text("abcdefgh ", min_size=1, max_size=80), st.text("stuvwxyz\n", max_size=300))
@settings(max_examples=60)
def test_words_with_no_letter_in_common_are_never_attached(quote: str, text: str) -> None:
    annotation = make_annotation(segments=(make_segment(quote, 0, before="", after=""),))
    if text[: len(quote)] != quote:
        assert reattach(annotation, text, NONE).status is Status.DETACHED


def test_an_empty_text_detaches_everything_and_drops_nothing() -> None:
    found = reattach(marked(TEXT, 0, 50), "", NONE)
    assert (found.status, found.score) == (Status.DETACHED, 0.0)


def test_a_short_word_that_is_gone_is_detached() -> None:
    assert reattach(marked("one two three", 4, 7), "one six three", NONE).status is Status.DETACHED


def test_the_section_tells_equal_places_apart() -> None:
    line = "States should ensure access to justice for all.\n"
    text = f"A. Data\n{line}B. Demand\n{line}"
    second = text.rindex("access")
    units = (
        Unit("a", UnitKind.PARAGRAPH, "1", section=("A. Data",), spans=((8, 8 + len(line)),)),
        Unit(
            "b", UnitKind.PARAGRAPH, "2", section=("B. Demand",), spans=((second - 21, len(text)),)
        ),
    )
    shifted = tuple(
        unit._replace(spans=tuple((a + 4, b + 4) for a, b in unit.spans)) for unit in units
    )
    annotation = marked(text, second, second + 17, context=0, section="B. Demand")
    found = reattach(annotation, "New\n" + text, Structure(units=shifted))
    assert found.stretches == ((second + 4, second + 21),)
    assert found.status is Status.ATTACHED


def two_pages(gap: str) -> tuple[str, Structure]:
    first, second = "Victims must not be punished for", "acts that they were forced to commit."
    text = first + gap + second
    spans = ((0, len(first)), (len(first + gap), len(text)))
    return text, Structure(units=(Unit("p", UnitKind.PARAGRAPH, "1", spans=spans),))


def test_a_passage_across_a_page_break_is_found_across_another_running_head() -> None:
    text, _ = two_pages("\fA/79/322\n")
    parts = (
        make_segment("punished for", 20, before="Victims must not be ", section=()),
        make_segment("acts that", text.index("acts"), 1, continues=True, after=" they", section=()),
    )
    annotation = make_annotation(segments=parts)
    for gap in ("\n", " ", "\f24-12345 7/23\n", "\n14 Ibid., p. 3.\fA/79/322\n"):
        changed, structure = two_pages(gap)
        found = reattach(annotation, changed, structure)
        assert found.status is Status.ATTACHED
        assert covers(found, 20, changed.index("acts") + 9)


def test_each_stretch_of_a_passage_is_found_and_the_worst_decides() -> None:
    first, second = marked(TEXT, 500, 600).segments[0], marked(TEXT, 5000, 5100).segments[0]
    annotation = make_annotation(segments=(first, second))
    found = reattach(annotation, "New. " + TEXT, NONE)
    assert found.stretches == ((505, 605), (5005, 5105))
    gone = TEXT[:4900] + "zzzz " * 60 + TEXT[5200:]
    lost = reattach(annotation, "New. " + gone, NONE)
    assert lost.status is Status.DETACHED
    assert lost.candidates[0][0].start == 505


def test_body_spans_leave_out_footnotes_and_merge_what_lies_inside() -> None:
    units = (
        Unit("p", UnitKind.PARAGRAPH, "1", spans=((0, 10), (20, 30))),
        Unit("i", UnitKind.ITEM, "(a)", parent="p", spans=((5, 10),)),
        Unit("f", UnitKind.FOOTNOTE, "1", spans=((12, 18),)),
    )
    assert body_spans(Structure(units=units)) == [(0, 10), (20, 30)]


def test_the_marks_of_footnotes_are_cut_out_of_ranges() -> None:
    units = [
        Unit(f"fn_{number}", UnitKind.FOOTNOTE, number, mark=mark)
        for number, mark in (("12", 24), ("3", 5), ("*", -1))
    ]
    structure = Structure(units=tuple(units))
    assert without_marks(structure, [(0, 10), (20, 30)]) == [(0, 5), (6, 10), (20, 24), (26, 30)]
    assert without_marks(Structure(), [(0, 10)]) == [(0, 10)]


# Finding a quotation


def test_a_quotation_is_found_without_the_marks_of_footnotes() -> None:
    text = "part of the chain.18 For example"
    structure = Structure(units=(Unit("fn_18", UnitKind.FOOTNOTE, "18", mark=18),))
    spans = without_marks(structure, [(0, len(text))])
    assert find_quote(text, "chain. For", spans) == [(12, 24)]


def test_a_quotation_is_found_wherever_it_stands() -> None:
    text = "Access to jus-\ntice. “Access  to justice”, access to Justice"
    assert find_quote(text, "Access to justice") == [(0, 19), (22, 40)]


def test_letter_case_is_ignored_only_when_nothing_is_found_as_written() -> None:
    assert find_quote("Legal aid and LEGAL AID", "legal aid") == [(0, 9), (14, 23)]
    assert find_quote("Legal aid and legal aid", "legal aid") == [(14, 23)]


def test_a_quotation_is_found_across_what_stands_between() -> None:
    text, structure = two_pages("\n1 Ibid.\f")
    assert find_quote(text, "punished for acts") == []
    assert find_quote(text, "punished for acts", body_spans(structure)) == [(20, 45)]


@pytest.mark.parametrize("quote", ["", " ", "—", "\u00ad"])
def test_nothing_is_found_for_nothing(quote: str) -> None:
    assert find_quote("some — text", quote) == []


@given(st.integers(0, 400), st.integers(1, 200))
def test_every_stretch_of_a_text_is_found_in_it(start: int, length: int) -> None:
    quote = TEXT[start : start + length]
    stripped = quote.strip()
    if stripped:
        at = start + quote.index(stripped)
        assert (at, at + len(stripped)) in find_quote(TEXT, quote)


@pytest.mark.slow
def test_a_passage_lost_in_a_long_report_is_given_up_soon() -> None:
    text = prose(5, 60_000)
    annotation = marked(prose(6), 3000, 3400)
    begun = perf_counter()
    assert Reattacher(text, NONE).place(annotation).status is Status.DETACHED
    assert perf_counter() - begun < 5
