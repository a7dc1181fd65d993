"""A file is written whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from glossator.domain.errors import CancelledError
from glossator.exchange.replacing import replacing, stoppable

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_stopped_before_it_takes_its_name_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(CancelledError), stoppable(lambda: True), replacing(target) as stream:
        stream.write(b"new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_what_is_not_stopped_is_written(tmp_path: Path) -> None:
    with stoppable(lambda: False), replacing(tmp_path / "a.txt") as stream:
        stream.write(b"new")
    assert (tmp_path / "a.txt").read_text() == "new"
