"""What is traced goes out as tables."""

from __future__ import annotations

from glossator.domain.ranking.counterparts import Match
from glossator.domain.reports.structure import Unit, UnitKind
from glossator.domain.text.word_diff import word_diff
from glossator.domain.trace.book import Book, TracedReport, lines
from glossator.domain.trace.families import Family, Member
from glossator.domain.trace.mentions import Entry, MentionKind
from glossator.domain.trace.pairs import Change, Trace
from glossator.exchange.sheets.trace import families_sheet, lines_sheet, marked, mentions_sheet
from helpers.records import make_report

OLD, NEW = "States must not punish victims.", "States shall never punish victims."


def traced(symbol: str, date: str, text: str) -> TracedReport:
    unit = Unit("para_1", UnitKind.PARAGRAPH, "1", label="para. 1", section=("I. A",), text=text)
    return TracedReport(make_report(symbol, date=date), {"para_1": unit})


EARLIER, LATER = traced("A/1", "2012-08-01", OLD), traced("A/2", "2024-08-01", NEW)
LINK = Trace(Change.REWORDED, "para_1", "para_1", 0.61234, 0.5)


def test_changed_words_are_marked_with_the_spaces_left_outside() -> None:
    said = marked(word_diff(OLD, NEW))
    assert said == "States [-must not-] {+shall never+} punish victims."


def test_a_family_has_a_row_for_each_link_with_both_citations() -> None:
    family = Family((Member(0, "para_1"), Member(1, "para_1")), ((0, 1, LINK),))
    sheet = families_sheet(Book((EARLIER, LATER), (family,)), [family])
    (row,) = sheet.rows
    named = dict(zip(sheet.heading, row, strict=True))
    assert named["from citation"] == "A/1, para. 1"
    assert named["to date"] == "2024-08-01"
    assert named["score"] == 0.612
    assert named["kind"] == "reworded"
    assert named["to text"] == NEW


NEWCOMER = Trace(Change.NEW, None, "para_1")


def test_a_dropped_passage_leaves_the_later_side_empty() -> None:
    gone = Trace(Change.DROPPED, "para_1", None)
    found = lines(EARLIER, LATER, [gone, NEWCOMER], {"para_1": [Match("para_1", 0.3001)]})
    sheet = lines_sheet("What stands", found, (EARLIER.report, LATER.report))
    named = dict(zip(sheet.heading, sheet.rows[0], strict=True))
    assert named["what became of it"] == "dropped"
    assert named["to citation"] == named["to text"] == named["changes"] == ""
    assert named["score"] is None
    assert (named["most like it"], named["likeness"]) == ("A/2, para. 1", 0.3)


def test_names_have_a_column_for_each_report() -> None:
    entry = Entry(MentionKind.STATE, "Niger", {EARLIER.report.sha256: ("para_1", "para_1")})
    other = make_report("A/3", date="2020-01-01", sha256="F" * 64)
    sheet = mentions_sheet([entry], [EARLIER.report, other])
    assert sheet.heading[-2:] == ("2012 A/1", "2020 A/3")
    assert sheet.rows == (("Niger", "state", 2, 2, 0),)
