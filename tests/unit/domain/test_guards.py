"""What is said of the protection from hostile documents."""

from __future__ import annotations

import pytest

from glossator.domain.guards import Guards, all_of, told

APART = "Documents are read by processes of their own, which are ended if they take too long."
DEEDS = "use the network, start programs, change files, read your files"


@pytest.mark.parametrize(
    ("guards", "words"),
    [
        (
            Guards(calls=True, files=True, memory=True),
            f"The system sees to it that they can’t {DEEDS} or take more memory than allowed.",
        ),
        (
            Guards(memory=True),
            "The system sees to it that they can’t take more memory than allowed. This system"
            " can’t keep them from trying to use the network, start programs, change files or"
            " read your files.",
        ),
        (
            Guards(),
            f"This system can’t keep them from trying to {DEEDS} or take more memory than allowed.",
        ),
    ],
)
def test_what_holds_and_what_does_not_is_said(guards: Guards, words: str) -> None:
    assert told(guards) == f"{APART} {words}"


def test_what_one_process_lacks_is_not_claimed_of_all() -> None:
    full = Guards(calls=True, files=True, memory=True)
    assert all_of([full, Guards(memory=True)]) == Guards(memory=True)
    assert all_of([full, full]) == full


def test_nothing_is_known_before_a_process_has_started() -> None:
    assert all_of([]) is None
    assert all_of([None, None]) is None
    assert all_of([Guards(memory=True), None]) == Guards(memory=True)
