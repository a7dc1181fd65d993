"""A small card beside what is pointed at: a footnote, or what a highlight carries."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from glossator.domain.reports.structure import UnitKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from glossator.domain.records import Annotation
    from glossator.domain.reports.structure import Structure, Unit
    from glossator.domain.themes import ThemeTree

WIDTH = 380
PICTURE = QSize(WIDTH - 24, 200)
"""Room for the picture of an area, in logical pixels."""


class PageCard(QFrame):
    """Shows a few lines at a point of a pane; it takes no focus and no clicks."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._said = ""
        self._label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._label.setForegroundRole(QPalette.ColorRole.ToolTipText)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 9)
        self._picture = QLabel()
        column.addWidget(self._picture)
        column.addWidget(self._label)
        self.setMaximumWidth(WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_text(
        self, said: str, at: QPoint, picture: QImage | None = None, colours: Sequence[str] = ()
    ) -> None:
        """Show lines of text at a point of the host, below a picture if there is one.

        Args:
            said: The lines.
            at: The point.
            picture: Of an area.
            colours: Of the signs that the first lines begin with.
        """
        self._picture.setVisible(picture is not None)
        if picture is not None:
            self._picture.setPixmap(QPixmap.fromImage(picture))
        self._said = said
        self._label.setTextFormat(Qt.TextFormat.RichText if colours else Qt.TextFormat.PlainText)
        self._label.setText(_coloured(said, colours) if colours else said)
        natural = max(map(self.fontMetrics().horizontalAdvance, said.split("\n"))) + 4
        self._label.setFixedWidth(min(natural, WIDTH - 24))
        self._label.setFixedHeight(self._label.heightForWidth(self._label.width()))
        self.adjustSize()
        x = min(max(at.x() - 20, 6), self._host.width() - self.width() - 6)
        below = at.y() + 18
        room = below + self.height() <= self._host.height() - 6
        self.move(x, below if room else max(at.y() - self.height() - 12, 6))
        self.setAccessibleName(said)
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def text(self) -> str:
        """Return what the card says, empty while it is hidden."""
        return "" if self.isHidden() else self._said

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.setBrush(self.palette().color(QPalette.ColorRole.ToolTipBase))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()


def _coloured(said: str, colours: Sequence[str]) -> str:
    """Return lines as rich text, the signs that the first begin with in some colours."""
    lines = said.split("\n")
    signs = (
        f'<span style="color:{colour}">{line[:1]}</span>{escape(line[1:])}'
        for colour, line in zip(colours, lines, strict=False)
    )
    return "<br>".join([*signs, *map(escape, lines[len(colours) :])])


def theme_colours(annotation: Annotation, tree: ThemeTree) -> tuple[str, ...]:
    """Return the colours of an annotation's themes, as `passage_text` names them."""
    return tuple(tree[one].colour for one in annotation.theme_ids if one in tree)


def passage_text(annotation: Annotation, tree: ThemeTree) -> str:
    """Return what a card says of an annotation: themes, note, analyst and date."""
    themes = [f"■ {tree.path(one)}" for one in annotation.theme_ids if one in tree]
    maker = " · ".join(part for part in (annotation.analyst, annotation.created[:10]) if part)
    return "\n".join(part for part in (*themes, annotation.note, maker) if part)


def note_text(structure: Structure, note: Unit) -> str:
    """Return what a card says of a footnote: its text, and what its "Ibid." stands for."""
    said = f"{note.number}  {note.text}"
    source = next(
        (
            unit
            for unit in structure.of_kind(UnitKind.FOOTNOTE)
            if note.refers_to and unit.number == note.refers_to and unit.id != note.id
        ),
        None,
    )
    return f"{said}\n\nIbid. is footnote {source.number}: {source.text}" if source else said
