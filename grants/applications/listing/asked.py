"""What the address of a list asks for: which applications, in which order, with which columns. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from grants.finding import MAX_SOUGHT

SORTS = ("submitted", "reference", "title", "applicant", "requested", "state")
"""What a list can be sorted by; the first unless another is asked for."""
OPENED = frozenset({"title", "requested"})
"""What nobody sees or sorts by while what was sent in is sealed."""
MAX_COLUMNS = 20
LONG = 20
"""From how many rows a list can be narrowed, kept and acted on."""


@dataclass(frozen=True)
class Asked:
    """Hold what is asked for; what the address says and nobody knows is left out of it."""

    words: str = ""
    state: str = ""
    late: bool = False
    sort: str = SORTS[0]
    descending: bool = False
    hidden: frozenset[str] = field(default_factory=frozenset)
    """The columns that are not shown."""

    @property
    def narrows(self) -> bool:
        """Tell whether not everything is asked for."""
        return bool(self.words or self.state or self.late)

    def query(self, **changes: object) -> str:
        """Return it as the query of an address, without what goes without saying; `changes` replace parts."""
        parts: dict[str, object] = {
            "q": self.words,
            "state": self.state,
            "late": "1" if self.late else "",
            "sort": self.sort_code if self.sort_code != SORTS[0] else "",
            "hide": sorted(self.hidden),
        }
        return urlencode({name: value for name, value in {**parts, **changes}.items() if value}, doseq=True)

    @property
    def sort_code(self) -> str:
        """Return the order as the address has it: a minus before what runs from the end."""
        return f"-{self.sort}" if self.descending else self.sort

    def turned(self, sort: str) -> str:
        """Return the query that sorts by a column, from the end if it is sorted by it already."""
        turns = sort == self.sort and not self.descending
        return self.query(sort=f"-{sort}" if turns else "" if sort == SORTS[0] else sort)


def read(
    values: Mapping[str, str], lists: Mapping[str, Sequence[str]], states: Collection[str], *, sealed: bool
) -> Asked:
    """Return what an address asks for; `lists` holds its repeated parts."""
    sort = values.get("sort", "")
    name = sort.removeprefix("-")
    known = name in SORTS and not (sealed and name in OPENED)
    shown, hidden = lists.get("show", ()), lists.get("hide", ())
    offered = lists.get("offered", ())
    chosen = frozenset(offered) - frozenset(shown) if offered else frozenset(hidden)
    return Asked(
        words=" ".join(values.get("q", "").replace("\0", " ")[:MAX_SOUGHT].split()),
        state=values.get("state", "") if values.get("state", "") in states else "",
        late=values.get("late", "") == "1",
        sort=name if known else SORTS[0],
        descending=known and sort.startswith("-"),
        hidden=frozenset(
            sorted(code for code in chosen if code.isidentifier() and len(code) <= MAX_COLUMNS)[:MAX_COLUMNS]
        ),
    )
