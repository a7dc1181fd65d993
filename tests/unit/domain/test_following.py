import pytest

from glossator.domain.following import (
    Ground,
    likeness,
    same_paragraph,
    same_section,
    same_theme,
)
from glossator.domain.ranking.counterparts import Match
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from helpers.records import make_annotation


def report(*rows: tuple[str, str, str, int]) -> Structure:
    """Make a structure of rows (kind, number, title, level), ten characters each."""
    units = []
    for index, (kind, number, title, level) in enumerate(rows):
        span = ((index * 10, index * 10 + 9),)
        units.append(
            Unit(f"u{index}", UnitKind(kind), number, title=title, level=level, spans=span)
        )
    return Structure(units=tuple(units))


LEADER = report(
    ("heading", "I.", "Introduction", 1),
    ("paragraph", "1", "", 0),
    ("heading", "II.", "Access to justice for victims", 1),
    ("heading", "A.", "Barriers", 2),
    ("paragraph", "2", "", 0),
    ("heading", "B.", "Legal assistance", 2),
    ("paragraph", "3", "", 0),
)
FOLLOWER = report(
    ("heading", "I.", "Introduction", 1),
    ("paragraph", "1", "", 0),
    ("heading", "II.", "Legal framework", 1),
    ("heading", "A.", "Definitions", 2),
    ("paragraph", "2", "", 0),
    ("heading", "III.", "Access of victims to justice", 1),
    ("paragraph", "4", "", 0),
)


def test_the_same_paragraph_is_the_one_with_the_same_number() -> None:
    found = same_paragraph(LEADER, 42, FOLLOWER)
    assert found is not None
    assert found.id == "u4"
    assert same_paragraph(LEADER, 62, FOLLOWER) is None


@pytest.mark.parametrize(
    ("offset", "title"),
    [
        (12, "Introduction"),
        (22, "Access of victims to justice"),
        (42, "Access of victims to justice"),
    ],
)
def test_the_same_section_is_the_one_with_a_like_title(offset: int, title: str) -> None:
    found = same_section(LEADER, offset, FOLLOWER)
    assert found is not None
    assert found.heading.title == title
    assert found.ground is Ground.TITLE


def test_without_a_like_title_the_numbers_decide() -> None:
    other = report(
        ("heading", "I.", "Scope", 1),
        ("heading", "II.", "Trends", 1),
        ("heading", "A.", "Flows", 2),
    )
    found = same_section(LEADER, 42, other)
    assert found is not None
    assert found.heading.title == "Flows"
    assert found.ground is Ground.NUMBER
    assert same_section(LEADER, 42, report(("heading", "V.", "Trends", 1))) is None


def test_where_no_title_is_like_the_matter_decides_before_the_number() -> None:
    alike = {"u4": [Match("u6", 0.6), Match("u1", 0.2)]}
    found = same_section(LEADER, 42, FOLLOWER, lambda unit: alike.get(unit.id, []))
    assert found is not None
    assert found.heading.title == "Access of victims to justice"
    assert found.ground is Ground.MATTER
    split = {"u4": [Match(f"u{n}", 0.2) for n in (1, 2, 3, 4)]}
    scattered = report(*(("heading", "X.", name, 1) for name in ("one", "two", "six", "ten", "k")))
    assert same_section(LEADER, 42, scattered, lambda unit: split.get(unit.id, [])) is None


def test_words_that_most_headings_have_make_no_titles_alike() -> None:
    subjects = ("Global trends", "Demand", "Root causes", "Prevention", "Data", "Services")
    names = [f"{subject} in trafficking of women and girls" for subject in subjects]
    other = report(*(("heading", "X.", name, 1) for name in names))
    leader = report(("heading", "I.", "Victims of the trafficking of women and girls", 1))
    assert same_section(leader, 5, other) is None
    leader = report(("heading", "I.", "The root causes of trafficking in women and girls", 1))
    found = same_section(leader, 5, other)
    assert found is not None
    assert found.heading.id == "u2"


def test_the_same_theme_goes_on_passage_by_passage() -> None:
    leader = [make_annotation(start=start) for start in (10, 200, 400)]
    follower = [make_annotation(start=start) for start in (900, 50)]
    first, second = same_theme(leader, 15, follower), same_theme(leader, 250, follower)
    assert (first and first.start, second and second.start) == (50, 900)
    third = same_theme(leader, 500, follower)
    assert third is not None
    assert third.start == 900
    assert same_theme(leader, 15, []) is None


def test_likeness_counts_common_words() -> None:
    assert likeness("Access to justice", "ACCESS TO JUSTICE") == 1
    assert likeness("Access to justice", "Data collection") == 0
    assert likeness("", "") == 0
    improving = "Improving access to justice for victim-survivors of trafficking"
    assert likeness(improving, "Access for victims to justice") > 0.5
