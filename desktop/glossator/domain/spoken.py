"""Short sentences for assistive technology and the status line: what has just happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.domain.records import Annotation
from glossator.domain.text.quotation import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.domain.edits import EditSet
    from glossator.domain.themes import ThemeTree

MOST_WORDS = 60
"""Words of a selection or passage that are said; of more only the beginning, or the number."""


def done(edits: EditSet, tree: ThemeTree) -> str:
    """Return what an action did: `Tagged: Demand`; nothing for what is typed in a note.

    What is read from the project has no label and is nobody's action.

    Args:
        edits: The action.
        tree: The themes, those still there named.
    """
    if not edits.label:
        return ""
    gained: dict[str, None] = {}
    lost: dict[str, None] = {}
    annotations = list(edits.of(Annotation))
    for before, after in annotations:
        old = before.theme_ids if before is not None else ()
        new = after.theme_ids if after is not None else old
        gained.update((tree[one].name, None) for one in new if one not in old and one in tree)
        lost.update((tree[one].name, None) for one in old if one not in new and one in tree)
    many = f" ({len(annotations)} passages)" if len(annotations) > 1 else ""
    if gained:
        return f"Tagged: {', '.join(gained)}{many}"
    if lost:
        return f"Removed: {', '.join(lost)}{many}"
    kept = [one for one in annotations if None not in one]
    # Nothing but notes: they are typed, and what is typed is heard already.
    is_typed = bool(kept) and len(kept) == len(edits.changes)
    return "" if is_typed else f"Done: {_small(edits.label)}"


def undone(label: str) -> str:
    """Return what was taken back, given what the Edit menu called it."""
    return f"Undone: {_small(label)}" if label else ""


def done_again(label: str) -> str:
    """Return what was done again, given what the Edit menu called it."""
    return f"Done again: {_small(label)}" if label else ""


def pages(labels: Sequence[str]) -> str:
    """Return the pages that are read together: `page 4`, `pages 4–5`.

    Args:
        labels: Their printed labels, at least one.
    """
    return f"page {labels[0]}" if len(labels) == 1 else f"pages {labels[0]}–{labels[-1]}"


def place(report: str, labels: Sequence[str]) -> str:
    """Return where one has come to: `A/79/322, page 4`."""
    return f"{report}, {pages(labels)}"


def passage(annotation: Annotation) -> str:
    """Return a passage that one has come to: its words, where it stands, and its note."""
    from glossator.domain.reports.cited import Cited  # not wanted at the start of the window

    words = annotation.quote.split()
    quote = " ".join(words[:MOST_WORDS]) + (" …" if len(words) > MOST_WORDS else "")
    said = Cited(quote, annotation.citation).plain
    return f"{said} Note: {annotation.note}" if annotation.note else said


def selected(text: str, *, more: bool) -> str:
    """Return what a key added to the selection or took from it."""
    words = text.split()
    said = one_line(text) if len(words) <= MOST_WORDS else f"{len(words)} words"
    return f"{said or 'space'} {'selected' if more else 'unselected'}"


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
