"""The starter theme tree that a new project begins with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from glossator.domain.errors import InvalidInputError
from glossator.domain.records import Theme, ThemeId

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_starter_themes(data: bytes) -> tuple[Theme, ...]:
    """Return the themes of a starter tree, each before its children.

    The ids are the file's own, so that the same starter theme is the same theme in every
    project. Its search terms are the wordings that belong to it. What else the file says
    (themes of the Universal Human Rights Index, Sustainable Development Goals, places in the
    five reports) is left to other readers.

    Args:
        data: JSON as in `resources/themes.json`: `themes`, each with `id`, `name`, `colour`
            and, where they have a value, `definition`, `include`, `exclude`, `key`,
            `search_terms` and `children`.

    Raises:
        InvalidInputError: The data is no such tree.
    """
    try:
        return tuple(_themes(json.loads(data)["themes"], None))
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidInputError("The starter themes can't be read: no theme tree.") from error


def _themes(nodes: list[dict[str, Any]], parent_id: ThemeId | None) -> Iterator[Theme]:
    for position, node in enumerate(nodes):
        theme = Theme(
            id=ThemeId(node["id"]),
            name=node["name"],
            parent_id=parent_id,
            definition=node.get("definition", ""),
            include=node.get("include", ""),
            exclude=node.get("exclude", ""),
            colour=node["colour"],
            key=node.get("key", ""),
            position=position,
            examples="\n".join(term.rstrip("*") for term in node.get("search_terms", ())),
        )
        yield theme
        yield from _themes(node.get("children", []), theme.id)
