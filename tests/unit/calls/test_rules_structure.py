"""The shapes of a rules document: what is required, what each value looks like, and its limits at their edge."""

import pytest

from grants.calls.rules.problems import InvalidDocument
from grants.calls.rules.validation import read_rules, validate_rules
from tests.factories.documents import Raw, changed, criterion, field, rules_document, without, words

OPTIONAL = {
    "approved_by",
    "privacy",
    "schedule/contest",
    "funding/limit/projects",
    "funding/limit/total",
    "criteria/1/threshold",
    "criteria/1/weight",
    "scoring/total_threshold",
    "scoring/tie_break",
    "form/0/fields/0/label",
    "form/0/fields/0/required",
    "form/0/fields/0/max_chars",
    "form/0/fields/1/min",
    "form/0/fields/2/max_field",
    "form/0/fields/4/show_if",
    "form/0/fields/6/min_rows",
    "form/0/fields/6/max_rows",
    "form/0/fields/7/categories",
}
# fmt: off
REQUIRED = [
    "slug", "languages", "title", "summary", "description", "organiser", "organiser/name",
    "organiser/registration_number", "organiser/address", "organiser/email", "organiser/phone", "programme",
    "programme/name", "programme/project_number", "approved_by/body", "approved_by/number", "approved_by/date",
    "schedule", "schedule/timezone", "schedule/published_at", "schedule/opens_at", "schedule/closes_at",
    "schedule/questions_until", "schedule/evaluation_due_at", "schedule/decision_due_at",
    "schedule/contest/months", "schedule/contest/kind", "schedule/contest/to", "schedule/implementation",
    "schedule/implementation/from", "schedule/implementation/until", "schedule/implementation/min_months",
    "schedule/implementation/max_months", "funding", "funding/currency", "funding/amount", "funding/limit",
    "funding/when_short", "applicants", "applicants/kinds", "form", "form/0/code", "form/0/title",
    "form/0/fields", "form/0/fields/0/code", "form/0/fields/0/type", "form/0/fields/4/show_if/field",
    "form/0/fields/4/show_if/equals", "checks", "checks/0/code", "checks/0/text", "checks/0/clarifiable",
    "criteria", "criteria/0/code", "criteria/0/title", "criteria/0/min", "criteria/0/max", "criteria/0/step",
    "scoring", "scoring/decimals", "committee", "committee/size", "committee/quorum", "committee/decided_by",
    "publication", "publication/scores", "publication/rejected_names", "publication/natural_person_names",
    "retention_until",
]
# fmt: on


def pointer(path: str) -> str:
    """Write a path such as `criteria/0/max` as problems do."""
    return "call" + "".join(f"[{key}]" if key.isdecimal() else f".{key}" for key in path.split("/"))


def problems(document: Raw) -> list[str]:
    return [str(problem) for problem in validate_rules(document)]


@pytest.mark.parametrize("path", REQUIRED)
def test_what_is_required_may_be_neither_absent_nor_null(path: str) -> None:
    for document in (without(rules_document(), path), changed(rules_document(), path, None)):
        assert f"{pointer(path)}: is missing; expected a value, because it is required" in problems(document)


@pytest.mark.parametrize("path", sorted(OPTIONAL))
def test_what_is_optional_may_be_absent_and_null_means_the_same(path: str) -> None:
    assert read_rules(without(rules_document(), path)) == read_rules(changed(rules_document(), path, None))


