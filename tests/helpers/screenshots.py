"""Draws the pictures of the documentation.

A sample project is made and tagged with the command line, as an analyst might have done,
and drawn with `glossator screenshot`. Nothing of it is kept but the pictures.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

GLOSSATOR = [sys.executable, "-m", "glossator"]
NPU = "Non-punishment and non-criminalization of victims"
AJU = "Access to justice"
LAB = "Labour rights, recruitment, business and supply chains"
MARKS = (
    ("A/67/170", "14", f"{NPU} / National law and practice", ""),
    ("A/73/263", "39", f"{NPU} / Implementation gap", ""),
    ("A/75/289", "17", f"{NPU} / Implementation gap", "Problem stated before the remedy."),
    ("A/75/289", "16", "Remedies and compensation / Compensation schemes", ""),
    ("A/75/289", "15", f"{LAB} / Recruitment", ""),
    ("A/75/289", "18", "Conflict, disaster, pandemic and other crises / COVID-19: more risk", ""),
    ("CEDAW/C/GC/38", "98", f"{NPU} / Principle and scope", "Without exception."),
    ("A/79/322", "27", f"{NPU} / Implementation gap", ""),
    ("A/79/322", "30", f"{NPU} / Implementation gap", ""),
    ("A/79/322", "26", f"{AJU} / Trauma-informed, gender- and child-sensitive proceedings", ""),
    (
        "A/79/322",
        "57 (c)",
        f"{NPU} / Criminal records",
        "New in 2024: remedy for past convictions.",
    ),
    ("A/79/322", "57 (d)", f"{NPU} / Principle and scope", ""),
)
QUOTES = (
    (
        "A/79/322",
        "The non-punishment principle is one that has been recommended by the United Nations "
        "since 2002",
        f"{NPU} / Principle and scope",
        "Compare 2012, para. 63.",
    ),
    (
        "A/79/322",
        "its inadequate and inconsistent application may discourage women and girls",
        f"{AJU} / Barriers and gender bias",
        "",
    ),
)

READING = ["--pane", "A/75/289:17", "--pane", "A/79/322:28"]
VIEWS = {
    "reading-light": [*READING, "--theme", NPU],
    "reading-dark": [*READING, "--theme", NPU, "--dark"],
    "tagging": ["--pane", "A/79/322:28", "--view", "tagging"],
    "palette": [*READING, "--theme", NPU, "--view", "palette"],
    "search": [*READING, "--view", "search"],
    "find": [*READING, "--view", "find"],
    "similar": ["--pane", "A/79/322:28", "--view", "similar"],
    "compare": ["--theme", "Principle and scope", "--view", "compare"],
    "trace": ["--view", "trace"],
    "sections": ["--view", "sections"],
    "mentions": ["--view", "mentions"],
    "untagged": [*READING, "--view", "untagged"],
}
IN_MANUAL = ("search", "similar", "compare", "trace", "sections", "mentions")


def glossator(*arguments: str) -> None:
    """Run a command of the program."""
    subprocess.run([*GLOSSATOR, *arguments], check=True, stdout=subprocess.DEVNULL)


def tag(project: str) -> None:
    """Tag and note some passages."""
    glossator("new", project, "--sample")
    common = ["annotate", project, "--analyst", "A. Analyst"]
    for report, paragraph, theme, note in MARKS:
        place = ["--report", report, "--paragraph", paragraph]
        glossator(*common, *place, "--theme", theme, "--note", note)
    for report, quote, theme, note in QUOTES:
        place = ["--report", report, "--quote", quote]
        glossator(*common, *place, "--theme", theme, "--note", note)


def small(path: Path) -> None:
    """Keep a picture in its 256 commonest colours, a third as large."""
    picture = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(picture.constBits()).cast("I")
    colours = [colour for colour, _ in Counter(pixels).most_common(256)]
    nearest = Qt.ImageConversionFlag.ThresholdDither
    picture.convertToFormat(QImage.Format.Format_Indexed8, colours, nearest).save(str(path))


def main(folder: Path, manual: Path) -> None:
    """Draw all pictures into a folder, and those of the manual, which are smaller, into another."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        project = str(Path(scratch) / "Trafficking in women and girls.glossator")
        tag(project)
        for name, options in VIEWS.items():
            glossator("screenshot", project, str(folder / f"{name}.png"), *options)
        for name in IN_MANUAL:
            path = manual / f"{name}.png"
            glossator("screenshot", project, str(path), "--size", "900x600", *VIEWS[name])
            small(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
