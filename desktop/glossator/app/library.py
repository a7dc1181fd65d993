"""The project's documents as the window sees them: pages, pictures, text, structure.

The library stands between the document processes, which answer when they can, and the
widgets, which paint what is there and ask for the rest.
"""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from glossator.app.left_pictures import LeftPictures
from glossator.app.mailbox import Mailbox
from glossator.documents.protocol import Priority
from glossator.domain.edits import replaced_files
from glossator.domain.errors import GlossatorError, PasswordNeededError
from glossator.domain.reports.damage import Damage, told
from glossator.domain.reports.reading import Pages, Reading, label_of
from glossator.domain.text.quotation import known_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Future

    from glossator.app.workspace import Workspace
    from glossator.documents.pool import DocumentPool
    from glossator.documents.protocol import DocumentInfo
    from glossator.domain.edits import EditSet
    from glossator.domain.pages.geometry import PageBox
    from glossator.domain.pages.tiling import TileKey
    from glossator.domain.records import Report, ReportId
    from glossator.domain.reports.structure import Structure
    from glossator.domain.text.find import Searchable
    from glossator.domain.text.page_text import PageText, ReportText

T = TypeVar("T")

THREADS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="glossator")
"""For what waits for the disk; nothing that computes belongs here."""

KEPT_PAGE_TEXTS = 400
"""Page texts kept in memory over all reports; about 80 kB each."""

KEPT_DOCUMENTS = 32
"""Documents kept open besides those in panes. Each holds its file in memory, and a descriptor, of
which a process may have a thousand."""


