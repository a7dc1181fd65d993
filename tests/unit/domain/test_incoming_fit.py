"""What comes in is made fit to be kept, and what was lost by that is said."""

from __future__ import annotations

from glossator.domain.incoming.fit import fit
from glossator.domain.incoming.plan import (
    Incoming,
    IncomingPassage,
    IncomingReport,
    IncomingSegment,
    IncomingTheme,
)

ODD = "\ud800\x00\x1b\u202e"


def test_characters_that_no_text_has_are_taken_out_of_all_that_is_kept() -> None:
    found = fit(
        Incoming(
            "a.json",
            (IncomingReport("r", title=f"T{ODD}itle", memo=f"one\ntwo{ODD}"),),
            (IncomingTheme("t", f"Na{ODD}me ", definition=f"a{ODD}\nb", memo=ODD),),
            (
                IncomingPassage(
                    "r",
                    (IncomingSegment(f"wo{ODD}rds", f"be{ODD}fore"),),
                    note=f"one\vtwo\n{ODD}three",
                    analyst=f"An{ODD}na\nB.",
                ),
            ),
            (f"“{ODD}” was left out.",),
        )
    )
    (report,), (theme,), (passage,) = found.reports, found.themes, found.passages
    assert (report.title, report.memo) == ("Title", "one\ntwo")
    assert (theme.name, theme.definition, theme.memo) == ("Name", "a\nb", "")
    assert (passage.note, passage.analyst) == ("one\ntwo\nthree", "Anna B.")
    assert (passage.segments[0].exact, passage.segments[0].before) == ("words", "before")
    assert found.left_out == ("“” was left out.",)


def test_what_is_fit_stays_as_it_is() -> None:
    note = "  a\n\n\tb \u05d0\u200f \U0001f600 "
    incoming = Incoming(
        "a.json",
        (IncomingReport("r", "a" * 64, memo=note),),
        (IncomingTheme("t", "Name", examples=note, id="I"),),
        (IncomingPassage("r", (IncomingSegment(note),), ("t",), "I", note, "Anna"),),
        ("A sentence.",),
    )
    assert fit(incoming) == incoming


def test_an_id_that_is_given_twice_is_that_of_the_first() -> None:
    passages = tuple(IncomingPassage("r", (), id=one) for one in ("P", "", "P", ""))
    themes = (IncomingTheme("a", "A", id="T"), IncomingTheme("b", "B", id="T"))
    found = fit(Incoming("a.json", (), themes, passages))
    assert [one.id for one in found.passages] == ["P", "", "", ""]
    assert [one.id for one in found.themes] == ["T", ""]
    assert found.left_out == (
        "Two themes have the id T: “B” got a new one.",
        "Two passages have the id P: the second got a new one.",
    )


def test_a_name_as_long_as_a_book_is_cut() -> None:
    found = fit(Incoming("a.json", themes=(IncomingTheme("a", "x" * 10_000),)))
    assert found.themes[0].name == "x" * 500
    assert found.left_out == (f"The name “{'x' * 60}…” was cut to 500 characters.",)
