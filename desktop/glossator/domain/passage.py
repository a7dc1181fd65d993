"""From a stretch of a report's text to a passage: segments, quotation, citation.

A passage that begins in the body leaves out running heads, page numbers and footnotes,
so a quotation across a page break is clean.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.pages.geometry import Quad
from glossator.domain.records import Annotation, Segment, Status
from glossator.domain.reports.structure import Structure, Unit, UnitKind, without_marks
from glossator.domain.text.page_text import NORMALIZER, Role
from glossator.domain.text.quotation import one_line

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from glossator.domain.records import AnnotationId, Report, ThemeId
    from glossator.domain.text.page_text import PageText

CONTEXT = 64
"""Characters kept on either side of a segment."""

_NUMBERED = (UnitKind.PARAGRAPH, UnitKind.ITEM)

OMISSION = " […] "
"""Between the stretches of a passage that do not follow each other."""

_NUMBERED_LABEL = re.compile(r"(?:p\. .*, )?(?:para\. |box |footnote )(?=\d+$)")
"""What stands before the number of a unit that is cited together with others of its kind."""

_PLURALS = {"para. ": "paras. ", "box ": "boxes ", "footnote ": "footnotes "}


def flow_ranges(page: PageText, start: int, end: int, role: Role) -> list[tuple[int, int]]:
    """Return the parts of a page's text from start to end that belong to a role's flow.

    Lines that follow each other in the same flow make one range, their line feeds
    included; white space at the edges is cut.
    """
    ranges: list[tuple[int, int]] = []
    broken = True
    for line, low, high in page.touched(start, end):
        if line.role.flow != role.flow:
            broken = True
            continue
        if broken or not ranges:
            ranges.append((low, high))
        else:
            ranges[-1] = (ranges[-1][0], high)
        broken = False
    trimmed = (_trimmed(page.text, low, high) for low, high in ranges)
    return [(low, high) for low, high in trimmed if low < high]


def segments(
    stretches: Iterable[tuple[int, int]],
    pages: Mapping[int, PageText],
    starts: Sequence[int],
    structure: Structure,
    roles: Sequence[Role | None] = (),
) -> tuple[Segment, ...]:
    """Return the segments of a passage.

    Stretches of one flow are one where they overlap or nothing of the flow lies between.

    Args:
        stretches: (start, end) offsets in the report's canonical text, in reading order.
        pages: The text of every page that the stretches touch.
        starts: Offset of each page's text in the report's.
        structure: The report's units.
        roles: The flow that each stretch stands in; None takes that of its first line.
    """
    found: list[Segment] = []
    flows, last = iter(roles), Role.BODY
    for start, end in stretches:
        given, continues = next(flows, None), False
        role = _role_of_first(pages, starts, start, end) if given is None else given
        if found and role.flow == last.flow:
            ended = found[-1].end
            between = _known_between(pages, starts, ended, start)
            continues = between and not any(_pieces(pages, starts, ended, start, role))
            start = max(start, ended)
        for page, base, low, high in _pieces(pages, starts, start, end, role):
            found.append(_segment(page, base, low, high, structure, continues=continues))
            continues, last = True, role
    return tuple(found)


def _pieces(
    pages: Mapping[int, PageText], starts: Sequence[int], start: int, end: int, role: Role
) -> Iterator[tuple[PageText, int, int, int]]:
    """Yield what of a flow lies between two offsets: the page, its offset, and where on it."""
    for number in sorted(pages):
        page, base = pages[number], starts[number]
        low, high = max(start - base, 0), min(end - base, len(page.text))
        if low < high:
            for a, b in flow_ranges(page, low, high, role):
                yield page, base, a, b


def _known_between(
    pages: Mapping[int, PageText], starts: Sequence[int], start: int, end: int
) -> bool:
    first, last = (max(bisect_right(starts, offset) - 1, 0) for offset in (start, end))
    return all(number in pages for number in range(first, last + 1))


def _role_of_first(
    pages: Mapping[int, PageText], starts: Sequence[int], start: int, end: int
) -> Role:
    for number in sorted(pages):
        low, high = start - starts[number], end - starts[number]
        for line, _, _ in pages[number].touched(max(low, 0), high):
            return line.role
    return Role.BODY


def first_role(page: PageText, start: int, end: int) -> Role:
    """Return the role of the first line that the range touches."""
    return next((line.role for line, _, _ in page.touched(start, end)), Role.BODY)


class Source(NamedTuple):
    """What is known of the report that a passage stands in.

    Attributes:
        report: Its record.
        structure: Its units.
        words: Its words, as `quotation.known_words` finds them.
        labels: Printed label of each page.
    """

    report: Report
    structure: Structure
    words: Container[str] = frozenset()
    labels: Sequence[str] = ()

    def label(self, page: int) -> str:
        """Return the printed label of a page, else its number from one."""
        return self.labels[page] if page < len(self.labels) else str(page + 1)


def annotation(
    annotation_id: AnnotationId,
    source: Source,
    parts: tuple[Segment, ...],
    *,
    theme_ids: tuple[ThemeId, ...],
    note: str,
    analyst: str,
    now: str,
    picture: str = "",
) -> Annotation:
    """Return a new annotation of a passage, with its quotation and citation.

    Args:
        annotation_id: The id of the new record.
        source: The report.
        parts: The passage, at least one segment, or the segment of an area.
        theme_ids: Themes to tag it with.
        note: What the analyst thinks.
        analyst: Who makes it.
        now: The time.
        picture: SHA-256 of the picture of an area.
    """
    blank = Annotation(
        id=annotation_id,
        report_id=source.report.id,
        segments=parts,
        theme_ids=theme_ids,
        note=note,
        analyst=analyst,
        created=now,
    )
    return placed(blank, source, parts, now=now, picture=picture)


def placed(
    annotation: Annotation,
    source: Source,
    parts: tuple[Segment, ...],
    *,
    now: str,
    picture: str = "",
) -> Annotation:
    """Return an annotation at another passage, its quotation and citation made anew.

    Args:
        annotation: The annotation as it is.
        source: The report.
        parts: The passage, at least one segment, or the segment of an area.
        now: The time.
        picture: SHA-256 of the picture of an area.
    """
    paragraph = paragraph_label(source.structure, parts)
    return Annotation(
        annotation.id,
        annotation.report_id,
        parts,
        annotation.theme_ids,
        annotation.note,
        annotation.analyst,
        annotation.created,
        modified=now,
        quote=quotation(parts, source.words, source.structure),
        citation=_cited(source, parts, paragraph),
        paragraph=paragraph,
        status=Status.ATTACHED,
        normalizer=NORMALIZER,
        picture=picture,
    )


def quotation(
    parts: Sequence[Segment],
    words: Container[str] = frozenset(),
    structure: Structure | None = None,
) -> str:
    """Return a passage's words on one line, as they are quoted.

    Words divided at a line's end are joined, stretches that don't follow each other parted
    by a mark of omission. Marks of footnotes are left out, and so is the number of a
    paragraph or item that the passage begins with.

    Args:
        parts: The passage.
        words: The report's words, as `known_words` finds them; without them a hyphen at
            the end of a line can't be told from one within a word, and stays.
        structure: The report's units, to know numbers and marks.
    """
    text = ""
    for index, part in enumerate(parts):
        if text:
            text += "\n" if part.continues else OMISSION
        text += _quoted(part, structure, first=index == 0)
    line = one_line(text, words)
    # One string, not two, where the quotation is the very words.
    return parts[0].exact if len(parts) == 1 and line == parts[0].exact else line


def _quoted(part: Segment, structure: Structure | None, *, first: bool) -> str:
    if structure is None:
        return part.exact
    kept = without_marks(structure, [(part.start, part.end)])
    text = "".join(part.exact[low - part.start : high - part.start] for low, high in kept)
    unit = structure.at(part.start) if first else None
    if unit is None or unit.start != part.start or unit.kind not in _NUMBERED:
        return text
    return re.sub(rf"^{re.escape(unit.number)}\.?\s+", "", text) if unit.number else text


def stands_in(part: Segment, unit: Unit) -> bool:
    """Tell whether a segment touches a unit's own text, or is an area beside it."""
    if part.is_area:
        return part.unit_id == unit.id
    return any(part.start < end and start < part.end for start, end in unit.spans)


