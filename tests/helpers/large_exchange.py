"""A project of many passages written, and taken in, each to be measured in its own process."""

from __future__ import annotations

import resource
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from glossator.cli.program import seldom_look_for_garbage
from glossator.domain.edits import Change, EditSet
from glossator.domain.incoming.fit import fit
from glossator.domain.incoming.outcome import Fate
from glossator.domain.incoming.plan import Planner
from glossator.domain.records import AnnotationId
from glossator.domain.themes import ThemeTree
from glossator.exchange.outgoing import format_of
from glossator.placing import Placer
from glossator.storage.project import ProjectFile
from helpers.exchange import (
    AT,
    PAGES,
    REPORT,
    STRUCTURE,
    TEXT,
    Placed,
    annotated,
    outgoing,
    read_file,
)
from helpers.records import fresh_id, make_theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSAGES = 100_000


class Cost(NamedTuple):
    """What something cost.

    Attributes:
        seconds: Of the processor.
        megabytes: That this took at most, beyond what there was before.
        whole: Megabytes that the process had at most.
    """

    seconds: float
    megabytes: float
    whole: float


def write(path: Path) -> Cost:
    """Write the project in the format of a file's name."""
    themes = [make_theme(f"Theme {number}") for number in range(50)]
    end = len(TEXT.text)
    kinds = [
        annotated(Placed(((start, start + 40),)), themes[:2], "A note of some words.")
        for start in range(0, end - 40, 3)
    ]
    real = [one for one in kinds if one is not None]
    made = [
        replace(real[number % len(real)], id=AnnotationId(fresh_id()), note=f"Note {number}")
        for number in range(PASSAGES)
    ]
    with _measured() as found:
        format_of(path.name).write(outgoing(made, themes), path)
    return found[0]


def read(path: Path) -> Cost:
    """Read the project, find its passages in the report and save them, as the command does."""
    placer = Placer(lambda _: (TEXT, STRUCTURE), lambda _, page: PAGES[page])
    planner = Planner(ThemeTree(()), (), placer.locate, fresh_id, AT, box=placer.box)
    with ProjectFile.create(path.with_name(f"{path.name}.glossator")) as project:
        project.apply(EditSet("Add", (Change(None, REPORT),)), at=AT)
        with _measured() as found:
            plan = planner.plan(fit(read_file(path)), [REPORT])
            project.apply(plan.edits, at=AT)
        assert plan.count(Fate.ADDED) == project.annotation_count() == PASSAGES
    return found[0]


@contextmanager
def _measured() -> Iterator[list[Cost]]:
    found: list[Cost] = []
    seldom_look_for_garbage()
    before, start = _peak(), time.process_time()
    yield found
    found.append(Cost(time.process_time() - start, _peak() - before, _peak()))


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
