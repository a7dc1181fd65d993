"""What a user can do to several themes at once, or to all that is written about one.

As in `intents`: records in, one edit set out, nothing where nothing would change.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from glossator.domain import intents
from glossator.domain.edits import Change, EditSet
from glossator.domain.errors import InvalidInputError
from glossator.domain.intents import quoted
from glossator.domain.themes import ThemeTree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from glossator.domain.records import Annotation, Theme, ThemeId


class Wording(NamedTuple):
    """What is written about a theme.

    Attributes:
        definition, include, exclude, examples, memo: As in `Theme`.
    """

    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: str = ""
    memo: str = ""

    @classmethod
    def of(cls, theme: Theme) -> Wording:
        """Return what is written about a theme."""
        return cls(*(getattr(theme, name) for name in cls._fields))


def describe_theme(theme: Theme, wording: Wording, now: str) -> EditSet:
    """Write what belongs to a theme, what not, examples and a memo, which gets its date."""
    label = f"Define theme {quoted(theme.name)}"
    dated = now if wording.memo != theme.memo else theme.memo_date
    after = replace(theme, **wording._asdict(), memo_date=dated if wording.memo else "")
    return EditSet(label, (Change(theme, after),)) if after != theme else EditSet(label)


def merge_themes(
    tree: ThemeTree, themes: Iterable[Theme], into: Theme, annotations: Iterable[Annotation]
) -> EditSet:
    """Let one theme take the place of others.

    Passages tagged with any of them carry the one, once. Themes below them go below it;
    one that has the name of a theme there is merged with that. What is written about them
    is put together, and a key is kept if the one has none.

    Args:
        tree: All themes.
        themes: What is merged; `into` may be among them.
        into: The theme that stays.
        annotations: Those that carry the others or themes below them, or all there are.

    Raises:
        InvalidInputError: There is nothing to merge, or `into` lies below one of the others.
    """
    sources = [one for one in tree if one.id in {theme.id for theme in themes} - {into.id}]
    if not sources:
        raise InvalidInputError("Choose two themes or more to merge them.")
    for source in sources:
        if into.id in tree.with_descendants(source.id):
            raise InvalidInputError(
                f"{quoted(into.name)} lies below {quoted(source.name)}. Merge them into "
                f"{quoted(source.name)}, or move {quoted(into.name)} out of it first."
            )
    plan = _Merge(tree, {one.id for one in sources})
    for source in sources:
        plan.fold(source, into)
    what = quoted(sources[0].name) if len(sources) == 1 else f"{len(sources)} themes"
    changes = [*plan.kept(), *plan.retagged(annotations), *plan.removed()]
    return EditSet(f"Merge {what} into {quoted(into.name)}", tuple(changes))


class _Merge:
    """Which themes go, into which, and which move because of that."""

    def __init__(self, tree: ThemeTree, doomed: set[ThemeId]) -> None:
        self._tree = tree
        self._doomed = doomed
        self._gone: dict[ThemeId, ThemeId] = {}
        self._parts: defaultdict[ThemeId, list[Theme]] = defaultdict(list)
        self._moved: defaultdict[ThemeId, list[Theme]] = defaultdict(list)
        self._names: dict[ThemeId, dict[str, Theme]] = {}

    def fold(self, source: Theme, into: Theme) -> None:
        """Let a theme go into another, with what is below it."""
        self._gone[source.id] = into.id
        self._parts[into.id].append(source)
        names = self._names.get(into.id)
        if names is None:
            below = self._tree.children(into.id)
            names = {one.name.casefold(): one for one in below if one.id not in self._doomed}
            self._names[into.id] = names
        for child in self._tree.children(source.id):
            if child.id in self._doomed:
                continue
            twin = names.setdefault(child.name.casefold(), child)
            if twin is child:
                self._moved[into.id].append(child)
            else:
                self.fold(child, twin)

    def kept(self) -> Iterable[Change]:
        """Yield the changes of themes that stay."""
        after: dict[ThemeId, Theme] = {}
        for theme_id, parts in self._parts.items():
            after[theme_id] = _joined(self._tree[theme_id], parts)
        for parent_id, moved in self._moved.items():
            last = max((one.position for one in self._tree.children(parent_id)), default=-1)
            for number, one in enumerate(moved, start=1):
                place = after.get(one.id, one)
                after[one.id] = replace(place, parent_id=parent_id, position=last + number)
        for theme_id, theme in after.items():
            if theme != self._tree[theme_id]:
                yield Change(self._tree[theme_id], theme)

    def retagged(self, annotations: Iterable[Annotation]) -> Iterable[Change]:
        """Yield the changes of passages that carried a theme that goes."""
        for one in annotations:
            if not self._gone.keys().isdisjoint(one.theme_ids):
                ids = tuple(dict.fromkeys(self._gone.get(each, each) for each in one.theme_ids))
                yield Change(one, replace(one, theme_ids=ids))

    def removed(self) -> Iterable[Change]:
        """Yield the changes of themes that go, those below first."""
        for one in reversed([one for one in self._tree if one.id in self._gone]):
            yield Change(one, None)


def _joined(theme: Theme, parts: Sequence[Theme]) -> Theme:
    """Return a theme with what is written about others put to its own."""
    texts = []
    for name, *written in zip(Wording._fields, *map(Wording.of, (theme, *parts)), strict=True):
        between = "\n" if name == "examples" else "\n\n"
        texts.append(between.join(dict.fromkeys(text.strip() for text in written if text.strip())))
    keys = (one.key for one in (theme, *parts))
    return replace(
        theme,
        **Wording(*texts)._asdict(),
        memo_date=max(one.memo_date for one in (theme, *parts)),
        key=next((key for key in keys if key), ""),
    )


def split_theme(
    tree: ThemeTree, theme: Theme, made: Theme, chosen: Iterable[Annotation], now: str
) -> EditSet:
    """Give some of a theme's passages to a new theme.

    Args:
        tree: All themes.
        theme: The theme they carry.
        made: The new theme.
        chosen: Passages; those that don't carry the theme itself stay as they are.
        now: The time.

    Raises:
        InvalidInputError: The new name can't be used, or no passage carries the theme itself.
    """
    added = intents.add_theme(tree, made)
    carrying = [one for one in chosen if theme.id in one.theme_ids]
    if not carrying:
        raise InvalidInputError(f"None of these passages carries {quoted(theme.name)} itself.")
    changes = list(added.changes)
    for one in carrying:
        ids = tuple(made.id if each == theme.id else each for each in one.theme_ids)
        changes.append(Change(one, replace(one, theme_ids=ids, modified=now)))
    return EditSet(f"Split {quoted(made.name)} from {quoted(theme.name)}", tuple(changes))


def move_themes(
    tree: ThemeTree, themes: Iterable[Theme], parent_id: ThemeId | None, row: int = -1
) -> EditSet:
    """Put themes under another parent, next to each other in the order of the tree.

    A theme below another of them stays where it is in that.

    Args:
        tree: All themes.
        themes: What is moved, each with all below it.
        parent_id: The new parent, None for the root.
        row: Index among the new siblings as they stand now; -1 puts them last.

    Raises:
        InvalidInputError: See `intents.move_theme`; nothing is moved then.
    """
    moved = topmost(tree, themes)
    if len(moved) == 1:
        return intents.move_theme(tree, moved[0], parent_id, row)
    before: ThemeId | None = None

    def move(now: ThemeTree, theme: Theme) -> EditSet:
        nonlocal before
        siblings = [one.id for one in now.children(parent_id)]
        at = row if before is None else siblings.index(before) + 1
        before = theme.id
        return intents.move_theme(now, theme, parent_id, at)

    return _each(tree, f"Move {len(moved)} themes", moved, move)


def recolour_themes(themes: Sequence[Theme], colour: str) -> EditSet:
    """Give themes another colour, `#RRGGBB`."""
    if len(themes) == 1:
        return intents.recolour_theme(themes[0], colour)
    after = ((one, replace(one, colour=colour.upper())) for one in themes)
    changes = tuple(Change(one, other) for one, other in after if one != other)
    return EditSet(f"Recolour {len(themes)} themes", changes)


def delete_themes(
    tree: ThemeTree, themes: Iterable[Theme], annotations: Iterable[Annotation]
) -> EditSet:
    """Delete themes and all below them; their tags go, the annotations stay."""
    doomed, known = topmost(tree, themes), list(annotations)
    if len(doomed) == 1:
        return intents.delete_theme(tree, doomed[0], known)
    ids = set[str]().union(*(tree.with_descendants(one.id) for one in doomed))
    changes = []
    for one in known:
        kept = tuple(each for each in one.theme_ids if each not in ids)
        if kept != one.theme_ids:
            changes.append(Change(one, replace(one, theme_ids=kept)))
    changes += [Change(one, None) for one in reversed(list(tree)) if one.id in ids]
    return EditSet(f"Delete {len(doomed)} themes", tuple(changes))


def archive_themes(tree: ThemeTree, themes: Iterable[Theme]) -> EditSet:
    """Take themes, and so all below them, out of sight; they keep their tags but no key."""
    chosen = topmost(tree, themes)
    below = {each for one in chosen for each in tree.with_descendants(one.id)}
    ids = {one.id for one in chosen}
    after = {
        one: replace(one, archived=one.archived or one.id in ids, key="")
        for one in tree
        if one.id in below
    }
    return _changed(f"Archive {_named(chosen)}", after)


def restore_themes(tree: ThemeTree, themes: Iterable[Theme]) -> EditSet:
    """Bring archived themes back into sight, and for that all above them."""
    chosen = list(themes)
    ids: set[ThemeId] = set()
    for one in chosen:
        at: ThemeId | None = one.id
        while at is not None:
            ids.add(at)
            at = tree.parent_of(at)
    after = {one: replace(one, archived=False) for one in tree if one.id in ids}
    return _changed(f"Bring back {_named(chosen)}", after)


def topmost(tree: ThemeTree, themes: Iterable[Theme]) -> list[Theme]:
    """Return those of some themes that lie below none of the others, in the tree's order."""
    ids = {one.id for one in themes}
    below = {each.id for one in ids for each in tree.below(one)}
    return [one for one in tree if one.id in ids - below]


def _named(themes: Sequence[Theme]) -> str:
    return f"theme {quoted(themes[0].name)}" if len(themes) == 1 else f"{len(themes)} themes"


def _changed(label: str, after: dict[Theme, Theme]) -> EditSet:
    return EditSet(label, tuple(Change(*pair) for pair in after.items() if pair[0] != pair[1]))


def _each(
    tree: ThemeTree,
    label: str,
    themes: Iterable[Theme],
    intent: Callable[[ThemeTree, Theme], EditSet],
) -> EditSet:
    """Do something with one theme after the other, as one action."""
    whole, now = EditSet(label), tree
    for theme in themes:
        edits = intent(now, now[theme.id])
        whole = whole.then(edits)
        after = {one.id: one for one in now} | {
            new.id: new for _, new in edits.of(type(theme)) if new is not None
        }
        now = ThemeTree(after.values())
    return EditSet(label, tuple(one for one in whole.changes if one.before != one.after))
