"""A project of many passages written and read, each to be measured in a process of its own."""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from glossator.domain.records import AnnotationId
from glossator.exchange.outgoing import format_of
from helpers.exchange import TEXT, Placed, annotated, outgoing, read_file
from helpers.records import fresh_id, make_theme

if TYPE_CHECKING:
    from pathlib import Path

PASSAGES = 100_000


def write(path: Path) -> tuple[float, float]:
    """Write the project; return seconds, and megabytes that this took at most."""
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
    before, start = _peak(), time.process_time()
    format_of(path.name).write(outgoing(made, themes), path)
    return time.process_time() - start, _peak() - before


def read(path: Path) -> tuple[float, float]:
    """Read the project; return seconds, and megabytes that this took at most."""
    before, start = _peak(), time.process_time()
    assert len(read_file(path).passages) == PASSAGES
    return time.process_time() - start, _peak() - before


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
