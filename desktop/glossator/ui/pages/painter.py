"""Paints the pages of a view: pictures, highlights, selection and margin bars.

Highlights are painted over the pictures, never into them, so that a change of a theme's
colour costs one paint.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QRegion, QTransform

from glossator.app.images import as_image
from glossator.domain import colours
from glossator.domain.pages import night
from glossator.domain.pages.geometry import Rect
from glossator.domain.pages.tiling import TileKey, page_pixels, tile_rect, tiles
from glossator.ui.pages.lookout import Lookout
from glossator.ui.pages.mark_shapes import DIMMED, MarkShapes, is_lit
from glossator.ui.widgets.paint import draw_ribbon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from glossator.documents.pool import Picture
    from glossator.domain.marks import Mark
    from glossator.ui.pages.mark_shapes import Shapes
    from glossator.ui.pages.view import PageView

SELECTION, SOFT = 0.35, 0.1
"""Share of the accent colour in selected text, and behind what corresponds."""
AT_NIGHT = 1.5
"""How much more of a colour it takes to see it on dark paper."""
DESK_AT_NIGHT, EDGE_AT_NIGHT = "#131313", "#3A3A3A"
"""What dark pages lie on, and the line around them."""
HIT, HIT_NOW = QColor("#FFF3A6"), QColor("#FFC24D")
"""Grounds of what was found, and of the hit that is the current one."""
_MARKING = QPainter.CompositionMode.CompositionMode_Multiply
_MARKING_AT_NIGHT = QPainter.CompositionMode.CompositionMode_Screen
RIBBON = (11.0, 18.0)
"""Width and height of a bookmark at the page's right edge, in logical pixels."""
AHEAD_BYTES = 40 * 2**20
"""Of pictures drawn ahead for one view; with four views it leaves room for all that shows."""


