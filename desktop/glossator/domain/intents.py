"""What a user can do to a project: records in, one edit set out.

Nothing here reads a clock or makes an id; both are given, so the same intent always
gives the same edit set. An intent that would change nothing gives an empty edit set.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from glossator.domain import passage
from glossator.domain.edits import Change, EditSet
from glossator.domain.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossator.domain.passage import Source
    from glossator.domain.records import (
        Annotation,
        Bookmark,
        Report,
        SavedSearch,
        Segment,
        Theme,
        ThemeId,
    )
    from glossator.domain.themes import ThemeTree

REPLACED = "Replace the file of"
"""How the actions are called that give a report another file."""

SHORT = 40
"""Longest name quoted in the Edit menu, in characters."""


def quoted(name: str) -> str:
    """Return a name in quotation marks, shortened for a menu."""
    return f"“{name if len(name) <= SHORT else name[: SHORT - 1].rstrip() + '…'}”"


# Annotations


def annotate(annotation: Annotation, tree: ThemeTree) -> EditSet:
    """Make an annotation."""
    if annotation.theme_ids:
        label = f"Tag {quoted(tree[annotation.theme_ids[-1]].name)}"
    else:
        what = "an area" if annotation.is_area else "a passage"
        label = f"Note {what}" if annotation.note else f"Mark {what}"
    return EditSet(label, (Change(None, annotation),))


def tag(annotations: Sequence[Annotation], theme: Theme, now: str) -> EditSet:
    """Give a theme to annotations that lack it."""
    return _revised(
        f"Tag {quoted(theme.name)}",
        (
            (one, replace(one, theme_ids=(*one.theme_ids, theme.id), modified=now))
            for one in annotations
            if theme.id not in one.theme_ids
        ),
    )


def tag_with_all(
    annotation: Annotation, themes: Sequence[Theme], now: str, *, is_new: bool
) -> EditSet:
    """Give an annotation all of some themes, or those of them that it lacks.

    Args:
        annotation: What is tagged.
        themes: What with.
        now: The time.
        is_new: Whether the annotation is made by this action.
    """
    names = ", ".join(quoted(theme.name) for theme in themes)
    lacking = [theme.id for theme in themes if theme.id not in annotation.theme_ids]
    if not lacking:
        return EditSet(f"Tag {names}")
    tagged = replace(annotation, theme_ids=(*annotation.theme_ids, *lacking), modified=now)
    return EditSet(f"Tag {names}", (Change(None if is_new else annotation, tagged),))


def untag(annotations: Sequence[Annotation], theme: Theme, now: str) -> EditSet:
    """Take a theme from annotations that have it; the annotations stay."""
    return _revised(
        f"Remove the tag {quoted(theme.name)}",
        ((one, _without(one, {theme.id}, now)) for one in annotations if theme.id in one.theme_ids),
    )


def write_note(annotation: Annotation, note: str, now: str) -> EditSet:
    """Replace the note of an annotation."""
    if note == annotation.note:
        return EditSet("Edit a note")
    return _revised("Edit a note", ((annotation, replace(annotation, note=note, modified=now)),))


def adjust_passage(
    annotation: Annotation, source: Source, parts: tuple[Segment, ...], now: str, picture: str = ""
) -> EditSet:
    """Let an annotation stand for more or less than it did, its themes and note kept.

    Args:
        annotation: The annotation as it is.
        source: The report it stands in.
        parts: The passage as it is to be, or the segment of an area.
        now: The time.
        picture: SHA-256 of the picture of an area.
    """
    label = "Adjust an area" if picture else "Adjust a passage"
    if parts == annotation.segments:
        return EditSet(label)
    adjusted = passage.placed(annotation, source, parts, now=now, picture=picture)
    return _revised(label, ((annotation, adjusted),))


def reattach(pairs: Sequence[tuple[Annotation, Annotation]]) -> EditSet:
    """Let passages whose place was not sure stand where the analyst says.

    Args:
        pairs: Each annotation as it is, and at its place.
    """
    what = "a passage" if len(pairs) == 1 else f"{len(pairs)} passages"
    return _revised(f"Re-attach {what}", pairs)


def delete_annotations(annotations: Sequence[Annotation]) -> EditSet:
    """Delete annotations with their tags and notes."""
    what = "a passage" if len(annotations) == 1 else f"{len(annotations)} passages"
    return EditSet(f"Delete {what}", tuple(Change(one, None) for one in annotations))


def tag_found(
    made: Sequence[Annotation], known: Sequence[Annotation], theme: Theme, now: str
) -> EditSet:
    """Tag what a search has found, as one action.

    Args:
        made: New annotations, without themes.
        known: Annotations that are there; those that have the theme stay as they are.
        theme: The theme.
        now: The time.
    """
    changes = [Change(None, replace(one, theme_ids=(theme.id,))) for one in made]
    changes += tag(known, theme, now).changes
    what = "a passage" if len(changes) == 1 else f"{len(changes)} passages"
    return EditSet(f"Tag {what} {quoted(theme.name)}", tuple(changes))


# Saved searches


def save_search(searches: Sequence[SavedSearch], search: SavedSearch) -> EditSet:
    """Keep a search as the last one; one of the same name is replaced.

    Raises:
        InvalidInputError: The name is empty.
    """
    name = " ".join(search.name.split())
    if not name:
        raise InvalidInputError("A saved search needs a name.")
    label = f"Keep the search {quoted(name)}"
    known = next((one for one in searches if one.name.casefold() == name.casefold()), None)
    if known is not None:
        kept = replace(known, name=name, query=search.query)
        return EditSet(label, (Change(known, kept),)) if kept != known else EditSet(label)
    position = 1 + max((one.position for one in searches), default=-1)
    return EditSet(label, (Change(None, replace(search, name=name, position=position)),))


def rename_search(searches: Sequence[SavedSearch], search: SavedSearch, name: str) -> EditSet:
    """Call a saved search something else; it keeps its place in the list.

    Raises:
        InvalidInputError: The name is empty, or another search has it.
    """
    name = " ".join(name.split())
    if not name:
        raise InvalidInputError("A saved search needs a name.")
    others = (one.name.casefold() for one in searches if one.id != search.id)
    if name.casefold() in others:
        raise InvalidInputError(f"There is a saved search {quoted(name)} already.")
    label = f"Rename the search {quoted(search.name)}"
    if name == search.name:
        return EditSet(label)
    return EditSet(label, (Change(search, replace(search, name=name)),))


def delete_search(search: SavedSearch) -> EditSet:
    """Forget a saved search."""
    return EditSet(f"Delete the search {quoted(search.name)}", (Change(search, None),))


# Themes


def add_theme(tree: ThemeTree, theme: Theme) -> EditSet:
    """Make a theme as the last of its siblings.

    Raises:
        InvalidInputError: The name is empty or a sibling has it.
    """
    siblings = tree.children(theme.parent_id)
    made = replace(
        theme,
        name=_checked_name(theme.name, siblings),
        position=1 + max((one.position for one in siblings), default=-1),
    )
    return EditSet(f"New theme {quoted(made.name)}", (Change(None, made),))


def rename_theme(tree: ThemeTree, theme: Theme, name: str) -> EditSet:
    """Rename a theme.

    Raises:
        InvalidInputError: The name is empty or a sibling has it.
    """
    label = f"Rename theme {quoted(theme.name)}"
    siblings = [one for one in tree.children(tree.parent_of(theme.id)) if one.id != theme.id]
    name = _checked_name(name, siblings)
    if name == theme.name:
        return EditSet(label)
    return _revised(label, ((theme, replace(theme, name=name)),))


def recolour_theme(theme: Theme, colour: str) -> EditSet:
    """Give a theme another colour, `#RRGGBB`."""
    label = f"Recolour theme {quoted(theme.name)}"
    if colour.upper() == theme.colour:
        return EditSet(label)
    return _revised(label, ((theme, replace(theme, colour=colour.upper())),))


def assign_key(tree: ThemeTree, theme: Theme, key: str) -> EditSet:
    """Let a digit tag with a theme; a theme that had the digit loses it."""
    label = f"Key {key} for {quoted(theme.name)}" if key else f"No key for {quoted(theme.name)}"
    if key == theme.key:
        return EditSet(label)
    changes = [Change(theme, replace(theme, key=key))]
    holder = tree.with_key(key)
    if holder is not None:
        changes.append(Change(holder, replace(holder, key="")))
    return EditSet(label, tuple(changes))


def move_theme(tree: ThemeTree, theme: Theme, parent_id: ThemeId | None, row: int) -> EditSet:
    """Put a theme under another parent, before that parent's row-th child.

    Args:
        tree: All themes.
        theme: The theme to move, with all below it.
        parent_id: The new parent, None for the root.
        row: Index among the new siblings as they stand now; -1 puts it last.

    Raises:
        InvalidInputError: The parent is the theme itself or lies below it, or a new
            sibling has the same name.
    """
    label = f"Move theme {quoted(theme.name)}"
    if parent_id is not None and parent_id in tree.with_descendants(theme.id):
        raise InvalidInputError("A theme can't be moved into itself or a theme below it.")
    siblings = tree.children(parent_id)
    others = [one for one in siblings if one.id != theme.id]
    _checked_name(theme.name, others)
    end = len(siblings) if row < 0 else row
    index = sum(1 for one in siblings[:end] if one.id != theme.id)
    order = [*others[:index], replace(theme, parent_id=parent_id), *others[index:]]
    placed = ((tree[one.id], replace(one, position=i)) for i, one in enumerate(order))
    return _revised(label, ((before, after) for before, after in placed if before != after))


def delete_theme(tree: ThemeTree, theme: Theme, annotations: Iterable[Annotation]) -> EditSet:
    """Delete a theme and all below it; their tags go, the annotations stay."""
    doomed = tree.with_descendants(theme.id)
    changes = [
        Change(one, _without(one, doomed, one.modified))
        for one in annotations
        if not doomed.isdisjoint(one.theme_ids)
    ]
    leaves_first = [one for one in tree if one.id in doomed][::-1]
    changes += [Change(one, None) for one in leaves_first]
    return EditSet(f"Delete theme {quoted(theme.name)}", tuple(changes))


# Reports


def add_report(report: Report, reports: Sequence[Report]) -> EditSet:
    """Add a report as the last one.

    Raises:
        InvalidInputError: The project has a report with the same content.
    """
    twin = next((one for one in reports if one.sha256 == report.sha256), None)
    if twin is not None:
        raise InvalidInputError(f"The project already has this document: {twin.name}.")
    position = 1 + max((one.position for one in reports), default=-1)
    return EditSet(
        f"Add report {quoted(report.name)}", (Change(None, replace(report, position=position)),)
    )


def describe_report(report: Report, *, symbol: str, title: str, date: str) -> EditSet:
    """Correct what a report is called and when it was issued."""
    described = replace(report, symbol=symbol.strip(), title=title.strip(), date=date.strip())
    label = f"Describe report {quoted(report.name)}"
    return EditSet(label) if described == report else _revised(label, ((report, described),))


def write_report_memo(report: Report, memo: str) -> EditSet:
    """Write what the analyst thinks of a report as a whole."""
    label = f"Write the memo of {quoted(report.name)}"
    if memo == report.memo:
        return EditSet(label)
    return _revised(label, ((report, replace(report, memo=memo)),))


def replace_document(
    report: Report,
    edition: Report,
    annotations: Iterable[tuple[Annotation, Annotation]],
    bookmarks: Iterable[tuple[Bookmark, Bookmark]] = (),
) -> EditSet:
    """Let a report stand for a new edition of its document, its marks carried over.

    What the analyst calls the report, its place among the others and its memo stay.

    Args:
        report: The report as it is.
        edition: What would be the record of the new document, had it been added.
        annotations: The report's annotations with their places before and after.
        bookmarks: Its bookmarks in the same way.

    Raises:
        InvalidInputError: It is the document that the report has.
    """
    if report.sha256 == edition.sha256:
        raise InvalidInputError(f"This is the file that {report.name} has already.")
    replaced = replace(
        report,
        sha256=edition.sha256,
        file_name=edition.file_name,
        media_type=edition.media_type,
        n_pages=edition.n_pages,
    )
    carried = [Change(*pair) for pair in annotations] + [Change(*pair) for pair in bookmarks]
    changed = (one for one in carried if one.before != one.after)
    return EditSet(f"{REPLACED} {quoted(report.name)}", (Change(report, replaced), *changed))


def remove_report(
    report: Report, annotations: Iterable[Annotation], bookmarks: Iterable[Bookmark] = ()
) -> EditSet:
    """Take a report with its annotations and bookmarks out of the project."""
    own: tuple[Annotation | Bookmark, ...] = (*annotations, *bookmarks)
    changes = [Change(one, None) for one in own if one.report_id == report.id]
    return EditSet(f"Remove report {quoted(report.name)}", (*changes, Change(report, None)))


def _revised(
    label: str, pairs: Iterable[tuple[Theme | Annotation | Report, Theme | Annotation | Report]]
) -> EditSet:
    return EditSet(label, tuple(Change(before, after) for before, after in pairs))


def _without(annotation: Annotation, theme_ids: set[ThemeId], now: str) -> Annotation:
    kept = tuple(one for one in annotation.theme_ids if one not in theme_ids)
    return replace(annotation, theme_ids=kept, modified=now)


def _checked_name(name: str, siblings: Iterable[Theme]) -> str:
    name = " ".join(name.split())
    if not name:
        raise InvalidInputError("A theme needs a name.")
    if any(one.name.casefold() == name.casefold() for one in siblings):
        raise InvalidInputError(f"There is already a theme {quoted(name)} at this place.")
    return name
