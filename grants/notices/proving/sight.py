"""Whose messages an official may look at, and whose words. The stages know; here they are only asked."""

import uuid
from collections.abc import Callable, Collection, Sequence

from flask import Flask, current_app

from grants.accounts.models import Person
from grants.notices.models import Message

_KEY = "grants.notices.veils"

Veil = Callable[[Person, uuid.UUID, Collection[uuid.UUID]], set[uuid.UUID]]
"""Given an official, a call and some of its applications: those whose content they may not read."""


def offer_veil(app: Flask, veil: Veil) -> None:
    """Let a stage keep the words about some applications from officials, who see only that something was sent."""
    app.extensions.setdefault(_KEY, []).append(veil)


def veiled_among(person: Person, call_id: uuid.UUID, messages: Sequence[Message]) -> set[uuid.UUID]:
    """Return of some messages those whose words an official may not read; one statement a stage."""
    about = {message.application_id for message in messages if message.application_id}
    veils: list[Veil] = current_app.extensions.get(_KEY, [])
    veiled = set().union(*(veil(person, call_id, about) for veil in veils))
    return {message.id for message in messages if message.secret or message.application_id in veiled}
