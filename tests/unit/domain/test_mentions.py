"""Who is named in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.trace.mentions import MentionKind, Named, Names, index
from glossator.names import names

STATE, BODY, INSTRUMENT, SYMBOL = MentionKind


def found(text: str) -> list[tuple[str, str]]:
    return [(one.kind.value, one.name) for one in names().find(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Venezuela (Bolivarian Republic of)", "Venezuela (Bolivarian Republic of)"),
        ("the Bolivarian Republic of Venezuela", "Venezuela (Bolivarian Republic of)"),
        ("Turkey and others", "Türkiye"),
        ("in Côte d’Ivoire", "Côte d'Ivoire"),
        ("the Lao People's Democratic Republic", "Lao People's Democratic Republic"),
        ("in the Democratic Republic of the Congo", "Democratic Republic of the Congo"),
        ("the Republic of Korea", "Republic of Korea"),
        ("the United States", "United States of America"),
        ("Swaziland (now Eswatini)", "Eswatini"),
    ],
)
def test_states_go_by_the_short_names_of_the_united_nations(text: str, name: str) -> None:
    assert found(text)[0] == ("state", name)


def test_a_longer_name_hides_the_shorter_ones_in_it() -> None:
    assert found("Papua New Guinea, Guinea-Bissau, Equatorial Guinea and Guinea") == [
        ("state", "Papua New Guinea"),
        ("state", "Guinea-Bissau"),
        ("state", "Equatorial Guinea"),
        ("state", "Guinea"),
    ]
    assert found("the United Kingdom of Great Britain and Northern Ireland") == [
        ("state", "United Kingdom of Great Britain and Northern Ireland")
    ]


@pytest.mark.parametrize("text", ["women from Nigerian villages", "a Roman law", "American Samoa"])
def test_words_that_only_look_like_states_are_left_out(text: str) -> None:
    assert found(text) == []


def test_every_member_state_is_listed_once() -> None:
    listed = {
        named.name
        for entries in names()._by_first.values()
        for _, named in entries
        if named is not None and named.kind is STATE
    }
    # 193 Members, the two non-member observers, Cook Islands and Niue.
    assert len(listed) == 197


def test_bodies_go_by_their_names_and_initials() -> None:
    text = "UNODC, the ILO and UN-Women; the United Nations Office on Drugs and Crime (UNODC)"
    assert found(text) == [
        ("body", "United Nations Office on Drugs and Crime"),
        ("body", "International Labour Organization"),
        ("body", "United Nations Entity for Gender Equality and the Empowerment of Women"),
        ("body", "United Nations Office on Drugs and Crime"),
        ("body", "United Nations Office on Drugs and Crime"),
    ]


def test_long_names_are_found_however_they_are_capitalized() -> None:
    text = "the Inter-Agency Coordination Group Against Trafficking in Persons"
    assert found(text) == [
        ("body", "Inter-Agency Coordination Group against Trafficking in Persons")
    ]
    assert found("a general assembly of who signed") == []


def test_names_between_strokes_are_two() -> None:
    text = (
        "an Economic Community of West African States/Economic Community of Central African"
        " States plan of action"
    )
    assert [name for _, name in found(text)] == [
        "Economic Community of West African States",
        "Economic Community of Central African States",
    ]


@pytest.mark.parametrize(
    "text", ["Islamic State of Iraq and the Levant", "the Liechtenstein Initiative"]
)
def test_a_state_within_another_name_is_not_named(text: str) -> None:
    assert found(text) == []


def test_an_instrument_is_not_taken_for_the_body_in_its_name() -> None:
    text = "the Council of Europe Convention on Action against Trafficking in Human Beings"
    assert found(text) == [
        ("instrument", "Council of Europe Convention on Action against Trafficking in Human Beings")
    ]
    assert found("the Optional Protocol to the Convention on the Elimination of All Forms of "
                 "Discrimination against Women")[0][1].startswith("Optional Protocol")  # fmt: skip


def test_documents_are_found_by_symbol_and_resolutions_by_their_words() -> None:
    text = "See A/HRC/44/45, para. 12, and General Assembly resolution 77/194."
    assert found(text) == [
        ("symbol", "A/HRC/44/45"),
        ("body", "General Assembly"),
        ("symbol", "A/RES/77/194"),
    ]


def test_the_index_counts_each_report_and_keeps_the_places() -> None:
    units = (
        Unit("para_1", UnitKind.PARAGRAPH, "1", text="Mali, Peru and Mali."),
        Unit("para_2", UnitKind.PARAGRAPH, "2", text="Peru helps UNODC."),
    )
    later = (Unit("para_9", UnitKind.PARAGRAPH, "9", text="Peru."),)
    entries = index(names(), {"a": Structure(units=units), "b": Structure(units=later)})
    assert [(one.kind, one.name, one.count) for one in entries] == [
        (STATE, "Peru", 3),
        (STATE, "Mali", 2),
        (BODY, "United Nations Office on Drugs and Crime", 1),
    ]
    assert entries[0].places == {"a": ("para_1", "para_2"), "b": ("para_9",)}
    assert entries[1].places == {"a": ("para_1", "para_1")}


def test_what_an_item_names_counts_once_and_for_the_item() -> None:
    text = "Peru asks Mali to: (a) Join Peru;"
    units = (
        Unit("para_1", UnitKind.PARAGRAPH, "1", text=text),
        Unit("para_1__point_a", UnitKind.ITEM, "(a)", text="Join Peru;", parent="para_1"),
        Unit("fn_1", UnitKind.FOOTNOTE, "1", text="Mali.", parent="para_1"),
    )
    peru, mali = sorted(
        index(names(), {"a": Structure(units=units)}),
        key=lambda one: one.places["a"][-1],
        reverse=True,
    )
    assert (peru.name, peru.places["a"]) == ("Peru", ("para_1", "para_1__point_a"))
    assert (mali.name, mali.places["a"]) == ("Mali", ("para_1", "fn_1"))


def test_only_the_kinds_asked_for_are_indexed() -> None:
    structure = Structure(units=(Unit("p", UnitKind.PARAGRAPH, "1", text="Mali and UNODC"),))
    assert [one.kind for one in index(names(), {"a": structure}, [BODY])] == [BODY]


@given(st.text(alphabet="Gn uieaPNw-é()", max_size=60))
def test_mentions_never_overlap_and_stand_where_they_say(text: str) -> None:
    looked_for = Names(
        Named(STATE, form, (form,)) for form in ("Guinea", "New Guinea", "Papua New Guinea", "Né")
    )
    end = 0
    for one in looked_for.find(text):
        assert end <= one.start < one.end
        assert text[one.start : one.end].split()[-1] == one.name.split()[-1]
        end = one.end


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        (
            "Committee on the Elimination of Discrimination against Women general recommendation"
            " No. 35 (2017), updating general recommendation No. 19, and its general"
            " recommendation No. 38 (2020)",
            ["CEDAW/C/GC/35", "CEDAW/C/GC/38"],
        ),
        (
            "general comments No. 13 (2011) and 14 of the Committee on the Rights of the Child",
            ["CRC/C/GC/13", "CRC/C/GC/14"],
        ),
        (
            "joint general recommendation No. 31 of the Committee on the Elimination of"
            " Discrimination against Women/general comment No. 18 of the Committee on the Rights"
            " of the Child (2019)",
            ["CEDAW/C/GC/31", "CRC/C/GC/18"],
        ),
        ("see CEDAW GR 38 and GR35", ["CEDAW/C/GC/38", "CEDAW/C/GC/35"]),
        ("general recommendation No. 38", []),
        ("Security Council resolution 1325", ["S/RES/1325"]),
        (
            "Security Council resolutions 1325 (2000), 1820 and 1888 (2009)",
            ["S/RES/1325 (2000)", "S/RES/1820", "S/RES/1888 (2009)"],
        ),
        ("the resolution 1325 of Parliament", []),
    ],
)
def test_documents_are_found_by_what_they_are_called(text: str, symbols: list[str]) -> None:
    assert [name for kind, name in found(text) if kind == "symbol"] == symbols


def test_a_resolution_without_its_year_counts_with_the_one_that_has_it() -> None:
    texts = ("Security Council resolution 1325 (2000)", "Security Council resolution 1325")
    units = tuple(
        Unit(f"para_{n}", UnitKind.PARAGRAPH, str(n), text=text) for n, text in enumerate(texts)
    )
    (entry,) = index(names(), {"one": Structure(units=units)}, [SYMBOL])
    assert (entry.name, entry.places["one"]) == ("S/RES/1325 (2000)", ("para_0", "para_1"))
