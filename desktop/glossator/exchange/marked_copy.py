"""Write a report's copy with marks in it where the user wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.domain.errors import ExportError
from glossator.exchange.replacing import replacing

if TYPE_CHECKING:
    from pathlib import Path


def write_marked_copy(target: Path, data: bytes) -> None:
    """Write a PDF whole or not at all.

    Raises:
        ExportError: The target can't be written, or its name is not that of a PDF.
    """
    if target.suffix.casefold() != ".pdf":
        raise ExportError(f"“{target.name}” does not end in .pdf. Nothing was written.")
    with replacing(target) as stream:
        stream.write(data)
