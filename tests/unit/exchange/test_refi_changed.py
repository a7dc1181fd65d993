"""A sound REFI-QDA project with one thing taken away or spoilt: what is lost by it is named."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from contextlib import suppress
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

import pytest

from glossator.domain.errors import InvalidInputError
from glossator.domain.incoming.fit import fit
from glossator.domain.incoming.outcome import Fate
from glossator.exchange.refi.reader import read_qdpx
from glossator.exchange.refi.writer import write_qdpx
from helpers.exchange import Placed, annotated, outgoing, planned
from helpers.records import make_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from glossator.domain.incoming.outcome import Plan

    Spoil = Callable[[ET.Element, ET.Element], object]

ABOVE = make_theme("Rights", definition="What people may ask of the State.", memo="Ask Ann.")
THEMES = (ABOVE, make_theme("Remedies", ABOVE))


TEXTS = ("Description", "PlainTextContent", "TextValue")
"""Elements that nothing refers to: where one is not, nothing tells that it ever was."""


class Held(NamedTuple):
    """What comes in, whatever the words of it are: how much of what there is."""

    passages: Counter[object]
    themes: Counter[object]
    reports: Counter[object]

    @classmethod
    def by(cls, plan: Plan) -> Held:
        made = [one.annotation for one in plan.verdicts if one.annotation is not None]
        return cls(
            Counter((len(one.theme_ids), bool(one.note), bool(one.analyst)) for one in made),
            Counter((bool(one.parent_id), bool(one.definition)) for one in plan.new_themes),
            Counter(bool(one.memo) for one in plan.new_reports),
        )

    def lacks(self, other: Held) -> bool:
        """Tell whether something of another is not here."""
        return any(theirs - ours for ours, theirs in zip(self, other, strict=True))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a project: a passage, one over two pages, one of two stretches."""
    places = (((30, 60),), ((40, 200),), ((35, 45), (130, 150)))
    made = [
        annotated(Placed(where), THEMES[: 1 + nth % 2], note="A note." * (nth > 0))
        for nth, where in enumerate(places)
    ]
    path = tmp_path_factory.mktemp("refi") / "sound.qdpx"
    write_qdpx(outgoing([one for one in made if one], THEMES), path)
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def came_in(files: dict[str, bytes]) -> tuple[Held, bool]:
    """Return what of a project comes in, and whether anything is said of what does not."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    plan = planned(fit(read_qdpx("p.qdpx", stream.getvalue())))
    said = plan.left_out or any(one.fate is not Fate.ADDED for one in plan.verdicts)
    return Held.by(plan), bool(said)


def taken_away(parent: ET.Element, element: ET.Element) -> None:
    parent.remove(element)


def without(name: str) -> Spoil:
    return lambda _, element: element.attrib.pop(name)


def spoilt(name: str) -> Spoil:
    return lambda _, element: element.set(name, "?")


def changes(root: ET.Element) -> Iterator[tuple[str, ET.Element]]:
    """Yield the project with one thing after the other changed, and what was."""
    elements = [(parent, child) for parent in root.iter() for child in parent]
    for nth, (_, one) in enumerate(elements):
        tag = one.tag.rpartition("}")[2]
        ways: dict[str, Spoil] = {} if tag in TEXTS else {"": taken_away}
        for name in one.attrib:
            ways |= {f" without {name}": without(name), f" with {name} spoilt": spoilt(name)}
        for way, spoil in ways.items():
            changed = deepcopy(root)
            pairs = [(parent, child) for parent in changed.iter() for child in parent]
            spoil(*pairs[nth])
            yield f"{nth} {tag}{way}", changed


@pytest.mark.fault(28)
def test_whatever_is_changed_comes_in_or_is_named(sound: dict[str, bytes]) -> None:
    held, said = came_in(sound)
    assert not said
    silent = []
    for what, changed in changes(ET.fromstring(sound["project.qde"])):
        with suppress(InvalidInputError):  # which says so
            found, said = came_in(sound | {"project.qde": ET.tostring(changed)})
            if found.lacks(held) and not said:
                silent.append(what)
    assert not silent, "\n".join(silent)
