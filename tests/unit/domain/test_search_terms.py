import pytest

from glossator.domain.search.parser import parse
from glossator.domain.search.query import wanted
from glossator.domain.search.results import snippet
from glossator.domain.search.terms import has, marks
from glossator.domain.search.words import SearchText
from glossator.domain.text.sentences import sentences


def found(query: str, text: str) -> list[str]:
    """Return the words that a query marks."""
    return [text[a:b] for a, b in marks(wanted(parse(query)), SearchText(text))]


@pytest.mark.parametrize("query", ["victim-survivor", "victim‑survivor", "victimsurvivor"])
@pytest.mark.parametrize("text", ["victim-survivors", "Victim‐Survivor", "a victimsurvivor"])
def test_a_hyphen_makes_no_difference(query: str, text: str) -> None:
    assert len(found(query, text)) == 1


def test_words_apart_are_found_by_hyphened_ones() -> None:
    assert found("victim-survivor", "each victim survivor") == ["victim survivor"]
    assert found('"victim survivor"', "each victim-survivor") == ["victim-survivor"]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("revictimization", "to prevent re-victimisation of"),
        ("re-victimization", "to prevent revictimisation of"),
        ("organisation", "International Organization for Migration"),
        ("labour", "forced labor"),
        ("State's", "each State’s duty"),
        ("A/79/322", "see A/79/322."),
        ("punish*", "is punishable"),
        ("organis*", "organizational"),
        ('"sex-based harm"', "of sex-based harm"),
        ('"survivor centered"', "a survivor-centred response"),
    ],
)
def test_spelling_and_signs_make_no_difference(query: str, text: str) -> None:
    assert len(found(query, text)) == 1


def test_a_phrase_is_exact_and_a_word_is_not() -> None:
    assert found('"victim"', "victims and a victim") == ["victim"]
    assert found("victim", "victims and a victim") == ["victims", "victim"]
    assert found('"data protection"', "protection of data") == []


def test_the_last_word_of_a_phrase_may_be_a_beginning() -> None:
    query = parse('"national rapporteur*"')
    assert has(query, SearchText("the introduction of national rapporteurs"))
    assert has(query, SearchText("an independent national rapporteur on trafficking"))
    assert not has(query, SearchText("rapporteurs of a national body"))


def test_words_are_found_where_no_space_parts_them() -> None:
    text = "性别分列的数据仍然不足,A/79/322 号文件"
    assert found("数据", text) == ["数据"]
    assert found("数据 不足", text) == ["数据", "不足"]
    assert found("数不", text) == []
    assert found("A/79/322", text) == ["A/79/322"]


def test_words_are_near_within_their_distance() -> None:
    text = "victims have the right to a remedy"
    assert found("victim NEAR/5 remedy", text) == ["victims", "remedy"]
    assert found("victim NEAR/4 remedy", text) == []
    assert found("rem* NEAR/5 victim", text) == ["victims", "remedy"]
    assert found("rem* NEAR/4 victim", text) == []
    assert found("remedies* NEAR/5 victim", text) == []
    assert found('remedy NEAR/1 "the right"', "the rights to remedies") == [
        "the rights",
        "remedies",
    ]


def test_what_is_excluded_is_not_marked() -> None:
    text = SearchText("data of victims")
    assert not has(parse("data NOT victims"), text)
    assert has(parse("data NOT children"), text)
    assert found("data NOT victims", "data of victims") == ["data"]


def test_a_snippet_begins_a_little_before_the_first_hit_and_keeps_the_marks() -> None:
    text = " ".join(f"word{n}" for n in range(200))
    at = text.index("word120")
    shown, kept = snippet(text, ((at, at + 7),), 150)
    assert [shown[a:b] for a, b in kept] == ["word120"]
    assert shown.startswith("… word")
    assert shown.endswith(" …")
    assert len(shown) <= 154


def test_a_snippet_shows_different_hits_before_more_of_the_same() -> None:
    text = f"data {'and other words ' * 20}protects data {'and so on ' * 20}"
    words = ("data", "protects", "data")
    starts = (0, text.index("protects"), text.rindex("data"))
    marks = tuple((at, at + len(word)) for at, word in zip(starts, words, strict=True))
    shown, kept = snippet(text, marks, 120)
    assert [shown[a:b] for a, b in kept] == ["protects", "data"]


def test_a_short_text_is_shown_whole() -> None:
    assert snippet("few words", ((0, 3),), 100) == ("few words", ((0, 3),))


def test_sentences_end_at_stops_but_not_at_abbreviations() -> None:
    text = "See para. 7 of it. States must act!  They do."
    assert [text[a:b] for a, b in sentences(text)] == [
        "See para. 7 of it.",
        "States must act!",
        "They do.",
    ]
