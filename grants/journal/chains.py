"""Which chains there are for a person: stages say what chains they hold, because the journal knows no stage."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app
from flask_babel import gettext as _

from grants.accounts.models import Person
from grants.accounts.policies import is_administrator
from grants.errors import NotFound
from grants.journal.services import SYSTEM

_KEY = "grants.journal.chains"


@dataclass(frozen=True)
class Chain:
    """Name a chain of the journal for its readers."""

    code: str
    """What its entries have in the column `chain`: a call's id, or `system`."""
    title: str
    organiser: str = ""
    """Whose call it is."""
    state: str = ""
    """How far the call is, in the reader's words."""
    closes_at: datetime | None = None
    """Until when the call took applications: what tells calls of one name apart."""


def offer_chains(app: Flask, provider: Callable[[Person], list[Chain]]) -> None:
    """Let a stage say which of its chains a person may read, in a constant number of statements."""
    app.extensions.setdefault(_KEY, []).append(provider)


def readable_chains(person: Person) -> list[Chain]:
    """Return the chains a person may read.

    Auditors read the chains of the calls they audit. The chain of what belongs to no call, such as sign-ins and roles
    in organisers, concerns everybody in the service: only administrators read it.
    """
    system = [Chain(SYSTEM, _("The service: people, organisers and roles"))] if is_administrator(person) else []
    return system + [chain for provider in current_app.extensions.get(_KEY, ()) for chain in provider(person)]


def readable_chain(code: str, person: Person) -> Chain:
    """Return a chain the person may read; raise NotFound otherwise."""
    for chain in readable_chains(person):
        if chain.code == code:
            return chain
    raise NotFound
