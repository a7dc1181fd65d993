"""Annotations that come in as W3C Web Annotation, ours or of others, and those of Hypothesis.

What the API of Hypothesis gives has nearly the same form; so has what its sidebar exports.
"""

from __future__ import annotations

import html
import json
import re
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from glossator.domain.errors import InvalidInputError
from glossator.domain.incoming.plan import (
    Incoming,
    IncomingPassage,
    IncomingReport,
    IncomingSegment,
    IncomingTheme,
)
from glossator.domain.pages.geometry import Quad, Rect
from glossator.exchange.refi.common import colour_of
from glossator.exchange.theme_paths import names_of, path_of
from glossator.exchange.times import time_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHA256 = re.compile(r"urn:sha256:([0-9a-f]{64})", re.IGNORECASE)
_VIEW = re.compile(r"page=(\d{1,6})(?:&viewrect=([-\d.,]+))?")
_MARKUP = re.compile(r"<[^<>]*>")
LONGEST_LIST = 1_000_000

SHOWN = 200
"""Characters shown of a note that is left out."""


def read_web_annotation(name: str, data: bytes) -> Incoming:
    """Read annotations: an AnnotationPage or AnnotationCollection, a list, or one alone.

    Also what the API of Hypothesis gives (`rows` with `target`, `text`, `tags`).

    Raises:
        InvalidInputError: It is no JSON, or holds no annotations.
    """
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InvalidInputError(f"“{name}” is no JSON: it may be cut off.") from error
    reader = _Reader(name)
    for item in _items(name, found):
        reader.take(item)
    if isinstance(found, dict):
        reader.take_themes(found.get("glossator:themes"))
        reader.take_reports(found.get("glossator:reports"))
    return reader.incoming()


def _items(name: str, found: object) -> Iterator[dict[str, Any]]:
    """Yield the annotations of whatever holds them."""
    if isinstance(found, dict):
        for key in ("items", "rows", "annotations"):
            if isinstance(found.get(key), list):
                found = found[key]
                break
        else:
            if isinstance(found.get("first"), dict):
                yield from _items(name, found["first"])
                return
            found = [found]
    listed = [one for one in _list(found) if isinstance(one, dict) and "target" in one]
    if not listed and _list(found):
        raise InvalidInputError(f"“{name}” holds no annotations.")
    yield from listed


