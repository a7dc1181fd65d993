"""Passages whose place is not sure: where they stood, and where they may stand now.

Everything is told by the canonical text alone, so that a whole list is found without
opening a document; the quads of a place are made once it is accepted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from glossator.domain import passage
from glossator.domain.anchoring.anchor import (
    ATTACHED_FROM,
    CHECK_FROM,
    Reattacher,
    body_spans,
    stretches_of,
)
from glossator.domain.anchoring.edition import Fate
from glossator.domain.records import Annotation, Report, Segment, Status
from glossator.domain.text.page_text import NORMALIZER, page_of
from glossator.domain.text.quotation import known_words, one_line

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from glossator.domain.anchoring.anchor import Candidate
    from glossator.domain.edits import EditSet
    from glossator.domain.records import AnnotationId
    from glossator.domain.reports.structure import Structure
    from glossator.domain.text.page_text import ReportText

Range: TypeAlias = tuple[int, int]

AROUND = 90
"""Characters of text shown on either side of a place."""

MOST_PLACES = 5
"""Places offered for one passage."""


FATES = {Status.ATTACHED: Fate.MOVED, Status.CHECK: Fate.CHECK, Status.DETACHED: Fate.LOST}


@dataclass(frozen=True, slots=True)
class Former:
    """Where a passage stood in the edition in which the analyst marked it.

    Attributes:
        annotation: The annotation as it was there.
        sha256: The document of that edition.
    """

    annotation: Annotation
    sha256: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage may stand, or where it stood.

    Attributes:
        stretches: Offsets in the canonical text; empty where they are not known.
        words: What stands there, as it would be quoted.
        citation, paragraph: Its address, as in `Annotation`.
        page: Printed label of its page.
        before, after: The text around it, on one line.
        score: How sure it is, from 0 to 1.
        missing: Stretches of the passage that have no place there.
        is_current: Whether the annotation stands there now.
    """

    stretches: tuple[Range, ...]
    words: str
    citation: str = ""
    paragraph: str = ""
    page: str = ""
    before: str = ""
    after: str = ""
    score: float = 1.0
    missing: int = 0
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """A passage whose place is not sure, or that has moved.

    Attributes:
        annotation: As the project has it.
        fate: Whether it moved, is to be checked, or is lost.
        former: Where it stood.
        places: Where it may stand now, the likeliest first.
        is_sure: Whether there is no other place it could mean, so that only its words
            have changed.
    """

    annotation: Annotation
    fate: Fate
    former: Place
    places: tuple[Place, ...]
    is_sure: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether nothing is to be decided: it was found for sure, or was accepted."""
        return self.annotation.status is Status.ATTACHED


def formers(actions: Iterable[EditSet]) -> dict[AnnotationId, Former]:
    """Return where passages stood before their reports got other files.

    Of a passage that was in doubt already the place before that counts.

    Args:
        actions: Those that replaced files, oldest first.
    """
    found: dict[AnnotationId, Former] = {}
    for edits in actions:
        shas = {before.id: before.sha256 for before, _ in edits.of(Report) if before is not None}
        for before, after in edits.of(Annotation):
            if before is None or after is None or before.report_id not in shas:
                continue
            if before.status is Status.ATTACHED or before.id not in found:
                found[before.id] = Former(before, shas[before.report_id])
    return found


def has_moved(annotation: Annotation, former: Former | None) -> bool:
    """Tell whether a passage that is attached stands elsewhere than it did."""
    if former is None or annotation.status is not Status.ATTACHED:
        return False
    was = former.annotation
    return was.page != annotation.page or was.paragraph != annotation.paragraph


class Ground:
    """A report in which places are looked for. What that takes is made at first need.

    Args:
        report: Its record.
        text: Its text.
        structure: Its units.
    """

    def __init__(self, report: Report, text: ReportText, structure: Structure) -> None:
        self._text = text.text
        self._starts = tuple(text.starts())
        self._structure = structure
        self._finder = Reattacher(self._text, structure)
        self._body = body_spans(structure)
        self._source = passage.Source(report, structure, known_words(self._text), text.labels)

    def doubt(
        self, annotation: Annotation, former: Former | None = None, old: ReportText | None = None
    ) -> Doubt:
        """Return what is to be decided about a passage of this report.

        Args:
            annotation: The passage.
            former: Where it stood, if that is known.
            old: The text it stood in, if it is kept.
        """
        fate = FATES[annotation.status]
        was = _former_place(annotation, former, old, self._source.words)
        if annotation.is_area:
            here = () if fate is Fate.LOST else (self._area(annotation),)
            return Doubt(annotation, fate, was, here)
        wanted = former.annotation if former is not None else _as_quoted(annotation)
        groups = stretches_of(wanted)
        found = [self._finder.candidates(parts) for parts in groups]
        current = tuple((g[0].start, g[-1].end) for g in stretches_of(annotation))
        is_placed = fate is not Fate.LOST
        places = [
            self._place(stretches, score, missing=len(groups) - len(stretches))
            for stretches, score in _combined(found)
            if not (is_placed and _is_same_place(stretches, current))
        ]
        if is_placed:
            score = min((_score_at(at, one) for at, one in zip(current, found, strict=False)))
            here_now = self._place(current, score, missing=0, parts=annotation.segments)
            places.insert(0, replace(here_now, is_current=True))
        has_context = any(part.before or part.after for part in wanted.segments)
        is_sure = (
            fate is Fate.CHECK
            and has_context
            and len(current) == len(found)
            and all(_is_alone(at, one) for at, one in zip(current, found, strict=True))
        )
        return Doubt(annotation, fate, was, tuple(places[:MOST_PLACES]), is_sure)

    def _place(
        self,
        stretches: tuple[Range, ...],
        score: float,
        *,
        missing: int,
        parts: tuple[Segment, ...] = (),
    ) -> Place:
        parts = parts or tuple(part for one in stretches for part in self._sketch(one))
        start, end = stretches[0][0], stretches[-1][1]
        return Place(
            stretches,
            passage.quotation(parts, self._source.words, self._structure),
            passage.citation(self._source, parts),
            passage.paragraph_label(self._structure, parts),
            self._source.label(page_of(self._starts, start)),
            one_line(self._text[max(start - AROUND, 0) : start], self._source.words),
            one_line(self._text[end : end + AROUND], self._source.words),
            score,
            missing,
        )

    def _sketch(self, at: Range) -> list[Segment]:
        """Return the segments of a stretch without their quads; notes and heads left out."""
        start, end = at
        within = [(max(a, start), min(b, end)) for a, b in self._body if a < end and start < b]
        ranges = within if within and within[0][0] == start else [at]
        return [
            Segment(page_of(self._starts, a), a, b, self._text[a:b], continues=number > 0)
            for number, (a, b) in enumerate(ranges)
        ]

    def _area(self, annotation: Annotation) -> Place:
        part = annotation.segments[0]
        parts = annotation.segments
        return Place(
            ((part.start, part.end),),
            "",
            passage.citation(self._source, parts),
            passage.paragraph_label(self._structure, parts),
            self._source.label(part.page),
            is_current=True,
        )


def accepted(annotation: Annotation, place: Place, now: str) -> Annotation:
    """Return an annotation that stands for good where it was put."""
    return replace(
        annotation,
        quote=place.words,
        citation=place.citation,
        paragraph=place.paragraph,
        status=Status.ATTACHED,
        normalizer=NORMALIZER,
        modified=now,
    )


def _former_place(
    annotation: Annotation, former: Former | None, old: ReportText | None, words: Container[str]
) -> Place:
    """Return where a passage stood, with as much around it as is kept."""
    if former is None and annotation.status is not Status.DETACHED:
        return Place((), annotation.quote, annotation.citation)
    was = former.annotation if former is not None else annotation
    first, last = was.segments[0], was.segments[-1]
    before, after, page = first.before, last.after, str(first.page + 1)
    if old is not None and former is not None:
        text = old.text
        if not was.is_area:
            before, after = text[max(first.start - AROUND, 0) : first.start], text[last.end :]
        page = old.labels[first.page] if first.page < len(old.labels) else page
    stretches = tuple((g[0].start, g[-1].end) for g in stretches_of(was))
    return Place(
        stretches,
        was.quote,
        was.citation,
        was.paragraph,
        page,
        "" if was.is_area else one_line(before, words),
        "" if was.is_area else one_line(after[:AROUND], words),
    )


def _as_quoted(annotation: Annotation) -> Annotation:
    """Return a passage with the words that it is known by, which may stand nowhere as they are."""
    if annotation.status is Status.DETACHED:
        return annotation
    first, last = annotation.segments[0], annotation.segments[-1]
    part = replace(first, end=last.end, exact=annotation.quote, after=last.after)
    return replace(annotation, segments=(part,))


def _combined(
    found: Sequence[Sequence[Candidate]],
) -> list[tuple[tuple[Range, ...], float]]:
    """Return places of a whole passage, best first: the best of each stretch, then one changed."""
    known = [places for places in found if places]
    if not known:
        return []
    best = [places[0] for places in known]
    wholes = [best]
    for number, places in enumerate(known):
        wholes += [[*best[:number], other, *best[number + 1 :]] for other in places[1:]]
    combined = {
        tuple((one.start, one.end) for one in whole): min(one.score for one in whole)
        for whole in wholes
    }
    others = list(combined.items())
    return [others[0], *sorted(others[1:], key=lambda one: -one[1])]


def _score_at(at: Range, places: Sequence[Candidate]) -> float:
    return next((one.score for one in places if _overlap(at, one)), 0.0)


def _is_alone(at: Range, places: Sequence[Candidate]) -> bool:
    """Tell whether a stretch stands at a good place, and no other would be worth a check."""
    if not places or not _overlap(at, places[0]) or places[0].score < ATTACHED_FROM:
        return False
    return all(one.score < CHECK_FROM for one in places[1:])


def _is_same_place(one: Sequence[Range], other: Sequence[Range]) -> bool:
    both = zip(one, other, strict=False)
    return len(one) == len(other) and all(a[0] < b[1] and b[0] < a[1] for a, b in both)


def _overlap(at: Range, place: Candidate) -> bool:
    return at[0] < place.end and place.start < at[1]
