"""A caret in the text of a report, and how keys move it.

A caret stands between two characters of a page. It moves in reading order: at the end of
a line to the next line of its column, from a column to the next, from page to page. Running
heads and feet are passed over unless it stands in one; a caret that draws a selection stays
in the flow in which the selection began, as the selection itself does.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple, Protocol

from glossator.domain.text.direction import runs_leftward
from glossator.domain.text.page_text import Role
from glossator.domain.text.selection import caret_in, caret_reach, word_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossator.domain.text.page_text import Line, PageText


class Caret(NamedTuple):
    """A place between two characters: zero-based page and offset in the page's text."""

    page: int
    offset: int


class Step(Enum):
    """What a key does to the caret."""

    LEFT = auto()
    RIGHT = auto()
    WORD_LEFT = auto()
    WORD_RIGHT = auto()
    UP = auto()
    DOWN = auto()
    LINE_START = auto()
    LINE_END = auto()
    BLOCK_UP = auto()
    BLOCK_DOWN = auto()
    REPORT_START = auto()
    REPORT_END = auto()


class Pages(Protocol):
    """Where the texts of a report's pages come from."""

    @property
    def count(self) -> int:
        """Number of pages."""

    def text(self, page: int) -> PageText:
        """Return a page's text.

        Raises:
            NotReadYetError: It is not there yet.
        """


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a report: zero-based page, its text, index of the line in it."""

    page: int
    text: PageText
    index: int

    @property
    def line(self) -> Line:
        """The line itself."""
        return self.text.lines[self.index]

    @property
    def start(self) -> Caret:
        """The caret before the line's first character."""
        return Caret(self.page, self.line.start)

    @property
    def end(self) -> Caret:
        """The caret behind the line's last character."""
        return Caret(self.page, self.line.end)


def moved(
    pages: Pages,
    caret: Caret,
    step: Step,
    *,
    role: Role | None = None,
    reach: float | None = None,
) -> Caret:
    """Return where a step leads; the caret itself where it can't go on.

    Args:
        pages: The report's pages.
        caret: Where it stands.
        step: What is wanted.
        role: Stay in the flow of this role; by default everything but running heads is
            gone through.
        reach: For up and down, how far along its line the caret wants to stand, as
            `wanted_reach` tells before the first of such steps.

    Raises:
        NotReadYetError: The text of a page on the way is not there yet.
    """
    if step is Step.REPORT_START or step is Step.REPORT_END:
        return _far_end(pages, caret, role, back=step is Step.REPORT_START)
    here = spot(pages, caret)
    if here is None:
        onward = next(_lines(pages, Spot(caret.page, pages.text(caret.page), -1), role), None)
        return onward.start if onward else caret
    match step:
        case Step.LINE_START:
            return here.start
        case Step.LINE_END:
            return here.end
        case Step.UP | Step.DOWN:
            return _beyond(pages, here, caret, role, reach, back=step is Step.UP)
        case Step.BLOCK_UP | Step.BLOCK_DOWN:
            return _to_block(pages, here, caret, role, back=step is Step.BLOCK_UP)
    back = _goes_back(here, step)
    if step in (Step.WORD_LEFT, Step.WORD_RIGHT):
        return _by_word(pages, here, caret, role, back=back)
    return _by_character(pages, here, caret, role, back=back)


def goes_back(pages: Pages, caret: Caret, step: Step) -> bool:
    """Tell whether a step to the left or right leads towards the beginning of the report.

    Raises:
        NotReadYetError: The text of its page is not there yet.
    """
    here = spot(pages, caret)
    return here is not None and _goes_back(here, step)


def wanted_reach(pages: Pages, caret: Caret) -> float:
    """Return how far along its line a caret stands: what up and down try to keep.

    Raises:
        NotReadYetError: The text of its page is not there yet.
    """
    here = spot(pages, caret)
    return caret_reach(here.text, here.line, caret.offset) if here else 0.0


def spot(pages: Pages, caret: Caret) -> Spot | None:
    """Return the line in which a caret stands, None on a page without text.

    Raises:
        NotReadYetError: The text of its page is not there yet.
    """
    text = pages.text(caret.page)
    return Spot(caret.page, text, text.line_index(caret.offset)) if text.lines else None


def first_caret(pages: Pages, page: int) -> Caret:
    """Return the caret at the beginning of a page's text, or of the next page that has any.

    Raises:
        NotReadYetError: The text of a page on the way is not there yet.
    """
    first = next(_lines(pages, Spot(page, pages.text(page), -1), None), None)
    return first.start if first else Caret(page, 0)


# Lines


def _lines(pages: Pages, here: Spot, role: Role | None, *, back: bool = False) -> Iterator[Spot]:
    """Yield the lines after or before one that a caret goes through, in that order."""
    page, text, index = here.page, here.text, here.index
    while True:
        index += -1 if back else 1
        while not 0 <= index < len(text.lines):
            page += -1 if back else 1
            if not 0 <= page < pages.count:
                return
            text = pages.text(page)
            index = len(text.lines) - 1 if back else 0
        if _is_on_the_way(text.lines[index], role):
            yield Spot(page, text, index)


