from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.text.quotation import known_words, one_line

WORDS = frozenset({"exploitation", "victim", "survivors", "gender-based", "based", "re-election"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\fthree", "one two three"),
        ("the exploi-\ntation of", "the exploitation of"),
        ("the exploi‐\ntation of", "the exploitation of"),
        ("victim-\nsurvivors", "victim-survivors"),
        ("gender-\nbased", "gender-based"),
        ("re-\nelection", "re-election"),
        ("Latin-\nAmerican", "Latin-American"),
        ("2020-\n2021", "2020-2021"),
        ("A/79/\n322", "A/79/322"),
        ("a – \ndash", "a – dash"),
        ("ends with -\n and", "ends with - and"),
        ("  much   space \n here ", "much space here"),
        ("across a page exploi-\ftation", "across a page exploitation"),
    ],
)
def test_lines_are_joined(text: str, expected: str) -> None:
    assert one_line(text, WORDS) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see www.un.org/en/\nspotlight/index.html.", "see www.un.org/en/spotlight/index.html."),
        (
            "https://a.org/Crime_\nPrevention.pdf (2014)",
            "https://a.org/Crime_Prevention.pdf (2014)",
        ),
        ("https://a.org/htms/index.\nhtml (accessed", "https://a.org/htms/index.html (accessed"),
        ("https://a.org/non-crimi\nnalization.html.", "https://a.org/non-criminalization.html."),
        ("https://a.org/one\n/two\n/three.pdf", "https://a.org/one /two /three.pdf"),
        ("see www.un.org/cld\nand the rest", "see www.un.org/cld and the rest"),
        ("see www.un.org.\nThe rest", "see www.un.org. The rest"),
        ("https://a.org/x\nhttps://b.org/y", "https://a.org/x https://b.org/y"),
    ],
)
def test_addresses_over_line_ends(text: str, expected: str) -> None:
    assert one_line(text) == expected


def test_without_words_a_hyphen_stays() -> None:
    assert one_line("victim-\nsurvivors") == "victim-survivors"


def test_a_report_that_divides_no_words_ends_its_lines_in_real_hyphens() -> None:
    text = "a State-\nimposed rule, human rights-\nbased, rights and based things"
    assert one_line(text, known_words(text)).startswith("a State-imposed rule, human rights-based")


def test_a_report_that_divides_words_knows_them_from_elsewhere() -> None:
    text = "the ter-\nritory and the ter-\nritorial claim; territory, territorial; mar-\nket"
    assert "territory and the territorial claim" in one_line(text, known_words(text))
    assert one_line(text, known_words(text)).endswith("market")


def test_parts_of_divided_words_are_no_words() -> None:
    words = known_words("exploi-\ntation and exploitation")
    assert "exploi" not in words
    assert "tation" not in words
    assert "exploitation" in words


printed = st.text(alphabet="abAB1-‐/. \n\f", max_size=60)


@given(printed)
def test_nothing_but_hyphens_and_space_is_lost(text: str) -> None:
    def kept(value: str) -> str:
        return "".join(char for char in value if not char.isspace() and char not in "-‐")

    for words in (frozenset[str](), known_words(text), WORDS):
        line = one_line(text, words)
        assert kept(line) == kept(text)
        assert "\n" not in line
        assert "\f" not in line
        assert "  " not in line
        assert line == line.strip()


@given(printed)
def test_a_joined_line_stays_as_it_is(text: str) -> None:
    line = one_line(text, WORDS)
    assert one_line(line, WORDS) == line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("花费\n多少以及由谁支付", "花费多少以及由谁支付"),
        ("分享港口费\f用,他们", "分享港口费用,他们"),
        ("协定之前,\n每个港口", "协定之前,每个港口"),
        ("于2009\n年夏天", "于2009年夏天"),
        ("二〇〇九年夏天,共\n2009人", "二〇〇九年夏天,共2009人"),
        ("一、导言\n1. 本报告说明", "一、导言 1. 本报告说明"),
        ("the word 灯塔\nmeans", "the word 灯塔 means"),
        ("灯塔 \n属于", "灯塔属于"),
        ("カタ\nカナと漢\n字", "カタカナと漢字"),
        ("등대는\n섬의 것이다", "등대는 섬의 것이다"),
        ("รายงาน\nฉบับนี้", "รายงานฉบับนี้"),
        ("تقرير\nعن المنارات", "تقرير عن المنارات"),
    ],
)
def test_lines_meet_as_their_script_wants(text: str, expected: str) -> None:
    assert one_line(text) == expected


@given(st.text(alphabet="灯塔の年。,1a \n", max_size=20))
def test_joining_only_takes_white_space_away(text: str) -> None:
    joined = one_line(text)
    assert "".join(joined.split()) == "".join(text.split())
    assert "\n" not in joined
