"""What stages tell the journal's readers: words for its codes and names for its ids, because it knows no stage."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from flask import Flask, current_app

S = TypeVar("S", bound=StrEnum)

_KEY = "grants.journal.words"

Names = Callable[[set[UUID]], Mapping[UUID, str]]
"""Returns the names of those ids it knows, in a constant number of statements."""


@dataclass(frozen=True)
class _Words:
    actions: dict[str, object] = field(default_factory=dict)
    kinds: dict[str, object] = field(default_factory=dict)
    states: dict[str, dict[str, object]] = field(default_factory=dict)
    names: list[Names] = field(default_factory=list)


def offer_actions(app: Flask, words: Mapping[str, object]) -> None:
    """Say what the codes of actions mean: what was done, as a heading says it."""
    _of(app).actions.update(words)


def offer_kind(app: Flask, kind: str, word: object, states: Mapping[S, object] | None = None) -> None:
    """Say what a kind of thing is called, and the states it can be in."""
    _of(app).kinds[kind] = word
    _of(app).states[kind] = {state.value: said for state, said in (states or {}).items()}


def offer_names(app: Flask, names: Names) -> None:
    """Let a stage name the things of its own that entries know by their id."""
    _of(app).names.append(names)


def action_words(code: str) -> str:
    """Return the words for an action; the code itself where there are none."""
    return str(_of(current_app).actions.get(code, code))


def kind_words(kind: str) -> str:
    """Return the word for a kind of thing; the code itself where there is none."""
    return str(_of(current_app).kinds.get(kind, kind))


def state_words(state: str, kind: str) -> str:
    """Return the word for a state of a kind of thing; the code itself where there is none."""
    return str(_of(current_app).states.get(kind, {}).get(state, state))


def names_of(ids: set[UUID]) -> dict[str, str]:
    """Return the names that are still known, by the id as text."""
    return {str(id_): name for names in _of(current_app).names for id_, name in names(ids).items()}


def _of(app: Flask) -> _Words:
    words: _Words = app.extensions.setdefault(_KEY, _Words())
    return words
