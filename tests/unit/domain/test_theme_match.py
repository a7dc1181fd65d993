from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.theme_match import match_themes
from glossator.domain.themes import ThemeTree
from helpers.records import make_theme

JUSTICE = make_theme("Access to justice", position=0)
AID = make_theme("Legal aid and information", JUSTICE)
NPU = make_theme("Non-punishment", position=1)
REMEDY = make_theme("Remèdes", position=2)
UNPUNISHED = make_theme("Unpunished offenders", position=3)
TREE = ThemeTree([JUSTICE, AID, NPU, REMEDY, UNPUNISHED])


def names(text: str, recent: tuple[str, ...] = ()) -> list[str]:
    return [theme.name for theme in match_themes(TREE, text, recent)]  # type: ignore[arg-type]


def test_three_letters_find_the_theme_that_begins_with_them() -> None:
    assert names("non")[0] == "Non-punishment"
    assert names("pun") == ["Non-punishment", "Unpunished offenders"]


def test_accents_hyphens_and_case_do_not_matter() -> None:
    assert names("REMEDES") == ["Remèdes"]
    assert names("non pun")[0] == "Non-punishment"
    assert names("non-p")[0] == "Non-punishment"


def test_a_parent_s_name_finds_the_themes_below_after_itself() -> None:
    assert names("justice") == ["Access to justice", "Legal aid and information"]
    assert names("acc leg") == ["Legal aid and information"]


def test_the_theme_used_last_wins_among_equals() -> None:
    assert names("", (UNPUNISHED.id, NPU.id))[:2] == ["Unpunished offenders", "Non-punishment"]


def test_letters_that_mean_nothing_find_nothing() -> None:
    assert names("xyz") == []


@given(st.text(max_size=12))
def test_any_letters_give_each_theme_at_most_once(text: str) -> None:
    found = names(text)
    assert len(found) == len(set(found))
