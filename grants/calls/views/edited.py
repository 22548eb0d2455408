"""The rules that an official edits: those of a draft, or of an amendment that is being prepared."""

from dataclasses import dataclass
from functools import cached_property

from flask import request
from flask_babel import gettext as _

from grants.calls import queries
from grants.calls.editing.paths import Raw
from grants.calls.hidden import hidden_address
from grants.calls.models import Call, CallVersion, Stage
from grants.calls.rules.canonical import dump
from grants.calls.rules.document import Rules
from grants.calls.views.office import managed_call
from grants.errors import Conflict, NotFound


@dataclass(frozen=True)
class Edited:
    """Hold a call and the version of its rules that can be changed."""

    call: Call
    version: CallVersion

    @property
    def digest(self) -> str:
        """Return the digest of the rules, by which a form knows what it was filled in with."""
        return self.version.digest

    @property
    def is_amendment(self) -> bool:
        """Tell whether the rules are an amendment of those in force."""
        return self.call.stage is not Stage.DRAFT

    @cached_property
    def rules(self) -> Rules:
        """Return the rules."""
        return queries.rules_in(self.version)

    @cached_property
    def document(self) -> Raw:
        """Return the rules as raw data."""
        return dump(self.rules)


def edited_rules(slug: str) -> Edited:
    """Return the rules of a call that the reader may change; raise Conflict if they are in force.

    A form that changed the address of a draft, or hid it, finds it under the new one when it is sent again.
    """
    try:
        call = managed_call(slug)
    except NotFound:
        call = _renamed(slug)
    version = queries.editable_version(call)
    if version is None:
        raise Conflict(_("Published rules are changed by an amendment. Begin one first."))
    return Edited(call, version)


def _renamed(slug: str) -> Call:
    typed = request.form.get("slug", "").replace("\0", "")
    if typed:
        return managed_call(typed)
    if request.method == "POST":
        return managed_call(hidden_address(slug))
    raise NotFound
