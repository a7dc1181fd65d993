"""What "Ibid." stands for: the note before, followed to the first that says it in full."""

from __future__ import annotations

import re

from edition.model import Document, plain

_IBID = re.compile(r"Ibid\.")


def resolve_ibid(document: Document) -> dict[str, str]:
    """Return note number to the number of the note it stands for, for each "Ibid."."""
    resolved: dict[str, str] = {}
    previous = ""
    for note in document.footnotes:
        if not note.number.isdigit():
            continue
        if _IBID.match(plain(note.runs)):
            resolved[note.number] = resolved.get(previous, previous)
        previous = note.number
    return resolved
