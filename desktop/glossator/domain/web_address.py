"""Addresses of the web that were written without their scheme."""

from __future__ import annotations

import re

_SCHEMELESS = re.compile(
    r"""
    (?:file://)?  # put before an address without a scheme where a link in a PDF is read
    (?P<address>
        www\.
        (?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+
        (?:[a-z]{2}|com|edu|gov|info|int|mil|net|org)  # countries; RFC 1591, section 2; info
        (?::[0-9]{1,5})?
        (?:[/?\#].*)?
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def with_scheme(address: str) -> str:
    r"""Return `www.un.org` and `file://www.un.org` as `https://www.un.org`, all else as it is.

    Paths, shares of a network (`file:////host`, `\\host`) and names hidden before an `@`
    don't look like this, whatever they are called.
    """
    found = _SCHEMELESS.fullmatch(address)
    return f"https://{found['address']}" if found else address
