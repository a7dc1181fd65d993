"""The project and its themes as REFI-QDA, for NVivo, ATLAS.ti, MAXQDA, QualCoder and others.

What is written, and in which form, follows what those programs were seen to refuse: GUIDs in
upper case, colours of six digits, texts as files of their own without byte order mark and
with line feeds only, rectangles counted from the lower left corner with the smaller number
first, pages from 0, a user and both dates everywhere, no empty list.

A passage has one selection in the report's text for each of its stretches, and one on each
page that it touches, as ATLAS.ti has it: the first of these with the GUID of the selection in
the text, the others with one of their own. An area has a selection on its page alone.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from glossator.domain.errors import ExportError
from glossator.domain.text.page_text import PAGE_BREAK
from glossator.exchange.refi.common import (
    CODEBOOK,
    ORIGIN,
    SOURCES,
    own_guid,
)
from glossator.exchange.refi.project import PDF, ProjectXml, Way, text_guid, write_codes
from glossator.exchange.replacing import replacing
from glossator.exchange.xml_writer import checked_xml, clean

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.domain.records import Report, ThemeId
    from glossator.domain.themes import ThemeTree
    from glossator.exchange.outgoing import Outgoing

LARGEST = 2**31 - 1
"""Bytes that a project of REFI-QDA may have."""


def write_qdc(outgoing: Outgoing, target: Path) -> int:
    """Write the themes as a codebook and return their number.

    Raises:
        ExportError: There are none, or the file can't be written.
    """
    if not len(outgoing.tree):
        raise ExportError("The project has no themes. A codebook has at least one.")
    with (
        replacing(target) as stream,
        checked_xml(stream) as out,
        out.element("CodeBook", xmlns=CODEBOOK, origin=ORIGIN),
    ):
        write_codes(out, outgoing.tree, lambda theme: theme.name)
    return len(outgoing.tree)


def write_qdpx(outgoing: Outgoing, target: Path) -> int:
    """Write reports, themes and passages as a project and return the number of passages.

    Raises:
        ExportError: It would be larger than the format allows, or can't be written.
    """
    return _write_project(outgoing, target, Way())


def write_qualcoder(outgoing: Outgoing, target: Path) -> int:
    """Write the same for QualCoder.

    It drops codes of the same name in different branches, counts rectangles from the upper
    left corner, and takes every rectangle for an area.

    Raises:
        ExportError: As `write_qdpx`.
    """
    return _write_project(outgoing, target, Way(_unique_names(outgoing.tree), for_qualcoder=True))


def _write_project(outgoing: Outgoing, target: Path, way: Way) -> int:
    with (
        replacing(target) as stream,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        with (
            archive.open("project.qde", "w", force_zip64=True) as member,
            checked_xml(member) as out,
        ):
            ProjectXml(outgoing, out, way).write()
        for report in outgoing.reports:
            _add_source(archive, outgoing, report)
            if stream.tell() > LARGEST:
                raise ExportError(
                    "A REFI-QDA project can't be larger than 2 GiB, and this one would be."
                    " Nothing was written."
                )
    return len(outgoing.annotations)


def _add_source(archive: zipfile.ZipFile, outgoing: Outgoing, report: Report) -> None:
    """Put a report's document and text into the archive."""
    if report.media_type == PDF:
        document = SOURCES + own_guid(report.id) + ".pdf"
        archive.writestr(document, outgoing.data(report), zipfile.ZIP_STORED)
    text = outgoing.text(report)
    if text is not None or report.media_type != PDF:
        whole = text.text if text is not None else ""
        archive.writestr(SOURCES + text_guid(report) + ".txt", _plain(whole).encode())


def _plain(text: str) -> str:
    """Return a text with line feeds only, every offset as it was."""
    return clean(text.replace(PAGE_BREAK, "\n").replace("\r", "\n"))


def _unique_names(tree: ThemeTree) -> dict[ThemeId, str]:
    """Return names that no two themes share: the parent's is put behind, then a number."""
    found: dict[ThemeId, str] = {}
    taken: set[str] = set()
    for theme in tree:
        names = tree.names(theme.id)
        wanted = [theme.name, *(f"{theme.name} ({above})" for above in reversed(names[:-1]))]
        numbered = (f"{wanted[-1]} {number}" for number in range(2, len(tree) + 2))
        name = next(one for one in (*wanted, *numbered) if one.casefold() not in taken)
        taken.add(name.casefold())
        found[theme.id] = name
    return found
