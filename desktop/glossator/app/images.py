"""Pictures of the document processes as Qt has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from glossator.documents.pool import Picture


def as_image(picture: Picture) -> QImage:
    """Wrap a picture's pixels without copying; valid while the picture is in the arena."""
    return QImage(
        picture.buffer, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
    )
