"""A report is set again and changed: marks are placed right or listed; none is placed wrong."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from glossator.documents.engine import pymupdf
from glossator.domain.anchoring.anchor import LONG
from glossator.domain.anchoring.edition import Fate
from glossator.domain.area import Area
from glossator.domain.pages.geometry import Rect
from glossator.domain.records import Annotation, Status
from glossator.domain.text.folding import folded
from helpers.editions import Read, carry, read_pdf, read_set
from helpers.typeset import (
    MODERN,
    SERIF,
    Paragraph,
    Setting,
    corpus_paragraphs,
    set_report,
    with_note,
)

COUNT = 24
MOVED, REWORDED, LOST, INSERTED = 6, 9, (13, 14), 3
"""Numbers of paragraphs in the old edition; before the last another one is put in."""

SETTINGS = {
    "another face and size, two columns, no ligatures": Setting(
        MODERN, 9, "us-letter", columns=2, joins=False
    ),
    "no words divided": Setting(SERIF, 12, "a5", divides=False),
    "fixed width": Setting("DejaVu Sans Mono", 8),
    "running heads": Setting(SERIF, 13, "a5", head="A/1/1"),
}
TWO_COLUMNS = Setting(SERIF, 9, columns=2)
PLACED = (Fate.SAME, Fate.MOVED)


@cache
def old_edition(setting: Setting | None = None) -> Read:
    return read_set(corpus_paragraphs("A_67_170", COUNT), setting)


def changed() -> tuple[list[Paragraph], dict[int, int]]:
    """Return the new edition's paragraphs, and the new number of each old one."""
    old = list(corpus_paragraphs("A_67_170", COUNT))
    words = old[REWORDED - 1].words.split()
    words[9:11] = ["quite", "other", "words"]
    old[REWORDED - 1] = replace(old[REWORDED - 1], words=" ".join(words))
    order = [number for number in range(1, COUNT + 1) if number not in (*LOST, MOVED)]
    order.insert(20, MOVED)
    order.insert(INSERTED - 1, 0)
    new = Paragraph("A paragraph put in that tells of nothing an analyst would ever mark.")
    paragraphs = [old[number - 1] if number else new for number in order]
    return paragraphs, {number: at for at, number in enumerate(order, start=1) if number}


def marks(read: Read) -> dict[str, tuple[int, Annotation]]:
    """Mark stretches of several lengths in every paragraph; each with its paragraph's number."""
    made = {}
    for number in range(1, COUNT + 1):
        words = read.words(number)
        for begin, length in ((0, 4), (2, 9), (5, 25), (1, len(words) - 2)):
            last = min(begin + length, len(words)) - 1
            name = f"{number} {begin}+{length}"
            made[name] = number, read.mark(name, (words[begin][0], words[last][1]))
    return made


@pytest.mark.fault(25)
@pytest.mark.parametrize("before", [None, TWO_COLUMNS], ids=["one column", "two columns"])
@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS.keys())
def test_every_mark_is_placed_right_or_listed(before: Setting | None, setting: Setting) -> None:
    old, made = old_edition(before), marks(old_edition(before))
    paragraphs, numbers = changed()
    new = read_set(paragraphs, setting)
    moves = carry(old, new, [one for _, one in made.values()])
    assert [move.before.id for move in moves] == list(made)
    for move in moves:
        number, _ = made[move.before.id]
        touched = number == REWORDED and folded(move.words) != folded(move.before.quote)
        if number in LOST:
            assert move.fate not in PLACED, move.before
            assert move.after.quote == move.before.quote
        elif touched:
            assert move.fate is Fate.CHECK
            assert new.structure.at(move.after.start) == new.paragraph(numbers[number])
            assert "quite other" in move.words
            assert move.after.quote == move.before.quote
        else:
            # Of a few words at the edge of what moved, half of what was around them is gone.
            is_short = number == MOVED and len(move.before.quote) < LONG
            placed = (*PLACED, Fate.CHECK) if is_short else PLACED
            assert move.fate in placed, (move.before.quote, move.words)
            assert folded(move.after.quote) == folded(move.before.quote)
            assert new.structure.at(move.after.start) == new.paragraph(numbers[number])
            assert all(part.quads for part in move.after.segments)
    assert sum(move.fate is Fate.CHECK for move in moves) >= 2
    assert sum(move.fate is Fate.LOST for move in moves) >= 6


