"""What a ranking costs: the exact sums beside plain floats, and its page beside the same table rendered from memory.

In a process of its own, on SQLite, so that the database's work is counted too. Applications × 5 sheets × 10 criteria.
The quickest of some rounds counts, on both sides: whatever else goes on in a machine only adds.
"""

import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import flask_migrate
from flask import Flask, render_template
from sqlalchemy import delete, event, insert, select

from config import Settings
from grants import clock, create_app
from grants.accounts.models import RoleKind
from grants.accounts.services import grant_role, person_for
from grants.applications.models import Application, ApplicationMember, Right
from grants.awards.deciding.trying import Limits, crossings, limit_of, tried
from grants.awards.kept import document
from grants.awards.kept.models import KeptRanking
from grants.awards.ranking import Entry, Sheet, rank
from grants.awards.reckoning import reckon
from grants.awards.views import ranking as page
from grants.calls.rules.document import Rules
from grants.db import db
from grants.exchange.services import import_bundle
from grants.exchange.validation import read_bundle
from tests.benchmarks import data
from tests.benchmarks.report import Line

SHEETS, CRITERIA = 5, 10
RANKED, SHOWN = 10_000, 1_000
ROUNDS = 9
MOST_STATEMENTS = 15
SLUG = "measured-table"
WEIGHTS = ("1", "0.5", "2", "1", "1.5", "1", "0.25", "1", "3", "1")

Made = dict[str, Any]


