from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from glossator.documents.engine import pymupdf
from glossator.documents.structure import read_structure
from glossator.documents.structure.front import iso_dates
from glossator.domain.reports.structure import Structure, Unit, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = (
    "The towns along the river share their water, and each of them measures what it takes. The "
    "readings are published every week on a board in the market, where everybody may see them."
)


class Typesetter:
    """Sets lines one below the other, with a head and a page number, on as many pages as needed."""

    def __init__(self, *, width: float = 440, left: float = 72) -> None:
        self.doc = pymupdf.Document()
        self.width, self.left = width, left
        self.y = 1000.0

    def page(self) -> None:
        page = self.doc.new_page(width=595, height=842)
        number = self.doc.page_count
        page.insert_text((72, 48), "A/79/322", fontsize=9)
        page.insert_text((500, 800), f"{number}/9", fontsize=9)
        self.y = 90.0

    def block(
        self, text: str, *, size: float = 11, font: str = "helv", hang: float = 0, inset: float = 0
    ) -> None:
        line: list[str] = []
        left = self.left + inset
        for word in [*text.split(), ""]:
            wide = pymupdf.get_text_length(" ".join([*line, word]), font, size)
            if line and (not word or wide > self.width - 2 * inset - hang):
                self.line(" ".join(line), left, size, font)
                left, line = self.left + inset + hang, []
            line.append(word)
        self.y += 0.6 * size

    def line(self, text: str, left: float, size: float, font: str) -> None:
        if self.y > 700:
            self.page()
        self.doc[-1].insert_text((left, self.y), text, fontsize=size, fontname=font)
        self.y += 1.25 * size

    def heading(self, text: str) -> None:
        self.block(text, size=13, font="hebo")

    def read(self) -> Structure:
        with pymupdf.Document(stream=self.doc.tobytes(), filetype="pdf") as doc:
            return read_structure(doc)[1]


@pytest.fixture
def setter() -> Iterator[Typesetter]:
    typesetter = Typesetter()
    yield typesetter
    typesetter.doc.close()


def numbers(structure: Structure, kind: UnitKind = UnitKind.PARAGRAPH) -> list[str]:
    return [unit.number for unit in structure.of_kind(kind)]


def unit(structure: Structure, unit_id: str) -> Unit:
    return next(unit for unit in structure.units if unit.id == unit_id)


def headings(structure: Structure) -> list[tuple[int, str, str]]:
    return [(u.level, u.number, u.title) for u in structure.of_kind(UnitKind.HEADING)]


def test_paragraphs_are_joined_over_pages_without_heads_and_feet(setter: Typesetter) -> None:
    setter.heading("I. Introduction")
    for number in range(1, 30):
        setter.block(f"{number}. {TEXT}")
    structure = setter.read()
    assert structure.numbered
    assert structure.symbol == "A/79/322"
    assert numbers(structure) == [str(number) for number in range(1, 30)]
    assert {u.text for u in structure.of_kind(UnitKind.PARAGRAPH)} == {TEXT}
    cut = [u for u in structure.of_kind(UnitKind.PARAGRAPH) if u.page_end > u.page]
    assert cut
    assert all(len(u.spans) == 2 for u in cut)


def test_items_hang_on_their_paragraph(setter: Typesetter) -> None:
    for number in range(1, 5):
        setter.block(f"{number}. {TEXT}")
    setter.block("5. States should:")
    for letter in "abcdefgh":
        setter.block(f"({letter}) Measure {TEXT.lower()}", hang=20, inset=24)
    setter.block("(i) Publish what they measured:", hang=20, inset=24)
    setter.block("(i) On the board;", hang=20, inset=48)
    setter.block("(ii) On the page.", hang=20, inset=48)
    setter.block(f"6. {TEXT}")
    structure = setter.read()
    ninth = unit(structure, "para_5__point_i")
    assert (ninth.label, ninth.level, ninth.text) == (
        "para. 5 (i)",
        1,
        "Publish what they measured:",
    )
    deep = unit(structure, "para_5__point_i__point_ii")
    assert (deep.label, deep.level, deep.parent) == ("para. 5 (i) (ii)", 2, "para_5")
    assert unit(structure, "para_5").text.endswith("(i) On the board; (ii) On the page.")
    assert structure.at(deep.start + 2) == deep


def test_letters_in_a_sentence_are_no_items(setter: Typesetter) -> None:
    words = "The causes are: (a) the drought in the lower towns; (b) the price of pumping, which "
    for number in range(1, 5):
        setter.block(f"{number}. {words * 3}rose; and (c) the law.")
    assert not numbers(setter.read(), UnitKind.ITEM)