@pytest.mark.fault(25, control=True)
def test_by_offsets_alone_hardly_any_would_be_found() -> None:
    old = old_edition()
    paragraphs, _ = changed()
    text = read_set(paragraphs, SETTINGS["no words divided"]).text.text
    made = [one for _, one in marks(old).values()]
    found = [
        one
        for one in made
        if all(folded(text[part.start : part.end]) == folded(part.exact) for part in one.segments)
    ]
    # Only what stands before the paragraph that was put in.
    assert len(found) <= 8 < len(made) // 10


def test_renumbered_footnotes_and_a_mark_of_one_within_change_no_words() -> None:
    paragraphs = list(corpus_paragraphs(count=12))
    noted = [with_note(one, f"See document {n}.") if n % 3 else one
             for n, one in enumerate(paragraphs)]  # fmt: skip
    old = read_set(noted)
    earlier = [with_note(noted[0], "A note that was not there before."), *noted[1:]]
    new = read_set(earlier, Setting(MODERN, 9, "us-letter", columns=2, joins=False))
    made = []
    for number in range(2, 12):
        words = old.words(number)
        made.append(old.mark(str(number), (words[0][0], words[14][1])))
    for move in carry(old, new, made):
        assert move.fate in PLACED, (move.before.quote, move.words)
        assert move.after.quote == move.before.quote
        assert move.after.paragraph == move.before.paragraph


@pytest.mark.fault(25)
def test_of_a_page_that_is_lost_the_passages_are_listed_and_the_others_kept() -> None:
    pdf = set_report(corpus_paragraphs(count=30), Setting(SERIF, 12, "a5"))
    old = read_pdf(pdf)
    with pymupdf.open(stream=pdf, filetype="pdf") as doc:
        doc.delete_page(3)
        new = read_pdf(doc.tobytes())
    starts = old.text.starts()
    gone = range(starts[3], starts[4])
    made = []
    for number in range(1, 31):
        words = old.words(number)
        made.append(old.mark(str(number), (words[0][0], words[19][1])))
    moves = carry(old, new, made)
    assert {move.fate in PLACED for move in moves} == {True, False}
    for move in moves:
        within = [part.start in gone for part in move.before.segments]
        if any(within):
            assert move.fate not in PLACED
        else:
            assert move.fate in PLACED
            assert move.after.quote == move.before.quote


def test_passages_in_stretches_areas_notes_and_themes_lose_nothing() -> None:
    old = old_edition()
    paragraphs, _ = changed()
    new = read_set(paragraphs, SETTINGS["no words divided"])
    kept, lost, over = old.words(2), old.words(LOST[0]), old.words(20)
    made = [
        old.mark("two kept", (kept[1][0], kept[6][1]), (kept[9][0], kept[15][1])),
        old.mark("one kept", (kept[1][0], kept[6][1]), (lost[9][0], lost[15][1])),
        old.mark("two lost", (lost[1][0], lost[6][1]), (lost[9][0], lost[15][1])),
        old.mark("two paragraphs", (over[5][0], old.words(21)[7][1])),
        old.mark_area("an area", Area(0, Rect(100, 300, 300, 400))),
        old.mark_area("an area far on", Area(1, Rect(100, 300, 300, 400))),
    ]
    moves = {str(move.before.id): move for move in carry(old, new, made)}
    for one in made:
        after = moves[str(one.id)].after
        assert (after.note, after.theme_ids, after.analyst, after.created, after.picture) == (
            one.note, one.theme_ids, one.analyst, one.created, one.picture,
        )  # fmt: skip
    fates = {name: move.fate for name, move in moves.items()}
    assert fates["two kept"] in PLACED
    assert fates["two paragraphs"] in PLACED
    assert moves["two kept"].after.quote == made[0].quote
    for name in ("one kept", "two lost", "an area", "an area far on"):
        assert fates[name] not in PLACED
    # Both its stretches are still known, so that the analyst can put them together again.
    partly = moves["one kept"].after
    assert partly.status is Status.DETACHED
    assert partly.segments == made[1].segments
