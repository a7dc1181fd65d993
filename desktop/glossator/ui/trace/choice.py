"""A report and one of its sections, chosen in two fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox

from glossator.domain.trace.book import Book

if TYPE_CHECKING:
    from glossator.app.settings import Value


class SectionChoice(QObject):
    """Offers the reports of a book and the sections of the chosen one.

    Reports come one after the other while they are prepared. What was wanted is chosen once
    it is there; until something is wanted, the usual report is.

    Signals:
        changed: The user chose otherwise.
    """

    changed = Signal()

    def __init__(
        self, names: tuple[str, str], *, whole: str, every: str = "", usual: int = 0
    ) -> None:
        """Make the fields.

        Args:
            names: The names of both fields for a screen reader.
            whole: What all sections of a report are called.
            every: What all reports together are called; empty where one must be chosen.
            usual: The place of the report that is chosen where none is wanted.
        """
        super().__init__()
        self.report, self.section = map(_make_field, names)
        self._every, self._whole, self._usual = every, whole, usual
        self._book = Book()
        self._wanted: tuple[str, tuple[str, ...]] = "", ()
        self.report.activated.connect(lambda _: self._choose_report())
        self.section.activated.connect(lambda _: self._choose_section())
        self._fill()

    @property
    def report_id(self) -> str:
        """The chosen report, empty for all of them or none."""
        return str(self.report.currentData() or "")

    @property
    def headings(self) -> tuple[str, ...]:
        """The chosen section by its headings, none for all sections."""
        return tuple(self.section.currentData() or ())

    @property
    def place(self) -> int | None:
        """The place of the chosen report in the book, None for all of them or none."""
        return self._book.place_of(self.report_id)

    @property
    def said(self) -> str:
        """What is chosen, in words: `A/79/322`, `“B. Recommendations” of A/79/322`."""
        place = self.place
        name = self._every if place is None else self._book.reports[place].report.name
        return f"“{self.headings[-1]}” of {name}" if self.headings else name

    def show_book(self, book: Book) -> None:
        """Offer the reports of a book."""
        before = [one.report for one in self._book.reports]
        self._book = book
        if [one.report for one in book.reports] != before:
            self._fill()

    def choose(self, report_id: str = "", headings: tuple[str, ...] = ()) -> None:
        """Choose a section of a report, once it is there; without an id, the usual report."""
        self._wanted = report_id, headings
        self._fill()

    def remembered(self) -> dict[str, Value]:
        """Return what is wanted, as the settings keep it."""
        report_id, headings = self._wanted
        return {"report": report_id, "section": list(headings)}

    def restore(self, kept: object) -> None:
        """Want what was wanted before."""
        if isinstance(kept, dict):
            section = kept.get("section")
            headings = tuple(map(str, section)) if isinstance(section, list) else ()
            self.choose(str(kept.get("report", "")), headings)

    # Inside

    def _choose_report(self) -> None:
        self._wanted = self.report_id, ()
        self._fill_sections()
        self.changed.emit()

    def _choose_section(self) -> None:
        self._wanted = self.report_id, self.headings
        self.changed.emit()

    def _fill(self) -> None:
        self.report.clear()
        if self._every:
            self.report.addItem(self._every, "")
        for one in self._book.reports:
            self.report.addItem(f"{one.report.year} {one.report.name}".strip(), one.report.id)
        at = self.report.findData(self._wanted[0]) if self._wanted[0] else -1
        usual = self._usual % max(self.report.count(), 1)
        self.report.setCurrentIndex(at if at >= 0 else usual)
        self._fill_sections()

    def _fill_sections(self) -> None:
        place = self.place
        self.section.clear()
        self.section.addItem(self._whole, ())
        self.section.setEnabled(place is not None)
        if place is None:
            return
        wanted = self._wanted[1] if self._wanted[0] in ("", self.report_id) else ()
        for headings in self._book.reports[place].headings():
            self.section.addItem("   " * (len(headings) - 1) + headings[-1], headings)
            if headings == wanted:
                self.section.setCurrentIndex(self.section.count() - 1)


def _make_field(name: str) -> QComboBox:
    """Return a field of choices that can shrink in a narrow window."""
    field = QComboBox()
    field.setAccessibleName(name)
    field.setMinimumWidth(60)
    field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return field
