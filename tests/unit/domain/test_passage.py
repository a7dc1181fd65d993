"""From stretches of text to segments, quotation and citation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.passage import (
    CONTEXT,
    Source,
    citation,
    flow_ranges,
    paragraph_label,
    quotation,
    section_of,
    segments,
    units_of,
)
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.text.page_text import LINE_BREAK, PAGE_BREAK, Role, page_starts
from glossator.domain.text.quotation import known_words
from helpers.pages import make_page
from helpers.records import make_report, make_segment

NONE = Structure()
FIRST = make_page(
    [
        ("A/79/322", Role.RUNNING),
        "1. Victims must not be",
        "punished for traf-",
        ("1 Ibid., p. 3.", Role.FOOTNOTE),
        ("2/18", Role.RUNNING),
    ],
    0,
)
SECOND = make_page(
    [("A/79/322", Role.RUNNING), "ficking offences that", "they were forced to commit."], 1
)
PAGES = {0: FIRST, 1: SECOND}
STARTS = page_starts([len(FIRST.text), len(SECOND.text)])
TEXT = FIRST.text + PAGE_BREAK + SECOND.text

lines = st.lists(
    st.tuples(st.text("abc def", min_size=1, max_size=12), st.sampled_from(list(Role))),
    min_size=1,
    max_size=8,
)


def at(words: str) -> int:
    return TEXT.index(words)


def paragraph(number: int, *spans: tuple[int, int], section: tuple[str, ...] = ()) -> Unit:
    label = f"para. {number}"
    unit_id, kind = f"para_{number}", UnitKind.PARAGRAPH
    return Unit(unit_id, kind, str(number), label=label, spans=spans, section=section)


def numbered(*numbers: int) -> tuple[Structure, list[tuple[int, int]]]:
    """Return paragraphs of ten characters each, and their ranges."""
    ranges = [(10 * index, 10 * index + 10) for index in range(len(numbers))]
    units = [paragraph(one, span) for one, span in zip(numbers, ranges, strict=True)]
    return Structure(units=tuple(units)), ranges


# Segments


def test_a_passage_across_a_page_break_leaves_out_what_lies_between() -> None:
    parts = segments([(at("punished"), at("offences") + 8)], PAGES, STARTS, NONE)
    assert [part.exact for part in parts] == ["punished for traf-", "ficking offences"]
    assert [part.continues for part in parts] == [False, True]
    assert [part.page for part in parts] == [0, 1]
    assert [TEXT[part.start : part.end] for part in parts] == [part.exact for part in parts]


def test_a_passage_that_begins_in_a_footnote_keeps_to_footnotes() -> None:
    parts = segments([(at("Ibid"), at("forced"))], PAGES, STARTS, NONE)
    assert [part.exact for part in parts] == ["Ibid., p. 3."]


def test_headings_and_body_are_one_flow() -> None:
    page = make_page([("I. Introduction", Role.HEADING), "1. Words"])
    assert flow_ranges(page, 0, len(page.text), Role.BODY) == [(0, len(page.text))]


def test_separate_stretches_do_not_continue_each_other() -> None:
    stretches = [(at("Victims"), at("Victims") + 7), (at("they"), at("they") + 4)]
    parts = segments(stretches, PAGES, STARTS, NONE)
    assert [part.continues for part in parts] == [False, False]
    assert quotation(parts) == "Victims […] they"


def test_a_passage_keeps_to_the_flow_it_was_begun_in_from_its_end() -> None:
    drawn = (at("Ibid"), at("offences") + 8)
    parts = segments([drawn], PAGES, STARTS, NONE, [Role.BODY])
    assert [part.exact for part in parts] == ["ficking offences"]


def test_each_stretch_keeps_to_its_own_flow() -> None:
    note = (at("Ibid"), at("2/18"))
    body = (at("punished"), at("offences") + 8)
    parts = segments([body, note], PAGES, STARTS, NONE, [Role.BODY, Role.FOOTNOTE])
    assert [part.exact for part in parts] == [
        "punished for traf-",
        "ficking offences",
        "Ibid., p. 3.",
    ]
    assert [part.continues for part in parts] == [False, True, False]


@pytest.mark.parametrize(
    ("first", "second", "quote"),
    [
        ("Victims must", "must not be", "Victims must not be"),
        ("Victims must", "not be", "Victims must not be"),
        ("Victims", "not be", "Victims […] not be"),
        ("Victims must not be", "must", "Victims must not be"),
        ("punished for traf-", "ficking offences", "punished for traf-ficking offences"),
    ],
)
def test_stretches_with_nothing_between_are_one(first: str, second: str, quote: str) -> None:
    stretches = [(at(words), at(words) + len(words)) for words in (first, second)]
    assert quotation(segments(stretches, PAGES, STARTS, NONE)) == quote


def test_stretches_on_pages_with_others_between_are_two() -> None:
    pages = [make_page([f"{number}. Words of it"], number) for number in range(3)]
    starts = page_starts([len(page.text) for page in pages])
    whole = [(start, start + len(pages[0].text)) for start in (starts[0], starts[2])]
    parts = segments(whole, {0: pages[0], 2: pages[2]}, starts, NONE)
    assert [part.continues for part in parts] == [False, False]


def test_a_segment_knows_its_context_its_place_and_its_lines() -> None:
    unit = paragraph(1, (at("1. Vic"), len(TEXT)), section=("I. Findings",))
    (part,) = segments([(at("be\n"), at("for"))], PAGES, STARTS, Structure(units=(unit,)))
    assert (part.exact, part.unit_id, part.section) == ("be\npunished", "para_1", ("I. Findings",))
    assert part.before == FIRST.text[: at("be\n")][-CONTEXT:]
    assert part.after.startswith(" for traf-")
    assert len(part.quads) == 2
    upper, lower = (quad.bounds for quad in part.quads)
    assert upper.y0 > lower.y1


def test_white_space_at_the_edges_is_cut_and_alone_makes_no_segment() -> None:
    (part,) = segments([(at(" must"), at("not"))], PAGES, STARTS, NONE)
    assert part.exact == "must"
    assert segments([(at(" must"), at("must"))], PAGES, STARTS, NONE) == ()


@given(lines, st.data())
def test_ranges_stay_within_what_is_asked_and_within_their_flow(
    made: list[tuple[str, Role]], data: st.DataObject
) -> None:
    page = make_page(made)
    start = data.draw(st.integers(0, len(page.text)))
    end = data.draw(st.integers(start, len(page.text)))
    role = data.draw(st.sampled_from(list(Role)))
    ranges = flow_ranges(page, start, end, role)
    kept = {offset for low, high in ranges for offset in range(low, high)}
    for low, high in ranges:
        assert start <= low < high <= end
        assert page.text[low:high] == page.text[low:high].strip()
    for line in page.lines:
        for offset in range(line.start, line.end):
            inside = start <= offset < end and line.role.flow == role.flow
            if page.text[offset] not in " \n":
                assert (offset in kept) == inside


@given(lines, lines, st.data())
def test_every_segment_holds_the_text_at_its_offsets(
    first: list[tuple[str, Role]], second: list[tuple[str, Role]], data: st.DataObject
) -> None:
    pages = {0: make_page(first, 0), 1: make_page(second, 1)}
    starts = page_starts([len(page.text) for page in pages.values()])
    text = PAGE_BREAK.join(page.text for page in pages.values())
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    parts = segments([(start, end)], pages, starts, NONE)
    assert [text[part.start : part.end] for part in parts] == [part.exact for part in parts]
    assert [part.start for part in parts] == sorted(part.start for part in parts)
    assert [part.continues for part in parts] == [index > 0 for index in range(len(parts))]
    for part in parts:
        assert text[: part.start].endswith(part.before)
        assert text[part.end :].startswith(part.after)
        assert len(part.quads) >= part.exact.count(LINE_BREAK) + 1 - part.exact.count("\n\n")


# Quotation


def test_a_word_divided_at_a_line_s_end_is_put_together_where_the_report_knows_it() -> None:
    parts = (make_segment("for traf-", continues=False), make_segment("ficking", continues=True))
    assert quotation(parts, known_words("trafficking in persons")) == "for trafficking"
    assert quotation(parts) == "for traf-ficking"


def test_a_compound_divided_at_its_hyphen_keeps_it() -> None:
    parts = (make_segment("the non-\npunishment principle"),)
    assert quotation(parts, known_words("on non-punishment")) == "the non-punishment principle"


# Citation


@pytest.mark.parametrize(
    ("numbers", "label"),
    [
        ((24,), "para. 24"),
        ((24, 25), "paras. 24–25"),
        ((24, 25, 26), "paras. 24–26"),
        ((24, 28), "paras. 24 and 28"),
        ((24, 25, 26, 30), "paras. 24–26 and 30"),
        ((9, 10, 11, 13, 14), "paras. 9–11 and 13–14"),
    ],
)
def test_paragraphs_are_cited_as_the_editorial_manual_says(
    numbers: tuple[int, ...], label: str
) -> None:
    structure, ranges = numbered(*numbers)
    parts = [make_segment("x", start) for start, _ in ranges]
    assert paragraph_label(structure, parts) == label
    assert citation(Source(make_report(), structure), parts) == f"A/79/322, {label}"


def test_a_stretch_over_paragraphs_cites_all_it_touches() -> None:
    structure, _ = numbered(24, 25, 26)
    assert paragraph_label(structure, [make_segment("x" * 25, 2)]) == "paras. 24–26"


def test_footnotes_are_cited_together_after_the_paragraphs() -> None:
    notes = [
        Unit(f"n{n}", UnitKind.FOOTNOTE, str(n), label=f"footnote {n}", spans=((20 + n, 21 + n),))
        for n in (3, 5, 6)
    ]
    structure = Structure(units=(paragraph(28, (0, 10)), paragraph(29, (10, 20)), *notes))
    parts = [make_segment("x" * 15, 2), *(make_segment("x", unit.start) for unit in notes)]
    assert paragraph_label(structure, parts) == "paras. 28–29 and footnotes 3 and 5–6"
    assert paragraph_label(structure, parts[:2]) == "paras. 28–29 and footnote 3"


def test_paragraphs_without_numbers_are_cited_page_by_page() -> None:
    places = [("6", 2), ("6", 3), ("7", 1)]
    units = [
        paragraph(n, (10 * n, 10 * n + 10))._replace(id=f"u{n}", label=f"p. {page}, para. {count}")
        for n, (page, count) in enumerate(places)
    ]
    parts = [make_segment("x" * 30, 0)]
    assert paragraph_label(Structure(units=tuple(units)), parts) == (
        "p. 6, paras. 2–3 and p. 7, para. 1"
    )


def test_boxes_and_paragraphs_are_named_one_by_one() -> None:
    box = Unit("box_1", UnitKind.BOX, "1", label="box 1", spans=((0, 10),))
    structure = Structure(units=(box, paragraph(5, (10, 20))))
    assert paragraph_label(structure, [make_segment("x" * 20, 0)]) == "box 1 and para. 5"


def items() -> Structure:
    whole = paragraph(57, (0, 100))
    made = [
        Unit(
            f"para_57__point_{letter}",
            UnitKind.ITEM,
            f"({letter})",
            label=f"para. 57 ({letter})",
            parent="para_57",
            spans=(span,),
            level=1,
        )
        for letter, span in (("a", (20, 50)), ("b", (50, 80)))
    ]
    return Structure(units=(whole, *made))


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        (25, 30, "para. 57 (a)"),
        (25, 60, "para. 57"),
        (5, 10, "para. 57"),
        (5, 30, "para. 57"),
        (90, 95, "para. 57"),
    ],
)
def test_an_item_is_cited_where_the_passage_stays_in_it(start: int, end: int, label: str) -> None:
    assert paragraph_label(items(), [make_segment("x" * (end - start), start)]) == label


def test_a_passage_in_no_unit_is_cited_by_its_page() -> None:
    report = make_report("", title="A report")
    assert citation(Source(report, NONE, labels=("iv",)), [make_segment()]) == "A report, p. iv"
    assert citation(Source(report, NONE), [make_segment(page=3)]) == "A report, p. 4"


def test_a_quotation_leaves_out_the_number_it_begins_with_and_the_marks_of_notes() -> None:
    part = make_segment("16. A autonomy.20 They see 20 times", 0)
    note = Unit("fn_20", UnitKind.FOOTNOTE, "20", mark=part.exact.index("20"))
    structure = Structure(units=(paragraph(16, (0, 60)), note))
    assert quotation([part], structure=structure) == "A autonomy. They see 20 times"
    inside = replace(part, start=4, exact=part.exact[4:])
    assert quotation([inside], structure=structure) == "A autonomy. They see 20 times"
    assert quotation([part]) == part.exact


def test_a_heading_is_left_out_beside_a_paragraph_but_stands_alone() -> None:
    heading = Unit("sec", UnitKind.HEADING, "I.", title="Findings", spans=((0, 10),))
    structure = Structure(units=(heading, paragraph(1, (10, 30))))
    both = units_of(structure, [make_segment("x" * 20, 0)])
    assert [unit.id for unit in both] == ["para_1"]
    alone = units_of(structure, [make_segment("x" * 5, 0)])
    assert [unit.id for unit in alone] == ["sec"]


def test_a_heading_belongs_to_its_own_section() -> None:
    heading = Unit("sec", UnitKind.HEADING, "A.", title="Gaps", section=("I. Findings",))
    assert section_of(heading) == ("I. Findings", "A. Gaps")
    assert section_of(None) == ()
