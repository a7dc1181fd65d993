"""Where the files are that travel with the program: resources and the five reports.

In an installed program they lie inside the package, in a checkout at its root.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.errors import GlossatorError

if TYPE_CHECKING:
    from glossator.domain.reports.describe import Listed

PACKAGE = Path(__file__).resolve().parent
PLACES = (PACKAGE / "_bundled", PACKAGE.parents[1])
"""Where to look, first the installed program, then the checkout."""


class MissingFileError(GlossatorError):
    """A file that belongs to the program is not there."""


class BundledReport(NamedTuple):
    """A report that comes with the program: its file and what the manifest says of it."""

    path: Path
    listed: Listed


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


@cache
def report_files() -> tuple[BundledReport, ...]:
    """Return the reports that come with the program, in the order of the manifest.

    Raises:
        MissingFileError: The manifest or a report is missing.
    """
    from glossator.domain.reports.describe import Listed  # not wanted at the start

    manifest = json.loads(bundled("corpus/manifest.json").read_bytes())
    return tuple(
        BundledReport(
            bundled(f"corpus/reports/{entry['report']}"),
            Listed(
                sha256=entry["report_sha256"],
                symbol=entry["symbol"],
                title=entry["title"],
                session=entry["session"],
                date=entry["date"],
                url=entry["url"],
            ),
        )
        for entry in manifest["reports"]
    )


def listed(sha256: str) -> Listed | None:
    """Return what the manifest says of a document by its hash; None for any other.

    A program whose bundled reports are missing can still add reports of the user's own.
    """
    try:
        known = report_files()
    except MissingFileError:
        return None
    return next((one.listed for one in known if one.listed.sha256 == sha256), None)
