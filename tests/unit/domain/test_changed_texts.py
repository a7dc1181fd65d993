"""Whatever is done to a text, no passage is lost without being listed, and none is placed wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from glossator.domain.anchoring.doubts import Former, Ground
from glossator.domain.anchoring.edition import Fate
from glossator.domain.records import Status
from glossator.domain.text.folding import folded
from helpers.editions import carry, read_lines
from helpers.typeset import corpus_paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable

COUNT = 12
OTHER = "Nothing that stands here was in the edition before it, nor will it be in the next one."


@dataclass
class Text:
    """Paragraphs on their way from one edition to the next.

    Attributes:
        paragraphs: The words of each.
        origins: Which one of the old edition each was; None for one put in.
    """

    paragraphs: list[list[str]]
    origins: list[int | None]


def _insert(text: Text, at: int, to: int) -> None:
    del to
    text.paragraphs.insert(at, OTHER.split())
    text.origins.insert(at, None)


def _delete(text: Text, at: int, to: int) -> None:
    del to, text.paragraphs[at], text.origins[at]


def _move(text: Text, at: int, to: int) -> None:
    text.paragraphs.insert(to, text.paragraphs.pop(at))
    text.origins.insert(to, text.origins.pop(at))


def _reword(text: Text, at: int, to: int) -> None:
    words = text.paragraphs[at]
    begin = to % max(len(words) - 3, 1)
    text.paragraphs[at] = [*words[:begin], "reworded", "anew", *words[begin + 2 :]]


def _cut(text: Text, at: int, to: int) -> None:
    words = text.paragraphs[at]
    begin = to % max(len(words) - 3, 1)
    if len(words) > 6:
        text.paragraphs[at] = [*words[:begin], *words[begin + 2 :]]


EDITS: tuple[Callable[[Text, int, int], None], ...] = (_insert, _delete, _move, _reword, _cut)
NAMES = {edit: edit.__name__.strip("_") for edit in EDITS}
PLACES = st.integers(0, 10_000)


@st.composite
def changes(draw: st.DrawFn) -> Text:
    """Change the first paragraphs of a report of the corpus a few times."""
    old = [one.words.split() for one in corpus_paragraphs(count=COUNT)]
    text = Text(old, list(range(COUNT)))
    for edit in draw(st.lists(st.sampled_from(EDITS), max_size=6)):
        if len(text.paragraphs) > 1:
            at = draw(PLACES) % len(text.paragraphs)
            edit(text, at, draw(PLACES) % len(text.paragraphs))
            note(f"{NAMES[edit]} {at}")
    return text


@pytest.mark.fault(25)
@settings(max_examples=120)
@given(changes(), st.data())
def test_marks_are_placed_at_their_own_words_or_listed(text: Text, data: st.DataObject) -> None:
    old = read_lines([one.words for one in corpus_paragraphs(count=COUNT)], width=11, height=30)
    width, height = data.draw(st.integers(5, 16)), data.draw(st.integers(12, 50))
    new = read_lines([" ".join(one) for one in text.paragraphs], width=width, height=height)
    made, whence = [], {}
    for name in range(6):
        origin = data.draw(st.integers(0, COUNT - 1))
        words = old.words(origin + 1)
        begin = data.draw(st.integers(0, len(words) - 4))
        end = data.draw(st.integers(begin + 3, len(words) - 1))
        made.append(old.mark(str(name), (words[begin][0], words[end][1])))
        whence[made[-1].id] = origin
    moves = carry(old, new, made)
    assert [move.before for move in moves] == made
    whole = new.text.text
    for move in moves:
        before, after = move.before, move.after
        assert (after.note, after.theme_ids) == (before.note, before.theme_ids)
        if after.status is Status.ATTACHED:
            assert folded(after.quote) == folded(before.quote)
            assert all(whole[one.start : one.end] == one.exact for one in after.segments)
            number = int(new.structure.at(after.start).number)  # type: ignore[union-attr]
            assert text.origins[number - 1] == whence[before.id]
        else:
            assert (after.quote, after.citation) == (before.quote, before.citation)
        if move.fate is Fate.LOST:
            assert after.segments == before.segments
        origin = whence[before.id]
        stays = origin in text.origins
        here = text.paragraphs[text.origins.index(origin)] if stays else []
        if f" {before.quote} " in f" {' '.join(here)} " and len(before.quote) > 60:
            assert move.fate in (Fate.SAME, Fate.MOVED)


@settings(max_examples=60)
@given(changes(), st.integers(0, COUNT - 1))
def test_what_is_sure_stands_in_the_paragraph_it_was_marked_in(text: Text, origin: int) -> None:
    old = read_lines([one.words for one in corpus_paragraphs(count=COUNT)], width=11, height=30)
    new = read_lines([" ".join(one) for one in text.paragraphs], width=9, height=40)
    words = old.words(origin + 1)
    marked = old.mark("A", (words[2][0], words[min(22, len(words) - 1)][1]))
    (move,) = carry(old, new, [marked])
    ground = Ground(new.edition.report, new.text, new.structure)
    doubt = ground.doubt(move.after, Former(marked, old.sha256), old.text)
    assert doubt.former.words == marked.quote
    if doubt.is_sure:
        number = int(new.structure.at(move.after.start).number)  # type: ignore[union-attr]
        assert text.origins[number - 1] == origin
    if move.fate is Fate.CHECK:
        assert doubt.places[0].is_current
        assert doubt.places[0].words == move.words