@pytest.mark.parametrize(
    ("path", "good", "bad"),
    [
        ("slug", ["a", "rezekne-2018", "a" * 80], ["", "A", "a--b", "-a", "a b", "ā", "a\n", "a" * 81, 1]),
        ("languages", [["lv"], ["lv", "ltg"]], [[], ["LV"], ["latvian"], "lv", [None], ["lv"] * 6]),
        ("retention_until", ["2040-02-29"], ["2041-02-29", "2040-2-9", "20400229", "1899-12-31", "2201-01-01", 2040]),
        ("organiser/name", ["", "x" * 500], ["x" * 501, "a\x00b", "\ud800", 5]),
        ("organiser/email", ["a@b"], ["a", "@", "a b@c", "a" * 250 + "@b.lv"]),
        ("schedule/timezone", ["Europe/Riga", "UTC"], ["Riga", "", "../UTC", "europe/riga/x"]),
        ("schedule/grace_seconds", [0, 86_400], [-1, 86_401, "0", True, 0.5]),
        ("schedule/individual_extension_days", [1, 60], [0, 61, "5", True]),
        ("schedule/implementation/report_days", [1, 365], [0, 366, "30", True]),
        ("publication/by_link", [True, False], ["yes", 1]),
        (
            "funding/carried_over",
            [{"amount": "100.00", "source": "2029"}],
            [{"amount": "1"}, {"amount": "-1", "source": ""}, "100"],
        ),
        ("schedule/contest/months", [1, 1200], [-1, 1201]),
        ("schedule/contest/kind", ["contest", "appeal"], ["Contest", ""]),
        (
            "schedule/clarification",
            [{"days": 5, "unit": "working", "rounds": 1}],
            [{"days": 5, "unit": "weeks", "rounds": 1}, {"days": 0, "unit": "working", "rounds": 1}, {"days": 5}, []],
        ),
        (
            "schedule/closes_at",
            ["2029-12-10T15:00:00Z", "2029-12-10t15:00:00.123456+02:00", "2029-12-10T15:00:00-00:00"],
            [
                "2029-12-10T15:00:00",
                "2029-12-10 15:00:00Z",
                "2029-12-10",
                "2029-12-10T15:00Z",
                "2029-12-10T25:00:00Z",
                "2029-12-10T15:00:00+25:00",
                "9999-12-10T15:00:00Z",
                1,
            ],
        ),
        ("funding/currency", ["EUR"], ["eur", "USD"]),
        (
            "funding/limit/total",
            ["0", "0.00", "4600", "4600.5", "9999999999999.99"],
            ["-0.01", "-4600", "1.005", "1,00", "1.", ".5", "1e3", "NaN", " 1", "1\n", "٣", 4600, "99999999999999.99"],
        ),
        ("funding/limit/projects", [0, 1_000_000], [-1, 1_000_001, "7", 1.5, True]),
        ("funding/when_short", ["stop", "skip"], ["wait", None]),
        (
            "funding/co_financing",
            [{"min_percent": "0", "in_kind": True}, {"min_percent": "100", "in_kind": False}],
            [
                {"min_percent": "-1", "in_kind": True},
                {"min_percent": "100.01", "in_kind": True},
                {"min_percent": "5"},
                {"in_kind": True},
            ],
        ),
        ("applicants/kinds", [["company"]], [[], ["club"], "company"]),
        ("applicants/max_applications", [1], [0]),
        ("applicants/adult_guarantor", [True], ["yes", 1]),
        ("form", [[]], [{}, [{"code": "a", "title": words(), "fields": []}] * 51]),
        ("form/0/fields/0/type", ["address", "file"], ["text", ""]),
        ("form/0/fields/1/min", [-(10**29), 0, "0.5"], [0.5, "x", True, 10**30, "1" * 31]),
        ("form/0/fields/0/accept", [["pdf", "edoc"]], [["exe"]]),
        ("checks", [[]], [None, [7]]),
        ("criteria/0/code", ["2.4.1", "a" * 64, "A_b-c.1"], ["", "a" * 65, "a b", "a:b", ".a", "ā"]),
        ("criteria/0/weight", ["0.01", "10"], ["0", "-1", 1]),
        ("criteria/0/step", ["0.5"], ["0", "-1"]),
        ("criteria/0/max", ["9" * 30], ["9" * 31, 5, "5,0", "+5"]),
        ("scoring/decimals", [0, 6], [-1, 7, "2"]),
        ("scoring/method", ["mean", "median", "joint"], ["sum"]),
        ("scoring/divergence", ["0", "1.5"], ["-0.1"]),
        ("scoring/evaluators_per_application", [1], [0]),
        ("committee/decided_by", ["council"], ["mayor"]),
        ("publication/scores", [True], ["true", 0]),
    ],
)
def test_a_value_has_its_form_and_limits(path: str, good: list[object], bad: list[object]) -> None:
    at = pointer(path)
    for value in good:
        assert not [line for line in problems(changed(rules_document(), path, value)) if line.startswith(at)], value
    for value in bad:
        assert [line for line in problems(changed(rules_document(), path, value)) if line.startswith(at)], value


