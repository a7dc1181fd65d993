"""The parser gives every line of a source one place, and finds what the reports contain."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise

import pytest

from edition.catalogue import Report, read_catalogue
from edition.corrections import Corrections, Replacement, read_corrections
from edition.ibid import resolve_ibid
from edition.inline import to_runs
from edition.lines import leaving_reason, read_note, read_numbered_heading
from edition.model import BlockKind, Document, Heading, Run, marks, plain
from edition.parser import SourceError, parse
from edition.reading import read_report
from edition.structure import cited_symbols, paragraph_ranges, section_paths
from edition.symbols import find_references

REPORTS = {report.file: report for report in read_catalogue()}
NAMES = list(REPORTS)
PARAGRAPHS = {
    "A_67_170": 65,
    "A_73_263": 75,
    "A_75_289": 53,
    "CEDAW_C_GC_38": 122,
    "A_79_322": 67,
}
FOOTNOTES = {"A_67_170": 6, "A_73_263": 30, "A_75_289": 61, "CEDAW_C_GC_38": 0, "A_79_322": 69}
HEADINGS = {
    "A_67_170": {1: 6, 2: 10},
    "A_73_263": {1: 5, 2: 9},
    "A_75_289": {1: 5, 2: 12},
    "CEDAW_C_GC_38": {1: 7, 2: 15, 3: 11},
    "A_79_322": {1: 5, 2: 10, 3: 14},
}
BOXES = {"A_67_170": 0, "A_73_263": 0, "A_75_289": 2, "CEDAW_C_GC_38": 0, "A_79_322": 4}


@cache
def document(name: str) -> Document:
    return read_report(REPORTS[name])


def lines_of(report: Report) -> list[str]:
    return report.source.read_text(encoding="utf-8").split("\n")


@pytest.mark.parametrize("name", NAMES)
def test_every_line_that_is_not_blank_has_exactly_one_place(name: str) -> None:
    wanted = [n for n, line in enumerate(lines_of(REPORTS[name]), 1) if line.strip()]
    assert [placed.line for placed in document(name).account] == wanted


@pytest.mark.parametrize("name", NAMES)
def test_what_is_left_out_has_a_reason_and_nothing_else_has(name: str) -> None:
    for placed in document(name).account:
        assert bool(placed.reason) == (placed.place == "left")


def test_only_running_footers_and_rules_are_left_out() -> None:
    left = {
        name: [placed.line for placed in document(name).account if placed.reason] for name in NAMES
    }
    assert left == {
        "A_67_170": [76, 78, 119, 179, 203],
        "A_73_263": [],
        "A_75_289": [],
        "CEDAW_C_GC_38": [12, 504],
        "A_79_322": [60, 103, 157, 209, 268, 306, 336, 376],
    }


@pytest.mark.parametrize("name", NAMES)
def test_paragraphs_run_from_one_to_the_last_without_a_gap(name: str) -> None:
    numbers = [paragraph.number for paragraph in document(name).paragraphs()]
    assert numbers == [str(number) for number in range(1, PARAGRAPHS[name] + 1)]


@pytest.mark.parametrize("name", NAMES)
def test_footnotes_run_from_one_to_the_last_without_a_gap(name: str) -> None:
    numbers = [n.number for n in document(name).footnotes if n.number.isdigit()]
    assert numbers == [str(number) for number in range(1, FOOTNOTES[name] + 1)]


@pytest.mark.parametrize("name", NAMES)
def test_footnote_marks_stand_in_order_and_none_twice(name: str) -> None:
    blocks = [b for u in document(name).units if not isinstance(u, Heading) for b in u.blocks]
    found = [int(number) for block in blocks for number in marks(block.runs)]
    anchored = [n.number for n in document(name).footnotes if n.number.isdigit() and n.anchored]
    assert found == sorted(set(found))
    assert [str(number) for number in found] == anchored


def test_just_the_seven_lost_marks_are_missing() -> None:
    lost = {
        name: [note.number for note in document(name).footnotes if not note.anchored]
        for name in NAMES
    }
    assert lost == {
        "A_67_170": ["1"],
        "A_73_263": [],
        "A_75_289": [],
        "CEDAW_C_GC_38": [],
        "A_79_322": ["1", "2", "3", "10", "11", "41"],
    }


def test_marks_that_stand_as_plain_digits_are_found_in_their_paragraphs() -> None:
    notes = {note.number: note.paragraph for note in document("A_79_322").footnotes}
    found = {number: notes[number] for number in ("4", "5", "55", "56", "62", "65", "68")}
    assert found == {
        "4": "3",
        "5": "3",
        "55": "35",
        "56": "35",
        "62": "39",
        "65": "42",
        "68": "54",
    }


def test_a_number_that_is_no_mark_stays_in_the_text() -> None:
    paragraph = document("A_79_322").paragraphs()[50]
    assert "an evaluation of 35 States parties" in plain(paragraph.blocks[0].runs)


@pytest.mark.parametrize("name", NAMES)
def test_headings_have_the_levels_of_the_report(name: str) -> None:
    assert Counter(heading.level for heading in document(name).headings()) == HEADINGS[name]


@pytest.mark.parametrize("name", NAMES)
def test_the_boxes_are_numbered_and_titled(name: str) -> None:
    boxes = document(name).boxes()
    assert [box.number for box in boxes] == [str(n) for n in range(1, BOXES[name] + 1)]
    assert all(box.title and box.blocks for box in boxes)


def test_boxes_stand_behind_the_paragraph_they_follow() -> None:
    before = {}
    for name in NAMES:
        last = ""
        for unit in document(name).units:
            if unit.id.startswith("para"):
                last = unit.id
            elif unit.id.startswith("box"):
                before[f"{name} {unit.id}"] = last
    assert before == {
        "A_75_289 box_1": "para_17",
        "A_75_289 box_2": "para_34",
        "A_79_322 box_1": "para_8",
        "A_79_322 box_2": "para_45",
        "A_79_322 box_3": "para_45",
        "A_79_322 box_4": "para_52",
    }


def test_notes_in_boxes_belong_to_their_box() -> None:
    boxed = {note.number: note.box for note in document("A_75_289").footnotes if note.box}
    assert boxed == {"20": "1", "48": "2", "49": "2", "50": "2"}
    assert not [note for note in document("A_79_322").footnotes if note.box]


def test_the_printed_contents_name_the_headings_of_the_first_two_levels() -> None:
    report = document("CEDAW_C_GC_38")
    printed = [(entry.number, entry.title) for entry in report.front.contents]
    assert printed == [(h.number, h.title) for h in report.headings() if h.level < 3]


@pytest.mark.parametrize("name", NAMES)
def test_the_ranges_of_the_outermost_headings_tile_the_report(name: str) -> None:
    ranges = paragraph_ranges(document(name))
    outer = [ranges[h.id] for h in document(name).headings() if h.level == 1]
    assert outer[0][0] == "1"
    assert outer[-1][1] == str(PARAGRAPHS[name])
    for (_, end), (start, _) in pairwise(outer):
        assert int(start) == int(end) + 1


def test_ranges_of_inner_headings() -> None:
    report = document("A_79_322")
    ranges = {h.title: paragraph_ranges(report)[h.id] for h in report.headings()}
    assert ranges["Recommendations"] == ("57", "67")
    assert ranges["Access to justice"] == ("57", "58")
    assert ranges["Data"] == ("65", "67")
    assert ranges["Criminalization of behaviours that have a disproportionate impact on women"] == (
        "35",
        "35",
    )


def test_the_section_path_of_a_paragraph_names_the_headings_above_it() -> None:
    assert section_paths(document("CEDAW_C_GC_38"))["para_89"] == [
        "VII. Recommendations",
        "B. Upholding victims' rights",
        "2. Application of other protection frameworks",
    ]


@pytest.mark.parametrize(
    ("name", "number", "items"),
    [
        ("A_67_170", 7, "abcdefghij"),
        ("A_67_170", 20, "abcdefg"),
        ("A_75_289", 53, "abcdefg"),
        ("A_79_322", 57, "abcdefgh"),
        ("CEDAW_C_GC_38", 54, "abcdef"),
    ],
)
def test_items_of_a_list_without_levels(name: str, number: int, items: str) -> None:
    paragraph = document(name).paragraphs()[number - 1]
    found = [(block.label, block.depth) for block in paragraph.blocks[1:]]
    assert found == [(f"({letter})", 1) for letter in items]


def test_small_romans_below_a_letter_are_items_of_the_second_level() -> None:
    paragraph = document("CEDAW_C_GC_38").paragraphs()[88]
    assert paragraph.item_ids() == [
        "",
        "para_89__point_a",
        "para_89__point_a__point_i",
        "para_89__point_a__point_ii",
        "para_89__point_b",
    ]


def test_letters_within_a_sentence_or_a_quotation_are_no_items() -> None:
    paragraphs = document("CEDAW_C_GC_38").paragraphs()
    assert len(paragraphs[17].blocks) == 1
    assert [block.kind for block in paragraphs[10].blocks[1:]] == [BlockKind.QUOTE] * 2


def test_forty_eight_lines_go_on_with_a_paragraph_cut_by_a_page() -> None:
    joined = 0
    for name in NAMES:
        lines = lines_of(REPORTS[name])
        places = [p for p in document(name).account if p.place.startswith("para_")]
        for before, placed in pairwise(places):
            item = re.match(r" *(?:- )?\([a-z]+\) ", lines[placed.line - 1])
            joined += placed.place == before.place and not item
    assert joined == 48


def test_a_paragraph_cut_by_a_page_is_joined_and_free_of_notes() -> None:
    words = plain(document("A_79_322").paragraphs()[10].blocks[0].runs)
    assert "at a rate three times higher than men." in words
    item = document("CEDAW_C_GC_38").paragraphs()[53].blocks[1]
    assert "decent working conditions and equal pay for work of equal value" in plain(item.runs)


@pytest.mark.parametrize("name", NAMES)
def test_no_markup_of_the_source_is_left_in_the_words(name: str) -> None:
    report = document(name)
    blocks = [b.runs for u in report.units if not isinstance(u, Heading) for b in u.blocks]
    for runs in [*blocks, *(note.runs for note in report.footnotes), report.front.summary]:
        assert not set(plain(runs)) & set("*\\[]<>\x00\x01\x02⁰¹²³⁴⁵⁶⁷⁸⁹")
        assert "  " not in plain(runs)


def test_ibid_is_followed_to_the_note_that_names_the_source() -> None:
    assert resolve_ibid(document("A_75_289"))["44"] == "42"
    assert resolve_ibid(document("A_75_289"))["11"] == "10"
    assert resolve_ibid(document("A_73_263"))["28"] == "27"
    assert resolve_ibid(document("A_79_322")) == {"9": "8", "19": "18"}


def test_resolutions_are_named_by_the_organ_of_the_text() -> None:
    cited = cited_symbols(document("A_73_263"))
    wanted = {"A/RES/71/167", "A/HRC/RES/32/3", "A/HRC/RES/33/7", "S/RES/2388 (2017)"}
    assert wanted <= set(cited)
    assert len(cited) == len(set(cited))


def test_a_symbol_within_an_address_is_no_citation() -> None:
    text = "See https://docs.un.org/en/A/79/322, and A/77/170."
    assert [ref.symbol for ref in find_references(text)] == ["", "A/77/170"]


def test_corrections_apply_where_they_say_and_fail_where_the_words_are_not() -> None:
    change = Corrections(replaced=(Replacement(2, "victimsurvivors", "victim-survivors"),))
    assert change.apply(2, "of victimsurvivors.") == "of victim-survivors."
    assert change.apply(3, "of victimsurvivors.") == "of victimsurvivors."
    with pytest.raises(ValueError, match="exactly once"):
        change.apply(2, "of survivors.")


def test_a_restored_number_out_of_sequence_is_refused() -> None:
    corrections = Corrections(numbered={3: ("paragraph", "7")})
    with pytest.raises(SourceError, match="out of sequence"):
        parse("made", "I. Introduction\n1. One.\n- Seven.", corrections)


def test_misprints_of_the_reports_stay() -> None:
    words = " ".join(plain(note.runs) for note in document("A_79_322").footnotes)
    assert "UNDP and UNOCD" in words
    assert "UNODC)," in words
    assert read_corrections("A_79_322").replaced


@pytest.mark.parametrize(
    "line", ["24-13255", "24-13255 5/18", "24-13255 **13/18** ", "12-43536 **9**", "_", "---"]
)
def test_footers_and_rules_are_known_by_their_form(line: str) -> None:
    assert leaving_reason(line)


@pytest.mark.parametrize("line", ["24-13255 cases were heard.", "In 2022", "5/18"])
def test_words_are_never_taken_for_a_footer(line: str) -> None:
    assert not leaving_reason(line)


@pytest.mark.parametrize(
    ("line", "expected", "found"),
    [
        ("<sup>&</sup>lt;sup>2</sup> Global Report", 2, ("2", "Global Report")),
        ("<sup>16</sup> Coalition", 16, ("16", "Coalition")),
        ("¹² UNODC", 12, ("12", "UNODC")),
        ("* A/67/150.", 1, ("*", "A/67/150.")),
        ("<sup>\\*\\*</sup> The present", 1, ("**", "The present")),
        ("68 Global Report", 68, ("68", "Global Report")),
        ("68 Global Report", 12, None),
        ("**47. States parties**", 1, None),
    ],
)
def test_a_note_is_known_by_its_form(
    line: str, expected: int, found: tuple[str, str] | None
) -> None:
    assert read_note(line, expected) == found


def test_a_numbered_sentence_is_no_heading() -> None:
    assert read_numbered_heading("1. Socioeconomic injustice") == ("1", "Socioeconomic injustice")
    assert read_numbered_heading("1. Trafficking persists.") is None


def test_styles_links_and_escapes_become_runs() -> None:
    runs = to_runs(r"See *Profits*, [A/71/223](#) and \$150.")
    assert runs == (
        Run("See "),
        Run("Profits", emphasis=True),
        Run(", "),
        Run("A/71/223", href="https://docs.un.org/en/A/71/223"),
        Run(" and $150."),
    )
