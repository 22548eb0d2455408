"""Whose texts an official looks at, and may put in own words: those of a call, or of an organiser for all its calls."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import request, url_for
from sqlalchemy import select

from grants.accounts.current import require_person
from grants.accounts.models import Organiser, RoleKind
from grants.accounts.policies import holds, may_see_officials
from grants.accounts.queries import organiser_by_slug
from grants.calls.models import Call
from grants.calls.policies import may_manage
from grants.calls.views.office import managed_call, readable_call
from grants.db import db
from grants.errors import NotFound


@dataclass(frozen=True)
class Pages:
    """Name the blueprint of the pages `index`, `of_organiser`, `text` and `own`, and what tells their texts apart."""

    blueprint: str
    told_apart_by: str

    def of_call(self, slug: str) -> "Holder":
        """Return a call whose texts the reader may look at, and change where they send a form; raise NotFound."""
        call = managed_call(slug) if request.method == "POST" else readable_call(slug)
        return Holder(self, call.organiser, call, call, may_manage(require_person(), call))

    def of_organiser(self, slug: str) -> "Holder":
        """Return an organiser whose texts the reader may look at; raise NotFound."""
        person, organiser = require_person(), organiser_by_slug(slug)
        if not may_see_officials(person, organiser.id):
            raise NotFound
        writes = holds(person, RoleKind.COORDINATOR, organiser_id=organiser.id)
        return Holder(self, organiser, None, _newest_call_of(organiser.id), writes)


@dataclass(frozen=True)
class Holder:
    """Be whose texts are looked at: a call, or an organiser with its newest call to show them by."""

    pages: Pages
    organiser: Organiser
    call: Call | None
    shown_by: Call | None
    writes: bool

    @property
    def call_id(self) -> UUID | None:
        """Return the call whose own texts they are."""
        return self.call.id if self.call else None

    @property
    def index(self) -> str:
        """Return the address of the list of its texts."""
        if self.call:
            return url_for(f"{self.pages.blueprint}.index", slug=self.call.slug)
        return url_for(f"{self.pages.blueprint}.of_organiser", slug=self.organiser.slug)

    def address(self, which: str, language: str) -> str:
        """Return the address of one of its texts."""
        page, slug = ("text", self.call.slug) if self.call else ("own", self.organiser.slug)
        told_apart: dict[str, Any] = {self.pages.told_apart_by: which}
        return url_for(f"{self.pages.blueprint}.{page}", slug=slug, language=language, **told_apart)


def _newest_call_of(organiser_id: UUID) -> Call | None:
    found = select(Call).where(Call.organiser_id == organiser_id).order_by(Call.closes_at.desc(), Call.id)
    return db.session.scalars(found.limit(1)).first()
