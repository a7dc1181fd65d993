"""Things are made when they are first wanted, once."""

from glossator.ui.later import Later


class House:
    def __init__(self) -> None:
        self.built: list[str] = []

    @Later
    def attic(self) -> list[str]:
        """Where old things are."""
        self.built.append("attic")
        return []


def test_what_nobody_wants_is_not_made() -> None:
    house = House()
    assert House.attic.made(house) is None
    assert house.built == []


def test_what_is_wanted_is_made_once() -> None:
    house = House()
    attic = house.attic
    assert house.attic is attic
    assert House.attic.made(house) is attic
    assert house.built == ["attic"]


def test_each_owner_has_its_own() -> None:
    house, other = House(), House()
    assert house.attic is not other.attic


def test_it_is_described_as_what_it_holds() -> None:
    assert House.attic.__doc__ == "Where old things are."
