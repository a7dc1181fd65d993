"""Everything the window asks in a dialog, behind one door, so that tests can answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from glossator.app.tips import tip
from glossator.ui import seldom

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPagedPaintDevice
    from PySide6.QtWidgets import QWidget

    from glossator.app.exporting import ExportWish
    from glossator.app.settings import Settings
    from glossator.domain.anchoring.twins import Coming
    from glossator.domain.records import AnnotationId
    from glossator.exchange.outgoing import Format
    from glossator.storage.backups import Backup
    from glossator.ui.dialogs.print import PrintWish
    from glossator.ui.dialogs.restore import Leaving

PROJECTS = "Glossator projects (*.glossator)"
REPORTS = (
    "Documents (*.pdf *.xps *.oxps *.epub *.mobi *.fb2 *.cbz *.txt *.md *.png *.jpg *.jpeg "
    "*.gif *.bmp *.tif *.tiff *.webp);;PDF (*.pdf);;All files (*)"
)

TABLES = {
    "Excel workbook (*.xlsx)": ".xlsx",
    "CSV (*.csv)": ".csv",
    "HTML page (*.html)": ".html",
    "Markdown (*.md)": ".md",
}
PICTURES = {"SVG drawing (*.svg)": ".svg", "PNG picture (*.png)": ".png"}


class Ask:
    """Asks the user for files and words; None means they thought better of it."""

    def __init__(self, parent: QWidget, settings: Settings) -> None:
        self._parent = parent
        self._settings = settings

    def new_project(self) -> Path | None:
        """Ask where a new project goes."""
        return self._save("New project", "Untitled.glossator", PROJECTS, ".glossator")

    def project(self) -> Path | None:
        """Ask which project to open."""
        return self._open("Open project", PROJECTS)

    def other_project(self) -> Path | None:
        """Ask which project to merge into the open one."""
        return self._open("Merge another project", PROJECTS)

    def reports(self) -> list[Path]:
        """Ask which documents to add."""
        return self._open_several("Add reports", REPORTS)

    def edition(self, name: str) -> Path | None:
        """Ask which file takes the place of a report's own."""
        return self._open(f"Replace the file of {name}", REPORTS)

    def coming(self, sentence: str, name: str, *, may_be_marked: bool) -> Coming | None:
        """Ask whether a document is a new edition of a report, a copy of it, or another one.

        Args:
            sentence: Why it may be one.
            name: What the report is called.
            may_be_marked: Whether the document can have marks in it.
        """
        from glossator.ui.dialogs.coming_box import ComingBox

        box = ComingBox(sentence, name, self._parent, may_be_marked=may_be_marked)
        box.exec()
        chosen = box.coming()
        box.deleteLater()
        return chosen

    def backup_folder(self, now: Path) -> Path | None:
        """Ask where backups are to be kept."""
        from PySide6.QtWidgets import QFileDialog

        name = QFileDialog.getExistingDirectory(self._parent, "Folder of the backups", str(now))
        return Path(name) if name else None

    def csv_file(self, name: str) -> Path | None:
        """Ask where a CSV file goes."""
        return self._save("Export passages", name, "CSV (*.csv)", ".csv")

    def pdf_file(self, name: str, title: str) -> Path | None:
        """Ask where a PDF file goes."""
        return self._save(title, name, "PDF (*.pdf)", ".pdf")

    def import_files(self) -> list[Path]:
        """Ask which files of other tools to take in."""
        from glossator.exchange.readers import READERS

        patterns = [" ".join(f"*{suffix}" for suffix in one.suffixes) for one in READERS]
        kinds = [f"{one.name} ({these})" for one, these in zip(READERS, patterns, strict=True)]
        whole = f"All that can be imported ({' '.join(patterns)})"
        return self._open_several("Import", ";;".join((whole, *kinds)))

    def export_wish(
        self, last: ExportWish, count: int, listed: Sequence[AnnotationId]
    ) -> ExportWish | None:
        """Ask what goes out, and how.

        Args:
            last: What was chosen last.
            count: How many passages there are.
            listed: Those that are listed.
        """
        from glossator.ui.dialogs.export import ExportDialog

        dialog = ExportDialog(last, count, len(listed), self._parent)
        accepted = dialog.exec() == ExportDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.wish() if accepted else None

    def export_file(self, name: str, kind: Format) -> Path | None:
        """Ask where what goes out is written; a name without the format's ending gets it."""
        kinds = f"{kind.name} (*{kind.suffix})"
        path = self._save("Export", name + kind.suffix, kinds, kind.suffix)
        if path is None or path.name.casefold().endswith(kind.suffix):
            return path
        return path.with_name(path.name + kind.suffix)

    def print_wish(self, name: str, count: int, current: int) -> PrintWish | None:
        """Ask what of a report is printed.

        Args:
            name: What the report is called.
            count: Its pages.
            current: The page that is read, zero-based.
        """
        from glossator.ui.dialogs.print import PrintDialog

        dialog = PrintDialog(name, count, current, self._parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.wish

    def printer(self, name: str) -> QPagedPaintDevice | None:
        """Ask which printer prints, and how."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(name)
        dialog = QPrintDialog(printer, self._parent)
        dialog.setOptions(QPrintDialog.PrintDialogOption(0))
        accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
        dialog.deleteLater()
        return printer if accepted else None

    def table_file(self, name: str) -> Path | None:
        """Ask where a table goes, and so in which format."""
        return self._save_as("Export table", name, TABLES)

    def plot_file(self, name: str) -> Path | None:
        """Ask where a plot goes, and so in which format."""
        return self._save_as("Export plot", name, PICTURES)

    def backup(self, project: Path, backups: Sequence[Backup], folder: Path) -> Backup | None:
        """Ask which backup takes the place of a project.

        Args:
            project: The project.
            backups: What there is, the last first.
            folder: Where they are kept.
        """
        dialog = seldom.restore_dialog(project, backups, folder, self._parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.chosen

    def unsaved_note(self, note: str) -> Leaving:
        """Ask what becomes of a note that can't be saved while the window is closed."""
        return seldom.ask_leaving(note, self._parent)

    def password(self, name: str, sentence: str) -> str | None:
        """Ask for the password of a document; it is used once and kept nowhere."""
        from PySide6.QtWidgets import QInputDialog, QLineEdit

        text, ok = QInputDialog.getText(
            self._parent, name, tip(sentence), QLineEdit.EchoMode.Password
        )
        return text if ok else None

    def line(self, title: str, label: str, text: str) -> str | None:
        """Ask for a line of text."""
        from PySide6.QtWidgets import QInputDialog, QLineEdit

        answer, ok = QInputDialog.getText(
            self._parent, title, tip(label), QLineEdit.EchoMode.Normal, text
        )
        return answer if ok else None

    # Qt's dialogs are imported when one is asked for: they would hold up the start.

    def _open(self, title: str, kinds: str) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getOpenFileName(self._parent, title, self._folder(), kinds)
        return self._chosen(name)

    def _open_several(self, title: str, kinds: str) -> list[Path]:
        from PySide6.QtWidgets import QFileDialog

        names, _ = QFileDialog.getOpenFileNames(self._parent, title, self._folder(), kinds)
        if names:
            self._chosen(names[0])
        return [Path(name) for name in names]

    def _save(self, title: str, name: str, kinds: str, suffix: str) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        start = str(Path(self._folder()) / name)
        answer, _ = QFileDialog.getSaveFileName(self._parent, title, start, kinds)
        path = self._chosen(answer)
        return path.with_suffix(suffix) if path is not None and not path.suffix else path

    def _save_as(self, title: str, name: str, kinds: dict[str, str]) -> Path | None:
        """Ask for a file of one of some kinds; a name without ending gets the chosen kind's."""
        from PySide6.QtWidgets import QFileDialog

        start = str(Path(self._folder()) / name)
        answer, kind = QFileDialog.getSaveFileName(self._parent, title, start, ";;".join(kinds))
        path = self._chosen(answer)
        if path is None or path.suffix.casefold() in kinds.values():
            return path
        return path.with_name(path.name + kinds.get(kind, next(iter(kinds.values()))))

    def _folder(self) -> str:
        return self._settings.text("last_folder") or str(Path.home())

    def _chosen(self, name: str) -> Path | None:
        if not name:
            return None
        path = Path(name)
        self._settings.set("last_folder", str(path.parent))
        return path
