"""Which messages about sittings, awards and complaints officials may put in their own words."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select
from sqlalchemy.orm import aliased, joinedload

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.own_words import LINK, LOOKED_AT, TITLE, about, application_of
from grants.applications.own_words import sample as sample_of_application
from grants.applications.policies import may_read_officially
from grants.applications.queries import MEMBERS
from grants.awards.contests.models import CameBy, Complaint
from grants.awards.contests.policies import may_read_complaint
from grants.awards.contracts.models import Contract
from grants.awards.meetings.models import Sitting
from grants.awards.models import Decision, Outcome
from grants.awards.stakes import has_own_in
from grants.calls.messages.labels import EVENTS
from grants.calls.models import Call
from grants.calls.notice_texts.fields import CALL, ORGANISER, Told, link_to, slug_of
from grants.calls.policies import are_results_public
from grants.calls.queries import rules_of
from grants.db import db
from grants.notices.wording.editable import Editable, Field, offer
from grants.web.filters import day, moment, money


def sample(call: Call, person: Person) -> dict[str, Any]:
    """Return what would be told of the newest sitting of a call and of an application that an official may read."""
    newest = select(Sitting).where(Sitting.call_id == call.id).order_by(Sitting.number.desc()).limit(1)
    sitting = db.session.scalars(newest).first()
    known = {**sample_of_application(call, person), "rules": rules_of(call)}
    return known | ({"sitting": sitting} if sitting else {})


def sample_of_award(call: Call, person: Person) -> dict[str, Any]:
    """Return what would be told of the newest award of a call that an official may know of, if there is one."""
    later = aliased(Decision)
    overtaken = exists().where(later.application_id == Decision.application_id, later.sequence > Decision.sequence)
    made = (
        select(Decision, Application)
        .join(Application, Application.id == Decision.application_id)
        .where(Decision.call_id == call.id, Decision.outcome == Outcome.AWARDED, ~overtaken)
        .options(MEMBERS)
        .order_by(Decision.confirmed_at.desc(), Decision.number.desc())
        .limit(LOOKED_AT)
    )
    known = sample(call, person)
    if has_own_in(call, person) and not are_results_public(call):
        return known
    for decision, application in db.session.execute(made).unique():
        if may_read_officially(person, application):
            drafted = db.session.scalars(select(Contract).where(Contract.decision_id == decision.id)).one_or_none()
            award = {"decision": decision} | ({"contract": drafted} if drafted else {})
            return known | about(application) | award
    return known


def sample_of_complaint(call: Call, person: Person) -> dict[str, Any]:
    """Return what would be told of the newest complaint of a call that an official may read, a decided one first."""
    made = (
        select(Complaint)
        .where(Complaint.call_id == call.id, Complaint.came_by != CameBy.OWN_MOTION)
        .options(joinedload(Complaint.application).options(MEMBERS))
        .order_by(Complaint.ruling.is_(None), Complaint.number.desc())
        .limit(LOOKED_AT)
    )
    known = sample(call, person)
    for complaint in db.session.scalars(made).unique():
        application = complaint.application
        if may_read_officially(person, application) and may_read_complaint(person, application):
            return known | about(application) | {"complaint": complaint}
    return known


def _period(told: Told) -> str:
    period = told["rules"].schedule.implementation
    return f"{day(period.from_)} – {day(period.until)}"


def _report_until(told: Told) -> str:
    until = told["rules"].schedule.implementation.report_until
    return day(until) if until else "–"


def _ruling(told: Told) -> str:
    words = {
        "upheld": _("The complaint was found to be right."),
        "partly": _("The complaint was found to be right in part."),
        "rejected": _("The complaint was rejected."),
    }
    return words[told["complaint"].ruling.value]


def _complaint_number(told: Told) -> str:
    return f"{told['call'].slug}/{told['complaint'].number}"


WHEN = Field("moment", _l("when the sitting is"), lambda told: moment(told["sitting"].starts_at), is_needed=True)
PLACE = Field("place", _l("the place"), lambda told: told["sitting"].place or told["sitting"].link)
NUMBER = Field("number", _l("the number of the sitting"), lambda told: told["sitting"].number)
AGENDA = Field(
    "link",
    _l("the link to the agenda"),
    link_to("meetings.page", slug=slug_of, number=lambda told: told["sitting"].number),
    is_needed=True,
)
WHY = Field("reason", _l("the reason"), lambda told: told["sitting"].reason, is_needed=True)
SUM = Field("sum", _l("the sum that is awarded"), lambda told: money(told["decision"].amount), is_needed=True)
DECISION = Field("decision", _l("the number of the decision"), lambda told: told["decision"].number, is_needed=True)
CONDITIONS = Field("conditions", _l("the conditions"), lambda told: told["decision"].conditions, is_needed=True)
CONTRACT = Field(
    "contract", _l("the number of the draft of the contract"), lambda told: told["contract"].number, is_needed=True
)
PERIOD = Field("period", _l("when the project runs"), _period)
COMPLAINT = Field("complaint", _l("the number of the complaint"), _complaint_number, is_needed=True)
RECEIVED = Field("day", _l("the day on which it was received"), lambda told: day(told["complaint"].received_on))
UNTIL = Field("until", _l("until when it is decided"), lambda told: day(told["complaint"].answer_until), is_needed=True)
OWN = Field(
    "link",
    _l("the link to the complaint"),
    link_to("contests.complain", application_id=application_of),
    is_needed=True,
)
RULING = Field("ruling", _l("what was decided, in a sentence"), _ruling, is_needed=True)
RULED = Field("document", _l("the number of the ruling"), lambda told: told["complaint"].ruling_number)
RULING_REASON = Field("reason", _l("the reasons"), lambda told: told["complaint"].reason, is_needed=True)
ANEW = Field(
    "link",
    _l("the link to where it is evaluated"),
    link_to("contests.evaluate", complaint_id=lambda told: told["complaint"].id),
    is_needed=True,
)
REPORT = Field("day", _l("until when the report is due"), _report_until, is_needed=True)
RESULTS = Field("link", _l("the link to the results"), link_to("results.page", slug=slug_of), is_needed=True)
_SITTING = (WHEN, PLACE, NUMBER, AGENDA, CALL, ORGANISER)
MESSAGES: Mapping[str, tuple[Field, ...]] = {
    "sitting_invited": _SITTING,
    "sitting_changed": _SITTING,
    "sitting_called_in": _SITTING,
    "sitting_cancelled": (WHEN, WHY, NUMBER, AGENDA, CALL, ORGANISER),
    "written_cancelled": (WHY, CALL, ORGANISER),
    "award_accepted": (SUM, DECISION, CONDITIONS, PERIOD, LINK, TITLE, CALL, ORGANISER),
    "contract_drafted": (CONTRACT, SUM, DECISION, LINK, TITLE, CALL, ORGANISER),
    "report_due": (REPORT, PERIOD, LINK, TITLE, CALL, ORGANISER),
    "report_late": (REPORT, PERIOD, LINK, TITLE, CALL, ORGANISER),
    "complaint_received": (COMPLAINT, RECEIVED, UNTIL, OWN, TITLE, CALL, ORGANISER),
    "complaint_ruled": (RULING, RULING_REASON, RULED, OWN, TITLE, CALL, ORGANISER),
    "complaint_evaluation": (ANEW, CALL, ORGANISER),
    "results_published": (RESULTS, CALL, ORGANISER),
}


_SAMPLES = {
    "award_accepted": sample_of_award,
    "contract_drafted": sample_of_award,
    "report_due": sample_of_award,
    "report_late": sample_of_award,
    "complaint_received": sample_of_complaint,
    "complaint_ruled": sample_of_complaint,
    "complaint_evaluation": sample_of_complaint,
}
"""What those messages are looked at with that tell of more than a call, an application or a sitting."""


def init_app(app: Flask) -> None:
    """Let them be changed."""
    for event, fields in MESSAGES.items():
        offer(app, Editable(event, EVENTS[event], fields, _SAMPLES.get(event, sample)))
