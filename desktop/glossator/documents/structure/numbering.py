"""The numbers and letters with which reports count their headings, paragraphs and items."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

_PARAGRAPH = re.compile(
    r"(?P<number>\d{1,4})\.(?:\s+|(?=[“\"‘A-Z]))(?=\S)|\[(?P<bare>\d{1,4})\]\s+(?=\S)"
)
_DECIMAL = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){1,3})\.?\s+(?=\S)")
_BARE = re.compile(r"(?P<number>\d{1,4})\s+(?=\S)")
_QUOTES = frozenset("“\"‘'«„(")
_HEADING = re.compile(
    r"(?:(?P<decimal>\d{1,2}(?:\.\d{1,2})+)\.?|(?P<arabic>\d{1,2})(?:\.|(?=\s+[^\W\d_a-z]))|(?P<roman>[IVXLC]+)\."
    r"|(?P<letter>[A-Z])\.|(?P<named>(?:Annex|Appendix|Part|Chapter)(?:\s+[IVXLC\d]+)?)[.:]?)"
    r"(?:\s+|$)"
)
_ITEM = re.compile(
    r"\((?P<label>[a-z]{1,2}|[ivxlc]{1,6}|\d{1,2})\)\s+(?=\S)|(?P<dotted>[a-z])\.\s+(?=\S)"
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_SHAPES = (
    (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class Numbered(NamedTuple):
    """What stands before the words of a heading.

    Attributes:
        form: `roman`, `letter`, `arabic`, `decimal`, `named`; empty without number.
        number: As printed: `IV.`.
        rank: Its place in its sequence, 0 if it has none.
        length: Characters up to the words.
    """

    form: str
    number: str
    rank: int
    length: int


class Count(StrEnum):
    """How a report counts its paragraphs."""

    PLAIN = "plain"
    """`12.` or `[12]`."""
    DECIMAL = "decimal"
    """By section: `2.15` or `2.15.`."""
    BARE = "bare"
    """Numbers without a stop, most often in the margin."""


class Counted(NamedTuple):
    """The number a paragraph begins with.

    Attributes:
        steps: Its value, one for each level: (2, 15).
        length: Characters up to the words.
    """

    steps: tuple[int, ...]
    length: int

    @property
    def printed(self) -> str:
        """As it is cited: `2.15`."""
        return ".".join(map(str, self.steps))

    def follows(self, last: tuple[int, ...], lost: int = 0) -> bool:
        """Tell whether it is the next number after another.

        Args:
            last: The number before, empty for none.
            lost: Numbers that may be missing in between.
        """
        if not last:
            return all(step == 1 for step in self.steps[1:]) and self.steps[0] <= 1 + lost
        if self.steps == (*last, 1):
            return True
        same = next(
            (i for i, (a, b) in enumerate(zip(last, self.steps, strict=False)) if a != b), -1
        )
        if same < 0 or any(step != 1 for step in self.steps[same + 1 :]):
            return False
        return 1 <= self.steps[same] - last[same] <= 1 + lost


def counted(text: str, count: Count) -> Counted | None:
    """Return the number a text begins with, as paragraphs are counted in its report.

    What stands behind a number without stop must begin a sentence: `2.5 per cent` doesn't.
    """
    if count is Count.PLAIN:
        found = paragraph_number(text)
        return Counted((found[0],), found[1]) if found else None
    match = (_DECIMAL if count is Count.DECIMAL else _BARE).match(text)
    if match is None:
        return None
    begins = text[match.end()]
    if not (begins in _QUOTES or (begins.isalpha() and not begins.islower())):
        return None
    return Counted(tuple(map(int, match["number"].split("."))), match.end())


def paragraph_number(text: str) -> tuple[int, int] | None:
    """Return the number a text begins with as a paragraph does, and the length of it."""
    match = _PARAGRAPH.match(text)
    return (int(match["number"] or match["bare"]), match.end()) if match else None


def heading_number(text: str) -> Numbered:
    """Return the number a heading begins with."""
    match = _HEADING.match(text)
    if match is None or match.lastgroup is None:
        return Numbered("", "", 0, 0)
    form = match.lastgroup
    number = match[0].strip()
    if form == "roman" and not roman_value(match[form].lower()):
        return Numbered("", "", 0, 0)
    return Numbered(form, number, _rank(form, match[form]), match.end())


def item_label(text: str) -> tuple[str, int] | None:
    """Return the label of an item as printed, `(d)`, and the characters up to its words."""
    match = _ITEM.match(text)
    if match is None:
        return None
    return match[0].strip(), match.end()


def bare(label: str) -> str:
    """Return the letter or numeral of an item's label or a heading's number."""
    return label.strip("().:[] ")


def roman_value(numeral: str) -> int:
    """Return the value of a small Roman numeral written as it should be, else 0."""
    if not numeral or any(char not in _ROMAN for char in numeral):
        return 0
    values = [_ROMAN[char] for char in numeral]
    total = sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
    return total if roman(total) == numeral else 0


def roman(value: int) -> str:
    """Return a number below 400 as a small Roman numeral."""
    numeral = ""
    for worth, letters in _SHAPES:
        count, value = divmod(value, worth)
        numeral += letters * count
    return numeral


def letter_value(letters: str) -> int:
    """Return the place of `a`..`z`, `aa`..`zz` in a list, 0 for anything else."""
    if len(letters) == 1 and "a" <= letters <= "z":
        return ord(letters) - 96
    if len(letters) == 2 and letters[0] == letters[1] and "a" <= letters[0] <= "z":
        return 26 + ord(letters[0]) - 96
    return 0


class ItemList:
    """The list an item joins: knows what may come next at each depth.

    `(i)` after `(h)` is the letter; `(i)` anywhere else begins a list below.
    """

    def __init__(self) -> None:
        self.trail: list[tuple[str, int, str]] = []

    def depth_of(self, label: str) -> int:
        """Return the depth at which a label goes on or begins a list, 0 if it doesn't fit."""
        readings = _readings(label)
        for depth in range(len(self.trail), 0, -1):
            form, value, _ = self.trail[depth - 1]
            if (form, value + 1) in readings:
                return depth
        forms = {form for form, _, _ in self.trail}
        for form, value in readings:
            if value == 1 and form not in forms and len(self.trail) < 4:
                return len(self.trail) + 1
        return 0

    def add(self, label: str) -> tuple[int, tuple[str, ...]] | None:
        """Take a label into the list.

        Returns:
            Its depth and the labels down to it; None if it doesn't fit.
        """
        depth = self.depth_of(label)
        if not depth:
            return None
        readings = _readings(label)
        before = self.trail[depth - 1] if depth <= len(self.trail) else None
        form, value = next(
            (f, v)
            for f, v in readings
            if (before and (f, v) == (before[0], before[1] + 1)) or (not before and v == 1)
        )
        self.trail = [*self.trail[: depth - 1], (form, value, label)]
        return depth, tuple(step[2] for step in self.trail)


def _readings(label: str) -> list[tuple[str, int]]:
    """Return what a label may stand for, as (form, value)."""
    inner = bare(label)
    dot = "" if label.startswith("(") else "."
    readings = []
    if letter_value(inner):
        readings.append(("letter" + dot, letter_value(inner)))
    if roman_value(inner):
        readings.append(("roman" + dot, roman_value(inner)))
    if inner.isdigit():
        readings.append(("arabic" + dot, int(inner)))
    return readings


def _rank(form: str, number: str) -> int:
    if form == "roman":
        return roman_value(number.lower())
    if form == "letter":
        return ord(number) - 64
    if form == "arabic":
        return int(number)
    return 0
