"""The command that lists passages whose place is not sure, and accepts those that are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from glossator.cli.project import (
    count_of,
    find_report,
    json_option,
    print_json,
    project_argument,
    reading,
    writing,
)
from glossator.clock import utc_now
from glossator.domain import intents
from glossator.domain.anchoring.doubts import accepted
from glossator.doubting import Archive

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from glossator.domain.anchoring.doubts import Doubt
    from glossator.domain.anchoring.edition import Fate

SHOWN = 60
"""Characters shown of a passage's words."""


@click.command("reattach")
@project_argument
@click.option("--report", help="Only passages of this report.")
@click.option("--moved", is_flag=True, help="Also those found for sure at another place.")
@click.option(
    "--accept-sure",
    is_flag=True,
    help="Accept those that could mean no other place: only their words have changed.",
)
@json_option
def reattach(
    path: Path, report: str | None, *, moved: bool, accept_sure: bool, as_json: bool
) -> None:
    """List the passages whose place is not sure: where they stood and where they may stand.

    In the window "To re-attach" shows them side by side.
    """
    with writing(path) if accept_sure else reading(path) as project:
        report_id = find_report(project.reports(), report).id if report else None
        doubts = list(Archive(project).doubts(report_id, moved=moved))
        now = utc_now()
        pairs = [
            (one.annotation, accepted(one.annotation, one.places[0], now))
            for one in doubts
            if accept_sure and one.is_sure
        ]
        if pairs:
            project.apply(intents.reattach(pairs), analyst=project.setting("analyst"), at=now)
    taken = {before.id for before, _ in pairs}
    if as_json:
        print_json([_fields(one, accepted=one.annotation.id in taken) for one in doubts])
        return
    if taken:
        click.echo(f"Accepted {count_of(len(taken), 'passage')}.")
    left = [one for one in doubts if one.annotation.id not in taken]
    print_doubts(left)
    if not left:
        click.echo("Every passage stands where it should.")


def print_doubts(doubts: Sequence[Doubt]) -> None:
    """Print passages with their old and their likeliest new place."""
    for one in doubts:
        place = one.places[0] if one.places else None
        print_place(
            one.fate,
            (one.former.citation, one.former.words),
            (place.citation, place.words) if place else ("", ""),
        )


def print_place(
    fate: Fate, was: tuple[str, str], now: tuple[str, str], *, words: bool = True
) -> None:
    """Print what became of a passage.

    Args:
        fate: That.
        was: Citation and words of its old place.
        now: The same of its new place, empty where there is none.
        words: Whether the words are printed too.
    """
    click.echo(f"  {fate.value}: {was[0]} -> {now[0] or 'nowhere'}")
    if words and was[1]:
        click.echo(f"    was: {_short(was[1])}")
    if words and now[1]:
        click.echo(f"    now: {_short(now[1])}")


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else words[: SHOWN - 1].rstrip() + "…"


def _fields(doubt: Doubt, *, accepted: bool) -> dict[str, object]:
    return {
        "id": doubt.annotation.id,
        "fate": doubt.fate.value,
        "sure": doubt.is_sure,
        "accepted": accepted,
        "old": {"citation": doubt.former.citation, "quote": doubt.former.words},
        "places": [
            {"citation": one.citation, "quote": one.words, "score": round(one.score, 3)}
            for one in doubt.places
        ],
    }
