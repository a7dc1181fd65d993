"""Words of documents as tooltips, in which Qt would take tags for markup."""

from __future__ import annotations

from html import escape


def tip(words: str) -> str:
    """Return a tooltip that shows words as they are.

    Qt guesses whether a tooltip is markup, and loads the pictures that it names, from a
    share of the network too: a title in a hostile file is enough.
    """
    if "<" not in words:
        return words
    lines = escape(words).replace("\n", "<br>")
    return f"<qt>{lines}</qt>"
