"""Which messages about applications officials may put in their own words, and what can stand in them."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy import select

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.policies import UNSENT, may_read_officially
from grants.applications.queries import MEMBERS
from grants.calls.models import Call
from grants.db import db
from grants.notices.rendering import public_address
from grants.notices.wording.editable import Editable, Field, offer
from grants.web.filters import moment, text

LOOKED_AT = 20
"""Applications among which one is looked for that an official may read."""
Told = Mapping[str, Any]


def sample(call: Call, person: Person) -> Told:
    """Return what would be told of the first application of a call that an official may read, if there is one."""
    sent = select(Application).where(Application.call_id == call.id, Application.state.not_in(UNSENT))
    some = db.session.scalars(sent.options(MEMBERS).order_by(Application.submitted_at, Application.id).limit(LOOKED_AT))
    readable = next((one for one in some if may_read_officially(person, one)), None)
    known: dict[str, Any] = {"call": call, "organiser": call.organiser, "deadline": call.closes_at}
    return known if readable is None else {**known, "application": readable, "typed": readable.typed}


def _address(page: str) -> Any:
    return lambda told: Markup("<{}>").format(public_address(page, application_id=told["application"].id))


CALL = Field("call", _l("the title of the call"), lambda told: text(told["call"].title))
ORGANISER = Field("organiser", _l("the name of the organiser"), lambda told: told["organiser"].name)
TITLE = Field("title", _l("the title of the project"), lambda told: told["application"].typed.title)
REFERENCE = Field(
    "reference", _l("the reference number of the application"), lambda told: told["application"].reference
)
DEADLINE = Field("deadline", _l("the deadline"), lambda told: moment(told["deadline"]), is_needed=True)
LINK = Field("link", _l("the link to the application"), _address("applications.overview"), is_needed=True)
QUESTION = Field("question", _l("what is asked"), lambda told: told["clarification"].question, is_needed=True)
TERM = Field("term", _l("the end of the term"), lambda told: moment(told["clarification"].due_at), is_needed=True)
ANSWER = Field("link", _l("the link to where it is answered"), _address("applications.clarify"), is_needed=True)
NUMBER = Field(REFERENCE.code, REFERENCE.label, REFERENCE.value, is_needed=True)
_REMINDER = (DEADLINE, LINK, TITLE, CALL, ORGANISER)
MESSAGES = (
    Editable("application_received", _l("Application received"), (NUMBER, LINK, TITLE, CALL, ORGANISER), sample),
    Editable("application_reminder", _l("Reminder of the deadline"), _REMINDER, sample),
    Editable(
        "application_last_hours", _l("Reminder in the last hours"), (DEADLINE, LINK, TITLE, CALL, ORGANISER), sample
    ),
    Editable("application_withdrawn", _l("Application withdrawn"), (NUMBER, LINK, TITLE, CALL, ORGANISER), sample),
    Editable(
        "clarification_asked",
        _l("Clarification asked for"),
        (QUESTION, TERM, ANSWER, REFERENCE, TITLE, CALL, ORGANISER),
        sample,
    ),
    Editable(
        "clarification_due",
        _l("Term to clarify nearly over"),
        (TERM, ANSWER, QUESTION, REFERENCE, TITLE, CALL, ORGANISER),
        sample,
    ),
)


def init_app(app: Flask) -> None:
    """Let them be changed."""
    offer(app, *MESSAGES)
