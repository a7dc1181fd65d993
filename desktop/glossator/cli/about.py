"""What the program and this machine are: for who reports a fault, or wants to know what holds."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from glossator import __version__
from glossator.cli.documents import Reader
from glossator.domain.guards import told
from glossator.storage.connection import SQLITE_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS = (("Qt (PySide)", "PySide6_Essentials"), ("PyMuPDF", "PyMuPDF"))


def about(*, verbose: bool) -> Iterator[str]:
    """Yield lines on the program; with `verbose` also on its parts, and what protects here."""
    yield f"glossator, version {__version__}"
    if verbose:
        yield f"Python {platform.python_version()} on {platform.platform()}"
        for name, package in _PARTS:
            yield f"{name} {_version(package)}"
        yield f"SQLite {SQLITE_VERSION}"
        with Reader() as reader:
            guards = reader.guards()
        if guards is not None:
            yield told(guards)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "is not installed"
