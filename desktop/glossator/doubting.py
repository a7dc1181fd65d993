"""The passages of a project whose place is not sure, from its history and its texts."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from glossator.domain import intents
from glossator.domain.anchoring.doubts import Ground, formers, has_moved
from glossator.domain.records import Report, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossator.domain.anchoring.doubts import Doubt, Former
    from glossator.domain.records import Annotation, AnnotationId, ReportId
    from glossator.domain.text.page_text import ReportText
    from glossator.storage.project import ProjectFile

GROUNDS_KEPT = 3
"""Reports kept ready for looking in; about ten times the size of their text each."""

REMEMBERED = 10_000
"""Actions looked back for where passages stood."""


class Archive:
    """Looks up where passages stood and may stand; it is used by one thread at a time.

    Args:
        project: Open; nothing is written.
    """

    def __init__(self, project: ProjectFile) -> None:
        self._project = project
        self._grounds: OrderedDict[Report, Ground] = OrderedDict()
        self._old: OrderedDict[str, ReportText | None] = OrderedDict()

    def formers(self) -> dict[AnnotationId, Former]:
        """Return where passages stood before their reports got other files."""
        actions = self._project.history(REMEMBERED, intents.REPLACED)
        return formers(one.edits for one in actions if not one.undone)

    def doubt(self, report: Report, annotation: Annotation, former: Former | None) -> Doubt | None:
        """Return where a passage may stand, None while its report is not read."""
        ground = self._ground(report)
        if ground is None:
            return None
        return ground.doubt(annotation, former, self._text(former.sha256) if former else None)

    def doubts(self, report_id: ReportId | None = None, *, moved: bool = False) -> Iterator[Doubt]:
        """Yield the passages in doubt, report by report, by place.

        Args:
            report_id: Of this report; None means of all.
            moved: Also those found for sure on another page or in another paragraph.
        """
        reports = {one.id: one for one in self._project.reports()}
        known = self.formers()
        for batch in self._project.annotations(report_id):
            for one in batch:
                former = known.get(one.id)
                is_listed = one.status is not Status.ATTACHED or (moved and has_moved(one, former))
                if is_listed and one.report_id in reports:
                    doubt = self.doubt(reports[one.report_id], one, former)
                    if doubt is not None:
                        yield doubt

    def _ground(self, report: Report) -> Ground | None:
        if report not in self._grounds:
            text = self._project.text(report.sha256)
            structure = self._project.structure(report.sha256)
            if text is None or structure is None:
                return None
            self._grounds[report] = Ground(report, text, structure)
            while len(self._grounds) > GROUNDS_KEPT:
                self._grounds.popitem(last=False)
        return self._grounds[report]

    def _text(self, sha256: str) -> ReportText | None:
        if sha256 not in self._old:
            self._old[sha256] = self._project.text(sha256)
            while len(self._old) > GROUNDS_KEPT:
                self._old.popitem(last=False)
        return self._old[sha256]
