"""What the program says of itself."""

from __future__ import annotations

from glossator import __version__


def about_text() -> str:
    """Return a sentence about the program."""
    return (
        f"Glossator {__version__}, free software under the GNU Affero General Public License, "
        "version 3. It reads documents on this machine and sends nothing anywhere."
    )
