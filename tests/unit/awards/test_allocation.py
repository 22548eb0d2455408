"""Section 4 of the text: places and money."""

import pytest

from tests.unit.awards.factories import application, call, decide
from tests.unit.awards.reference import Raw

MODES = ["stop", "skip", "partial"]
NO_PLACE = "reserve quota_used"
NO_MONEY = "reserve budget_used"


def share(
    *sums: str, projects: int | None = None, total: str | None = None, mode: str = "stop", minimum: str | None = None
) -> list[str]:
    """Say what each application gets, best first: sums joined by `+` are of equals, 100 and 100 for `100+100`."""
    limit = {"projects": projects, "total": total}
    rules = call(limit=limit, when_short=mode, amount={"min": minimum, "max": "100000.00"})
    ranking = decide(rules, list(_applications(sums)))
    return [
        " ".join(
            [one.outcome, *([f"{float(one.amount):g}"] if one.amount is not None else [])]
            + [reason.code for reason in one.reasons]
        )
        for one in ranking.placements
    ]


def _applications(groups: tuple[str, ...]) -> list[Raw]:
    return [
        application(f"{place:02}{member:02}", f"{10 - place / 2:g}", requested=f"{requested}.00")
        for place, group in enumerate(groups)
        for member, requested in enumerate(group.split("+"))
    ]


@pytest.mark.parametrize("mode", MODES)
def test_without_limits_everybody_is_awarded_the_sum_requested(mode: str) -> None:
    assert share("300", "100+200", mode=mode) == ["awarded 300", "awarded 100", "awarded 200"]


def test_when_no_place_is_left_all_below_are_on_reserve() -> None:
    assert share("100", "100", "100+100", projects=1) == ["awarded 100", NO_PLACE, NO_PLACE, NO_PLACE]


@pytest.mark.parametrize("mode", MODES)
def test_a_quota_of_no_project_awards_nobody(mode: str) -> None:
    assert share("100+100", "100", projects=0, mode=mode) == [NO_PLACE] * 3


@pytest.mark.parametrize("mode", MODES)
def test_a_group_that_fits_whole_is_awarded(mode: str) -> None:
    assert share("100+200", projects=2, total="300", mode=mode) == ["awarded 100", "awarded 200"]


def test_stop_ends_at_the_first_that_does_not_fit() -> None:
    assert share("100", "300", "50", total="200") == ["awarded 100", NO_MONEY, NO_MONEY]


def test_skip_passes_over_one_that_does_not_fit_and_goes_on() -> None:
    assert share("100", "300", "50", total="200", mode="skip") == ["awarded 100", NO_MONEY, "awarded 50"]


def test_partial_awards_the_rest_and_ends() -> None:
    assert share("100", "300", "50", total="200", mode="partial") == ["awarded 100", "awarded 100", NO_MONEY]


def test_partial_awards_a_rest_equal_to_the_smallest_amount() -> None:
    assert share("100", "300", total="200", mode="partial", minimum="100") == ["awarded 100", "awarded 100"]


def test_partial_awards_no_rest_below_the_smallest_amount_and_ends() -> None:
    shares = share("100", "300", "100", total="199", mode="partial", minimum="100")
    assert shares == ["awarded 100", NO_MONEY, NO_MONEY]


def test_partial_awards_nothing_where_nothing_is_left() -> None:
    assert share("100", "300", total="100", mode="partial") == ["awarded 100", NO_MONEY]


def test_a_partial_award_takes_a_place() -> None:
    shares = share("100", "300", "50", projects=2, total="200", mode="partial")
    assert shares == ["awarded 100", "awarded 100", NO_PLACE]


@pytest.mark.parametrize("mode", MODES)
def test_where_places_and_money_are_both_used_up_the_quota_is_the_reason(mode: str) -> None:
    assert share("100", "100", projects=1, total="100", mode=mode) == ["awarded 100", NO_PLACE]


