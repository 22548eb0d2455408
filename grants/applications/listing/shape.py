"""What the official's list of applications can be asked for. Pure."""

from collections.abc import Collection

from grants.web.lists.asked import Shape

PLACE = "applications"
"""Under which views of it are kept."""
SORTS = ("submitted", "reference", "title", "applicant", "requested", "state")
"""What it can be sorted by; the first unless another is asked for."""
OPENED = frozenset({"title", "requested"})
"""What nobody sees or sorts by while what was sent in is sealed."""


def shape_of(states: Collection[str], *, sealed: bool) -> Shape:
    """Return what can be asked for, with the states by which it can be narrowed."""
    return Shape(SORTS, {"state": states, "late": ("1",)}, OPENED if sealed else ())
