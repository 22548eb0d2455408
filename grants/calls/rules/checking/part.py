"""A tolerant look into a raw document."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, TypeVar

from grants.calls.rules.parsing import RefusedValueError
from grants.calls.rules.phrases import Phrase, phrase
from grants.calls.rules.problems import Problem, join_path, shown, value_is

Value = TypeVar("Value")


class Comparable(Protocol):
    """Stand for what has an order."""

    def __gt__(self, other: Any, /) -> bool: ...


Ordered = TypeVar("Ordered", bound=Comparable)


class Part:
    """Stand at a place in a raw document that may be broken anywhere: what cannot be read there is absent."""

    __slots__ = ("_key", "_parent", "value")

    def __init__(self, value: object, parent: "Part | None" = None, key: str | int = "") -> None:
        self.value = value
        self._parent = parent
        self._key = key

    def __getitem__(self, name: str) -> "Part":
        members = self.value
        return Part(members.get(name) if isinstance(members, dict) else None, self, name)

    def __bool__(self) -> bool:
        """Say whether something stands here; null is as good as absent."""
        return self.value is not None

    @property
    def is_list(self) -> bool:
        """Say whether a list stands here."""
        return isinstance(self.value, list | tuple)

    @property
    def path(self) -> str:
        """Return where this stands in the document."""
        if self._parent is None:
            return str(self._key)
        return join_path(self._parent.path, self._key)

    def each(self) -> Iterator["Part"]:
        """Yield the items of a list; of anything else, none."""
        if isinstance(self.value, list | tuple):
            yield from (Part(item, self, position) for position, item in enumerate(self.value))

    def members(self) -> Iterator[tuple[str, "Part"]]:
        """Yield the members of an object that are not null, by name; of anything else, none."""
        if isinstance(self.value, dict):
            yield from ((name, Part(item, self, name)) for name, item in self.value.items() if item is not None)

    def read(self, parse: Callable[[object], Value]) -> Value | None:
        """Return the value as `parse` reads it, or None where it is absent or refused."""
        try:
            return parse(self.value)
        except RefusedValueError:
            return None

    @property
    def word(self) -> str | None:
        """Return the value if it is a string."""
        return self.value if isinstance(self.value, str) else None

    def problem(self, expected: Phrase, wrong: Phrase | None = None) -> Problem:
        """Return the problem that something else is expected here."""
        return Problem(self.path, wrong or value_is(self.value), expected)


def words(entries: Part, name: str = "code") -> frozenset[str] | None:
    """Return the strings that stand under a name in the entries of a list; None if some of them cannot be read."""
    found = [entry[name].word for entry in entries.each()]
    return frozenset(word for word in found if word is not None) if entries.is_list and None not in found else None


def unknown(part: Part, known: frozenset[str] | None, expected: Phrase) -> Iterator[Problem]:
    """Report a string that is not among those known, if these could be read."""
    if part.word is not None and known is not None and part.word not in known:
        yield part.problem(expected)


def unknown_members(members: Part, known: frozenset[str] | None, expected: Phrase) -> Iterator[Problem]:
    """Report members whose name is not among those known, if these could be read."""
    if known is None or (isinstance(members.value, dict) and known.issuperset(members.value)):
        return
    for name, member in members.members():
        if name not in known:
            yield member.problem(expected, phrase("has the unknown code %(code)s", code=shown(name)))


def repeated(parts: Iterable[Part]) -> Iterator[Problem]:
    """Report every string that has already occurred among the parts."""
    first: dict[str, Part] = {}
    for part in parts:
        if part.word is None:
            continue
        if part.word in first:
            again = phrase("is %(value)s again, as %(path)s", value=shown(part.word), path=first[part.word].path)
            yield part.problem(phrase("a value that occurs once"), again)
        first.setdefault(part.word, part)


def not_above(low: Part, high: Part, parse: Callable[[object], Ordered]) -> Iterator[Problem]:
    """Report `low` if both can be read and it is above `high`."""
    if _exceeds(low, high, parse):
        yield low.problem(phrase("at most %(value)s, as %(path)s", value=shown(high.value), path=high.path))


def not_below(high: Part, low: Part, parse: Callable[[object], Ordered]) -> Iterator[Problem]:
    """Report `high` if both can be read and it is below `low`."""
    if _exceeds(low, high, parse):
        yield high.problem(phrase("at least %(value)s, as %(path)s", value=shown(low.value), path=low.path))


def not_before(later: Part, earlier: Part, parse: Callable[[object], Ordered]) -> Iterator[Problem]:
    """Report `later` if both can be read and it is before `earlier`."""
    if _exceeds(earlier, later, parse):
        expected = phrase("not before %(value)s, as %(path)s", value=shown(earlier.value), path=earlier.path)
        yield later.problem(expected)


def _exceeds(low: Part, high: Part, parse: Callable[[object], Ordered]) -> bool:
    first, second = low.read(parse), high.read(parse)
    return first is not None and second is not None and first > second
