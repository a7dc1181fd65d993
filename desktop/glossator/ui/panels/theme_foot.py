"""What stands below the theme tree: loose ends, and the definition of a theme."""

from __future__ import annotations

from bisect import bisect_left
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from glossator.app.tips import tip
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from glossator.domain.records import Report, Theme

DEFINITION_LINES = 4
CHOOSE_THEME = "Choose a theme to see what belongs to it."
CHOOSE_REPORT = "Choose a report to see what you noted of it as a whole."


class CountButton(QAbstractButton):
    """A row that says how many passages want something; a click lists them."""

    def __init__(self, text: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count: int | None = 0
        self.setText(text)
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_count(self, count: int | None) -> None:
        """Show another count, None while it is not known."""
        self._count = count
        said = "not counted yet" if count is None else count
        self.setAccessibleName(f"{self.text()}: {said}")
        self.update()

    def count(self) -> int | None:
        """Return the count that is shown."""
        return self._count

    def sizeHint(self) -> QSize:
        """Override QWidget::sizeHint."""
        return QSize(120, self.fontMetrics().height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget::paintEvent."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, area = self.palette(), QRectF(self.rect())
        window = palette.color(QPalette.ColorRole.Window)
        if self.underMouse():
            painter.fillRect(area, paint.mixed(window, paint.accent(palette), 0.06))
        painter.setPen(paint.muted(palette, window))
        inside = area.adjusted(10, 0, -8, 0)
        figure = "…" if self._count is None else str(self._count)
        beside = painter.fontMetrics().horizontalAdvance(figure + " ")
        paint.draw_text(painter, inside.adjusted(0, 0, -beside, 0), self.text())
        if self._count:
            painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        paint.draw_text(painter, inside, figure, Qt.AlignmentFlag.AlignRight)
        if self.hasFocus():
            paint.draw_focus(painter, area, palette)
        painter.end()


class DefinitionBox(QLabel):
    """Name and definition of a theme, or a memo, in a few lines, with a link to edit it.

    Signals:
        edit_wanted: Id of the theme or report; what is written of it is to be edited.
    """

    edit_wanted = Signal(object)

    def __init__(self, *, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = self._name = self._words = ""
        self._read_only = read_only
        self.setFont(paint.small(self.font()))
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setContentsMargins(10, 7, 8, 7)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setFixedHeight(self.fontMetrics().lineSpacing() * DEFINITION_LINES + 18)
        self.linkActivated.connect(self._edit)
        self.show_theme(None)

    def show_theme(self, theme: Theme | None) -> None:
        """Show a theme's definition; None says what would be here."""
        tips = (
            ("", "definition"),
            ("Include: ", "include"),
            ("Exclude: ", "exclude"),
            ("Examples: ", "examples"),
            ("Memo: ", "memo"),
        )
        lines = [before + getattr(theme, name) for before, name in tips if getattr(theme, name, "")]
        self.setToolTip(tip("\n\n".join(lines)))
        self._id, self._name = (theme.id, theme.name) if theme else ("", "")
        self._words = (theme.definition or "Not defined yet.") if theme else CHOOSE_THEME
        self._write()

    def show_report(self, report: Report | None) -> None:
        """Show the memo of a report; None says what would be here."""
        self.setToolTip(tip(report.memo if report else ""))
        self._id, self._name = (report.id, report.name) if report else ("", "")
        self._words = (report.memo or "No memo yet.") if report else CHOOSE_REPORT
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget::resizeEvent."""
        super().resizeEvent(event)
        self._write()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget::paintEvent: a line separates it from the list."""
        painter = QPainter(self)
        painter.setPen(paint.hairline(self.palette()))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()
        super().paintEvent(event)

    def _edit(self) -> None:
        if self._id:
            self.edit_wanted.emit(self._id)

    def _write(self) -> None:
        if not self._id:
            self.setText(f'<span style="color:{self._quiet()}">{self._words}</span>')
            return
        words = self._words.split()
        if self._fits(self._marked_up(self._name, " ".join(words))):
            self.setText(self._marked_up(self._name, " ".join(words)))
            return
        count = bisect_left(
            range(len(words)),
            x=True,
            key=lambda n: not self._fits(self._marked_up(self._name, _cut(words, n + 1))),
        )
        self.setText(self._marked_up(self._name, _cut(words, count)))

    def _marked_up(self, name: str, words: str) -> str:
        edit = "" if self._read_only else ' <a href="edit">Edit</a>'
        colour = self._quiet()
        return f'<b>{escape(name)}</b> <span style="color:{colour}">— {escape(words)}</span>{edit}'

    def _fits(self, text: str) -> bool:
        page = QTextDocument()
        page.setDefaultFont(self.font())
        page.setDocumentMargin(0)
        page.setHtml(text)
        page.setTextWidth(self.contentsRect().width())
        return page.size().height() <= self.contentsRect().height()

    def _quiet(self) -> str:
        window = self.palette().color(QPalette.ColorRole.Window)
        return paint.muted(self.palette(), window).name()


def _cut(words: Sequence[str], count: int) -> str:
    return " ".join(words[:count]) + " …"
