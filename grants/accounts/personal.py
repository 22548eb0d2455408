"""Everything the service knows about a person, for that person: each part adds what it holds."""

import json
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app

from grants import clock
from grants.accounts.models import Person
from grants.accounts.queries import sessions_of

_PROVIDERS = "grants.accounts.personal"
FORMAT = "grants-my-data/1"

Provider = Callable[[Person], dict[str, Any]]


def offer_data(app: Flask, provider: Provider) -> None:
    """Let a part of the service say what it knows about a person, under names of its own."""
    app.extensions.setdefault(_PROVIDERS, []).append(provider)


def data_of(person: Person) -> str:
    """Return everything about a person as JSON."""
    document: dict[str, Any] = {"format": FORMAT, "made_at": clock.now().isoformat()}
    for provider in current_app.extensions.get(_PROVIDERS, ()):
        document |= provider(person)
    return json.dumps(document, ensure_ascii=False, indent=2)


def own_data(person: Person) -> dict[str, Any]:
    """Return what the accounts know: who it is, roles, and where they are signed in."""
    return {
        "person": {
            "email": person.email,
            "name": person.name,
            "language": person.language,
            "known_since": person.created_at.isoformat(),
        },
        "roles": [
            {"role": role.kind.value, "from": role.starts_on.isoformat(), "until": _iso(role.ends_on)}
            for role in person.roles
        ],
        "sessions": [
            {"began_at": each.began_at.isoformat(), "ended_at": _iso(each.ended_at)} for each in sessions_of(person.id)
        ],
    }


def _iso(value: Any) -> str | None:
    return value.isoformat() if value is not None else None
