"""The structure of any report, read from its pages: fonts, places, numbering, bookmarks."""

from __future__ import annotations

from glossator.documents.structure.reading import read_structure

__all__ = ["read_structure"]