def units_of(structure: Structure, parts: Iterable[Segment]) -> list[Unit]:
    """Return the innermost units a passage touches, in reading order, each once.

    Headings are left out where the passage touches anything else.
    """
    found: dict[str, Unit] = {}
    for part in parts:
        for unit in _touched(structure, part.start, part.end):
            found.setdefault(unit.id, unit)
    units = list(found.values())
    citable = [unit for unit in units if unit.kind is not UnitKind.HEADING]
    return citable or units


def paragraph_label(structure: Structure, parts: Sequence[Segment]) -> str:
    """Return the address of a passage within its report: `paras. 24–26`, `box 1`.

    Paragraphs that follow each other are a range; others are named, since a range would
    cite what the passage leaves out. An area has the address of the unit it stands beside.
    """
    units = _units_beside(structure, parts) if parts[0].is_area else units_of(structure, parts)
    labels = list(dict.fromkeys(unit.label for unit in units if unit.label))
    if len(labels) <= 1:
        return labels[0] if labels else ""
    tops = list(dict.fromkeys(_top(label) for label in labels))
    kinds: dict[str, list[str]] = {}
    for top in tops:
        kind = _NUMBERED_LABEL.match(top)
        kinds.setdefault(kind[0] if kind else top, []).append(top)
    return _listed([_together(kind, group) for kind, group in kinds.items()])


