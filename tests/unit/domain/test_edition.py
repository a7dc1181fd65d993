"""A new edition: doubles, areas, bookmarks, and one action for it all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from glossator.domain import intents
from glossator.domain.anchoring.anchor import Reattacher
from glossator.domain.edits import Change
from glossator.domain.errors import InvalidInputError
from glossator.domain.records import Status
from glossator.domain.reports.structure import Structure
from helpers.records import make_annotation, make_bookmark, make_report, make_segment

TWICE = "The Assembly notes with concern the report of the Secretary-General."
OLD = f"First part. {TWICE} It ends here.\fSecond part. {TWICE} It goes on there."
NEW = f"Another beginning.\fSecond part. {TWICE} It goes on there."


def mark(text: str, start: int) -> object:
    return make_annotation(
        segments=(
            make_segment(
                text[start : start + len(TWICE)],
                start,
                before=text[max(start - 12, 0) : start],
                after=text[start + len(TWICE) : start + len(TWICE) + 14],
            ),
        )
    )


def place(start: int, *, knows_earlier: bool = True) -> Status:
    earlier = Reattacher(OLD, Structure()) if knows_earlier else None
    return Reattacher(NEW, Structure(), earlier).place(mark(OLD, start)).status  # type: ignore[arg-type]


@pytest.mark.fault(25)
def test_a_lost_passage_does_not_attach_to_its_double() -> None:
    assert place(OLD.index(TWICE)) is not Status.ATTACHED


@pytest.mark.fault(25, control=True)
def test_without_the_earlier_edition_it_would() -> None:
    assert place(OLD.index(TWICE), knows_earlier=False) is Status.ATTACHED


def test_the_double_itself_is_attached() -> None:
    assert place(OLD.rindex(TWICE)) is Status.ATTACHED


def test_replacing_a_file_is_one_action_that_can_be_undone() -> None:
    report = make_report(memo="Read twice.", position=3)
    edition = make_report(sha256="1" * 64, n_pages=18, file_name="rev.pdf", title="Other")
    annotation, bookmark = make_annotation(report_id=report.id), make_bookmark(report, page=4)
    moved = replace(annotation, citation="A/79/322, para. 9")
    edits = intents.replace_document(
        report, edition, [(annotation, moved)], [(bookmark, replace(bookmark, page=5))]
    )
    after = edits.changes[0].after
    assert after == replace(report, sha256="1" * 64, n_pages=18, file_name="rev.pdf")
    assert len(edits.changes) == 3
    assert Change(moved, annotation) in edits.inverse().changes


def test_what_stays_where_it_is_is_not_written() -> None:
    report, annotation = make_report(), make_annotation()
    edition = replace(report, sha256="1" * 64)
    edits = intents.replace_document(report, edition, [(annotation, annotation)])
    assert len(edits.changes) == 1


def test_the_same_file_replaces_nothing() -> None:
    with pytest.raises(InvalidInputError, match="has already"):
        intents.replace_document(make_report(), make_report(), [])
