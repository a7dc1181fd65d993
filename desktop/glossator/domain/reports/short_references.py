"""Documents that a text cites by what they are called: general comments, resolutions by number.

`general recommendation No. 38 (2020)` of the committee named before it is `CEDAW/C/GC/38`;
`Security Council resolution 1325`, without its year, is `S/RES/1325`. Only documents that have
such a symbol are told: committees began to give them late.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.reports.symbols import organ_of

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Committee(NamedTuple):
    """Who makes general comments.

    Attributes:
        names: Words it is named by, as a pattern.
        series: Its symbols before the number.
        first: The first of its comments that has such a symbol.
        makes: What it calls them.
    """

    names: str
    series: str
    first: int
    makes: str = "comment"


_COMMITTEES = (
    _Committee(
        "Elimination of (?:All Forms of )?Discrimination against Women|CEDAW",
        "CEDAW/C/GC/", 28, "recommendation",
    ),
    _Committee(
        "Elimination of (?:All Forms of )?Racial Discrimination|CERD",
        "CERD/C/GC/", 32, "recommendation",
    ),
    _Committee("Rights of the Child|CRC", "CRC/C/GC/", 7),
    _Committee("Human Rights Committee|CCPR", "CCPR/C/GC/", 32),
    _Committee("Economic, Social and Cultural Rights|CESCR", "E/C.12/GC/", 17),
    _Committee("Committee against Torture|CAT", "CAT/C/GC/", 2),
    _Committee("Rights of Persons with Disabilities|CRPD", "CRPD/C/GC/", 1),
    _Committee("Rights of All Migrant Workers|CMW", "CMW/C/GC/", 1),
    _Committee("Enforced Disappearances|CED", "CED/C/GC/", 1),
)  # fmt: skip
_NAMED = re.compile(
    "|".join(rf"(?P<c{n}>\b(?:{one.names})\b(?!/[A-Z]))" for n, one in enumerate(_COMMITTEES))
)
_AND = r"(?:,\s+(?:and\s+)?|\s+and\s+)"
_COMMENT = re.compile(
    r"\b(?:[Gg]eneral\s+(?P<makes>recommendation|comment)s?\s+Nos?\.\s*|(?P<short>GR|GC)\s?(?:No\.\s*)?)"
    rf"(?P<all>\d{{1,2}}\b(?:\s\(\d{{4}}\))?(?:{_AND}\d{{1,2}}\b(?:\s\(\d{{4}}\))?)*)"
)
_OF = re.compile(r"(?:\s\(\d{4}\))?\s+of\s+the\s+")
_RESOLUTION = re.compile(
    rf"\bresolutions?\s+(?P<all>\d{{3,4}}\b(?:\s\(\d{{4}}\))?(?:{_AND}\d{{3,4}}\b(?:\s\(\d{{4}}\))?)*)"
)
_RESOLUTION_NUMBER = re.compile(r"(?<!\()\b\d{3,4}\b(?!/)(?:\s\(\d{4}\))?")
_COMMENT_NUMBER = re.compile(r"(?<!\()\b\d{1,2}\b(?!/)")
_REACH = 400
"""Characters before a comment in which its committee may be named, and after it."""
_AFTER = 90


def short_references(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, symbol) of documents cited without a symbol, from their numbers on.

    Args:
        text: Text on one line.
    """
    for found in _COMMENT.finditer(text):
        committee = _committee(text, found)
        if committee is not None:
            for start, end in _numbers(_COMMENT_NUMBER, found):
                if int(text[start:end]) >= committee.first:
                    yield start, end, committee.series + text[start:end]
    for found in _RESOLUTION.finditer(text):
        series = organ_of(text, found.start(), found.end())
        if series == "S/RES/":
            for start, end in _numbers(_RESOLUTION_NUMBER, found):
                yield start, end, series + text[start:end]


def _numbers(pattern: re.Pattern[str], found: re.Match[str]) -> Iterator[tuple[int, int]]:
    for number in pattern.finditer(found["all"]):
        start, end = number.span()
        yield found.start("all") + start, found.start("all") + end


def _committee(text: str, found: re.Match[str]) -> _Committee | None:
    """Return whose comment it is: `of the Committee …` right after it, else the nearest before."""
    makes = found["makes"] or ("recommendation" if found["short"] == "GR" else "comment")
    if after := _OF.match(text, found.end()):
        named = _NAMED.search(text, after.end(), after.end() + _AFTER)
        if named is not None:
            return _of(named)
    near = [
        one
        for named in _NAMED.finditer(text, max(found.start() - _REACH, 0), found.start())
        if (one := _of(named)).makes == makes
    ]
    if near:
        return near[-1]
    return _COMMITTEES[0] if found["short"] == "GR" else None


def _of(named: re.Match[str]) -> _Committee:
    assert named.lastgroup is not None
    return _COMMITTEES[int(named.lastgroup[1:])]
