from glossator.domain.reports.symbols import symbol_at

TEXT = "See A/HRC/44/45, and S/RES/2331 (2016) at https://docs.un.org/en/A/79/322."


def test_the_symbol_under_the_mouse_is_found_whole() -> None:
    for offset in range(TEXT.index("A/HRC"), TEXT.index(", and")):
        assert symbol_at(TEXT, offset) == "A/HRC/44/45"
    assert symbol_at(TEXT, TEXT.index("2016")) == "S/RES/2331 (2016)"


def test_beside_a_symbol_and_inside_an_address_there_is_none() -> None:
    assert symbol_at(TEXT, TEXT.index("See")) == ""
    assert symbol_at(TEXT, TEXT.index(", and")) == ""
    assert symbol_at(TEXT, TEXT.index("A/79")) == ""
