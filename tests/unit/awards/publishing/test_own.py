"""Where an application stands, for who works on it."""

from grants.awards.models import Decision, Outcome
from grants.awards.publishing.own import own_marks_of
from grants.calls.rules.document import Rules
from tests.unit.awards.factories import application, call, criterion, decide, sheet

RULES = call(criteria=[criterion(threshold="5"), criterion("c2")], scoring={"total_threshold": "9"})


def test_points_stand_beside_what_the_rules_ask_for() -> None:
    entry = application("A-1") | {"evaluations": [sheet(c1="4.5", c2="3")]}
    own = own_marks_of(
        Decision(outcome=Outcome.REJECTED), decide(RULES, [entry]).placements[0], Rules.model_validate(RULES)
    )
    assert own is not None
    assert [(one.criterion.code, one.mean, one.least, one.missed, one.most) for one in own.marks] == [
        ("c1", "4.50", "5", True, "10"),
        ("c2", "3.00", None, False, "10"),
    ]
    assert (own.total, own.most, own.least, own.rank) == ("7.50", "20", "9", None)


def test_what_was_never_scored_has_no_points() -> None:
    placement = decide(RULES, [application("A-1")]).placements[0]
    assert own_marks_of(Decision(outcome=Outcome.INELIGIBLE), placement, Rules.model_validate(RULES)) is None
