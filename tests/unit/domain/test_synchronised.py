"""Conflicted copies and synchronised folders are known by their names."""

from __future__ import annotations

import re

import pytest

from glossator.domain import synchronised
from glossator.domain.synchronised import conflicts, network_of, service_of
from helpers.matrix import harm_is_seen


@pytest.mark.fault(20)
@pytest.mark.parametrize(
    "name",
    [
        "Review (Anna's conflicted copy 2024-08-23).glossator",
        "Review (conflicted copy 2024-08-23 101500).glossator",
        "Review.sync-conflict-20240823-101500-ABCDEFG.glossator",
        "Review_conflict-20240823-101500.glossator",
        "Review-DESKTOP-7.glossator",
        "Review (1).glossator",
    ],
)
def test_copies_of_a_conflict_are_known(name: str) -> None:
    assert conflicts("Review", [name, "Review.glossator"]) == [name]


@pytest.mark.fault(20)
@pytest.mark.parametrize(
    "name",
    [
        "Review.glossator",
        "Review two.glossator",
        "Review (before restoring).glossator",
        "Review (repaired 2).glossator",
        "Review (conflicted copy).pdf",
        "Other (1).glossator",
    ],
)
def test_other_files_are_not(name: str) -> None:
    assert conflicts("Review", [name]) == []


@pytest.mark.fault(20, control=True)
def test_who_knows_the_names_of_one_service_misses_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(synchronised, "_CONFLICT", re.compile(r" \(.*conflicted copy.*\)"))
    with harm_is_seen():
        test_copies_of_a_conflict_are_known("Review.sync-conflict-20240823-101500.glossator")


def test_folders_of_services_are_known() -> None:
    assert service_of(["/", "home", "Anna", "Dropbox (UN)", "Work"]) == "Dropbox"
    assert service_of(["C:\\", "Users", "Anna", "OneDrive - United Nations"]) == "OneDrive"
    assert service_of(["/", "home", "Anna", "Documents"]) == ""


def test_the_nearest_mount_says_whether_a_file_is_far_away() -> None:
    mounts = [("/", "ext4"), ("/mnt/share", "nfs4"), ("/mnt/share/local", "ext4")]
    assert network_of("/mnt/share/a.glossator", mounts)
    assert not network_of("/mnt/share/local/a.glossator", mounts)
    assert not network_of("/mnt/shared/a.glossator", mounts)
