"""Text that runs from right to left: setting its numbers right.

MuPDF gives such text in the order in which it is read, letter by letter, but leaves the
pieces of a line where they stand and turns the digits of Arabic numbers round with the words.
"""

from __future__ import annotations

import re
from typing import Any

_NUMBER = re.compile(
    "[\u0660-\u0669\u06f0-\u06f9]+(?:[\u066b\u066c.,/][\u0660-\u0669\u06f0-\u06f9]+)*"
)


def with_numbers_turned(chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the characters of a run with the digits of its numbers as they stand.

    Args:
        chars: As MuPDF gives them, upright.
    """
    text = "".join(char["c"] for char in chars)
    if len(text) != len(chars):
        return chars
    turned = list(chars)
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if chars[start]["bbox"][0] > chars[end - 1]["bbox"][0]:
            turned[start:end] = chars[start:end][::-1]
    return turned
