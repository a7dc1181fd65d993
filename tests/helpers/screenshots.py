"""Draws the pictures of the documentation: `python tests/helpers/screenshots.py FOLDER`.

A sample project is made and tagged with the command line, as an analyst might have done,
and drawn with `glossator screenshot`. Nothing of it is kept but the pictures.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

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


def main(folder: Path) -> None:
    """Draw all pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        project = str(Path(scratch) / "Trafficking in women and girls.glossator")
        tag(project)
        reading = ["--pane", "A/75/289:17", "--pane", "A/79/322:28", "--theme", NPU]
        for name, options in (
            ("reading-light", reading),
            ("reading-dark", [*reading, "--dark"]),
            ("tagging", ["--pane", "A/79/322:28", "--view", "tagging"]),
            ("palette", [*reading, "--view", "palette"]),
            ("search", ["--pane", "A/75/289:17", "--pane", "A/79/322:28", "--view", "search"]),
            ("find", ["--pane", "A/75/289:17", "--pane", "A/79/322:28", "--view", "find"]),
            ("similar", ["--pane", "A/79/322:28", "--pane", "A/67/170:14", "--view", "similar"]),
            ("compare", ["--theme", "Principle and scope", "--view", "compare"]),
            ("trace", ["--view", "trace"]),
            ("sections", ["--view", "sections"]),
            ("mentions", ["--view", "mentions"]),
            ("untagged", [*reading[:4], "--view", "untagged"]),
        ):
            glossator("screenshot", project, str(folder / f"{name}.png"), *options)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
