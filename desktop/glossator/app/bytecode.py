"""Bytecode of Python that has no file, which Python itself would compile at every start."""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType

_HASH = 8
"""Bytes of a `source_hash`."""

_MOST = 4_000
"""Sources that are kept; with more, those that were not wanted this time are dropped."""


def beside_ours(name: str) -> Path:
    """Return where such bytecode is kept: beside the program's own, and trusted as much."""
    return Path(cache_from_source(__file__)).with_suffix(f".{name}")


class Bytecode:
    """Bytecode known by the hash of its source, so that of another is never taken for it.

    It is kept where Python keeps bytecode, and where that can't be written not at all, as
    Python does.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = _read(path)
        self._used: dict[bytes, CodeType] = {}
        self._is_new = False

    def compiled(self, source: bytes, make: Callable[[], CodeType]) -> CodeType:
        """Return the bytecode of a source, made if it was not kept."""
        key = source_hash(source)
        code = self._kept.get(key)
        if code is None:
            code = self._kept[key] = make()
            self._is_new = True
        self._used[key] = code
        return code

    def keep(self) -> None:
        """Write what had to be made, for the next start."""
        if not self._is_new or sys.dont_write_bytecode:
            return
        self._is_new = False
        data = marshal.dumps(self._kept if len(self._kept) <= _MOST else self._used)
        unfinished = self._path.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            unfinished.write_bytes(MAGIC_NUMBER + source_hash(data) + data)
            unfinished.replace(self._path)


def _read(path: Path) -> dict[bytes, CodeType]:
    """Return the bytecode that a start of this Python has kept, if it is whole."""
    try:
        kept = path.read_bytes()
    except OSError:
        return {}
    magic, checked = kept[: len(MAGIC_NUMBER)], kept[len(MAGIC_NUMBER) :]
    if magic != MAGIC_NUMBER or checked[:_HASH] != source_hash(checked[_HASH:]):
        return {}
    codes: dict[bytes, CodeType] = marshal.loads(checked[_HASH:])
    return codes
