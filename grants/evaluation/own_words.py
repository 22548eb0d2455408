"""Which messages to the committee, and about it, officials may put in their own words."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from grants.accounts.models import Person
from grants.applications.own_words import LINK, REFERENCE, TITLE, application_of
from grants.applications.own_words import sample as sample_of_application
from grants.calls.messages.labels import EVENTS
from grants.calls.models import Call
from grants.calls.notice_texts.fields import CALL, CLOSES, ORGANISER, REASON, Told, link_to, slug_of
from grants.calls.queries import rules_of
from grants.notices.wording.editable import Editable, Field, offer
from grants.web.filters import moment


def sample(call: Call, person: Person) -> dict[str, Any]:
    """Return what would be told of a call that is evaluated, and of an application that an official may read."""
    return {**sample_of_application(call, person), "due_at": rules_of(call).schedule.evaluation_due_at}


def _ruling(told: Told) -> str:
    return _("upheld") if told["upheld"] else _("dismissed")


ENTRANCE = Field("link", _l("the link to the evaluation"), link_to("evaluation.call", slug=slug_of), is_needed=True)
OFFICE = Field("link", _l("the link to the call in the office"), link_to("office.call", slug=slug_of), is_needed=True)
SHEET = Field(
    "link",
    _l("the link to the sheet"),
    link_to("evaluation.application", application_id=application_of),
    is_needed=True,
)
SEAT = Field("seat", _l("the seat in the committee"), lambda told: told["seat"], is_needed=True)
DUE = Field("deadline", _l("until when it is to be evaluated"), lambda told: moment(told["due_at"]), is_needed=True)
UNDECLARED = Field(
    "undeclared", _l("how many applications wait for a declaration of interests"), lambda told: told["undeclared"]
)
TO_SCORE = Field("sheets", _l("how many applications wait for a sheet"), lambda told: told["to_score"])
MOVED_TO = Field(
    "deadline", _l("until when it is to be evaluated"), lambda told: moment(told["move"].after), is_needed=True
)
MOVED_FROM = Field("before", _l("the date before"), lambda told: moment(told["move"].before))
MOVED_WHY = Field("reason", _l("the reason"), lambda told: told["move"].reason, is_needed=True)
COUNT = Field("count", _l("how many applications are assigned"), lambda told: told["count"], is_needed=True)
MEMBER = Field("member", _l("the member of the committee"), lambda told: told["member"], is_needed=True)
RULING = Field("ruling", _l("whether the objection was upheld or dismissed"), _ruling, is_needed=True)
WHY = Field("reason", _l("the reasons"), lambda told: told["answer"], is_needed=True)
DECLARING = Field(
    "link",
    _l("the link to the page of the call for its reader"),
    lambda told: link_to(told["page"], slug=slug_of)(told),
)
_IN_CONFLICT = (REFERENCE.needed, REASON, DECLARING, CALL, ORGANISER)
MESSAGES: Mapping[str, tuple[Field, ...]] = {
    "committee_invited": (SEAT, ENTRANCE, CLOSES, CALL, ORGANISER),
    "secretary_invited": (OFFICE, CALL, ORGANISER),
    "applications_assigned": (COUNT, ENTRANCE, CALL, ORGANISER),
    "evaluation_reminder": (DUE, ENTRANCE, TO_SCORE.needed, UNDECLARED, CALL, ORGANISER),
    "declaration_missing": (DUE, ENTRANCE, UNDECLARED.needed, CALL, ORGANISER),
    "evaluation_late": (DUE, ENTRANCE, TO_SCORE, UNDECLARED, CALL, ORGANISER),
    "evaluation_moved": (MOVED_TO, MOVED_FROM, MOVED_WHY, ENTRANCE, CALL, ORGANISER),
    "sheet_reopened": (REASON, SHEET, TITLE, CALL, ORGANISER),
    "conflict_recorded": _IN_CONFLICT,
    "conflict_lifted": _IN_CONFLICT,
    "objection_decided": (MEMBER, RULING, WHY, LINK, TITLE, CALL, ORGANISER),
}


def init_app(app: Flask) -> None:
    """Let them be changed."""
    for event, fields in MESSAGES.items():
        offer(app, Editable(event, EVENTS[event], fields, sample))
