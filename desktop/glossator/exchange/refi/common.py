"""What the writer and the reader of REFI-QDA share: names, GUIDs, colours, clean text.

REFI-QDA 1.0 (18 March 2019), the exchange standard of programs for qualitative analysis: a
codebook (`.qdc`) is an XML file, a project (`.qdpx`) a zip of `project.qde` and the sources.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from functools import lru_cache
from typing import TYPE_CHECKING

from glossator import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
OURS = "Glossator"
ORIGIN = f"{OURS} {__version__}"
SOURCES = "sources/"
INTERNAL = "internal://"

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:glossator:refi-qda")
_GUID = re.compile(r"\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\}?")
_HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")

DETAILS = (
    ("Include", "include"),
    ("Exclude", "exclude"),
    ("Examples", "examples"),
    ("Memo", "memo"),
)
"""What a theme has besides its definition: label in a code's description, field."""

VARIABLES = (
    ("Symbol", "symbol"),
    ("Title", "title"),
    ("Date", "date"),
    ("Session", "session"),
    ("Address", "url"),
)
"""What is known of a report besides its file: name of the variable, field."""

_DETAIL = re.compile(
    r"(?:\A|\n\n)(" + "|".join(label for label, _ in DETAILS) + r"): (.*?)"
    r"(?=\n\n(?:" + "|".join(label for label, _ in DETAILS) + r"): |\Z)",
    re.DOTALL,
)


def derived(*parts: str) -> str:
    """Return a GUID that the same parts always give (UUID version 5, RFC 4122)."""
    name = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    digits = hashlib.sha1(_NAMESPACE.bytes + name, usedforsecurity=False).hexdigest().upper()
    variant = "89AB"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-5{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"


def guid_of(text: str) -> str:
    """Return a GUID in upper case without braces, or empty where it is none."""
    match = _GUID.fullmatch(text.strip())
    return match[1].upper() if match else ""


@lru_cache(maxsize=4096)
def own_guid(record_id: str) -> str:
    """Return a record's id as a GUID: itself, or one that it always gives."""
    return guid_of(record_id) or derived(record_id)


def stretch_guid(guid: str, number: int) -> str:
    """Return the GUID of a stretch of a passage, counted from 0."""
    return derived(guid, f"stretch {number + 1}") if number else guid


def page_guid(guid: str, number: int) -> str:
    """Return the GUID of what a stretch has on its nth page, counted from 0."""
    return derived(guid, f"page {number + 1}") if number else guid


def colour_of(text: str) -> str:
    """Return a colour as `#RRGGBB` in upper case, or empty where it is none.

    Some programs write three digits, leave the `#` out, or put the opacity before them.
    """
    match = _HEX.fullmatch(text.strip())
    if match is None:
        return ""
    digits = match[1].upper()
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits[-6:])


def described(definition: str, details: Iterable[tuple[str, str]]) -> str:
    """Return a definition with labelled details below it, as one description."""
    parts = [definition, *(f"{label}: {text}" for label, text in details if text)]
    return "\n\n".join(part for part in parts if part)


def undescribed(description: str) -> tuple[str, dict[str, str]]:
    """Return the definition and the details, by field, that a description is made of."""
    fields = dict(DETAILS)
    found = list(_DETAIL.finditer(description))
    definition = description[: found[0].start()] if found else description
    return definition, {fields[match[1]]: match[2] for match in found}
