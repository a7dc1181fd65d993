"""Document symbols and addresses in running text, and where they lead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

_BODY = r"(?:A|S|E|ST|TD|DP|HRI|CAT|CCPR|CED|CEDAW|CERD|CMW|CRC|CRPD|SPT|CTOC|CAC|CND|ECE)"
_PART = r"(?:[A-Z][A-Za-z]{0,8}\.\d+[A-Z]?|[A-Z]{1,7}(?:\.\d+)?|(?:ES|S)-\d+|\d{1,4})"
_TAIL = r"(?:/(?:Add|Amend|Corr|Rev)(?:\.\d+)?)*"
_SYMBOL = re.compile(rf"(?<![\w/.-])(?=[A-Z/]+[^\s,;)]*\d){_BODY}(?:/{_PART})+{_TAIL}")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>]+")
_RESOLUTIONS = re.compile(
    r"resolutions? ((?:\d+/\d+|\d{3,4} \(\d{4}\))"
    r"(?:(?:, | and )(?:resolution )?(?:\d+/\d+|\d{3,4} \(\d{4}\)))*)"
)
_RESOLUTION = re.compile(r"\d+/\d+|\d{3,4} \(\d{4}\)")
_ORGANS = (
    ("Human Rights Council", "A/HRC/RES/"),
    ("Economic and Social Council", "E/RES/"),
    ("Security Council", "S/RES/"),
    ("General Assembly", "A/RES/"),
    ("the Assembly", "A/RES/"),
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that lead somewhere: their range in a text, the address, the symbol if any."""

    start: int
    end: int
    href: str
    symbol: str = ""


def address(symbol: str) -> str:
    """Return the address of a United Nations document in English."""
    return f"https://docs.un.org/en/{quote(symbol, safe='/.-')}"


def find_references(text: str) -> list[Reference]:
    """Return the addresses, document symbols and resolutions in a text, in order."""
    found = [_url(match) for match in _URL.finditer(text)]
    for match in _SYMBOL.finditer(text):
        found.append(Reference(*match.span(), address(match[0]), match[0]))
    found.extend(_resolutions(text))
    taken: list[Reference] = []
    for reference in sorted(found, key=lambda each: (each.start, -each.end)):
        if not taken or reference.start >= taken[-1].end:
            taken.append(reference)
    return taken


def _url(match: re.Match[str]) -> Reference:
    words = match[0].rstrip(".,;:)”\"'")
    href = words if words.startswith("http") else f"https://{words}"
    return Reference(match.start(), match.start() + len(words), href)


def _resolutions(text: str) -> list[Reference]:
    found: list[Reference] = []
    for group in _RESOLUTIONS.finditer(text):
        for match in _RESOLUTION.finditer(group[1]):
            symbol = _resolution_symbol(match[0], text[: group.start()])
            start = group.start(1) + match.start()
            found.append(Reference(start, start + len(match[0]), address(symbol), symbol))
    return found


def _resolution_symbol(number: str, before: str) -> str:
    """Name a resolution by the organ last named before it.

    Numbers with a year are the Security Council's. A session number above 60 is the
    General Assembly's: the Human Rights Council has not held as many.
    """
    if "(" in number:
        return f"S/RES/{number}"
    if int(number.split("/")[0]) > 60:
        return f"A/RES/{number}"
    last = max(_ORGANS, key=lambda organ: before.rfind(organ[0]))
    prefix = last[1] if before.rfind(last[0]) >= 0 else "A/RES/"
    return f"{prefix}{number}"
