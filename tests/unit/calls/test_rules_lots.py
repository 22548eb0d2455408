"""Lots in a rules document: every application falls into exactly one, and together they are the limit of the call."""

from typing import Any

import pytest

from grants.calls.editing.lots import put_lots_in_order
from grants.calls.rules.validation import validate_rules
from tests.factories.documents import Raw, changed, field, fields, rules_document, words

OPTIONS = [{"code": "north", "label": words()}, {"code": "south", "label": words()}]
LIMITS = [{"option": "north", "projects": 3}, {"option": "south", "projects": 4}]


def with_lots(*, asked: Raw | None = None, limit: Raw | None = None, **changes: Any) -> Raw:
    question = field("parish", "choice", options=OPTIONS, **({"required": True} if asked is None else asked))
    document = changed(rules_document(), "form/0/fields", [*fields(), question])
    document["funding"] |= {
        "lots": {"field": "parish", "limits": LIMITS} | changes,
        "limit": {"projects": 7} if limit is None else limit,
    }
    return document


def paths(document: Raw) -> list[str]:
    return [problem.path.removeprefix("call.") for problem in validate_rules(document)]


def test_lots_that_make_up_the_limit_of_the_call_are_valid() -> None:
    assert paths(with_lots()) == []


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"field": "goal"}, "funding.lots.field"),
        ({"field": "nothing"}, "funding.lots.field"),
        ({"asked": {}}, "funding.lots.field"),
        (
            {"asked": {"required": True, "show_if": {"field": "participants_total", "equals": 1}}},
            "funding.lots.field",
        ),
        ({"limits": []}, "funding.lots.limits"),
        ({"limits": [*LIMITS, {"option": "west", "projects": 0}]}, "funding.lots.limits[2].option"),
        ({"limits": LIMITS[:1], "limit": {"projects": 3}}, "funding.lots.limits"),
        ({"limits": [LIMITS[0], LIMITS[1], LIMITS[1]], "limit": {"projects": 11}}, "funding.lots.limits[2].option"),
        ({"limits": [LIMITS[0], {"option": "south"}], "limit": {}}, "funding.lots.limits[1]"),
        ({"limit": {"projects": 6}}, "funding.limit.projects"),
        ({"limit": {}}, "funding.limit.projects"),
        ({"limit": {"projects": 7, "total": "10.00"}}, "funding.limit.total"),
    ],
)
def test_lots_that_do_not_work_out_are_reported_at_their_place(changes: Raw, path: str) -> None:
    assert path in paths(with_lots(**changes))


def test_lots_need_an_answer_so_nothing_comes_on_paper() -> None:
    document = with_lots() | {"channels": [{"kind": "online"}, {"kind": "post", "counts": "postmark"}]}
    assert paths(document) == ["channels[1].kind"]


def test_the_limit_of_the_call_follows_the_lots_that_are_typed() -> None:
    document = with_lots(limits=[LIMITS[0] | {"total": "10.00"}, LIMITS[1] | {"total": "5.50"}], limit={})
    put_lots_in_order(document)
    assert document["funding"]["limit"] == {"projects": 7, "total": "15.50"}


def test_the_only_question_there_is_need_not_be_chosen() -> None:
    document = with_lots()
    del document["funding"]["lots"]["field"]
    put_lots_in_order(document)
    assert document["funding"]["lots"]["field"] == "parish"


def test_lots_of_an_option_that_is_gone_are_dropped() -> None:
    document = with_lots(limits=[*LIMITS, {"option": "west", "projects": 1}])
    put_lots_in_order(document)
    assert document["funding"]["lots"]["limits"] == LIMITS


def test_money_left_goes_on_only_where_a_sum_is_announced() -> None:
    document = rules_document()
    document["funding"] |= {"unused": "next_round", "limit": {"projects": 7}}
    assert paths(document) == ["funding.unused"]
    document["funding"]["limit"] = {"total": "9200.00"}
    assert paths(document) == []
