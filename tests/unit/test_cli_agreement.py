"""The command that tells how far analysts agree, on a real report."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from click.testing import CliRunner, Result

from glossator.cli.program import glossator as program
from glossator.domain.edits import Change, EditSet
from glossator.domain.records import AnnotationId
from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: object, exit_code: int = 0) -> Result:
    result = CliRunner().invoke(program, [str(one) for one in arguments])
    assert result.exit_code == exit_code, result.output
    return result


def test_two_analysts_are_compared_and_one_alone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.glossator"
    run("new", path, "--sample")
    for paragraph in ("40", "41"):
        run("annotate", path, "--report", "A/79/322", "--paragraph", paragraph, "--theme", "Demand")
    assert "needs two analysts" in run("agreement", path, exit_code=1).stderr
    with ProjectFile.open(path) as project:
        first, second = (
            replace(one, analyst="Ana") for batch in project.annotations() for one in batch
        )
        changes = [Change(replace(one, analyst=""), one) for one in (first, second)]
        twin = replace(first, id=AnnotationId("F" * 8 + first.id[8:]), analyst="Ben")
        project.apply(EditSet("x", (*changes, Change(None, twin))), at="2026-01-01T00:00:00Z")
    found = json.loads(run("agreement", path, "--json").stdout)
    assert (found["analysts"], found["reports"]) == (["Ana", "Ben"], ["A/79/322"])
    (place,) = found["differences"]
    assert (place["place"], place["tagged_by"]) == ("para. 41", ["Ana"])
    assert 0.6 < found["overall"]["paragraphs"]["kappa"] < 0.7
    assert "para. 41" in run("agreement", path, "--analyst", "ana", "--analyst", "Ben").stdout
    assert "has marked nothing" in run("agreement", path, "--analyst", "Cy", exit_code=1).stderr
