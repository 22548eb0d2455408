"""Which messages officials may put in their own words, and what can stand in curly brackets there; stages say so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask, current_app

from grants.notices.filling import filled

_KEY = "grants.notices.wording"


@dataclass(frozen=True)
class Field:
    """Be one placeholder: its name, what it stands for, and how its words are found among what is told."""

    code: str
    label: object
    """In words, translated when shown."""
    value: Callable[[Mapping[str, Any]], object]
    is_needed: bool = False
    """A message without it would be of no use."""

    @property
    def needed(self) -> "Field":
        """Return the same placeholder for a message that is of no use without it."""
        return replace(self, is_needed=True)


@dataclass(frozen=True)
class Editable:
    """Be one message that can be put in own words."""

    event: str
    label: object
    """What it is called, translated when shown."""
    fields: Sequence[Field]
    sample: Callable[[Any, Any], Mapping[str, Any]]
    """Return what would be told in a call, for an official to look at."""

    def filled(self, text: str, context: Mapping[str, Any], *, markdown: bool, lenient: bool = False) -> str:
        """Return a text with its placeholders filled; whatever is filled in carries no meaning.

        For looking at, with `lenient`, what is not known yet is named by what it stands for.
        """
        known = {field.code: field for field in self.fields}

        def value_of(code: str) -> object | None:
            field = known.get(code)
            if field is None:
                return None
            try:
                return field.value(context)
            except (AttributeError, KeyError, TypeError):
                if not lenient:
                    raise
                return f"({field.label})"

        return filled(text, value_of, markdown=markdown)


def offer(app: Flask, *messages: Editable) -> None:
    """Let officials put messages in their own words."""
    app.extensions.setdefault(_KEY, {}).update({message.event: message for message in messages})


def editable() -> Mapping[str, Editable]:
    """Return the messages that can be put in own words, by event, in the order in which they were offered."""
    found: dict[str, Editable] = current_app.extensions.get(_KEY, {})
    return found
