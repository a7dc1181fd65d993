"""Leads from a selection in a pane to an annotation: the box, the digits, the drop."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QTimer, Signal

from glossator.domain.colours import next_colour
from glossator.domain.errors import GlossatorError, NotReadYetError
from glossator.ui.later import Later

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from glossator.app.areas import AreaPictures
    from glossator.app.desk import Desk
    from glossator.app.marker import Marker
    from glossator.app.suggesting import Suggesting
    from glossator.app.workspace import Workspace
    from glossator.domain.ranking.suggest import Suggestion
    from glossator.domain.records import Annotation, AnnotationId, Segment, ThemeId
    from glossator.ui.panes.pane import Pane
    from glossator.ui.tagging.box import TaggingBox, Target


class Tagging(QObject):
    """Makes what the analyst selects or has chosen into tagged and noted passages.

    Signals:
        trouble: A sentence.
        can_mark_changed: Whether there is something to tag may have changed.
    """

    trouble = Signal(str)
    can_mark_changed = Signal()

    def __init__(
        self,
        host: QWidget,
        workspace: Workspace,
        marker: Marker,
        desk: Desk,
        pictures: AreaPictures,
        suggesting: Callable[[], Suggesting] | None = None,
    ) -> None:
        super().__init__(host)
        self._host = host
        self._workspace = workspace
        self._marker = marker
        self._desk = desk
        self._pane: Pane | None = None
        self._annotation_id: AnnotationId | None = None
        self._pictures = pictures
        self._suggesting = suggesting
        self._waiting: Pane | None = None
        self._theme_waiting: ThemeId | None = None
        self.is_held = False
        """Whether what is selected is meant for something else, so that no box opens by itself."""

    @Later
    def box(self) -> TaggingBox:
        """The box that opens at what is tagged."""
        from glossator.ui.tagging.box import BoxCallbacks, TaggingBox

        box = TaggingBox(
            self._host,
            BoxCallbacks(
                tag=lambda theme_id: self._guarded(lambda: self._tag(theme_id)),
                untag=lambda theme_id: self._guarded(lambda: self._untag(theme_id)),
                new_theme=lambda name: self._guarded(lambda: self._new_theme(name)),
                note=lambda note: self._guarded(lambda: self._write_note(note)),
                tree=lambda: self._workspace.tree,
                recent=lambda: tuple(self._marker.recent),
                suggest=lambda target, then: self._suggest(target, then),
            ),
        )
        box.closed.connect(self._box_closed)
        return box

    def close_box(self) -> None:
        """Keep what was typed in the box and close it, if it was ever open."""
        box = Tagging.box.made(self)
        if box is not None:
            box.keep_and_close()

    def watch(self, pane: Pane) -> None:
        """Listen to a pane's selection and clicks."""
        view = pane.view
        view.selection_finished.connect(lambda: self._selected(pane))
        view.area_drawn.connect(lambda: self._selected(pane))
        view.selection_changed.connect(self.can_mark_changed)
        view.moved.connect(lambda: self._moved(pane))
        view.pressed.connect(lambda: self._pressed_elsewhere(pane))
        view.mark_clicked.connect(self._mark_clicked)
        view.theme_key_pressed.connect(lambda key: self.tag_by_key(pane, key))

    def has_mark(self, pane: Pane | None) -> bool:
        """Tell whether there is selected text in a pane or a chosen passage."""
        return has_selected(pane) or self._desk.annotation_id is not None

    # What the keys and menus do

    def open_box(self, pane: Pane, *, note: bool = False) -> None:
        """Open the box for what is selected, else for the chosen passage."""
        if has_selected(pane):
            self._open_for_selection(pane, note=note)
        elif self._desk.annotation_id is not None:
            self._open_for_annotation(pane, self._desk.annotation_id, note=note)

    def tag_by_key(self, pane: Pane | None, key: str) -> None:
        """Tag the selected text or the chosen passage with the theme of a digit."""
        theme = self._workspace.tree.with_key(key)
        if theme is None:
            self.trouble.emit(f"No theme has the key {key}. Give it one in the themes' menu.")
            return
        self.tag_with(pane, theme.id)

    def tag_with(self, pane: Pane | None, theme_id: ThemeId) -> None:
        """Tag the selected text or the chosen passage with a theme."""
        self.close_box()
        if pane is not None and self._waits_for_picture(pane):
            self._waiting, self._theme_waiting = pane, theme_id
            return
        self._guarded(lambda: self._tag_mark(pane, theme_id))

    # Inside

    def _tag_mark(self, pane: Pane | None, theme_id: ThemeId) -> None:
        if pane is not None and has_selected(pane):
            self._marker.annotate(
                pane.report_id, self.segments(pane), (theme_id,), picture=self.picture(pane)
            )
            select_nothing(pane)
        elif self._desk.annotation_id is not None:
            self._marker.tag(self._desk.annotation_id, theme_id)

    def _chosen(self) -> Annotation | None:
        chosen = self._desk.annotation_id
        return self._workspace.annotation(chosen) if chosen is not None else None

    def segments(self, pane: Pane) -> tuple[Segment, ...]:
        """Return what is selected in a pane, or the area drawn in it.

        Raises:
            NotReadYetError: The pages or the report are still being read.
            InvalidInputError: There is no text in what is selected.
        """
        area = pane.view.drawing.area
        if area is not None:
            return (self._marker.area_segment(pane.report_id, area),)
        drawn = pane.view.selecting.stretches
        return self._marker.segments(
            pane.report_id, [one[:2] for one in drawn], [one.role for one in drawn]
        )

    def picture(self, pane: Pane) -> bytes:
        """Return the picture of the area that was drawn, nothing for selected text.

        Raises:
            NotReadYetError: It is still being drawn.
        """
        area = pane.view.drawing.area
        if area is None:
            return b""
        png = self._pictures.want(pane.report_id, area)
        if png is None:
            raise NotReadYetError("The picture of the area is being drawn …")
        return png

    def _waits_for_picture(self, pane: Pane) -> bool:
        area = pane.view.drawing.area
        return area is not None and self._pictures.want(pane.report_id, area) is None

    def _selected(self, pane: Pane) -> None:
        self._theme_waiting = None
        if self._workspace.read_only or self.is_held:
            return
        self._open_for_selection(pane, note=False)

    def _open_for_selection(self, pane: Pane, *, note: bool) -> None:
        self._waiting = None
        if not self._is_free():
            return
        try:
            parts = self.segments(pane)
            self.picture(pane)
        except NotReadYetError as error:
            self._waiting = pane
            self._marker.said.emit(str(error))
            return
        except GlossatorError as error:
            self.trouble.emit(str(error))
            return
        from glossator.ui.tagging.box import Target

        self._pane, self._annotation_id = pane, None
        citation = self._marker.citation(pane.report_id, parts)
        words = " ".join(part.exact for part in parts)
        self.box.open_for(Target(citation, words=words), self._place(pane), note=note)

    def text_came(self) -> None:
        """More has been read or drawn: what waits for it may go on."""
        pane, theme_id = self._waiting, self._theme_waiting
        if pane is None or not has_selected(pane):
            return
        if theme_id is None:
            self._open_for_selection(pane, note=False)
        elif not self._waits_for_picture(pane):
            self._waiting = self._theme_waiting = None
            self.tag_with(pane, theme_id)

    def _open_for_annotation(self, pane: Pane, annotation_id: AnnotationId, *, note: bool) -> None:
        annotation = self._workspace.annotation(annotation_id)
        if annotation is None or not self._is_free():
            return
        self._pane, self._annotation_id = pane, annotation_id
        self.box.open_for(_target_of(annotation), self._place(pane), note=note)

    def _is_free(self) -> bool:
        """Close the box; tell whether it went, or stays with a note that can't be saved."""
        self.close_box()
        return self.box.isHidden()

    def _moved(self, pane: Pane) -> None:
        """Let the box go with the page that it stands on."""
        box = Tagging.box.made(self)
        if box is not None and box.isVisible() and self._pane is pane:
            box.move_with(self._place(pane))

    def _place(self, pane: Pane) -> QRect:
        """Return where what the box is open for is seen, in the host."""
        annotation = (
            self._workspace.annotation(self._annotation_id) if self._annotation_id else None
        )
        rect = _place_of_selected(pane) if annotation is None else _place_of(annotation, pane)
        viewport = pane.view.viewport()
        inside = rect.intersected(viewport.rect()) if rect.intersects(viewport.rect()) else rect
        corner = viewport.mapTo(self._host, inside.topLeft())
        return QRect(corner, inside.size())

    def _pressed_elsewhere(self, pane: Pane) -> None:
        del pane
        self.close_box()

    def _box_closed(self, escaped: bool) -> None:  # noqa: FBT001 (a signal's argument)
        pane, self._pane = self._pane, None
        if pane is None:
            return
        if escaped or self._annotation_id is not None:
            select_nothing(pane)
        QTimer.singleShot(0, pane.view, pane.view.setFocus)

    def _mark_clicked(self, annotation_id: AnnotationId | None) -> None:
        self._desk.choose_annotation(annotation_id)

    # What the box asks for

    def _tag(self, theme_id: ThemeId) -> None:
        if self._annotation_id is None:
            self._annotate((theme_id,))
        else:
            self._marker.tag(self._annotation_id, theme_id)

    def _untag(self, theme_id: ThemeId) -> None:
        if self._annotation_id is not None:
            self._marker.untag(self._annotation_id, theme_id)

    def _new_theme(self, name: str) -> None:
        used = [theme.colour for theme in self._workspace.tree]
        self._tag(self._marker.new_theme(name, next_colour(used)).id)

    def _write_note(self, note: str) -> None:
        if self._annotation_id is not None:
            self._marker.write_note(self._annotation_id, note)
        elif note:
            self._annotate((), note)

    def _annotate(self, theme_ids: tuple[ThemeId, ...], note: str = "") -> None:
        assert self._pane is not None
        parts, picture = self.segments(self._pane), self.picture(self._pane)
        self._annotation_id = self._marker.annotate(
            self._pane.report_id, parts, theme_ids, note, picture
        )

    def _guarded(self, change: Callable[[], None]) -> Target | None:
        """Do something that may be refused; a refusal is shown and gives None."""
        try:
            change()
        except GlossatorError as error:
            self.trouble.emit(str(error))
            return None
        return self._target()

    def _target(self) -> Target:
        annotation = (
            self._workspace.annotation(self._annotation_id) if self._annotation_id else None
        )
        if annotation is None:
            return replace(self.box.target, theme_ids=(), note="")
        return replace(_target_of(annotation), words=self.box.target.words)

    def _suggest(self, target: Target, then: Callable[[Sequence[Suggestion]], None]) -> None:
        if self._suggesting is not None:
            self._suggesting().themes_for(target.words, target.theme_ids, then)


