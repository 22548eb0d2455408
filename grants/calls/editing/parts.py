"""The parts of a rules document that an official edits on a page each, and the details that stand there."""

import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import get_args

from grants.calls.editing.details import Detail, Kind
from grants.calls.editing.lots import LOTS, options_for_lots, questions_for_lots
from grants.calls.editing.paths import By, Key, Raw, get
from grants.calls.editing.tie_breaks import MOST, offered
from grants.calls.rules.checking.fields import CHOICES
from grants.calls.rules.document import ApplicantKind
from grants.calls.rules.limits import MAX_LANGUAGES
from grants.web.languages import LANGUAGES

Details = tuple[Detail, ...]
CHANNELS = ("online", "post", "email", "in_person")


class Part(StrEnum):
    """Name a part, in the order in which a call is set up."""

    TEXTS = "texts"
    ACT = "act"
    CONTACT = "contact"
    SCHEDULE = "schedule"
    FUNDING = "funding"
    APPLICANTS = "applicants"
    FORM = "form"
    CHECKS = "checks"
    CRITERIA = "criteria"
    SCORING = "scoring"
    COMMITTEE = "committee"
    PUBLICATION = "publication"


def worded(document: Raw, *keys: Key, kind: Kind = Kind.LINE, required: bool = True, base: int = 0) -> Details:
    """Return a detail for the words at a place in each language of a call; only the first language is required."""
    languages = document["languages"]
    return tuple(
        Detail(kind, (*keys, language), required=required and language == languages[0], language=language, base=base)
        for language in languages
    )


def details_of(part: Part, document: Raw) -> Details:
    """Return the details of a part, in the order in which they are read."""
    return _PARTS[part](document) if part in _PARTS else ()


def all_details(document: Raw) -> Details:
    """Return the details of all parts, without those of the items of lists."""
    return tuple(detail for part in Part for detail in details_of(part, document))


def _texts(document: Raw) -> Details:
    return (
        *worded(document, "title"),
        *worded(document, "summary", kind=Kind.TEXT),
        *worded(document, "description", kind=Kind.MARKDOWN),
        *worded(document, "privacy", kind=Kind.MARKDOWN, required=False),
        Detail(Kind.CODE, ("slug",), required=True),
        Detail(Kind.ONE_OF, ("languages",), required=True, choices=_languages(document)),
    )


def _languages(document: Raw) -> tuple[str, ...]:
    """Return the languages a call can be in, the first one first: alone, with one other, with all, or as they are."""
    found = [[first] for first in LANGUAGES]
    for first in LANGUAGES:
        others = [each for each in LANGUAGES if each != first]
        found += [[first, *some] for some in (*([each] for each in others), others[: MAX_LANGUAGES - 1])]
    return tuple(dict.fromkeys(json.dumps(each) for each in (*found, document["languages"])))


def _act(_document: Raw) -> Details:
    return (
        Detail(Kind.LINE, ("approved_by", "body")),
        Detail(Kind.LINE, ("approved_by", "number")),
        Detail(Kind.DAY, ("approved_by", "date")),
    )


def _contact(document: Raw) -> Details:
    return (
        Detail(Kind.LINE, ("organiser", "name"), required=True),
        Detail(Kind.LINE, ("organiser", "registration_number"), required=True),
        Detail(Kind.LINE, ("organiser", "address"), required=True),
        Detail(Kind.EMAIL, ("organiser", "email"), required=True),
        Detail(Kind.LINE, ("organiser", "phone"), required=True),
        *worded(document, "programme", "name"),
        Detail(Kind.LINE, ("programme", "project_number"), required=True),
        *worded(document, "programme", "fund", required=False),
    )


def _schedule(_document: Raw) -> Details:
    schedule = "schedule"
    moments = ("published_at", "opens_at", "questions_until", "closes_at", "evaluation_due_at", "decision_due_at")
    term = ("schedule", "clarification")
    contest = ("schedule", "contest")
    projects = ("schedule", "implementation")
    return (
        *(Detail(Kind.MOMENT, (schedule, name), required=True) for name in moments),
        Detail(Kind.DAY, (*projects, "from"), required=True),
        Detail(Kind.DAY, (*projects, "until"), required=True),
        Detail(Kind.COUNT, (*projects, "min_months"), required=True),
        Detail(Kind.COUNT, (*projects, "max_months"), required=True),
        Detail(Kind.COUNT, (*projects, "report_days")),
        Detail(Kind.COUNT, (*contest, "months")),
        Detail(Kind.CHOICE, (*contest, "kind"), choices=("contest", "appeal")),
        Detail(Kind.LINE, (*contest, "to")),
        Detail(Kind.COUNT, (*term, "days")),
        Detail(Kind.CHOICE, (*term, "unit"), choices=("working", "calendar")),
        Detail(Kind.COUNT, (*term, "rounds")),
        Detail(Kind.COUNT, (schedule, "grace_seconds")),
        Detail(Kind.COUNT, (schedule, "individual_extension_days")),
        Detail(Kind.LINE, (schedule, "timezone"), required=True),
    )


