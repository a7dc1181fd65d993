"""The window before there is anything in it: the picture of how it was left.

Qt shows a window within a third of a second; the program behind it takes longer. So the
window shows first what was seen last, and takes in the real thing when that is ready.
Everything this imports delays that first picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import DEFLATED, compressobj, decompressobj, error

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtWidgets import QMainWindow, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QPaintEvent

SIZE = QSize(1400, 860)
"""Logical pixels of the window when it is opened for the first time, where the screen has them."""

BORDERS = QSize(16, 48)
"""What the desktop's frame may take of the screen; a window that reaches beyond it is made smaller
when it is opened again, and the picture of how it was left would not fit."""

DOT = 4
"""Bytes of a dot."""

QUICKLY = 1
"""How hard the dots are packed: the window is closing, and is to open at once."""

BARE = -15
"""They are packed without a checksum, which takes a quarter of the unpacking."""


class Frame(QMainWindow):
    """The top-level window of the program; what it shows is put in later.

    Qt tells assistive technology of a main window that it is a window, of a plain widget not.

    Signals:
        painted: It has been seen for the first time.
        closing: It is about to be closed.
    """

    painted = Signal()
    closing = Signal()

    def __init__(self, geometry: str = "") -> None:
        super().__init__()
        self.setWindowTitle("Glossator")
        self.resize(SIZE.boundedTo(self.screen().availableSize() - BORDERS))
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        self._picture: QImage | None = None
        self._dots = b""
        self._is_painted = False
        self._content: QWidget | None = None

    @property
    def fits(self) -> str:
        """What a picture must have been drawn for to be this window's."""
        ground = self.palette().color(QPalette.ColorRole.Window).name()
        return f"{self.width()}x{self.height()}@{self.devicePixelRatioF():g}/{ground}"

    def show_picture(self, packed: bytes) -> None:
        """Show how the window was left; bytes that make no picture of its size show nothing."""
        ratio = self.devicePixelRatioF()
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        try:
            dots = decompressobj(BARE).decompress(packed, width * height * DOT + 1)
        except error:
            return
        if len(dots) == width * height * DOT:
            picture = QImage(dots, width, height, width * DOT, QImage.Format.Format_RGB32)
            picture.setDevicePixelRatio(ratio)
            # The picture does not own its dots.
            self._picture, self._dots = picture, dots
            self.update()

    def picture(self) -> bytes:
        """Return how the window stands now, its dots packed."""
        picture = self.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        packing = compressobj(QUICKLY, DEFLATED, BARE)
        return packing.compress(bytes(picture.constBits())) + packing.flush()

    def take_in(self, content: QWidget, is_ready: Callable[[], bool]) -> None:
        """Show the real window, under its picture until that can go without a flicker.

        Args:
            content: What is shown from now on.
            is_ready: Tells whether it has all that the picture shows.
        """
        self._content = content
        self.setWindowTitle(content.windowTitle())
        self.setWindowIcon(content.windowIcon())
        content.windowTitleChanged.connect(self.setWindowTitle)
        self.setCentralWidget(content)
        content.show()
        if self._picture is not None:
            from glossator.ui.widgets.curtain import Curtain

            Curtain(self, self._picture, is_ready)
            self._picture = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent: the picture, while there is nothing else."""
        super().paintEvent(event)
        if self._picture is not None:
            painter = QPainter(self)
            painter.drawImage(0, 0, self._picture)
            painter.end()
        if not self._is_painted:
            self._is_painted = True
            # What is painted goes to the screen once this has returned.
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override QWidget.closeEvent: what is within is closed with it, or stays."""
        self.closing.emit()
        if self._content is not None and not self._content.close():
            event.ignore()
            return
        event.accept()
