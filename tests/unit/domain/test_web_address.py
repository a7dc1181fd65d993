"""An address without a scheme is taken for one of the web only where it can be nothing else."""

from __future__ import annotations

import pytest

from glossator.domain.web_address import with_scheme


@pytest.mark.parametrize(
    "address",
    [
        "www.un.org",
        "WWW.UN.ORG/en",
        "www.un.org/en/a%20b?x=1#top",
        "www.un.org:443/en",
        "www.ohchr.org?a=b",
        "www.who.int#top",
        "www.education.gouv.fr/a",
    ],
)
@pytest.mark.parametrize("before", ["", "file://"])
def test_a_web_address_gets_its_scheme(before: str, address: str) -> None:
    assert with_scheme(before + address) == f"https://{address}"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://www.un.org/en",
        "http:www.un.org",
        "file:///etc/passwd",
        "file://host/share/a.exe",
        "file://www.host/share/a.exe",
        "file://www.exe",
        "file://www.org",
        "file://www.setup.exe",
        "file:///www.un.org/a",
        "file:////www.un.org/share",
        "file://\\www.un.org\\share",
        "file://www.un.org\\share\\a.exe",
        "file:www.un.org/a.pdf#page=1",
        "file://docs/www.un.org",
        "file://www.un.org@host/share",
        "file://www.un.org:80@host/share",
        "file://www..org/a",
        "file://www.-un.org",
        "\\\\www.un.org\\share",
        "//www.un.org/share",
        "smb://www.un.org/share",
        "javascript:www.un.org",
        "docs/www.un.org",
        "un.org",
    ],
)
def test_everything_else_stays_as_it_is(address: str) -> None:
    assert with_scheme(address) == address


def test_a_long_name_of_no_machine_stays_as_it_is() -> None:
    long = "www." + "a-" * 50_000 + "!"
    assert with_scheme(long) == long
