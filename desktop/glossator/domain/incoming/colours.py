"""The colours of marks in a PDF, and the themes that a user has them mean."""

from __future__ import annotations

from colorsys import rgb_to_hsv
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from glossator.domain.colours import parse
from glossator.domain.incoming.plan import IncomingTheme
from glossator.domain.records import Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from glossator.domain.incoming.plan import Incoming
    from glossator.domain.themes import ThemeTree

    Meaning: TypeAlias = Theme | str | None

_HUES = (
    (15, "Red"),
    (42, "Orange"),
    (70, "Yellow"),
    (165, "Green"),
    (195, "Turquoise"),
    (255, "Blue"),
    (290, "Purple"),
    (345, "Pink"),
    (360, "Red"),
)
"""Degrees below which a hue has a name."""


def colour_names(colours: Iterable[str]) -> dict[str, str]:
    """Return what to call colours; of two that have one name the later has its digits behind."""
    names: dict[str, str] = {}
    for colour in colours:
        name = _name(colour)
        names[colour] = f"{name} ({colour})" if name in names.values() else name
    return names


def usual_meanings(incoming: Incoming, tree: ThemeTree) -> dict[str, Meaning]:
    """Return what the colours of marks mean unless the user says otherwise.

    It is the only theme that has the colour, else a new one.
    """
    made = {theme.key: theme.name for theme in incoming.themes}
    found: dict[str, Meaning] = {}
    for colour in incoming.colours:
        alike = [one for one in tree if one.colour == colour and not one.archived]
        found[colour] = alike[0] if len(alike) == 1 else made[colour]
    return found


def with_meanings(incoming: Incoming, meanings: Mapping[str, Meaning]) -> Incoming:
    """Return what came in, its colours meaning what the user has chosen.

    Args:
        incoming: What a file holds.
        meanings: By colour: a theme of the project, the name of a new one, or none; a colour
            that is not there keeps its own.
    """
    themes = []
    for theme in incoming.themes:
        if theme.key not in incoming.colours or theme.key not in meanings:
            themes.append(theme)
            continue
        meaning = meanings[theme.key]
        if isinstance(meaning, Theme):
            themes.append(IncomingTheme(theme.key, meaning.name, id=meaning.id))
        elif meaning is not None:
            themes.append(replace(theme, name=meaning))
    return replace(incoming, themes=tuple(themes))


def _name(colour: str) -> str:
    hue, saturation, value = rgb_to_hsv(*(part / 255 for part in parse(colour)))
    if saturation < 0.12 or value < 0.15:
        return "Black" if value < 0.25 else "White" if value > 0.95 else "Grey"
    name = next(name for below, name in _HUES if 360 * hue <= below)
    return "Pink" if name == "Red" and saturation < 0.5 < value else name
