import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.text.spelling import beginnings, plain, stem

SAME = (
    ("organisation", "organization"),
    ("organising", "organizing"),
    ("revictimisation", "revictimization"),
    ("labour", "labor"),
    ("labourers", "laborers"),
    ("neighbourhood", "neighborhood"),
    ("centre", "center"),
    ("centred", "centered"),
    ("analyse", "analyze"),
    ("programme", "program"),
    ("offence", "offense"),
    ("licence", "license"),
    ("practised", "practiced"),
    ("travelling", "traveling"),
    ("counsellor", "counselor"),
    ("fulfil", "fulfill"),
    ("judgement", "judgment"),
    ("paediatric", "pediatric"),
    ("Côte", "cote"),
    ("Bogotá", "BOGOTA"),
    ("ﬁnancial", "financial"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert plain(one) == plain(other)  # what a phrase compares
    assert stem(plain(one)) == stem(plain(other))


@pytest.mark.parametrize(
    "forms",
    [
        ("trafficking", "trafficked", "traffickers"),
        ("victim", "victims"),
        ("prosecute", "prosecuted", "prosecution"),
        ("raise", "raised", "raising"),
        ("promise", "promised", "promises"),
        ("exercise", "exercised", "exercising"),
        ("organise", "organised", "organizes"),
        ("centre", "centred", "centers"),
    ],
)
def test_inflections_of_a_word_are_one(forms: tuple[str, ...]) -> None:
    assert len({stem(plain(form)) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("four", "for"), ("hour", "hor"), ("course", "corse"), ("expertise", "expert")],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert stem(plain(one)) != stem(plain(other))


@given(st.text(alphabet=st.characters(categories=("L", "N")), min_size=1, max_size=20))
def test_what_is_made_of_a_word_has_letters_and_digits_only_and_stays(word: str) -> None:
    made = plain(word)
    assert all(letter.isalnum() for letter in made)
    assert not any("A" <= letter <= "Z" for letter in made)
    assert stem(made) or not made


@pytest.mark.parametrize(
    ("start", "word"),
    [
        ("organis", "organisation"),
        ("organisat", "organizational"),
        ("labou", "labour"),
        ("centr", "centre"),
        ("offenc", "offences"),
        ("traffick", "trafficking"),
    ],
)
def test_a_beginning_begins_the_words_of_either_spelling(start: str, word: str) -> None:
    assert plain(word).startswith(beginnings(start))
