"""What may decide between applications with as many points, in one call."""

from grants.calls.editing.paths import Raw
from grants.calls.rules.checking.fields import NUMBERS

MOST = 5
"""How many an editor offers; a document may have more, and keeps them."""


def offered(document: Raw) -> tuple[str, ...]:
    """Return every tie-break that a call can have, and those it has already."""
    criteria = [f"criterion:{criterion['code']}" for criterion in document["criteria"]]
    fields = [field for section in document["form"] for field in section["fields"]]
    numbers = [
        f"field:{field['code']}:{way}" for field in fields if field["type"] in NUMBERS for way in ("desc", "asc")
    ]
    fixed = ["requested:asc", "requested:desc", "submitted_at:asc", "submitted_at:desc", "own_share:desc"]
    before = [field for field in fields if (field["code"], field["type"]) == ("funded_before", "yes_no")]
    present = document["scoring"].get("tie_break", ())
    every = [*criteria, *fixed, *(["funded_before:asc"] if before else []), *numbers, *present]
    return tuple(dict.fromkeys(every))