def test_a_quoted_list_belongs_to_its_paragraph(setter: Typesetter) -> None:
    for number in range(1, 4):
        setter.block(f"{number}. {TEXT}")
    setter.block("4. The agreement says:")
    setter.block(f'(a) "{TEXT}', inset=40)
    setter.block(f'(b) {TEXT}"', inset=40)
    setter.block(f"5. {TEXT}")
    structure = setter.read()
    assert not numbers(structure, UnitKind.ITEM)
    assert "(b) The towns" in unit(structure, "para_4").text


def test_restarting_numbers_without_stop_are_headings(setter: Typesetter) -> None:
    setter.heading("I. Findings")
    count = 0
    for title in ("1. Rain", "2. Wells", "3. Prices"):
        setter.block(title, font="hebo")
        for _ in range(3):
            count += 1
            setter.block(f"{count}. {TEXT}")
    structure = setter.read()
    assert headings(structure) == [
        (1, "I.", "Findings"),
        (2, "1.", "Rain"),
        (2, "2.", "Wells"),
        (2, "3.", "Prices"),
    ]
    assert numbers(structure) == [str(number) for number in range(1, 10)]
    assert unit(structure, "para_4").section == ("I. Findings", "2. Wells")


def test_the_letter_c_is_no_roman_hundred(setter: Typesetter) -> None:
    titles = ("I. One", "A. Two", "B. Three", "C. Four", "D. Five", "II. Six", "A. Seven")
    for count, title in enumerate(titles, start=1):
        setter.heading(title)
        setter.block(f"{count}. {TEXT}")
    levels = [level for level, _, _ in headings(setter.read())]
    assert levels == [1, 2, 2, 2, 2, 1, 2]


def test_a_table_of_contents_is_no_outline(setter: Typesetter) -> None:
    setter.heading("Contents")
    for number, title in enumerate(("I. Introduction", "II. Findings", "III. Advice"), start=1):
        setter.block(f"{title} . . . . . . . . . . . . {number}")
    for title in ("I. Introduction", "II. Findings", "III. Advice"):
        setter.heading(title)
        setter.block(f"{len(title)}. {TEXT}")
    assert headings(setter.read()) == [
        (1, "I.", "Introduction"),
        (1, "II.", "Findings"),
        (1, "III.", "Advice"),
    ]


def test_a_lost_number_leaves_its_text_with_the_one_before(setter: Typesetter) -> None:
    for number in (1, 2, 3, 5, 6):
        setter.block(f"{number}. {TEXT}")
    assert numbers(setter.read()) == ["1", "2", "3", "5", "6"]


def test_without_numbers_paragraphs_are_counted_by_page(setter: Typesetter) -> None:
    setter.heading("Introduction")
    for _ in range(14):
        setter.block(TEXT)
    structure = setter.read()
    assert not structure.numbered
    labels = [u.label for u in structure.of_kind(UnitKind.PARAGRAPH)]
    assert labels[:2] == ["p. 1, para. 1", "p. 1, para. 2"]
    assert labels[-1].startswith("p. 2, para. ")
    assert len(labels) == 14
    assert len({u.id for u in structure.units}) == len(structure.units)


def test_a_numbered_list_does_not_number_a_report(setter: Typesetter) -> None:
    for _ in range(10):
        setter.block(TEXT)
    for number in range(1, 4):
        setter.block(f"{number}. Look at the river.")
    for _ in range(6):
        setter.block(TEXT)
    assert not setter.read().numbered


def test_a_scan_has_no_text() -> None:
    with pymupdf.Document() as doc:
        doc.new_page().draw_rect((50, 50, 200, 200), fill=(0, 0, 0))
        text, structure = read_structure(doc)
    assert not structure.has_text
    assert structure.units == ()
    assert text.pages == ("",)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_turned_and_cut_pages_have_the_same_structure(setter: Typesetter, rotation: int) -> None:
    setter.heading("I. Introduction")
    for number in range(1, 12):
        setter.block(f"{number}. {TEXT}")
    upright = setter.read()
    for number in range(setter.doc.page_count):
        page = setter.doc[number]
        page.set_cropbox(pymupdf.Rect(30, 20, 580, 830))
        page.set_rotation(rotation)
    turned = setter.read()
    assert turned == upright


def noted(setter: Typesetter, notes: dict[int, str]) -> Structure:
    """Return the structure of paragraphs with a raised mark each, their notes at the foot."""
    for number, words in notes.items():
        if number % 2:
            setter.page()
        setter.block(f"{number}. {TEXT}")
        end = setter.y - 0.6 * 11 - 1.25 * 11
        last = setter.doc[-1].get_text("words")[-1]
        setter.doc[-1].insert_text((last[2] + 0.5, end - 4), str(number), fontsize=6)
        foot = 720 + 14 * (number % 2 == 0)
        setter.doc[-1].insert_text((72, foot - 3), str(number), fontsize=5)
        setter.doc[-1].insert_text((77, foot), words, fontsize=8.5)
    return setter.read()


