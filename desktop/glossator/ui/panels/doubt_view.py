"""A place of a passage as it is read: its address, the text around it, the words that differ."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QPalette, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QLabel, QTextEdit, QVBoxLayout, QWidget

from glossator.domain.anchoring.doubts import FATES
from glossator.domain.anchoring.edition import Fate
from glossator.domain.text.word_diff import Wording, word_diff
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from glossator.domain.anchoring.doubts import Doubt, Place

NOWHERE = (
    "Nothing like it was found in the report as it is now. Select where it belongs and press"
    " “Attach to the selection”, or leave it: it keeps its words, themes and note."
)
SPARE, LOWEST = 28, 80
"""Logical pixels kept free beside a picture, and its height where there is hardly room."""
NO_AREA = (
    "Its page was not found in the report as it is now. Draw the area where it belongs and press"
    " “Attach to the selection”, or leave it: it keeps its picture, themes and note."
)
AREA = "The area as it was marked:"
AREA_NOW = "What stands there now. Does the area still frame what it did?"


class PlaceView(QWidget):
    """A line that says where a place is, above its text."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.head = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self.text = QTextEdit(readOnly=True, tabChangesFocus=True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 2, 4, 0)
        column.setSpacing(2)
        column.addWidget(self.head)
        column.addWidget(self.text, 1)

    def show_place(self, head: str, detail: str, html: str) -> None:
        """Show a place.

        Args:
            head: Its address.
            detail: What else is to be said of it, on a line below.
            html: Its text.
        """
        quiet = paint.muted(self.palette(), self.palette().color(QPalette.ColorRole.Window))
        small = f"<span style='color:{quiet.name()}'>{escape(detail) or '&nbsp;'}</span>"
        self.head.setText(f"<b>{escape(head) or '&nbsp;'}</b><br>{small}")
        self.text.setHtml(html)
        self.text.setAccessibleDescription(f"{head}, {detail}. {self.text.toPlainText()}")

    def show_picture(self, png: bytes) -> None:
        """Show a picture below the text, whole where there is room for it."""
        image = QImage.fromData(png)
        if image.isNull():
            return
        document, address = self.text.document(), QUrl("area")
        document.addResource(QTextDocument.ResourceType.ImageResource, address, image)
        room = self.text.viewport().size()
        below = max(room.height() - document.size().height() - SPARE, LOWEST)
        share = min(1.0, (room.width() - SPARE) / image.width(), below / image.height())
        width = round(image.width() * share)
        cursor = QTextCursor(document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertHtml(f"<br><img src='area' width='{width}'>")

    def say(self, sentence: str) -> None:
        """Say something in place of a place."""
        self.show_place("", "", escape(sentence))


def former_html(doubt: Doubt, place: Place | None, palette: QPalette) -> tuple[str, str, str]:
    """Return the address, page and text of where a passage stood, words that went struck out."""
    was = doubt.former
    head, page = f"Was: {was.citation}", f"page {was.page}" if was.page else ""
    if doubt.annotation.is_area:
        return head, page, escape(AREA)
    pieces = word_diff(was.words, place.words) if place is not None else ()
    shown = "".join(
        _struck(one.text, palette) if one.wording is Wording.OLD else escape(one.text)
        for one in pieces
        if one.wording is not Wording.NEW
    )
    return head, page, _in_context(was, shown or escape(was.words), palette)


def place_html(
    doubt: Doubt, place: Place | None, number: int, palette: QPalette
) -> tuple[str, str, str]:
    """Return the address, degree and text of a place, words that are new underlined.

    Args:
        doubt: The passage.
        place: Where it may stand, None where nothing is like it.
        number: Which of its places it is, from zero.
        palette: The colours.
    """
    if place is None:
        return "Now: not found", "", escape(NO_AREA if doubt.annotation.is_area else NOWHERE)
    fate = FATES[doubt.annotation.status]
    head, details = f"Now: {place.citation}", [f"page {place.page}"]
    if fate is not Fate.MOVED and not doubt.annotation.is_area:
        details.append(f"{place.score:.0%} alike")
    if len(doubt.places) > 1:
        details.append(f"place {number + 1} of {len(doubt.places)}")
    detail = " · ".join(details)
    if doubt.annotation.is_area:
        return head, detail, escape(AREA_NOW)
    shown = "".join(
        _underlined(one.text, palette) if one.wording is Wording.NEW else escape(one.text)
        for one in word_diff(doubt.former.words, place.words)
        if one.wording is not Wording.OLD
    )
    text = _in_context(place, shown, palette)
    if place.missing:
        count = "A part" if place.missing == 1 else f"{place.missing} parts"
        text += f"<p><i>{count} of the passage was not found and is left out.</i></p>"
    return head, detail, text


def _in_context(place: Place, words: str, palette: QPalette) -> str:
    quiet = paint.muted(palette).name()
    before = f"<span style='color:{quiet}'>… {escape(place.before)} </span>" if place.before else ""
    after = f"<span style='color:{quiet}'> {escape(place.after)} …</span>" if place.after else ""
    return f"<p>{before}{words}{after}</p>"


def _struck(text: str, palette: QPalette) -> str:
    return f"<s style='color:{paint.muted(palette).name()}'>{escape(text)}</s>"


def _underlined(text: str, palette: QPalette) -> str:
    ground = paint.mixed(palette.color(QPalette.ColorRole.Base), paint.accent(palette), 0.15)
    return f"<u style='background-color:{ground.name()}'>{escape(text)}</u>"
