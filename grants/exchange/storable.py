"""What the format of the bundle allows and this site cannot hold: said before anything is stored. Pure."""

from collections.abc import Iterator

from grants.calls.rules.phrases import MISSING, at_most_characters, has_characters, phrase
from grants.calls.rules.problems import Problem, value_is
from grants.exchange.bundle import Application, Bundle

MAX_NUMBER = 40
"""Characters of a registration or telephone number."""
DECIDED = ("awarded", "reserve", "rejected", "ineligible", "withdrawn", "on_hold", "declined", "revoked")
UNDECIDED = ("tied", "pending")
"""Outcomes of a ranking that leaves something open; no decision."""


def unstorable(bundle: Bundle) -> list[Problem]:
    """Return everything in a valid bundle that this site cannot hold."""
    contact = bundle.call.organiser
    numbers = {"registration_number": contact.registration_number, "phone": contact.phone}
    return [
        *(problem for name, text in numbers.items() for problem in _too_long(text, f"call.organiser.{name}")),
        *(
            problem
            for place, application in enumerate(bundle.applications)
            for problem in _in_application(application, f"applications[{place}]")
        ),
    ]


def _in_application(application: Application, path: str) -> Iterator[Problem]:
    yield from _too_long(application.applicant.registration_number or "", f"{path}.applicant.registration_number")
    decision = application.decision
    if decision is None:
        return
    if decision.outcome not in (*DECIDED, *UNDECIDED):
        yield Problem(
            f"{path}.decision.outcome",
            value_is(decision.outcome),
            phrase("one of %(values)s", values=", ".join(DECIDED)),
        )
    if decision.outcome == "awarded" and decision.amount is None:
        yield Problem(f"{path}.decision.amount", MISSING, phrase("the sum that was awarded"))


def _too_long(text: str, path: str) -> Iterator[Problem]:
    if len(text) > MAX_NUMBER:
        yield Problem(path, has_characters(len(text)), at_most_characters(MAX_NUMBER))
