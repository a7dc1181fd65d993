"""Text from printed lines as a quotation on one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from glossator.domain.text.direction import unspaced

if TYPE_CHECKING:
    from collections.abc import Container

# It begins with the hyphen, which is looked for much faster than a place behind one.
_LINE_END = re.compile(r"[-\u2010\u2011/](?<=\w.)([ \t]*[\n\f\r]+[ \t]*)(?=\w)")
_LAST_WORD = re.compile(r"[^\W\d_]+(?=[-\u2010]$)")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS_AT_END = re.compile(
    r"(?P<address>(?:https?://|www\.)\S+)[ \t]*[\n\f\r]+[ \t]*(?P<next>[^\W_]\S*)"
)
_IN_ADDRESS = re.compile(r"[/_=?&%#]|\w[.]\w")
_FILE_ENDING = re.compile(r"(?:html?|pdf|aspx?|php|docx?|org|int|com|net|edu|gov|xml)\b")
_DIVIDED = re.compile(r"\b\w{0,60}[-\u2010][ \t]*[\n\f\r]+[ \t]*\w+")
_BREAK = re.compile(r"[ \t]*[\n\f\r]\s*")
_NUMBER_OF_ITEM = re.compile(r"\W?\d+(?:\.\d+)*(?:[.)]|\s)")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")


def one_line(text: str, words: Container[str] = frozenset()) -> str:
    """Return printed lines as one line, words divided at line ends put together.

    A hyphen at a line's end before a small letter stays if the word is known with it, or if
    nothing is known at all; it goes if the word is known without it; else it stays between
    two known words and goes otherwise. Lines of a script without spaces meet without one.

    Args:
        text: Lines joined by line feeds, pages by form feeds.
        words: The words of the report in small letters, as `known_words` finds them.
    """
    whole = _with_whole_addresses(text)
    pieces: list[str] = []
    at = 0
    for match in _LINE_END.finditer(whole):
        start = match.start(1)
        pieces.append(whole[at:start])
        at = match.end()
        left = _LAST_WORD.search(whole, max(start - 60, 0), start)
        right = _FIRST_WORD.match(whole, at)
        if left and right and _is_division(left[0], right[0], words):
            pieces[-1] = pieces[-1][:-1]
    whole = "".join([*pieces, whole[at:]])
    if unspaced().search(whole):
        whole = _BREAK.sub(lambda match: _between(whole, *match.span()), whole)
    return " ".join(whole.split())


def known_words(text: str) -> frozenset[str]:
    """Return the words of a text in small letters, compounds as a whole and by their parts.

    Words divided at a line's end don't count by themselves. Where the text is set without
    dividing words, their hyphens are real, and they are known with them.
    """
    divided = [
        (left[0], right[0])
        for match in _LINE_END.finditer(text)
        if (left := _LAST_WORD.search(text, max(match.start(1) - 60, 0), match.start(1)))
        and (right := _FIRST_WORD.match(text, match.end()))
    ]
    words: set[str] = set()
    for found in set(_WORD.findall(_DIVIDED.sub(" ", text))):
        word = found.lower().replace("\u2010", "-").replace("\u2011", "-")
        words.add(word)
        if "-" in word:
            words.update(word.split("-"))
    pairs = [(left.lower(), right.lower()) for left, right in divided if right[0].islower()]
    united = sum(one + two in words for one, two in pairs)
    parted = sum(f"{a}-{b}" in words or (a in words and b in words) for a, b in pairs)
    if united <= parted:
        words.update(f"{one}-{two}" for one, two in pairs if one + two not in words)
    return frozenset(words)


def _between(text: str, start: int, end: int) -> str:
    r"""Return what a line break becomes: nothing where the script parts no words, or a space.

    Signs are looked through, since those of Chinese have become those of Latin script; a
    number beside such a letter belongs to it (`2009\n年`), unless it is that of an item.
    """
    before = next((char for char in text[max(start - 9, 0) : start][::-1] if char.isalnum()), " ")
    after = next((char for char in text[end : end + 9] if char.isalnum()), " ")
    without = [unspaced().match(char) is not None for char in (before, after)]
    if all(without):
        return ""
    number_goes_on = without[1] and before.isdecimal()
    number_follows = without[0] and after.isdecimal() and not _NUMBER_OF_ITEM.match(text, end)
    return "" if number_goes_on or number_follows else " "


def _with_whole_addresses(text: str) -> str:
    """Put together the web addresses that run over a line's end."""
    at = 0 if "://" in text or "www." in text else len(text)
    while match := _ADDRESS_AT_END.search(text, at):
        at = match.start()
        if _goes_on(match["address"], match["next"]):
            text = text[: match.end("address")] + text[match.start("next") :]
        else:
            at = match.end("address")
    return text


def _goes_on(address: str, following: str) -> bool:
    """Tell whether the word after an address at a line's end is the rest of it."""
    if following.startswith(("http:", "https:", "www.")):
        return False
    if address[-1] in "_=?&%-~#":
        return True
    if _IN_ADDRESS.search(following) and following.rstrip(".,;") != "and/or":
        return address[-1].isalnum() or address[-1] in "/."
    if address[-1] == ".":
        return _FILE_ENDING.match(following) is not None
    return address[-1] == "/" and following[0].islower()


def _is_division(left: str, right: str, words: Container[str]) -> bool:
    """Tell whether a hyphen between two parts only divides a word at a line's end."""
    if not right[0].islower() or words == frozenset():
        return False
    one, two = left.lower(), right.lower()
    if f"{one}-{two}" in words:
        return False
    return one + two in words or not (one in words and two in words)
