"""Prints the pages of a report, drawn by the document processes piece by piece."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPageLayout, QPainter, QPen, QTextDocument

from glossator.app.images import as_image
from glossator.documents.protocol import Priority
from glossator.domain import colours
from glossator.domain.pages.tiling import TileKey, page_pixels, tile_rect, tiles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QImage, QPagedPaintDevice

    from glossator.app.library import Library
    from glossator.domain.marks import Mark
    from glossator.domain.pages.geometry import PageBox
    from glossator.domain.records import AnnotationId, Report

SHARPEST = 300
"""Dots an inch beyond which a page is not drawn; the printer scales what is left."""

HIGHLIGHT = 0.33
"""Share of a theme's colour in a printed highlight."""

FRAME = 1.5
"""Width of the frame around an area, in points."""

NUMBER = 7.0
"""Height of the numbers that lead to the list of notes, in points."""

STRIP = 128
"""Rows of a picture printed at a time; packing more takes longer than a key may."""

DAMAGED = "This page is damaged and can't be shown."
_UNTIL_DRAWN = 2**62
"""A generation that no scrolling makes stale."""


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What is printed of a report.

    Attributes:
        report: The report, which is open.
        pages: Zero-based, at least one.
        marks: What is highlighted on each page; empty for plain pages.
        numbers: Numbers set beside the marks, as the list of notes has them.
        notes: The list of notes as HTML, printed after the pages, or empty.
    """

    report: Report
    pages: tuple[int, ...]
    marks: Mapping[int, tuple[Mark, ...]] = field(default_factory=dict)
    numbers: Mapping[AnnotationId, int] = field(default_factory=dict)
    notes: str = ""


class PagePrinter(QObject):
    """Prints once; between two pieces the window goes on.

    Signals:
        progress: Pages printed so far.
        done: All is printed.
        refused: A sentence; the printer took nothing.
    """

    progress = Signal(int)
    done = Signal()
    refused = Signal(str)

    def __init__(self, library: Library, device: QPagedPaintDevice, job: PrintJob) -> None:
        super().__init__(library)
        self._library = library
        self._device = device
        self._job = job
        self._boxes = library.boxes(job.report.id)
        self._painter = QPainter()
        self._printed = 0
        self._missing: set[TileKey] = set()
        self._strips: list[tuple[QRect, QImage]] = []
        self._print_soon = QTimer(self, singleShot=True, interval=0)
        self._print_soon.timeout.connect(self._print_strip)
        self._scale = min(device.logicalDpiY(), SHARPEST) / 72
        library.picture_ready.connect(self._came)
        library.trouble.connect(self._look_again)

    def start(self) -> None:
        """Begin; a signal follows."""
        self._turn_paper()
        if not self._painter.begin(self._device):
            self._stop()
            self.refused.emit("The printer can't be used. Nothing was printed.")
            return
        self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        self._ask()

    def cancel(self) -> None:
        """Print no more; what was printed is up to the printer."""
        self._stop()

    # One page

    @property
    def _page(self) -> int:
        return self._job.pages[self._printed]

    @property
    def _box(self) -> PageBox:
        return self._boxes[self._page]

    def _turn_paper(self) -> None:
        wide = self._box.width > self._box.height
        turn = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
        self._device.setPageOrientation(turn)

    def _place(self) -> QRectF:
        """Return where the page stands on the paper, in the units of the painter."""
        paper = QRectF(self._painter.viewport())
        width, height = self._box.width, self._box.height
        scale = min(paper.width() / width, paper.height() / height)
        size = QSizeF(width * scale, height * scale)
        corner = QPointF((paper.width() - size.width()) / 2, (paper.height() - size.height()) / 2)
        return QRectF(corner, size)

    def _ask(self) -> None:
        """Ask for the pieces of the page."""
        columns, rows = tiles(self._box, self._scale)
        self._missing = {
            TileKey(self._job.report.sha256, self._page, self._scale, 0, column, row)
            for column in range(columns)
            for row in range(rows)
        }
        self._look_again()

    def _look_again(self, *_: object) -> None:
        """Take the pieces that are there and ask for the others, one at a time."""
        pool = self._library.pool
        if self._missing and pool.is_refused(self._job.report.sha256, self._page):
            self._missing.clear()
            self._painter.drawText(self._place(), Qt.AlignmentFlag.AlignCenter, DAMAGED)
            self._print_soon.start()
        for key in sorted(self._missing):
            if pool.picture(key) is not None:
                QTimer.singleShot(0, self, lambda key=key: self._came(key))
            else:
                pool.request(key, Priority.BACKGROUND, _UNTIL_DRAWN)

    def _came(self, key: TileKey) -> None:
        if key not in self._missing:
            return
        picture = self._library.pool.picture(key)
        if picture is None:  # overwritten before its turn came
            self._library.pool.request(key, Priority.BACKGROUND, _UNTIL_DRAWN)
            return
        self._missing.discard(key)
        image = as_image(picture).copy()
        tile = tile_rect(key, self._box)
        self._paint_marks(image, QPointF(tile.x0, tile.y0))
        self._strips += [
            (QRect(tile.x0, tile.y0 + top, image.width(), strip.height()), strip)
            for top in range(0, image.height(), STRIP)
            if not (strip := image.copy(0, top, image.width(), STRIP)).isNull()
        ]
        self._print_soon.start()

    def _print_strip(self) -> None:
        """Print a strip, and go on with the next when the window has had its turn."""
        if self._strips:
            part, strip = self._strips.pop(0)
            self._painter.drawImage(self._on_paper(part), strip)
            self._print_soon.start()
        elif not self._missing:
            self._finish_page()

    def _on_paper(self, part: QRect) -> QRectF:
        """Return where a part of the page's picture stands on the paper, to whole dots."""
        width, height = page_pixels(self._box, self._scale)
        place = self._place()
        across, down = place.width() / width, place.height() / height
        left, right = (place.x() + x * across for x in (part.x(), part.x() + part.width()))
        top, bottom = (place.y() + y * down for y in (part.y(), part.y() + part.height()))
        return QRectF(QPointF(round(left), round(top)), QPointF(round(right), round(bottom)))

    def _paint_marks(self, image: QImage, corner: QPointF) -> None:
        """Highlight what is marked; a printer knows no paint that lets the words through."""
        painter = QPainter(image)
        painter.translate(-corner)
        painter.scale(self._scale, self._scale)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for mark in self._job.marks.get(self._page, ()):
            colour = QColor(colours.mix(colours.PAPER, mark.colours[0], HIGHLIGHT))
            for x0, y0, x1, y1 in mark.rects:
                rect = QRectF(x0, y0, x1 - x0, y1 - y0)
                if mark.is_area:
                    painter.setPen(_pen(mark.colours[0]))
                    painter.drawRect(rect)
                else:
                    painter.fillRect(rect, colour)
            self._paint_number(painter, mark)
        painter.end()

    def _paint_number(self, painter: QPainter, mark: Mark) -> None:
        number = self._job.numbers.get(mark.annotation_id)
        if number is None:
            return
        font = QFont(painter.font())
        font.setPixelSize(round(NUMBER))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colours.INK))
        beside = QRectF(mark.left - 34, mark.top, 28, NUMBER * 1.4)
        painter.drawText(beside, Qt.AlignmentFlag.AlignRight, str(number))

    def _finish_page(self) -> None:
        self._printed += 1
        self.progress.emit(self._printed)
        if self._printed < len(self._job.pages):
            self._turn_paper()
            self._device.newPage()
            self._ask()
            return
        if self._job.notes:
            self._print_notes()
        self._stop()
        self.done.emit()

    def _print_notes(self) -> None:
        """Print the list of notes on pages of its own."""
        self._device.setPageOrientation(QPageLayout.Orientation.Portrait)
        self._device.newPage()
        paper, document = QRectF(self._painter.viewport()), QTextDocument()
        document.documentLayout().setPaintDevice(self._device)
        document.setHtml(self._job.notes)
        document.setPageSize(paper.size())
        for page in range(document.pageCount()):
            if page:
                self._device.newPage()
            self._painter.save()
            self._painter.translate(0, -page * paper.height())
            seen = QRectF(0, page * paper.height(), paper.width(), paper.height())
            document.drawContents(self._painter, seen)
            self._painter.restore()

    def _stop(self) -> None:
        self._missing.clear()
        self._strips.clear()
        self._print_soon.stop()
        self._library.picture_ready.disconnect(self._came)
        self._library.trouble.disconnect(self._look_again)
        if self._painter.isActive():
            self._painter.end()
        self.deleteLater()


def _pen(colour: str) -> QPen:
    return QPen(QColor(colour), FRAME)
