"""Every format that opens can also be read: text, structure and characters."""

import io
import zipfile

import pytest

from glossator.documents import opening
from glossator.documents.pool import DocumentPool, open_bytes
from glossator.domain.errors import DocumentError
from helpers.matrix import harm_is_seen
from helpers.pdfs import make_picture

WORDS = "Chapter one. " + "The principle of non-punishment. " * 30
FB2 = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><body><section>'
    f"<title><p>One</p></title><p>{WORDS}</p></section></body></FictionBook>"
)


def make_epub() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr(
            "META-INF/container.xml",
            '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
            '<rootfiles><rootfile full-path="c.opf" '
            'media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        book.writestr(
            "c.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="2.0"><metadata/>'
            '<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="a"/></spine></package>',
        )
        book.writestr(
            "a.xhtml",
            f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{WORDS}</p></body></html>',
        )
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.txt", WORDS.encode()), ("a.fb2", FB2.encode()), ("a.epub", make_epub())],
    ids=["txt", "fb2", "epub"],
)
def test_a_document_that_is_no_pdf_is_read(name: str, data: bytes) -> None:
    with DocumentPool(renderers=0) as pool:
        open_bytes(pool, name, data, name=name).result()
        text, structure = pool.read(name).result()
        page = pool.page_text(name, 0).result()
    assert "non-punishment" in text.pages[0]
    assert text.labels[0] == "1"
    assert page.text == text.pages[0]
    assert structure.has_text
    assert structure.units[-1].label.startswith("p. ")


def test_a_picture_has_no_text() -> None:
    with DocumentPool(renderers=0) as pool:
        open_bytes(pool, "a.png", make_picture("png"), name="a.png").result()
        text, structure = pool.read("a.png").result()
    assert text.pages == ("",)
    assert not structure.has_text


FEIGNED = {
    "epub": make_epub(),
    "html": f"<!DOCTYPE html><html><body><p>{WORDS}</p></body></html>".encode(),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>',
}


def refused_as_no_pdf(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"is named \.pdf, but it is not a PDF"):
        opening.open_document(data, "report.pdf")


@pytest.mark.fault(26)
@pytest.mark.parametrize("kind", FEIGNED)
def test_what_is_only_named_a_pdf_is_refused_by_a_sentence(kind: str) -> None:
    refused_as_no_pdf(FEIGNED[kind])


@pytest.mark.fault(26, control=True)
@pytest.mark.parametrize("kind", FEIGNED)
def test_who_trusts_the_name_gives_it_to_another_parser(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "kind_of", lambda *_: "pdf")
    with harm_is_seen():
        refused_as_no_pdf(FEIGNED[kind])
