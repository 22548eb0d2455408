"""The commands that take competitions in and out: what they print, store and answer."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from grants.accounts.models import Organiser
from grants.accounts.queries import find_organiser
from grants.calls.models import Call
from grants.db import db
from grants.exchange import cli
from grants.exchange.validation import validate_bundle
from tests.factories.documents import Raw, bundle_document, changed, rules_document
from tests.factories.people import an_organiser
from tests.integration.exchange.conftest import Command

SLUG = "piemers-2030"


def calls_in(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(Call.id))) or 0


def write(app: Flask) -> None:
    """Store something, as a request does."""
    with app.app_context():
        an_organiser(slug="meanwhile")
        db.session.commit()


def is_empty(app: Flask) -> bool:
    with app.app_context():
        return not any(db.session.scalar(select(func.count()).select_from(table)) for table in (Call, Organiser))


def test_an_imported_competition_is_told_in_one_line(command: Command) -> None:
    result = command("import", bundle_document())
    assert (result.exit_code, result.output) == (0, f"{SLUG}: results_published, 3 applications\n")


def test_an_invalid_file_stores_nothing_and_names_every_problem(command: Command, app: Flask) -> None:
    document = changed(changed(bundle_document(), "applications/1/requested", 12), "call/criteria/0/step", "2")
    result = command("import", document)
    assert (result.exit_code, result.stdout) == (1, "")
    assert [line.partition(":")[0] for line in result.stderr.splitlines()] == [
        'applications[0].evaluations[1].scores["2.1"]',
        'applications[1].evaluations[1].scores["2.1"]',
        "applications[1].requested",
        'applications[2].evaluations[1].scores["2.1"]',
        "call.criteria[0].step",
    ]
    assert is_empty(app)


def test_what_the_site_cannot_hold_stores_nothing(command: Command, app: Flask) -> None:
    result = command("import", changed(bundle_document(), "applications/1/decision/outcome", "awarded"))
    assert result.exit_code == 1
    assert result.stderr.startswith("applications[1].decision.amount: is missing; expected the sum")
    assert is_empty(app)


def test_a_taken_address_is_refused_in_words(command: Command, app: Flask) -> None:
    command("import", bundle_document())
    result = command("import", bundle_document())
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "There is a call with the address “piemers-2030” already.\n"
    assert calls_in(app) == 1


@pytest.mark.parametrize("options", [(), ("--public",)])
def test_an_export_is_a_valid_bundle(command: Command, options: tuple[str, ...]) -> None:
    command("import", bundle_document())
    result = command("export", SLUG, *options)
    assert (result.exit_code, result.stderr) == (0, "")
    assert validate_bundle(json.loads(result.stdout)) == []


def test_an_export_goes_into_a_file(command: Command, tmp_path: Path) -> None:
    command("import", bundle_document())
    out = tmp_path / "out.json"
    result = command("export", SLUG, "-o", str(out))
    assert (result.exit_code, result.output) == (0, "")
    assert command("rank", str(out), "--json").exit_code == 0


def test_a_refused_export_makes_no_file(command: Command, tmp_path: Path) -> None:
    assert command("export", "nothing", "-o", str(tmp_path / "out.json")).exit_code == 1
    assert not (tmp_path / "out.json").exists()


def test_a_public_export_before_the_results_warns_on_standard_error(command: Command) -> None:
    command("import", {**bundle_document(), "applications": [], "ties": []})
    result = command("export", SLUG, "--public")
    assert result.exit_code == 0
    assert "keep the file to yourself" in result.stderr


@pytest.mark.parametrize("name", ["export", "rehearse"])
def test_an_unknown_competition_is_refused_in_words(command: Command, name: str) -> None:
    result = command(name, "nothing")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("There is no competition nothing here")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("import",),
        ("import", "/nothing.json"),
        ("export",),
        ("export", SLUG, "--xml"),
        ("rehearse", "example", "--applications", "0"),
        ("rehearse", "example", "--applications", "10001"),
        ("rehearse", "example", "--evaluators", "0"),
        ("rehearse", "example", "--evaluators", "101"),
    ],
)
def test_wrong_usage_exits_with_2(command: Command, arguments: tuple[str, ...]) -> None:
    assert command(*arguments).exit_code == 2


def test_a_call_of_the_site_is_rehearsed(command: Command, app: Flask) -> None:
    rules: Raw = rules_document(slug="ours")
    command("import", {**bundle_document(call=rules), "applications": [], "ties": []})
    result = command("rehearse", "ours", "--applications", "2", "--evaluators", "3")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].split() == ["received", "2"]
    assert calls_in(app) == 1


@pytest.mark.parametrize(("name", "slow"), [("rehearse", "rehearse"), ("export", "export_bundle")])
def test_others_write_while_a_command_only_reads(
    command: Command, app: Flask, monkeypatch: pytest.MonkeyPatch, name: str, slow: str
) -> None:
    command("import", bundle_document())
    done: Callable[..., object] = getattr(cli, slow)

    def slowly(*arguments: object, **options: object) -> object:
        with ThreadPoolExecutor(1) as somebody:
            somebody.submit(write, app).result()
        return done(*arguments, **options)

    monkeypatch.setattr(cli, slow, slowly)
    smallest = ("--applications", "1", "--evaluators", "3") if name == "rehearse" else ()
    assert command(name, SLUG, *smallest).exit_code == 0
    with app.app_context():
        assert find_organiser("meanwhile")


def test_rules_that_cannot_be_published_are_named_instead_of_rehearsed(command: Command) -> None:
    rules = rules_document(approved_by=None, privacy=None)
    command("import", {**bundle_document(call=rules), "applications": [], "ties": []})
    result = command("rehearse", SLUG, "--applications", "2", "--evaluators", "3")
    assert result.exit_code == 1
    assert [line.partition(":")[0] for line in result.stderr.splitlines() if "expected" in line] == [
        "call.approved_by",
        "call.privacy",
    ]


def test_too_small_a_committee_is_refused_in_words(command: Command) -> None:
    result = command("rehearse", "liepkalne-2025", "--applications", "1", "--evaluators", "1")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "The committee has 1 of at least" in result.stderr
