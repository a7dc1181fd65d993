"""Files of other tools, read with what their formats need: nothing of the project is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.exchange.readers import reader_of
from glossator.storage.foreign import ForeignTables

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.domain.incoming import Incoming


def read_file(path: Path) -> Incoming:
    """Return what a file holds, by the ending of its name.

    Raises:
        InvalidInputError: It can't be read, or there is no reader for it.
    """
    return reader_of(path.name).read(path, ForeignTables)
