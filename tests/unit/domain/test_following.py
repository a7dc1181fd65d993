import pytest

from glossator.domain.following import likeness, same_paragraph, same_section, same_theme
from glossator.domain.structure import Structure, Unit, UnitKind
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
    assert found.title == title


def test_without_a_like_title_the_numbers_decide() -> None:
    other = report(
        ("heading", "I.", "Scope", 1),
        ("heading", "II.", "Trends", 1),
        ("heading", "A.", "Flows", 2),
    )
    found = same_section(LEADER, 42, other)
    assert found is not None
    assert found.title == "Flows"
    assert same_section(LEADER, 42, report(("heading", "V.", "Trends", 1))) is None


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
