"""Find a passage again in a report whose file or text changed.

The ladder: the same words at the same offsets; else the same words anywhere, with white
space, dashes, quotation marks and hyphenation folded; else similar words. Each place is
scored by quotation (50), context (20 on either side), section (10) and position (2, so
that it only breaks ties); what the annotation does not know is left out of the sum.
Places with more errors compete too: a damaged quotation in its own context beats the same
words elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from glossator.domain.anchoring.renumbering import bare_spans, within
from glossator.domain.passage import section_of
from glossator.domain.records import Status
from glossator.domain.reports.structure import UnitKind
from glossator.domain.text.folding import Folded, fold, folded
from glossator.domain.text.fuzzy import similar_ranges, similarity
from glossator.domain.text.page_text import PAGE_BREAK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from glossator.domain.records import Annotation, Segment
    from glossator.domain.reports.structure import Structure

Range: TypeAlias = tuple[int, int]

ATTACHED_FROM = 0.80
CHECK_FROM = 0.60

QUOTATION, CONTEXT, SECTION, POSITION = 50.0, 20.0, 10.0, 2.0
"""Weights of the score."""

SHORTEST_FUZZY = 8
"""Folded characters a quotation needs to be searched for by similarity."""

LONG = 32
"""Folded characters from which words that stand in one place only speak for themselves."""

CERTAIN = 0.90
"""Score from which no similar place is searched for; what long, unique words get."""

TIE = 0.02
"""Two places that score closer than this, position aside, can't be told apart."""

KEPT = 3
"""Candidates kept for the analyst to choose from."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a stretch may stand.

    Attributes:
        start, end: Offsets in the report's canonical text.
        score: From 0 to 1.
        exact: Whether the folded words are the same.
        plain: The score without position.
    """

    start: int
    end: int
    score: float
    exact: bool
    plain: float


@dataclass(frozen=True, slots=True)
class Attachment:
    """Where a passage was found.

    Attributes:
        status: Attached, to be checked, or detached.
        score: From 0 to 1; of the stretch found least surely.
        stretches: (start, end) of each stretch, as `passage.segments` takes them; empty
            when detached.
        moved: False where every segment stands at its own offsets, so that nothing needs
            to be written.
        candidates: For each stretch the best places, best first, also when detached.
    """

    status: Status
    score: float
    stretches: tuple[Range, ...]
    moved: bool = True
    candidates: tuple[tuple[Candidate, ...], ...] = ()


class Quotations:
    """Finds quotations in one text, its typography folded once, at first need.

    Args:
        text: The report's canonical text.
        spans: Look only here, as if these ranges followed each other, so that a quotation
            is found across what stands between them.
    """

    def __init__(self, text: str, spans: Sequence[Range] | None = None) -> None:
        self._text = text
        self._spans = spans
        self._pages: dict[bool, Folded] = {}

    def find(self, quote: str) -> list[Range]:
        """Return where a quotation stands; letter case counts unless it is nowhere as written."""
        for case in (False, True):
            if case not in self._pages:
                self._pages[case] = fold(self._text, self._spans, case=case)
            page = self._pages[case]
            found = [page.original(*at) for at in page.occurrences(folded(quote, case=case))]
            if found:
                return found
        return []


def find_quote(text: str, quote: str, spans: Sequence[Range] | None = None) -> list[Range]:
    """Return the ranges of a text where a quotation stands; for many, keep `Quotations`."""
    return Quotations(text, spans).find(quote)


def body_spans(structure: Structure) -> list[Range]:
    """Return the ranges of a report's running text: no footnotes, heads or page numbers."""
    spans = sorted(
        chain.from_iterable(
            unit.spans for unit in structure.units if unit.kind is not UnitKind.FOOTNOTE
        )
    )
    merged: list[Range] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def reattach(annotation: Annotation, text: str, structure: Structure) -> Attachment:
    """Find one passage in a report's canonical text; for many, keep a `Reattacher`."""
    return Reattacher(text, structure).place(annotation)


