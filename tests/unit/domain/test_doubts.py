"""Passages in doubt: where they stood, where they may stand, which of them are sure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from glossator.domain import intents
from glossator.domain.anchoring.doubts import (
    Doubt,
    Former,
    Ground,
    accepted,
    formers,
    has_moved,
)
from glossator.domain.anchoring.edition import Fate
from glossator.domain.records import Annotation, Segment, Status
from glossator.domain.reports.structure import Structure
from glossator.domain.text.page_text import ReportText
from helpers.records import make_annotation, make_report, make_segment

WORDS = "Survivors need shelter, counsel and a fair hearing in every court."
REWORDED = "Survivors need shelter, legal counsel and a fair hearing in every court."
BEFORE = "The first chapter says what is known about the trade and where it comes from. "
AFTER = " The next chapter tells what States have done since then, and what they have not."
OLD = ReportText(pages=(f"{BEFORE}{WORDS}{AFTER}",), labels=("iv",))
REPORT = make_report()


def ground(text: str) -> Ground:
    return Ground(REPORT, ReportText(pages=tuple(text.split("\f"))), Structure())


def part(text: str, words: str) -> Segment:
    start = text.index(words)
    end = start + len(words)
    return make_segment(words, start, before=text[max(start - 64, 0) : start],
                        after=text[end : end + 64])  # fmt: skip


def lost() -> Annotation:
    """A passage of the old text that was not found."""
    return make_annotation(
        report_id=REPORT.id,
        segments=(part(OLD.text, WORDS),),
        quote=WORDS,
        citation="A/79/322, para. 1",
        status=Status.DETACHED,
    )


def in_doubt(text: str, words: str) -> tuple[Annotation, Former]:
    """A passage that was put where other words stand, and where it stood."""
    was = replace(lost(), status=Status.ATTACHED)
    now = replace(was, segments=(part(text, words),), status=Status.CHECK)
    return now, Former(was, "0" * 64)


def test_a_reworded_passage_in_its_own_context_is_sure_and_shows_both_wordings() -> None:
    text = f"{BEFORE}{REWORDED}{AFTER}"
    annotation, former = in_doubt(text, REWORDED)
    doubt = ground(text).doubt(annotation, former, OLD)
    assert doubt.fate is Fate.CHECK
    assert doubt.is_sure
    assert (doubt.former.words, doubt.places[0].words) == (WORDS, REWORDED)
    assert doubt.places[0].is_current
    assert doubt.former.page == "iv"
    assert doubt.former.before == BEFORE.strip()
    assert doubt.former.after == AFTER.strip()


def test_a_passage_that_could_mean_two_places_is_not_sure_and_offers_both() -> None:
    text = f"{BEFORE}{REWORDED}{AFTER}\f{BEFORE}{REWORDED}{AFTER}"
    annotation, former = in_doubt(text, REWORDED)
    doubt = ground(text).doubt(annotation, former, OLD)
    assert not doubt.is_sure
    assert [one.page for one in doubt.places[:2]] == ["1", "2"]
    assert [one.is_current for one in doubt.places[:2]] == [True, False]


def test_a_passage_put_at_the_worse_of_two_places_is_not_sure() -> None:
    text = f"Elsewhere. {REWORDED} Nothing.\f{BEFORE}{REWORDED}{AFTER}"
    annotation, former = in_doubt(text, REWORDED)
    doubt = ground(text).doubt(annotation, former, OLD)
    assert not doubt.is_sure
    assert doubt.places[0].is_current
    assert doubt.places[1].score > doubt.places[0].score


def test_a_lost_passage_is_never_sure_even_where_its_words_stand() -> None:
    doubt = ground(f"{BEFORE}{WORDS}{AFTER}").doubt(lost())
    assert doubt.fate is Fate.LOST
    assert not doubt.is_sure
    assert doubt.places[0].words == WORDS
    assert not doubt.places[0].is_current


def test_a_passage_that_is_nowhere_has_no_place_and_keeps_what_is_known_of_it() -> None:
    doubt = ground("Something else altogether stands here now.").doubt(lost())
    assert doubt.places == ()
    assert doubt.former.words == WORDS
    assert doubt.former.before == BEFORE[-64:].strip()


def test_a_passage_in_doubt_of_which_no_former_place_is_kept_is_found_by_its_quotation() -> None:
    text = f"{BEFORE}{REWORDED}{AFTER}"
    annotation, _ = in_doubt(text, REWORDED)
    doubt = ground(text).doubt(annotation)
    assert doubt.former.words == WORDS
    assert doubt.former.stretches == ()
    assert doubt.places[0].words == REWORDED


def test_of_a_passage_in_two_stretches_the_part_that_is_gone_is_counted() -> None:
    first, second = (
        part(OLD.text, "Survivors need shelter"),
        part(OLD.text, "what States have done"),
    )
    annotation = replace(lost(), segments=(first, second))
    doubt = ground(f"{BEFORE}{WORDS} That is all.").doubt(annotation)
    assert doubt.places[0].words == "Survivors need shelter"
    assert doubt.places[0].missing == 1


def test_an_area_in_doubt_offers_where_it_is_and_is_never_sure() -> None:
    area = make_annotation(segments=(make_segment("", 0),), picture="f" * 64, status=Status.CHECK)
    doubt = ground("Words.").doubt(area)
    assert [one.is_current for one in doubt.places] == [True]
    assert not doubt.is_sure
    assert ground("Words.").doubt(replace(area, status=Status.DETACHED)).places == ()


def test_accepting_takes_the_words_that_stand_there_and_leaves_the_analyst_s_own() -> None:
    text = f"{BEFORE}{REWORDED}{AFTER}"
    annotation, former = in_doubt(text, REWORDED)
    annotation = replace(annotation, note="Mine.")
    place = ground(text).doubt(annotation, former).places[0]
    after = accepted(annotation, place, "2026-01-01T00:00:00Z")
    assert (after.quote, after.status, after.note) == (REWORDED, Status.ATTACHED, "Mine.")
    assert after.segments == annotation.segments
    edits = intents.reattach([(annotation, after)])
    assert edits.label == "Re-attach a passage"
    assert edits.inverse().changes[0].after == annotation


@pytest.mark.parametrize("status", [Status.CHECK, Status.DETACHED])
def test_over_two_editions_the_place_before_the_doubt_began_is_kept(status: Status) -> None:
    first = replace(lost(), status=Status.ATTACHED)
    second = replace(first, status=status)
    third = replace(second, status=Status.CHECK, modified="2026-01-01T00:00:00Z")
    editions = [replace(REPORT, sha256=digit * 64) for digit in "012"]
    actions = [
        intents.replace_document(editions[0], editions[1], [(first, second)]),
        intents.replace_document(editions[1], editions[2], [(second, third)]),
    ]
    assert formers(actions) == {first.id: Former(first, "0" * 64)}


def test_a_passage_has_moved_where_its_page_or_paragraph_is_another() -> None:
    was = replace(lost(), status=Status.ATTACHED, paragraph="para. 3")
    former = Former(was, "0" * 64)
    assert not has_moved(was, former)
    assert not has_moved(was, None)
    assert has_moved(replace(was, paragraph="para. 4"), former)
    assert not has_moved(replace(was, paragraph="para. 4", status=Status.CHECK), former)


def test_what_moved_is_settled() -> None:
    text = f"{AFTER}{WORDS}"
    annotation = replace(lost(), segments=(part(text, WORDS),), status=Status.ATTACHED)
    doubt: Doubt = ground(text).doubt(annotation)
    assert doubt.is_settled
    assert doubt.fate is Fate.MOVED
