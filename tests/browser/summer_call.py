"""The call that is walked through: its rules as a file, and three weeks that pass in a moment."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import create_engine, update

from config import Settings
from grants.calls.models import Call
from grants.calls.phase import CLOSING_MARGIN
from grants.exchange import demonstration
from tests.factories.documents import Raw, criterion, field, rules_document, schedule
from tests.support.site import Site

SLUG = "summer-ideas"
TITLE = "Summer ideas"
ORGANISER = "Piemēra pašvaldība"


def rules_file(folder: Path, now: datetime) -> Path:
    """Write the rules of a call that is open at a moment and closes three weeks later."""
    rules = rules_document(
        slug=SLUG,
        title=_words(TITLE),
        summary=_words("Up to 1000 euros for what young people want to do in summer."),
        schedule=_schedule(now),
        funding={
            "currency": "EUR",
            "amount": {"min": "300.00", "max": "1000.00"},
            "limit": {"projects": 1, "total": "1000.00"},
            "when_short": "stop",
        },
        applicants={"kinds": ["association", "informal_group"]},
        form=_form(),
        checks=[{"code": "1.1", "text": _words("Is the plan complete?"), "clarifiable": False}],
        criteria=[
            criterion("2.1", title=_words("Use for young people")),
            criterion("2.2", title=_words("Plan and cost"), threshold="3"),
        ],
        scoring={"total_threshold": "6", "decimals": 2, "tie_break": ["criterion:2.2"]},
        committee={"size": 3, "quorum": 2, "decided_by": "committee"},
    )
    path = folder / f"{SLUG}.json"
    path.write_text(json.dumps(rules))
    return path


def an_act(folder: Path) -> Path:
    """Write a PDF that stands for the act behind the rules."""
    path = folder / "decision.pdf"
    with demonstration.act() as content:
        path.write_bytes(content.read())
    return path


def let_three_weeks_pass(site: Site, now: datetime) -> None:
    """Play the time until after the deadline: only the dates stored with the call move, the site is real."""
    deadline = now - CLOSING_MARGIN - timedelta(seconds=10)
    closed = update(Call).where(Call.slug == SLUG).values(closes_at=deadline, accepts_until=deadline)
    engine = create_engine(Settings.from_environment(site.environment).database)
    with engine.begin() as connection:
        connection.execute(closed)
    engine.dispose()


def _words(english: str) -> Raw:
    return {"lv": f"{english} (lv)", "en": english}


def _schedule(now: datetime) -> Raw:
    days = {
        "published_at": -3,
        "opens_at": -2,
        "questions_until": 14,
        "closes_at": 21,
        "evaluation_due_at": 40,
        "decision_due_at": 50,
    }
    times = {name: (now + timedelta(days=count)).isoformat(timespec="seconds") for name, count in days.items()}
    first, last = (now + timedelta(days=60)).date(), (now + timedelta(days=300)).date()
    implementation = {"from": str(first), "until": str(last), "min_months": 1, "max_months": 6}
    return schedule(**times, implementation=implementation)


def _form() -> list[Raw]:
    idea = [
        field("idea", "long_text", required=True, max_chars=600, label=_words("What will you do?")),
        field("people", "integer", required=True, min=2, max=500, label=_words("How many will take part?")),
        field("partner", "yes_no", required=True, label=_words("Do you have a partner?")),
        field("partner_name", "short_text", label=_words("Who is it?"), required=True)
        | {"show_if": {"field": "partner", "equals": True}},
    ]
    papers = [
        field("statutes", "file", accept=["pdf"], max_mb=1, label=_words("Statutes")),
        field("truth", "declaration", required=True, label=_words("All of this is true")),
    ]
    return [
        {"code": "idea", "title": _words("The idea"), "fields": idea},
        {"code": "papers", "title": _words("Papers"), "fields": papers},
    ]
