"""Which page of a list is asked for."""

from flask import request

from grants.errors import NotFound

MAX_PAGE_DIGITS = 6


def page_number() -> int:
    """Return the page of a list that is asked for; raise NotFound unless it is a small whole number."""
    number = request.args.get("page", "1")
    if not (number.isascii() and number.isdecimal() and len(number) <= MAX_PAGE_DIGITS):
        raise NotFound
    return int(number)
