"""Document symbols, and resolutions named in words, as the texts of the field write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SERIES = (
    "A|S|E|ST|TD|DP|HRI|HRC|UNEP|UNW|UNDP|ICEF|CAT|CCPR|CED|CEDAW|CERD|CESCR|CMW|CRC|CRPD|SPT|"
    "CTOC|CAC|CND|ECE|ESCAP|ECA|LC|FCCC|CBD|HSP|IDB|ICC|BWC|NPT|DC|AT|PBC|T|UNCTAD|ECOSOC"
)
SYMBOL = re.compile(
    rf"""(?<![\w/.-])(?=[A-Z/][^\s,;)]*\d)(?:{_SERIES})
    (?:/(?:[A-Z][A-Za-z]{{0,8}}\.(?:\d+[A-Z]?|[A-Z](?=/))|[A-Z]{{1,7}}(?:\.\d+)?
        |(?:ES|S)-\d+|\d{{1,4}}))+
    (?:/(?:Add|Amend|Corr|Rev)(?:\.\d+)?)*
    (?:[ ]?\((?:\d{{4}}|[IVXLC]+|Vol\.[ ][IVX]+|Sect\.[ ]\d+)\))?(?![\w/])""",
    re.VERBOSE,
)
_URL = re.compile(r"(?:https?://|www\.)\S+")
_ORGANS = {
    "General Assembly": "A/RES/",
    "Security Council": "S/RES/",
    "Human Rights Council": "A/HRC/RES/",
    "Economic and Social Council": "E/RES/",
}
_ORGAN = re.compile("|".join(_ORGANS))
_ANY_ORGAN = re.compile(rf"{_ORGAN.pattern}|\b(?:the\s+)?(?:Assembly|Council)\b|\bCommission\b")
_NUMBER = (
    r"(?:\d{1,3}/\d{1,3}(?:\s[A-Z](?=[\s,.;)]))?|\d{4}/\d{1,3}|\d{1,4}\s\((?:\d{4}|[IVXLC-]+)\))"
)
_RESOLUTIONS = re.compile(
    rf"\bresolutions?\s+(?P<all>{_NUMBER}(?:(?:,\s+(?:and\s+)?|\s+and\s+|\s+or\s+|\s+to\s+)"
    rf"(?:its\s+resolutions?\s+)?{_NUMBER})*)"
)
_REACH = 400
"""Characters before a resolution in which its organ may be named."""


def symbols_cited(text: str) -> Iterator[str]:
    """Yield the symbols a text cites, in order, resolutions in words turned to symbols.

    Args:
        text: Text on one line.
    """
    for _, _, symbol in symbols_in(text):
        yield symbol


def symbols_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, symbol) of the documents a text cites, in order.

    Args:
        text: Text on one line; a resolution in words begins at its number.
    """
    clean = _URL.sub(lambda url: " " * len(url[0]), text)
    found = [(*match.span(), normal_symbol(match[0])) for match in SYMBOL.finditer(clean)]
    found.extend(_resolutions(clean))
    yield from sorted(found)


def symbol_at(text: str, offset: int) -> str:
    """Return the document symbol printed at an offset of a text, empty if there is none."""
    low, high = max(offset - 60, 0), offset + 60
    for match in SYMBOL.finditer(text, low, high):
        if match.start() <= offset < match.end() and not _in_url(text, match.start()):
            return normal_symbol(match[0])
    return ""


def _in_url(text: str, offset: int) -> bool:
    return any(url.start() <= offset < url.end() for url in _URL.finditer(text))


def normal_symbol(symbol: str) -> str:
    """Return the symbol with one space before what stands in brackets."""
    return re.sub(r"\s*\(", " (", symbol)


def _resolutions(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _RESOLUTIONS.finditer(text):
        prefix = organ_of(text, match.start(), match.end())
        for number in re.finditer(_NUMBER, match["all"]):
            series = prefix or _organ_by_form(number[0])
            if series:
                start, end = (match.start("all") + at for at in number.span())
                yield start, end, series + number[0]


def organ_of(text: str, start: int, end: int) -> str:
    """Return the series of the organ named nearest before a resolution, or right after it."""
    before = text[max(start - _REACH, 0) : start]
    named = list(_ORGAN.finditer(before))
    if named and before[named[-1].end() :].strip(" ,;") in ("", "in its", "its"):
        return _ORGANS[named[-1][0]]
    after = re.match(rf"[^.;]{{0,120}}?\b(?:the\s+)?({_ANY_ORGAN.pattern})", text[end : end + 160])
    if before.rstrip().endswith(("In its", "in its", "its")) and after:
        return _spoken(after[1], named[-1][0] if named else "")
    return _ORGANS[named[-1][0]] if named else ""


def _spoken(name: str, last: str) -> str:
    """Return the series of an organ named short, as the Assembly or the Council."""
    for organ, series in _ORGANS.items():
        if name == organ:
            return series
    if "Assembly" in name:
        return _ORGANS["General Assembly"]
    return _ORGANS.get(last, "") if "Council" in last else ""


def _organ_by_form(number: str) -> str:
    """Return the series that writes its resolutions so: `1325 (2000)` is Security Council."""
    return "S/RES/" if re.fullmatch(r"\d{3,4}\s\(\d{4}\)", number) else ""
