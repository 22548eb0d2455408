"""Transition tables: what an action does to a state, in one typed place per thing that has states."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from grants.errors import Conflict

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)


@dataclass(frozen=True)
class Transition(Generic[S, A]):
    """Lead from a state by an action to a state; `who` names the policy, `event` what is told afterwards."""

    source: S
    action: A
    target: S
    who: str
    event: str = ""


class Workflow(Generic[S, A]):
    """Look up transitions; anything that is not in the table is refused."""

    def __init__(self, name: str, transitions: Iterable[Transition[S, A]]) -> None:
        self.name = name
        self.transitions = tuple(transitions)
        self._table: Mapping[tuple[S, A], Transition[S, A]] = {(t.source, t.action): t for t in self.transitions}
        if len(self._table) != len(self.transitions):
            raise ValueError(f"{name}: one action leads from one state to two")

    def target(self, state: S, action: A) -> S:
        """Return the state an action leads to; raise Conflict when the table does not allow it."""
        transition = self._table.get((state, action))
        if transition is None:
            raise Conflict(f"{self.name}: {action.value} is not possible while {state.value}")
        return transition.target

    def allows(self, state: S, action: A) -> bool:
        """Tell whether an action is possible in a state."""
        return (state, action) in self._table

    def diagram(self) -> str:
        """Draw the table as a Mermaid state diagram."""
        lines = [f"    {t.source.value} --> {t.target.value}: {t.action.value} ({t.who})" for t in self.transitions]
        return "\n".join(["stateDiagram-v2", *lines])
