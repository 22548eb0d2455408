"""Transition tables: what an action does to a state, in one typed place per thing that has states."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from flask_babel import lazy_gettext as _l

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


class Impossible(Conflict):
    """Refuse an action that the table does not have for a state: in words for the reader, in codes for the log."""

    def __init__(self, codes: str, message: object) -> None:
        super().__init__(message)
        self.codes = codes

    def __str__(self) -> str:
        return self.codes


class Workflow(Generic[S, A]):
    """Look up transitions; anything that is not in the table is refused."""

    def __init__(self, name: str, transitions: Iterable[Transition[S, A]]) -> None:
        self.name = name
        self.transitions = tuple(transitions)
        self._table: Mapping[tuple[S, A], Transition[S, A]] = {(t.source, t.action): t for t in self.transitions}
        if len(self._table) != len(self.transitions):
            raise ValueError(f"{name}: one action leads from one state to two")
        self._states: Mapping[S, object] = {}
        self._actions: Mapping[A, object] = {}

    def speak(self, *, states: Mapping[S, object], actions: Mapping[A, object]) -> None:
        """Take the words for states and actions, in which a refusal is said; without them it is said in codes."""
        self._states, self._actions = states, actions

    def target(self, state: S, action: A) -> S:
        """Return the state an action leads to; raise Impossible when the table does not allow it."""
        transition = self._table.get((state, action))
        if transition is None:
            raise Impossible(
                f"{self.name}: {action.value} is not possible while {state.value}",
                _l(
                    "“%(action)s” is not possible now. How it stands: %(state)s.",
                    action=self._actions.get(action, action.value),
                    state=self._states.get(state, state.value),
                ),
            )
        return transition.target

    def allows(self, state: S, action: A) -> bool:
        """Tell whether an action is possible in a state."""
        return (state, action) in self._table

    def diagram(self) -> str:
        """Draw the table as a Mermaid state diagram."""
        lines = [f"    {t.source.value} --> {t.target.value}: {t.action.value} ({t.who})" for t in self.transitions]
        return "\n".join(["stateDiagram-v2", *lines])
