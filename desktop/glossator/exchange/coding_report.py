"""The passages as a document to read: Markdown, one self-contained web page, or Word.

By theme or by report: quotation, citation, note, with a table of contents and what belongs
to each theme. The web page is made from the Markdown by markdown-it, so both say the same;
Word is written by python-docx.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from datetime import datetime
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from glossator.domain.text.counted import counted
from glossator.domain.text.direction import runs_leftward
from glossator.domain.watching import each
from glossator.exchange.replacing import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from glossator.domain.records import Annotation, Report, Theme
    from glossator.exchange.outgoing import Outgoing

NO_THEME = "Without a theme"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~^])")
_LINE_START = re.compile(r"^(\s*)([-+=>]|\d+[.)])", re.MULTILINE)
_LEVELS = 5
"""Depth from which headings are no longer set smaller."""

LINK = "1A5FB4"
"""Colour of links."""

STYLE = """
body { max-width: 46rem; margin: 3rem auto; padding: 0 1.5rem; color: #1c2024;
  font: 1.05rem/1.55 "Source Serif 4", Georgia, "Times New Roman", serif; background: #fff; }
h1, h2, h3, h4, h5, h6, nav, .where { font-family: system-ui, "Segoe UI", sans-serif; }
h1 { font-size: 1.7rem; } h2 { font-size: 1.3rem; margin-top: 2.6rem; }
h3, h4, h5, h6 { font-size: 1.08rem; margin-top: 1.9rem; }
blockquote { margin: 1.3rem 0 .5rem; padding: 0 0 0 1rem; border-left: 3px solid #b9c2cc; }
p, li, blockquote, h1, h2, h3, h4, h5, h6 { unicode-bidi: plaintext; text-align: start; }
img { max-width: 100%; } a { color: #LINK; }
@media print { body { margin: 0; max-width: none; } blockquote { break-inside: avoid; } }
""".replace("LINK", LINK)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the passages below it.

    Attributes:
        level: Depth of the heading, from 1.
        title: Its words.
        intro: Paragraphs below it, before the passages.
        passages: The annotations.
    """

    level: int
    title: str
    intro: tuple[str, ...]
    passages: tuple[Annotation, ...]


def sections(outgoing: Outgoing) -> list[Section]:
    """Return the document's sections; those without passages, also below them, are left out."""
    found = _by_report(outgoing) if outgoing.by_report else _by_theme(outgoing)
    return _pruned(list(found))


def write_markdown(outgoing: Outgoing, target: Path) -> int:
    """Write the document as Markdown and return the number of annotations."""
    with replacing(target) as stream:
        stream.write(_clean(markdown(outgoing)).encode())
    return len(outgoing.annotations)


def write_html(outgoing: Outgoing, target: Path) -> int:
    """Write the document as one web page and return the number of annotations."""
    with replacing(target) as stream:
        stream.write(_clean(html(outgoing)).encode())
    return len(outgoing.annotations)


def write_docx(outgoing: Outgoing, target: Path) -> int:
    """Write the document for Word and return the number of annotations."""
    from docx import Document

    document = Document()
    document.core_properties.title = outgoing.name
    document.core_properties.author = outgoing.analyst
    document.core_properties.comments = ""
    document.core_properties.created = datetime.fromisoformat(outgoing.at)
    document.add_heading(_clean(outgoing.name), 0)
    for paragraph in _preface(outgoing):
        _add_words(document, paragraph)
    found = sections(outgoing)
    steps = _steps(found)
    for number, section in enumerate(found, 1):
        _add_link(document, section, f"s{number}")
    for number, section in enumerate(found, 1):
        heading = document.add_heading(_clean(section.title), min(section.level, 9))
        _add_target(heading, f"s{number}", number)
        for paragraph in section.intro:
            _add_words(document, paragraph)
        for one in section.passages:
            next(steps)
            _add_passage(document, outgoing, one)
    made = BytesIO()
    document.save(made)
    with replacing(target) as stream:
        stream.write(made.getvalue())
    return len(outgoing.annotations)


def markdown(outgoing: Outgoing, *, pictures: bool = False) -> str:
    """Return the document as Markdown (CommonMark).

    Args:
        outgoing: What goes out.
        pictures: Put the pictures of areas into the text, as `data:` addresses.
    """
    lines = [f"# {_plain(outgoing.name)}", ""]
    for paragraph in _preface(outgoing):
        lines += [_plain_lines(paragraph), ""]
    found = sections(outgoing)
    for number, section in enumerate(found, 1):
        indent = "  " * (section.level - 1)
        lines.append(f"{indent}- [{_plain(section.title)}](#s{number})")
    lines.append("")
    steps = _steps(found)
    for number, section in enumerate(found, 1):
        level = "#" * min(section.level + 1, _LEVELS + 1)
        lines += [f'<a id="s{number}"></a>', "", f"{level} {_plain(section.title)}", ""]
        for paragraph in section.intro:
            lines += [_plain_lines(paragraph), ""]
        for one in section.passages:
            next(steps)
            lines += [*_passage_lines(outgoing, one, pictures=pictures), ""]
    return "\n".join(lines).rstrip() + "\n"


def _steps(found: Iterable[Section]) -> Iterator[int]:
    """Yield a number for each passage, which tells how far the writing is."""
    return each(range(sum(len(section.passages) for section in found)))


def html(outgoing: Outgoing) -> str:
    """Return the document as a web page that needs nothing else."""
    from markdown_it import MarkdownIt

    # Only anchors of our own are raw in the Markdown; all else is escaped there.
    body = MarkdownIt("commonmark", {"html": True}).render(markdown(outgoing, pictures=True))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
        f"<title>{escape(outgoing.name)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"{body}</body>\n</html>\n"
    )


def _preface(outgoing: Outgoing) -> Iterator[str]:
    """Yield the paragraphs below the title."""
    count = len(outgoing.annotations)
    reports = outgoing.used_reports()
    names = "; ".join(f"{one.name} ({one.year})" if one.year else one.name for one in reports)
    passages = counted(count, "passage")
    yield f"{passages} from {names}." if names else "No passages."
    if outgoing.memo:
        yield outgoing.memo


def _by_theme(outgoing: Outgoing) -> Iterator[Section]:
    tree = outgoing.tree
    for theme in tree:
        found = tuple(one for one in outgoing.annotations if theme.id in one.theme_ids)
        intro = tuple(_definition(theme)) if outgoing.definitions else ()
        yield Section(len(tree.names(theme.id)), theme.name, intro, found)
    rest = tuple(one for one in outgoing.annotations if not any(t in tree for t in one.theme_ids))
    yield Section(1, NO_THEME, (), rest)


def _by_report(outgoing: Outgoing) -> Iterator[Section]:
    for report in outgoing.reports:
        found = tuple(one for one in outgoing.annotations if one.report_id == report.id)
        intro = (report.memo,) if report.memo else ()
        yield Section(1, _heading(report), intro, found)


def _heading(report: Report) -> str:
    parts = (report.symbol, report.title, report.year)
    return ", ".join(part for part in parts if part) or report.file_name


def _definition(theme: Theme) -> Iterator[str]:
    for label, text in (
        ("", theme.definition),
        ("Include: ", theme.include),
        ("Exclude: ", theme.exclude),
        ("Memo: ", theme.memo),
    ):
        if text:
            yield label + text


def _pruned(found: list[Section]) -> list[Section]:
    """Leave out sections that have no passages, nor have those below them."""
    kept: list[Section] = []
    needed = 0  # depth of the heading above what was kept last
    for section in reversed(found):
        if section.passages or section.level < needed:
            kept.append(section)
            needed = section.level
    return kept[::-1]


def _labels(outgoing: Outgoing, one: Annotation) -> str:
    paths = (
        outgoing.tree.path(theme_id) for theme_id in one.theme_ids if theme_id in outgoing.tree
    )
    return "; ".join(paths)


def _passage_lines(outgoing: Outgoing, one: Annotation, *, pictures: bool) -> Iterator[str]:
    picture = outgoing.picture(one.picture) if pictures and one.is_area else None
    if picture is not None:
        data = base64.b64encode(picture).decode("ascii")
        yield f"> ![Area, {_plain(one.citation)}](data:image/png;base64,{data})"
    elif one.is_area:
        yield "> (area of the page)"
    else:
        yield f"> “{_plain(one.quote)}”"
    yield ">"
    yield f"> {_plain(one.citation)}"
    if outgoing.by_report and one.theme_ids:
        yield ""
        yield f"Themes: {_plain(_labels(outgoing, one))}"
    for paragraph in one.note.split("\n\n"):
        if paragraph.strip():
            yield ""
            yield _plain_lines(paragraph.strip())


def _plain(text: str) -> str:
    """Return text in which nothing means anything to Markdown."""
    return _LINE_START.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", text).replace("&", "&amp;"))


def _plain_lines(text: str) -> str:
    """Return text in which nothing means anything to Markdown, line by line."""
    return _plain(text).replace("\n", "  \n")


def _add_words(document: Document, text: str, style: str | None = None) -> None:
    """Add a paragraph, in the direction that its words are written in."""
    from docx.oxml.parser import OxmlElement

    paragraph = document.add_paragraph(_clean(text), style)
    if runs_leftward(text):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001


def _add_link(document: Document, section: Section, target: str) -> None:
    """Add a line of the contents, which leads to its heading."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Cm, Pt, RGBColor

    line = document.add_paragraph()
    line.paragraph_format.left_indent = Cm(0.8 * (section.level - 1))
    line.paragraph_format.space_after = Pt(2)
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), target)
    words = line.add_run(_clean(section.title))
    words.font.color.rgb = RGBColor.from_string(LINK)
    link.append(words._r)  # noqa: SLF001 - has no public way
    line._p.append(link)  # noqa: SLF001


def _add_target(heading: Paragraph, name: str, number: int) -> None:
    """Put a bookmark around a heading, for the contents to lead to."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (begin, end):
        mark.set(qn("w:id"), str(number))
    begin.set(qn("w:name"), name)
    heading._p.insert(1, begin)  # noqa: SLF001  (behind its style)
    heading._p.append(end)  # noqa: SLF001


def _add_passage(document: Document, outgoing: Outgoing, one: Annotation) -> None:
    picture = outgoing.picture(one.picture) if one.is_area else None
    if picture is not None:
        from docx.shared import Cm

        document.add_picture(BytesIO(picture), width=Cm(12))
    elif one.is_area:
        document.add_paragraph("(area of the page)", style="Quote")
    else:
        _add_words(document, f"“{one.quote}”", "Quote")
    document.add_paragraph(_clean(one.citation))
    if outgoing.by_report and one.theme_ids:
        document.add_paragraph(f"Themes: {_clean(_labels(outgoing, one))}")
    for paragraph in one.note.split("\n\n"):
        if paragraph.strip():
            _add_words(document, paragraph.strip())


_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _clean(text: str) -> str:
    """Return text without the characters that XML 1.0, and so many readers, do not allow."""
    return _NO_XML.sub("", text)
