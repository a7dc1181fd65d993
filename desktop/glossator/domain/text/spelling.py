"""One spelling and one stem for what is one word to a reader.

`organisation` and `organization`, `labour` and `labor`, `centred` and `centered` become the
same; so do, by their stems, `victim` and `victims`. What this makes of a word is only for
comparing: some of it is no word at all. The index of a project is made with these rules, so
a change of them needs a new `SPELLING` in `glossator.storage.search_index`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from Stemmer import Stemmer

_STEMMER = Stemmer("english")
"""Porter's second English stemmer (snowballstem.org/algorithms/english/stemmer.html)."""

_ISE = re.compile(r"(\w{4,})is(e|ed|er|ers|es|ing|able|ation|ations|ational)$")
_KEPT = re.compile(
    r"(?:advert|comprom|conc|disgu|enterpr|exerc|expert|franch|improv|likew|merchand|otherw"
    r"|parad|pract|prec|prem|prom|superv|surpr|telev|treat)is"
)
"""Words in -ise that no one writes with z."""
_YSE = re.compile(r"(\w{3,})ys(e|ed|er|ers|es|ing)$")
_OUR = re.compile(r"(\w{3,}?)our(|s|ed|er|ers|ing|al|ally|able|hood|hoods|ite|ites|ful|less)$")
_DOUBLED = re.compile(
    r"(cancel|channel|counsel|dial|enrol|equal|fuel|fulfil|initial|label|level|marshal|model"
    r"|quarrel|signal|total|travel|tunnel)l?(ed|er|ers|ing|ings|or|ors|ment|ments)$"
)
_ROOTS = (
    (re.compile(r"^(cent|theat|met|kilomet|lit|fib|spect|meag)re(|s)$"), r"\1er\2"),
    (re.compile(r"^centr(ed|ing)$"), r"center\1"),
    (re.compile(r"^(def|off|pret|lic)ence(|s|d|less)$"), r"\1ense\2"),
    (re.compile(r"^practis(e|es|ed|ing)$"), r"practic\1"),
    (re.compile(r"^programme(|s|d)$"), r"program\1"),
    (re.compile(r"^(catalog|dialog|analog|prolog)ue(|s)$"), r"\1\2"),
    (re.compile(r"^(judg|acknowledg)ement(|s|al)$"), r"\1ment\2"),
    (re.compile(r"^(paed|orthopaed|gynaec|anaem|anaesth|haem|encyclopaed|foet|oestr)"), ""),
    (re.compile(r"^enquir(e|y|ies|ed|es|ing)$"), r"inquir\1"),
    (re.compile(r"^ageing$"), "aging"),
    (re.compile(r"^gaol(|s|ed|er|ers)$"), r"jail\1"),
    (re.compile(r"^sceptic"), "skeptic"),
    (re.compile(r"^(fulfil|enrol)(|s)$"), r"\1l\2"),
    (re.compile(r"^(skil|wil)ful"), r"\1lful"),
    (re.compile(r"^cheque(|s)$"), r"check\1"),
    (re.compile(r"^grey(|s|er|ed)$"), r"gray\1"),
)


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """Return a word in small letters, without accents, in one spelling; empty if none is left.

    Args:
        word: Letters and digits, as printed.
    """
    small = word.lower() if word.isascii() else _without_accents(word)
    return _respelled(small) if len(small) > 4 else small


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return what the inflections of a plain word have in common."""
    return _STEMMER.stemWord(word) or word


def beginnings(word: str) -> tuple[str, ...]:
    """Return the ways in which words that begin with some letters may begin once plain."""
    small = word.lower() if word.isascii() else _without_accents(word)
    found = [
        small,
        plain(small),
        re.sub(r"(?<=\w{4})is(e|a|at|ati|atio|i|in)?$", r"iz\1", small),
        re.sub(r"(?<=\w{2})ou(r?)$", r"o\1", small),
        re.sub(r"(?<=cen)tr$", "ter", small),
        re.sub(r"(?<=[fd]en)c$", "s", small),
    ]
    return tuple(dict.fromkeys(one for one in found if one))


def _without_accents(word: str) -> str:
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(part for part in parts if part.isalnum())


def _respelled(word: str) -> str:
    if word.endswith(("e", "d", "s", "g", "r", "n", "l", "y", "t")) and "is" in word:
        match = _ISE.match(word)
        if match and not _KEPT.match(word):
            return f"{match[1]}iz{match[2]}"
    for pattern, into in ((_YSE, r"\1yz\2"), (_OUR, r"\1or\2"), (_DOUBLED, r"\1\2")):
        if pattern.match(word):
            return pattern.sub(into, word)
    return _by_root(word)


def _by_root(word: str) -> str:
    for pattern, into in _ROOTS:
        if pattern.match(word):
            changed = pattern.sub(into, word) if into else re.sub("ae|oe", "e", word, count=1)
            if changed != word:
                return changed
    return word
