"""What the details of a rules document are called, what helps to write them, and the words of their choices."""

import json
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from grants.calls.editing.details import Detail
from grants.calls.editing.items import ItemKind
from grants.calls.editing.parts import Part
from grants.calls.editing.pasting import Fault
from grants.calls.editing.paths import By, Raw
from grants.calls.labels import (
    AUTOMATIC,
    CHANNELS,
    CONTEST,
    COUNTS,
    DECIDED_BY,
    FILE_KINDS,
    KINDS,
    MARKS_OPEN,
    METHODS,
    SIGNATURES,
    UNITS,
    UNUSED,
    WHEN_SHORT,
)
from grants.web.filters import text
from grants.web.languages import LANGUAGES

PARTS: Mapping[Part, object] = {
    Part.TEXTS: _l("Title and texts"),
    Part.ACT: _l("The act that approves the rules"),
    Part.CONTACT: _l("Organiser and programme"),
    Part.SCHEDULE: _l("Dates and terms"),
    Part.FUNDING: _l("Money"),
    Part.APPLICANTS: _l("Who can apply, and how"),
    Part.FORM: _l("Application form"),
    Part.CHECKS: _l("What is checked first"),
    Part.CRITERIA: _l("What is judged"),
    Part.SCORING: _l("How points are counted"),
    Part.COMMITTEE: _l("Committee and decision"),
    Part.PUBLICATION: _l("What is published and kept"),
}
ITEMS: Mapping[ItemKind, object] = {
    ItemKind.CHECK: _l("Check"),
    ItemKind.CRITERION: _l("Criterion"),
    ItemKind.EVENT: _l("Information event"),
    ItemKind.SECTION: _l("Section of the form"),
    ItemKind.FIELD: _l("Question"),
    ItemKind.COLUMN: _l("Column"),
}
ADD: Mapping[ItemKind, object] = {
    ItemKind.CHECK: _l("Add a check"),
    ItemKind.CRITERION: _l("Add a criterion"),
    ItemKind.EVENT: _l("Add an information event"),
    ItemKind.SECTION: _l("Add a section"),
    ItemKind.FIELD: _l("Add a question"),
    ItemKind.COLUMN: _l("Add a column"),
}
TYPES: Mapping[str, object] = {
    "short_text": _l("One line of text"),
    "long_text": _l("Several lines of text"),
    "integer": _l("Whole number"),
    "number": _l("Number with decimals"),
    "money": _l("Sum of money"),
    "date": _l("Date"),
    "date_range": _l("From one date to another"),
    "yes_no": _l("Yes or no"),
    "choice": _l("One of several answers"),
    "multi_choice": _l("Any of several answers"),
    "email": _l("E-mail address"),
    "phone": _l("Phone number"),
    "url": _l("Address of a page"),
    "address": _l("Postal address"),
    "iban": _l("Bank account (IBAN)"),
    "registration_number": _l("Registration number"),
    "declaration": _l("Something to confirm"),
    "static_text": _l("Text without an answer"),
    "file": _l("File to attach"),
    "table": _l("Table"),
    "budget": _l("Budget estimate"),
}
FAULTS: Mapping[Fault, object] = {
    Fault.NO_POINTS: _l("it has no points."),
    Fault.NO_TITLE: _l("it has no title."),
    Fault.TOO_HIGH: _l("more points are needed than there are."),
    Fault.REPEATED: _l("this number was there already."),
    Fault.TOO_MANY: _l("there are too many rows."),
}
"""Why a pasted row is no criterion."""
TOPICS: Mapping[str, object] = {
    "title": _l("Title"),
    "summary": _l("In one or two sentences"),
    "description": _l("Description"),
    "privacy": _l("Notice on personal data"),
    "slug": _l("Address"),
    "languages": _l("Languages of the call"),
    "approved_by.body": _l("Who approved the rules"),
    "approved_by.number": _l("Number of the act"),
    "approved_by.date": _l("Date of the act"),
    "organiser.name": _l("Organiser"),
    "organiser.registration_number": _l("Registration number"),
    "organiser.address": _l("Address of the organiser"),
    "organiser.email": _l("E-mail for questions"),
    "organiser.phone": _l("Phone"),
    "programme.name": _l("Programme"),
    "programme.project_number": _l("Number of the programme or project"),
    "programme.fund": _l("Fund of the European Union"),
    "schedule.published_at": _l("Announced"),
    "schedule.opens_at": _l("Applications from"),
    "schedule.questions_until": _l("Questions until"),
    "schedule.closes_at": _l("Applications until"),
    "schedule.evaluation_due_at": _l("Evaluation until"),
    "schedule.decision_due_at": _l("Decision until"),
    "schedule.implementation.from": _l("Projects from"),
    "schedule.implementation.until": _l("Projects until"),
    "schedule.implementation.min_months": _l("Months a project lasts at least"),
    "schedule.implementation.max_months": _l("Months a project lasts at most"),
    "schedule.implementation.report_days": _l("Days after the last day of projects within which the report is due"),
    "schedule.contest.months": _l("Months to contest a decision"),
    "schedule.contest.kind": _l("A decision can be"),
    "schedule.contest.to": _l("Where a decision is contested"),
    "schedule.clarification.days": _l("Days to answer a request for clarification"),
    "schedule.clarification.unit": _l("These days are"),
    "schedule.clarification.rounds": _l("How many requests for clarification at most"),
    "schedule.grace_seconds": _l("Seconds after the deadline that still count"),
    "schedule.individual_extension_days": _l("Days by which the deadline can be moved for one applicant"),
    "schedule.timezone": _l("Time zone"),
    "funding.amount.fixed": _l("Fixed sum for each project, EUR"),
    "funding.amount.min": _l("Least sum for a project, EUR"),
    "funding.amount.max": _l("Largest sum for a project, EUR"),
    "funding.limit.projects": _l("How many projects at most"),
    "funding.limit.total": _l("All the money of the call, EUR"),
    "funding.carried_over.amount": _l("Of it unused money of an earlier call, EUR"),
    "funding.carried_over.source": _l("Of which call that money is"),
    "funding.unused": _l("What becomes of money that is not awarded"),
    "funding.when_short": _l("If the money does not suffice for the next project"),
    "funding.lots.field": _l("Question that shares the places or the money out"),
    "funding.co_financing.min_percent": _l("Own share of the whole cost, per cent at least"),
    "funding.co_financing.in_kind": _l("Voluntary work counts as own share"),
    "applicants.kinds": _l("Who can apply"),
    "applicants.max_applications": _l("Applications from one applicant at most"),
    "applicants.age.min": _l("Age of the young people from"),
    "applicants.age.max": _l("Age of the young people up to"),
    "applicants.min_group_size": _l("People in a group at least"),
    "applicants.adult_guarantor": _l("An adult answers for the project"),
    "applicants.partner_required": _l("A partner organisation is required"),
    "applicants.never_funded": _l("Only who never got money in a call of yours"),
    "signature.by": _l("Ways to sign"),
    "signature.within_working_days": _l("Working days within which the signature may follow"),
    "scoring.method": _l("How marks are put together"),
    "scoring.evaluators_per_application": _l("How many members score each application"),
    "scoring.themes_field": _l("Question that names the theme of an application"),
    "scoring.total_threshold": _l("Points needed in total"),
    "scoring.decimals": _l("Decimals of points"),
    "scoring.divergence": _l("Point out marks that differ by"),
    "scoring.blind": _l("Those who score do not see who applies"),
    "scoring.marks_open": _l("When evaluators see the marks of others"),
    "scoring.opened_by_two": _l("Two officials open the marks together"),
    "scoring.statistics": _l("Show statistics of the scoring"),
    "committee.size": _l("Members of the committee"),
    "committee.quorum": _l("How many must be present"),
    "committee.decided_by": _l("Who decides"),
    "committee.objections": _l("Applicants see the members and may object to one"),
    "committee.confirmed_by_two": _l("Two officials confirm the decisions"),
    "committee.checks_by_two": _l("Two officials check each application"),
    "committee.casting_vote": _l("The chair's vote decides between equal numbers"),
    "committee.statement": _l("What every member signs"),
    "publication.scores": _l("Points of the supported projects are published"),
    "publication.rejected_names": _l("Names of those not supported are published"),
    "publication.natural_person_names": _l("Names of natural persons are published"),
    "publication.by_link": _l("The call stands in no list: only who has its link finds it"),
    "retention_until": _l("The data are kept until"),
    "checks.code": _l("Number"),
    "checks.text": _l("What is checked"),
    "checks.clarifiable": _l("The applicant may clarify it"),
    "checks.auto": _l("What the service answers by itself"),
    "checks.evidence": _l("A register is consulted: its name and the day are written down"),
    "criteria.code": _l("Number"),
    "criteria.title": _l("Title"),
    "criteria.guidance": _l("Guidance for those who score"),
    "criteria.min": _l("Points from"),
    "criteria.max": _l("Points to"),
    "criteria.step": _l("Step between points"),
    "criteria.threshold": _l("Points needed"),
    "criteria.weight": _l("Weight"),
    "criteria.comment_min": _l("Characters of the comment at least"),
    "schedule.events.title": _l("Title"),
    "schedule.events.starts_at": _l("When"),
    "schedule.events.place": _l("Where"),
    "form.title": _l("Title of the section"),
}
FIELDS: Mapping[str, object] = {
    "label": _l("Question"),
    "help": _l("Help beside the question"),
    "required": _l("An answer is needed"),
    "show_if": _l("When it is asked"),
    "max_chars": _l("Characters at most"),
    "min": _l("At least"),
    "max": _l("At most"),
    "min_field": _l("Not less than the answer to"),
    "max_field": _l("Not more than the answer to"),
    "options": _l("Answers to choose from, a line each"),
    "categories": _l("Categories of costs, a line each"),
    "min_rows": _l("Rows at least"),
    "max_rows": _l("Rows at most"),
    "accept": _l("Kinds of files that are taken"),
    "max_mb": _l("Megabytes at most"),
}
"""Of questions and columns alike, by the last of their names."""
HELP: Mapping[str, object] = {
    "slug": _l("Small letters, digits and hyphens, such as piemers-2031: the page will be /calls/piemers-2031."),
    "description": _l("Headings begin with ##, list items with -, bold words stand between **."),
    "committee.statement": _l("Leave it empty for the usual words: secrecy, independence, no favour."),
    "privacy": _l("Needed before the call is published: who is responsible for the data, what for, and for how long."),
    "approved_by.body": _l("Needed before the call is published, with number, date and the file."),
    "programme.fund": _l("If it is named, its emblem stands on every page of the call."),
    "schedule.contest.to": _l("Needed before the call is published. Without it the term to contest grows to a year."),
    "schedule.implementation.report_days": _l(
        "Those awarded are reminded 14 days before, and once when it is late. Empty if nobody is to be reminded."
    ),
    "schedule.grace_seconds": _l("For what was on its way when the time ended. 0 if none."),
    "schedule.individual_extension_days": _l("By a recorded decision each time. Empty if the deadline is one for all."),
    "publication.by_link": _l("Something nobody can guess is added to its address."),
    "funding.amount.fixed": _l("Either a fixed sum here, or the least and the largest sum below."),
    "funding.lots.field": _l(
        "Each answer is a lot with a limit of its own, such as a direction or a parish. Empty if all compete."
    ),
    "applicants.kinds": _l("At least one."),
    "checks.auto": _l("When checking starts; officials correct it where it is wrong."),
    "criteria.threshold": _l("The mean below which an application is rejected whatever its total. Empty if none."),
    "criteria.step": _l("1 for whole points, 0,5 for halves."),
    "criteria.weight": _l("1 if all criteria count alike."),
    "scoring.total_threshold": _l("Empty if there is no such threshold."),
    "scoring.evaluators_per_application": _l("Empty if every member scores every application."),
    "scoring.themes_field": _l("Members say in which answers they are at home, and get such applications first."),
    "scoring.divergence": _l("The largest minus the smallest mark for a criterion. Empty if not at all."),
    "scoring.marks_open": _l("Nothing chosen: once all sheets are closed."),
    "scoring.opened_by_two": _l("Until then nobody sees the marks, although all sheets are closed."),
    "schedule.clarification.days": _l("Empty if applicants are not asked to clarify anything."),
    "signature.by": _l("None if whoever submits binds the applicant."),
}
CHOICES: Mapping[str, Mapping[str, object]] = {
    "schedule.contest.kind": CONTEST,
    "schedule.clarification.unit": UNITS,
    "funding.when_short": WHEN_SHORT,
    "funding.unused": UNUSED,
    "applicants.kinds": KINDS,
    "signature.by": SIGNATURES,
    "scoring.method": METHODS,
    "scoring.marks_open": MARKS_OPEN,
    "committee.decided_by": DECIDED_BY,
    "checks.auto": AUTOMATIC,
}