def _funding(document: Raw) -> Details:
    funding = "funding"
    caps = (By("category", category) for category in categories_of(document))
    return (
        Detail(Kind.MONEY, (funding, "amount", "fixed")),
        Detail(Kind.MONEY, (funding, "amount", "min")),
        Detail(Kind.MONEY, (funding, "amount", "max")),
        Detail(Kind.COUNT, (funding, "limit", "projects")),
        Detail(Kind.MONEY, (funding, "limit", "total")),
        Detail(Kind.MONEY, (funding, "carried_over", "amount")),
        Detail(Kind.LINE, (funding, "carried_over", "source")),
        Detail(Kind.CHOICE, (funding, "when_short"), required=True, choices=("stop", "skip", "partial")),
        Detail(Kind.CHOICE, (funding, "unused"), choices=("next_round",)),
        Detail(Kind.NUMBER, (funding, "co_financing", "min_percent")),
        Detail(Kind.FLAG, (funding, "co_financing", "in_kind")),
        *(Detail(Kind.NUMBER, (funding, "category_caps", cap, "max_percent")) for cap in caps),
        *_lots(document),
    )


def _lots(document: Raw) -> Details:
    """Return what shares the places or the money out, where a question of the form can tell applications apart."""
    questions = questions_for_lots(document)
    if not questions:
        return ()
    limits = [(*LOTS, "limits", By("option", option)) for option in options_for_lots(document)]
    return (
        Detail(Kind.CHOICE, (*LOTS, "field"), choices=questions),
        *(Detail(Kind.COUNT, (*limit, "projects")) for limit in limits),
        *(Detail(Kind.MONEY, (*limit, "total")) for limit in limits),
    )


def _applicants(_document: Raw) -> Details:
    applicants, signature = "applicants", "signature"
    ways = ("signatory_link", "e_signed_copy", "paper")
    return (
        Detail(Kind.CHOICES, (applicants, "kinds"), required=True, choices=get_args(ApplicantKind)),
        Detail(Kind.COUNT, (applicants, "max_applications")),
        Detail(Kind.COUNT, (applicants, "age", "min")),
        Detail(Kind.COUNT, (applicants, "age", "max")),
        Detail(Kind.COUNT, (applicants, "min_group_size")),
        Detail(Kind.FLAG, (applicants, "adult_guarantor")),
        Detail(Kind.FLAG, (applicants, "partner_required")),
        Detail(Kind.FLAG, (applicants, "never_funded")),
        *(detail for kind in CHANNELS for detail in _channel(By("kind", kind))),
        Detail(Kind.CHOICES, (signature, "by"), choices=ways),
        Detail(Kind.COUNT, (signature, "within_working_days")),
    )


def _channel(channel: By) -> Details:
    there = Detail(Kind.PRESENT, ("channels", channel))
    if channel.value == "online":
        return (there,)
    until = Detail(Kind.MOMENT, ("channels", channel, "until"))
    counts = Detail(Kind.CHOICE, ("channels", channel, "counts"), choices=("postmark", "arrival"))
    return (there, until, counts) if channel.value == "post" else (there, until)


def _scoring(document: Raw) -> Details:
    scoring = "scoring"
    return (
        Detail(Kind.CHOICE, (scoring, "method"), choices=("mean", "median", "joint")),
        Detail(Kind.COUNT, (scoring, "evaluators_per_application")),
        Detail(Kind.CHOICE, (scoring, "themes_field"), choices=_themes(document)),
        Detail(Kind.NUMBER, (scoring, "total_threshold")),
        *(Detail(Kind.CHOICE, (scoring, "tie_break", n), choices=offered(document)) for n in range(MOST)),
        Detail(Kind.COUNT, (scoring, "decimals"), required=True),
        Detail(Kind.NUMBER, (scoring, "divergence")),
        Detail(Kind.FLAG, (scoring, "blind")),
        Detail(Kind.CHOICE, (scoring, "marks_open"), choices=("own_sheet",)),
        Detail(Kind.FLAG, (scoring, "opened_by_two")),
        Detail(Kind.FLAG, (scoring, "statistics")),
    )


def _themes(document: Raw) -> tuple[str, ...]:
    """Return the codes of the questions whose answers can be themes."""
    fields = (field for section in document["form"] for field in section["fields"])
    return tuple(field["code"] for field in fields if field["type"] in CHOICES)


def _committee(document: Raw) -> Details:
    return (
        Detail(Kind.COUNT, ("committee", "size"), required=True),
        Detail(Kind.COUNT, ("committee", "quorum"), required=True),
        Detail(Kind.CHOICE, ("committee", "decided_by"), required=True, choices=("committee", "council")),
        Detail(Kind.FLAG, ("committee", "objections")),
        Detail(Kind.FLAG, ("committee", "checks_by_two")),
        Detail(Kind.FLAG, ("committee", "confirmed_by_two")),
        Detail(Kind.FLAG, ("committee", "casting_vote")),
        *worded(document, "committee", "statement", kind=Kind.MARKDOWN, required=False),
    )


def _publication(_document: Raw) -> Details:
    names = ("scores", "rejected_names", "natural_person_names", "by_link")
    return (
        *(Detail(Kind.FLAG, ("publication", name)) for name in names),
        Detail(Kind.DAY, ("retention_until",), required=True),
    )


def categories_of(document: Raw) -> tuple[str, ...]:
    """Return the codes of the categories of all budgets of a form, in order."""
    fields = (field for section in document["form"] for field in section["fields"] if field["type"] == "budget")
    codes = (option["code"] for field in fields for option in get(field, ("categories",)) or ())
    return tuple(dict.fromkeys(codes))


_PARTS: Mapping[Part, Callable[[Raw], Details]] = {
    Part.TEXTS: _texts,
    Part.ACT: _act,
    Part.CONTACT: _contact,
    Part.SCHEDULE: _schedule,
    Part.FUNDING: _funding,
    Part.APPLICANTS: _applicants,
    Part.SCORING: _scoring,
    Part.COMMITTEE: _committee,
    Part.PUBLICATION: _publication,
}
