"""Suggesting themes and paragraphs in a document process, and how a lesson gets there.

A lesson is all that suggestions rest on: the paragraphs of the project, its themes, and what
was tagged with them. Words are counted bit by bit, so that a report can be read in between.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from glossator.documents.codec import decode, encode
from glossator.domain.ranking.suggest import Suggester, Suggestion
from glossator.domain.records import Theme, ThemeId
from glossator.domain.text.wording import weigh
from glossator.domain.themes import ThemeTree

if TYPE_CHECKING:
    import mmap
    from collections.abc import Iterable, Mapping, Sequence

Answer = tuple[bool, tuple[Suggestion, ...]]
"""Whether the suggestions are there; otherwise the process prepares, and is to be asked again."""

SECONDS = 0.2
"""How long a request may prepare before it answers, so that others need not wait long."""

FIELDS = ("id", "name", "parent_id", "definition", "include", "examples", "archived")
"""What a lesson holds of a theme."""


class Tutor:
    """What a document process has learned of a project."""

    def __init__(self) -> None:
        self._number = 0
        self._passages: dict[str, str] = {}
        self._names: list[str] = []
        self._themes: list[list[Any]] = []
        self._tagged: dict[ThemeId, list[str]] = {}
        self._counted: dict[str, Mapping[str, float]] = {}
        self._suggester: Suggester | None = None
        self._has_learned = False

    def take(self, number: int, data: mmap.mmap | bytes) -> None:
        """Take over a lesson, unless it is the present one.

        What was made of the paragraphs is kept while they are the same.
        """
        if number == self._number:
            return
        self._number, lesson = number, json.loads(data[:])
        if lesson["passages"] != self._passages:
            self._passages, self._suggester = lesson["passages"], None
            self._names = list(self._passages)
        self._themes, self._tagged = lesson["themes"], lesson["tagged"]
        self._has_learned = False

    def suggest(self, request: Mapping[str, Any], seconds: float = SECONDS) -> Answer:
        """Suggest what is asked for, or prepare for it as far as the time goes.

        Args:
            request: With `theme` and `without` (places of paragraphs) for paragraphs, with
                `text` and `without` (ids of themes) for themes; always with `limit`.
            seconds: How long to prepare.
        """
        suggester = self._prepared(time.monotonic() + seconds)
        if suggester is None:
            return False, ()
        limit = request["limit"]
        if request["theme"]:
            without = {self._names[place] for place in request["without"]}
            found = suggester.passages_for(ThemeId(request["theme"]), without=without, limit=limit)
        else:
            found = suggester.themes_for(
                request["text"], without=set(request["without"]), limit=limit
            )
        return True, found

    def _prepared(self, end: float) -> Suggester | None:
        if self._suggester is None:
            if not self._count(self._passages.values(), end):
                return None
            self._suggester = Suggester(self._passages, self._weigh)
        if not self._has_learned:
            texts = [text for one in self._tagged.values() for text in one]
            if not self._count(texts, end):
                return None
            self._suggester.learn(_tree(self._themes), self._tagged)
            # What no lesson speaks of any more need not be remembered.
            kept = {*texts, *self._passages.values()}
            self._counted = {text: self._counted[text] for text in self._counted if text in kept}
            self._has_learned = True
        return self._suggester

    def _count(self, texts: Iterable[str], end: float) -> bool:
        """Count the words of texts as far as the time goes; tell whether all are counted."""
        for text in texts:
            if text not in self._counted:
                self._counted[text] = weigh(text)
                if time.monotonic() > end:
                    return False
        return True

    def _weigh(self, text: str) -> Mapping[str, float]:
        return self._counted[text] if text in self._counted else weigh(text)


def _tree(rows: Sequence[Sequence[Any]]) -> ThemeTree:
    themes = (dict(zip(FIELDS, row, strict=True)) for row in rows)
    return ThemeTree(Theme(**fields, position=n) for n, fields in enumerate(themes))


def lesson(
    passages: Iterable[Mapping[str, str]],
    themes: Iterable[Theme],
    tagged: Mapping[ThemeId, Sequence[str]],
) -> bytes:
    """Return the bytes of a lesson; made in pieces, so that other threads go on meanwhile.

    Args:
        passages: The paragraphs of each report, by their names.
        themes: All themes, each before those below it.
        tagged: The words tagged with each theme.
    """
    rows = [[getattr(theme, name) for name in FIELDS] for theme in themes]
    return b"".join(
        (
            b'{"passages":{',
            b",".join(one for one in map(_inside, passages) if one),
            b'},"themes":',
            _json(rows),
            b',"tagged":{',
            b",".join(_inside({theme_id: list(texts)}) for theme_id, texts in tagged.items()),
            b"}}",
        )
    )


def encode_answer(answer: Answer) -> bytes:
    """Return the bytes of an answer."""
    return encode(answer)


def decode_answer(data: memoryview) -> Answer:
    """Return the answer that `encode_answer` made into bytes.

    Raises:
        ProtocolError: The bytes don't hold one.
    """
    return decode(tuple[bool, tuple[Suggestion, ...]], data)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def _inside(value: Mapping[str, object]) -> bytes:
    """Return the JSON of an object without its braces."""
    return _json(value)[1:-1]
