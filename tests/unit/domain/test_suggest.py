"""Which themes a passage is likely to carry, and which passages a theme may have missed."""

from __future__ import annotations

from glossator.domain.ranking.suggest import Suggester
from glossator.domain.themes import ThemeTree
from helpers.records import make_theme

PASSAGES = {
    "a1": "Victims must not be punished for offences that they were compelled to commit.",
    "a2": "Criminal records of victims should be expunged.",
    "a3": "Shelters offer medical care and counselling to survivors.",
    "b1": "Banks should trace the money that traffickers earn.",
    "b2": "Survivors are counselled in shelters run by women.",
    "b3": "Offenders were convicted, their records kept, and victims compensated by the State.",
    "b4": "The Federal Republic of Germany reported to the General Assembly.",
    "b5": "The Assembly met.",
}
ROOT = make_theme("Rights")
PUNISH = make_theme(
    "Non-punishment", ROOT, definition="Victims must not be punished.", include="expunged records"
)
SHELTER = make_theme("Shelter and care", ROOT, definition="Shelters, medical care, counselling.")
MONEY = make_theme("Follow the money", ROOT, definition="Banks and assets.")
TREE = ThemeTree([ROOT, PUNISH, SHELTER, MONEY])


def suggester(**tagged: str) -> Suggester:
    made = Suggester(PASSAGES)
    themes = {"money": MONEY.id, "punish": PUNISH.id}
    made.learn(TREE, {themes[name]: [text] for name, text in tagged.items()})
    return made


def test_the_likeliest_theme_comes_first_with_the_words_it_rests_on() -> None:
    first = suggester().themes_for(PASSAGES["a3"])[0]
    assert first.id == SHELTER.id
    assert {"Shelters", "care"} <= set(first.words)
    assert 0 < first.score <= 1


def test_words_are_given_as_the_passage_writes_them() -> None:
    first = suggester().themes_for("The non-punishment of victims")[0]
    assert first.words[0] == "non-punishment"


def test_themes_a_passage_carries_are_not_suggested_again() -> None:
    ids = [one.id for one in suggester().themes_for(PASSAGES["a1"], without={PUNISH.id})]
    assert PUNISH.id not in ids


def test_archived_themes_are_never_suggested() -> None:
    made = Suggester(PASSAGES)
    made.learn(ThemeTree([make_theme("Shelter and care", archived=True)]), {})
    assert made.themes_for(PASSAGES["a3"]) == ()


def test_nothing_is_suggested_on_a_single_common_word() -> None:
    assert suggester().themes_for("On the Assembly's agenda stood other items.") == ()
    assert suggester().themes_for("") == ()


def test_what_a_theme_may_have_missed_is_found_the_likest_first() -> None:
    found = suggester().passages_for(PUNISH.id, without={"a1"})
    assert found[0].id == "a2"
    assert "a1" not in {one.id for one in found}
    assert [one.id for one in suggester().passages_for(PUNISH.id, limit=1)] == ["a2"]


def test_tags_teach_a_theme_words_it_does_not_have_itself() -> None:
    text = "Recruiters who keep passports are fined."
    before = {one.id: one.score for one in suggester().themes_for(text)}
    after = suggester(money="Recruiters kept the passports of women and were fined.")
    scores = {one.id: one.score for one in after.themes_for(text)}
    assert scores[MONEY.id] > before.get(MONEY.id, 0.0)
    assert after.themes_for(text)[0].id == MONEY.id


def test_a_theme_that_is_not_there_has_missed_nothing() -> None:
    assert suggester().passages_for(make_theme("Other").id) == ()
