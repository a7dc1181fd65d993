"""Which passages of one report come back in a later one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.ranking.counterparts import Match, Passage
from glossator.domain.trace.pairs import ALIKE, LIKEST, Change, Traceable, recurring, trace

PUNISHED = (
    "States should ensure that victims of trafficking are not detained, charged or prosecuted "
    "for offences that they were compelled to commit, and that they receive assistance."
)
SHELTERS = (
    "States should fund safe shelters, legal aid and medical care for all women who were "
    "trafficked, whether or not they take part in criminal proceedings."
)
BODIES = (
    "The United Nations Office on Drugs and Crime, the International Labour Organization, the "
    "Office of the United Nations High Commissioner for Refugees and UN-Women {}."
)
MONEY = "Banks must follow the money that brothels earn."


def report(*texts: str) -> Traceable:
    return Traceable(Passage(f"para_{n}", text) for n, text in enumerate(texts, 1))


def changes(*found: object) -> list[tuple[str, str | None, str | None]]:
    return [(one.change.value, one.old, one.new) for one in found]  # type: ignore[attr-defined]


def test_a_passage_that_hardly_changed_is_near_verbatim() -> None:
    found = trace(report(MONEY, PUNISHED), report(PUNISHED.replace("States", "Countries")), {})
    assert changes(*found) == [("near-verbatim", "para_2", "para_1"), ("dropped", "para_1", None)]


def test_a_passage_that_says_the_same_in_other_words_is_reworded() -> None:
    like = {"para_1": [Match("para_1", ALIKE)]}
    found = trace(
        report(MONEY), report("What brothels earn is to be traced by banks, money by money."), like
    )
    assert changes(*found) == [("reworded", "para_1", "para_1")]


OTHER_WORDS = "What brothels earn is to be traced by banks, money by money."


def test_less_is_enough_where_each_is_the_others_likest() -> None:
    earlier, later = report(MONEY, PUNISHED), report(OTHER_WORDS)
    like = {"para_1": [Match("para_1", LIKEST), Match("para_2", 0.1)]}
    assert changes(*trace(earlier, later, like))[0] == ("reworded", "para_1", "para_1")


def test_less_is_not_enough_where_another_passage_is_likelier() -> None:
    earlier, later = report(MONEY), report(OTHER_WORDS, SHELTERS)
    like = {"para_1": [Match("para_1", LIKEST)], "para_2": [Match("para_1", LIKEST + 0.01)]}
    assert changes(*trace(earlier, later, like))[0] == ("new", None, "para_1")


def test_a_passage_less_like_than_that_is_new_and_the_other_dropped() -> None:
    like = {"para_1": [Match("para_1", LIKEST - 0.01)]}
    found = trace(report(MONEY), report(OTHER_WORDS), like)
    assert changes(*found) == [("new", None, "para_1"), ("dropped", "para_1", None)]


def test_a_rank_without_words_in_common_counts_for_nothing() -> None:
    like = {"para_1": [Match("para_1", 0.9)]}
    assert trace(report(MONEY), report("Schools teach consent."), like)[0].change is Change.NEW


def test_wording_taken_over_into_a_longer_passage_is_found_without_a_rank() -> None:
    longer = f"{SHELTERS} {PUNISHED} {MONEY} Data must be collected by sex, age and origin."
    found = trace(report(PUNISHED), report(longer), {})
    assert changes(*found) == [("reworded", "para_1", "para_1")]
    assert found[0].kept > 0.9


def test_naming_the_same_bodies_is_no_likeness() -> None:
    old, new = BODIES.format("trained judges"), BODIES.format("opened a hotline in Chad")
    assert [one.change for one in trace(report(old), report(new), {})] == [
        Change.NEW,
        Change.DROPPED,
    ]


def test_a_passage_may_come_back_in_two() -> None:
    found = trace(report(PUNISHED), report(PUNISHED, MONEY, PUNISHED), {})
    assert [(one.change.value, one.old) for one in found] == [
        ("near-verbatim", "para_1"),
        ("new", None),
        ("near-verbatim", "para_1"),
    ]


def test_two_passages_that_became_one_are_both_in_it() -> None:
    both = f"{SHELTERS} {PUNISHED}"
    found = trace(report(PUNISHED, MONEY, SHELTERS), report(both), {})
    assert changes(*found) == [
        ("reworded", "para_3", "para_1"),
        ("reworded", "para_1", "para_1"),
        ("dropped", "para_2", None),
    ]


def test_passages_are_traced_where_no_space_parts_words() -> None:
    same = "确保贩运活动受害者不因其被迫犯下的罪行而被拘留、起诉或惩罚,并确保她们获得援助"
    old, new = f"各国应{same}和保护。", f"会员国应{same}。"
    found = trace(report("按性别和年龄分列的数据仍然不足。", old), report(new), {})
    assert changes(*found) == [("near-verbatim", "para_2", "para_1"), ("dropped", "para_1", None)]


def test_items_are_left_to_their_paragraph() -> None:
    passages = [Passage("para_1", PUNISHED), Passage("para_1__point_a", MONEY, part=True)]
    assert Traceable(passages).unit_ids == ("para_1",)


def test_only_a_section_is_traced() -> None:
    old = report(PUNISHED, SHELTERS).only({"para_2"})
    found = trace(old, report(SHELTERS, PUNISHED), {})
    assert changes(*found) == [("near-verbatim", "para_2", "para_1"), ("new", None, "para_2")]


def test_what_a_report_says_twice_is_found() -> None:
    (again,) = recurring(report(PUNISHED, MONEY, PUNISHED))
    assert (again.old, again.new) == ("para_1", "para_3")


@given(st.lists(st.sampled_from([PUNISHED, SHELTERS, MONEY, BODIES]), max_size=5), st.data())
def test_every_passage_is_accounted_for_once(texts: list[str], data: st.DataObject) -> None:
    later = data.draw(st.permutations(texts))
    old, new = report(*texts), report(*later)
    found = trace(old, new, {})
    assert list(dict.fromkeys(one.new for one in found if one.new)) == list(new.unit_ids)
    assert {one.old for one in found if one.old} == set(old.unit_ids)
    dropped = [one.old for one in found if one.change is Change.DROPPED]
    assert len(dropped) == len(set(dropped))
    assert all(0 <= one.kept <= 1 and 0 <= one.score <= 1 for one in found)
