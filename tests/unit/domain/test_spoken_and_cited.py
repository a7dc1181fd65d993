from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain import intents, spoken
from glossator.domain.edits import Change, EditSet
from glossator.domain.reports.cited import Cited, plain, rich
from glossator.domain.themes import ThemeTree
from helpers.records import make_annotation, make_report, make_theme

REPORT = make_report("A/79/322")
DEMAND, JUSTICE = make_theme("Demand"), make_theme("Access to justice")
TREE = ThemeTree([DEMAND, JUSTICE])
ONE = make_annotation(REPORT, [DEMAND], start=1, quote="Victims are detained")
OTHER = make_annotation(REPORT, start=9)
NOW = "2026-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        (intents.annotate(ONE, TREE), "Tagged: Demand"),
        (intents.tag([ONE], JUSTICE, NOW), "Tagged: Access to justice"),
        (intents.tag([ONE, OTHER], JUSTICE, NOW), "Tagged: Access to justice (2 passages)"),
        (intents.untag([ONE], DEMAND, NOW), "Removed: Demand"),
        (intents.annotate(OTHER, TREE), "Done: mark a passage"),
        (intents.delete_annotations([ONE]), "Done: delete a passage"),
        (intents.rename_theme(TREE, DEMAND, "Supply"), "Done: rename theme “Demand”"),
        (intents.write_note(ONE, "compare", NOW), ""),
        (EditSet("", (Change(None, OTHER),)), ""),
    ],
)
def test_what_was_done_is_said(edits: EditSet, said: str) -> None:
    assert spoken.done(edits, TREE) == said


def test_a_theme_that_is_gone_takes_its_tags_with_it_in_one_sentence() -> None:
    bare = replace(ONE, theme_ids=())
    edits = EditSet("Delete theme “Demand”", (Change(ONE, bare), Change(DEMAND, None)))
    assert spoken.done(edits, ThemeTree([JUSTICE])) == "Done: delete theme “Demand”"


def test_undo_and_redo_are_said() -> None:
    assert spoken.undone("Tag “Demand”") == "Undone: tag “Demand”"
    assert spoken.done_again("Tag “Demand”") == "Done again: tag “Demand”"
    assert spoken.undone("") == ""


def test_a_passage_is_read_with_its_place_and_note() -> None:
    assert spoken.passage(ONE) == f"“Victims are detained” ({ONE.citation})"
    long = replace(ONE, quote="word " * 200, note="Compare")
    assert spoken.passage(long).count("word") == spoken.MOST_WORDS
    assert spoken.passage(long).endswith(f"…” ({ONE.citation}) Note: Compare")


def test_what_keys_select_is_said() -> None:
    assert spoken.selected("the exploita-\ntion", more=True) == "the exploita-tion selected"
    assert spoken.selected(" ", more=False) == "space unselected"
    assert spoken.selected("word " * 100, more=True) == "100 words selected"


def test_a_copied_passage_links_to_its_report() -> None:
    url = "https://docs.un.org/en/A/79/322"
    cited = Cited("a <b> & c", "A/79/322, para. 28", "A/79/322", url)
    assert cited.plain == "“a <b> & c” (A/79/322, para. 28)"
    assert cited.rich == (
        f'<p dir="auto">“a &lt;b&gt; &amp; c” (<a href="{url}">A/79/322</a>, para. 28)</p>'
    )


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "javascript:alert(1)"])
def test_only_a_public_address_is_a_link(url: str) -> None:
    assert "<a " not in Cited("q", "A/79/322, para. 28", "A/79/322", url).rich
    assert "<a " not in Cited("q", "Report, p. 3", "A/79/322", "https://un.org").rich


def test_several_passages_are_parted() -> None:
    both = [Cited("one", "A, p. 1"), Cited("two", "B, p. 2")]
    assert plain(both) == "“one” (A, p. 1)\n\n“two” (B, p. 2)"
    assert plain(both, cited=False) == "one\n\ntwo"
    assert rich(both).count("<p ") == 2


@given(st.text(), st.text())
def test_no_words_become_markup(quote: str, citation: str) -> None:
    made = Cited(quote, citation).rich
    assert made.count("<") == 2
