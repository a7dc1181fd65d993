"""Suggests themes for passages and paragraphs for themes, outside the window's process."""

from __future__ import annotations

import logging
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from glossator.app.library import THREADS
from glossator.documents.suggesting import lesson
from glossator.domain.errors import GlossatorError
from glossator.domain.project_intents import aside_of, names_aside
from glossator.domain.records import ThemeId

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from concurrent.futures import Future

    from glossator.app.library import Library
    from glossator.app.untagged import Untagged
    from glossator.app.workspace import Workspace
    from glossator.documents.suggesting import Answer
    from glossator.domain.ranking.suggest import Suggestion

_log = logging.getLogger(__name__)

PAUSE = 1500
"""Milliseconds without an edit before what was tagged is learned anew."""

THEMES, PARAGRAPHS = 3, 30
"""How many are suggested at most."""


class _Question(NamedTuple):
    """What is asked, and who is told.

    Attributes:
        text: A passage that themes are wanted for, or empty.
        theme_id: A theme that paragraphs are wanted for, or empty.
        without: Ids of themes, or names of paragraphs, that are not to be suggested.
        then: Called with the suggestions.
    """

    text: str
    theme_id: str
    without: Collection[str]
    then: Callable[[Sequence[Suggestion]], None]


class Suggesting(QObject):
    """Keeps a document process taught of the project, and asks it.

    Nothing is taught before something is asked; from then on it follows the edits, a while
    after the last one. Of each kind of question only the newest is answered.

    Signals:
        learned: What was tagged meanwhile is taken into account.
    """

    learned = Signal()

    def __init__(self, workspace: Workspace, library: Library, untagged: Untagged) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._library = library
        self._untagged = untagged
        self._places: dict[str, int] | None = None
        self._questions: dict[bool, _Question] = {}
        self._is_teaching = False
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._teach)
        workspace.changed.connect(self._outdated)
        untagged.changed.connect(self._outdated)

    def themes_for(
        self, text: str, without: Collection[ThemeId], then: Callable[[Sequence[Suggestion]], None]
    ) -> None:
        """Find the likeliest themes of a passage.

        Args:
            text: Its words.
            without: Themes it carries already.
            then: Called with the suggestions, the likeliest first.
        """
        self._ask(_Question(text, "", without, then))

    def paragraphs_for(
        self, theme_id: ThemeId, then: Callable[[Sequence[Suggestion]], None]
    ) -> None:
        """Find the paragraphs most like a theme that neither carry it nor a theme below it.

        Args:
            theme_id: The theme.
            then: Called with the suggestions, named by `coverage.name_of`, the likest first.
        """
        ids = self._workspace.tree.with_descendants(theme_id)
        carrying = self._untagged.coverage.carrying(self._workspace.annotations(), ids)
        without = carrying | set(names_aside(self._workspace.fact(aside_of(theme_id))))
        self._ask(_Question("", theme_id, without, then))

    @property
    def is_asked(self) -> bool:
        """Whether an answer is being waited for."""
        return bool(self._questions)

    # Asking

    def _ask(self, question: _Question) -> None:
        self._questions[bool(question.theme_id)] = question
        if self._places is None:
            self._untagged.begin()
            self._teach()
        else:
            self._send(question)

    def _send(self, question: _Question) -> None:
        without: list[str | int] = list(question.without)
        if question.theme_id and self._places is not None:
            without = [self._places[one] for one in question.without if one in self._places]
        limit = PARAGRAPHS if question.theme_id else THEMES
        future = self._library.pool.suggest(
            without, limit, text=question.text, theme=question.theme_id
        )
        self._library.when_done(future, lambda done: self._take(question, done))

    def _take(self, question: _Question, done: Future[Answer]) -> None:
        kind = bool(question.theme_id)
        if self._questions.get(kind) is not question or self._workspace.is_closed:
            return
        try:
            is_there, found = done.result()
        except GlossatorError as error:
            # A new lesson is on its way, and what waits is asked again then.
            _log.info("nothing was suggested: %s", error)
            return
        if not is_there:
            self._send(question)
            return
        del self._questions[kind]
        tree = self._workspace.tree
        question.then([one for one in found if kind or ThemeId(one.id) in tree])

    # Teaching

    def _outdated(self, *_: object) -> None:
        if self._places is not None or self._questions:
            self._soon.start()

    def _teach(self) -> None:
        if self._workspace.is_closed:
            return
        if self._is_teaching or not self._workspace.is_loaded or not self._untagged.is_whole:
            self._soon.start(PAUSE // 5)
            return
        self._soon.setInterval(PAUSE)
        coverage = self._untagged.coverage
        passages = [
            {f"{report.id} {unit.id}": unit.text for unit in coverage.units(report.id).values()}
            for report in self._workspace.reports()
        ]
        tagged: defaultdict[ThemeId, list[str]] = defaultdict(list)
        for one in self._workspace.annotations():
            for theme_id in one.theme_ids if one.quote else ():
                tagged[theme_id].append(one.quote)
        places = {name: n for n, name in enumerate(name for one in passages for name in one)}
        self._is_teaching = True
        made = THREADS.submit(lesson, passages, list(self._workspace.tree), tagged)
        self._library.when_done(made, lambda done: self._made(places, done))

    def _made(self, places: dict[str, int], done: Future[bytes]) -> None:
        self._is_teaching = False
        if self._workspace.is_closed:
            return
        self._library.pool.teach(done.result())
        self._places = places
        waiting = list(self._questions.values())
        for question in waiting:
            self._send(question)
        if not waiting:
            self.learned.emit()