def _target_of(annotation: Annotation) -> Target:
    from glossator.ui.tagging.box import Target

    return Target(annotation.citation, annotation.theme_ids, annotation.note, annotation.quote)


def has_selected(pane: Pane | None) -> bool:
    """Tell whether text is selected in a pane, or an area drawn."""
    return pane is not None and bool(pane.view.selecting or pane.view.drawing.area)


def select_nothing(pane: Pane) -> None:
    """Give up what is selected or drawn in a pane."""
    pane.view.selecting.clear()
    pane.view.drawing.clear()


def _place_of_selected(pane: Pane) -> QRect:
    """Return where what was selected last stands in the viewport, else all that is selected."""
    view = pane.view
    if view.drawing.area is not None:
        return view.drawing.viewport_rect
    last, place = QRect(), QRect()
    for page in view.selecting.pages():
        place = place.united(view.viewport_rect(page, view.selecting.rects(page)))
        last = last.united(view.viewport_rect(page, view.selecting.last_rects(page)))
    return last if last.intersects(view.viewport().rect()) else place


def _place_of(annotation: Annotation, pane: Pane) -> QRect:
    """Return where an annotation's highlight stands in the viewport."""
    place, view = QRect(), pane.view
    for page in sorted({part.page for part in annotation.segments}):
        mark = view.marks.find(page, annotation.id)
        place = place.united(view.viewport_rect(page, mark.rects)) if mark is not None else place
    return place if not place.isNull() else QRect(40, 80, 1, 1)
