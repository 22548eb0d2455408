"""What the format of the bundle allows and this site cannot hold: said before anything is stored. Pure."""

from collections.abc import Iterator

from grants.calls.rules.phrases import MISSING, at_most_characters, has_characters, phrase
from grants.calls.rules.problems import Problem, value_is
from grants.exchange.bundle import Application, Bundle, Complaint

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
        *_repeated(bundle),
    ]


def _repeated(bundle: Bundle) -> Iterator[Problem]:
    seen = set[int]()
    for place, application in enumerate(bundle.applications):
        for within, one in enumerate(application.complaints):
            if one.number in seen:
                path = f"applications[{place}].complaints[{within}].number"
                yield Problem(path, value_is(one.number), phrase("a number that no other complaint of the call has"))
            seen.add(one.number)


def _in_application(application: Application, path: str) -> Iterator[Problem]:
    yield from _too_long(application.applicant.registration_number or "", f"{path}.applicant.registration_number")
    yield from _complaints(application, path)
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


def _complaints(application: Application, path: str) -> Iterator[Problem]:
    """Report complaints without a decision, and those that contradict themselves."""
    is_decided = application.decision is not None and application.decision.outcome not in UNDECIDED
    for place, one in enumerate(application.complaints):
        at = f"{path}.complaints[{place}]"
        if not is_decided:
            yield Problem(at, value_is(one.number), phrase("no complaint where nothing is decided"))
        elif (one.ruling is None) != (one.decided_at is None):
            yield Problem(f"{at}.decided_at", MISSING, phrase("a ruling and the moment of it, or neither"))
        elif one.ruling is not None and not one.reason:
            yield Problem(f"{at}.reason", MISSING, phrase("the reasons of the ruling"))
        elif _ends_wrongly(one):
            yield Problem(f"{at}.concluded_at", MISSING, phrase("the moment at which it was over, and only then"))


def _ends_wrongly(one: Complaint) -> bool:
    """Tell whether a complaint is over without a ruling or withdrawal, or is both, or has to be over and is not."""
    over, withdrawn = one.concluded_at is not None, one.withdrawn_at is not None
    if withdrawn:
        return one.ruling is not None or not over
    return (over and one.ruling is None) or (one.ruling == "rejected" and not over)


def _too_long(text: str, path: str) -> Iterator[Problem]:
    if len(text) > MAX_NUMBER:
        yield Problem(path, has_characters(len(text)), at_most_characters(MAX_NUMBER))
