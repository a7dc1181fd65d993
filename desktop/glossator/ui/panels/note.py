"""The editor of a passage's note and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from glossator.app.models.passages import ThemeMark
from glossator.domain import intents
from glossator.domain.errors import GlossatorError
from glossator.domain.records import Annotation, Theme
from glossator.ui.panels.theme_chips import ThemeChips
from glossator.ui.widgets import paint
from glossator.ui.widgets.elided_label import ElidedLabel
from glossator.ui.widgets.line_keys import kept_for_text

if TYPE_CHECKING:
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.records import AnnotationId, ThemeId

PAUSE = 1000
"""Milliseconds without typing after which a note is written."""


class NoteEditor(QWidget):
    """Shows citation, themes and note of one passage.

    What is typed is written after a pause, with Ctrl+Enter, when the field is left, when
    another passage is shown and with `flush`. All that is written between entering the
    field and leaving it is one action to undo.

    Signals:
        trouble: A sentence for the user; the note or a tag could not be written.
        left: Escape was pressed in the note.
    """

    trouble = Signal(str)
    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._shown: AnnotationId | None = None
        self._stored = ""
        self._unwritten: dict[AnnotationId, str] = {}
        self._step: int | None = None
        self._is_writing = False
        self.citation = ElidedLabel()
        self.chips = ThemeChips(fixed=workspace.read_only)
        self.text = QPlainTextEdit()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._build()
        self._pause.timeout.connect(self._write)
        self.text.textChanged.connect(self._typed)
        self.text.installEventFilter(self)
        self.chips.removed.connect(self._untag)
        workspace.changed.connect(self._absorb)
        self.show_annotation(None)

    def _build(self) -> None:
        self.citation.setFont(paint.bold(paint.small(self.font())))
        self.text.setAccessibleName("Note")
        self.text.setTabChangesFocus(True)
        self.text.setReadOnly(self._workspace.read_only)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 7, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.citation)
        column.addWidget(self.chips)
        column.addWidget(self.text, 1)

    def show_annotation(self, annotation_id: AnnotationId | None) -> None:
        """Show another passage; what was typed for the one before is written first."""
        if annotation_id == self._shown and annotation_id is not None:
            return
        self.flush()
        annotation = self._annotation(annotation_id)
        self._shown = annotation.id if annotation else None
        self._stored = annotation.note if annotation else ""
        self.text.setEnabled(annotation is not None)
        self.text.setPlaceholderText(
            "Note …" if annotation else "Choose a passage to write what you think of it."
        )
        self._show_head(annotation)
        unwritten = self._unwritten.pop(annotation.id, None) if annotation else None
        self.text.setPlainText(self._stored if unwritten is None else unwritten)

    def flush(self) -> None:
        """Write what has been typed; what is typed next is another action to undo."""
        self._write()
        self._step = None

    def unsaved(self) -> str:
        """Return what was typed and could not be written, empty where all is saved."""
        return "\n\n".join(self._unwritten.values())

    def focus_note(self) -> None:
        """Let the user type at the end of the note."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        cursor = self.text.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.text.setTextCursor(cursor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject::eventFilter: leaving the field and its keys."""
        if event.type() == QEvent.Type.FocusOut:
            self.flush()
        elif kept_for_text(event):
            return True
        elif isinstance(event, QKeyEvent) and _is_own_key(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.flush()
                if event.key() == Qt.Key.Key_Escape:
                    self.left.emit()
                return True
        return super().eventFilter(watched, event)

    # Inside

    def _annotation(self, annotation_id: AnnotationId | None) -> Annotation | None:
        return self._workspace.annotation(annotation_id) if annotation_id is not None else None

    def _show_head(self, annotation: Annotation | None) -> None:
        self.citation.setText(annotation.citation if annotation else "No passage chosen")
        tree = self._workspace.tree
        themes = [tree[one] for one in annotation.theme_ids if one in tree] if annotation else []
        self.chips.set_themes([ThemeMark(one.id, one.name, one.colour) for one in themes])

    def _typed(self) -> None:
        if self._shown is not None and self.text.toPlainText() != self._stored:
            self._pause.start()

    def _write(self) -> None:
        self._pause.stop()
        self._workspace.settle()  # of whose end the note may be another one
        annotation, text = self._annotation(self._shown), self.text.toPlainText()
        if annotation is None or text in (self._stored, annotation.note):
            return
        self._is_writing = True
        try:
            self._write_note(annotation, text)
        except GlossatorError as error:
            self._unwritten[annotation.id] = text
            self.trouble.emit(str(error))
        else:
            self._stored = text
            self._unwritten.pop(annotation.id, None)
        finally:
            self._is_writing = False

    def _write_note(self, annotation: Annotation, text: str) -> None:
        """Write the note; what is typed until the field is left is one action to undo."""
        workspace = self._workspace
        edits = intents.write_note(annotation, text, workspace.now())
        if self._is_last_step():
            workspace.amend(edits)
        else:
            workspace.do(edits)
        self._step = _last_number(workspace)

    def _is_last_step(self) -> bool:
        """Tell whether the last thing done was writing this note in this stretch of typing."""
        stack = self._workspace.undo_stack
        return (
            self._step is not None
            and stack.index() == stack.count()
            and _last_number(self._workspace) == self._step
        )

    def _untag(self, theme_id: ThemeId) -> None:
        self.flush()
        annotation, tree = self._annotation(self._shown), self._workspace.tree
        if annotation is None or theme_id not in tree:
            return
        try:
            self._workspace.do(intents.untag([annotation], tree[theme_id], self._workspace.now()))
        except GlossatorError as error:
            self.trouble.emit(str(error))

    def _absorb(self, edits: EditSet) -> None:
        """Follow a change made elsewhere; what is being typed stays."""
        if self._is_writing or self._shown is None:
            return
        ids = {change.record.id for change in edits.changes}
        has_theme = any(isinstance(change.record, Theme) for change in edits.changes)
        if self._shown not in ids and not has_theme:
            return
        annotation, text = self._annotation(self._shown), self.text.toPlainText()
        is_dirty = text != self._stored
        if annotation is None:
            if is_dirty:
                self._unwritten[self._shown] = text
            self._shown = None
            self.show_annotation(None)
            return
        self._show_head(annotation)
        self._stored = annotation.note
        if not is_dirty and annotation.note != text:
            self.text.setPlainText(annotation.note)


def _is_own_key(event: QKeyEvent) -> bool:
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    with_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return bool(is_enter and with_control) or event.key() == Qt.Key.Key_Escape


def _last_number(workspace: Workspace) -> int | None:
    command = workspace.undo_stack.last
    return command.number if command is not None else None
