"""What the public may read, by the rules of publication."""

from decimal import Decimal
from typing import Any

from grants.awards.models import Outcome
from grants.awards.results import Decided, Results, results_of
from grants.calls.rules.document import Rules
from tests.unit.awards.factories import call

NOBODY = "natural person"


def published(*decided: Decided, withdrawn: int = 0, complete: bool = True, **publication: bool) -> Results:
    """Return what is published of decisions under rules that show points and hide everything else, unless told."""
    shown = {"scores": True, "rejected_names": False, "natural_person_names": False} | publication
    rules = Rules.model_validate(call() | {"publication": shown})
    return results_of(rules, decided, withdrawn, NOBODY, complete=complete)


def one(name: str, outcome: Outcome = Outcome.AWARDED, rank: int | None = None, **changes: Any) -> Decided:
    amount = Decimal("100.00") if outcome is Outcome.AWARDED else None
    values = {"kind": "association", "title": f"Projekts {name}", "amount": amount, "total": "5.00"} | changes
    return Decided(name=name, outcome=outcome, rank=rank, **values)


def names(rows: tuple[Any, ...]) -> list[str]:
    return [row.name for row in rows]


def test_awards_show_organisation_title_sum_and_points() -> None:
    shown = published(one("Apvienība", rank=1)).awarded[0]
    assert (shown.name, shown.title, shown.amount, shown.total) == (
        "Apvienība",
        "Projekts Apvienība",
        Decimal("100.00"),
        "5.00",
    )


def test_awards_stand_by_rank_where_points_are_shown() -> None:
    assert names(published(one("A", rank=2), one("B", rank=1)).awarded) == ["B", "A"]


def test_awards_stand_by_name_where_points_are_not_shown_so_that_nobody_reads_the_rank() -> None:
    assert names(published(one("B", rank=1), one("A", rank=2), scores=False).awarded) == ["A", "B"]


def test_no_points_are_in_the_results_where_they_are_not_shown() -> None:
    shown = published(one("A", rank=1), one("B", Outcome.RESERVE, rank=2), scores=False)
    assert [row.total for row in (*shown.awarded, *shown.reserve)] == [None, None]
    assert not shown.scored


def test_competitions_without_marks_have_no_points_to_show() -> None:
    assert not published(one("A", total=None)).scored


def test_the_reserve_list_stands_in_its_order_whatever_is_shown() -> None:
    reserve = (one("A", Outcome.RESERVE, rank=3), one("B", Outcome.RESERVE, rank=2))
    assert names(published(*reserve, scores=False).reserve) == ["B", "A"]


def test_of_rejected_applications_only_the_number_is_known() -> None:
    shown = published(one("A", Outcome.REJECTED), one("B", Outcome.INELIGIBLE))
    assert shown.rejected == ()
    assert dict(shown.counts) == {"rejected": 1, "ineligible": 1}


def test_rejected_applications_are_named_where_the_rules_say_so() -> None:
    rejected = (one("B", Outcome.REJECTED, rank=1), one("A", Outcome.INELIGIBLE))
    assert names(published(*rejected, rejected_names=True).rejected) == ["A", "B"]


def test_a_natural_person_is_not_named() -> None:
    assert names(published(one("Anna Ozola", rank=1, kind="natural_person")).awarded) == [NOBODY]


def test_a_natural_person_is_named_where_the_rules_say_so() -> None:
    person = one("Anna Ozola", rank=1, kind="natural_person")
    assert names(published(person, natural_person_names=True).awarded) == ["Anna Ozola"]


def test_the_name_of_a_group_is_no_name_of_a_person() -> None:
    assert names(published(one("Draugi", rank=1, kind="informal_group")).awarded) == ["Draugi"]


def test_the_order_does_not_tell_where_a_hidden_name_would_stand() -> None:
    hidden = one("Aaa", kind="natural_person", title="Z")
    assert names(published(one("Mmm"), hidden, one("Ppp"), scores=False).awarded) == ["Mmm", NOBODY, "Ppp"]


def test_everything_received_is_counted_also_what_was_withdrawn() -> None:
    assert published(one("A"), one("B", Outcome.RESERVE), withdrawn=2).received == 4


def test_the_sum_of_the_awards_is_exact() -> None:
    awards = [one(str(number), amount=Decimal("0.10")) for number in range(3)]
    assert published(*awards).amount == Decimal("0.30")


def test_a_total_shown_more_than_once_comes_with_what_put_its_owners_in_order() -> None:
    first, second = one("A", rank=1, order=("By lot.",)), one("B", Outcome.RESERVE, rank=2, order=("By lot.",))
    assert published(first, second).equals == (("5.00", ("By lot.",)),)


def test_a_total_shown_once_needs_no_explanation() -> None:
    assert published(one("A", rank=1, order=("By lot.",)), one("B", rank=2, total="4.00")).equals == ()


def test_where_points_are_kept_back_nobody_reads_that_some_were_equal() -> None:
    equal = [one(name, rank=1, order=("By lot.",)) for name in "AB"]
    assert published(*equal, scores=False).equals == ()


def test_how_many_came_in_is_not_known_where_only_the_published_are_held() -> None:
    assert published(one("A"), complete=False).received is None
