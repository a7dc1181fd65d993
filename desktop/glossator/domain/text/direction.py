"""The direction of writing: text from right to left, and scripts without spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_LEFTWARDS = "\u0590-\u05ff\u0600-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_STRONG = {"R": True, "AL": True, "L": False, "EN": False, "AN": False}
"""Bidirectional classes that settle the direction of a character by themselves."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Chinese and Japanese; Korean parts its words by spaces."""


@cache
def unspaced() -> re.Pattern[str]:
    """Return the pattern of a letter of a script that parts its words by no space."""
    return re.compile(f"[{_UNSPACED}]")


def has_unspaced(text: str) -> bool:
    """Tell whether a text has letters of a script that parts its words by no space."""
    return not text.isascii() and unspaced().search(text) is not None


@cache
def _leftward() -> re.Pattern[str]:
    return re.compile(f"[{_LEFTWARDS}]")


@cache
def _rightward() -> re.Pattern[str]:
    return re.compile(f"[^\\W\\d_{_LEFTWARDS}]")


def has_leftward(text: str) -> bool:
    """Tell whether a text has letters that run from right to left."""
    return not text.isascii() and _leftward().search(text) is not None


def runs_leftward(text: str) -> bool:
    """Tell whether most letters of a text run from right to left."""
    if not has_leftward(text):
        return False
    return len(_leftward().findall(text)) > len(_rightward().findall(text))


def is_leftward(text: str, offset: int) -> bool:
    """Tell whether the character at an offset of a line is read from right to left.

    Letters and digits settle it themselves (Unicode Standard Annex 9, table 4); a space or
    sign goes as the letters on both sides of it do, else as the whole line does.
    """
    own = _STRONG.get(unicodedata.bidirectional(text[offset]))
    if own is not None:
        return own
    before = _nearest(text, range(offset - 1, -1, -1))
    after = _nearest(text, range(offset + 1, len(text)))
    if before is not None and before == after:
        return before
    return runs_leftward(text)


def _nearest(text: str, offsets: range) -> bool | None:
    for offset in offsets:
        found = _STRONG.get(unicodedata.bidirectional(text[offset]))
        if found is not None:
            return found
    return None
