"""Between its packed parts a PDF is read strictly, as no reader of PDF does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from glossator.documents.grammar import Grammar, check_grammar
from glossator.documents.pdf_names import is_misspelt
from helpers.hostile import FONT, one_page
from helpers.pdfs import make_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

GOOD = one_page()
WHOLE = Grammar(0, done=True)
ENDLESS = float("inf")


def faults(data: bytes) -> int:
    return check_grammar(data, lambda _: None, ENDLESS).faults


def test_what_is_written_right_has_no_fault() -> None:
    assert check_grammar(GOOD, lambda _: None, ENDLESS) == WHOLE
    assert faults(make_pdf([["One"], ["Two"]], deflate=True)) == 0


@pytest.mark.parametrize(
    "odd",
    [
        b"<</A(a \\( b (c (d)) \\\\)/B<48 65 6>/C[+1 -2. .3 -.4 5.6]/D/E/F null/G true/H 1 0 R>>",
        b"<</Name/A#20B.C-D,E+F>>% a remark (with a bracket\r\n",
        b"[/Font4 /Image12 /Ima /parent /Names]",
        b"(text\\\nover (two (three (four))) lines)",
    ],
)
def test_what_is_odd_but_right_has_no_fault(odd: bytes) -> None:
    assert faults(one_page(more={10: odd})) == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"/Parent", b"/Parunt"),
        lambda data: data.replace(b"/Resources", b"/Resoqrces"),
        lambda data: data.replace(b"/MediaBox", b"\xafMediaBox"),
        lambda data: data.replace(b"300 400]", b"3 q 400]"),
        lambda data: data.replace(b"300 400]", b"300 4\xb50]"),
        lambda data: data.replace(b"endobj", b"endobk", 1),
        lambda data: data.replace(b"3 0 obj", b"3 0 oRj"),
        lambda data: data.replace(b"endstream", b"end\0tream"),
        lambda data: data.replace(b"/Kids[", b"/Kids("),
        lambda data: data.replace(b"00000 n", b"00000 y", 1),
        lambda data: data.replace(b"trailer", b"tr iler"),
        lambda data: data.replace(b"startxref", b"startXref"),
        lambda data: data + b"more of another file",
        lambda data: re.sub(rb"(4 0 obj)", rb"noise \1", data),
    ],
)
def test_what_a_bit_or_block_has_changed_is_found(change: Callable[[bytes], bytes]) -> None:
    changed = change(GOOD)
    assert changed != GOOD
    assert faults(changed) > 0


def test_the_length_of_a_stream_may_be_an_object_and_its_bytes_are_anything() -> None:
    content = b"1 0 obj \xff (endstream ) "
    stream = b"<</Length 11 0 R>>stream\n%sendstream" % content
    data = GOOD.replace(FONT, stream)
    assert check_grammar(data, {11: len(content)}.get, ENDLESS) == WHOLE
    assert faults(data) > 0  # the first “endstream” is taken for the end


def test_it_ends_in_time_and_says_so() -> None:
    assert not check_grammar(GOOD, lambda _: None, ends=0).done


@pytest.mark.parametrize(
    "name", ["Parunt", "Resourcew", "ResouRces", "Helvjtica", "Wid\x11hs", "Fopt"]
)
def test_a_known_name_with_a_wrong_letter_is_told(name: str) -> None:
    assert is_misspelt(name)


@pytest.mark.parametrize(
    "name", ["Parent", "PARENT", "Image1", "Colors", "Color7", "x" * 10**6, ""]
)
def test_other_names_are_left_alone(name: str) -> None:
    assert not is_misspelt(name)