class Library(QObject):
    """Opens the reports of a workspace in the document processes.

    Attributes:
        looked_at: Returns the reports that stand in panes; they stay open.

    Signals:
        opened: ReportId; its pages can be laid out and drawn.
        read: ReportId; its text and structure are known.
        text_ready: ReportId, page; the page's text with the place of each character.
        picture_ready: TileKey; a picture asked for is there.
        failed: ReportId, sentence; it can't be opened.
        password_wanted: ReportId, sentence; it is encrypted.
        trouble: sentence; a page can't be shown, a process had to be replaced.
    """

    opened = Signal(object)
    read = Signal(object)
    text_ready = Signal(object, int)
    picture_ready = Signal(object)
    failed = Signal(object, str)
    password_wanted = Signal(object, str)
    trouble = Signal(str)

    def __init__(self, pool: DocumentPool, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.pool = pool
        self._workspace = workspace
        self.looked_at: Callable[[], set[ReportId]] = set
        self._infos: dict[ReportId, DocumentInfo] = {}
        self._readings: dict[ReportId, Reading] = {}
        self._pages: dict[ReportId, Pages] = {}
        self._searchables: dict[ReportId, Searchable] = {}
        self._words: dict[ReportId, frozenset[str]] = {}
        self._opening: set[ReportId] = set()
        self._reading: set[ReportId] = set()
        self._texts: OrderedDict[tuple[ReportId, int], PageText] = OrderedDict()
        self._wanted_texts: set[tuple[ReportId, int]] = set()
        self._shown: dict[object, tuple[frozenset[TileKey], tuple[TileKey, ...]]] = {}
        self._small: dict[object, frozenset[TileKey]] = {}
        self._generation = 0
        self.left = LeftPictures(pool)
        self._ask_soon = QTimer(self, singleShot=True, interval=0)
        self._ask_soon.timeout.connect(self._ask_pictures)
        self._mailbox = Mailbox.of_application()
        pool.on_picture = self._mailbox.post(self._picture_came)
        pool.on_trouble = self._mailbox.post(self._trouble_came)
        workspace.changed.connect(self._follow_files)

    # What is there

    def reading(self, report_id: ReportId) -> Reading | None:
        """Return what is known of a report's text, from the project if it was kept there."""
        known = self._readings.get(report_id)
        # While a report is read and stored the project is busy with it, and knows nothing yet.
        if known is None and report_id not in self._reading:
            report = self._workspace.report(report_id)
            known = self._kept_reading(report) if report else None
            if known is not None:
                self._readings[report_id] = known
        return known

    def know(self, report_id: ReportId, reading: Reading) -> None:
        """Take what has just been read, which the project would have to be asked for."""
        self._readings[report_id] = reading

    def words(self, report_id: ReportId) -> frozenset[str]:
        """Return a report's words, to put those together that a line's end divides."""
        known = self._words.get(report_id)
        if known is None:
            report = self._workspace.report(report_id)
            text = self._workspace.project.text(report.sha256) if report else None
            known = self._words[report_id] = known_words(text.text) if text else frozenset()
        return known

    def searchable(self, report_id: ReportId) -> Searchable | None:
        """Return a report's text prepared for finding words, None while it is not read."""
        from glossator.domain.text.find import Searchable  # not wanted at the start

        known = self._searchables.get(report_id)
        if known is None:
            report = self._workspace.report(report_id)
            text = self._workspace.project.text(report.sha256) if report else None
            if text is None:
                return None
            known = self._searchables[report_id] = Searchable(text.text)
        return known

    def boxes(self, report_id: ReportId) -> tuple[PageBox, ...]:
        """Return the report's page boxes, empty while they are not known."""
        info = self._infos.get(report_id)
        return info.boxes if info is not None else self._pages_of(report_id).boxes

    def label(self, report_id: ReportId, page: int) -> str:
        """Return the printed label of a page, else its number from one."""
        return label_of(self._pages_of(report_id).labels, page)

    def _pages_of(self, report_id: ReportId) -> Pages | Reading:
        """Return what is known of the pages, without the units, which take long to read."""
        known = self._readings.get(report_id) or self._pages.get(report_id)
        report = self._workspace.report(report_id)
        if known is None and report is not None and report_id not in self._reading:
            known = self._workspace.project.pages(report.sha256)
            if known.boxes:
                self._pages[report_id] = known
        return known or Pages()

    def info(self, report_id: ReportId) -> DocumentInfo | None:
        """Return what the document said of itself when it was opened."""
        return self._infos.get(report_id)

    def damage(self, report_id: ReportId) -> str:
        """Return a sentence on what is wrong with a report's file, empty if nothing is known."""
        info, reading = self.info(report_id), self.reading(report_id)
        found = reading.structure.damage if reading else Damage(info.repaired if info else False)
        return told(found, len(self.boxes(report_id)))

    def page_text(self, report_id: ReportId, page: int) -> PageText | None:
        """Return a page's text if it is there, else ask for it and return None."""
        key = (report_id, page)
        text = self._texts.get(key)
        if text is not None:
            self._texts.move_to_end(key)
            return text
        self.want_text(report_id, page)
        return None

    def known_text(self, report_id: ReportId, page: int) -> PageText | None:
        """Return a page's text if it is there, without asking for it."""
        return self._texts.get((report_id, page))

    def report(self, report_id: ReportId) -> Report | None:
        """Return a report of the project, None once it is removed."""
        return self._workspace.report(report_id)

    # Asking

    def open(self, report_id: ReportId, password: str = "") -> None:
        """Open a report's document; `opened`, `failed` or `password_wanted` follows."""
        report = self._workspace.report(report_id)
        if report_id in self._infos:
            self._infos[report_id] = self._infos.pop(report_id)  # the last to be closed now
        if report is None or report_id in self._infos or report_id in self._opening:
            return
        self._opening.add(report_id)
        # A large file takes a while to be read from the project.
        asked = THREADS.submit(self._ask_to_open, report, password, self.boxes(report_id))
        self.when_done(asked, lambda done: self._asked_to_open(report_id, done))

    def want_text(self, report_id: ReportId, page: int) -> None:
        """Ask for a page's text; `text_ready` follows."""
        key = (report_id, page)
        report = self._workspace.report(report_id)
        if report is None or key in self._wanted_texts or report_id not in self._infos:
            return
        self._wanted_texts.add(key)
        future = self.pool.page_text(report.sha256, page)
        self.when_done(future, lambda done: self._text_came(report_id, page, done))

    def show(self, view: object, visible: frozenset[TileKey], near: tuple[TileKey, ...]) -> None:
        """Say which pictures a view shows and which it may show next.

        They are kept, and drawn where they are missing, those that show first; what no
        view wants any more is dropped from the queue.
        """
        if self._shown.get(view) != (visible, near):
            self._shown[view] = (visible, near)
            self._ask_soon.start()

    def shown(self) -> frozenset[TileKey]:
        """Return the pictures that views show."""
        return frozenset().union(*(visible for visible, _ in self._shown.values()))

    def show_small(self, view: object, keys: frozenset[TileKey]) -> None:
        """Say which small pictures a list shows; they are drawn after all that views want."""
        if self._small.get(view) != keys:
            self._small[view] = keys
            self._ask_soon.start()

    def hide(self, view: object) -> None:
        """Say that a view or list is gone, or can't be seen."""
        if self._shown.pop(view, None) is not None or self._small.pop(view, None) is not None:
            self._ask_soon.start()

    def close(self) -> None:
        """Close all documents; answers that still come are not delivered."""
        self.pool.on_picture = lambda _key: None
        self.pool.on_trouble = lambda *_: None
        self._mailbox.close_post(self._picture_came)
        self._mailbox.close_post(self._trouble_came)
        self.pool.visible = frozenset()
        for report in self._workspace.reports():
            self.pool.close(report.sha256)

    def when_done(self, future: Future[T], then: Callable[[Future[T]], None]) -> None:
        """Call a function in the window's thread once a future is done; none after closing."""

        def deliver(done: Future[T]) -> None:
            if not self._workspace.is_closed:
                then(done)

        self._mailbox.when_done(future, deliver)

    def read_unread(self, report_ids: Iterable[ReportId]) -> None:
        """Open all reports whose text the project doesn't hold, to read them through."""
        for report_id in report_ids:
            report = self._workspace.report(report_id)
            if report is not None and not self._workspace.project.is_read(report.sha256):
                self.open(report_id)

    def _ask_pictures(self) -> None:
        self._generation += 1
        pool, visible = self.pool, self.shown()
        small = frozenset().union(*self._small.values())
        pool.visible = visible | small
        self._ask(visible, Priority.VISIBLE)
        near = (key for _, near in self._shown.values() for key in near)
        self._ask(near, Priority.NEAR)
        self._ask(small, Priority.BACKGROUND)
        pool.drop_before(self._generation)

    def _ask(self, keys: Iterable[TileKey], priority: Priority) -> None:
        for key in keys:
            if self.pool.picture(key) is None:
                self.pool.request(key, priority, self._generation)

    def _follow_files(self, edits: EditSet) -> None:
        """Forget what is known of reports whose file is another one now."""
        for report_id, before in replaced_files(edits):
            self._forget(report_id, before)

    def _forget(self, report_id: ReportId, document: str) -> None:
        """Close a report's document and drop what is known of it."""
        self.pool.close(document)
        for known in (self._infos, self._readings, self._pages, self._searchables, self._words):
            known.pop(report_id, None)
        for key in [key for key in self._texts if key[0] == report_id]:
            del self._texts[key]
        self._wanted_texts = {key for key in self._wanted_texts if key[0] != report_id}
        self._opening.discard(report_id)
        self._reading.discard(report_id)

    def _close_unused(self) -> None:
        """Close the documents that were asked for longest ago and nobody looks at."""
        waited_for = {report_id for report_id, _ in self._wanted_texts}
        used = self.looked_at() | self._reading | waited_for
        for report_id in [one for one in self._infos if one not in used][:-KEPT_DOCUMENTS]:
            report = self._workspace.report(report_id)
            if report is None:
                self._infos.pop(report_id)
            else:
                self._forget(report_id, report.sha256)

    # Answers

    def _picture_came(self, key: TileKey) -> None:
        self.picture_ready.emit(key)

    def _trouble_came(self, _document: str, _page: int | None, sentence: str) -> None:
        self.trouble.emit(sentence)

    def _kept_reading(self, report: Report) -> Reading | None:
        text = self._workspace.project.text(report.sha256)
        structure = self._workspace.project.structure(report.sha256)
        return Reading.of(text, structure) if text and structure else None

    def _ask_to_open(
        self, report: Report, password: str, boxes: tuple[PageBox, ...]
    ) -> Future[DocumentInfo]:
        project = self._workspace.project
        opened = self.pool.open(
            report.sha256,
            project.document_pieces(report.sha256),
            project.document_size(report.sha256),
            name=report.file_name,
            password=password,
            boxes=boxes,
        )
        self.left.ask(report.sha256, boxes)
        return opened

    def _asked_to_open(self, report_id: ReportId, asked: Future[Future[DocumentInfo]]) -> None:
        try:
            future = asked.result()
        except GlossatorError as error:
            self._opening.discard(report_id)
            self.failed.emit(report_id, str(error))
            return
        # A view that knows its pages from an earlier reading has asked for pictures already,
        # before there was a document to draw them of.
        self._ask_soon.start()
        self.when_done(future, lambda done: self._opened(report_id, done))

    def _opened(self, report_id: ReportId, done: Future[DocumentInfo]) -> None:
        self._opening.discard(report_id)
        try:
            self._infos[report_id] = done.result()
        except PasswordNeededError as error:
            self.password_wanted.emit(report_id, str(error))
            return
        except GlossatorError as error:
            self.failed.emit(report_id, str(error))
            return
        self.opened.emit(report_id)
        if self.reading(report_id) is None:
            self._read(report_id)
        self._close_unused()

    def _read(self, report_id: ReportId) -> None:
        report = self._workspace.report(report_id)
        if report is None or report_id in self._reading:
            return
        self._reading.add(report_id)
        future = self.pool.read(report.sha256)
        self.when_done(future, lambda done: self._read_through(report, done))

    def _read_through(self, report: Report, done: Future[tuple[ReportText, Structure]]) -> None:
        try:
            text, structure = done.result()
        except GlossatorError as error:
            self._reading.discard(report.id)
            self.trouble.emit(str(error))
            return
        if self._workspace.read_only:
            self._is_read(report, Reading.of(text, structure))
            return
        # Its words are indexed, which takes a second for a long report.
        project = self._workspace.project
        stored = THREADS.submit(project.store_reading, report.sha256, text, structure)
        self.when_done(stored, lambda done: self._stored(report, text, structure, done))

    def _stored(
        self, report: Report, text: ReportText, structure: Structure, done: Future[None]
    ) -> None:
        try:
            done.result()
        except GlossatorError as error:
            self._reading.discard(report.id)
            self.trouble.emit(str(error))
            return
        self._is_read(report, Reading.of(text, structure))

    def _is_read(self, report: Report, reading: Reading) -> None:
        self._reading.discard(report.id)
        self._readings[report.id] = reading
        self.read.emit(report.id)

    def _text_came(self, report_id: ReportId, page: int, done: Future[PageText]) -> None:
        self._wanted_texts.discard((report_id, page))
        try:
            self._texts[report_id, page] = done.result()
        except GlossatorError as error:
            self.trouble.emit(str(error))
            return
        while len(self._texts) > KEPT_PAGE_TEXTS:
            self._texts.popitem(last=False)
        self.text_ready.emit(report_id, page)
