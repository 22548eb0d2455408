"""What the journal's readers are told about applications."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from grants.applications.labels import STATES
from grants.applications.queries import references_by_id
from grants.journal.words import offer_actions, offer_kind, offer_names

ACTIONS = {
    "application.started": _l("Draft begun"),
    "application.claimed": _l("Draft taken over by whoever had begun it without signing in"),
    "application.blacked_out": _l("Passage or file blacked out for evaluators"),
    "reminders.chosen": _l("Dates of reminders before the deadline chosen"),
    "application.shown_again": _l("Blacked-out passage or file shown again"),
    "application.deleted": _l("Draft deleted"),
    "application.submitted": _l("Application submitted"),
    "application.submission_refused": _l("Submission refused"),
    "application.opened_again": _l("Application opened again to be changed"),
    "application.change_dropped": _l("Change of the application given up"),
    "application.shown": _l("Draft shown to the officials for a day"),
    "application.hidden": _l("Draft shown to the officials no longer"),
    "application.confirmation_asked": _l("Asked to confirm"),
    "application.confirmed": _l("Confirmed"),
    "application.confirmation_refused": _l("Confirmation refused"),
    "application.in_clarification": _l("Clarification asked for"),
    "application.registered": _l("Application on paper or by e-mail registered"),
    "application.numbered": _l("Number of the record-keeping system written down"),
    "application.file_infected": _l("Virus found in a file"),
    "application.applicant_merged": _l("Applicant made one with another of the same number"),
    "application.file_attached": _l("File attached"),
    "application.file_removed": _l("File removed"),
    "application.person_invited": _l("Person invited"),
    "application.person_accepted": _l("Invitation accepted"),
    "application.person_declined": _l("Invitation declined"),
    "application.person_right_changed": _l("Right of a person changed"),
    "application.person_leads": _l("Another person leads the application"),
    "application.person_ended": _l("Work of a person ended"),
    "application.not_submitted": _l("Draft ended when the call closed"),
    "application.draft": _l("Draft opened again for a later deadline"),
    "extension.granted": _l("Deadline moved for one applicant"),
    "application.withdrawn": _l("Application withdrawn"),
    "application.checked": _l("Checks of the application finished"),
    "application.scored": _l("Scoring of the application finished"),
    "application.decided": _l("Application decided"),
    "call.receipts_root_fixed": _l("Root over all receipts fixed"),
}


def init_app(app: Flask) -> None:
    """Offer the words and the names."""
    offer_actions(app, ACTIONS)
    offer_kind(app, "application", _l("application"), STATES)
    offer_kind(app, "extension", _l("later deadline of an applicant"))
    offer_names(app, references_by_id)
