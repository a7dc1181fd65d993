"""What lies around a project file that may endanger it, as quiet sentences."""

from __future__ import annotations

from pathlib import Path

from glossator.domain.synchronised import MARKERS, conflicts, network_of, service_of

_MOUNTS = Path("/proc/mounts")


def conflict_sentence(project: Path) -> str:
    """Say which conflicted copies of a project lie beside it; empty where there are none.

    Raises:
        OSError: Its folder can't be read.
    """
    found = conflicts(project.stem, (one.name for one in project.parent.iterdir()))
    if not found:
        return ""
    names = ", ".join(f"“{name}”" for name in found[:3])
    return (
        f"Beside this project lies {names}: it seems that two people changed it at the same time"
        " and the folder kept both. Neither was changed by Glossator. Open the other to compare,"
        " and keep it until you have all you need of it."
    )


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
