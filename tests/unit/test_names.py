"""The names that the index of mentions looks for."""

from __future__ import annotations

from glossator.names import load, names


def test_the_names_are_loaded_in_several_steps_and_then_are_there() -> None:
    names.cache_clear()
    assert sum(1 for _ in load()) > 2
    assert names.cache_info().currsize == 1
    assert [one.name for one in names().find("The delegation of Kenya spoke.")] == ["Kenya"]
