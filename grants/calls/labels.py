"""Words for the codes of calls and their rules, in the reader's language."""

from flask_babel import lazy_gettext as _l

from grants.calls.phase import Phase, Stage
from grants.calls.starting.templates import Template
from grants.calls.workflow import STEPS as NEXT
from grants.calls.workflow import Action

PHASES = {
    Phase.DRAFT: _l("Draft"),
    Phase.ANNOUNCED: _l("Announced"),
    Phase.OPEN: _l("Open"),
    Phase.CLOSED: _l("Closed"),
    Phase.CHECKING: _l("Being checked"),
    Phase.SCORING: _l("Being scored"),
    Phase.DELIBERATION: _l("Committee deliberates"),
    Phase.DECIDED: _l("Decided"),
    Phase.RESULTS_PUBLISHED: _l("Results published"),
    Phase.CANCELLED: _l("Cancelled"),
}
STAGES = {stage: _l("Published") if stage is Stage.PUBLISHED else PHASES[Phase(stage.value)] for stage in Stage}
"""Of what is stored, whatever the clock says."""
TONES = {
    Phase.DRAFT: "neutral",
    Phase.ANNOUNCED: "info",
    Phase.OPEN: "success",
    Phase.CANCELLED: "danger",
}
"""The colour that helps the word of a phase; neutral where none is named."""

STEPS = (
    (Phase.DRAFT, _l("Draft")),
    (Phase.ANNOUNCED, _l("Announced")),
    (Phase.OPEN, _l("Applications")),
    (Phase.CLOSED, _l("Closed")),
    (Phase.CHECKING, _l("Checks")),
    (Phase.SCORING, _l("Scoring")),
    (Phase.DELIBERATION, _l("Deliberation")),
    (Phase.DECIDED, _l("Decisions")),
    (Phase.RESULTS_PUBLISHED, _l("Results")),
)
"""The way of a call in order; a cancelled one has left it."""

ACTIONS = {
    Action.PUBLISH: _l("Publish the call"),
    Action.START_CHECKING: _l("Start checking"),
    Action.START_SCORING: _l("Start scoring"),
    Action.START_DELIBERATION: _l("Start deliberation"),
    Action.CONFIRM: _l("Confirm the decisions"),
    Action.PUBLISH_RESULTS: _l("Publish the results"),
    Action.CANCEL: _l("Cancel the call"),
}
CONSEQUENCES = {
    Action.START_CHECKING: _l("The call closes for good: nothing can be sent in any more. This cannot be taken back."),
    Action.START_SCORING: _l("The checks are closed, and the members begin to score. This cannot be taken back."),
    Action.START_DELIBERATION: _l(
        "The sheets are closed: no mark changes any more, and the ranking is computed. This cannot be taken back."
    ),
}
"""What an act of the page of a call does, said before it is done."""
KINDS = {
    "youth_organisation": _l("youth organisation"),
    "association": _l("association"),
    "foundation": _l("foundation"),
    "informal_group": _l("informal group of young people"),
    "school_council": _l("school council"),
    "natural_person": _l("natural person"),
    "public_body": _l("public body"),
    "company": _l("company"),
}
CHANNELS = {
    "online": _l("online, on this page"),
    "post": _l("by post"),
    "email": _l("by e-mail"),
    "in_person": _l("in person"),
}
COUNTS = {"postmark": _l("the postmark counts"), "arrival": _l("the arrival counts")}
SIGNATURES = {
    "signatory_link": _l("confirmation by the person with signing rights"),
    "e_signed_copy": _l("a copy with a secure e-signature"),
    "paper": _l("a signed copy on paper"),
}
METHODS = {
    "mean": _l("Each member of the committee scores alone; the mean counts."),
    "median": _l("Each member of the committee scores alone; the median counts."),
    "joint": _l("The committee fills in one sheet together."),
}
UNUSED = {"next_round": _l("it goes to the next round")}
MARKS_OPEN = {"own_sheet": _l("once they have submitted their own sheet of an application")}
WHEN_SHORT = {
    "stop": _l("If the money is not enough for the next project in line, awards end there."),
    "skip": _l("If the money is not enough for a project, the next one that fits is awarded."),
    "partial": _l("If the money is not enough for a project, it is offered what is left."),
}
DECIDED_BY = {"committee": _l("the evaluation committee"), "council": _l("the council, on the committee's proposal")}
CONTEST = {"contest": _l("contested"), "appeal": _l("appealed")}
TEMPLATES = {
    Template.FIXED_AMOUNT: _l("Projects of a fixed sum: youth initiative projects of PuMPuRS"),
    Template.SMALL_GRANTS: _l("Small grants for youth initiatives"),
}
UNITS = {"working": _l("working days"), "calendar": _l("calendar days")}

FILE_KINDS = {
    "pdf": _l("PDF"),
    "docx": _l("Word (.docx)"),
    "edoc": _l("e-signed .edoc"),
    "asice": _l("e-signed .asice"),
    "jpg": _l("photo (.jpg)"),
    "png": _l("picture (.png)"),
    "heic": _l("photo (.heic)"),
}


STEPS_WITHOUT_LINKS = [(label, "") for _phase, label in STEPS]


def place_of(phase: Phase) -> int:
    """Return how many steps of the way lie behind a call that was not cancelled."""
    return [step for step, _label in STEPS].index(phase)


def next_step(stage: Stage, phase: Phase) -> object:
    """Return words for what an official does next, nothing while only time has to pass."""
    waits = stage is not Stage.PUBLISHED or phase is Phase.CLOSED
    return ACTIONS[NEXT[stage]] if waits and stage in NEXT else ""


AUTOMATIC = {
    "in_time": _l("it came in time"),
    "amount": _l("the sum requested keeps within the rules"),
    "attachments": _l("all attachments that are needed are there"),
    "registration_number": _l("the registration number is right"),
    "dates": _l("the dates keep within the time of the projects"),
}
"""What of the administrative criteria the service can answer."""
