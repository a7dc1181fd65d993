"""What a line of a source text is, by its form alone."""

from __future__ import annotations

import re

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")

_FOOTER = re.compile(r"\d{2}-\d{5}(\s+\**[\d/]+\**)?\s*$")
_TAGGED_NOTE = re.compile(r"<sup>(?:&</sup>lt;sup>)?([\d\\*]+)</sup>\s*(.+)$")
_RAISED_NOTE = re.compile(rf"([{SUPERSCRIPTS}]+)\s+(.+)$")
_STAR_NOTE = re.compile(r"(\*{1,2}) (.+)$")
_PLAIN_NOTE = re.compile(r"(\d+) ([A-Z].+)$")
_PARAGRAPH = re.compile(r"(?:- )?(\*\*)?(\d+)\.\s+(.+)$")
_NUMBERED_HEADING = re.compile(r"([IVX]+|[A-Z]|\d+)\.\s+(.+)$")
_BOX = re.compile(r"Box (\d+)(?: (.+))?$")
_ITEM = re.compile(r"\s*(?:- )?\(([a-z]|[ivx]+)\) (.+)$")
_CONTENTS = re.compile(r"([IVX]+|[A-Z])\.\s+(.+?)(?: \.)+\t(\d+)$")
_END_MARKS = re.compile(rf"(?:\s*<sup>\d+</sup>|[{SUPERSCRIPTS}]+|\*+|\s\d{{1,2}})+\s*$")


def strip_heading_marks(line: str) -> str:
    """Return a line without `#` and bold marks, which say nothing about its level."""
    return re.sub(r"\*\*", "", re.sub(r"^#+\s*", "", line)).strip()


def read_superscript(text: str) -> str:
    """Return raised digits as plain ones."""
    return text.translate(_DIGITS)


def leaving_reason(line: str) -> str:
    """Return why a line is no part of the report, or an empty string."""
    text = line.strip()
    if _FOOTER.match(text):
        return "running footer of the official document"
    if text in {"_", "---"}:
        return "rule or stray mark between parts"
    return ""


def read_note(line: str, expected: int) -> tuple[str, str] | None:
    """Return number and words of a line that begins a footnote.

    Args:
        line: The line.
        expected: Number of the next footnote; one without raised digits must have it.
    """
    for pattern in (_TAGGED_NOTE, _RAISED_NOTE, _STAR_NOTE):
        if found := pattern.match(line.strip()):
            number = read_superscript(found[1]).replace("\\", "")
            return number, found[2]
    found = _PLAIN_NOTE.match(line.strip())
    return (found[1], found[2]) if found and int(found[1]) == expected else None


def read_paragraph(line: str) -> tuple[int, str] | None:
    """Return number and words of a line that begins with an arabic number and a stop."""
    found = _PARAGRAPH.match(line.strip())
    return (int(found[2]), (found[1] or "") + found[3]) if found else None


def read_numbered_heading(line: str) -> tuple[str, str] | None:
    """Return number (without stop) and words of a line that may be a numbered heading."""
    text = strip_heading_marks(line)
    found = _NUMBERED_HEADING.match(text)
    if not found or not _looks_like_title(text, 240):
        return None
    return found[1], found[2]


def read_box(line: str) -> tuple[str, str] | None:
    """Return number and title (may be empty) of a line that opens a box."""
    found = _BOX.match(strip_heading_marks(line))
    return (found[1], found[2] or "") if found else None


def read_item(line: str) -> tuple[str, str] | None:
    """Return label (without brackets) and words of a line that begins an item."""
    found = _ITEM.match(line)
    return (found[1], found[2]) if found else None


def read_contents(line: str) -> tuple[str, str, int] | None:
    """Return number, title and page of a line of a table of contents."""
    found = _CONTENTS.match(line.strip())
    return (found[1], found[2], int(found[3])) if found else None


def is_title(line: str) -> bool:
    """Return whether a line without number may be a heading: short, no stop at its end."""
    text = strip_heading_marks(line)
    return text[:1].isupper() and not line.startswith("- ") and _looks_like_title(text, 160)


def ends_sentence(text: str) -> bool:
    """Return whether words end with a stop, footnote marks aside."""
    return _END_MARKS.sub("", text).endswith((".", ";", ":", "?", "!", ".”", '."', ")"))


def _looks_like_title(text: str, limit: int) -> bool:
    return len(text) < limit and not text.endswith((".", ";", ",")) and not _END_MARKS.search(text)
