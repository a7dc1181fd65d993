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
from typing import TYPE_CHECKING, Any

from glossator.app.bytecode import Bytecode, beside_ours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CARRIED = "shibokensupport/"
"""How the file names begin that PySide gives to what it carries."""

UNUSED = "shibokensupport/signature/lib/pyi_generator.py"
"""What writes stub files, which only a tool of PySide's wants."""


@contextlib.contextmanager
def quick_import(kept: Path | None = None) -> Iterator[None]:
    """Import PySide within this; Python's own `compile` and `import` are back after it."""
    bytecode = Bytecode(kept or beside_ours("pyside"))
    plain, plain_import = builtins.compile, builtins.__import__
    builtins.compile = _compiling(bytecode, plain)
    try:
        yield
    finally:
        builtins.compile = plain
        builtins.__import__ = plain_import
    bytecode.keep()


def _compiling(bytecode: Bytecode, plain: Callable[..., Any]) -> Callable[..., Any]:
    """Return what stands in for `compile`; what PySide does not carry goes there unseen."""

    def compiling(source: Any, filename: Any, *how: Any, **more: Any) -> Any:  # noqa: ANN401
        if not (isinstance(filename, str) and filename.startswith(CARRIED)):
            return plain(source, filename, *how, **more)
        if filename == UNUSED:
            source = b""
        return bytecode.compiled(source, lambda: plain(source, filename, *how, **more))

    return compiling
