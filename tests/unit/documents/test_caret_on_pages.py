"""The caret on the pages of real reports, set by many programs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.bundled import report_files
from glossator.documents.engine import pymupdf
from glossator.documents.text import page_text
from glossator.domain.text import selection
from glossator.domain.text.caret import Caret, Step, first_caret, moved, spot, wanted_reach
from glossator.domain.text.page_text import Role

if TYPE_CHECKING:
    from glossator.domain.text.page_text import PageText

SAMPLES = {path.stem: path for path in (Path(__file__).parents[2] / "data/reports").glob("*.pdf")}
BUNDLED = {path.stem: path for path in (report.path for report in report_files())}
NAMES = sorted((SAMPLES.keys() | BUNDLED.keys()) - {"mupdf_scan"})
MOST_PAGES = 5


class Read:
    """The first pages of a report."""

    def __init__(self, name: str) -> None:
        with pymupdf.open({**SAMPLES, **BUNDLED}[name]) as doc:
            self._pages = [page_text(doc, page) for page in range(min(doc.page_count, MOST_PAGES))]

    @property
    def count(self) -> int:
        return len(self._pages)

    def text(self, page: int) -> PageText:
        return self._pages[page]


@cache
def pages_of(name: str) -> Read:
    return Read(name)


def walked(pages: Read, step: Step) -> list[Caret]:
    """Return all carets from the beginning on."""
    caret = moved(pages, Caret(0, 0), Step.REPORT_START)
    reach = wanted_reach(pages, caret)
    carets = [caret]
    while True:
        caret = moved(pages, caret, step, reach=reach)
        if caret == carets[-1]:
            return carets
        assert caret not in carets[-4:]
        carets.append(caret)


@pytest.mark.parametrize("name", NAMES)
def test_down_goes_through_every_line_in_reading_order(name: str) -> None:
    pages = pages_of(name)
    carets = walked(pages, Step.DOWN)
    assert carets == sorted(carets)
    passed = {(caret.page, pages.text(caret.page).line_index(caret.offset)) for caret in carets}
    lines = {
        (page, index)
        for page in range(pages.count)
        for index, line in enumerate(pages.text(page).lines)
        if line.role is not Role.RUNNING
    }
    assert passed <= lines
    # What is passed over stands beside what was gone through: cells of a row.
    assert len(passed) >= 0.8 * len(lines)


@pytest.mark.parametrize("name", NAMES)
def test_words_are_gone_through_in_order(name: str) -> None:
    pages = pages_of(name)
    # In Arabic the left is where the line goes on.
    on = walked(pages, Step.WORD_LEFT if name == "pango_arabic" else Step.WORD_RIGHT)
    assert on == sorted(on)
    assert len(on) > len(pages.text(0).text.split()) / 2


def carets(pages: Read) -> st.SearchStrategy[Caret]:
    return st.integers(0, pages.count - 1).flatmap(
        lambda page: st.integers(0, len(pages.text(page).text)).map(lambda at: Caret(page, at))
    )


@settings(max_examples=60)
@given(st.data())
def test_wherever_keys_lead_there_is_a_place_between_characters(data: st.DataObject) -> None:
    pages = pages_of(data.draw(st.sampled_from(NAMES)))
    caret = data.draw(carets(pages))
    role = data.draw(st.sampled_from([None, Role.BODY, Role.FOOTNOTE]))
    for step in data.draw(st.lists(st.sampled_from(Step), max_size=12)):
        before, caret = caret, moved(pages, caret, step, role=role)
        here = spot(pages, caret)
        if here is None:
            assert caret == before
            continue
        assert here.line.start <= caret.offset <= here.line.end
        if role is not None and caret.page != before.page:
            assert here.line.role.flow == role.flow


@settings(max_examples=60)
@given(st.data())
def test_a_character_on_is_a_character_back(data: st.DataObject) -> None:
    pages = pages_of(data.draw(st.sampled_from(NAMES)))
    caret = first_caret(pages, data.draw(st.integers(0, pages.count - 1)))
    caret = moved(pages, caret, Step.DOWN)
    caret = moved(pages, caret, data.draw(st.sampled_from([Step.LINE_END, Step.WORD_RIGHT])))
    on = moved(pages, caret, Step.RIGHT)
    here, there = spot(pages, caret), spot(pages, on)
    assert here is not None
    assert there is not None
    if on != caret and here.index == there.index:
        assert moved(pages, on, Step.LEFT) == caret


@settings(max_examples=80)
@given(st.data())
def test_a_click_beside_a_caret_finds_it_again(data: st.DataObject) -> None:
    pages = pages_of(data.draw(st.sampled_from(NAMES)))
    page = pages.text(data.draw(st.integers(0, pages.count - 1)))
    line = data.draw(st.sampled_from(page.lines))
    caret = data.draw(st.integers(line.start, line.end))
    reach = selection.caret_reach(page, line, caret)
    found = selection.caret_in(page, line, reach)
    # Two characters may stand at one place: a space without width, a change of direction.
    assert abs(selection.caret_reach(page, line, found) - reach) < 1.5
