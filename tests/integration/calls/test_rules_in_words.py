"""What is wrong with a file of rules, as an official reads it."""

import ast
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale

from grants import clock
from grants.calls.rules.phrases import counted, phrase
from grants.calls.rules.validation import validate_rules
from grants.calls.wording import said
from scripts.translations import ROOT, read
from tests.factories.calls import WRITTEN, an_official
from tests.factories.documents import Raw, changed, criterion, field, fields, rules_document, schedule
from tests.integration.calls.conftest import SignIn

CYCLE = [field(code, "email", show_if={"field": other, "equals": "x"}) for code, other in ("ab", "ba")]
KINDS: dict[str, tuple[Raw, str, str]] = {
    "times out of order": (
        rules_document(schedule=schedule(closes_at="2029-12-01T14:59:59+02:00")),
        'ir "2029-12-01T14:59:59+02:00"',
        'ne agrāk kā "2029-12-01T15:00:00+02:00" (schedule.questions_until)',
    ),
    "a threshold above the maximum": (
        changed(rules_document(), "criteria/1/threshold", "6"),
        'ir "6"',
        'ne vairāk kā "5" (criteria[1].max)',
    ),
    "a step that does not divide the scale": (
        changed(rules_document(), "criteria/0/step", "2"),
        'ir "2"',
        "solis, kas skalu no 0 līdz 5 sadala vienādās daļās",
    ),
    "an unknown code": (
        changed(rules_document(), "form/0/fields/4/show_if", {"field": "nothing", "equals": True}),
        'ir "nothing"',
        "kāda veidlapas lauka kods",
    ),
    "a duplicate code": (
        rules_document(criteria=[criterion("2.2"), criterion("2.2", weight="2")]),
        'atkārtojas "2.2" no criteria[0].code',
        "vērtība, kas neatkārtojas",
    ),
    "a tie-break that names no criterion": (
        changed(rules_document(), "scoring/tie_break", ["criterion:9"]),
        'ir "criterion:9"',
        "criterion:CODE ar kāda kritērija kodu",
    ),
    "negative money": (
        changed(rules_document(), "funding/limit/total", "-1"),
        'ir "-1"',
        "summa, kas nav negatīva",
    ),
    "a table without columns": (
        changed(rules_document(), "form/0/fields", [*fields(), field("t", "table")]),
        "trūkst",
        "vismaz viena kolonna",
    ),
    "a cyclic condition": (
        changed(rules_document(), "form/0/fields", [*fields(), *CYCLE]),
        "veido loku: a → b → a",
        "nosacījumi, kas neved atpakaļ uz to pašu lauku",
    ),
    "a list that is too short": (
        changed(rules_document(), "languages", []),
        "ir 0 ierakstu",
        "vismaz 1 ieraksts",
    ),
    "a value of another kind": (
        changed(rules_document(), "form", {}),
        "ir objekts",
        "saraksts",
    ),
}


@pytest.mark.parametrize(("document", "wrong", "expected"), KINDS.values(), ids=KINDS)
def test_every_kind_of_problem_has_latvian_words(app: Flask, document: Raw, wrong: str, expected: str) -> None:
    with app.app_context(), force_locale("lv"):
        found = {(said(problem.wrong), said(problem.expected)) for problem in validate_rules(document, at="")}
    assert (wrong, expected) in found


@pytest.mark.usefixtures("session")
def test_the_page_of_a_refused_file_speaks_latvian_only(as_person: SignIn) -> None:
    document = rules_document(
        slug="A b", summary={}, form=[], criteria=[criterion("1", step="0.3")], schedule=schedule(closes_at="2029")
    )
    problems = validate_rules(document, at="")
    with clock.at(WRITTEN):
        browser = as_person(an_official())
        browser.get("/language/lv")
        file = io.BytesIO(json.dumps(document).encode()), "nolikums.json"
        page = browser.send(
            browser.see("/office/calls/new"), {"file": file}, button="Saglabāt kā melnrakstu", status=422
        )
    assert len(problems) >= 5
    for problem in problems:
        assert problem.path in page.text
        assert problem.expected not in page.text


def test_a_phrase_is_said_with_the_phrases_inside_it(app: Flask) -> None:
    with app.app_context(), force_locale("lv"):
        assert said(phrase("is %(value)s", value=phrase("a list"))) == "ir saraksts"


@pytest.mark.parametrize(("number", "words"), [(0, "ir 0 ierakstu"), (21, "ir 21 ieraksts"), (3, "ir 3 ieraksti")])
def test_a_phrase_counts_as_the_language_does(app: Flask, number: int, words: str) -> None:
    with app.app_context(), force_locale("lv"):
        assert said(counted("has %(num)d entry", "has %(num)d entries", number)) == words


def test_a_phrase_is_english_by_itself() -> None:
    assert counted("has %(num)d entry", "has %(num)d entries", 1) == "has 1 entry"


def phrases() -> Iterator[tuple[Path, int, ast.expr]]:
    """Yield the text of every phrase in the code, with its place."""
    for path in (ROOT / "grants").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"phrase", "counted"}:
                yield path, node.lineno, node.args[0]


def test_no_phrase_of_the_code_is_missing_in_the_catalogue() -> None:
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in read("lv") if message.string}
    found = list(phrases())
    missing = [
        f"{path}:{line}" for path, line, text in found if not (isinstance(text, ast.Constant) and text.value in known)
    ]
    assert len(found) > 80
    assert missing == []
