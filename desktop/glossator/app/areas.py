"""The pictures of areas: drawn by a document process, kept in the project, decoded to be shown."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from glossator.app.library import THREADS
from glossator.app.mailbox import Mailbox
from glossator.domain.area import Area
from glossator.domain.errors import GlossatorError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from glossator.app.library import Library
    from glossator.app.workspace import Workspace
    from glossator.domain.records import ReportId
    from glossator.storage.project import ProjectFile

DRAWN_KEPT = 8
"""Pictures of areas kept until an annotation is made of them, 200 kB each at most."""

IMAGES_KEPT = 60
"""Pictures kept as they are shown, some 200 kB each."""

_Place: TypeAlias = tuple[str, Area]
"""An area of a document, which is named by its SHA-256: a report may get another file."""
_Wish: TypeAlias = tuple[str, int, int]


class AreaPictures(QObject):
    """Has the pictures of areas drawn, before anything is made of them.

    Signals:
        drawn: The picture of an area that was wanted is there, or can't be made.
        trouble: A sentence; it can't be made.
    """

    drawn = Signal()
    trouble = Signal(str)

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._library = library
        self._drawn: OrderedDict[_Place, bytes] = OrderedDict()
        self._asked: set[_Place] = set()

    def want(self, report_id: ReportId, area: Area) -> bytes | None:
        """Return the picture of an area as a PNG file; None while it is being drawn."""
        report = self._library.report(report_id)
        if report is None:
            return None
        place = (report.sha256, area)
        png = self._drawn.get(place)
        if png is None and place not in self._asked:
            self._ask(report_id, place)
        return png

    def _ask(self, report_id: ReportId, place: _Place) -> None:
        sha256, area = place
        boxes = self._library.boxes(report_id)
        if self._library.info(report_id) is None or area.page >= len(boxes):
            return
        self._asked.add(place)
        in_view = boxes[area.page].rect_to_view(area.rect)
        future = self._library.pool.clip(sha256, area.page, in_view)
        self._library.when_done(future, lambda done: self._came(place, done))

    def _came(self, place: _Place, done: Future[bytes]) -> None:
        self._asked.discard(place)
        try:
            self._drawn[place] = done.result()
        except GlossatorError as error:
            self.trouble.emit(f"{error} The area was not marked.")
            return
        while len(self._drawn) > DRAWN_KEPT:
            self._drawn.popitem(last=False)
        self.drawn.emit()


class AreaImages(QObject):
    """The pictures that the project keeps, made to measure while the window goes on.

    Signals:
        made: The image of a picture that was asked for is there.
    """

    made = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._images: OrderedDict[_Wish, QImage] = OrderedDict()
        self._wishes: list[_Wish] = []
        self._making = False

    def image(self, digest: str, width: int, height: int) -> QImage | None:
        """Return a picture no larger than a size in pixels; None while it is being made.

        An image without size stands for a picture that can't be read.
        """
        wish = (digest, width, height)
        known = self._images.get(wish)
        if known is not None:
            self._images.move_to_end(wish)
        elif wish not in self._wishes:
            self._wishes.append(wish)
            self._make()
        return known

    def _make(self) -> None:
        """Have the image made that was asked for last: it is what shows now."""
        if self._making or not self._wishes or self._workspace.is_closed:
            return
        self._making = True
        wish = self._wishes[-1]
        made = THREADS.submit(_made, self._workspace.project, *wish)
        Mailbox.of_application().when_done(made, lambda done: self._take(wish, done))

    def _take(self, wish: _Wish, done: Future[QImage]) -> None:
        self._making = False
        if self._workspace.is_closed:
            return
        self._wishes.remove(wish)
        self._images[wish] = done.result()
        while len(self._images) > IMAGES_KEPT:
            self._images.popitem(last=False)
        self._make()
        self.made.emit()


def _made(project: ProjectFile, digest: str, width: int, height: int) -> QImage:
    """Return a picture to measure (in a thread: a whole page takes 20 ms and more)."""
    try:
        png = project.picture(digest)
    except GlossatorError:
        # Checking the project says what is wrong with it; a card is no place for that.
        png = None
    whole = QImage.fromData(png) if png else QImage()
    if whole.width() <= width and whole.height() <= height:
        return whole
    return whole.scaled(
        width,
        height,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