def test_notes_hang_on_their_paragraphs_and_ibid_stands_for_its_source(setter: Typesetter) -> None:
    words = {
        1: "See A/HRC/44/45.",
        2: "Ibid., p. 4.",
        3: "Ibid.",
        4: "General Assembly resolution 77/194.",
        5: "Ibid., para. 3.",
        6: "See annex.",
    }
    structure = noted(setter, words)
    notes = structure.of_kind(UnitKind.FOOTNOTE)
    assert {int(n.number): n.text for n in notes} == words
    assert [n.parent for n in notes] == [f"para_{number}" for number in words]
    assert [n.refers_to for n in notes] == ["", "1", "1", "", "4", ""]
    assert [u.footnotes for u in structure.of_kind(UnitKind.PARAGRAPH)] == [
        (str(number),) for number in words
    ]
    assert {u.text for u in structure.of_kind(UnitKind.PARAGRAPH)} == {TEXT}
    assert structure.symbols_cited == ("A/HRC/44/45", "A/RES/77/194")


def test_a_framed_box_is_its_own_unit_and_cuts_no_paragraph(setter: Typesetter) -> None:
    setter.block(f"1. {TEXT}")
    setter.block(f"2. {TEXT}")
    top = setter.y - 8
    setter.block("Box 1", font="hebo", inset=10)
    setter.block("How the towns measure", font="hebo", inset=10)
    setter.block(TEXT, inset=10)
    setter.doc[-1].draw_rect(pymupdf.Rect(70, top, 520, setter.y), width=0.5)
    setter.y += 20
    setter.block(f"3. {TEXT}")
    setter.block(f"4. {TEXT}")
    structure = setter.read()
    (box,) = structure.of_kind(UnitKind.BOX)
    assert (box.id, box.label, box.title, box.text) == (
        "box_1",
        "box 1",
        "How the towns measure",
        TEXT,
    )
    assert numbers(structure) == ["1", "2", "3", "4"]
    assert unit(structure, "para_2").text == TEXT


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Distr.: General 23 August 2024", ["2024-08-23"]),
        ("1er mars 2021", ["2021-03-01"]),
        ("3 de mayo de 2020", ["2020-05-03"]),
        ("July 4, 2019 and 2018-12-31", ["2019-07-04", "2018-12-31"]),
        ("32 August 2024, 5 apples 2020", []),
    ],
)
def test_dates_are_read_in_several_languages(text: str, dates: list[str]) -> None:
    assert list(iso_dates(text)) == dates


def test_paragraphs_counted_by_section(setter: Typesetter) -> None:
    for section in (1, 2, 3):
        setter.heading(f"{section} Part")
        for number in range(1, 12):
            setter.block(f"{section}.{number} {TEXT} It grew by 2.5 per cent.")
    structure = setter.read()
    assert structure.numbered
    assert numbers(structure) == [f"{s}.{n}" for s in (1, 2, 3) for n in range(1, 12)]
    found = unit(structure, "para_2.11")
    assert (found.label, found.section) == ("para. 2.11", ("2 Part",))
    assert found.text == f"{TEXT} It grew by 2.5 per cent."


def test_numbers_in_the_margin_need_no_stop(setter: Typesetter) -> None:
    for number in range(1, 20):
        setter.block(f"{number} {TEXT}", hang=24)
    structure = setter.read()
    assert structure.numbered
    assert numbers(structure) == [str(number) for number in range(1, 20)]


def test_numbered_headings_in_plain_type_don_t_number_a_report(setter: Typesetter) -> None:
    for number in range(1, 8):
        setter.block(f"2.{number} Towns and rivers")
        setter.block(TEXT)
        setter.block(TEXT)
    assert not setter.read().numbered


def test_a_year_at_the_start_of_a_line_begins_nothing(setter: Typesetter) -> None:
    words = "The beacons have taken over the larger part of the work on the river since about"
    for _ in range(3):
        setter.line(words, 72, 11, "helv")
        setter.line("2016. They are cheap.", 72, 11, "helv")
        setter.y += 10
    texts = [u.text for u in setter.read().of_kind(UnitKind.PARAGRAPH)]
    assert texts == [f"{words} 2016. They are cheap."] * 3


def test_a_date_under_the_title_is_no_heading(setter: Typesetter) -> None:
    setter.block("Sharing the water", size=20)
    setter.block("14 May 2022", size=13)
    setter.heading("1 Introduction")
    setter.block(TEXT)
    structure = setter.read()
    assert headings(structure) == [(1, "1", "Introduction")]
    assert structure.date == "2022-05-14"
