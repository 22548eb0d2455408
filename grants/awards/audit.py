"""What the journal's readers are told about ties and decisions."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from grants.awards.letters.labels import STATES as LETTER_STATES
from grants.journal.words import offer_actions, offer_kind

ACTIONS = {
    "tie.settled": _l("Order of equals recorded"),
    "case_file.taken": _l("Case file taken along"),
    "decision.confirmed": _l("Decision confirmed"),
    "decision.taken_up": _l("Decided what was on hold"),
    "decision.corrected": _l("Decision corrected by a new one"),
    "decision.moved_up": _l("Next in reserve moved up"),
    "decision.declined": _l("Award declined"),
    "decision.revoked": _l("Award revoked"),
    "decision.contested": _l("Decided on a complaint"),
    "contract.drafted": _l("Contract drafted"),
    "contract.sent": _l("Draft of a contract sent"),
    "departure.recorded": _l("Departure from the ranking recorded"),
    "departure.taken_back": _l("Departure from the ranking taken back"),
    "departure.approved": _l("Reason for departing from the ranking approved"),
    "award.accepted": _l("Offered award accepted"),
    "approval.proposed": _l("Proposal to the council confirmed"),
    "approval.taken_back": _l("Proposal to the council taken back"),
    "approval.first": _l("Decisions confirmed by the first of two officials"),
    "letter.prepared": _l("Letter prepared"),
    "letter.voided": _l("Letter voided, another takes its place"),
    "letter.signed": _l("Signed letter taken in"),
    "letters.verify_begun": _l("Verifying of signed letters begun"),
    "letters.print_begun": _l("Joining of letters to print begun"),
    "letter.handed_over": _l("Letter put into the outbox"),
    "letter.sent": _l("Letter sent"),
    "letter.dispatched": _l("Letter sent outside of the service"),
    "letter.not_reached": _l("Letter did not reach its addressee"),
    "letter.proven": _l("Arrival of a letter proven"),
    "letters.declared_unsigned": _l("Letters declared valid unsigned"),
    "letters.declaration_ended": _l("Letters have to be signed again"),
    "scenario.kept": _l("Scenario kept"),
    "scenario.removed": _l("Scenario removed"),
    "scenario.adopted": _l("Scenario adopted"),
    "consensus.recorded": _l("Consensus of the committee recorded"),
    "consensus.taken_back": _l("Consensus of the committee taken back"),
    "application.discussed": _l("Said something about an application"),
    "rapporteur.named": _l("Rapporteur named"),
    "reasoning.written": _l("Reasoning written"),
    "reasoning.approved": _l("Reasoning approved"),
    "reasoning.reopened": _l("Approved reasoning opened again"),
    "marks.opening_proposed": _l("Opening of the marks asked for"),
    "marks.opening_taken_back": _l("Request to open the marks taken back"),
    "marks.opened": _l("Marks opened"),
    "conflict.found_late": _l("Conflict of interest found late"),
    "results.moment_chosen": _l("Moment of the results chosen"),
    "results.moment_void": _l("Moment of the results void: a new decision was made"),
    "results.moment_taken_back": _l("Moment of the results taken back"),
    "complaint.received": _l("Complaint received"),
    "complaint.own_motion": _l("A mistake found without a complaint, and the decision suspended"),
    "complaint.withdrawn": _l("Complaint withdrawn"),
    "complaint.ruled": _l("Complaint decided"),
    "complaint.ruling_handed_over": _l("Decision on a complaint put into the outbox"),
    "complaint.ruling_sent": _l("Decision on a complaint sent"),
    "complaint.ruling_not_reached": _l("Decision on a complaint not reached"),
    "complaint.evaluator_named": _l("Evaluator named after a complaint"),
    "complaint.evaluated": _l("Application evaluated anew"),
    "complaint.evaluation_declined": _l("Evaluating anew declined for a conflict of interest"),
    "complaint.concluded": _l("Ranking and decisions made anew after a complaint"),
    "contacts.taken_along": _l("Contacts taken along"),
    "statistics.asked": _l("Asked what the scores are worth"),
    "term.extended": _l("Term to decide extended"),
    "wording.written": _l("Text of a kind of letter changed"),
    "report.accepted": _l("Report on the project accepted"),
}


def init_app(app: Flask) -> None:
    """Offer the words."""
    offer_actions(app, ACTIONS)
    offer_kind(app, "wording", _l("text of letters"))
    offer_kind(app, "letter", _l("letter"), LETTER_STATES)
    offer_kind(app, "letter_job", _l("work on letters"))
    offer_kind(app, "scenario", _l("scenario"))
    offer_kind(app, "tie_order", _l("order of equals"))
    offer_kind(app, "marks_opening", _l("opening of the marks"))
