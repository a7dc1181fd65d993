"""What is read from a project is nobody's action."""

from __future__ import annotations

from glossator.domain import spoken
from glossator.domain.edits import Change, EditSet
from glossator.domain.themes import ThemeTree
from helpers.records import make_annotation, make_theme


def test_what_is_read_from_the_project_is_not_said() -> None:
    theme = make_theme("Demand")
    changes = (Change(None, make_annotation(None, [theme])),)
    assert spoken.done(EditSet("", changes), ThemeTree([theme])) == ""
    assert spoken.done(EditSet("Tag", changes), ThemeTree([theme])) == "Tagged: Demand"
