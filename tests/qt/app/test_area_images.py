"""The pictures of areas are made to measure in a thread, the newest wish first."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage

from glossator.app.areas import AreaImages
from glossator.domain.errors import ProjectError

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.app.workspace import Workspace


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    made = QByteArray()
    buffer = QBuffer(made)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(made.data())


class Kept:
    """A project that has some pictures, and gives them out when it is let."""

    def __init__(self) -> None:
        self.pictures = {"page": png(1200, 1600), "figure": png(40, 30)}
        self.asked: list[tuple[str, bool]] = []
        self.lets = threading.Event()

    def picture(self, digest: str) -> bytes | None:
        assert self.lets.wait(20)
        self.asked.append((digest, threading.current_thread() is threading.main_thread()))
        if digest == "damaged":
            raise ProjectError("It can't be read.")
        return self.pictures.get(digest)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def images(qtbot: QtBot, kept: Kept) -> AreaImages:
    del qtbot
    return AreaImages(cast("Workspace", SimpleNamespace(project=kept, is_closed=False)))


def test_pictures_are_made_beside_the_window_the_last_asked_for_before_those_that_wait(
    qtbot: QtBot, images: AreaImages, kept: Kept
) -> None:
    for digest in ("figure", "gone", "damaged", "page"):
        assert images.image(digest, 150, 200) is None
        assert images.image(digest, 150, 200) is None
    kept.lets.set()
    qtbot.waitUntil(lambda: len(kept.asked) == 4)
    assert kept.asked == [(digest, False) for digest in ("figure", "page", "damaged", "gone")]
    qtbot.waitUntil(lambda: images.image("gone", 150, 200) is not None)
    sizes = [images.image(digest, 150, 200) for digest in ("page", "figure", "damaged", "gone")]
    assert [image.size().toTuple() for image in sizes if image is not None] == [
        (150, 200), (40, 30), (0, 0), (0, 0),
    ]  # fmt: skip


def test_a_picture_that_comes_after_the_project_is_closed_is_let_go(
    qtbot: QtBot, images: AreaImages, kept: Kept
) -> None:
    made: list[bool] = []
    images.made.connect(lambda: made.append(True))
    images.image("page", 150, 200)
    images._workspace.is_closed = True
    kept.lets.set()
    qtbot.waitUntil(lambda: bool(kept.asked))
    qtbot.waitUntil(lambda: not images._making)
    assert not made
