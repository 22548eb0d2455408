"""The templates that come with the service: rules documents whose texts name no sums and no dates."""

import json
from enum import StrEnum
from functools import cache
from pathlib import Path

from grants.calls.editing.paths import Raw


class Template(StrEnum):
    """Name a template."""

    FIXED_AMOUNT = "fixed-amount"
    SMALL_GRANTS = "small-grants"


@cache
def template(which: Template) -> Raw:
    """Return a template; it is shared, so nobody may change it."""
    found: Raw = json.loads((Path(__file__).parent / f"{which.value}.json").read_text(encoding="utf-8"))
    return found
