"""What comes in, made fit to be kept, for all formats alike.

Other programs, and files made to deceive, write characters that no text has or that feign
another text (`cleaning`), names as long as books, and one id for two things.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from glossator.domain.text.cleaning import clean_line, clean_text, is_clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glossator.domain.incoming.plan import (
        Incoming,
        IncomingPassage,
        IncomingReport,
        IncomingSegment,
        IncomingTheme,
    )

LONGEST_NAME = 500
"""Characters of a theme's name that are kept."""

_BREAKS = str.maketrans("\v\f", "\n\n")
"""What word processors write for a new line and a new page within a text."""


def fit(incoming: Incoming) -> Incoming:
    """Return what a file holds, fit to be kept; what was lost by that is said."""
    told: list[str] = []
    return replace(
        incoming,
        reports=tuple(map(_report, incoming.reports)),
        themes=tuple(_themes(incoming.themes, told)),
        passages=tuple(_passages(incoming.passages, told)),
        left_out=(*map(clean_line, incoming.left_out), *told),
    )


def _report(one: IncomingReport) -> IncomingReport:
    lines = ("symbol", "title", "file_name", "date", "session", "url")
    kept = {field: clean_line(getattr(one, field)) for field in lines}
    return replace(one, memo=_words(one.memo), **kept)  # type: ignore[arg-type]  # texts all


def _themes(themes: Sequence[IncomingTheme], told: list[str]) -> Iterator[IncomingTheme]:
    taken: set[str] = set()
    for one in themes:
        name = clean_line(one.name)
        if len(name) > LONGEST_NAME:
            name = name[:LONGEST_NAME].rstrip()
            told.append(f"The name “{name[:60]}…” was cut to {LONGEST_NAME} characters.")
        if one.id in taken:
            told.append(f"Two themes have the id {one.id}: “{name}” got a new one.")
        texts = ("definition", "include", "exclude", "examples", "memo")
        kept = {field: _words(getattr(one, field)) for field in texts}
        theme_id = "" if one.id in taken else one.id
        yield replace(one, name=name, id=theme_id, **kept)
        taken |= {one.id} - {""}


def _passages(passages: Sequence[IncomingPassage], told: list[str]) -> Iterator[IncomingPassage]:
    taken: set[str] = set()
    for one in passages:
        kept = one if _is_fit(one) else _cleaned(one)
        if kept.id in taken:
            told.append(f"Two passages have the id {kept.id}: the second got a new one.")
            kept = replace(kept, id="")
        elif kept.id:
            taken.add(kept.id)
        yield kept


def _is_fit(one: IncomingPassage) -> bool:
    """Tell at once of the many passages that nothing is to be changed of them."""
    quoted = (words for part in one.segments for words in (part.exact, part.before, part.after))
    return is_clean("".join((one.note, one.analyst, *quoted))) and "\n" not in one.analyst


def _cleaned(one: IncomingPassage) -> IncomingPassage:
    segments = tuple(map(_segment, one.segments))
    return replace(one, segments=segments, note=_words(one.note), analyst=clean_line(one.analyst))


def _segment(one: IncomingSegment) -> IncomingSegment:
    exact, before, after = map(_words, (one.exact, one.before, one.after))
    return replace(one, exact=exact, before=before, after=after)


def _words(text: str) -> str:
    return text if is_clean(text) else clean_text(text.translate(_BREAKS))