def lines(part: int = 1) -> list[Line]:
    """Return the lines of the table; with `part` for a call that many times smaller."""
    command = [sys.executable, "-m", "tests.benchmarks.ranking", str(part)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    sums, what_if, first, again, statements = json.loads(done.stdout)
    table = f"ranking page, {SHOWN // part:,} × {SHEETS} × {CRITERIA}"
    return [
        Line(f"exact ranking of {RANKED // part:,} ÷ the sums in floats", ratio=sums, target=10.0, at_most=True),
        Line(f"what if, {RANKED // part:,} applications ÷ ranking them", ratio=what_if, target=3.0, at_most=True),
        Line(f"{table} ÷ its table from memory", ratio=again, target=1.5, at_most=True),
        Line("… before its ranking is kept", ratio=first),
        Line("… statements", ratio=statements, target=MOST_STATEMENTS, at_most=True),
    ]


def rules_document() -> Made:
    """Return rules with ten criteria, two of them with a threshold, and money for a part of the applications."""
    document = data.rules_named(SLUG)
    scale = {"min": "0", "max": "10", "step": "0.5"}
    document["call"]["criteria"] = [
        {"code": f"2.{number}", "title": {"lv": f"Kritērijs {number}"}, "weight": weight, **scale}
        | ({"threshold": "3"} if number < 3 else {})
        for number, weight in enumerate(WEIGHTS, start=1)
    ]
    document["call"]["scoring"] = {"method": "mean", "decimals": 2, "tie_break": ["criterion:2.3", "requested:asc"]}
    return document


def sums(applications: int) -> tuple[float, float]:
    """Return what ranking exactly costs ÷ the same in floats, and what other limits cost ÷ ranking; all is read."""
    rules, chance = Rules.model_validate(rules_document()["call"]), Random(1)  # play, not secrets
    codes = [criterion.code for criterion in rules.criteria]
    steps = [Decimal(number) / 2 for number in range(21)]
    start = datetime(2030, 1, 1, tzinfo=UTC)
    marks = [
        [{code: chance.choice(steps) for code in codes} for _sheet in range(SHEETS)] for _one in range(applications)
    ]
    checks = {check.code: "yes" for check in rules.checks}
    entries = [
        Entry(
            reference=f"M-{number:05}",
            requested=Decimal(chance.randrange(100_000, 900_000)) / 100,
            submitted_at=start + timedelta(seconds=number),
            checks=checks,
            sheets=tuple(Sheet(given) for given in sheets),
        )
        for number, sheets in enumerate(marks)
    ]
    floats = [[{code: float(mark) for code, mark in given.items()} for given in sheets] for sheets in marks]
    weights = {criterion.code: float(criterion.weight) for criterion in rules.criteria}

    def in_floats() -> object:
        means = [{code: sum([given[code] for given in sheets]) / SHEETS for code in codes} for sheets in floats]
        totals = [sum([weights[code] * mean for code, mean in one.items()]) for one in means]
        return sorted(zip(totals, range(applications), strict=True), reverse=True)

    gc.collect()
    gc.freeze()  # what is only read is no work of the ranking
    kept, requested = document.written(reckon(rules, entries, [])), {one.reference: one.requested for one in entries}
    limits = Limits(((None, limit_of(RANKED // 3, None)),), partial=False)

    def what_if() -> object:
        now = document.read(kept).ranking
        return crossings(now, tried(now, rules.funding, limits, requested, {}).ranking)

    return _ratio(lambda: rank(rules, entries), in_floats), _ratio(what_if, lambda: rank(rules, entries))


def table(applications: int, folder: Path) -> tuple[float, float, int]:
    """Return the cost of the page ÷ that of its table from memory, before and after it is kept, and its statements."""
    app = create_app(
        Settings(
            secret_key="only for measurements, never for people",
            database_url=f"sqlite:///{folder / 'table.sqlite3'}",
            base_url="http://127.0.0.1",
            smtp_url="smtp://127.0.0.1:9",
            mail_recipients="everybody",
            instance_path=folder,
        )
    )
    _fill(app, applications)
    reader = data.signed_in(app, data.STAFF)
    client = app.test_client(use_cookies=False)

    def shown() -> None:
        answer = client.get(f"/office/calls/{SLUG}/ranking", headers=reader.headers)
        if answer.status_code != 200:
            raise RuntimeError(f"the ranking answered {answer.status_code}")

    def from_memory() -> float:
        """Return what it takes to render the page a second time, when everything it shows is at hand."""
        seconds: list[float] = []

        def twice(name: str, **context: Any) -> str:
            rendered = render_template(name, **context)
            seconds.append(_seconds(lambda: render_template(name, **context)))
            return rendered

        with patch.object(page, "render_template", twice):
            shown()
        return seconds[0]

    def anew() -> float:
        with app.app_context():
            db.session.execute(delete(KeptRanking))
            db.session.commit()
        return _seconds(shown)

    shown()
    gc.collect()
    gc.freeze()  # as gunicorn.conf.py has it
    gc.set_threshold(20_000)
    rounds = [(from_memory(), anew(), _seconds(shown)) for _round in range(ROUNDS)]
    memory, first, again = (min(seconds) for seconds in zip(*rounds, strict=True))
    return first / memory, again / memory, _statements(app, shown)


def _fill(app: Flask, applications: int) -> None:
    with app.app_context():
        flask_migrate.upgrade()
        document = data.judged(data.closed(rules_document(), applications), SHEETS)
        call = import_bundle(bundle=read_bundle(document), actor=None)
        grant_role(person=person_for(email=data.STAFF), kind=RoleKind.COORDINATOR, actor=None, call_id=call.id)
        lead = person_for(email=data.applicant(0))
        now = clock.now()
        leads = {"person_id": lead.id, "right": Right.SIGN, "leads": True, "added_at": now, "accepted_at": now}
        sent = db.session.scalars(select(Application.id).where(Application.call_id == call.id))
        db.session.execute(insert(ApplicationMember), [leads | {"application_id": one} for one in sent])
        db.session.commit()


def _statements(app: Flask, act: Callable[[], None]) -> int:
    found: list[str] = []

    def executed(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", executed)
    act()
    event.remove(engine, "before_cursor_execute", executed)
    return len(found)


def _ratio(ours: Callable[[], object], limit: Callable[[], object]) -> float:
    rounds = [(_seconds(ours), _seconds(limit)) for _round in range(ROUNDS)]
    return min(one for one, _limit in rounds) / min(limit for _one, limit in rounds)


def _seconds(act: Callable[[], object]) -> float:
    started = time.process_time()
    act()
    return time.process_time() - started


def main() -> None:
    """Print the figures as JSON, each way once in every round."""
    part = int(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="bench-ranking-") as folder:
        first, again, statements = table(SHOWN // part, Path(folder))
    print(json.dumps([*sums(RANKED // part), first, again, statements]))


if __name__ == "__main__":
    main()
