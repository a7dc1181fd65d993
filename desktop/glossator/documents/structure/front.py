"""What a report's first page says of it: symbol, title, session, date, language."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.domain.reports.symbols import SYMBOL, normal_symbol
from glossator.domain.text.cleaning import clean_line
from glossator.domain.text.page_text import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glossator.documents.engine import pymupdf
    from glossator.documents.structure.flow import Printed

_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "januar februar märz april mai juni juli august september oktober november dezember",
    )
    for number, name in enumerate(names.split(), start=1)
}
_DAY = re.compile(
    r"\b(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?(?P<m>[^\W\d]+)\.?,?\s+(?:de\s+)?(?P<y>\d{4})\b"
)
_MONTH = re.compile(r"\b(?P<m>[^\W\d]+)\s+(?P<d>\d{1,2}),\s+(?P<y>\d{4})\b")
_ISO = re.compile(r"\b(?P<y>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d)\b")
_SESSION = re.compile(
    r"^(?:[A-Z][a-z]+(?:-[a-z]+)?|\d{1,3}(?:st|nd|rd|th))\s+(?:(?:emergency|regular|special"
    r"|substantive|resumed)\s+){0,2}session\b(?:\s+of\s+\d{4})?",
    re.MULTILINE,
)
_MASTHEAD = re.compile(
    r"^(?:united nations|general assembly|distr|original|economic and social)", re.IGNORECASE
)
_COMMON = {
    "en": ["the", "of", "and", "to", "in", "that", "for", "is", "with", "by"],
    "fr": ["les", "des", "et", "dans", "que", "pour", "une", "par", "est", "sur"],
    "es": ["los", "las", "del", "que", "en", "para", "por", "una", "con", "el"],
    "de": ["der", "die", "und", "den", "des", "mit", "für", "von", "ist", "nicht"],
    "pt": ["os", "as", "que", "para", "uma", "com", "por", "não", "dos", "da"],
    "it": ["il", "che", "di", "per", "una", "con", "gli", "della", "nel", "sono"],
}
_SCRIPTS = {
    "ar": re.compile("[\u0620-\u064a]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
}
"""Letters by which the official languages without Latin ones are told."""


@dataclass(frozen=True, slots=True)
class Front:
    """What a report says of itself; a field is empty where it doesn't."""

    symbol: str = ""
    title: str = ""
    session: str = ""
    date: str = ""
    language: str = ""


def read_front(doc: pymupdf.Document, lines: Sequence[Printed]) -> Front:
    """Read the front matter of a report.

    Args:
        doc: The document, for its metadata.
        lines: All its printed lines.
    """
    first = [line for line in lines if line.page == 0]
    head = "\n".join(line.text for line in first if line.role is not Role.FOOTNOTE)
    session = _SESSION.search(head)
    return Front(
        symbol=_symbol(doc, lines, first),
        title=_title(doc, first),
        session=" ".join(session[0].split()) if session else "",
        date=_date(head),
        language=_language(doc, lines),
    )


def iso_dates(text: str) -> Iterator[str]:
    """Yield the dates of a text in ISO form, in order."""
    found = []
    for pattern in (_DAY, _MONTH, _ISO):
        for match in pattern.finditer(text):
            name = match["m"].lower()
            month = int(name) if name.isdigit() else _MONTHS.get(name, 0)
            if 1 <= month <= 12 and 1 <= int(match["d"]) <= 31:
                found.append((match.start(), f"{match['y']}-{month:02}-{int(match['d']):02}"))
    for _, date in sorted(found):
        yield date


def is_date(text: str) -> bool:
    """Tell whether a text is a date and nothing else."""
    return any(pattern.fullmatch(text.strip()) for pattern in (_DAY, _MONTH, _ISO)) and bool(
        next(iso_dates(text), "")
    )


def _symbol(doc: pymupdf.Document, lines: Sequence[Printed], first: Sequence[Printed]) -> str:
    """Return the symbol that heads and masthead agree on, else the one they have."""
    running = Counter(
        normal_symbol(match[0])
        for line in lines
        if line.role is Role.RUNNING
        for match in SYMBOL.finditer(line.text)
    )
    metadata = doc.metadata or {}
    named = SYMBOL.search(clean_line(metadata.get("subject")) or "")
    if named:
        return normal_symbol(named[0])
    for line in first[:12]:
        match = SYMBOL.search(line.text)
        if match and len(line.text) < 80 and not line.text.startswith("*"):
            return normal_symbol(match[0])
    return running.most_common(1)[0][0] if running else ""


def _title(doc: pymupdf.Document, first: Sequence[Printed]) -> str:
    """Return the title of the metadata if the first page prints it, else the largest print."""
    printed = " ".join(line.text for line in first)
    meta = clean_line((doc.metadata or {}).get("title"))
    if meta and _folded(meta) in _folded(printed):
        return meta
    shown = [li for li in first if li.role is not Role.RUNNING and not _MASTHEAD.match(li.text)]
    candidates = [li for li in shown if sum(map(str.isalpha, li.text)) > 3]
    if not candidates:
        return meta
    size = max(line.size for line in candidates)
    if size < 1.1 * _commonest_size(first):
        return meta
    start = next(i for i, line in enumerate(candidates) if line.size == size)
    title: list[str] = []
    for line in candidates[start:]:
        if abs(line.size - size) > 0.2 or len(title) > 5:
            break
        title.append(line.text)
    return re.sub(r"[*\s]+$", "", " ".join(title)) or meta


def _commonest_size(lines: Sequence[Printed]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size])


def _date(head: str) -> str:
    """Return the date behind "Distr.", else the first of the page."""
    at = head.find("Distr")
    return next(iso_dates(head[max(at, 0) :]), "") or next(iso_dates(head), "")


def _language(doc: pymupdf.Document, lines: Sequence[Printed]) -> str:
    """Return the file's own language code, else that of its letters or commonest words."""
    own = clean_line(doc.language) if doc.language else ""
    if own:
        return own.split("-")[0].lower()
    text = " ".join(line.text for line in lines[:400])
    written = {code: len(letters.findall(text)) for code, letters in _SCRIPTS.items()}
    most = max(written, key=lambda code: written[code])
    if 2 * written[most] > sum(map(str.isalpha, text)):
        return most
    words = Counter(text.lower().split())
    score = {code: sum(words[word] for word in common) for code, common in _COMMON.items()}
    best = max(score, key=lambda code: score[code])
    return best if score[best] >= 20 else ""


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
