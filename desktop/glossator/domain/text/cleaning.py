"""Make text from documents and other programs fit to be kept, shown and exported."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_SPACE = re.compile(r"\s+")

LONGEST_LINE = 2_000
"""Characters of a title or label that are kept."""


def clean_text(text: str) -> str:
    """Drop what must not be kept.

    That is: control characters that XML 1.0 forbids (form feeds among them, which join
    pages in the canonical text), lone surrogates, which SQLite refuses, and the marks
    that override the direction of writing, with which a text can feign another.
    """
    return _FORBIDDEN.sub("", text)


def clean_line(text: str | None) -> str:
    """Return the text on one line, cleaned, white space folded, of bearable length."""
    return _SPACE.sub(" ", clean_text(_SPACE.sub(" ", text or ""))).strip()[:LONGEST_LINE]


def is_clean(text: str) -> bool:
    """Tell whether the text holds nothing that `clean_text` drops."""
    return _FORBIDDEN.search(text) is None
