"""The way from other threads into this one."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QObject

from glossator.app import garbage
from glossator.app.garbage import Garbage
from glossator.app.mailbox import Mailbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    application = QCoreApplication.instance()
    assert application is not None
    box = Mailbox(application)
    yield box
    box.deleteLater()


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


def test_the_application_has_one_mailbox() -> None:
    assert Mailbox.of_application() is Mailbox.of_application()


def test_a_function_is_called_here_when_a_future_is_done_elsewhere(
    qtbot: QtBot, mailbox: Mailbox, threads: ThreadPoolExecutor
) -> None:
    came: list[tuple[int, str]] = []

    def then(done: Future[int]) -> None:
        came.append((done.result(), threading.current_thread().name))

    mailbox.when_done(threads.submit(lambda: 7), then)
    assert not came
    qtbot.waitUntil(lambda: bool(came))
    assert came == [(7, threading.main_thread().name)]


def test_a_future_that_is_done_already_is_delivered_later_too(
    qtbot: QtBot, mailbox: Mailbox
) -> None:
    future: Future[int] = Future()
    future.set_result(1)
    came: list[int] = []
    mailbox.when_done(future, lambda done: came.append(done.result()))
    assert not came
    qtbot.waitUntil(lambda: came == [1])


def test_what_is_left_after_one_that_fails_is_still_delivered(
    qtbot: QtBot, mailbox: Mailbox
) -> None:
    future: Future[int] = Future()
    came: list[int] = []

    def fails(_: Future[int]) -> None:
        raise ArithmeticError

    mailbox.when_done(future, fails)
    mailbox.when_done(future, lambda done: came.append(done.result()))
    with qtbot.captureExceptions() as caught:
        future.set_result(3)
        qtbot.waitUntil(lambda: came == [3])
    assert [kind for kind, *_ in caught] == [ArithmeticError]


def test_values_reach_a_post_until_it_is_closed(
    qtbot: QtBot, mailbox: Mailbox, threads: ThreadPoolExecutor
) -> None:
    came: list[tuple[str, int]] = []

    def take(word: str, number: int) -> None:
        came.append((word, number))

    leave = mailbox.post(take)
    threads.submit(leave, "a", 1).result()
    qtbot.waitUntil(lambda: came == [("a", 1)])
    threads.submit(leave, "b", 2).result()
    mailbox.close_post(take)
    qtbot.wait(20)
    assert came == [("a", 1)]


def test_a_thread_never_holds_what_is_to_be_called(
    qtbot: QtBot, mailbox: Mailbox, threads: ThreadPoolExecutor
) -> None:
    class Receiver(QObject):
        def then(self, _: Future[bool]) -> None:
            raise AssertionError("nothing is to come")

    receiver = Receiver()
    gone = weakref.ref(receiver)
    may_end = threading.Event()
    future: Future[bool] = threads.submit(may_end.wait, 20)
    mailbox.when_done(future, receiver.then)
    mailbox._waiting.clear()
    del receiver
    gc.collect()
    assert gone() is None
    may_end.set()
    qtbot.waitUntil(future.done)


def test_garbage_is_collected_in_this_thread_only(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, threads: ThreadPoolExecutor
) -> None:
    where: set[str] = set()

    def note(phase: str, _: dict[str, int]) -> None:
        where.add(f"{phase} {threading.current_thread().name}")

    def litter() -> None:
        for _ in range(5_000):
            one: list[object] = []
            one.append(one)

    monkeypatch.setattr(garbage, "EVERY", 10)
    application = QCoreApplication.instance()
    assert application is not None
    gc.enable()
    collector = Garbage(application)
    gc.callbacks.append(note)
    try:
        threads.submit(litter).result()
        qtbot.waitUntil(lambda: bool(where))
    finally:
        gc.callbacks.remove(note)
        collector.deleteLater()
    assert where == {"start MainThread", "stop MainThread"}