class PagePainter:
    """Paints for one view and asks for the pictures it lacks."""

    def __init__(self, view: PageView) -> None:
        self._view = view
        self._document = ""
        self._near: tuple[TileKey, ...] = ()
        self._near_scale = 0.0
        self._tiles: dict[int, dict[TileKey, QRectF]] = {}
        self._shapes = MarkShapes(view)
        self._marked: set[int] = set()
        self._may_make = True
        self._lookout = Lookout(view)

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paint what shows of an area of the viewport."""
        view = self._view
        rects = {page: view.page_rect(page) for page in view.visible_pages()}
        self._paint_desk(painter, area, rects.values())
        if not self._ask(rects):
            self._say(painter, "Opening …")
            return
        self._marked.intersection_update(rects)
        self._may_make = True
        for page, rect in rects.items():
            if rect.intersects(QRectF(area)):
                self._paint_page(painter, page, rect, self._tiles[page])

    def ask(self) -> None:
        """Ask for the pictures of what shows, before it is painted."""
        view = self._view
        if view.isVisible():
            self._ask({page: view.page_rect(page) for page in view.visible_pages()})

    def _ask(self, rects: Mapping[int, QRectF]) -> bool:
        """Find the tiles of the pages that show, and ask for them; tell whether there are any."""
        view = self._view
        report = view.library.report(view.report_id)
        if report is None or not rects:
            return False
        self._document = report.sha256
        scale = self._pixel_scale()
        self._tiles = {page: self._seen(page, scale, rect) for page, rect in rects.items()}
        visible = frozenset(key for tiles_seen in self._tiles.values() for key in tiles_seen)
        view.library.show(view, visible, self._near if scale == self._near_scale else ())
        return True

    def _paint_desk(self, painter: QPainter, area: QRect, pages: Iterable[QRectF]) -> None:
        """Paint what lies around the pages; filling what they hide would take longer."""
        desk = QRegion(area)
        for page in pages:
            desk -= page.toAlignedRect().adjusted(1, 1, -1, -1)
        painter.setClipRegion(desk)
        painter.fillRect(area, _desk_colour(self._view.palette(), night=self._view.night))
        painter.setClipping(False)

    def wants(self, key: object) -> bool:
        """Tell whether a picture that came shows in this view."""
        view = self._view
        return (
            isinstance(key, TileKey)
            and key.document == self._document
            and key.page in view.visible_pages()
        )

    def ask_around(self) -> None:
        """Ask for the texts of the pages that show and the pictures next to them."""
        view = self._view
        pages = view.visible_pages()
        for page in pages:
            view.library.page_text(view.report_id, page)
        self.look_ahead()

    def look_ahead(self) -> None:
        """Ask for the pictures of the pages that will show next."""
        self._lookout.look()
        self._near_scale = self._pixel_scale()
        near: list[TileKey] = []
        room = AHEAD_BYTES
        for page in self._lookout.pages():
            width, height = page_pixels(self._view.box(page), self._near_scale)
            room -= 4 * width * height
            if room < 0:
                break
            near += self._keys(page, self._near_scale)
        self._near = tuple(near)
        self._view.viewport().update()

    # One page

    def _paint_page(
        self, painter: QPainter, page: int, rect: QRectF, seen: Mapping[TileKey, QRectF]
    ) -> None:
        view = self._view
        self._paint_picture(painter, page, rect, seen)
        painter.save()
        painter.setClipRect(rect)
        marks = self._marks_of(page)
        shapes = self._shapes.of(page, marks)
        painter.setCompositionMode(_MARKING_AT_NIGHT if view.night else _MARKING)
        there = view.page_transform(page)
        self._paint_grounds(painter, shapes, there)
        self._paint_soft(painter, page)
        self._paint_hits(painter, page)
        self._paint_selection(painter, page)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bars(painter, shapes, there)
        for mark in marks:
            if mark.annotation_id == view.handles.adjusting:
                continue
            if mark.is_area:
                self._paint_frame(painter, mark)
            elif mark.annotation_id == view.chosen:
                self._paint_outline(painter, mark, there)
        self._paint_ribbons(painter, page)
        view.drawing.paint(painter, page)
        view.handles.paint(painter, page)
        painter.restore()
        painter.setPen(QPen(_edge_colour(view.palette(), night=view.night), 1))
        painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _marks_of(self, page: int) -> Sequence[Mark]:
        """Return the marks of a page; of pages new in view, those of one are made at a paint.

        A page may have a hundred passages, and in a pane that is opened several come at once.
        """
        view = self._view
        if not view.marks_shown:
            return ()
        if page not in self._marked and not view.marks.is_made(page):
            if not self._may_make:
                QTimer.singleShot(0, view.viewport(), view.viewport().update)
                return ()
            self._may_make = False
        self._marked.add(page)
        return view.marks.get(page, ())

    def _paint_picture(
        self, painter: QPainter, page: int, rect: QRectF, seen: Mapping[TileKey, QRectF]
    ) -> None:
        pool = self._view.library.pool
        pictures = {key: pool.picture(key) for key in seen}
        if None in pictures.values():
            self._paint_stand_in(painter, page, rect)
        for key, picture in pictures.items():
            if picture is not None:
                self._draw(painter, seen[key], picture)

    def _seen(self, page: int, scale: float, rect: QRectF) -> dict[TileKey, QRectF]:
        """Return the tiles of a page that show, and where they stand."""
        keys = list(self._keys(page, scale))
        if len(keys) == 1:
            return {keys[0]: rect}
        area = QRectF(self._view.viewport().rect())
        targets = ((key, self._tile_target(key, rect)) for key in keys)
        return {key: target for key, target in targets if target.intersects(area)}

    def _tile_target(self, key: TileKey, rect: QRectF) -> QRectF:
        box = self._view.box(key.page)
        width, height = page_pixels(box, key.scale, key.rotation)
        x0, y0, x1, y1 = tile_rect(key, box)
        across, down = rect.width() / width, rect.height() / height
        return QRectF(
            rect.x() + x0 * across, rect.y() + y0 * down, (x1 - x0) * across, (y1 - y0) * down
        )

    def _paint_stand_in(self, painter: QPainter, page: int, rect: QRectF) -> None:
        dark, layout = self._view.night, self._view.layout_
        nearest = self._view.library.pool.nearest(self._document, page, layout.turn, night=dark)
        if nearest is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, as_image(nearest))
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
            return
        painter.fillRect(rect, QColor(night.PAPER if dark else colours.PAPER))
        if layout.turn:
            self._paint_unturned(painter, page)

    def _paint_unturned(self, painter: QPainter, page: int) -> None:
        """Turn the picture there was before the pages were turned."""
        before = self._view.library.pool.nearest(self._document, page, 0)
        if before is not None:
            box = self._view.box(page)
            painter.save()
            painter.setTransform(self._view.page_transform(page), combine=True)
            painter.drawImage(QRectF(0, 0, box.width, box.height), as_image(before))
            painter.restore()

    def _draw(self, painter: QPainter, target: QRectF, picture: Picture) -> None:
        ratio = self._view.devicePixelRatioF()
        # Pages stand at fractions of a pixel; a picture is drawn at a whole one, unscaled.
        x, y = round(target.x() * ratio) / ratio, round(target.y() * ratio) / ratio
        image = as_image(picture)
        image.setDevicePixelRatio(ratio)
        painter.drawImage(QRectF(x, y, picture.width / ratio, picture.height / ratio), image)

    def _paint_grounds(self, painter: QPainter, shapes: Shapes, there: QTransform) -> None:
        painter.save()
        painter.setTransform(there, combine=True)
        painter.setPen(Qt.PenStyle.NoPen)
        for ground, lines in shapes.grounds(self._view.lit).items():
            painter.setBrush(self._marking(ground.colour, ground.share))
            painter.drawRects(lines)
        painter.restore()

    def _marking(self, colour: str, share: float) -> QColor:
        """Return what a colour makes of the paper where so much of it is laid on."""
        if self._view.night:
            return QColor(night.light(colour, min(share * AT_NIGHT, 1.0)))
        return _on_paper(colour, share)

    def _hit_colour(self, *, current: bool) -> QColor:
        if not self._view.night:
            return HIT_NOW if current else HIT
        found, least = (HIT_NOW, night.LEGIBLE) if current else (HIT, 1.5 * night.LEGIBLE)
        return QColor(night.light(found.name(), 1.0, least))

    def _paint_selection(self, painter: QPainter, page: int) -> None:
        view = self._view
        rects = view.selecting.rects(page)
        if not rects:
            return
        accent = view.palette().color(QPalette.ColorRole.Highlight)
        colour = self._marking(accent.name(), SELECTION)
        for rect in rects:
            painter.fillRect(view.rect_on_viewport(page, rect), colour)

    def _paint_soft(self, painter: QPainter, page: int) -> None:
        """Paint a pale ground behind what corresponds to the leader's place."""
        view = self._view
        text = view.library.known_text(view.report_id, page)
        if text is None or page not in view.soft:
            return
        ground = self._marking(view.palette().color(QPalette.ColorRole.Link).name(), SOFT)
        for start, end in view.soft.get(page, ()):
            for rect in text.rects(start, min(end, len(text.text))):
                on_view = view.rect_on_viewport(page, view.box(page).rect_to_view(rect))
                painter.fillRect(on_view.adjusted(-3, -1, 3, 1), ground)

    def _paint_hits(self, painter: QPainter, page: int) -> None:
        view = self._view
        text = view.library.known_text(view.report_id, page)
        if text is None:
            return
        for start, end, current in view.hits.get(page, ()):
            colour = self._hit_colour(current=current)
            for rect in text.rects(start, end):
                on_view = view.rect_on_viewport(page, view.box(page).rect_to_view(rect))
                painter.fillRect(on_view.adjusted(-1, -1, 1, 1), colour)

    def _paint_bars(self, painter: QPainter, shapes: Shapes, there: QTransform) -> None:
        painter.save()
        painter.setTransform(there, combine=True)
        for colour, bars in shapes.bars(self._view.scale).items():
            painter.fillPath(bars, QColor(colour))
        painter.restore()

    def _paint_ribbons(self, painter: QPainter, page: int) -> None:
        view, width, height = self._view, *RIBBON
        if not view.bookmarks:
            return
        right = min(view.page_rect(page).right(), float(view.viewport().width()))
        for bookmark in view.bookmarks:
            if bookmark.page == page:
                box = view.box(page)
                x, y = box.to_view(box.x0, box.y1 - bookmark.top)
                top = view.rect_on_viewport(page, Rect(x, y, x, y)).y()
                draw_ribbon(painter, QRectF(right - 2 * width, top, width, height), view.palette())

    def _paint_outline(self, painter: QPainter, mark: Mark, there: QTransform) -> None:
        line = QColor(mark.colours[0])
        pen = QPen(line.lighter(120) if self._view.night else line.darker(140), 1.2)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in mark.rects:
            painter.drawLine(there.map(QLineF(rect.x0, rect.y1, rect.x1, rect.y1)))

    def _paint_frame(self, painter: QPainter, mark: Mark) -> None:
        """Paint the edge of an area, whose inside is to be seen as it is."""
        view = self._view
        colour = QColor(mark.colours[0])
        colour.setAlphaF(1.0 if is_lit(mark, view.lit) else 2 * DIMMED)
        painter.setPen(QPen(colour, 2.4 if mark.annotation_id == view.chosen else 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in mark.rects:
            painter.drawRect(view.rect_on_viewport(mark.page, rect))

    def _keys(self, page: int, scale: float) -> Iterator[TileKey]:
        turn = self._view.layout_.turn
        columns, rows = tiles(self._view.box(page), scale, turn)
        for row in range(rows):
            for column in range(columns):
                yield TileKey(self._document, page, scale, turn, column, row, self._view.night)

    def _pixel_scale(self) -> float:
        return round(self._view.scale * self._view.devicePixelRatioF(), 4)

    def _say(self, painter: QPainter, sentence: str) -> None:
        painter.setPen(self._view.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(self._view.viewport().rect(), Qt.AlignmentFlag.AlignCenter, sentence)


@lru_cache(maxsize=1024)
def _on_paper(colour: str, share: float) -> QColor:
    """Return a colour mixed into white, to be multiplied onto the page."""
    mixed = QColor(colour)
    red, green, blue = (
        round(255 - (255 - part) * share) for part in (mixed.red(), mixed.green(), mixed.blue())
    )
    return QColor(red, green, blue)


def _desk_colour(palette: QPalette, *, night: bool) -> QColor:
    if night:
        return QColor(DESK_AT_NIGHT)
    window = palette.color(QPalette.ColorRole.Window)
    return window.darker(107) if window.lightness() > 127 else window.darker(125)


def _edge_colour(palette: QPalette, *, night: bool) -> QColor:
    if night:
        return QColor(EDGE_AT_NIGHT)
    window = palette.color(QPalette.ColorRole.Window)
    return window.darker(122) if window.lightness() > 127 else window.darker(160)
