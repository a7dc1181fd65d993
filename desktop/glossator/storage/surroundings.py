"""What lies around a project file that may endanger it."""

from __future__ import annotations

from pathlib import Path

from glossator.domain.synchronised import MARKERS, conflicts, network_of, service_of

_MOUNTS = Path("/proc/mounts")


def conflicted_copies(project: Path) -> list[Path]:
    """Return the copies of a project beside it that a service made in a conflict.

    Raises:
        OSError: Its folder can't be read.
    """
    names = conflicts(project.stem, (one.name for one in project.parent.iterdir()))
    return [project.with_name(name) for name in names]


def place_sentence(project: Path) -> str:
    """Say where a project lies if that is no good place for it; empty where all is well.

    Raises:
        OSError: Its folder can't be read.
    """
    folder = project.parent
    if network_of(project.as_posix(), _mounts()) or str(project).startswith("\\\\"):
        return (
            "This project lies on another machine. If the network fails in mid-save, the last"
            " change may be missing; let only one person write it at a time."
        )
    service = service_of(folder.parts) or _marked(folder)
    if not service:
        return ""
    return (
        f"This project lies in a folder of {service}. That works as long as one person writes at"
        " a time: wait until it is copied before you open it on another machine."
    )


def _marked(folder: Path) -> str:
    for above in (folder, *folder.parents):
        for marker, service in MARKERS.items():
            if (above / marker).exists():
                return service
    return ""


def _mounts() -> list[tuple[str, str]]:
    if not _MOUNTS.exists():
        return []
    lines = (line.split() for line in _MOUNTS.read_text("utf-8", "replace").splitlines())
    return [(parts[1].replace("\\040", " "), parts[2]) for parts in lines if len(parts) > 2]
