"""The rules of a new call, made of a template or a former call and the answers to nine questions."""

from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from grants.calls.editing.changes import judged
from grants.calls.editing.codes import slug_of
from grants.calls.editing.paths import Raw
from grants.calls.starting.dates import channels_for, later_by_years, schedule_for

COURT = "Administratīvā rajona tiesa"
"""Where a decision of a council is appealed: Administrative Procedure Law, section 189."""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Hold what an official answers."""

    title: Mapping[str, str]
    act: Mapping[str, str]
    """Body, number and date of the act that approves the rules, as far as they are known; else nothing."""
    least: Decimal | None
    most: Decimal
    projects: int | None
    total: Decimal | None
    opens_at: datetime
    closes_at: datetime
    kinds: Collection[str]
    projects_from: date
    projects_until: date
    size: int
    quorum: int
    decided_by: str
    criteria: list[Raw]
    """Instead of those of the source; none keeps them."""


OF_ORGANISER = ("name", "registration_number", "address", "email", "phone")
"""What rules say of who organises the call."""


@dataclass(frozen=True, kw_only=True)
class Body:
    """Hold what is known of the organiser."""

    name: str
    registration_number: str
    address: str
    email: str
    phone: str
    contest_to: str = ""
    """Where decisions of its committee are contested; empty: at itself."""
    privacy: Mapping[str, str] = field(default_factory=dict)
    """What it says about personal data, by language."""


def begin(source: Raw, answers: Answers, body: Body | None, taken: Collection[str] = ()) -> Raw:
    """Return the rules of a new call; `body` is left out where the source is a call of the same organiser.

    `taken` are the addresses of other calls. Raise OverflowError if the dates leave the calendar.
    """
    document = deepcopy({name: value for name, value in source.items() if name not in {"slug", "approved_by"}})
    schedule = document["schedule"]
    years = answers.closes_at.year - int(schedule["closes_at"][:4])
    zone = ZoneInfo(schedule["timezone"])
    projects = (answers.projects_from, answers.projects_until)
    document |= {
        "slug": slug_of(f"{answers.title[source['languages'][0]]} {answers.closes_at.astimezone(zone).year}", taken),
        "title": dict(answers.title),
        "schedule": schedule_for(schedule, opens_at=answers.opens_at, closes_at=answers.closes_at, projects=projects),
        "retention_until": later_by_years(document["retention_until"], years),
        "applicants": document["applicants"] | {"kinds": list(answers.kinds)},
        "committee": {"size": answers.size, "quorum": answers.quorum, "decided_by": answers.decided_by},
        "funding": _funding(document["funding"], answers),
    }
    if "channels" in document:
        before = schedule["closes_at"]
        document["channels"] = channels_for(document["channels"], before=before, closes_at=answers.closes_at, zone=zone)
    if answers.act:
        document["approved_by"] = dict(answers.act)
    if body:
        document["organiser"] = {name: getattr(body, name) or "–" for name in OF_ORGANISER}
        if all(body.privacy.get(language) for language in document["languages"]):
            document["privacy"] = {language: body.privacy[language] for language in document["languages"]}
    _remedy(document, source["committee"]["decided_by"], is_new=body is not None, to=body.contest_to if body else "")
    return judged(document, answers.criteria) if answers.criteria else document


def _funding(funding: Raw, answers: Answers) -> Raw:
    fixed = answers.least == answers.most
    least = {} if answers.least is None else {"min": f"{answers.least:.2f}"}
    amount = {"fixed": f"{answers.most:.2f}"} if fixed else {**least, "max": f"{answers.most:.2f}"}
    limit: Raw = {} if answers.projects is None else {"projects": answers.projects}
    limit |= {} if answers.total is None else {"total": f"{answers.total:.2f}"}
    short = "stop" if fixed and funding["when_short"] == "partial" else funding["when_short"]
    kept = {name: value for name, value in funding.items() if name != "carried_over"}  # a figure of that call alone
    return kept | {"amount": amount, "limit": limit, "when_short": short}


def _remedy(document: Raw, decided_before: str, *, is_new: bool, to: str) -> None:
    """Say where a decision is contested: of a committee, at the organiser; of a council, in court."""
    decided_by = document["committee"]["decided_by"]
    if not is_new and decided_by == decided_before and "contest" in document["schedule"]:
        return
    council = decided_by == "council"
    place = COURT if council else to or document["organiser"]["name"]
    document["schedule"]["contest"] = {"months": 1, "kind": "appeal" if council else "contest", "to": place}
