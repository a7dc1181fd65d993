"""What the program says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator import __version__
from glossator.domain.guards import told

if TYPE_CHECKING:
    from glossator.domain.guards import Guards


def about_text(guards: Guards | None) -> str:
    """Return some sentences about the program.

    Args:
        guards: What protects from hostile documents here; None while that is not known.
    """
    about = (
        f"Glossator {__version__}, free software under the GNU Affero General Public License, "
        "version 3. It reads documents on this machine and sends nothing anywhere."
    )
    return f"{about} {told(guards)}" if guards is not None else about
