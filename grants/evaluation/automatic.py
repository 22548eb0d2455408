"""What of the administrative criteria the service answers by itself, from what was received and the rules. Pure."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from grants.applications.form.conditions import asked
from grants.applications.form.problems import Refused
from grants.applications.form.values import read_registration_number
from grants.applications.models import Application
from grants.calls.rules.document import Check, Rules
from grants.evaluation.models import Answer

UNREGISTERED = frozenset({"informal_group", "natural_person", "school_council"})
"""Kinds of applicants that have no registration number."""


@dataclass(frozen=True)
class Received:
    """Hold what was received with the rules it follows: `files` are the codes of questions that a file answers."""

    application: Application
    rules: Rules
    files: Collection[str]


def automatic_answer(check: Check, received: Received) -> Answer | None:
    """Return the answer to a criterion that the rules leave to the service, or None where a person has to look."""
    return _ANSWERS[check.auto](received) if check.auto else None


def _in_time(received: Received) -> Answer:
    return Answer.NO if received.application.is_late else Answer.YES


def _amount(received: Received) -> Answer | None:
    requested, amount = received.application.requested, received.rules.funding.amount
    if requested is None:
        return None
    too_little = amount.min is not None and requested < amount.min
    too_much = amount.max is not None and requested > amount.max
    return _answer(not too_little and not too_much and amount.fixed in (None, requested))


def _attachments(received: Received) -> Answer | None:
    if received.application.channel != "online":
        return None  # they are in the envelope
    visible = asked(received.rules.fields, received.application.answers)
    needed = {one.code for one in received.rules.fields if one.type == "file" and one.required and one.code in visible}
    return _answer(needed <= {*received.files}) if needed else Answer.NOT_APPLICABLE


def _registration_number(received: Received) -> Answer:
    applicant = received.application.applicant
    number = applicant.get("registration_number")
    if not number:
        return Answer.NOT_APPLICABLE if applicant.get("kind") in UNREGISTERED else Answer.NO
    try:
        read_registration_number(str(number))
    except Refused:
        return Answer.NO
    return Answer.YES


def _dates(received: Received) -> Answer | None:
    times = received.rules.schedule.implementation
    codes = [one.code for one in received.rules.fields if one.type == "date_range"]
    ranges = [answer for code in codes if isinstance(answer := received.application.answers.get(code), Mapping)]
    if not ranges:
        return None
    try:
        days = [(date.fromisoformat(each["from"]), date.fromisoformat(each["until"])) for each in ranges]
    except (KeyError, TypeError, ValueError):
        return None
    return _answer(all(times.from_ <= first and last <= times.until for first, last in days))


def _answer(is_met: bool) -> Answer:  # a condition, not a switch
    return Answer.YES if is_met else Answer.NO


_ANSWERS: Mapping[str, Callable[[Received], Answer | None]] = {
    "in_time": _in_time,
    "amount": _amount,
    "attachments": _attachments,
    "registration_number": _registration_number,
    "dates": _dates,
}
