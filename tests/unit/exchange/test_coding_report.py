"""The passages as a document to read."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.themes import ThemeTree
from glossator.exchange.coding_report import html, markdown, sections
from glossator.exchange.outgoing import Outgoing, format_of
from helpers.records import make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.domain.records import Annotation

REPORT = make_report("A/79/322", title="Access to justice", date="2024", memo="Read twice.")
OTHER = make_report("A/67/170", title="Women", date="2012")
RIGHTS = make_theme("Rights", definition="What is owed.", include="duties", memo="Ask Berta.")
PUNISH = make_theme("Non-punishment", RIGHTS)
DATA = make_theme("Data")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def passage(words: str, *themes: object, **fields: object) -> Annotation:
    fields.setdefault("citation", "A/79/322, para. 28")
    return make_annotation(REPORT, themes, quote=words, **fields)  # type: ignore[arg-type]


def outgoing(*annotations: Annotation, by_report: bool = False) -> Outgoing:
    return Outgoing(
        name="Review 2024",
        reports=(OTHER, REPORT),
        tree=ThemeTree((RIGHTS, PUNISH, DATA)),
        annotations=annotations,
        labels={},
        at="2026-01-01T00:00:00Z",
        analyst="Anna",
        memo="Why we read.",
        data=lambda _: b"",
        text=lambda _: None,
        picture=lambda _: PNG,
        by_report=by_report,
    )


def test_by_theme_the_passages_stand_below_their_themes() -> None:
    one = passage("not punished", PUNISH)
    found = sections(outgoing(one))
    assert [(section.level, section.title, section.passages) for section in found] == [
        (1, "Rights", ()),
        (2, "Non-punishment", (one,)),
    ]
    assert found[0].intro == ("What is owed.", "Include: duties", "Memo: Ask Berta.")


def test_a_passage_without_themes_is_not_lost() -> None:
    one = passage("unsorted")
    assert [(s.title, s.passages) for s in sections(outgoing(one))] == [("Without a theme", (one,))]


def test_by_report_the_passages_stand_below_their_reports() -> None:
    one = passage("not punished", PUNISH, DATA)
    (section,) = sections(outgoing(one, by_report=True))
    assert (section.title, section.intro) == (
        "A/79/322, Access to justice, 2024",
        ("Read twice.",),
    )
    assert "Themes: Rights / Non-punishment; Data" in markdown(outgoing(one, by_report=True))


def test_markdown_has_contents_quotation_citation_and_note() -> None:
    text = markdown(outgoing(passage("not punished", PUNISH, note="First.\n\nSecond.")))
    assert text.startswith("# Review 2024\n\n1 passage from A/79/322 (2024).\n\nWhy we read.\n")
    assert "- [Rights](#s1)\n  - [Non-punishment](#s2)\n" in text
    assert '<a id="s2"></a>\n\n### Non-punishment\n' in text
    assert "> “not punished”\n>\n> A/79/322, para. 28\n\nFirst.\n\nSecond.\n" in text


class Words(HTMLParser):
    """Collects the text of a page, and what it would fetch or run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_web_page_needs_nothing_from_elsewhere() -> None:
    area = passage("", DATA, picture="f" * 64)
    page = Words(html(outgoing(area, passage("words", PUNISH))))
    assert all(one.startswith(("#", "data:image/png;base64,")) for one in page.addresses)
    assert any(one.startswith("data:") for one in page.addresses)
    assert "script" not in page.tags


HOSTILE = st.text(
    st.sampled_from("<>&*_`#[]()!\\|~^$\"'-+=.1 \n") | st.characters(exclude_categories=("C", "Z")),
    max_size=40,
)


@given(HOSTILE, HOSTILE)
def test_nothing_in_a_passage_is_taken_for_markup(words: str, note: str) -> None:
    page = Words(html(outgoing(passage(words, DATA, note=note))))
    assert page.tags <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "ul", "li", "a",
        "blockquote", "br",
    }  # fmt: skip
    squeezed = "".join(page.text.split())
    assert "".join(words.split()) in squeezed
    assert "".join(note.split()) in squeezed


@pytest.mark.parametrize("name", ["out.md", "out.html", "out.docx"])
def test_it_is_written_whole_by_the_ending_of_its_name(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    sent = outgoing(passage("not punished", PUNISH), passage("counted", DATA))
    assert format_of(name).write(sent, target) == 2
    assert [one.name for one in tmp_path.iterdir()] == [name]
    assert target.stat().st_size > 100


def test_word_has_headings_quotations_and_pictures(tmp_path: Path) -> None:
    target = tmp_path / "out.docx"
    area = passage("", DATA, picture="f" * 64)
    format_of("out.docx").write(outgoing(passage("not\x0bpunished", PUNISH), area), target)
    document = Document(str(target))
    styled = [(one.style.name, one.text) for one in document.paragraphs if one.style and one.text]
    assert ("Title", "Review 2024") in styled
    assert ("Heading 2", "Non-punishment") in styled
    assert ("Quote", "“notpunished”") in styled
    assert len(document.inline_shapes) == 1
    assert document.core_properties.author == "Anna"


def test_the_contents_of_word_lead_to_its_headings(tmp_path: Path) -> None:
    target = tmp_path / "out.docx"
    format_of("out.docx").write(outgoing(passage("not punished", PUNISH)), target)
    body = Document(str(target)).element.body
    links = {one.get(qn("w:anchor")): one for one in body.iter(qn("w:hyperlink"))}
    marks = {one.get(qn("w:name")): one.getparent() for one in body.iter(qn("w:bookmarkStart"))}
    assert links.keys() == marks.keys() == {"s1", "s2"}
    for name, link in links.items():
        assert "".join(link.itertext()) == "".join(marks[name].itertext())


def test_words_from_right_to_left_stand_so_in_word(tmp_path: Path) -> None:
    target = tmp_path / "out.docx"
    notes = [replace(passage("q", DATA), note=note) for note in ("ملاحظة مهمة", "a note")]
    format_of("out.docx").write(outgoing(*notes), target)
    turned = [one.text for one in Document(str(target)).paragraphs if one._p.xpath("w:pPr/w:bidi")]
    assert turned == ["ملاحظة مهمة"]


def test_lines_of_a_memo_stay_lines() -> None:
    assert "one  \ntwo" in markdown(replace(outgoing(passage("q", DATA)), memo="one\ntwo"))


def test_no_quotation_is_cut() -> None:
    long = " ".join(f"word{n}" for n in range(3_000))
    assert re.sub(r"\s+", " ", long) in markdown(outgoing(passage(long, DATA)))
