"""The selections of one source of a REFI-QDA project, put together as passages.

ATLAS.ti and this program write a passage twice: in the text, and on each page it touches.
What belongs together is told by the GUIDs; where a continuation on the next page has one of
its own, by the words.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from glossator.domain.incoming.plan import IncomingPassage, IncomingSegment
from glossator.domain.pages.geometry import Quad, Rect
from glossator.domain.text.folding import folded
from glossator.exchange.refi.common import guid_of, page_guid, stretch_guid
from glossator.exchange.refi.tree import text_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from glossator.exchange.refi.texts import CountedText, Cut

FARTHEST = 1_000_000.0
"""Points from the corner of a page within which a rectangle may lie."""


@dataclass(slots=True)
class Selection:
    """A selection as it stands in the file.

    Attributes:
        guid: In our form, or empty.
        name: What it is called; often its words.
        start, end: Offsets in the text as the file counts them, -1 on a page.
        page: Page as the file counts it, -1 in a text.
        rect: Where it stands on the page, in points.
        words: Its words, where it brings them along.
        note: What is said of it.
        notes: GUIDs of notes that are referred to.
        themes: GUIDs of its codes.
        analyst, created, modified: GUID of who made it, and dates as in the file.
    """

    guid: str
    name: str
    start: int = -1
    end: int = -1
    page: int = -1
    rect: Rect | None = None
    words: str = ""
    note: str = ""
    notes: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    analyst: str = ""
    created: str = ""
    modified: str = ""

    @property
    def where(self) -> str:
        """What to call it in a sentence."""
        return f"“{self.name}”" if self.name else f"with the GUID {self.guid}"


def selection_of(element: Element) -> Selection:
    """Return a selection from its element.

    Raises:
        ValueError: A number is none.
    """
    get = element.get
    found = Selection(guid_of(get("guid", "")), " ".join(get("name", "").split()))
    codings: list[Element] = []
    notes: list[str] = []
    for child in element:  # each looked at once: there are a million
        if child.tag == "Coding":
            codings.append(child)
        elif child.tag == "NoteRef":
            notes.append(key_of(child.get("targetGUID", "")))
        elif child.tag == "Description":
            found.note = found.note or child.text or ""
        elif child.tag == "Representation" and not found.words:
            found.words = text_of(child, "PlainTextContent")
    targets = [(one.tag, key_of(one.get("targetGUID", ""))) for coding in codings for one in coding]
    found.themes = tuple([key for tag, key in targets if tag == "CodeRef"])
    found.notes = (*notes, *[key for tag, key in targets if tag == "NoteRef"])
    first = codings[0].get if codings else get
    found.analyst = key_of(get("creatingUser") or first("creatingUser") or "")
    found.created = get("creationDateTime") or first("creationDateTime") or ""
    found.modified = get("modifiedDateTime") or ""
    if get("page") is None:
        found.start, found.end = int(get("startPosition", "")), int(get("endPosition", ""))
    else:
        found.page = int(get("page", ""))
        xs = (_number(get("firstX", "")), _number(get("secondX", "")))
        ys = (_number(get("firstY", "")), _number(get("secondY", "")))
        found.rect = Rect(min(xs), min(ys), max(xs), max(ys))
    return found


def united(selections: Sequence[Selection]) -> list[Selection]:
    """Return selections with those as one that an analyst made at the same place.

    QualCoder writes one for each code.
    """
    found: dict[tuple[object, ...], list[Selection]] = {}
    for one in selections:
        place = (one.start, one.end, one.page, one.rect, one.analyst)
        found.setdefault(place, []).append(one)
    return [_united(alike) for alike in found.values()]


def _united(alike: Sequence[Selection]) -> Selection:
    return replace(
        alike[0],
        themes=tuple(key for one in alike for key in one.themes),
        note="\n\n".join(dict.fromkeys(one.note for one in alike if one.note.strip())),
        notes=tuple(key for one in alike for key in one.notes),
        created=min(one.created for one in alike),
        modified=max(one.modified or one.created for one in alike),
    )


@lru_cache(maxsize=4096)
def key_of(guid: str) -> str:
    """Return what names something within the file: its GUID in our form, else as it is."""
    return guid_of(guid) or guid.strip().upper()


def _number(text: str) -> float:
    number = float(text)
    if not abs(number) < FARTHEST:  # also what is not a number
        raise ValueError(text)
    return number


@dataclass(slots=True)
class Joined:
    """What the selections of a passage come to."""

    first: Selection
    segments: list[IncomingSegment]
    selections: list[Selection] = field(default_factory=list)

    def passage(self, report: str, analyst: str, created: str, modified: str) -> IncomingPassage:
        """Return the passage, with the notes that stand in the selections themselves."""
        notes = dict.fromkeys(one.note for one in self.selections if one.note.strip())
        themes = dict.fromkeys(key for one in self.selections for key in one.themes)
        return IncomingPassage(
            report,
            tuple(self.segments),
            tuple(themes),
            self.first.guid,
            "\n\n".join(notes),
            analyst,
            created,
            modified,
        )

    @property
    def notes(self) -> list[str]:
        """GUIDs of the notes that are referred to, each once."""
        return list(dict.fromkeys(key for one in self.selections for key in one.notes))


@dataclass(slots=True)
class Joiner:
    """Puts selections together.

    Attributes:
        text: The source's text, None where there is none that can be read.
        from_top: Whether rectangles are counted from the upper left corner.
        first_page: Number of the first page.
        lost: Sentences on what could not be taken.
    """

    text: CountedText | None
    from_top: bool = False
    first_page: int = 0
    lost: list[str] = field(default_factory=list)

    def joined(self, in_text: Sequence[Selection], on_pages: Sequence[Selection]) -> list[Joined]:
        """Return the passages of a source, in the order of the file."""
        places = _Places(on_pages, {one.guid for one in in_text})
        found: list[Joined] = []
        expected: dict[str, tuple[Joined, int]] = {}
        for one in in_text:
            cut = self.text.cut(one.start, one.end) if self.text is not None else None
            beside = places.take(one, cut.exact if cut is not None else "")
            segment = self._in_text(one, beside, cut)
            if segment is None:
                continue
            root, number = expected.pop(one.guid, (None, 0))
            if root is None:
                root = Joined(one, [])
                found.append(root)
            root.segments.append(segment)
            root.selections += [one, *beside]
            if one.guid:
                expected[stretch_guid(root.first.guid, number + 1)] = (root, number + 1)
        found += self._on_pages(places)
        return found

    def _in_text(
        self, one: Selection, beside: Sequence[Selection], cut: Cut | None
    ) -> IncomingSegment | None:
        words = "\n".join(place.words for place in beside if place.words)
        page = beside[0].page - self.first_page if beside else -1
        if cut is not None:
            exact = words if words and _same(words, cut.exact) else cut.exact
            return IncomingSegment(exact, cut.before, cut.after, cut.start, cut.end, page)
        if words.strip():
            return IncomingSegment(words, page=page)
        if self.text is None:
            self.lost.append(f"A selection {one.where} was left out: its text is not there.")
        else:
            self.lost.append(
                f"A selection {one.where} was left out: it goes from {one.start} to {one.end},"
                f" and its text has {len(self.text.text)} characters."
            )
        return None

    def _on_pages(self, places: _Places) -> Iterator[Joined]:
        """Yield passages and areas that stand on pages only."""
        for group in places.rest():
            one = group[0]
            words = "\n".join(place.words for place in group if place.words)
            page = one.page - self.first_page
            if page < 0:
                self.lost.append(f"An area {one.where} was left out: there is no page {one.page}.")
                continue
            assert one.rect is not None
            quads = () if words.strip() else (Quad.of(one.rect),)
            segment = IncomingSegment(
                words if words.strip() else "", page=page, quads=quads, from_top=self.from_top
            )
            yield Joined(one, [segment], list(group))


class _Places:
    """The selections on pages, those of one stretch together.

    Args:
        selections: In the order of the file.
        in_text: GUIDs of the selections in the text.
    """

    def __init__(self, selections: Sequence[Selection], in_text: Container[str]) -> None:
        self._in_text = in_text
        self._groups: dict[str, list[Selection]] = {}
        expected: dict[str, str] = {}
        for number, one in enumerate(selections):
            key = expected.pop(one.guid, one.guid) or f"number {number}"
            if key in self._groups and key == one.guid:
                key = f"number {number}"  # a GUID given twice
            group = self._groups.setdefault(key, [])
            group.append(one)
            expected[page_guid(key, len(group))] = key
        self._order = {key: nth for nth, key in enumerate(self._groups)}
        self._keys = list(self._groups)

    def take(self, one: Selection, words: str) -> list[Selection]:
        """Return what belongs to a selection in the text, and count it as used."""
        group = self._groups.pop(one.guid, []) if one.guid else []
        return group + self._continuation(one, group, words)

    def _continuation(self, one: Selection, group: list[Selection], words: str) -> list[Selection]:
        """Return what follows on the next pages under GUIDs that tell nothing."""
        found: list[Selection] = []
        if not group:
            return found
        at = self._order[one.guid] + 1
        last = group[-1]
        while at < len(self._keys):
            key = self._keys[at]
            after = self._groups.get(key, [])
            if len(after) != 1 or after[0].guid in self._in_text:
                break
            if not _goes_on(last, after[0], words):
                break
            found += self._groups.pop(key)
            last, at = after[0], at + 1
        return found

    def rest(self) -> Iterator[list[Selection]]:
        """Yield what belongs to no selection in the text."""
        return iter(self._groups.values())


def _goes_on(last: Selection, one: Selection, words: str) -> bool:
    """Tell whether a selection is the rest of one on the page before, given all its words."""
    if one.page != last.page + 1 or set(one.themes) != set(last.themes):
        return False
    return bool(one.words.strip()) and _same(last.words + one.words, words)


def _same(words: str, cut: str) -> bool:
    """Tell whether the words of the pages are those of the text, but for what they leave out."""
    if words == cut:
        return True
    rest = iter(folded(cut))
    return all(letter in rest for letter in folded(words))
