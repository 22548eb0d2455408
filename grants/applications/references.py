"""Reference numbers: short enough to read over the telephone, random, so that they tell nobody how many there are."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without letters and digits that are easily taken for each other."""
GROUP = 4


def new_reference() -> str:
    """Return a new random reference such as `K7QM-2XPD`: one of 6.5 × 10¹¹.

    Among ten thousand of a call one draw in 65 million meets another; its unique key refuses it, and the next press of
    the button draws anew.
    """
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(2))
