"""The words of a passage, as far as they tell what it is about.

Two passages are alike if they say the same, not if they name the same bodies. So words
are counted without their endings and spellings, and what stands in a name, a document
symbol or a formula of the mandate counts for less. Where a script parts its words by no space,
every two signs that follow each other are a word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from glossator.domain.text.direction import has_unspaced, unspaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DAMPED = 0.3
"""What a word in a name or formula counts for; 0 and 1 rank worse in the benchmark."""

_JOINED = re.compile(r"\b(anti|co|inter|multi|non|pre|re|sub)[-\u2010\u2011]", re.IGNORECASE)
"""Prefixes that are written with and without a hyphen."""

_WRITTEN = re.compile(rf"(?:{_JOINED.pattern})?[^\W\d_]{{2,}}", re.IGNORECASE)

_LINKS = r"(?:and|of|on|the|for|in|against|to|or|with|de|la|du|des)"
_NAME = r"[A-Z][\w'-]*"
_FORMULAS = (
    r"[Aa]gainst (?:this|that|the) back(?:ground|drop)(?: of the present report)?",
    r"[Ii]n accordance with (?:that request|(?:\w+ ){0,3}resolutions?)",
    r"(?:[Tt]he )?(?:present|previous) (?:report|general recommendation)",
    r"(?:[Dd]uring |[Oo]ver )?[Tt]he (?:reporting period|period under review)",
    r"request(?:ed)? (?:of )?the Secretary-General",
    r"(?:submit(?:ted)?|report(?:ed)?) to (?:it|the (?:General )?Assembly)",
    r"[Aa]t its [\w-]+(?: and [\w-]+)? sessions?",
)
_NAMES = (
    r"[A-Z]{1,8}(?:/[\w.()-]+)+",  # A/RES/77/194
    rf"{_NAME}(?:,? (?:{_LINKS} )*{_NAME})+",  # United Nations Office on Drugs and Crime
    r"[A-Z][\w-]*[A-Z]\w*",  # UNODC
    r"(?:(?<=[\w,;:(] )|(?<=\())[A-Z]\w+",  # a country within a sentence
)
_LESS = re.compile(rf"\b(?:{'|'.join(_FORMULAS)})\b|\b(?=[A-Z])(?:{'|'.join(_NAMES)})")
_WORD = re.compile(r"[^\W\d_]{2,}")
_POSSESSIVE = re.compile(r"'s?\b")

SILENT = frozenset(
    """a about above after again against all also although among an and any are as at be because
    been before being between both but by can could did do does doing down during each especially
    either few for from further had has have having he her here hers him his how however if in
    inter into is it its itself just may more most must no nor not of off on once only or other
    others our out over own per same shall she should so some such than that the their them then
    there these they this those through thus to too under until up upon very was we were what when
    where which while who whom whose why will with within without would you your including include
    included well particular many several""".split()  # noqa: SIM905  (130 words are read easier)
)


def weigh(text: str) -> dict[str, float]:
    """Return how often each word counts in a text: once, or less where it is part of a name."""
    text = _JOINED.sub(r"\1", _plain(text))
    counts: dict[str, float] = {}
    at = 0
    for less in _LESS.finditer(text):
        _count(counts, text[at : less.start()], 1.0)
        _count(counts, less.group(), DAMPED)
        at = less.end()
    _count(counts, text[at:], 1.0)
    return counts


def telling_words(text: str) -> list[str]:
    """Return the words of a text in order as `stem` gives them, names and formulas left out."""
    plain = _LESS.sub(" ", _JOINED.sub(r"\1", _plain(text)))
    return [stem(word) for word in _WORD.findall(_POSSESSIVE.sub(" ", plain.lower()))]


def surface(text: str, stems: Iterable[str]) -> Iterator[str]:
    """Yield how a text writes some stems, each as it comes first; what it lacks is left out."""
    written: dict[str, str] = {}
    for match in _WRITTEN.finditer(_POSSESSIVE.sub(" ", _plain(text))):
        written.setdefault(stem(_JOINED.sub(r"\1", match[0]).lower()), match[0])
    return (written[one] for one in stems if one in written)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a word in small letters without its plural and without its spelling.

    The plural is taken off as by Harman's S stemmer ("How effective is suffixing?", Journal
    of the American Society for Information Science 42 (1), 1991); stronger stemmers rank no
    better here. British and American spellings become one; that this also bends words which
    have only one spelling (`promise`) does no harm.
    """
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        if word.endswith("ies") and not word.endswith(("eies", "aies")):
            word = word[:-3] + "y"
        else:
            word = word[:-1]
    if len(word) > 5:
        word = _IZE.sub(r"iz\1", word)
        word = _OUR.sub("or", word)
    return _SPELLINGS.get(word, word)


_IZE = re.compile(r"is(e|ed|ing|ation|er)$")
_OUR = re.compile(r"our(?=$|ed$|ing$|al$|er$)")
_SPELLINGS = {"centre": "center", "centred": "centered", "programme": "program"}


def _plain(text: str) -> str:
    """Return a text without marks on letters and with straight apostrophes."""
    text = text.replace("’", "'").replace("‘", "'")
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return _unspaced_run().sub(_in_pairs, plain) if has_unspaced(plain) else plain


@cache
def _unspaced_run() -> re.Pattern[str]:
    return re.compile(f"{unspaced().pattern}+")


def _in_pairs(run: re.Match[str]) -> str:
    """Return the pairs of neighbours of a row of signs, with spaces between."""
    signs = run[0]
    return f" {' '.join(map(''.join, pairwise(signs))) or signs} "


def _count(counts: dict[str, float], text: str, weight: float) -> None:
    for word in _WORD.findall(_POSSESSIVE.sub(" ", text.lower())):
        if word not in SILENT:
            found = stem(word)
            counts[found] = counts.get(found, 0.0) + weight
