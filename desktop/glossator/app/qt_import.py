"""Import PySide without the work that it does anew at every start.

PySide carries 130 kB of Python inside its library. At each import it compiles that and keeps no
bytecode, compiles the patterns with which its stub files are written, and puts an `import` in the
place of Python's that reads the source of every module imported from then on. With PySide
6.11 the first two take 75 of the 165 ms of the processor until its widgets are imported, the
last a tenth to a seventh of all imports after that.
"""

from __future__ import annotations

import builtins
import contextlib
import marshal
import os
import sys
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

KEPT = Path(cache_from_source(__file__)).with_suffix(".pyside")
"""Where PySide's bytecode is kept: beside ours, and trusted as much."""

CARRIED = "shibokensupport/"
"""How the file names begin that PySide gives to what it carries."""

UNUSED = "shibokensupport/signature/lib/pyi_generator.py"
"""What writes stub files, which only a tool of PySide's wants."""

_HASH = 8
"""Bytes of a `source_hash`."""


@contextlib.contextmanager
def quick_import(kept: Path = KEPT) -> Iterator[None]:
    """Import PySide within this; Python's own `compile` and `import` are back after it."""
    bytecode, plain_import = Bytecode(kept), builtins.__import__
    builtins.compile = bytecode.compile
    try:
        yield
    finally:
        builtins.compile = bytecode.plain
        builtins.__import__ = plain_import
    bytecode.keep()


class Bytecode:
    """The bytecode of what PySide carries, known by the hash of its source.

    So that of another version of PySide is never taken for it. It is kept where Python
    keeps bytecode, and where that can't be written not at all, as Python does.
    """

    def __init__(self, path: Path) -> None:
        self.plain = builtins.compile
        self._path = path
        self._kept = _read(path)
        self._new: dict[bytes, CodeType] = {}

    def compile(self, source: Any, filename: Any, *how: Any, **more: Any) -> Any:  # noqa: ANN401
        """Stand in for `compile`; what PySide does not carry goes there unseen."""
        if not (isinstance(filename, str) and filename.startswith(CARRIED)):
            return self.plain(source, filename, *how, **more)
        if filename == UNUSED:
            source = b""
        key = source_hash(source)
        code = self._kept.get(key)
        if code is None:
            code = self._new[key] = self.plain(source, filename, *how, **more)
        return code

    def keep(self) -> None:
        """Write what had to be compiled, for the next start."""
        if not self._new or sys.dont_write_bytecode:
            return
        data = marshal.dumps({**self._kept, **self._new})
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
