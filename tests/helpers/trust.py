"""Prints which faults are tried, by which tests, how it went, and which are not covered.

Run by `make trust`, which also tries the kills and power cuts many times.
"""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).parents[1]
STORAGE, FAULTS, TRUST = "unit/storage/test_", "journeys/test_faults.py", "journeys/test_trust.py"


_FIGURE = re.compile(r"  (killed|power cut|control)")


@dataclass(frozen=True, slots=True)
class Row:
    """A fault: its name, the tests that bring it about, what of it is not tried."""

    fault: str
    tests: tuple[str, ...] = ()
    missing: str = ""


def _storage(name: str, *tests: str) -> tuple[str, ...]:
    return tuple(f"{STORAGE}{name}.py::{test}" for test in tests)


ROWS = (
    Row(
        "killed while working",
        _storage(
            "crashes",
            "test_whatever_was_acknowledged_survives_being_killed",
            "test_what_is_acknowledged_too_early_is_seen_to_be_lost",
        ),
    ),
    Row(
        "power cut",
        _storage(
            "crashes",
            "test_whatever_was_acknowledged_survives_a_power_cut",
            "test_with_less_flushing_a_power_cut_does_lose_work",
        ),
    ),
    Row(
        "disk full while saving",
        (
            *_storage("faults", "test_a_full_disk_loses_nothing_and_the_next_save_works"),
            f"{TRUST}::test_an_analyst_with_a_full_disk_is_asked_before_a_note_is_lost",
        ),
    ),
    Row(
        "write fails half way",
        _storage("faults", "test_a_write_that_fails_half_way_is_rolled_back"),
    ),
    Row(
        "disk full while exporting",
        ("unit/exchange/test_csv_export.py::test_a_write_that_fails_leaves_the_old_file",),
    ),
    Row(
        "read-only file or folder",
        (
            f"{FAULTS}::test_a_project_that_can_only_be_read_is_read_and_says_so",
            f"{FAULTS}::test_a_project_in_a_folder_that_can_not_be_written_is_read_only",
        ),
    ),
    Row(
        "second copy of the program",
        _storage("lock", "test_the_second_window_reads_and_says_who_writes"),
    ),
    Row(
        "file changed behind our back",
        _storage(
            "faults",
            "test_a_file_exchanged_behind_our_back_is_not_written",
            "test_a_file_changed_by_another_program_is_not_written",
        ),
    ),
    Row(
        "project copied while open",
        _storage("faults", "test_a_project_copied_while_it_is_open_is_whole"),
    ),
    Row(
        "foreign log or journal",
        _storage("project_file", "test_a_log_of_another_file_is_set_aside"),
    ),
    Row(
        "damaged page or header",
        (
            *_storage("repair", "test_a_repaired_copy_saves_all_but_the_damaged_page"),
            *_storage("backups", "test_a_damaged_project_is_kept_with_its_unfinished_save"),
        ),
    ),
    Row("bit rot in a note", _storage("project_file", "test_a_flipped_bit_in_a_note_is_found")),
    Row(
        "backup damaged too", _storage("backups", "test_a_backup_that_is_damaged_itself_is_refused")
    ),
    Row("crash during recovery", (), "killing a restore at each step"),
    Row(
        "project of a newer version",
        _storage("project_file", "test_a_newer_project_is_refused_untouched"),
    ),
    Row(
        "project of an older version",
        _storage("migrations", "test_an_older_project_is_copied_aside_then_brought_up_to_date"),
        "no older version has been released",
    ),
    Row(
        "crash during an upgrade",
        _storage("migrations", "test_a_failed_upgrade_leaves_the_old_project_and_one_copy"),
        "killing it at each step",
    ),
    Row(
        "clock set back",
        (
            *_storage("backups", "test_a_clock_set_back_stops_no_backup"),
            *_storage("faults", "test_the_order_of_actions_does_not_hang_on_the_clock"),
        ),
    ),
    Row(
        "odd names and paths",
        _storage(
            "project_file",
            "test_names_may_hold_any_characters",
            "test_a_path_that_is_too_long_has_a_sentence",
        ),
    ),
    Row(
        "synchronised folder",
        (
            "unit/domain/test_synchronised.py",
            f"{TRUST}::test_an_analyst_is_told_of_a_conflicted_copy_and_once_of_the_folder",
        ),
    ),
    Row(
        "document that hangs, crashes or bloats its process",
        ("unit/documents/test_worker_limits.py",),
    ),
    Row(
        "document cut off",
        ("unit/documents/test_pool.py::test_a_file_that_was_cut_short_is_repaired_and_says_so",),
    ),
    Row("new edition of a report", (), "the window can't replace a report's file yet"),
    Row(
        "encrypted, empty or no document",
        (
            f"{FAULTS}::test_an_analyst_is_told_why_a_file_can_not_be_added",
            f"{FAULTS}::test_a_locked_report_asks_for_its_password_until_it_is_right",
        ),
    ),
    Row(
        "control characters and half characters",
        (
            "unit/documents/test_text_damage.py",
            *_storage("project_file", "test_half_a_character_is_refused_and_nothing_is_written"),
        ),
    ),
    Row("hostile archives", ("unit/exchange/test_archives.py",)),
    Row("projects of other tools", ("unit/exchange/test_refi_import.py",)),
    Row(
        "cells that are formulas",
        (
            "unit/exchange/test_csv_export.py::test_no_guarded_cell_begins_as_a_formula_and_nothing_is_lost",
        ),
    ),
)


def main() -> int:
    """Try every row, print how it went, and return 1 if something was lost."""
    failed = 0
    for number, row in enumerate(ROWS, start=1):
        passed, bad, figures = _tried(row.tests)
        failed += bad
        state = (
            "not covered"
            if not row.tests
            else f"tried {passed + bad}, survived {passed}, lost {bad}"
        )
        print(f"{number:2}  {row.fault:<52} {state}", flush=True)
        for line in figures:
            print(f"      {line}")
        if row.missing:
            print(f"      not tried: {row.missing}")
    covered = sum(1 for row in ROWS if row.tests)
    print(f"\n{covered} of {len(ROWS)} rows are covered; lost: {failed}")
    return int(failed > 0)


def _tried(tests: tuple[str, ...]) -> tuple[int, int, list[str]]:
    """Run tests; return how many passed and failed, and the figures they printed."""
    if not tests:
        return 0, 0, []
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider"]
    # The kills take minutes, which is no sign that a test hangs.
    command += ["-o", "faulthandler_timeout=1800", *(str(TESTS / one) for one in tests)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=TESTS.parent)
    counts = {word: int(n) for n, word in re.findall(r"(\d+) (passed|failed|error)", done.stdout)}
    bad = counts.get("failed", 0) + counts.get("error", 0)
    if done.returncode and not bad:
        bad = 1
    if bad:
        print(done.stdout[-3000:])
    figures = [line.strip() for line in done.stdout.splitlines() if line.startswith("  ")]
    return (
        counts.get("passed", 0),
        bad,
        [line for line in figures if re.match(r"killed|power|contr", line)],
    )


if __name__ == "__main__":
    sys.exit(main())
