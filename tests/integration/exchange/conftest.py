"""Fixtures of the tests of exchange."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from grants.calls.models import Call
from grants.db import db
from grants.exchange.rehearsal import Rehearsal, play
from tests.factories.calls import rules
from tests.factories.documents import Raw

Command = Callable[..., Result]


@pytest.fixture
def command(app: Flask, tmp_path: Path) -> Command:
    """Return a function that runs a `competition` command; documents among its arguments are put into files."""

    def run(*arguments: str | Raw) -> Result:
        words = ["competition"]
        for place, argument in enumerate(arguments):
            if isinstance(argument, dict):
                path = tmp_path / f"{place}.json"
                path.write_text(json.dumps(argument))
                words.append(str(path))
            else:
                words.append(argument)
        return app.test_cli_runner().invoke(args=words)

    return run


@pytest.fixture
def rehearsed(session: object, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Return a small competition that was played to its end: one withdrawn, two ineligible, some in conflict."""
    for name, every in (("WITHDRAWN_EVERY", 7), ("INELIGIBLE_EVERY", 4), ("CONFLICT_EVERY", 2)):
        monkeypatch.setattr(play, name, every)
    limits = {"currency": "EUR", "amount": {"fixed": "4600.00"}, "limit": {"projects": 2}, "when_short": "stop"}
    call = Rehearsal(rules(funding=limits), applicants=9, evaluators=4).play()
    db.session().expire_on_commit = True
    db.session.expire_all()
    return call
