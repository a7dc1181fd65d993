"""Folders that a service copies to other machines, and the copies it makes in a conflict.

Names as the services give them: Dropbox “(Anna's conflicted copy 2024-08-23)”, Nextcloud and
ownCloud “(conflicted copy 2024-08-23 101500)”, Syncthing “.sync-conflict-20240823-101500-ABCDEFG”,
OneDrive “-MACHINE” and, like Google Drive, a bare number “ (1)”.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SERVICES = (
    (re.compile(r"dropbox( \(.*\))?", re.IGNORECASE), "Dropbox"),
    (re.compile(r"onedrive( - .*)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"(nextcloud|owncloud)\d*", re.IGNORECASE), "Nextcloud"),
    (re.compile(r"google ?drive|my drive", re.IGNORECASE), "Google Drive"),
    (re.compile(r"icloud ?drive|com~apple~clouddocs|mobile documents", re.IGNORECASE), "iCloud"),
    (re.compile(r"syncthing|sync", re.IGNORECASE), "Syncthing"),
)

MARKERS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".sync_folder": "Syncthing",
    ".owncloudsync.log": "Nextcloud",
}
"""Files and folders that a service leaves in what it copies."""

NETWORKS = frozenset(
    ("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afpfs", "9p", "fuse.sshfs", "davfs", "ncpfs")
)
"""Kinds of file systems that lie on another machine."""

_CONFLICT = re.compile(
    r"( \(.*conflicted copy.*\)| \(.*[Kk]onflikt.*\)| \(.*case conflict.*\)"
    r"|\.sync-conflict-\d{8}-\d{6}(-[0-9A-Z]{7})?|_conflict-\d{8}-\d{6}| \(\d{1,2}\)"
    r"|-[A-Z][A-Z0-9-]{3,14})"
)


def service_of(folders: Sequence[str]) -> str:
    """Return which service copies a folder, by the names of the folders above it; or empty."""
    for folder in folders:
        for pattern, name in _SERVICES:
            if pattern.fullmatch(folder):
                return name
    return ""


def conflicts(stem: str, names: Iterable[str], suffix: str = ".glossator") -> list[str]:
    """Return which names are copies that a service made of a file in a conflict.

    Args:
        stem: Name of the file without its ending.
        names: Names in its folder.
        suffix: Its ending.
    """
    return sorted(
        name
        for name in names
        if name.endswith(suffix)
        and name.startswith(stem)
        and _CONFLICT.fullmatch(name[len(stem) : -len(suffix)])
    )


def network_of(path: str, mounts: Iterable[tuple[str, str]]) -> bool:
    """Tell whether a path lies on another machine.

    Args:
        path: The path, absolute, with slashes.
        mounts: Where file systems are mounted, and of which kind each is.
    """
    above = [
        (len(place), kind)
        for place, kind in mounts
        if path == place or path.startswith(place.rstrip("/") + "/")
    ]
    return bool(above) and max(above)[1] in NETWORKS
