"""Register what came by post, by e-mail or in person, and the number the organiser's record-keeping gave it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import select

from grants import clock, events
from grants.accounts.models import Organisation, OrganisationKind, Person
from grants.applications.events import ApplicationSubmitted
from grants.applications.files import KeptFile
from grants.applications.likeness import remember_likeness
from grants.applications.models import MAX_RECORD_NUMBER, SCAN, Application, ApplicationState, Attachment, Receipt
from grants.applications.references import new_reference
from grants.applications.services.attachments import add_file
from grants.applications.services.locking import lock
from grants.applications.services.steps import note
from grants.applications.services.submission import receipt_for
from grants.calls import services as calls
from grants.calls.models import Call, Stage
from grants.calls.phase import Phase
from grants.calls.queries import rules_of
from grants.calls.rules.document import Channel, Rules
from grants.db import db
from grants.errors import Conflict, Invalid
from grants.storage import Stored
from grants.web.uploads import Uploaded

REGISTERED_IN = frozenset({Stage.PUBLISHED, Stage.CHECKING})


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Be what came: by which channel, from whom, for what and how much, when, and its scan."""

    channel: str
    kind: str
    name: str
    registration_number: str | None
    title: str
    requested: Decimal
    received_at: datetime
    postmark: date | None
    record_number: str
    scan: Uploaded


def offline_channels(rules: Rules) -> list[Channel]:
    """Return the ways besides this page in which applications arrive."""
    return [channel for channel in rules.channels if channel.kind != "online"]


def can_register(call: Call) -> bool:
    """Tell whether something is registered in a call now: from its opening until scoring starts."""
    is_open = call.stage in REGISTERED_IN and call.phase_at(clock.now()) not in {Phase.DRAFT, Phase.ANNOUNCED}
    return is_open and bool(offline_channels(rules_of(call)))


def is_late(channel: Channel, paper: Paper, call: Call, rules: Rules) -> bool:
    """Tell whether something came after the deadline of its channel, by its postmark or its arrival.

    A postmark names a day, so it is in time on the last day whatever the hour.
    """
    until = channel.until or call.closes_at
    if channel.counts == "postmark" and paper.postmark is not None:
        return paper.postmark > until.astimezone(ZoneInfo(rules.schedule.timezone)).date()
    return paper.received_at >= until


def register(*, call: Call, paper: Paper, actor: Person) -> Application:
    """Register what came; the same scan twice is registered once. What is late is registered and marked.

    Raise Conflict when the call takes nothing now or not in this way, Invalid for a time to come.
    """
    call = calls.lock(call.id, exclusive=True)
    rules = rules_of(call)
    channel = next((each for each in offline_channels(rules) if each.kind == paper.channel), None)
    if channel is None or not can_register(call):
        raise Conflict(
            _("Applications are registered from the opening until scoring starts, in the ways the rules name.")
        )
    if paper.received_at > clock.now():
        words = _("This moment has not come yet.")
        raise Invalid(words, {"received_at": words})
    known = _registered(call, paper)
    if known is not None:
        return known
    application = _application(call, paper, actor, late=is_late(channel, paper, call, rules))
    sent = paper.scan
    stored = Stored(sent.key, sent.size, sent.sha256)
    scan = add_file(application, actor, KeptFile(SCAN, sent.name, sent.media_type, stored))
    receipt: Receipt = receipt_for(application, [scan])
    db.session.flush()
    details = {"receipt": receipt.commitment, "channel": paper.channel, "late": str(application.is_late).lower()}
    note(application, "application.registered", actor, source=ApplicationState.DRAFT, details=details)
    events.publish(ApplicationSubmitted(application.id, call.id))
    return application


def number(*, application: Application, record_number: str, actor: Person) -> None:
    """Write down the number of the organiser's record-keeping system; the same again changes nothing."""
    lock(application)
    if len(record_number) > MAX_RECORD_NUMBER:
        words = _("At most %(most)s characters.", most=MAX_RECORD_NUMBER)
        raise Invalid(words, {"record_number": words})
    if application.record_number == record_number:
        return
    application.record_number = record_number
    db.session.flush()
    note(application, "application.numbered", actor)


def _registered(call: Call, paper: Paper) -> Application | None:
    """Return what was registered with the same scan."""
    same = (
        select(Application)
        .join(Attachment, Attachment.application_id == Application.id)
        .where(Application.call_id == call.id, Attachment.field == SCAN, Attachment.sha256 == paper.scan.sha256)
    )
    return db.session.scalars(same.limit(1)).first()


def _application(call: Call, paper: Paper, actor: Person, *, late: bool) -> Application:
    now = clock.now()
    number_ = {"registration_number": paper.registration_number} if paper.registration_number else {}
    application = Application(
        call_id=call.id,
        call=call,
        version=call.version,
        organisation=Organisation(
            kind=OrganisationKind(paper.kind),
            name=paper.name,
            registration_number=paper.registration_number,
            created_at=now,  # by nobody: whoever registers it has not worked on it, and may check it
        ),
        title=paper.title,
        applicant={"kind": paper.kind, "name": paper.name, **number_},
        requested=paper.requested,
        answers={},
        state=ApplicationState.SUBMITTED,
        channel=paper.channel,
        is_late=late,
        record_number=paper.record_number,
        reference=new_reference(),
        created_by_id=actor.id,
        created_at=now,
        saved_at=now,
        submitted_at=paper.received_at,
    )
    remember_likeness(application, rules_of(call))
    db.session.add(application)
    db.session.flush()
    return application
