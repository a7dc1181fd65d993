from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.search.parser import QueryError, parse
from glossator.domain.search.query import (
    STATES,
    And,
    Field,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
    wanted,
)

OPERATORS = {"AND", "OR", "NOT", "NEAR"}

plain_words = st.text(alphabet="abcdeéßW-’/.7", min_size=1, max_size=8).filter(
    lambda text: any(one.isalnum() for one in text) and text not in OPERATORS and text[0] != "-"
)
words = st.builds(Word, plain_words)
phrases = st.builds(Phrase, st.text(alphabet="ab cd(é):-AND", min_size=1).filter(
    lambda text: any(one.isalnum() for one in text)
))  # fmt: skip
beginnings = plain_words.filter(lambda text: sum(one.isalnum() for one in text) >= 2)
prefixes = st.builds(
    Prefix, beginnings | st.builds("{} {}".format, plain_words | st.just("(AND"), beginnings)
)
nears = st.builds(
    Near,
    st.lists(words | phrases | prefixes, min_size=2, max_size=3).map(tuple),
    st.integers(0, 99),
)
fields = st.one_of(
    st.builds(
        Field,
        st.sampled_from(["report", "section", "theme", "note", "analyst"]),
        words | phrases | prefixes,
    ),
    st.builds(Field, st.just("is"), st.sampled_from(sorted(STATES)).map(Word)),
    st.builds(Field, st.just("para"), st.sampled_from(["57", "24-26"]).map(Word)),
    st.builds(Field, st.just("year"), st.sampled_from(["2020", "2012-", "-2018"]).map(Word)),
)


def both(kind: type[And] | type[Or], parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Parts of another kind: those of the same are put in line when they are read."""
    others = parts.filter(lambda part: not isinstance(part, kind))
    return st.builds(kind, st.lists(others, min_size=2, max_size=3).map(tuple))


queries: st.SearchStrategy[Node] = st.recursive(
    words | phrases | prefixes | nears | fields,
    lambda parts: both(And, parts) | both(Or, parts) | st.builds(Not, parts),
    max_leaves=8,
)


@given(queries)
def test_a_query_that_is_written_and_read_is_the_same(query: Node) -> None:
    assert parse(str(query)) == query


@given(st.text(max_size=60) | st.text(alphabet='ab"()*: ANDORTE/-é“', max_size=40))
def test_whatever_is_typed_is_a_query_or_gets_a_sentence_that_says_where(text: str) -> None:
    query = parsed(text)
    if isinstance(query, QueryError):
        assert str(query).endswith(".")
        assert 0 <= query.start <= query.end <= len(text)
    else:
        assert parse(str(query)) == query


def parsed(text: str) -> Node | QueryError:
    try:
        return parse(text)
    except QueryError as error:
        return error


def test_not_binds_closer_than_and_and_and_than_or() -> None:
    data, rights, victims = Word("data"), Word("rights"), Word("victims")
    assert parse("data OR rights NOT victims") == Or((data, And((rights, Not(victims)))))
    assert parse("data AND rights OR victims") == Or((And((data, rights)), victims))
    assert parse("(data OR rights) victims") == And((Or((data, rights)), victims))


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("data -privacy", "data NOT privacy"),
        ('data -"privacy laws"', 'data NOT "privacy laws"'),
        ("data -(privacy OR law)", "data NOT (privacy OR law)"),
        ("-year:2012 data", "NOT year:2012 data"),
        ("(-privacy)", "NOT privacy"),
    ],
)
def test_a_minus_at_the_beginning_leaves_out(short: str, long: str) -> None:
    assert parse(short) == parse(long)


def test_a_hyphen_within_words_or_alone_is_no_minus() -> None:
    assert parse("victim-survivor") == Word("victim-survivor")
    assert parse("year:-2018") == Field("year", Word("-2018"))
    assert isinstance(parsed("data - privacy"), QueryError)


def test_operators_are_written_in_capitals() -> None:
    assert parse("data and rights") == And((Word("data"), Word("and"), Word("rights")))


def test_printed_quotation_marks_do_as_well() -> None:
    assert parse("“exact words”") == Phrase("exact words")


def test_a_star_ends_a_phrase_as_it_ends_a_word() -> None:
    assert parse('"national rapporteur*"') == Prefix("national rapporteur")
    assert parse('"traffick*"') == parse("traffick*")


def test_what_is_excluded_is_not_wanted() -> None:
    assert list(wanted(parse('data NOT rights "the law" theme:care'))) == [
        Word("data"),
        Phrase("the law"),
    ]


@pytest.mark.parametrize(
    ("text", "sentence", "at"),
    [
        ("", "There is nothing to search for: type some words.", (0, 0)),
        ("data AND", "“AND” at character 6 needs words after it.", (5, 8)),
        ('a "data', "The quotation mark at character 3 is not closed.", (2, 7)),
        ("(data", "The parenthesis at character 1 is not closed.", (0, 1)),
        ("data)", "“)” at character 5 closes what was never opened.", (4, 5)),
        ("is:new", "“new” at character 4 can't follow “is:”.", (3, 6)),
        ("year:soon", "“soon” at character 6 can't follow “year:”.", (5, 9)),
        ("box:1", "“box:” at character 1 is no field.", (0, 4)),
        ("t*", "“t*” at character 1 is too short", (0, 2)),
        ("traf*ing", "“traf*ing” at character 1 has a * within it", (0, 8)),
        ('"nation* rights"', "“nation* rights” at character 1 has a * within it", (0, 16)),
        ("data -", "“-” at character 6 has no letters or digits", (5, 6)),
        ("?!", "“?!” at character 1 has no letters or digits", (0, 2)),
    ],
)
def test_what_can_not_be_understood_is_said_with_its_place(
    text: str, sentence: str, at: tuple[int, int]
) -> None:
    with pytest.raises(QueryError) as refused:
        parse(text)
    assert str(refused.value).startswith(sentence)
    assert (refused.value.start, refused.value.end) == at


@pytest.mark.parametrize("text", ["(" * 900, "NOT " * 200 + "a", "a " * 2000])
def test_a_monstrous_query_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        parse(text)
