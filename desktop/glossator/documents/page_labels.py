"""The printed labels of a PDF's pages, such as `iv` or `A-3`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.documents.engine import mupdf
from glossator.domain.text.cleaning import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST = 16
_MOST_KIDS = 10_000
_LARGEST_ROMAN = 4_999
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def page_labels(pdf: mupdf.PdfDocument, pages: int) -> tuple[str, ...]:
    """Return the label of each page; its number, counted from 1, where it has none."""
    tree = mupdf.pdf_dict_getp(mupdf.pdf_trailer(pdf), "Root/PageLabels")
    rules = dict(_rules(tree, 0)) if mupdf.pdf_is_dict(tree) else {}
    labels, first, rule = [], 0, None
    for page in range(pages):
        if page in rules:
            first, rule = page, rules[page]
        label = _label(rule, page - first) if rule is not None else ""
        labels.append(label or str(page + 1))
    return tuple(labels)


def _rules(node: mupdf.PdfObj, depth: int) -> Iterator[tuple[int, mupdf.PdfObj]]:
    """Yield the first page and the dictionary of each rule in a number tree."""
    if depth > _DEEPEST:
        return
    numbers = mupdf.pdf_dict_gets(node, "Nums")
    for i in range(0, min(mupdf.pdf_array_len(numbers), _MOST_KIDS) - 1, 2):
        rule = mupdf.pdf_array_get(numbers, i + 1)
        if mupdf.pdf_is_dict(rule):
            yield mupdf.pdf_to_int(mupdf.pdf_array_get(numbers, i)), rule
    kids = mupdf.pdf_dict_gets(node, "Kids")
    for i in range(min(mupdf.pdf_array_len(kids), _MOST_KIDS)):
        yield from _rules(mupdf.pdf_array_get(kids, i), depth + 1)


def _label(rule: mupdf.PdfObj, index: int) -> str:
    """Return the label that a rule gives to the page so many pages after its first."""
    prefix = clean_line(mupdf.pdf_to_text_string(mupdf.pdf_dict_gets(rule, "P")))
    start = mupdf.pdf_dict_gets(rule, "St")
    number = index + (max(1, mupdf.pdf_to_int(start)) if mupdf.pdf_is_int(start) else 1)
    return prefix + _numeral(mupdf.pdf_to_name(mupdf.pdf_dict_gets(rule, "S")), number)


def _numeral(style: str, number: int) -> str:
    """Return a number in a style of PDF: D, r, R, a or A; empty for none."""
    match style:
        case "D":
            return str(number)
        case "r" | "R":
            return roman(number) if style == "r" else roman(number).upper()
        case "a" | "A":
            letter = chr(ord(style) + (number - 1) % 26)
            return letter * min(1 + (number - 1) // 26, 100)
        case _:
            return ""


def roman(number: int) -> str:
    """Return a number from 1 to 4999 in small Roman numerals, another in Arabic ones."""
    if not 1 <= number <= _LARGEST_ROMAN:
        return str(number)
    letters = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        letters += sign * count
    return letters