def label(detail: Detail, document: Raw) -> str:
    """Return what a detail is called, with its language where the call has several."""
    words = _label(detail, document)
    if detail.language and len(document["languages"]) > 1:
        name = LANGUAGES.get(detail.language, detail.language)
        return _("%(label)s (%(language)s)", label=words, language=name)
    return words


def help_for(detail: Detail) -> object:
    """Return what helps to write a detail."""
    return HELP.get(detail.topic, "")


def choices(detail: Detail, document: Raw) -> list[tuple[str, str]]:
    """Return the codes to choose from with their words; what need not be given can be left open."""
    found = [(code, choice(detail, code, document)) for code in detail.choices]
    return found if detail.required else [("", _nothing(detail)), *found]


def choice(detail: Detail, code: str, document: Raw) -> str:
    """Return the words of one choice."""
    last = detail.topic.rpartition(".")[2]
    if detail.topic == "scoring.tie_break":
        return tie_break(code, document)
    if detail.topic == "languages":
        return ", ".join(LANGUAGES.get(one, one) for one in json.loads(code))
    if last == "show_if":
        return _condition(json.loads(code), document)
    if last in {"min_field", "max_field", "themes_field"} or detail.topic == "funding.lots.field":
        return question(code, document)
    words = {"accept": FILE_KINDS, "counts": COUNTS}.get(last) or CHOICES.get(detail.topic, {})
    return str(words.get(code, code))


