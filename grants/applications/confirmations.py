"""Who confirms an application, how far that has come, and the sealed links of those who are asked."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants import clock
from grants.accounts.emails import normalised
from grants.applications import queries
from grants.applications.commitments import digest_of
from grants.applications.form.applicant import understand_applicant
from grants.applications.form.parties import LINK, parties_of, way_of_signing
from grants.applications.form.understood import understand
from grants.applications.models import Application, Confirmation, Party
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.db import db
from grants.workdays import after_working_days

PAPER, COPY = "paper", "e_signed_copy"


@dataclass(frozen=True)
class Standing:
    """Say how far one party has come. `state` is confirmed, refused, asked, late or not_asked."""

    role: Party
    name: str
    email: str
    way: str
    state: str
    at: datetime | None = None


def standings_of(application: Application) -> list[Standing]:
    """Return how far everybody has come who confirms an application as it was sent in, or is filled in; one statement.

    Nothing where the rules ask for nobody.
    """
    typed = application.sent if application.change is None else application.typed
    rules = rules_of(application.call)
    wanted = wanted_parties(rules, typed.applicant)
    if not wanted:
        return []
    found = {each.role: each for each in confirmations_of(application)}
    if found and is_being_filled_in(application):  # what changed since has to be confirmed anew
        digest = content_digest(application)
        found = {role: each for role, each in found.items() if each.digest == digest}
    due = due_at(application, rules)
    late = due is not None and clock.now() >= due
    return [_standing(role, name, email, way, found.get(role), late=late) for role, name, email, way in wanted]


def wanted_parties(rules: Rules, applicant: Mapping[str, object]) -> list[tuple[Party, str, str, str]]:
    """Return who confirms: role, name, address and way; whoever signs on paper or a copy has no address."""
    typed = dict(applicant)
    wanted = [
        (Party(role), str(typed.get(f"{role}_name") or ""), normalised(str(typed.get(f"{role}_email") or "")), LINK)
        for role in parties_of(rules, typed)
    ]
    way = way_of_signing(rules, typed)
    return [(Party.SIGNATORY, "", "", way), *wanted] if way and way != LINK else wanted


def due_at(application: Application, rules: Rules) -> datetime | None:
    """Return the moment after the last day on which a signature may follow; nothing where no rule says so."""
    if rules.signature is None or application.submitted_at is None:
        return None
    zone = ZoneInfo(rules.schedule.timezone)
    last = after_working_days(application.submitted_at.astimezone(zone).date(), rules.signature.within_working_days)
    return datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)


def is_being_filled_in(application: Application) -> bool:
    """Tell whether what is confirmed is not sent in yet."""
    return application.submitted_at is None or application.change is not None


def content_digest(application: Application) -> str:
    """Return the digest of what an application says now, sent in or not; nothing if it is not complete."""
    filled_in = is_being_filled_in(application)
    files = queries.attachments_of(application.id, filled_in=filled_in)
    hashes = [[file.field, file.sha256] for file in files]
    if not filled_in:
        return digest_of(application.title, application.applicant, application.requested, application.answers, hashes)
    rules, typed = rules_of(application.call), application.typed
    form = understand(rules, typed.answers, {file.field for file in files})
    applicant, problems = understand_applicant(rules, typed.title, typed.applicant, form.answers)
    if problems or form.problems:
        return ""
    return digest_of(typed.title, applicant.identity, applicant.requested, form.answers, hashes)


def confirmations_of(application: Application) -> list[Confirmation]:
    """Return what was asked and answered about the content that stands, the earliest first."""
    query = select(Confirmation).where(
        Confirmation.application_id == application.id, Confirmation.replaced_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(Confirmation.asked_at, Confirmation.id)))


def token_of(confirmation: Confirmation) -> str:
    """Return what stands in the link of who is asked."""
    return str(_sealer().dumps(str(confirmation.id)))


def confirmation_of(token: str, *, locked: bool = False) -> Confirmation | None:
    """Return what a link asks for; nothing if it is broken, was replaced, or what was to be confirmed has changed."""
    try:
        confirmation_id = uuid.UUID(_sealer().loads(token))
    except (BadData, ValueError):
        return None
    query = select(Confirmation).where(Confirmation.id == confirmation_id, Confirmation.replaced_at.is_(None))
    query = query.options(joinedload(Confirmation.application).joinedload(Application.call))
    found = db.session.scalars(query.with_for_update(of=Confirmation) if locked else query).one_or_none()
    if found is not None and found.agrees is None and found.digest != content_digest(found.application):
        return None  # the page would show other content than the answer counts for
    return found


def can_be_asked(standing: Standing) -> bool:
    """Tell whether a link can be sent to somebody, for the first time or again."""
    return standing.way == LINK and standing.state != "confirmed"


def is_copy(standing: Standing) -> bool:
    """Tell whether an electronically signed copy is still to come."""
    return standing.way == COPY and standing.state != "confirmed"


def is_paper(standing: Standing) -> bool:
    """Tell whether a signed copy on paper is still to come."""
    return standing.way == PAPER and standing.state != "confirmed"


def unconfirmed(standings: Iterable[Standing], *roles: Party) -> list[Standing]:
    """Return those of some roles who have not confirmed."""
    return [standing for standing in standings if standing.role in roles and standing.state != "confirmed"]


def _standing(role: Party, name: str, email: str, way: str, found: Confirmation | None, *, late: bool) -> Standing:
    if found is None:
        return Standing(role, name, email, way, "late" if late else "not_asked")
    if found.agrees is None:
        return Standing(role, found.name, found.email, found.way, "late" if late else "asked", found.asked_at)
    state = "confirmed" if found.agrees else "refused"
    return Standing(role, found.name, found.email, found.way, state, found.answered_at)


def _sealer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="grants.applications.confirmations")
