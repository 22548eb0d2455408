"""What a competition bundle holds, and what is refused in it."""

import pytest

from grants.calls.rules.canonical import dump
from grants.calls.rules.problems import InvalidDocument
from grants.exchange.validation import read_bundle, unknown_bundle_keys, validate_bundle
from tests.factories.documents import Raw, application_document, bundle_document, changed, sheet, without

SHEET = "applications/0/evaluations/0"
AGREED = {"mark": "3", "reason": "Pēc sarunas."}
REQUIRED = [
    "format",
    "call",
    "evaluators",
    "evaluators/0/id",
    "evaluators/0/name",
    "applications",
    *(
        f"applications/0/{name}"
        for name in (
            "reference",
            "title",
            "applicant",
            "applicant/kind",
            "applicant/name",
            "requested",
            "submitted_at",
            "channel",
            "status",
            "answers",
            "checks",
            "evaluations",
            "decision/outcome",
            "decision/reasons",
            "decision/reasons/0/code",
        )
    ),
    *(f"{SHEET}/{name}" for name in ("evaluator", "scores", "comments", "conflict")),
    *(f"ties/0/{name}" for name in ("references", "order", "by", "reason")),
]


def pointer(path: str) -> str:
    """Write a path such as `applications/0/title` as problems do."""
    return "".join(f"[{key}]" if key.isdecimal() else f".{key}" for key in path.split("/")).removeprefix(".")


def paths(document: Raw) -> list[str]:
    return [problem.path for problem in validate_bundle(document)]


def test_a_small_competition_is_valid() -> None:
    assert paths(bundle_document()) == []


def test_a_competition_without_applications_is_valid() -> None:
    assert paths(bundle_document(applications=[], evaluators=[], ties=None)) == []


@pytest.mark.parametrize("path", REQUIRED)
def test_what_is_required_may_be_neither_absent_nor_null(path: str) -> None:
    for document in (without(bundle_document(), path), changed(bundle_document(), path, None)):
        found = [problem for problem in validate_bundle(document) if problem.path == pointer(path)]
        assert [problem.wrong for problem in found] == ["is missing"]


@pytest.mark.parametrize(
    "path",
    [
        "ties",
        "applications/0/decision",
        "applications/0/decision/amount",
        "applications/0/decision/reasons/0/criterion",
        "applications/0/applicant/registration_number",
        "applications/0/checks/1.1",
        f"{SHEET}/scores/2.1",
        f"{SHEET}/comments/2.2",
    ],
)
def test_what_is_optional_may_be_absent_and_null_means_the_same(path: str) -> None:
    absent, null = without(bundle_document(), path), changed(bundle_document(), path, None)
    assert read_bundle(absent) == read_bundle(null)


