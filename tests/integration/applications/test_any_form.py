"""Whatever form the rules describe and whatever is typed: the page shows it, and sends back exactly what was typed."""

import json
from typing import Any

import html5lib
from flask import Flask, render_template_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from grants.applications.form.columns import columns_of
from grants.applications.form.tags import tag_of
from grants.applications.form.typed import clean, is_empty, shaped, typed_answers
from grants.applications.form.understood import problems_in, understand
from grants.applications.questions import Filled, questions_of
from grants.calls.rules.document import FormField, Rules
from grants.calls.rules.validation import read_rules
from grants.exchange.validation import read_bundle
from tests.factories.applications import options, rules_with
from tests.factories.documents import Raw, application_document, bundle_document, field
from tests.support.pages import Form

SINGLE = ("short_text", "long_text", "integer", "number", "money", "date", "yes_no", "email", "phone", "url", "address")
CODES = ("one", "two", "three", "four")
PAGE = """<!doctype html><title>x</title><form method="post" action="/x">
{% from "applications/parts/questions.html" import ask %}
{% for question in questions %}{{ ask(question) }}{% endfor %}</form>"""
TEXT = st.text(max_size=40).map(clean)


def a_column(code: str) -> st.SearchStrategy[Raw]:
    return st.sampled_from(("short_text", "integer", "date")).map(lambda kind: field(code, kind))


@st.composite
def a_field(draw: st.DrawFn, code: str) -> Raw:
    kind = draw(st.sampled_from((*SINGLE, "choice", "multi_choice", "date_range", "declaration", "table", "budget")))
    if kind in ("choice", "multi_choice"):
        return field(code, kind, options=options("a", "b", "c"))
    if kind == "table":
        return field(code, kind, columns=[draw(a_column("what")), draw(a_column("when"))])
    if kind == "budget":
        return field(code, kind, categories=options("things", "travel"))
    return field(code, kind, required=draw(st.booleans()))


@st.composite
def an_answer(draw: st.DrawFn, of: FormField) -> Any:
    """Draw what somebody may type into a field, of the right kind or of none."""
    if of.type == "date_range":
        return {"from": draw(TEXT.map(one_line)), "until": draw(TEXT.map(one_line))}
    if of.type == "multi_choice":
        return draw(st.lists(st.sampled_from(("a", "b", "gone")), unique=True).map(sorted))
    if of.type == "choice":
        return draw(st.sampled_from(("", "a", "b", "gone", "things")))
    if of.type in ("yes_no", "declaration"):
        return draw(st.sampled_from(("", "yes") if of.type == "declaration" else ("", "yes", "no")))
    if of.type in ("table", "budget"):
        rows = st.lists(st.fixed_dictionaries({each.code: an_answer(each) for each in columns_of(of)}), max_size=3)
        return [row for row in draw(rows) if not is_empty(row)]
    return draw(TEXT if of.type == "long_text" else TEXT.map(one_line))


def one_line(text: str) -> str:
    """Return what an input of one line holds: a browser takes line ends out."""
    return clean(text.replace("\n", ""))


@st.composite
def a_filled_form(draw: st.DrawFn) -> tuple[Rules, dict[str, Any]]:
    count = draw(st.integers(1, len(CODES)))
    rules = read_rules(rules_with(*(draw(a_field(code)) for code in CODES[:count])))
    return rules, {each.code: draw(an_answer(each)) for each in rules.fields}


def sent_back(rules: Rules, answers: dict[str, Any]) -> dict[str, Any]:
    """Draw the page and return what its form sends when nothing is touched."""
    filled = Filled(rules=rules, answers=answers, stored=answers)
    text = render_template_string(PAGE, questions=questions_of(rules.form[0], filled))
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    form = Form.read(tree.find(".//form"), "/x")
    values = [(name, value.removeprefix("\n")) for name, found in form.values.items() for value in found]
    return typed_answers(rules.form[0], MultiDict(values))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(a_filled_form())
def test_what_is_typed_comes_back_from_the_page(app: Flask, filled: tuple[Rules, dict[str, Any]]) -> None:
    rules, answers = filled
    with app.test_request_context():
        back = sent_back(rules, answers)
    expected = {each.code: shaped(each, answers[each.code]) for each in rules.fields}
    assert back == expected
    assert {code: tag_of(answer) for code, answer in back.items()} == {
        code: tag_of(answer) for code, answer in expected.items()
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(a_filled_form())
def test_what_was_understood_is_understood_the_same_again(filled: tuple[Rules, dict[str, Any]]) -> None:
    rules, answers = filled
    first = understand(rules, answers, ())
    again = understand(rules, first.answers, ())
    assert again.answers == first.answers


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(a_filled_form())
def test_what_is_said_while_typing_is_what_the_submission_is_held_to(filled: tuple[Rules, dict[str, Any]]) -> None:
    rules, answers = filled
    on_submission = understand(rules, answers, ()).problems
    while_typing = [problem for each in rules.fields for problem in problems_in(each, answers, rules)]
    assert sorted(while_typing, key=repr) == sorted(on_submission, key=repr)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(a_filled_form())
def test_what_the_form_understood_comes_through_a_bundle_unchanged(filled: tuple[Rules, dict[str, Any]]) -> None:
    rules, answers = filled
    understood = understand(rules, answers, ()).answers
    call = rules.model_dump(mode="json", by_alias=True, exclude_unset=True)
    application = application_document(answers=understood, checks={}, evaluations=[])
    application.pop("decision")
    document = bundle_document(call=call, evaluators=[], applications=[application], ties=[])
    bundle = read_bundle(json.loads(json.dumps(document)))
    assert dict(bundle.applications[0].answers) == understood