@pytest.mark.parametrize("mode", MODES)
def test_where_the_money_is_used_up_and_places_are_left_the_budget_is_the_reason(mode: str) -> None:
    assert share("100", "100", projects=2, total="100", mode=mode) == ["awarded 100", NO_MONEY]


def test_skip_ends_where_the_places_end() -> None:
    assert share("300", "50", "50", projects=1, total="200", mode="skip") == [NO_MONEY, "awarded 50", NO_PLACE]


@pytest.mark.parametrize("mode", MODES)
def test_equals_for_whom_money_is_short_are_tied(mode: str) -> None:
    assert share("100+100", total="150", mode=mode) == ["tied", "tied"]


@pytest.mark.parametrize("mode", MODES)
def test_equals_for_whom_places_are_short_are_tied(mode: str) -> None:
    assert share("100+100", projects=1, mode=mode) == ["tied", "tied"]


def test_equals_when_no_money_is_left_all_run_short_and_stop_ends() -> None:
    assert share("100", "50+50", "10", total="100") == ["awarded 100", NO_MONEY, NO_MONEY, NO_MONEY]


def test_equals_when_no_money_is_left_all_run_short_and_skip_goes_on() -> None:
    shares = share("100", "50+50", "0", total="100", mode="skip")
    assert shares == ["awarded 100", NO_MONEY, NO_MONEY, "awarded 0"]


def test_equals_when_no_money_is_left_all_run_short_and_partial_ends() -> None:
    shares = share("100", "50+50", "0", total="100", mode="partial")
    assert shares == ["awarded 100", NO_MONEY, NO_MONEY, NO_MONEY]


def test_equals_who_each_ask_for_more_than_is_left_all_run_short_and_stop_ends() -> None:
    assert share("50+60", "10", total="49") == [NO_MONEY, NO_MONEY, NO_MONEY]


def test_equals_who_each_ask_for_more_than_is_left_are_all_skipped() -> None:
    assert share("50+60", "10", total="49", mode="skip") == [NO_MONEY, NO_MONEY, "awarded 10"]


def test_equals_who_each_ask_for_more_than_is_left_are_tied_where_one_gets_the_rest() -> None:
    assert share("50+60", "10", total="49", mode="partial") == ["tied", "tied", "tied"]


@pytest.mark.parametrize("mode", ["stop", "skip"])
def test_equals_of_whom_one_asks_for_all_that_is_left_are_tied(mode: str) -> None:
    assert share("50+60", total="50", mode=mode) == ["tied", "tied"]


def test_below_a_tie_that_takes_all_places_the_rest_is_on_reserve() -> None:
    assert share("100", "100+100", "100", projects=2) == ["awarded 100", "tied", "tied", NO_PLACE]


def test_below_a_tie_whose_dearest_members_the_money_just_covers_the_rest_is_on_reserve() -> None:
    assert share("100+200+300", "10", projects=2, total="500") == ["tied", "tied", "tied", NO_PLACE]


def test_below_a_tie_whose_dearest_members_the_money_does_not_cover_all_are_tied() -> None:
    assert share("100+200+300", "10", projects=2, total="499", mode="skip") == ["tied"] * 4


def test_below_a_tie_over_money_alone_all_are_tied() -> None:
    assert share("100+200", "10", "10+10", total="150", mode="skip") == ["tied"] * 5


def test_below_a_tie_with_as_many_places_as_members_all_are_tied() -> None:
    assert share("100+200", "10", projects=2, total="150") == ["tied"] * 3


def test_the_first_tie_decides_for_all_below_it() -> None:
    assert share("100+100", "100+100", "100", projects=1) == ["tied", "tied", NO_PLACE, NO_PLACE, NO_PLACE]


def test_a_sum_of_nothing_fits_when_no_money_is_left() -> None:
    assert share("100", "0", total="100") == ["awarded 100", "awarded 0"]


def test_cents_are_counted_exactly() -> None:
    rules = call(limit={"total": "0.30"})
    ranking = decide(rules, [application(f"{n}", f"{n}", requested="0.10") for n in range(1, 4)])
    assert {one.outcome for one in ranking.placements} == {"awarded"}
