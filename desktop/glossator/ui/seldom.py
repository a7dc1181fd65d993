"""What the window does now and then: imported when it is first wanted, not at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from glossator.app.exporting import Exporter
    from glossator.app.settings import Settings
    from glossator.domain.records import SavedSearch
    from glossator.storage.backups import Backup
    from glossator.ui.ask import Ask
    from glossator.ui.dialogs.preferences import PreferencesDialog
    from glossator.ui.dialogs.restore import Leaving, RestoreDialog
    from glossator.ui.main_window import MainWindow
    from glossator.ui.palette import Palette
    from glossator.ui.reading_room import ReadingRoom


def about_text(room: ReadingRoom) -> str:
    """Return what the program says of itself."""
    from glossator.ui.dialogs.about import about_text

    return about_text(room.library.pool.guards())


def show_manual(window: QWidget) -> None:
    """Show the manual."""
    from glossator.ui.manual import show_manual

    show_manual(window)


def palette(window: MainWindow, room: ReadingRoom) -> Palette:
    """Return what finds actions, reports, themes and citations by a few letters."""
    from glossator.ui.finding import Finding
    from glossator.ui.palette import Palette

    return Palette(window, Finding(room, window.commands.by_id, window.run).entries)


def preferences(window: MainWindow) -> PreferencesDialog:
    """Return the dialog of what the user may choose."""
    from glossator.ui.dialogs.preferences import PreferencesDialog

    return PreferencesDialog(window.settings, window.ask.backup_folder, window)


def exporter(room: ReadingRoom) -> Exporter:
    """Return what writes passages to a file."""
    from glossator.app.exporting import Exporter

    return Exporter(room.workspace, room.library)


def export(room: ReadingRoom, ask: Ask, settings: Settings) -> None:
    """Export what the analyst chooses, in the format chosen."""
    from glossator.ui.flows.exporting import export

    export(room, ask, settings)


def import_files(room: ReadingRoom, ask: Ask) -> None:
    """Take in what other tools have written."""
    paths = ask.import_files()
    if paths:
        import_paths(room, ask, paths)


def import_paths(room: ReadingRoom, ask: Ask, paths: Sequence[Path]) -> None:
    """Show what files of other tools would change, and take them in if wanted."""
    from glossator.ui.flows.importing import ImportDialog

    room.flush()
    ImportDialog(room, ask, paths).open()


def export_found(room: ReadingRoom, ask: Ask) -> None:
    """Write what was found to a file."""
    from glossator.ui.flows.search_outgoing import export_found

    export_found(room, ask)


def rename_search(room: ReadingRoom, ask: Ask, search: SavedSearch) -> None:
    """Ask what a saved search is to be called."""
    from glossator.ui.flows.search_outgoing import rename_search

    rename_search(room, ask, search)


def export_traced(room: ReadingRoom, ask: Ask) -> None:
    """Write what the trace view shows to a file."""
    from glossator.ui.trace.outgoing import export_traced

    export_traced(room, ask)


def merge_project(room: ReadingRoom, settings: Settings, other: Path | None) -> None:
    """Bring the work of another project in."""
    from glossator.ui.flows.merging import merge_project

    merge_project(room, settings, other)


def tell_of_conflict(room: ReadingRoom, settings: Settings, sentence: str, other: Path) -> None:
    """Say that a service has made a copy of the project in a conflict."""
    from glossator.ui.flows.merging import tell_of_conflict

    tell_of_conflict(room, settings, sentence, other)


def show_agreement(room: ReadingRoom) -> None:
    """Show how far the analysts agree."""
    from glossator.ui.dialogs.agreement import show_agreement

    show_agreement(room)


def save_marked(room: ReadingRoom, ask: Ask) -> None:
    """Save a copy of the report that is read with its passages in it."""
    from glossator.ui.flows.saving import save_marked

    save_marked(room, ask)


def restore(window: MainWindow) -> None:
    """Show the backups of the project and put the chosen one in its place."""
    from glossator.ui.flows.restoring import restore

    restore(window)


def refused(window: MainWindow, path: Path, sentence: str) -> None:
    """Say why a project can't be opened, and offer its backups where there are some."""
    from glossator.ui.flows.restoring import refused

    refused(window, path, sentence)


def check(window: MainWindow, room: ReadingRoom) -> None:
    """Look for damage in the project."""
    from glossator.ui.flows.checking import check

    check(window, room)


def may_close(room: ReadingRoom, ask: Ask) -> bool:
    """Tell whether the window may go; asked where a note can't be saved."""
    room.flush()
    note = room.passages.note.unsaved()
    if not note:
        return True
    from glossator.ui.flows.restoring import may_leave

    return may_leave(room, note, ask)


def restore_dialog(
    project: Path, backups: Sequence[Backup], folder: Path, parent: QWidget
) -> RestoreDialog:
    """Return the dialog that shows the backups of a project."""
    from glossator.ui.dialogs.restore import RestoreDialog

    return RestoreDialog(project, backups, folder, parent)


def ask_leaving(note: str, parent: QWidget) -> Leaving:
    """Ask what becomes of a note that can't be saved."""
    from glossator.ui.dialogs.restore import ask_leaving

    return ask_leaving(note, parent)