def question(code: str, document: Raw) -> str:
    """Return the words of a question, or of a column, by its code."""
    found: Raw = next((field for field in _questions(document) if field["code"] == code), {})
    return text(found.get("label")) or code


def tie_break(code: str, document: Raw) -> str:
    """Say what decides between applications with as many points."""
    match code.split(":"):
        case ["criterion", number]:
            found: Raw = next((one for one in document["criteria"] if one["code"] == number), {})
            return _("more points in %(number)s %(title)s", number=number, title=text(found.get("title")))
        case ["requested", way]:
            return _("less money asked for") if way == "asc" else _("more money asked for")
        case ["submitted_at", way]:
            return _("submitted earlier") if way == "asc" else _("submitted later")
        case ["field", name, way]:
            words = question(name, document)
            return _("less: %(question)s", question=words) if way == "asc" else _("more: %(question)s", question=words)
        case ["own_share", _way]:
            return _("more own money")
        case ["funded_before", _way]:
            return _("not funded before")
    return code


def _label(detail: Detail, document: Raw) -> str:
    last = detail.topic.rpartition(".")[2]
    match detail.keys:
        case ("channels", By(value=kind)):
            return _("Applications are taken %(way)s", way=CHANNELS[kind])
        case ("channels", By(value=kind), "until"):
            return _("Applications %(way)s: until", way=CHANNELS[kind])
        case ("channels", By(value=kind), _counts):
            return _("Applications %(way)s: what counts", way=CHANNELS[kind])
        case ("funding", "category_caps", By(value=code), _percent):
            return _("“%(category)s”: per cent of the sum requested at most", category=_category(code, document))
        case ("funding", "lots", "limits", By(value=code), "projects"):
            return _("“%(lot)s”: how many projects at most", lot=_option(code, document))
        case ("funding", "lots", "limits", By(value=code), "total"):
            return _("“%(lot)s”: all its money, EUR", lot=_option(code, document))
        case ("scoring", "tie_break", int(place)):
            return _("If points are equal, what decides: %(place)s.", place=place + 1)
    if detail.topic.startswith("form.fields"):
        return str(FIELDS.get(last, last))
    return str(TOPICS.get(detail.topic, detail.topic))


def _condition(condition: Mapping[str, Any], document: Raw) -> str:
    field = next((one for one in _questions(document) if one["code"] == condition["field"]), {})
    answer = condition["equals"]
    if isinstance(answer, bool):
        said = _("Yes") if answer else _("No")
    else:
        codes = answer if isinstance(answer, list) else [answer]
        options = {option["code"]: text(option["label"]) for option in field.get("options", ())}
        said = ", ".join(options.get(code, str(code)) for code in codes)
    return _("if “%(question)s” is answered: %(answer)s", question=text(field.get("label")), answer=said)


def _nothing(detail: Detail) -> str:
    return _("always") if detail.topic.endswith("show_if") else _("nothing")


def _category(code: str, document: Raw) -> str:
    options = (option for field in _questions(document) for option in field.get("categories", ()))
    return next((text(option["label"]) for option in options if option["code"] == code), code)


def _option(code: str, document: Raw) -> str:
    options = (option for field in _questions(document) for option in field.get("options", ()))
    return next((text(option["label"]) for option in options if option["code"] == code), code)


def _questions(document: Raw) -> list[Raw]:
    fields = [field for section in document["form"] for field in section["fields"]]
    return [*fields, *(column for field in fields for column in field.get("columns", ()))]
