"""PyMuPDF as this program uses it. The document processes import it from here, first.

PyMuPDF 2 imports a layout model with onnxruntime, numpy and networkx when it finds them:
over a second and 90 MB a process, for nothing that is used here. A `None` in
`sys.modules` makes those imports fail, which it takes in its stride.
"""

from __future__ import annotations

import sys

for _name in ("pymupdf.layout", "pymupdf4llm"):
    sys.modules[_name] = None  # type: ignore[assignment]

import pymupdf  # noqa: E402
from pymupdf import mupdf  # noqa: E402

pymupdf.TOOLS.mupdf_display_errors(on=False)
pymupdf.TOOLS.mupdf_display_warnings(on=False)

__all__ = ["mupdf", "pymupdf"]
