"""Where the files are that travel with the program: resources and the five reports.

In an installed program they lie inside the package, in a checkout at its root.
"""

from __future__ import annotations

from pathlib import Path

from glossator.domain.errors import GlossatorError

PACKAGE = Path(__file__).resolve().parent
PLACES = (PACKAGE / "_bundled", PACKAGE.parents[1])
"""Where to look, first the installed program, then the checkout."""


class MissingFileError(GlossatorError):
    """A file that belongs to the program is not there."""


def bundled(name: str) -> Path:
    """Return the path of a file or folder of the program, by its path in the checkout.

    Raises:
        MissingFileError: It is in neither place.
    """
    for place in PLACES:
        if (place / name).exists():
            return place / name
    raise MissingFileError(f"The installation is incomplete: {name} is missing. Install it again.")


def resource(name: str) -> Path:
    """Return the path of a file of the folder `resources`.

    Raises:
        MissingFileError: There is none of that name.
    """
    return bundled(f"resources/{name}")


def icon(name: str) -> Path:
    """Return the path of an icon (SVG) by its name without ending.

    Raises:
        MissingFileError: There is none of that name.
    """
    return resource(f"icons/{name}.svg")