class _Reader:
    """Collects what the annotations of a file say."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._reports: dict[str, IncomingReport] = {}
        self._themes: dict[str, IncomingTheme] = {}
        self._passages: list[IncomingPassage] = []
        self._left_out: list[str] = []
        self._places: dict[str, int] = {}
        self._answers: list[dict[str, Any]] = []
        self._taken = 0

    def incoming(self) -> Incoming:
        for answer in sorted(self._answers, key=lambda one: _text(one.get("created"))):
            self._answered(answer)
        return Incoming(
            self._name,
            tuple(self._reports.values()),
            tuple(self._themes.values()),
            tuple(self._passages),
            tuple(self._left_out),
        )

    def take(self, item: dict[str, Any]) -> None:
        """Take an annotation."""
        self._taken += 1
        targets = [one for one in _list(item.get("target")) if isinstance(one, dict)]
        segments = [part for part in map(_segment, targets) if part is not None]
        tags, note = self._bodies(item)
        if not segments:
            if item.get("references"):
                self._answers.append(item)
            else:
                self._leave_out(f"Annotation {self._taken} has no quotation and no area", note)
            return
        self._places[_text(item.get("id"))] = len(self._passages)
        self._passages.append(
            IncomingPassage(
                self._report_of(targets[0], item),
                tuple(segments),
                tuple(dict.fromkeys(tags)),
                _own_id(_text(item.get("id"))),
                note,
                _creator(item),
                time_of(_text(item.get("created"))),
                time_of(_text(item.get("modified") or item.get("updated"))),
            )
        )

    def _answered(self, item: dict[str, Any]) -> None:
        """Put an answer of Hypothesis to the note that it answers."""
        _, note = self._bodies(item)
        above = (self._places.get(_text(one)) for one in _list(item.get("references")))
        place = next((one for one in above if one is not None), None)
        if place is None:
            self._leave_out("An answer to what is not in the file was left out", note)
        elif note.strip():
            who, one = _creator(item), self._passages[place]
            said = (one.note, f"{who}: {note}" if who else note)
            self._passages[place] = replace(one, note="\n\n".join(filter(None, said)))

    def _leave_out(self, what: str, note: str) -> None:
        said = " ".join(note.split())[:SHOWN]
        self._left_out.append(f"{what}: “{said}”." if said else f"{what}.")

    def take_themes(self, themes: object) -> None:
        """Take the themes that the file lists, with what is said of them."""
        for one in _list(themes):
            if isinstance(one, dict) and _text(one.get("id")):
                get = one.get
                self._themes[_text(get("id"))] = IncomingTheme(
                    _text(get("id")),
                    _text(get("glossator:name")),
                    _text(get("glossator:parent")),
                    _own_id(_text(get("id"))),
                    _text(get("glossator:definition")),
                    _text(get("glossator:include")),
                    _text(get("glossator:exclude")),
                    _text(get("glossator:examples")),
                    _text(get("glossator:memo")),
                    colour_of(_text(get("glossator:colour"))),
                )

    def take_reports(self, reports: object) -> None:
        """Take what the file says of its documents."""
        for one in _list(reports):
            if isinstance(one, dict):
                self._source(one)

    def _bodies(self, item: dict[str, Any]) -> tuple[list[str], str]:
        """Return the keys of the themes, and the note."""
        tags = [self._tag(_text(tag)) for tag in _list(item.get("tags")) if _text(tag)]
        notes = [_text(item.get("text"))]
        for body in _list(item.get("body")) + _list(item.get("bodyValue")):
            if isinstance(body, str):
                notes.append(body)
            elif isinstance(body, dict):
                value = _value(body)
                if body.get("purpose") == "tagging" and value:
                    tags.append(self._tag(value, _text(body.get("glossator:theme"))))
                else:
                    notes.append(value)
        return tags, "\n\n".join(note for note in notes if note.strip())

    def _tag(self, path: str, theme: str = "") -> str:
        """Return the key of a theme, noted with those above it; listed ones come later."""
        names = names_of(path)
        keys = [path_of(names[: n + 1]) for n in range(len(names))]
        if theme:
            leaf = IncomingTheme(theme, names[-1] if names else path, id=_own_id(theme))
            self._themes.setdefault(theme, leaf)
            return theme
        for n, key in enumerate(keys):
            above = keys[n - 1] if n else ""
            self._themes.setdefault(key, IncomingTheme(key, names[n], above))
        return keys[-1] if keys else ""

    def _report_of(self, target: dict[str, Any], item: dict[str, Any]) -> str:
        source = target.get("source", item.get("uri", ""))
        document = item.get("document")
        title = ""
        if isinstance(document, dict):
            title = next((_text(one) for one in _list(document.get("title"))), "")
        return self._source(source if isinstance(source, dict) else {"id": source}, title)

    def _source(self, source: dict[str, Any], title: str = "") -> str:
        key = _text(source.get("id"))
        digest = _SHA256.search(key)
        title = _text(source.get("schema:name")) or title
        report = IncomingReport(
            key or title,
            digest[1].lower() if digest else "",
            _text(source.get("glossator:symbol")),
            title,
            _text(source.get("glossator:fileName")) or key.rpartition("/")[2],
        )
        self._reports.setdefault(report.key, report)
        return report.key


def _value(body: dict[str, Any]) -> str:
    """Return the text of a body; of HTML the words."""
    value = _text(body.get("value"))
    if body.get("format") != "text/html":
        return value
    return " ".join(html.unescape(_MARKUP.sub(" ", value)).split())


def _segment(target: dict[str, Any]) -> IncomingSegment | None:
    """Return what the selectors of a target say, None if nothing can be found by them."""
    exact = before = after = ""
    start = end = page = -1
    quads: tuple[Quad, ...] = ()
    for selector in _selectors(target.get("selector")):
        kind = selector.get("type")
        if kind == "TextQuoteSelector":
            exact = _text(selector.get("exact"))
            before, after = _text(selector.get("prefix")), _text(selector.get("suffix"))
        elif kind == "TextPositionSelector":
            start, end = _number(selector.get("start")), _number(selector.get("end"))
        elif kind == "FragmentSelector":
            page, quads = _fragment(_text(selector.get("value")))
    if not exact and not quads:
        return None
    continues = target.get("glossator:continues") is True
    return IncomingSegment(exact, before, after, start, end, page, quads, continues)


def _selectors(selector: object) -> Iterator[dict[str, Any]]:
    """Yield selectors, those that refine others after these."""
    for one in _list(selector):
        if isinstance(one, dict):
            yield one
            yield from _selectors(one.get("refinedBy"))


def _fragment(value: str) -> tuple[int, tuple[Quad, ...]]:
    match = _VIEW.search(value)
    if match is None:
        return -1, ()
    page = int(match[1]) - 1
    try:
        x, y, width, height = map(float, (match[2] or "").split(","))
    except ValueError:
        return page, ()
    return page, (Quad.of(Rect(x, y, x + width, y + height)),)


def _creator(item: dict[str, Any]) -> str:
    creator = item.get("creator")
    if isinstance(creator, dict):
        return _text(creator.get("name")) or _text(creator.get("nickname"))
    shown = item.get("user_info")
    if isinstance(shown, dict) and _text(shown.get("display_name")).strip():
        return _text(shown.get("display_name")).strip()
    user = _text(creator) or _text(item.get("user"))
    return re.sub(r"^acct:|@.*$", "", user)


def _own_id(value: str) -> str:
    """Return an id in our form if a URN holds one, else empty."""
    if not value.casefold().startswith("urn:uuid:"):
        return ""
    try:
        return str(uuid.UUID(value)).upper()
    except ValueError:
        return ""


def _list(value: object) -> list[Any]:
    found: Iterable[Any] = value if isinstance(value, list) else [] if value is None else [value]
    return list(found)[:LONGEST_LIST]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> int:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and 0 <= value < 2**31 else -1  # type: ignore[operator, return-value]
