"""What the address of a list asks for: which rows, in which order, with which columns. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from grants.finding import MAX_SOUGHT

MAX_COLUMNS = 20
LONG = 20
"""From how many rows a list can be narrowed, kept and acted on, and is drawn: fewer are quicker read."""


@dataclass(frozen=True)
class Shape:
    """Say what a list can be asked for."""

    sorts: Sequence[str]
    """What it can be sorted by; the first unless another is asked for, from the end after a minus."""
    filters: Mapping[str, Collection[str]]
    """By the name of each filter what can be picked there."""
    sealed: Collection[str] = ()
    """What nobody sorts by now."""


@dataclass(frozen=True)
class Asked:
    """Hold what is asked for; what the address says and nobody knows is left out of it."""

    usual: str
    """The order unless another is asked for, from the end after a minus."""
    words: str = ""
    picked: Mapping[str, str] = field(default_factory=dict)
    """By the name of a filter what was picked."""
    sort_code: str = ""
    """The order as the address has it: a minus before what runs from the end."""
    hidden: frozenset[str] = field(default_factory=frozenset)
    """The columns that are not shown."""

    @property
    def narrows(self) -> bool:
        """Tell whether not everything is asked for."""
        return bool(self.words or self.picked)

    @property
    def sort(self) -> str:
        """Return what it is sorted by."""
        return self._order.removeprefix("-")

    @property
    def descending(self) -> bool:
        """Tell whether it runs from the end."""
        return self._order.startswith("-")

    @property
    def _order(self) -> str:
        return self.sort_code or self.usual

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return name and value of each part, as the fields of a form, without what goes without saying."""
        single = {"q": self.words, **self.picked, "sort": self.sort_code}
        return [(name, value) for name, value in single.items() if value] + [
            ("hide", each) for each in sorted(self.hidden)
        ]

    def query(self, **changes: str) -> str:
        """Return it as the query of an address; `changes` replace parts."""
        kept = [(name, value) for name, value in self.pairs if name not in changes]
        return urlencode(kept + [(name, value) for name, value in changes.items() if value])

    def turned(self, sort: str) -> str:
        """Return the query that sorts by a column, from the end if it is sorted by it already."""
        wanted = f"-{sort}" if sort == self.sort and not self.descending else sort
        return self.query(sort="" if wanted == self.usual else wanted)

    def heads(self, columns: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str, str, str]]:
        """Return for code, words and kind of each column also the query that sorts by it, and how it is sorted."""
        direction = "descending" if self.descending else "ascending"
        return [
            (code, words, self.turned(code), direction if code == self.sort else "", kind)
            for code, words, kind in columns
        ]


def read(values: Mapping[str, str], lists: Mapping[str, Sequence[str]], shape: Shape) -> Asked:
    """Return what an address asks for of a list; `lists` holds its repeated parts."""
    sort, usual = values.get("sort", ""), shape.sorts[0]
    known = sort != usual and sort.removeprefix("-") in {each.removeprefix("-") for each in shape.sorts}
    shown, hidden = lists.get("show", ()), lists.get("hide", ())
    offered = lists.get("offered", ())
    chosen = frozenset(offered) - frozenset(shown) if offered else frozenset(hidden)
    return Asked(
        usual=usual,
        words=" ".join(values.get("q", "").replace("\0", " ")[:MAX_SOUGHT].split()),
        picked={name: values[name] for name, choices in shape.filters.items() if values.get(name, "") in choices},
        sort_code=sort if known and sort.removeprefix("-") not in shape.sealed else "",
        hidden=frozenset(
            sorted(code for code in chosen if code.isidentifier() and len(code) <= MAX_COLUMNS)[:MAX_COLUMNS]
        ),
    )
