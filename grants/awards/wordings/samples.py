"""A letter to look at before any is written: made of a real application, but of invented points and reasons."""

from datetime import timedelta
from decimal import Decimal

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants import clock
from grants.accounts.models import Organisation, OrganisationKind, Person
from grants.applications.models import Application
from grants.applications.policies import UNSENT, may_read_officially
from grants.applications.queries import MEMBERS
from grants.awards.models import Decision, Outcome
from grants.awards.wordings.facts import Earlier, Facts
from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.texts import Texts
from grants.calls.models import Call
from grants.calls.rules.document import Rules
from grants.db import db

LOOKED_AT = 20
"""Applications among which one is looked for that its reader may read."""
OUTCOMES = {
    LetterKind.AWARD: Outcome.AWARDED,
    LetterKind.AWARD_WITH_CONDITIONS: Outcome.AWARDED,
    LetterKind.OFFER: Outcome.AWARDED,
    LetterKind.CONTRACT: Outcome.AWARDED,
    LetterKind.RESERVE: Outcome.RESERVE,
    LetterKind.INADMISSIBLE: Outcome.INELIGIBLE,
    LetterKind.ON_HOLD: Outcome.ON_HOLD,
    LetterKind.DECLINED: Outcome.DECLINED,
    LetterKind.LAPSED: Outcome.DECLINED,
    LetterKind.REVOCATION: Outcome.REVOKED,
}
"""What a kind of letter tells; a rejection where nothing is named."""


def application_to_show(call: Call, person: Person) -> Application | None:
    """Return the first application of a call that an official may read, if there is one."""
    sent = (
        select(Application)
        .where(Application.call_id == call.id, Application.state.not_in(UNSENT))
        .options(joinedload(Application.organisation), MEMBERS)
        .order_by(Application.submitted_at, Application.id)
        .limit(LOOKED_AT)
    )
    return next((one for one in db.session.scalars(sent) if may_read_officially(person, one)), None)


def sample_of(kind: LetterKind, rules: Rules, application: Application | None, official: Person, texts: Texts) -> Facts:
    """Return the facts of a letter that decides nothing: nobody learns points or an outcome from it."""
    shown = application or _invented(rules)
    now = clock.now()
    outcome = OUTCOMES.get(kind, Outcome.REJECTED)
    decision = Decision(
        number=f"{rules.slug}/1",
        outcome=outcome,
        amount=shown.requested if outcome is Outcome.AWARDED else None,
        reasons=[],
        because="",
        confirmed_at=now,
        conditions=_("Here stand the conditions."),
        answer_until=(now + timedelta(days=14)).date(),
    )
    return Facts(
        kind,
        decision.number,
        now,
        shown,
        rules,
        texts,
        official=official,
        decision=None if kind is LetterKind.EXTENSION else decision,
        replaced=Earlier(f"{rules.slug}/1", now),
        because=_("Here stand the reasons of the decision, each with its points and the rule it rests on."),
        until=(now + timedelta(days=60)).date(),
        own_share=Decimal("500.00") if kind is LetterKind.CONTRACT else None,
    )


def _invented(rules: Rules) -> Application:
    organisation = Organisation(
        kind=OrganisationKind.ASSOCIATION,
        name=_("Association “Example”"),
        registration_number="40000000000",
        address="",
    )
    return Application(
        title=_("Example of a project"),
        reference=f"{rules.slug}-001",
        requested=Decimal("1000.00"),
        submitted_at=rules.schedule.closes_at,
        organisation=organisation,
    )