@pytest.mark.parametrize(
    ("path", "value", "found"),
    [
        ("format", "grants-competition/2", "format"),
        ("applications/0/reference", "", "applications[0].reference"),
        ("applications/0/reference", "x" * 65, "applications[0].reference"),
        ("applications/1/reference", "A-1", "applications[1].reference"),
        ("applications/0/requested", "-1.00", "applications[0].requested"),
        ("applications/0/requested", 4600, "applications[0].requested"),
        ("applications/0/status", "draft", "applications[0].status"),
        ("applications/0/channel", "fax", "applications[0].channel"),
        ("applications/0/applicant/kind", "club", "applications[0].applicant.kind"),
        ("applications/0/submitted_at", "2029-12-09T12:30:00", "applications[0].submitted_at"),
        ("applications/0/checks", {"1.1": "maybe"}, 'applications[0].checks["1.1"]'),
        ("applications/0/checks", {"9.9": "yes"}, 'applications[0].checks["9.9"]'),
        ("applications/0/decision/outcome", "supported", "applications[0].decision.outcome"),
        ("applications/0/decision/reasons/0/criterion", "9.9", "applications[0].decision.reasons[0].criterion"),
        ("applications/0/decision/reasons/0/check", "9.9", "applications[0].decision.reasons[0].check"),
        ("applications/0/decision/reasons/0/text", 7, "applications[0].decision.reasons[0].text"),
        ("evaluators/2/id", "E1", "evaluators[2].id"),
        (f"{SHEET}/evaluator", "E9", "applications[0].evaluations[0].evaluator"),
        (f"{SHEET}/evaluator", "E2", "applications[0].evaluations[1].evaluator"),
        (f"{SHEET}/scores", {"9.9": "1"}, 'applications[0].evaluations[0].scores["9.9"]'),
        (f"{SHEET}/scores", {"2.1": "6"}, 'applications[0].evaluations[0].scores["2.1"]'),
        (f"{SHEET}/scores", {"2.1": "-1"}, 'applications[0].evaluations[0].scores["2.1"]'),
        (f"{SHEET}/scores", {"2.1": "2.5"}, 'applications[0].evaluations[0].scores["2.1"]'),
        (f"{SHEET}/scores", {"2.1": 4}, 'applications[0].evaluations[0].scores["2.1"]'),
        (f"{SHEET}/comments", {"9.9": "?"}, 'applications[0].evaluations[0].comments["9.9"]'),
        (f"{SHEET}/conflict", "no", "applications[0].evaluations[0].conflict"),
        ("applications/0/consensus", {"9.9": AGREED}, 'applications[0].consensus["9.9"]'),
        ("applications/0/consensus", {"2.1": AGREED | {"mark": "6"}}, 'applications[0].consensus["2.1"].mark'),
        ("applications/0/consensus", {"2.1": {"mark": "3"}}, 'applications[0].consensus["2.1"].reason'),
        ("ties/0/by", "dice", "ties[0].by"),
        ("ties/0/order", ["A-3"], "ties[0].order"),
        ("ties/0/order", ["A-3", "A-3"], "ties[0].order"),
        ("ties/0/order", ["A-3", "A-9"], "ties[0].order"),
        ("stages", [], "stages"),
        ("receipts", {"root": "0" * 63, "commitments": []}, "receipts.root"),
        ("call/public_vote", {}, "call.public_vote"),
        ("call/criteria/1/threshold", "6", "call.criteria[1].threshold"),
        ("applications/0/answers", {"goal": "\ud800"}, "applications[0].answers.goal"),
        ("applications/0/answers", {"goal": "x" * 20_001}, "applications[0].answers.goal"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_place(path: str, value: object, found: str) -> None:
    assert paths(changed(bundle_document(), path, value)) == [found]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("applications/0/reference", "x" * 64),
        ("applications/0/requested", "123.45"),
        ("applications/0/submitted_at", "2031-01-01T00:00:00Z"),
        ("applications/0/answers", {"unknown": None}),
        ("applications/0/checks", {}),
        ("applications/0/evaluations", []),
        ("applications/0/consensus", {"2.1": AGREED, "2.2": None}),
        ("applications/0/consensus", None),
        ("applications/0/evaluations", [sheet("E1", "0", "5", conflict=True)]),
        ("applications/0/status", "withdrawn"),
        ("applications/0/decision", {"outcome": "revoked", "reasons": [{"code": "committee", "text": "Jā"}]}),
        ("applications/0/decision", {"outcome": "on_hold", "reasons": [{"code": "committee", "text": {"lv": "Jā"}}]}),
        ("ties/0", {"references": ["A-2", "gone"], "order": ["gone", "A-2"], "by": "lot", "reason": ""}),
        ("notes", {"kept": True}),
    ],
)
def test_what_the_format_does_not_forbid_is_allowed(path: str, value: object) -> None:
    assert paths(changed(bundle_document(), path, value)) == []


def test_a_reference_given_twice_in_a_tie_is_refused() -> None:
    tie = {"references": ["A-2", "A-2"], "order": ["A-2", "A-2"], "by": "lot", "reason": ""}
    assert paths(bundle_document(ties=[tie])) == ["ties[0].references[1]"]


def test_a_message_names_the_mark_and_the_scale() -> None:
    (problem,) = validate_bundle(changed(bundle_document(), f"{SHEET}/scores/2.2", "7"))
    assert str(problem) == (
        'applications[0].evaluations[0].scores["2.2"]: is "7"; expected a mark from 0 to 5 in steps of 1'
    )


@pytest.mark.parametrize(
    ("path", "value", "problems"),
    [
        ("call/criteria/1/code", None, 1),
        ("call/criteria", 5, 1),
        ("call/checks/0", "x", 1),
        ("evaluators/0/id", 7, 1),
        ("call/criteria/1/max", "many", 1),
        ("applications/1", None, 1),
    ],
)
def test_a_broken_part_hides_nothing_else_and_is_reported_once(path: str, value: object, problems: int) -> None:
    document = changed(bundle_document(), "ties/0/by", "dice")
    assert len(paths(changed(document, path, value))) == problems + 1


def test_an_invalid_bundle_is_refused_with_every_problem() -> None:
    document = changed(changed(bundle_document(), "call/slug", "A B"), "applications/0/requested", "x")
    with pytest.raises(InvalidDocument) as refused:
        read_bundle(document)
    assert [problem.path for problem in refused.value.problems] == ["applications[0].requested", "call.slug"]


@pytest.mark.parametrize("raw", [None, [], "bundle", 7, True])
def test_what_is_no_object_is_refused(raw: object) -> None:
    (problem,) = validate_bundle(raw)
    assert (problem.path, problem.expected) == ("", "an object with names and values")


@pytest.mark.parametrize(("count", "problems"), [(20_000, 0), (20_001, 1)])
def test_a_bundle_holds_a_limited_number_of_applications(count: int, problems: int) -> None:
    plain = application_document(evaluations=[], decision=None)
    assert len(
        validate_bundle(bundle_document(applications=[plain | {"reference": str(n)} for n in range(count)]))
    ) == (problems)


@pytest.mark.parametrize(("count", "problems"), [(2_000, 0), (2_001, 1)])
def test_a_bundle_holds_a_limited_number_of_evaluators(count: int, problems: int) -> None:
    evaluators = [{"id": f"E{number}", "name": ""} for number in range(1, count + 1)]
    assert len(validate_bundle(bundle_document(evaluators=evaluators))) == problems


def test_what_was_read_is_written_as_it_was() -> None:
    document = changed(bundle_document(notes=[None]), "applications/0/answers", {"open": None, "deep": [{"x": None}]})
    written = dump(read_bundle(document))
    for application in document["applications"]:
        del application["decision"]["amount"]
    assert written == document


def test_names_that_no_model_knows_are_pointed_out() -> None:
    document = changed(bundle_document(), f"{SHEET}/coments", {})
    document = changed(document, "call/criteria/0/treshold", "3")
    assert unknown_bundle_keys(document) == ["call.criteria[0].treshold", "applications[0].evaluations[0].coments"]
