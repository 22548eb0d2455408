"""Which municipality an address lies in, and whether a name is that of a school: by their words alone. Pure.

Since the reform of 1 July 2021 an address in Latvia ends with the municipality (“Ādažu nov.”) or with a state city that
is a municipality itself (Administratīvo teritoriju un apdzīvoto vietu likums, annex). What says neither is not guessed.
"""

import re
from collections import Counter
from collections.abc import Iterable

CITIES = ("Daugavpils", "Jelgava", "Jūrmala", "Liepāja", "Rēzekne", "Rīga", "Ventspils")
"""State cities that are no part of a municipality around them."""
_MUNICIPALITY = re.compile(r"((?:\w+ )?\w+) nov(?:ads|adā|ada)?\b\.?", re.IGNORECASE)
_ASKED = re.compile(r"\bskol|izglītības iestād|\bschool", re.IGNORECASE)
_SCHOOL = re.compile(r"skol|ģimnāz|licej|tehnikum|koledž", re.IGNORECASE)


def municipality_of(address: str) -> str:
    """Return the municipality an address names, or nothing where it names none."""
    for part in reversed([part.strip() for part in address.split(",")]):
        found = _MUNICIPALITY.fullmatch(part)
        if found:
            return f"{found[1]} novads"
        city = next((city for city in CITIES if part.casefold() == city.casefold()), "")
        if city:
            return city
    return ""


def names_school(name: str) -> bool:
    """Tell whether the name of an applicant names a school."""
    return _SCHOOL.search(name) is not None


def asks_for_school(labels: Iterable[str]) -> bool:
    """Tell whether a question of a form asks for a school, by its words in any language."""
    return any(_ASKED.search(label) for label in labels)


def by_frequency(names: Iterable[str]) -> list[tuple[str, int]]:
    """Return how often each name occurs, the most frequent first, equals by name; what is empty is left out."""
    counts = Counter(name for name in names if name)
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))
