"""Themes and paragraphs are suggested in a document process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from glossator.documents.pool import DocumentPool
from glossator.documents.shelf import NOT_OPEN
from glossator.documents.suggesting import Tutor, lesson
from glossator.domain.errors import DocumentError
from glossator.domain.ranking.suggest import Suggester
from glossator.domain.themes import ThemeTree
from helpers.records import make_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossator.domain.ranking.suggest import Suggestion

SECONDS = 20
TEXTS = {
    "a p1": "Victims are not to be punished for offences they were compelled to commit.",
    "a p2": "Shelters offer medical care to women.",
    "b p1": "A shelter and care for each woman.",
    "b p2": "Banks trace the money of traffickers.",
}
CARE = make_theme("Care", definition="Shelters and medical care.", position=0)
PUNISH = make_theme("Non-punishment", definition="Victims are not punished.", position=1)
OLD = make_theme("Shelters", position=2, archived=True)
TAGGED = {CARE.id: [TEXTS["a p2"]]}
REPORTS = [
    {name: text for name, text in TEXTS.items() if name.startswith(report)} for report in "acb"
]
LESSON = lesson(REPORTS, [CARE, PUNISH, OLD], TAGGED)


@pytest.fixture(scope="module")
def pool() -> Iterator[DocumentPool]:
    with DocumentPool(renderers=0) as pool:
        yield pool


def learned() -> Suggester:
    suggester = Suggester(TEXTS)
    suggester.learn(ThemeTree([CARE, PUNISH, OLD]), TAGGED)
    return suggester


def themes(pool: DocumentPool, text: str) -> tuple[Suggestion, ...]:
    done, found = pool.suggest([], 3, text=text).result(SECONDS)
    return found if done else themes(pool, text)


def test_the_process_suggests_what_the_suggester_does(pool: DocumentPool) -> None:
    pool.teach(LESSON)
    assert themes(pool, TEXTS["b p1"]) == learned().themes_for(TEXTS["b p1"])
    done, found = pool.suggest([1], 5, theme=CARE.id).result(SECONDS)
    assert done
    assert found == learned().passages_for(CARE.id, without={"a p2"}, limit=5)
    assert [one.id for one in found] == ["b p1"]


def test_a_process_that_ended_is_taught_again(pool: DocumentPool) -> None:
    pool.teach(LESSON)
    before = themes(pool, TEXTS["a p1"])
    pool._dispatch.processes[0].kill()
    assert themes(pool, TEXTS["a p1"]) == before


def test_a_new_lesson_takes_the_place_of_the_last(pool: DocumentPool) -> None:
    pool.teach(LESSON)
    assert PUNISH.id in [one.id for one in themes(pool, TEXTS["a p1"])]
    pool.teach(lesson(REPORTS, [CARE], {}))
    assert PUNISH.id not in [one.id for one in themes(pool, TEXTS["a p1"])]


def test_nothing_is_suggested_before_a_lesson() -> None:
    with DocumentPool(renderers=0) as pool, pytest.raises(DocumentError, match=NOT_OPEN):
        pool.suggest([], 3, text="care").result(SECONDS)


def test_preparing_goes_on_where_it_was_left() -> None:
    tutor = Tutor()
    tutor.take(1, LESSON)
    asked = {"without": [], "limit": 3, "text": TEXTS["a p1"], "theme": ""}
    steps = 1
    while not tutor.suggest(asked, seconds=-1)[0]:
        steps += 1
    assert steps == len(TEXTS) + 1
    tutor.take(2, lesson(REPORTS, [PUNISH], TAGGED))
    assert [one.id for one in tutor.suggest(asked, seconds=-1)[1]] == [PUNISH.id]
