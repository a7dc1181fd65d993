"""Numbers in sentences, as United Nations documents in English write them: `1,204 passages`."""

from __future__ import annotations


def counted(number: int, noun: str, several: str = "") -> str:
    """Return a number with its noun.

    Args:
        number: How many.
        noun: What one is called.
        several: What any other number is called; with an `s` if not given.
    """
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"
