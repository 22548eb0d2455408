"""Section 3 of the text: the entries of `ties`."""

from grants.awards.ranking import Outcome, Ranking
from tests.unit.awards.factories import application, call, criterion, decide, tie
from tests.unit.awards.reference import Raw

EQUALS = [application(reference, "5") for reference in "ABC"]


def ranks(ranking: Ranking) -> list[tuple[int | None, str]]:
    return [(one.rank, one.reference) for one in ranking.placements if one.rank]


def causes(ranking: Ranking) -> list[str]:
    return [ignored.cause for ignored in ranking.ignored_ties]


def replaced(reference: str, **changes: object) -> list[Raw]:
    return [one | changes if one["reference"] == reference else one for one in EQUALS]


def test_a_vote_on_exactly_the_equals_puts_them_in_its_order() -> None:
    ranking = decide(call(), EQUALS, [tie("C", "A", "B")])
    assert ranks(ranking) == [(1, "C"), (2, "A"), (3, "B")]


def test_equals_in_an_order_are_tied_no_longer() -> None:
    ranking = decide(call(), EQUALS, [tie("C", "A", "B")])
    assert [one.tied_with for one in ranking.placements] == [(), (), ()]


def test_the_last_place_goes_to_the_first_of_the_order() -> None:
    ranking = decide(call(limit={"projects": 1}), EQUALS, [tie("C", "A", "B")])
    awarded = [one.reference for one in ranking.placements if one.outcome is Outcome.AWARDED]
    assert awarded == ["C"]


def test_the_order_holds_without_those_no_longer_ranked() -> None:
    ranking = decide(call(), replaced("A", status="withdrawn"), [tie("C", "A", "B")])
    assert (ranks(ranking), causes(ranking)) == ([(1, "C"), (2, "B")], [])


def test_a_rejected_application_is_no_longer_ranked() -> None:
    rules = call(criteria=[criterion(threshold="1")])
    applications = [*EQUALS[:2], application("C", "0")]
    assert ranks(decide(rules, applications, [tie("C", "B", "A")])) == [(1, "B"), (2, "A")]


def test_an_order_of_which_one_is_left_alone_changes_nothing_and_is_not_ignored() -> None:
    ranking = decide(call(), [EQUALS[0], application("B", "5", status="withdrawn")], [tie("B", "A")])
    assert (ranks(ranking), causes(ranking)) == ([(1, "A")], [])


def test_an_order_of_a_part_of_the_equals_is_ignored() -> None:
    ranking = decide(call(), EQUALS, [tie("B", "A")])
    assert (ranks(ranking), causes(ranking)) == ([(1, "A"), (1, "B"), (1, "C")], ["no_such_group"])


def test_an_order_of_more_than_the_equals_is_ignored() -> None:
    applications = [*EQUALS, application("D", "4")]
    assert causes(decide(call(), applications, [tie("D", "C", "B", "A")])) == ["no_such_group"]


def test_an_order_of_applications_that_are_not_equal_is_ignored() -> None:
    ranking = decide(call(), [application("A", "5"), application("B", "4")], [tie("B", "A")])
    assert (ranks(ranking), causes(ranking)) == ([(1, "A"), (2, "B")], ["no_such_group"])


def test_an_order_of_which_nobody_is_ranked_is_ignored() -> None:
    applications = [application("A"), application("B")]
    assert causes(decide(call(), applications, [tie("B", "A")])) == ["no_such_group"]


def test_of_two_orders_for_one_group_the_first_counts_and_the_second_is_ignored() -> None:
    ranking = decide(call(), EQUALS, [tie("C", "A", "B"), tie("A", "B", "C")])
    assert (ranks(ranking), causes(ranking)) == ([(1, "C"), (2, "A"), (3, "B")], ["already_settled"])


def test_two_groups_take_an_order_each() -> None:
    applications = [*EQUALS[:2], application("C", "4"), application("D", "4")]
    ranking = decide(call(), applications, [tie("D", "C"), tie("B", "A")])
    assert ranks(ranking) == [(1, "B"), (2, "A"), (3, "D"), (4, "C")]
