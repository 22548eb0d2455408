"""Bringing together what several people typed: each answer by itself, and never one over another unseen. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grants.applications.form.tags import tag_of


@dataclass
class Merged:
    """Hold what becomes of sent answers, by their codes and in the shapes of their fields."""

    taken: dict[str, Any] = field(default_factory=dict)
    """What is to be stored."""
    theirs: dict[str, Any] = field(default_factory=dict)
    """What somebody else stored meanwhile, where the sender left the answer as it was."""
    conflicts: set[str] = field(default_factory=set)
    """Answers that somebody else changed meanwhile, and the sender too."""


def merge(stored: Mapping[str, Any], typed: Mapping[str, Any], seen: Mapping[str, str] | None) -> Merged:
    """Compare what was typed with what is stored; `seen` are the tags of what the sender saw.

    Without `seen` the sender knows what they put something else in the place of.
    """
    merged = Merged()
    for code, answer in typed.items():
        if answer == stored[code]:
            continue
        if seen is None or tag_of(stored[code]) == seen.get(code):
            merged.taken[code] = answer
        elif tag_of(answer) == seen.get(code):
            merged.theirs[code] = stored[code]
        else:
            merged.conflicts.add(code)
    return merged
