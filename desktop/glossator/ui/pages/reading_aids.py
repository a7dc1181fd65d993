"""What the pages answer when pointed at: footnotes, document symbols, links."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal

from glossator.domain.errors import GlossatorError
from glossator.ui.pages.card import PICTURE, PageCard, note_text, passage_text, theme_colours

if TYPE_CHECKING:
    from concurrent.futures import Future

    from PySide6.QtGui import QImage

    from glossator.app.areas import AreaImages
    from glossator.app.library import Library
    from glossator.documents.protocol import Link
    from glossator.domain.reports.reading import Reading
    from glossator.domain.reports.structure import Unit
    from glossator.ui.panes.pane import Pane

DELAY = 250
"""Milliseconds the mouse rests on a footnote's mark before the note is shown."""
LONG_DELAY = 700
"""The same for a highlight, whose card may be in the way of reading."""


class Told(NamedTuple):
    """What a card tells of something.

    Attributes:
        said: Lines of text.
        colours: Of the themes in the first lines.
        picture: SHA-256 of the picture of an area.
    """

    said: str = ""
    colours: tuple[str, ...] = ()
    picture: str = ""


class ReadingAids(QObject):
    """Shows footnotes and follows links for one pane.

    Signals:
        symbol_wanted: A document symbol that was clicked.
        address_wanted: An address outside the document that was clicked; it is not opened.
    """

    symbol_wanted = Signal(str)
    address_wanted = Signal(str)

    def __init__(self, pane: Pane, library: Library, images: AreaImages) -> None:
        super().__init__(pane)
        self._pane = pane
        self._library = library
        self.card = PageCard(pane)
        self._links: dict[int, tuple[Link, ...]] = {}
        self._asked: set[int] = set()
        self._images = images
        self._told = Told()
        self._at = QPoint()
        self._rest = QTimer(self, singleShot=True, interval=DELAY)
        self._rest.timeout.connect(self._show)
        images.made.connect(self._picture_came)
        pane.view.pointed_at = self._pointed_at
        pane.view.follow_at = self._follow
        pane.view.moved.connect(self.card.hide)

    def _pointed_at(self, page: int, offset: int | None, point: QPoint) -> bool:
        """Show or hide the card; tell whether there is something to click."""
        note = self._note_at(page, offset)
        told = self._note_text(note) if note else self._mark_text(point)
        if told != self._told:
            self._told = told
            self.card.hide()
            if told.said:
                self._at = self._pane.view.viewport().mapTo(self._pane, point)
                self._rest.start(DELAY if note else LONG_DELAY)
            else:
                self._rest.stop()
        if note is not None:
            return True
        return self._link_at(page, point) is not None or bool(self._symbol_at(page, offset))

    def _follow(
        self, page: int, offset: int | None, point: QPoint, modifiers: Qt.KeyboardModifier
    ) -> bool:
        """Follow what was clicked; tell whether there was something."""
        note = self._note_at(page, offset)
        if note is not None and modifiers & Qt.KeyboardModifier.AltModifier:
            self._told = self._note_text(note)
            self._at = self._pane.view.viewport().mapTo(self._pane, point)
            self._show()
            return True
        symbol = self._symbol_at(page, offset)
        if symbol and note is None:
            self.symbol_wanted.emit(symbol)
            return True
        link = self._link_at(page, point)
        if link is None:
            return False
        if link.page is not None:
            self._jump(link)
        elif link.uri:
            self.address_wanted.emit(link.uri)
        return True

    def _show(self) -> None:
        if self._told.said or self._told.picture:
            self.card.show_text(self._told.said, self._at, self._picture(), self._told.colours)

    def _picture(self) -> QImage | None:
        """Return the picture of the area that is pointed at; None until it is there."""
        if not self._told.picture:
            return None
        ratio = self._pane.devicePixelRatioF()
        size = PICTURE * ratio
        image = self._images.image(self._told.picture, size.width(), size.height())
        if image is None or image.isNull():
            return None
        image.setDevicePixelRatio(ratio)
        return image

    def _picture_came(self) -> None:
        if self._told.picture and self.card.isVisible():
            self._show()

    def _note_text(self, note: Unit) -> Told:
        reading = self._reading()
        return Told(note_text(reading.structure, note)) if reading else Told()

    def _mark_text(self, point: QPoint) -> Told:
        """Return what is told of the highlight at a point."""
        mark = self._pane.view.mark_at(point)
        annotation = self._pane.annotation(mark.annotation_id) if mark else None
        if annotation is None:
            return Told()
        tree = self._pane.tree
        colours = theme_colours(annotation, tree)
        return Told(passage_text(annotation, tree), colours, annotation.picture)

    def _jump(self, link: Link) -> None:
        assert link.page is not None
        view = self._pane.view
        with self._pane.jumping():
            view.go_to_page(link.page)
            if link.point is not None:
                view.show_point(link.page, *link.point)

    def _reading(self) -> Reading | None:
        return self._library.reading(self._pane.report_id)

    def _note_at(self, page: int, offset: int | None) -> Unit | None:
        reading = self._reading()
        if reading is None or offset is None:
            return None
        marked = reading.marked_notes
        at = reading.starts[page] + offset
        index = bisect_right(marked, at, key=lambda note: note.mark) - 1
        if index < 0:
            return None
        note = marked[index]
        return note if at < note.mark + len(note.number) else None

    def _symbol_at(self, page: int, offset: int | None) -> str:
        from glossator.domain.reports.symbols import symbol_at  # not wanted at the start

        text = self._library.known_text(self._pane.report_id, page)
        if text is None or offset is None:
            return ""
        symbol = symbol_at(text.text, offset)
        report = self._library.report(self._pane.report_id)
        return "" if report is not None and symbol == report.symbol else symbol

    def _link_at(self, page: int, point: QPoint) -> Link | None:
        if page not in self._links:
            self._ask_links(page)
            return None
        place = self._pane.view.place_at(point)
        x, y = self._pane.view.box(page).to_user(place.x, place.y)
        return next((link for link in self._links[page] if link.rect.contains(x, y)), None)

    def _ask_links(self, page: int) -> None:
        report = self._library.report(self._pane.report_id)
        if page in self._asked or report is None or self._library.info(report.id) is None:
            return
        self._asked.add(page)
        future = self._library.pool.links(report.sha256, page)
        self._library.when_done(future, lambda done: self._links_came(page, done))

    def _links_came(self, page: int, done: Future[tuple[Link, ...]]) -> None:
        try:
            self._links[page] = done.result()
        except GlossatorError:
            # A page whose links can't be read has none to follow; its pictures and text
            # say themselves what is wrong with it.
            self._links[page] = ()
