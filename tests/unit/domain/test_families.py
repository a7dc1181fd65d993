"""Families of like passages, from traces made up and from the five reports."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.ranking.counterparts import passages
from glossator.domain.ranking.likeness import Index
from glossator.domain.trace.families import Family, Member, families, linked
from glossator.domain.trace.pairs import Change, Trace, Traceable, trace
from helpers.edition import structures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DATES = {"A/67/170": 0, "A/73/263": 1, "A/75/289": 2, "CEDAW/C/GC/38": 3, "A/79/322": 4}

Links = dict[tuple[int, int], list[Trace]]


def traces(*found: tuple[Member, Member, float]) -> Links:
    """Return traces between passages that are as sure as is said."""
    links: Links = {}
    for old, new, score in found:
        what = Trace(Change.REWORDED, old.unit_id, new.unit_id, score)
        links.setdefault((old.report, new.report), []).append(what)
    return links


def has_centre(family: Family) -> bool:
    """Tell whether a member is like every other."""
    pairs = {frozenset(link[:2]) for link in family.links}
    places = range(len(family.members))
    return any(
        all(frozenset((one, other)) in pairs for other in places if other != one) for one in places
    )


A, B, C, D = (Member(n, "para_1") for n in range(4))


def test_passages_that_are_all_like_each_other_are_one_family() -> None:
    (family,) = families(traces((A, B, 0.5), (A, C, 0.6), (B, C, 0.7)))
    assert family.members == (A, B, C)
    assert {link[:2] for link in family.links} == {(0, 1), (0, 2), (1, 2)}


def test_a_chain_of_likenesses_is_cut_at_its_weakest() -> None:
    found = families(traces((A, B, 0.8), (B, C, 0.5), (C, D, 0.7)))
    assert [family.members for family in found] == [(A, B), (C, D)]


def test_a_passage_left_over_is_shown_with_the_one_it_is_most_like() -> None:
    found = families(traces((A, B, 0.8), (A, C, 0.7), (C, D, 0.5)))
    assert [family.members for family in found] == [(A, B, C), (C, D)]


def test_what_was_hardly_changed_belongs_together_before_what_was_reworded() -> None:
    links = traces((A, B, 0.99), (C, D, 0.99))
    links[1, 2] = [Trace(Change.VERBATIM, "para_1", "para_1", 0.8)]
    assert [family.members for family in families(links)] == [(A, B, C), (C, D)]


def test_a_passage_that_went_into_that_of_another_is_shown_with_it_and_joins_nothing() -> None:
    other = Member(0, "para_2")
    links = traces((A, B, 0.8), (A, C, 0.7), (B, C, 0.7))
    links[0, 1].append(Trace(Change.REWORDED, "para_2", "para_1", 0.9, beside=True))
    assert [family.members for family in families(links)] == [(A, B, C), (other, B)]


members = st.builds(Member, st.integers(0, 4), st.sampled_from(["para_1", "para_2", "para_3"]))
pairs = st.tuples(members, members).filter(lambda pair: pair[0].report < pair[1].report)


@given(st.dictionaries(pairs, st.floats(0.4, 1), max_size=25))
def test_every_member_of_a_family_is_like_its_centre_and_nobody_is_left_out(
    found: dict[tuple[Member, Member], float],
) -> None:
    links = traces(*((*pair, score) for pair, score in found.items()))
    made = families(links)
    assert all(has_centre(family) for family in made)
    shown = {one for family in made for one in family.members}
    assert shown == set().union(*linked(links))
    assert [len(one.members) for one in made] == sorted(
        (len(one.members) for one in made), reverse=True
    )
    of_three = [one for family in made if len(family.members) > 2 for one in family.members]
    assert len(of_three) == len(set(of_three))


def of_the_five_reports() -> tuple[Family, ...]:
    """Return the families of the five reports."""
    read = {DATES[symbol]: passages(one) for symbol, one in structures().items()}
    names = {number: symbol for symbol, number in DATES.items()}
    index = Index.of({names[number]: found for number, found in read.items()})
    ready = {number: Traceable(found) for number, found in read.items()}
    links: Mapping[tuple[int, int], Sequence[Trace]] = {
        (old, new): trace(
            ready[old],
            ready[new],
            {one.unit_id: index.similar(names[new], one.unit_id)[names[old]] for one in read[new]},
        )
        for old, new in combinations(sorted(read), 2)
    }
    return families(links)


def test_figures_and_the_share_of_men_and_boys_are_two_families_of_the_reports() -> None:
    found = of_the_five_reports()
    assert all(has_centre(family) for family in found)
    figures = next(one for one in found if Member(1, "para_14") in one.members)
    assert {Member(0, "para_3"), Member(2, "para_2"), Member(4, "para_6")} <= set(figures.members)
    assert Member(4, "para_5") not in figures.members
    shares = next(one for one in found if Member(4, "para_5") in one.members)
    assert Member(1, "para_13") in shares.members
