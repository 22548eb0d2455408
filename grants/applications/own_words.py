"""Which messages about applications officials may put in their own words, and what can stand in them."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from grants.accounts.models import Person
from grants.applications.models import Application, Attachment, Clarification, Confirmation
from grants.applications.policies import UNSENT, may_read_officially
from grants.applications.queries import MEMBERS
from grants.calls.messages.labels import EVENTS
from grants.calls.models import Call
from grants.calls.notice_texts.fields import CALL, CALL_PAGE, CLOSES, ORGANISER, act_of, known_of, link_to, slug_of
from grants.calls.promises.labels import DUE
from grants.db import db
from grants.notices.wording.editable import Editable, Field, offer
from grants.notices.words import harmless
from grants.web.filters import moment

LOOKED_AT = 20
"""Applications among which one is looked for that an official may read."""
Told = Mapping[str, Any]


def sample(call: Call, person: Person) -> Told:
    """Return what would be told of the first application of a call that an official may read, if there is one."""
    sent = select(Application).where(Application.call_id == call.id, Application.state.not_in(UNSENT))
    some = db.session.scalars(sent.options(MEMBERS).order_by(Application.submitted_at, Application.id).limit(LOOKED_AT))
    readable = next((one for one in some if may_read_officially(person, one)), None)
    known = known_of(call) | {"deadline": call.closes_at}
    return known if readable is None else known | about(readable)


def about(application: Application) -> dict[str, Any]:
    """Return what messages would tell of an application: itself and the newest of what belongs to it."""
    found = {
        "clarification": _newest(application, Clarification, Clarification.asked_at),
        "confirmation": _newest(application, Confirmation, Confirmation.asked_at),
        "attachment": _newest(application, Attachment, Attachment.uploaded_at),
    }
    there = {name: one for name, one in found.items() if one is not None}
    return {"application": application, "typed": application.typed, "lead": application.lead} | there


def _newest(application: Application, kind: Any, at: InstrumentedAttribute[Any]) -> Any:
    found = select(kind).where(kind.application_id == application.id)
    return db.session.scalars(found.order_by(at.desc()).limit(1)).first()


def application_of(told: Told) -> object:
    """Return the id of the application."""
    return told["application"].id


def _link(page: str, label: object) -> Field:
    return Field("link", label, link_to(page, application_id=application_of), is_needed=True)


def _is_confirmed(told: Told) -> str:
    return _("has confirmed it") if told["confirmation"].agrees else _("has refused to confirm it")


def _what_becomes_of_the_file(told: Told) -> str:
    if told["attachment"].removed_at:
        return _("It was taken off the draft. Attach a clean file in its place.")
    return _("It stays in what you submitted, but nobody can open it. Ask the organiser what to do.")


def _changes(told: Told) -> Markup:
    lines = (
        f"- {harmless(one.what)}: {harmless(one.before or '–')} → {harmless(one.after or '–')}"
        for one in told["changes"]()
    )
    return Markup("\n".join(list(lines)[:MOST_CHANGES]))  # noqa: S704  # each part is harmless


def _moves(told: Told) -> Markup:
    lines = (f"- {DUE[one.promise]} {moment(one.after)} ({moment(one.before)})" for one in told["moves"])
    return Markup("\n".join(lines))  # noqa: S704  # dates and words of ours


def _missed(told: Told) -> str:
    return f"{DUE[told['missed'].promise]} {moment(told['missed'].due_at)}"


MOST_CHANGES = 20
"""Changes that a message names, as the service's own words do."""
TITLE = Field("title", _l("the title of the project"), lambda told: told["application"].typed.title)
REFERENCE = Field(
    "reference", _l("the reference number of the application"), lambda told: told["application"].reference
)
DEADLINE = Field("deadline", _l("the deadline"), lambda told: moment(told["deadline"]), is_needed=True)
LINK = _link("applications.overview", _l("the link to the application"))
INVITATION = _link("applications.invitation", _l("the link to where it is accepted or declined"))
QUESTION = Field("question", _l("what is asked"), lambda told: told["clarification"].question)
ASKED_ABOUT = Field("about", _l("the answers that it is asked about"), lambda told: "; ".join(told["asked_about"]()))
TERM = Field("term", _l("the end of the term"), lambda told: moment(told["clarification"].due_at), is_needed=True)
ANSWER = _link("applications.clarify", _l("the link to where it is answered"))
LEAD = Field("name", _l("who leads the application"), lambda told: told["lead"].name)
RIGHT = Field("right", _l("what the reader may do"), lambda told: told["right"])
BEFORE = Field("name", _l("who led it before"), lambda told: told["before"].name or told["before"].email)
ASKER = Field("name", _l("who asks for it"), lambda told: told["asker"].name or told["asker"].email, is_needed=True)
ROLE = Field("role", _l("as what the reader is named"), lambda told: told["role"])
APPLICANT = Field("applicant", _l("the applicant"), lambda told: told["application"].typed.applicant.get("name", ""))
CONFIRMING = Field(
    "link",
    _l("the link to where it is read and confirmed"),
    link_to("confirmations.page", confirmation=lambda told: told["token"]),
    is_needed=True,
)
CONFIRMER = Field("name", _l("who answered"), lambda told: told["confirmation"].name, is_needed=True)
CONFIRMED = Field("answer", _l("what the answer was"), _is_confirmed, is_needed=True)
FILE = Field("file", _l("the name of the file"), lambda told: told["attachment"].name, is_needed=True)
VIRUS = Field("virus", _l("the name of the virus"), lambda told: told["attachment"].virus)
CONSEQUENCE = Field("what", _l("what becomes of the file"), _what_becomes_of_the_file, is_needed=True)
COPY = Field("copy", _l("a copy of what was filled in"), lambda told: told["copy"]())
REASON = Field("reason", _l("the reason of the amendment"), lambda told: told["version"].reason, is_needed=True)
ACT = Field(
    "act",
    _l("the act of the amendment"),
    lambda told: act_of(told["version"].act_body, told["version"].act_number, told["version"].act_date),
    is_needed=True,
)
CHANGES = Field("changes", _l("what changed"), _changes, is_needed=True)
CANCEL_REASON = Field("reason", _l("why it was cancelled"), lambda told: told["call"].cancel_reason, is_needed=True)
CANCEL_ACT = Field(
    "act",
    _l("the act by which it was cancelled"),
    lambda told: act_of(told["call"].cancel_act_body, told["call"].cancel_act_number, told["call"].cancel_act_date),
    is_needed=True,
)
UNTIL = Field("until", _l("until when they may submit"), lambda told: moment(told["extension"].until), is_needed=True)
EXTENSION_REASON = Field("reason", _l("why"), lambda told: told["extension"].reason, is_needed=True)
EXTENSION_ACT = Field(
    "act",
    _l("the decision about it"),
    lambda told: act_of(told["extension"].act_body, told["extension"].act_number, told["extension"].act_date),
    is_needed=True,
)
MOVES = Field("dates", _l("the dates that have moved"), _moves, is_needed=True)
MISSED = Field("date", _l("the date that has passed"), _missed, is_needed=True)
BEGIN = Field("link", _l("the link to where they apply"), link_to("applications.new", slug=slug_of), is_needed=True)
_IN_CALL = (TITLE, CALL, ORGANISER)
_CLARIFIED = (LINK, QUESTION, ASKED_ABOUT, REFERENCE, *_IN_CALL)
MESSAGES: Mapping[str, tuple[Field, ...]] = {
    "application_let_in": (LEAD.needed, RIGHT, INVITATION, CLOSES, *_IN_CALL),
    "application_received": (REFERENCE.needed, LINK, *_IN_CALL),
    "application_confirm_asked": (ASKER, ROLE, CONFIRMING, APPLICANT, *_IN_CALL),
    "application_confirm_answered": (CONFIRMER, CONFIRMED, LINK, *_IN_CALL),
    "application_file_infected": (FILE, VIRUS, CONSEQUENCE, LINK, *_IN_CALL),
    "application_leads": (BEFORE, LINK, *_IN_CALL),
    "application_reminder": (DEADLINE, LINK, *_IN_CALL),
    "application_last_hours": (DEADLINE, LINK, *_IN_CALL),
    "application_withdrawn": (REFERENCE.needed, LINK, *_IN_CALL),
    "application_not_submitted": (LINK, COPY, CLOSES, *_IN_CALL),
    "application_change_not_submitted": (REFERENCE.needed, LINK, COPY, *_IN_CALL),
    "clarification_asked": (QUESTION.needed, ASKED_ABOUT, TERM, ANSWER, REFERENCE, *_IN_CALL),
    "clarification_due": (TERM, ANSWER, QUESTION.needed, ASKED_ABOUT, REFERENCE, *_IN_CALL),
    "clarification_answered": _CLARIFIED,
    "clarification_missed": _CLARIFIED,
    "call_amended": (REASON, ACT, CHANGES, CALL_PAGE, CLOSES, CALL, ORGANISER),
    "call_cancelled": (CANCEL_REASON, CANCEL_ACT, *_IN_CALL),
    "date_missed": (MISSED, LINK, *_IN_CALL),
    "date_moved": (MOVES, REASON, LINK, *_IN_CALL),
    "deadline_extended": (UNTIL, EXTENSION_REASON, EXTENSION_ACT, BEGIN, CALL, ORGANISER),
}


def init_app(app: Flask) -> None:
    """Let them be changed."""
    for event, fields in MESSAGES.items():
        offer(app, Editable(event, EVENTS[event], fields, sample))