def _together(kind: str, labels: Sequence[str]) -> str:
    """Return labels of one kind as they are cited together: `footnotes 3 and 5–7`."""
    if len(labels) == 1:
        return labels[0]
    one = next(one for one in _PLURALS if kind.endswith(one))
    numbers = sorted(int(label.removeprefix(kind)) for label in labels)
    return kind.removesuffix(one) + _PLURALS[one] + _listed(_runs(numbers))


def _runs(numbers: Sequence[int]) -> list[str]:
    """Return ascending numbers as text, those that follow each other as a range."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] + 1 == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]


def _listed(names: Sequence[str]) -> str:
    """Return names in a row: `24, 28 and 30`."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def citation(source: Source, parts: Sequence[Segment]) -> str:
    """Return the citation of a passage: `A/79/322, para. 57 (d)`.

    Where no unit is known the printed page is cited, and of an area always:
    `A/79/322, p. 12 (area), para. 57 (d)`.
    """
    return _cited(source, parts, paragraph_label(source.structure, parts))


def _cited(source: Source, parts: Sequence[Segment], label: str) -> str:
    page = f"p. {source.label(parts[0].page)}"
    if parts[0].is_area:
        beside = label.removeprefix(f"{page}, ")
        label = ", ".join(part for part in (f"{page} (area)", beside) if part)
    # One string for all passages of a paragraph.
    return intern(f"{source.report.name}, {label or page}")


def _units_beside(structure: Structure, parts: Iterable[Segment]) -> list[Unit]:
    wanted = {part.unit_id for part in parts}
    return [unit for unit in structure.units if unit.id in wanted]


def _touched(structure: Structure, start: int, end: int) -> list[Unit]:
    holding = structure.touching(start, end)
    parents = {unit.parent for unit in holding if unit.kind is UnitKind.ITEM}
    inner = [unit for unit in holding if unit.id not in parents or _own(unit, holding, start, end)]
    return inner or [unit for unit in (structure.at(start),) if unit is not None]


def _own(parent: Unit, holding: Sequence[Unit], start: int, end: int) -> bool:
    """Tell whether the range touches a parent's own words, outside its items."""
    first_item = min(unit.start for unit in holding if unit.parent == parent.id)
    return start < first_item and any(
        a < min(end, first_item) and start < b for a, b in parent.spans
    )


def _top(label: str) -> str:
    return re.sub(r" \(.*$", "", label)


def _segment(
    page: PageText, base: int, low: int, high: int, structure: Structure, *, continues: bool
) -> Segment:
    unit = structure.at(base + low)
    return Segment(
        page=page.page,
        start=base + low,
        end=base + high,
        exact=page.text[low:high],
        before=page.text[max(low - CONTEXT, 0) : low],
        after=page.text[high : high + CONTEXT],
        quads=tuple(Quad.of(rect) for rect in page.rects(low, high)),
        unit_id=unit.id if unit else "",
        section=section_of(unit),
        continues=continues,
    )


def section_of(unit: Unit | None) -> tuple[str, ...]:
    """Return the headings above a unit, outermost first; a heading includes itself."""
    if unit is None:
        return ()
    if unit.kind is UnitKind.HEADING:
        return (*unit.section, f"{unit.number} {unit.title}".strip())
    return unit.section


def _trimmed(text: str, low: int, high: int) -> tuple[int, int]:
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    return low, high