def _is_on_the_way(line: Line, role: Role | None) -> bool:
    return line.role is not Role.RUNNING if role is None else line.role.flow == role.flow


def _goes_back(here: Spot, step: Step) -> bool:
    return (step in (Step.LEFT, Step.WORD_LEFT)) != runs_leftward(_words(here))


def _words(here: Spot) -> str:
    return here.text.text[here.line.start : here.line.end]


def _is_beside(line: Line, other: Line) -> bool:
    """Tell whether two lines stand at the same height of the page, as cells of a row do."""
    upright = line.rotation % 180
    one = (line.rect.x0, line.rect.x1) if upright else (line.rect.y0, line.rect.y1)
    two = (other.rect.x0, other.rect.x1) if upright else (other.rect.y0, other.rect.y1)
    shared = min(one[1], two[1]) - max(one[0], two[0])
    return shared > 0.5 * min(one[1] - one[0], two[1] - two[0])


# Steps


def _by_character(
    pages: Pages, here: Spot, caret: Caret, role: Role | None, *, back: bool
) -> Caret:
    line, text = here.line, here.text.text
    offset = caret.offset + (-1 if back else 1)
    # A mark that combines with the letter before it has no place of its own.
    while line.start < offset < line.end and unicodedata.combining(text[offset]):
        offset += -1 if back else 1
    if line.start <= offset <= line.end:
        return Caret(here.page, offset)
    onward = next(_lines(pages, here, role, back=back), None)
    if onward is None:
        return caret
    return onward.end if back else onward.start


def _by_word(pages: Pages, here: Spot, caret: Caret, role: Role | None, *, back: bool) -> Caret:
    starts = [here.line.start, *_word_starts(here)]
    if back:
        starts = [start for start in starts if start < caret.offset]
    else:
        starts = [start for start in starts if start > caret.offset]
    if starts:
        return Caret(here.page, starts[-1 if back else 0])
    onward = next(_lines(pages, here, role, back=back), None)
    if back:
        if onward is None:
            return here.start
        return Caret(onward.page, ([onward.line.start, *_word_starts(onward)])[-1])
    # Behind the last word of a paragraph it stops; within one, lines follow each other.
    if onward is None or (caret != here.end and _block(onward) != _block(here)):
        return here.end
    return onward.start


def _word_starts(here: Spot) -> list[int]:
    line, text = here.line, here.text.text
    starts: list[int] = []
    at = line.start
    while at < line.end:
        end = min(word_at(here.text, at)[1], line.end)
        if text[at].isalnum():
            starts.append(at)
        at = max(end, at + 1)
    return starts


def _beyond(
    pages: Pages,
    here: Spot,
    caret: Caret,
    role: Role | None,
    reach: float | None,
    *,
    back: bool,
) -> Caret:
    """Return the caret on the next line below, or above; beside each other the nearest wins."""
    if reach is None:
        reach = caret_reach(here.text, here.line, caret.offset)
    onward = _lines(pages, here, role, back=back)
    target = next(
        (at for at in onward if at.page != here.page or not _is_beside(here.line, at.line)), None
    )
    if target is None:
        return here.start if back else here.end
    row = [target]
    if any(_is_beside(target.line, line) for line in target.text.lines if line is not target.line):
        row += takewhile(
            lambda at: at.page == target.page and _is_beside(target.line, at.line), onward
        )
    carets = [(caret_in(at.text, at.line, reach), at) for at in row]
    offset, best = min(
        carets, key=lambda one: abs(caret_reach(one[1].text, one[1].line, one[0]) - reach)
    )
    return Caret(best.page, offset)


def _to_block(pages: Pages, here: Spot, caret: Caret, role: Role | None, *, back: bool) -> Caret:
    """Return the beginning of the next paragraph, or of this one or the one before."""
    if not back:
        onward = _lines(pages, here, role)
        other = (at for at in onward if _block(at) != _block(here))
        target = next(other, None)
        return target.start if target else _far_end(pages, caret, role, back=False)
    first = here
    if caret == here.start:
        first = next(_lines(pages, here, role, back=True), here)
    for at in _lines(pages, first, role, back=True):
        if _block(at) != _block(first):
            break
        first = at
    return first.start


def _block(at: Spot) -> tuple[int, int]:
    return at.page, at.line.block


def _far_end(pages: Pages, caret: Caret, role: Role | None, *, back: bool) -> Caret:
    page = 0 if back else pages.count - 1
    text = pages.text(page)
    beyond = Spot(page, text, -1 if back else len(text.lines))
    target = next(_lines(pages, beyond, role, back=not back), None)
    if target is None:
        return caret
    return target.start if back else target.end
