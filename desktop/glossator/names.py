"""The names of States, bodies and instruments that the index of mentions looks for.

States come from ISO 3166 as pycountry has it, under the short names of the United Nations
and with their former and common names; bodies and instruments from `resources/names.json`,
which an analyst of another field can extend.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from glossator.bundled import resource
from glossator.domain.trace.mentions import MentionKind, Named, Names

if TYPE_CHECKING:
    from collections.abc import Iterator


def load() -> Iterator[None]:
    """Load what the names are made of, in steps of some milliseconds.

    The list of States is a package that imports how packages are described, which takes
    longer than itself; a window that goes on meanwhile needs them one by one.
    """
    for module in ("email.message", "importlib.metadata", "pycountry"):
        import_module(module)
        yield
    names()
    yield


@cache
def names() -> Names:
    """Return the names to look for.

    Raises:
        MissingFileError: The list does not come with this installation.
    """
    listed = json.loads(resource("names.json").read_bytes())
    found = [
        Named(kind, name, (name, *forms))
        for kind, group in ((MentionKind.BODY, "bodies"), (MentionKind.INSTRUMENT, "instruments"))
        for name, forms in listed[group].items()
    ]
    return Names((*found, *_states(listed))).hiding((*_territories(listed), *listed["passed_over"]))


def _states(listed: dict[str, Any]) -> Iterator[Named]:
    import pycountry  # takes 40 ms, and few commands need it

    for country in pycountry.countries:
        if country.alpha_3 not in listed["not_states"]:
            own = listed["states"].get(country.alpha_3, ())
            forms = (*own, *_iso_forms(country))
            yield Named(MentionKind.STATE, forms[0], tuple(dict.fromkeys(forms)))


def _territories(listed: dict[str, Any]) -> Iterator[str]:
    import pycountry

    for code in listed["not_states"]:
        yield from _iso_forms(pycountry.countries.get(alpha_3=code))


def _iso_forms(country: Any) -> Iterator[str]:  # noqa: ANN401 - pycountry makes its classes at run time
    """Yield a country's names, `Moldova, Republic of` turned round."""
    name, comma, rest = country.name.partition(", ")
    yield f"{rest} {name}" if comma else name
    for field in ("official_name", "common_name"):
        if hasattr(country, field):
            yield getattr(country, field)
