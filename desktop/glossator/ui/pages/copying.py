"""Copies what is selected or chosen: words alone, or with their citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStringListModel, Signal
from PySide6.QtGui import QGuiApplication, QImage

from glossator.domain.errors import GlossatorError
from glossator.domain.reports.cited import Cited, plain, rich
from glossator.ui.tagging.tagging import has_selected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData

    from glossator.app.desk import Desk
    from glossator.app.marker import Marker
    from glossator.app.workspace import Workspace
    from glossator.domain.records import Annotation
    from glossator.ui.panes.pane import Pane
    from glossator.ui.tagging.tagging import Tagging


class Copying(QObject):
    """Brings quotations to the clipboard.

    Signals:
        said: What was copied.
        trouble: A sentence; nothing was copied.
    """

    said = Signal(str)
    trouble = Signal(str)

    def __init__(self, workspace: Workspace, tagging: Tagging, marker: Marker, desk: Desk) -> None:
        super().__init__(tagging)
        self._workspace = workspace
        self._tagging = tagging
        self._marker = marker
        self._desk = desk

    def copy_mark(self, pane: Pane | None, *, cited: bool) -> None:
        """Copy the text selected in a pane or the area drawn, else the chosen passage."""
        if pane is not None and has_selected(pane):
            try:
                self._copy([self._selected(pane)], self._tagging.picture(pane), cited=cited)
            except GlossatorError as error:
                self.trouble.emit(str(error))
            return
        chosen = self._desk.annotation_id
        annotation = self._workspace.annotation(chosen) if chosen is not None else None
        if annotation is not None:
            self.copy_passages([annotation], cited=cited)

    def copy_passages(self, chosen: Sequence[Annotation], *, cited: bool) -> None:
        """Copy the quotations of passages; of one area alone its picture."""
        picture = b""
        if len(chosen) == 1 and chosen[0].picture:
            picture = self._workspace.project.picture(chosen[0].picture) or b""
        self._copy(cited_passages(self._workspace, chosen), picture, cited=cited)

    def _selected(self, pane: Pane) -> Cited:
        parts = self._tagging.segments(pane)
        return Cited.of(
            self._marker.quotation(pane.report_id, parts),
            self._marker.citation(pane.report_id, parts),
            self._workspace.report(pane.report_id),
        )

    def _copy(self, passages: Sequence[Cited], picture: bytes, *, cited: bool) -> None:
        if picture and not cited:
            QGuiApplication.clipboard().setImage(QImage.fromData(picture))
            self.said.emit("Copied the picture.")
            return
        put_on_clipboard(passages, cited=cited)
        what = "passage" if len(passages) == 1 else f"{len(passages)} passages"
        self.said.emit(f"Copied the {what} with citation." if cited else f"Copied the {what}.")


def cited_passages(workspace: Workspace, chosen: Sequence[Annotation]) -> list[Cited]:
    """Return passages of a project as they are copied."""
    return [Cited.of(one.quote, one.citation, workspace.report(one.report_id)) for one in chosen]


def put_on_clipboard(passages: Sequence[Cited], *, cited: bool) -> None:
    """Put quotations on the clipboard: with citations also as rich text, alone as plain text."""
    data = _made_by_qt()
    data.setText(plain(passages, cited=cited))
    if cited:
        data.setHtml(rich(passages))
    QGuiApplication.clipboard().setMimeData(data)


def _made_by_qt() -> QMimeData:
    """Return an empty container that Python has no part in.

    Qt's clipboard may be taken down after Python: one made here would then end the program
    in a crash, since its destructor calls back. Models make theirs in C++.
    """
    model = QStringListModel([""])
    data = model.mimeData([model.index(0)])
    for name in data.formats():
        data.removeFormat(name)
    return data