class Reattacher:
    """Finds passages in one report. Folding the text is done once, at first need.

    Args:
        text: The report's canonical text.
        structure: Its units.
        earlier: The edition that the passages were marked in, where the text is another
            one. Then only the same words are attached, and words that stood in several
            places only where they fit better than their doubles ever did.
    """

    def __init__(self, text: str, structure: Structure, earlier: Reattacher | None = None) -> None:
        self.text = text
        self.structure = structure
        self._earlier = earlier

    def place(self, annotation: Annotation) -> Attachment:
        """Find a passage."""
        if annotation.is_area:
            return self._place_area(annotation.segments[0])
        stretches = stretches_of(annotation)
        if self.stands(annotation):
            ranges = tuple((parts[0].start, parts[-1].end) for parts in stretches)
            return Attachment(Status.ATTACHED, 1.0, ranges, moved=False)
        found = tuple(self.candidates(parts) for parts in stretches)
        scores = (
            self._score(parts, places) for parts, places in zip(stretches, found, strict=True)
        )
        score = min(scores, default=0.0)
        if score < CHECK_FROM:
            return Attachment(Status.DETACHED, score, (), candidates=found)
        status = Status.ATTACHED if score >= ATTACHED_FROM else Status.CHECK
        best = tuple((places[0].start, places[0].end) for places in found)
        return Attachment(status, score, best, candidates=found)

    def stands(self, annotation: Annotation) -> bool:
        """Tell whether all words of a passage stand at their own offsets."""
        return all(self._stands(one) for one in annotation.segments)

    def _stands(self, part: Segment) -> bool:
        """Tell whether a segment stands at its offsets, in another edition with its context."""
        if self.text[part.start : part.end] != part.exact:
            return False
        if self._earlier is None:
            return True
        low = max(part.start - len(part.before), 0)
        return self.text.startswith(part.before, low) and self.text.startswith(part.after, part.end)

    def _score(self, parts: Sequence[Segment], places: Sequence[Candidate]) -> float:
        """Return how sure the best place is, lowered where a double fitted as well before."""
        if self._earlier is None or not places:
            return _sure_score(places)
        if not places[0].exact:
            return min(_sure_score(places), ATTACHED_FROM - 0.01)
        before = self._earlier.candidates(parts)
        repeated = sum(one.exact for one in before) > 1
        score = _sure_score(places, alone=not repeated)
        if repeated and places[0].plain <= before[1].plain + TIE:
            return min(score, ATTACHED_FROM - 0.01)
        return score

    def _place_area(self, part: Segment) -> Attachment:
        """Find the page of an area by the words that the page begins with.

        A page without words, or with words that other pages begin with too, is taken to be
        where it was; the analyst is to look at it.
        """
        begins = [0, *(match.end() for match in re.finditer(PAGE_BREAK, self.text))]
        alike = [at for at in begins if part.after and self._begins(at, part.after)]
        here = part.start in begins
        if here and (part.start in alike or (not part.after and self._is_bare(part.start))):
            return Attachment(Status.ATTACHED, 1.0, ((part.start, part.end),), moved=False)
        if len(alike) == 1:
            return Attachment(Status.ATTACHED, ATTACHED_FROM, ((alike[0], alike[0]),))
        if here:
            return Attachment(Status.CHECK, CHECK_FROM, ((part.start, part.end),))
        return Attachment(Status.DETACHED, 0.0, ())

    def _begins(self, at: int, words: str) -> bool:
        page = self.text[at : at + 2 * len(words)].partition(PAGE_BREAK)[0]
        return folded(page).startswith(folded(words))

    def _is_bare(self, at: int) -> bool:
        return self.text[at : at + 1] in ("", PAGE_BREAK)

    def candidates(self, parts: Sequence[Segment]) -> tuple[Candidate, ...]:
        """Return the best places for segments that continue each other, best first."""
        wanted = _Wanted.of(parts, len(self.text))
        if not wanted.quote:
            return ()
        bare = self._earlier.bare_words(parts) if self._earlier is not None else ""
        places = self._scored(wanted, self._exact(wanted, bare), exact=True)
        if self._wants_similar(wanted, places):
            places += self._scored(wanted, self._similar(wanted), exact=False)
        return _best(places)

    def _wants_similar(self, wanted: _Wanted, exact: Sequence[Candidate]) -> bool:
        """Tell whether similar words are to be searched for, which takes long.

        In another edition only the same words are attached, so that short ones that are
        there need no rivals.
        """
        best = max((one.score for one in exact), default=0.0)
        if self._earlier is None or not exact:
            return best < CERTAIN
        return best < ATTACHED_FROM and len(wanted.quote) >= LONG

    @cached_property
    def _whole(self) -> Folded:
        return fold(self.text)

    @cached_property
    def _body(self) -> Folded:
        return fold(self.text, body_spans(self.structure))

    @cached_property
    def _bare_spans(self) -> list[Range]:
        return bare_spans(self.text, self.structure, body_spans(self.structure))

    @cached_property
    def _bare(self) -> Folded:
        return fold(self.text, self._bare_spans)

    def bare_words(self, parts: Sequence[Segment]) -> str:
        """Return the folded words of segments of this text without what editions number anew."""
        ranges = within(self._bare_spans, [(part.start, part.end) for part in parts])
        return fold(self.text, ranges).text

    def _exact(self, wanted: _Wanted, bare: str) -> list[tuple[Folded, Range]]:
        """Return the places of the same words.

        Across footnotes where nowhere else; then, in another edition, where numbers of
        paragraphs and marks of footnotes have changed within them.

        Args:
            wanted: The words.
            bare: The same without such numbers and marks, or empty.
        """
        searched = ((self._whole, wanted.quote), (self._body, wanted.quote))
        for page, words in (*searched, (self._bare, bare)) if bare else searched:
            found = [(page, at) for at in page.occurrences(words)]
            if found:
                return found
        return []

    def _similar(self, wanted: _Wanted) -> Iterator[tuple[Folded, Range]]:
        if len(wanted.quote) < SHORTEST_FUZZY:
            return
        for page in (self._whole, self._body):
            for at in similar_ranges(wanted.quote, page.text):
                yield page, at

    def _scored(
        self, wanted: _Wanted, places: Iterable[tuple[Folded, Range]], *, exact: bool
    ) -> list[Candidate]:
        return [self._candidate(wanted, page, at, exact=exact) for page, at in places]

    def _candidate(self, wanted: _Wanted, page: Folded, at: Range, *, exact: bool) -> Candidate:
        low, high = at
        start, end = page.original(low, high)
        words = page.text[low:high]
        parts = [(QUOTATION, 1.0 if exact else similarity(wanted.quote, words))]
        if wanted.before:
            near = page.text[max(low - len(wanted.before), 0) : low]
            parts.append((CONTEXT, similarity(wanted.before, near)))
        if wanted.after:
            near = page.text[high : high + len(wanted.after)]
            parts.append((CONTEXT, similarity(wanted.after, near)))
        if wanted.section and self.structure.units:
            section = folded(" ".join(section_of(self.structure.at(start))), case=True)
            parts.append((SECTION, similarity(wanted.section, section)))
        plain = sum(weight * value for weight, value in parts)
        total = sum(weight for weight, _ in parts)
        near_by = 1 - abs(start - wanted.start) / max(wanted.length, 1)
        score = (plain + POSITION * max(near_by, 0.0)) / (total + POSITION)
        return Candidate(start, end, score, exact or words == wanted.quote, plain / total)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A stretch to be found: everything folded, the place it had."""

    quote: str
    before: str
    after: str
    section: str
    start: int
    length: int

    @classmethod
    def of(cls, parts: Sequence[Segment], length: int) -> _Wanted:
        first, last = parts[0], parts[-1]
        return cls(
            folded("\n".join(part.exact for part in parts)),
            folded(first.before),
            folded(last.after),
            folded(" ".join(first.section), case=True),
            first.start,
            length,
        )


def stretches_of(annotation: Annotation) -> list[list[Segment]]:
    """Return the segments of a passage, those together that continue each other."""
    stretches: list[list[Segment]] = []
    for segment in annotation.segments:
        if segment.continues and stretches:
            stretches[-1].append(segment)
        else:
            stretches.append([segment])
    return stretches


def _best(places: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the best places that do not overlap a better one."""
    kept: list[Candidate] = []
    for place in sorted(places, key=lambda one: (-one.score, not one.exact, one.start)):
        if all(place.end <= one.start or one.end <= place.start for one in kept):
            kept.append(place)
    return tuple(kept[:KEPT])


def _sure_score(places: Sequence[Candidate], *, alone: bool = True) -> float:
    """Return the best place's score, lowered where another is as good.

    Long words that stand in one place only, and always did, need no context.
    """
    if not places:
        return 0.0
    best, rivals = places[0], places[1:]
    if rivals and best.plain - rivals[0].plain < TIE:
        return min(best.score, ATTACHED_FROM - 0.01)
    unique = alone and best.exact and not any(one.exact for one in rivals)
    if unique and best.end - best.start >= LONG:
        return max(best.score, CERTAIN)
    return best.score
