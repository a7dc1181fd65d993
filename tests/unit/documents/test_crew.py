"""One document process runs at first, others when there is work for them."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from glossator.documents.crew import PATIENCE, Crew
from glossator.documents.jobs import Lane
from glossator.documents.pool import DocumentPool, Priority, TileKey, open_bytes
from glossator.documents.process import places
from glossator.documents.spawning import spawn
from helpers.pdfs import make_pdf

if TYPE_CHECKING:
    from glossator.documents.process import DocumentProcess

SECONDS = 20


@dataclass
class FakeProcess:
    """A process as far as the crew looks at it."""

    name: str
    lanes: tuple[Lane, ...]
    is_started: bool = False
    ready: bool = False
    given_up: bool = False


def crew_of(renderers: int, readers: int, *started: str) -> Crew:
    fakes = [FakeProcess(name, lanes) for name, lanes, _ in places(renderers, readers)]
    for fake in fakes:
        fake.is_started = fake.ready = fake.name in started
    return Crew(cast("list[DocumentProcess]", fakes))


def wanted(crew: Crew, *lanes: Lane, now: float) -> str:
    process = crew.wanted(frozenset(lanes), now)
    return process.name if process is not None else ""


def test_the_first_process_draws_if_any_does() -> None:
    assert crew_of(2, 1).first.name == "renderer 1"
    assert crew_of(0, 1).first.name == "reader 1"


def test_work_that_nobody_does_starts_a_process_at_once() -> None:
    crew = crew_of(2, 1, "renderer 1")
    assert wanted(crew, Lane.VISIBLE, Lane.LONG, now=0) == "reader 1"


def test_work_that_somebody_does_waits_for_a_while_first() -> None:
    crew = crew_of(2, 1, "renderer 1", "reader 1")
    assert wanted(crew, Lane.VISIBLE, now=0) == ""
    assert crew.due == PATIENCE
    assert wanted(crew, Lane.AHEAD, now=PATIENCE / 2) == ""
    assert wanted(crew, Lane.VISIBLE, now=PATIENCE) == "renderer 2"


def test_a_pause_begins_the_wait_anew() -> None:
    crew = crew_of(2, 1, "renderer 1")
    assert wanted(crew, Lane.VISIBLE, now=0) == ""
    assert wanted(crew, now=PATIENCE / 2) == ""
    assert crew.due == math.inf
    assert wanted(crew, Lane.VISIBLE, now=PATIENCE) == ""


def test_nobody_is_called_while_one_is_on_its_way() -> None:
    crew = crew_of(2, 1, "renderer 1")
    crew.processes[1].ready = False
    assert wanted(crew, Lane.VISIBLE, now=0) == ""
    assert crew.due == math.inf


def test_a_process_that_can_not_be_started_is_not_counted_on() -> None:
    crew = crew_of(2, 0, "renderer 1")
    crew.processes[0].given_up = True
    assert wanted(crew, Lane.VISIBLE, now=0) == "renderer 2"


def test_a_report_is_drawn_by_one_process_and_read_by_another_that_comes_for_it() -> None:
    drawn = threading.Semaphore(0)
    with DocumentPool(arena_bytes=8 * 2**20) as pool:
        pool.on_picture = lambda _key: drawn.release()
        open_bytes(pool, "d", make_pdf([["1. Words."]]), name="a.pdf").result(SECONDS)
        pool.request(TileKey("d", 0, 1.0), Priority.VISIBLE, 1)
        assert drawn.acquire(timeout=SECONDS)
        running = [name for name, pid in pool.pids().items() if pid is not None]
        assert running == ["renderer 1"]
        assert "Words" in pool.read("d").result(SECONDS)[0].text
        running = [name for name, pid in pool.pids().items() if pid is not None]
        assert running == ["reader 1", "renderer 1"]


def test_a_process_that_was_started_early_is_the_first() -> None:
    early = spawn()
    pool = DocumentPool(arena_bytes=8 * 2**20)
    pool.start(early)
    try:
        open_bytes(pool, "d", make_pdf(), name="a.pdf").result(SECONDS)
        assert [pid for pid in pool.pids().values() if pid is not None] == [early.process.pid]
    finally:
        pool.shutdown()
    assert early.process.returncode is not None


def test_one_that_was_started_early_and_has_died_is_replaced() -> None:
    early = spawn()
    early.process.kill()
    pool = DocumentPool(arena_bytes=8 * 2**20)
    pool.start(early)
    try:
        info = open_bytes(pool, "d", make_pdf(), name="a.pdf").result(SECONDS)
    finally:
        pool.shutdown()
    assert info.boxes
    assert early.process.returncode is not None
