"""Finding themes by a few letters, as the tagging box and the palette do."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.domain.records import Theme, ThemeId
    from glossator.domain.themes import ThemeTree


def match_themes(tree: ThemeTree, text: str, recent: Sequence[ThemeId] = ()) -> list[Theme]:
    """Return the themes that a few letters mean, the likeliest first.

    Every word typed must begin a word of the theme's path, or stand within one. A theme
    whose own name begins with the letters comes before one that only contains them, and
    that before one matched by its parents' names; among equals the one used last wins,
    then the order of the tree. Without letters: the themes used last, then all. Archived
    themes are never meant.

    Args:
        tree: The themes.
        text: What was typed.
        recent: Themes used last, newest first.
    """
    ages = {theme_id: age for age, theme_id in enumerate(recent)}
    words = folded(text).split()
    ranked: list[tuple[int, int, int, Theme]] = []
    for order, theme in enumerate(tree):
        if theme.id in tree.archived:
            continue
        names = [folded(name) for name in tree.names(theme.id)]
        rank = _rank(names, words)
        if rank is not None:
            ranked.append((rank, ages.get(theme.id, len(ages)), order, theme))
    return [theme for *_, theme in sorted(ranked, key=lambda entry: entry[:3])]


def folded(text: str) -> str:
    """Return text in lower case without accents, hyphens as spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return kept.translate({ord(dash): " " for dash in "-‐‑–—/,"})


def _rank(names: Sequence[str], words: Sequence[str]) -> int | None:
    if not words:
        return 0
    own, path = names[-1], " ".join(names)
    whole = " ".join(words)
    if own.startswith(whole):
        return 0
    if all(_begins_word(own, word) for word in words):
        return 1
    if all(word in own for word in words):
        return 2
    if all(_begins_word(path, word) for word in words):
        return 3
    return 4 if all(word in path for word in words) else None


def _begins_word(text: str, start: str) -> bool:
    return any(word.startswith(start) for word in text.split())
