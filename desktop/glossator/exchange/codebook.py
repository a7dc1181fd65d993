"""The themes by themselves: as a table, as JSON, as a document to read, and for Taguette.

Table and JSON have the same fields, so that either comes back as the same themes. Taguette
(1.5) knows a tag's path and its description: the path of a theme is written with its names
parted by ` / `, which Taguette takes as one name, and all that is said of it in the description.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

from glossator.domain.errors import ExportError, InvalidInputError
from glossator.domain.incoming.plan import Incoming, IncomingTheme
from glossator.domain.themes import PATH_SEPARATOR
from glossator.exchange.csv_export import guarded
from glossator.exchange.csv_import import read_table, unguarded
from glossator.exchange.refi.common import DETAILS, colour_of, described, guid_of, undescribed
from glossator.exchange.replacing import replacing
from glossator.exchange.theme_paths import names_of, path_of
from glossator.exchange.xml_writer import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from glossator.domain.records import Theme
    from glossator.domain.themes import ThemeTree
    from glossator.exchange.outgoing import Outgoing

COLUMNS = (
    "id",
    "path",
    "name",
    "parent",
    "definition",
    "include",
    "exclude",
    "examples",
    "colour",
    "key",
    "memo",
)

TAG_LENGTH = 200
"""Characters that Taguette allows the path of a tag."""

_TAGUETTE = ("tag", "description")
_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")
_KNOWN_AS = {
    "path": ("path", "tag", "theme_path", "code"),
    "name": ("name", "theme"),
    "definition": ("definition", "description"),
    "colour": ("colour", "color"),
}
"""Names of columns in other tables."""


def fields(tree: ThemeTree, theme: Theme) -> dict[str, str]:
    """Return what a row of the codebook says of a theme."""
    parent = tree.parent_of(theme.id)
    said = {name: getattr(theme, name) for name in COLUMNS if hasattr(theme, name)}
    above = path_of(tree.names(parent)) if parent is not None else ""
    both = {**said, "path": path_of(tree.names(theme.id)), "parent": above}
    return {name: both[name] for name in COLUMNS}


def write_csv(outgoing: Outgoing, target: Path) -> int:
    """Write the themes as a table and return their number."""
    rows = (tuple(fields(outgoing.tree, one).values()) for one in outgoing.tree)
    guarded_rows = ([guarded(cell) for cell in row] for row in rows)
    return _write(outgoing, target, _table(COLUMNS, guarded_rows))


def write_json(outgoing: Outgoing, target: Path) -> int:
    """Write the themes as JSON, a list of objects, and return their number."""
    rows = [fields(outgoing.tree, one) for one in outgoing.tree]
    text = json.dumps({"themes": rows}, ensure_ascii=False, indent=2) + "\n"
    return _write(outgoing, target, text.encode("utf-8", "replace"))


def write_markdown(outgoing: Outgoing, target: Path) -> int:
    """Write the themes as a document to read and return their number."""
    text = "\n\n".join(_paragraphs(outgoing)) + "\n"
    return _write(outgoing, target, text.encode("utf-8", "replace"))


def write_taguette(outgoing: Outgoing, target: Path) -> int:
    """Write the themes as Taguette takes them in and return their number.

    Raises:
        ExportError: The path of a theme is longer than Taguette allows.
    """
    tree = outgoing.tree
    # A tag is one path: a semicolon parts nothing there.
    paths = {one.id: path_of(tree.names(one.id)).replace(r"\;", ";") for one in tree}
    long = next((one for one in tree if len(paths[one.id]) > TAG_LENGTH), None)
    if long is not None:
        raise ExportError(
            f"The path of “{long.name}” is longer than the {TAG_LENGTH} characters that Taguette"
            " allows. Nothing was written."
        )
    rows = (
        (paths[one.id], described(one.definition, _details(one)).replace("\r", "")) for one in tree
    )
    return _write(outgoing, target, _table(_TAGUETTE, rows))


def read_csv(name: str, data: bytes) -> Incoming:
    """Read the themes of a table: ours, Taguette's, or one with a path or name in each row.

    Raises:
        InvalidInputError: It is no table, or no column names the themes.
    """
    table = read_table(data)
    heading = [cell.casefold() for cell in table.heading]
    places = {field: _place(heading, field) for field in COLUMNS}
    if places["path"] < 0 and places["name"] < 0:
        raise InvalidInputError(
            f"No column of “{name}” holds themes (path, tag or name). It has {table.listed}."
        )
    rows = [
        {field: unguarded(row[at]) for field, at in places.items() if at >= 0} for row in table.rows
    ]
    if all(places[field] < 0 for _, field in DETAILS):
        rows = [_undescribed(row) for row in rows]
    return _incoming(name, rows)


def read_json(name: str, data: bytes) -> Incoming:
    """Read the themes of a JSON codebook as `write_json` makes it.

    Raises:
        InvalidInputError: It is none.
    """
    try:
        rows: list[Any] = json.loads(data)["themes"]
        texts = [{field: str(row.get(field, "")) for field in COLUMNS} for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InvalidInputError(f"“{name}” is no codebook. Nothing was imported.") from error
    return _incoming(name, texts)


def _incoming(name: str, rows: Sequence[Mapping[str, str]]) -> Incoming:
    """Return the themes of rows; those above that have no row of their own are made."""
    made: dict[str, IncomingTheme] = {}
    left_out = []
    taken: set[str] = set()
    for number, row in enumerate(rows, 2):
        path = _names(row)
        key = path_of(path)
        if not path or key in taken:
            what = "names no theme" if not path else f"has “{key}” a second time"
            left_out.append(f"Row {number} {what}.")
            continue
        taken.add(key)
        for depth in range(1, len(path)):
            above = path_of(path[:depth])
            parent = path_of(path[: depth - 1])
            made.setdefault(above, IncomingTheme(above, path[depth - 1], parent))
        made[key] = _theme(key, path, row)
    return Incoming(name, themes=tuple(made.values()), left_out=tuple(left_out))


def _names(row: Mapping[str, str]) -> list[str]:
    """Return the names from the root to a theme, from its path, else its parent and name."""
    path = row.get("path", "").strip()
    if not path:
        parent, name = row.get("parent", "").strip(), row.get("name", "").strip()
        path = PATH_SEPARATOR.join(filter(None, (parent, path_of([name])))) if name else ""
    return names_of(path)


def _theme(key: str, path: Sequence[str], row: Mapping[str, str]) -> IncomingTheme:
    texts = {
        field: row.get(field, "")
        for field in ("definition", "include", "exclude", "examples", "memo")
    }
    return IncomingTheme(
        key,
        path[-1],
        path_of(path[:-1]),
        guid_of(row.get("id", "")),
        colour=colour_of(row.get("colour", "")),
        digit=row.get("key", "").strip(),
        **texts,
    )


def _undescribed(row: dict[str, str]) -> dict[str, str]:
    """Return a row whose description is all that is said of a theme, with its parts."""
    definition, details = undescribed(row.get("definition", ""))
    return {**row, "definition": definition, **details}


def _place(heading: Sequence[str], field: str) -> int:
    known = _KNOWN_AS.get(field, (field,))
    return next((heading.index(one) for one in known if one in heading), -1)


def _details(theme: Theme) -> Iterator[tuple[str, str]]:
    return ((label, getattr(theme, name)) for label, name in DETAILS)


def _paragraphs(outgoing: Outgoing) -> Iterator[str]:
    tree = outgoing.tree
    yield f"# Themes of {_marked(outgoing.name)}"
    for theme in tree:
        depth = len(tree.names(theme.id))
        yield f"{'#' * min(depth + 1, 6)} {_marked(theme.name)}"
        if theme.definition.strip():
            yield _marked(theme.definition.strip())
        for label, text in _details(theme):
            if text.strip():
                yield f"**{label}:** {_marked(text.strip())}"


def _marked(text: str) -> str:
    """Return a text that Markdown shows as it is, line by line."""
    return _MARKS.sub(r"\\\1", clean(text)).replace("\r", "").replace("\n", "  \n")


def _table(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8-sig", "replace")


def _write(outgoing: Outgoing, target: Path, data: bytes) -> int:
    with replacing(target) as stream:
        stream.write(data)
    return len(outgoing.tree)
