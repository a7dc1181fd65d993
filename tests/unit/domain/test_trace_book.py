"""What is told of passages that recur: families, counts, and what stands of a section."""

from __future__ import annotations

from glossator.domain.ranking.counterparts import Match, passages
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.text.word_diff import word_diff
from glossator.domain.trace.book import (
    Book,
    Standing,
    TracedReport,
    around,
    lines,
    plain_text,
    standing,
    tally,
)
from glossator.domain.trace.families import Member, families, linked
from glossator.domain.trace.pairs import Change, Trace, Traceable, trace
from helpers.records import make_report

PUNISHED = (
    "States should ensure that victims of trafficking are not detained, charged or prosecuted "
    "for offences that they were compelled to commit, and that they receive assistance."
)
SHELTERS = (
    "States should fund safe shelters, legal aid and medical care for all women who were "
    "trafficked, whether or not they take part in criminal proceedings."
)
MONEY = "Banks must follow the money that brothels earn."
SCHOOLS = "Schools teach what consent means, from the first year on."


def traced(symbol: str, *texts: str, section: tuple[str, ...] = ("I. All",)) -> TracedReport:
    units = {
        f"para_{n}": Unit(
            f"para_{n}", UnitKind.PARAGRAPH, str(n), label=f"para. {n}", section=section, text=text
        )
        for n, text in enumerate(texts, 1)
    }
    report = make_report(symbol, date="2012-01-01")
    return TracedReport(report, units, {one: plain_text(report, units[one]) for one in units})


def prepared(one: TracedReport) -> Traceable:
    return Traceable(passages(Structure(units=tuple(one.units.values()))))


def book_of(*reports: TracedReport) -> Book:
    ready = [prepared(one) for one in reports]
    pairs = {(a, b): trace(ready[a], ready[b], {}) for b in range(len(reports)) for a in range(b)}
    return Book(tuple(reports), families(pairs), *linked(pairs))


OLD = traced("A/67/170", PUNISHED, MONEY)
MIDDLE = traced("A/73/263", SHELTERS, PUNISHED.replace("States", "Governments"))
LATE = traced("A/79/322", SCHOOLS, PUNISHED, SHELTERS, section=("II. Late", "B. Recommendations"))


def test_passages_are_counted_as_recurring_new_and_dropped() -> None:
    counts = book_of(OLD, MIDDLE, LATE).counts
    assert [(one.passages, one.recur, one.new, one.dropped) for one in counts] == [
        (2, 1, 2, 1),
        (2, 2, 1, 0),
        (3, 2, 1, 3),
    ]


def test_families_are_found_by_words_report_and_section() -> None:
    book = book_of(OLD, MIDDLE, LATE)
    assert [len(one.members) for one in book.families] == [3, 2]
    assert book.chosen() == (0, 1)
    assert book.chosen("SHELTERS legal") == (1,)
    assert book.chosen("A/67/170, para. 1") == (0,)
    assert book.chosen(report=0) == (0,)
    assert book.chosen("", 2, ("II. Late",)) == (0, 1)
    assert book.chosen("", 2, ("B. Recommendations",)) == ()
    assert book.places[Member(2, "para_3")] == 1


def test_a_long_passage_is_known_by_its_first_words() -> None:
    book = book_of(OLD, MIDDLE)
    first = book.first_words(book.families[0])
    assert PUNISHED.startswith(first.removesuffix(" …"))
    assert len(first) < 95


def test_what_stands_is_told_from_what_hardly_changed() -> None:
    found = lines(OLD, LATE, trace(prepared(OLD), prepared(LATE), {}), {})
    assert [(one.standing, one.trace.old, one.trace.new) for one in found] == [
        (Standing.STANDS, "para_1", "para_2"),
        (Standing.DROPPED, "para_2", None),
        (Standing.NEW, None, "para_1"),
        (Standing.NEW, None, "para_3"),
    ]
    (hardly,) = (
        one
        for one in lines(OLD, MIDDLE, trace(prepared(OLD), prepared(MIDDLE), {}), {})
        if one.new and one.old
    )
    assert hardly.standing is Standing.HARDLY
    assert (
        "".join(one.text for one in hardly.pieces if one.wording != "old")
        == MIDDLE.units["para_2"].text
    )
    reworded = Trace(Change.REWORDED, "para_1", "para_2")
    assert standing(reworded, word_diff(PUNISHED, PUNISHED)) is Standing.REWORDED


def test_a_passage_that_came_back_twice_counts_once_by_the_better() -> None:
    twice = traced("A/79/1", PUNISHED.replace("States", "Governments"), PUNISHED)
    found = lines(OLD, twice, trace(prepared(OLD), prepared(twice), {}), {})
    counts = tally(found)
    assert counts[Standing.STANDS] == 1
    assert counts[Standing.HARDLY] == 0
    assert counts[Standing.DROPPED] == 1


def test_what_was_dropped_or_is_new_has_what_is_most_like_it_beside_it() -> None:
    ranked = {
        "para_1": [Match("para_2", 0.2), Match("para_1", 0.9)],
        "para_3": [Match("para_2", 0.3), Match("para_9", 0.35)],
    }
    found = lines(OLD, LATE, trace(prepared(OLD), prepared(LATE), {}), ranked)
    assert [(one.trace.old, one.likest and one.likest.id, one.likeness) for one in found] == [
        ("para_1", None, 0.0),
        ("para_2", "para_3", 0.3),
        (None, "para_1", 0.9),
        (None, "para_2", 0.3),
    ]
    faint = {"para_1": [Match("para_2", 0.1)]}
    dropped = lines(OLD, LATE, trace(prepared(OLD), prepared(LATE), {}), faint)[1]
    assert dropped.likest is None


def test_a_section_holds_what_stands_below_its_headings() -> None:
    assert LATE.headings() == (("II. Late",), ("II. Late", "B. Recommendations"))
    assert LATE.under(("II. Late",)) == LATE.under(()) == frozenset(LATE.units)
    assert LATE.under(("B. Recommendations",)) == frozenset()


def test_one_passage_and_its_counterparts_are_a_family_in_the_order_of_the_reports() -> None:
    middle = prepared(MIDDLE)
    words = middle.words("para_2")
    found = {
        0: prepared(OLD).source(words, "para_2", {}),
        2: prepared(LATE).outcome(words, "para_2", {}),
    }
    family = around(Member(1, "para_2"), {n: one for n, one in found.items() if one})
    assert family is not None
    assert family.members == (Member(0, "para_1"), Member(1, "para_2"), Member(2, "para_2"))
    ends = [(family.members[a].unit_id, family.members[b].unit_id) for a, b, _ in family.links]
    assert ends == [(one.old, one.new) for _, _, one in family.links]
    assert around(Member(1, "para_1"), {}) is None
