"""What a user can do to a project as a whole, each a function that returns an edit set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.domain.edits import Change, EditSet
from glossator.domain.intents import quoted
from glossator.domain.records import Fact, FactId

if TYPE_CHECKING:
    from glossator.domain.records import Theme, ThemeId

MEMO = FactId("memo")
"""What the analyst thinks of the project."""

ASIDE = "aside "
"""Before the id of a theme: the paragraphs that are not suggested for it."""


def write_memo(known: Fact | None, memo: str) -> EditSet:
    """Write what the analyst thinks of the project as a whole; nothing takes the memo away."""
    text = memo.strip()
    label = "Write the memo of the project"
    if text == (known.text if known else ""):
        return EditSet(label)
    return EditSet(label, (Change(known, Fact(MEMO, text) if text else None),))


def aside_of(theme_id: ThemeId) -> FactId:
    """Return what the paragraphs set aside for a theme are kept as."""
    return FactId(f"{ASIDE}{theme_id}")


def names_aside(known: Fact | None) -> tuple[str, ...]:
    """Return the names of the paragraphs that are set aside."""
    return tuple(known.text.splitlines()) if known else ()


def set_aside(known: Fact | None, theme: Theme, name: str) -> EditSet:
    """Suggest a paragraph for a theme no more.

    Args:
        known: What is set aside for the theme.
        theme: The theme.
        name: The paragraph, as `coverage.name_of` names it.
    """
    names = names_aside(known)
    label = f"Set a paragraph aside for {quoted(theme.name)}"
    if name in names:
        return EditSet(label)
    return EditSet(label, (Change(known, Fact(aside_of(theme.id), "\n".join((*names, name)))),))
