"""Words for the states of applications and for the questions that every application has."""

from flask_babel import lazy_gettext as _l

from grants.applications.models import ApplicationState, Party, Right
from grants.applications.workflow import Action

STATES = {
    ApplicationState.DRAFT: _l("Draft"),
    ApplicationState.SUBMITTED: _l("Submitted"),
    ApplicationState.IN_CLARIFICATION: _l("Being clarified"),
    ApplicationState.CHECKED: _l("Checked"),
    ApplicationState.SCORED: _l("Scored"),
    ApplicationState.DECIDED: _l("Decided"),
    ApplicationState.WITHDRAWN: _l("Withdrawn"),
    ApplicationState.NOT_SUBMITTED: _l("Not submitted"),
}
TONES = {
    ApplicationState.DRAFT: "warning",
    ApplicationState.SUBMITTED: "success",
    ApplicationState.IN_CLARIFICATION: "warning",
    ApplicationState.WITHDRAWN: "danger",
    ApplicationState.NOT_SUBMITTED: "danger",
}
"""The colour that helps the word of a state; info where none is named."""
ACTIONS = {
    Action.SUBMIT: _l("Submit the application"),
    Action.END: _l("End the draft"),
    Action.WITHDRAW: _l("Withdraw the application"),
    Action.ASK: _l("Ask for clarification"),
    Action.CLARIFY: _l("End the clarification"),
    Action.CHECK: _l("Finish the check"),
    Action.SCORE: _l("Finish the scoring"),
    Action.DECIDE: _l("Decide"),
}
RIGHTS = {
    Right.READ: _l("may read"),
    Right.EDIT: _l("may read and fill in"),
    Right.SIGN: _l("may read, fill in, submit and withdraw"),
}
PARTIES = {
    Party.SIGNATORY: _l("who signs for the applicant"),
    Party.PARTNER: _l("partner"),
    Party.GUARANTOR: _l("adult who answers for the project"),
    Party.REPRESENTATIVE: _l("parent or guardian of the applicant"),
}
STANDINGS = {
    "confirmed": _l("confirmed"),
    "refused": _l("refused"),
    "asked": _l("asked, no answer yet"),
    "late": _l("not confirmed in time"),
    "not_asked": _l("not asked yet"),
}
"""How far somebody who confirms has come."""
STANDING_TONES = {"confirmed": "success", "refused": "danger", "late": "danger", "not_asked": "warning"}

FIRST_PAGE = {
    "_kind": _l("Who applies"),
    "_name": _l("Name of the applicant"),
    "_registration_number": _l("Registration number"),
    "_address": _l("Address"),
    "_group_name": _l("Name of the group of young people"),
    "_group_contact": _l("Contact of the group"),
    "_group_size": _l("How many people are in the group?"),
    "_is_minor": _l("Are you younger than 18?"),
    "_representative_name": _l("Parent or guardian: name and surname"),
    "_representative_email": _l("Parent or guardian: e-mail"),
    "_signing": _l("Who signs for you, and how?"),
    "_signatory_name": _l("Who signs for the applicant: name and surname"),
    "_signatory_email": _l("Who signs for the applicant: e-mail"),
    "_partner_name": _l("Partner: name"),
    "_partner_email": _l("Partner: e-mail of who confirms"),
    "_guarantor_name": _l("Adult who answers for the project: name and surname"),
    "_guarantor_email": _l("Adult who answers for the project: e-mail"),
    "_title": _l("Title of the project"),
    "_requested": _l("Sum requested, EUR"),
}
OUTCOMES = {
    "": _l("received"),
    "incomplete": _l("refused: something was missing or wrong"),
    "closed": _l("refused: the call was not open"),
    "conflict": _l("refused: the rules or what had happened before did not allow it"),
    "error": _l("failed by a fault of the service"),
}
"""What can come of a press of “Submit”, by the reason in its evidence."""

TOTAL_LABELS = {
    "cost": _l("Whole cost"),
    "own": _l("Own money"),
    "own_share": _l("Own share"),
    "in_kind": _l("Of it voluntary work and the like"),
    "requested": _l("Requested in total"),
    "left": _l("Still free up to what the call pays"),
    "over": _l("More than the call pays"),
}
BUDGET_COLUMNS = {
    "category": _l("Category"),
    "item": _l("What for"),
    "quantity": _l("How many"),
    "unit_price": _l("Price of one, EUR"),
    "own": _l("Own money, EUR"),
    "in_kind": _l("Voluntary work and the like, EUR"),
    "requested": _l("Requested, EUR"),
}
