"""REFI-QDA in: the habits of other programs, and files that are made to do harm."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from glossator.domain.errors import InvalidInputError
from glossator.domain.pages.geometry import PageBox, Rect
from glossator.exchange.refi import tree as refi_tree
from glossator.exchange.refi.common import colour_of, guid_of
from glossator.exchange.refi.reader import read_qdc, read_qdpx
from glossator.exchange.times import time_of
from helpers.exchange import BOX, PDF, TEXT, planned

if TYPE_CHECKING:
    from glossator.domain.incoming.plan import Incoming, IncomingPassage

SAMPLES = Path(__file__).parents[4] / "shared" / "refi"


def guid(number: int) -> str:
    return f"{number:08X}-0000-4000-8000-00000000000A"


USER, CODE, SOURCE, TEXT_ID = guid(1), guid(2), guid(3), guid(4)
WORDS = "Zero 😀 one.\nTwo three four five six.\nSeven eight nine ten."
CODES = (
    f'<CodeBook><Codes><Code guid="{CODE}" name="Rights" isCodable="true" color="#0a0"/>'
    "</Codes></CodeBook>"
)


def project(body: str, origin: str = "NVivo 15", namespace: str = "urn:QDA-XML:project:1.0") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{namespace}" name="P"'
        f' origin="{origin}"><Users><User guid="{USER}" name="Ann"/></Users>{body}</Project>'
    )


def packed(
    xml: str | bytes,
    text: bytes = WORDS.encode(),
    qde: str = "project.qde",
    folder: str = "sources/",
) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(qde, xml)
        archive.writestr(f"{folder}{TEXT_ID}.txt", text)
        archive.writestr(f"{folder}{SOURCE}.pdf", PDF)
    return stream.getvalue()


def coding(code: str = CODE) -> str:
    return (
        f'<Coding guid="{guid(99)}" creatingUser="{USER}" creationDateTime="2020-05-06T07:08:09">'
        f'<CodeRef targetGUID="{code}"/></Coding>'
    )


def in_text(start: int, end: int, name: str = "", number: int = 10, inside: str = "") -> str:
    return (
        f'<PlainTextSelection guid="{guid(number)}" name="{name}" startPosition="{start}"'
        f' endPosition="{end}">{inside or coding()}</PlainTextSelection>'
    )


def text_source(*selections: str, after: str = "") -> str:
    return (
        f'{CODES}<Sources><TextSource guid="{SOURCE}" name="note"'
        f' plainTextPath="internal://{TEXT_ID}.txt">{"".join(selections)}{after}'
        "</TextSource></Sources>"
    )


def on_page(page: int, rect: str, words: str = "", number: int = 20) -> str:
    x0, y0, x1, y1 = rect.split()
    content = f"<PlainTextContent>{words}</PlainTextContent>"
    representation = f'<Representation guid="{guid(500 + number)}">{content}</Representation>'
    return (
        f'<PDFSelection guid="{guid(number)}" name="" page="{page}" firstX="{x0}" firstY="{y0}"'
        f' secondX="{x1}" secondY="{y1}">{representation if words else ""}{coding()}</PDFSelection>'
    )


def pdf_source(*on_pages: str, selections: str = "") -> str:
    represented = (
        f'<Representation guid="{TEXT_ID}" plainTextPath="internal://{TEXT_ID}.txt">{selections}'
        "</Representation>"
    )
    return (
        f'{CODES}<Sources><PDFSource guid="{SOURCE}" name="a.pdf" path="internal://{SOURCE}.pdf">'
        f"{''.join(on_pages)}{represented}</PDFSource></Sources>"
    )


def note(number: int, name: str, text: str) -> str:
    content = f"<PlainTextContent>{text}</PlainTextContent>"
    return f'<Note guid="{guid(number)}" name="{name}">{content}</Note>'


def read(data: str | bytes, **how: str | bytes) -> Incoming:
    return read_qdpx("p.qdpx", packed(data, **how))  # type: ignore[arg-type]


def only(incoming: Incoming) -> IncomingPassage:
    (passage,) = incoming.passages
    return passage


# Habits


def test_a_selection_without_user_and_date_takes_those_of_its_coding() -> None:
    incoming = read(project(text_source(in_text(5, 10))))
    one = only(incoming)
    assert one.segments[0].exact == "😀 one"
    assert (one.id, one.analyst, one.themes) == (guid(10), "Ann", (CODE,))
    assert one.created == one.modified == "2020-05-06T07:08:09Z"
    assert [(theme.name, theme.colour) for theme in incoming.themes] == [("Rights", "#00AA00")]
    assert incoming.left_out == ()


@pytest.mark.parametrize(
    ("qde", "folder"), [("My study.qde", "Sources/"), ("a.QDE", ""), ("deep/project.qde", "x/y/")]
)
def test_other_names_of_the_project_file_and_the_folder(qde: str, folder: str) -> None:
    assert only(read(project(text_source(in_text(5, 10))), qde=qde, folder=folder)).id == guid(10)


def test_guids_in_small_letters_and_braces_are_the_same() -> None:
    body = text_source(in_text(5, 10)).replace(
        f'targetGUID="{CODE}"', f'targetGUID="{{{CODE.lower()}}}"'
    )
    assert only(read(project(body))).themes == (CODE,)


@pytest.mark.parametrize(
    ("origin", "namespace"), [("", "urn:QDA-XML:project:1.0"), ("X", "urn:QDA-XML:project:1:0")]
)
def test_no_origin_and_a_wrong_namespace(origin: str, namespace: str) -> None:
    assert only(read(project(text_source(in_text(5, 10)), origin, namespace))).id == guid(10)


NAME = "Two three four five six."


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (WORDS.encode(), WORDS.index(NAME)),
        (b"\xef\xbb\xbf" + WORDS.encode(), WORDS.index(NAME)),
        (b"\xef\xbb\xbf" + WORDS.encode(), WORDS.index(NAME) + 1),
        (WORDS.replace("\n", "\r\n").encode(), WORDS.index(NAME)),
        (WORDS.replace("\n", "\r\n").encode(), WORDS.index(NAME) + 1),
        (WORDS.encode(), WORDS.index(NAME) + 1),
        (WORDS.encode("utf-16"), WORDS.index(NAME)),
    ],
    ids=["plain", "BOM", "BOM counted", "CRLF as one", "CRLF", "CRLF or UTF-16 units", "UTF-16"],
)
def test_offsets_are_counted_as_the_names_of_selections_agree(text: bytes, start: int) -> None:
    body = text_source(in_text(start, start + len(NAME), NAME))
    assert only(read(project(body), text=text)).segments[0].exact == NAME


def test_a_text_within_the_xml_will_do() -> None:
    body = text_source(in_text(5, 10))
    inline = f"<PlainTextContent>{WORDS}</PlainTextContent>"
    body = body.replace(f' plainTextPath="internal://{TEXT_ID}.txt">', f">{inline}")
    assert only(read(project(body))).segments[0].exact == "😀 one"


def test_a_word_document_comes_as_its_text_and_a_source_without_name_by_its_file() -> None:
    plain = f'plainTextPath="internal://{TEXT_ID}.txt"'
    both = f'richTextPath="internal://{SOURCE}.docx" {plain}'
    body = text_source(in_text(5, 10)).replace(' name="note"', "").replace(plain, both)
    stream = io.BytesIO(packed(project(body)))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(f"sources/{SOURCE}.docx", b"PK no text")
    incoming = read_qdpx("a.qdpx", stream.getvalue())
    (report,) = incoming.reports
    assert (report.data.decode(), report.file_name) == (WORDS, f"{SOURCE}.docx.txt")
    assert only(incoming).segments[0].exact
    assert incoming.left_out == (
        f"Documents that came as plain text, without their layout: 1: {SOURCE}.docx.",
    )


def test_notes_that_a_selection_refers_to_are_its_note() -> None:
    inside = f"<Description>first</Description>{coding()}<NoteRef targetGUID='{guid(30)}'/>"
    notes = note(30, "N", "second") + note(31, "Alone", "third")
    incoming = read(project(text_source(in_text(5, 10, inside=inside)) + f"<Notes>{notes}</Notes>"))
    assert only(incoming).note == "first\n\nsecond"
    assert incoming.left_out == ("The note “Alone” stands by itself and was left out: “third”.",)


def test_codings_of_qualcoder_at_one_place_by_one_coder_are_one_passage() -> None:
    codes = CODES.replace("</Codes>", f'<Code guid="{guid(5)}" name="B" isCodable="true"/></Codes>')
    first = in_text(5, 10, number=10, inside=f"<Description>why</Description>{coding()}")
    body = text_source(first, in_text(5, 10, number=11, inside=coding(guid(5))), in_text(5, 9))
    body = body.replace(CODES, codes)
    one, other = read(project(body, "QualCoder 4.0")).passages
    assert (one.themes, one.note, other.themes) == ((CODE, guid(5)), "why", (CODE,))
    assert len(read(project(body)).passages) == 3
    described = body.replace('.txt">', '.txt"><Description>about it</Description>')
    assert read(project(described)).reports[0].memo == "about it"


def test_an_annotation_of_qualcoder_is_a_note_whose_selection_means_the_source() -> None:
    body = text_source(in_text(0, 4), after=f"<NoteRef targetGUID='{guid(30)}'/>")
    place = f'<PlainTextSelection guid="{guid(31)}" startPosition="7" endPosition="10"/>'
    said = f"<Notes>{note(30, 'N', 'said').replace('</Note>', f'{place}</Note>')}</Notes>"
    incoming = read(project(body + said, "QualCoder 3.8"))
    assert [(one.segments[0].exact, one.note) for one in incoming.passages] == [
        ("Zero", ""),
        ("one", "said"),
    ]
    assert incoming.reports[0].memo == ""
    assert read(project(body + said)).reports[0].memo == "said"
    alone = read(project(text_source(in_text(0, 4)) + said, "QualCoder 4.0"))
    assert [one.note for one in alone.passages] == ["", "said"]
    two = text_source(in_text(0, 4), after=f'</TextSource><TextSource guid="{guid(8)}">')
    among_two = read(project(two + said, "QualCoder 4.0"))
    assert [one.note for one in among_two.passages] == [""]
    assert "“said”" in among_two.left_out[-1]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("R&D <5 &amp; more", "R&D <5 & more"),
        ("is <b>bold</b> &#233; & &x; 7", "is <b>bold</b> é & &x; 7"),
        ("is <b>bold</b> and whole", "is bold and whole"),
    ],
)
def test_words_of_a_note_that_were_not_escaped_cost_nothing(written: str, read_as: str) -> None:
    note = (
        f'<Notes><Note guid="{guid(30)}" creatingUser="{USER}"><PlainTextContent>{written}'
        f"</PlainTextContent>{in_text(11, 20, number=31, inside=' ')}</Note></Notes>"
    )
    source = text_source(after=f'<NoteRef targetGUID="{guid(30)}"/>')
    (one,) = read(project(source + note, "QualCoder 4.0")).passages
    assert one.note == read_as


def test_a_passage_of_atlas_ti_on_two_pages_is_one() -> None:
    start = TEXT.text.index("commit,")
    end = TEXT.text.index("records") + len("records")
    body = pdf_source(
        on_page(0, "72 40 300 52", "commit,", 20),
        on_page(1, "72 700 300 760", "and should expunge records", 21),
        on_page(1, "72 100 300 160", number=22),
        selections=in_text(start, end, number=20),
    )
    text = TEXT.text.replace("\f", "\n").encode()
    incoming = read(project(body, "ATLAS.ti 8"), text=text)
    assert len(incoming.passages) == 2
    plan = planned(incoming)
    words, area = (one.annotation for one in plan.verdicts)
    assert words is not None
    assert [part.exact for part in words.segments] == ["commit,", "and should expunge records"]
    assert words.id == guid(20)
    assert area is not None
    assert area.is_area


def test_words_on_a_page_without_a_text_are_a_passage() -> None:
    plan = planned(read(project(pdf_source(on_page(2, "1 1 9 9", "Remedies follow.")))))
    (verdict,) = plan.verdicts
    assert verdict.annotation is not None
    assert (verdict.annotation.page, verdict.annotation.quote) == (2, "Remedies follow.")


@pytest.mark.parametrize(
    ("origin", "page", "rect"),
    [
        ("ATLAS.ti 8", 1, "72 100 200 140"),
        ("MAXQDA 24", 1, "72 100 200 140"),
        ("Qualia", 1, "72 140 200 100"),
        ("", 1, "200 140 72 100"),
        ("QualCoder 4.0", 1, f"72 {842 - 140} 200 {842 - 100}"),
        ("Magnolia", 2, f"72 {842 - 140} 200 {842 - 100}"),
    ],
)
def test_the_corner_rectangles_are_counted_from_is_told_by_the_origin(
    origin: str, page: int, rect: str
) -> None:
    assert PageBox(0, 0, 595, 842) == BOX
    (verdict,) = planned(read(project(pdf_source(on_page(page, rect)), origin))).verdicts
    assert verdict.annotation is not None
    (part,) = verdict.annotation.segments
    assert (part.page, part.quads[0].bounds) == (1, Rect(72, 100, 200, 140))


def test_what_there_is_nothing_like_is_named() -> None:
    body = (
        f'<Variables><Variable guid="{guid(40)}" name="Agency" typeOfVariable="Text"/></Variables>'
        f'<Cases><Case guid="{guid(41)}" name="Case 1"/>'
        f'<Case guid="{guid(42)}" name="Case 2"/></Cases>'
    )
    value = (
        f'{coding()}<VariableValue><VariableRef targetGUID="{guid(40)}"/>'
        "<TextValue>UNEP</TextValue></VariableValue>"
    )
    sets = f'<Sets><Set guid="{guid(43)}" name="Set 1"/></Sets><Description>About</Description>'
    incoming = read(project(body + text_source(in_text(0, 4), after=value) + sets))
    assert incoming.left_out == (
        "note: the codes of the whole document were left out: Rights.",
        "note: variables were left out: Agency = UNEP.",
        "The project's description was left out: “About”.",
        "2 cases were left out: Case 1, Case 2.",
        "1 set was left out: Set 1.",
    )


def test_broken_colours_are_named_and_the_theme_is_taken() -> None:
    data = (
        f'<CodeBook origin="X"><Codes><Code guid="{CODE}" name="A" isCodable="1" color="red">'
        f'<Code guid="{SOURCE}" name="B" isCodable="false" color="80FF0000"/></Code>'
        "</Codes></CodeBook>"
    )
    incoming = read_qdc("a.qdc", b"\xef\xbb\xbf" + data.encode())
    assert [(one.name, one.parent, one.colour) for one in incoming.themes] == [
        ("A", "", ""),
        ("B", CODE, "#FF0000"),
    ]
    assert incoming.left_out == ("The colour “red” of “A” was left out: it is none.",)


@pytest.mark.parametrize(
    ("text", "colour"),
    [("#1f77B4", "#1F77B4"), ("#0a0", "#00AA00"), ("FFF", "#FFFFFF"), ("#FF112233", "#112233"),
     ("", ""), ("#12345", ""), ("blue", "")],
)  # fmt: skip
def test_colours(text: str, colour: str) -> None:
    assert colour_of(text) == colour


def test_guids_and_dates() -> None:
    assert guid_of("{0000000a-0000-4000-8000-00000000000a}") == guid(10)
    assert guid_of("A1") == ""
    assert time_of("2020-01-02T03:04:05.1234567+02:00") == "2020-01-02T01:04:05Z"
    assert time_of("yesterday") == ""


@pytest.mark.fault(29)
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_the_samples() -> None:
    incoming = read_qdpx("sample.qdpx", (SAMPLES / "sample.qdpx").read_bytes())
    assert [one.segments[0].exact for one in incoming.passages] == [
        "THIS PHRASE",
        "Third line",
        "Adaptation finance must be scaled up",
        "cross-cutting theme",
        "",
    ]
    assert incoming.passages[0].note == 'a comment <on> the "coding" & more'
    assert len(incoming.themes) == 8
    assert incoming.reports[0].memo == "Annotation body"
    codebook = read_qdc("sample.qdc", (SAMPLES / "sample.qdc").read_bytes())
    assert [theme.name for theme in codebook.themes if theme.parent == ""] == [
        "Climate",
        "Folder only",
        "Second branch",
    ]


# Harm

BOMB = (
    '<!DOCTYPE Project [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<Project>&b;</Project>"
)
OUTSIDE = '<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project>&x;</Project>'


@pytest.mark.fault(28)
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (BOMB, "declares a document type or entities"),
        (OUTSIDE, "declares a document type or entities"),
        ('<!DOCTYPE Project SYSTEM "http://x/y.dtd"><Project/>', "declares a document type"),
        ("<Project>", "XML that can't be read"),
        ("", "XML that can't be read"),
        (b'<?xml version="1.0" encoding="utf-8"?><Project name="\xff"/>', "XML that can't be read"),
        (b'<?xml version="1.0" encoding="klingon"?><Project/>', "XML that can't be read"),
        ("<CodeBook/>", "holds no “Project” but “CodeBook”"),
        ("<Project>" + "<Sources>" * 300, "too deeply"),
    ],
)
def test_harmful_and_broken_xml_is_refused(data: str | bytes, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said) as refused:
        read(data)
    assert str(refused.value).endswith("Nothing was imported.")


@pytest.mark.fault(28)
def test_none_and_several_project_files_are_refused() -> None:
    with pytest.raises(InvalidInputError, match=r"no project file \(.qde\)"):
        read(project(""), qde="project.xml")
    with pytest.raises(InvalidInputError, match="several project files"):
        read_qdpx("p.qdpx", _two())


def _two() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.qde", project(""))
        archive.writestr("b.qde", project(""))
    return stream.getvalue()


def test_a_code_with_the_guid_of_one_above_it_is_refused() -> None:
    code = f'<Code guid="{CODE}" name="A" isCodable="true">'
    data = f"<CodeBook><Codes>{code}{code}</Code></Code></Codes></CodeBook>"
    with pytest.raises(InvalidInputError, match="two codes with the GUID"):
        read_qdc("a.qdc", data.encode())


def test_two_sources_with_the_same_guid_are_refused() -> None:
    source = f'<TextSource guid="{SOURCE}" name="a"/>'
    with pytest.raises(InvalidInputError, match="two sources with the GUID"):
        read(project(f"<Sources>{source}{source}</Sources>"))


@pytest.mark.parametrize(("start", "end"), [(50, 5000), (-4, 3), (9, 9), (9, 3)])
def test_a_selection_outside_of_its_text_is_named(start: int, end: int) -> None:
    incoming = read(
        project(text_source(in_text(start, end, "some words of it"), in_text(0, 4, "", 11)))
    )
    assert [one.segments[0].exact for one in incoming.passages] == ["Zero"]
    (sentence,) = incoming.left_out
    assert sentence == (
        f"note: A selection “some words of it” was left out: it goes from {start} to {end},"
        f" and its text has {len(WORDS)} characters."
    )


def test_a_text_that_is_no_utf_and_one_that_is_missing_are_named() -> None:
    incoming = read(project(text_source(in_text(0, 4))), text=b"caf\xe9")
    assert incoming.passages == ()
    assert incoming.left_out[0].startswith("note: its text is not written in UTF-8")
    body = text_source(in_text(0, 4)).replace(f"{TEXT_ID}.txt", "../../etc/passwd")
    assert "is not in the file" in read(project(body)).left_out[0]


def test_a_place_that_is_no_number_is_named() -> None:
    body = text_source(in_text(0, 4, "odd")).replace('startPosition="0"', 'startPosition="x"')
    incoming = read(project(body))
    assert incoming.left_out == ("A selection “odd” was left out: its place is no number.",)


@pytest.mark.parametrize("number", ["nan", "inf", "-1e400", "9999999"])
def test_a_rectangle_that_lies_nowhere_is_named(number: str) -> None:
    incoming = read(
        project(pdf_source(on_page(0, f"{number} 10 50 60"), on_page(0, "1 1 9 9", "", 21)))
    )
    assert [one.id for one in incoming.passages] == [guid(21)]
    assert "its place is no number" in incoming.left_out[0]


def test_xml_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refi_tree, "MOST_ELEMENTS", 5)
    with pytest.raises(InvalidInputError, match="more than 5 elements"):
        read_qdc("a.qdc", b"<CodeBook>" + b"<a/>" * 5 + b"</CodeBook>")


def test_a_name_longer_than_many_pieces_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refi_tree, "PIECE", 16)
    monkeypatch.setattr(refi_tree, "LARGEST_PIECE", 64)
    name = "Remedies " * 99 + "all"
    (theme,) = read(project(CODES.replace("Rights", name))).themes
    assert theme.name == name


def test_a_code_that_is_not_in_the_codebook_is_named() -> None:
    incoming = read(project(text_source(in_text(0, 4, inside=coding(guid(77))))))
    assert incoming.left_out == ("A code of “Zero” was left out: it is not in the codebook.",)