@pytest.mark.parametrize("path", ["title", "privacy", "criteria/0/title", "form/0/fields/0/label", "checks/0/text"])
def test_a_text_has_words_in_the_first_language(path: str) -> None:
    (problem,) = validate_rules(changed(rules_document(), path, {"en": "Words"}))
    assert str(problem) == f'{pointer(path)}: has no words in "lv"; expected words in the first language of the call'


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ({"lv": ""}, True),
        ({"lv": "a", "ltg": "b"}, True),
        ({"lv": "x" * 20_000}, True),
        ({"lv": "x" * 20_001}, False),
        ({"lv": "a\x00"}, False),
        ({"lv": "a", "Latvian": "b"}, False),
        ({"lv": 5}, False),
        ("a", False),
        ({}, False),
    ],
)
def test_a_text_holds_words_by_language(text: object, good: bool) -> None:
    assert (validate_rules(rules_document(summary=text)) == []) is good


@pytest.mark.parametrize(
    ("path", "value"),
    [("schedule/rounds", [{}]), ("stages", {}), ("public_vote", False)],
)
def test_names_kept_for_later_are_refused_unless_null(path: str, value: object) -> None:
    (problem,) = validate_rules(changed(rules_document(), path, value))
    assert (problem.path, problem.expected) == (pointer(path), "nothing: the name is reserved for a later version")
    assert validate_rules(changed(rules_document(), path, None)) == []


@pytest.mark.parametrize(
    ("document", "line"),
    [
        (changed(rules_document(), "criteria/0/max", 5), 'is 5; expected a decimal number in quotes, such as "2.5"'),
        (changed(rules_document(), "slug", "A"), 'is "A"; expected small letters and digits, joined by single hyphens'),
        (changed(rules_document(), "form", "x"), 'is "x"; expected a list'),
        (changed(rules_document(), "schedule", []), "is a list; expected an object with names and values"),
        (changed(rules_document(), "languages", []), "has 0 entries; expected at least 1 entry"),
        (
            changed(rules_document(), "funding/when_short", "x" * 100),
            f'is "{"x" * 59}…"; expected one of "stop", "skip", "partial"',
        ),
    ],
)
def test_a_message_names_the_value_and_what_is_expected(document: Raw, line: str) -> None:
    (problem,) = problems(document)
    assert problem.partition(": ")[2] == line


def test_what_no_model_knows_is_held_to_the_limits_too() -> None:
    document = rules_document(notes={"a": "x\x00", "b": ["y" * 20_001], "c": "\ud800", "d": float("inf"), "e": 10**30})
    assert [problem.path for problem in validate_rules(document)] == [
        "call.notes.a",
        "call.notes.b[0]",
        "call.notes.c",
        "call.notes.d",
        "call.notes.e",
    ]


@pytest.mark.parametrize(("levels", "found"), [(30, 0), (31, 1)])
def test_nesting_has_a_limit(levels: int, found: int) -> None:
    nested: object = "x"
    for _ in range(levels):
        nested = [nested]
    assert len(validate_rules(rules_document(notes=[nested]))) == found


def test_an_invalid_document_is_refused_with_every_problem() -> None:
    with pytest.raises(InvalidDocument) as refused:
        read_rules(rules_document(slug="A", criteria=[criterion("1", max=number) for number in range(9)]))
    assert len(refused.value.problems) >= 9
    assert str(refused.value).endswith(f"and {len(refused.value.problems) - 5} more")


def test_a_field_needs_no_label() -> None:
    document = changed(rules_document(), "form/0/fields", [without(field("goal", "long_text"), "label")])
    assert validate_rules(document) == []
