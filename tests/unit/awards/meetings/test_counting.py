"""What a vote comes to."""

import pytest

from grants.awards.meetings.counting import Ballot, result_of

FOR, AGAINST, ABSTAINED, EXCLUDED = Ballot


@pytest.mark.parametrize(
    ("votes", "carried"),
    [
        ((FOR, FOR, AGAINST), True),
        ((FOR, ABSTAINED, EXCLUDED), True),
        ((FOR, AGAINST, AGAINST), False),
        ((ABSTAINED, ABSTAINED), False),
        ((), False),
    ],
)
def test_more_for_than_against_carries(votes: tuple[Ballot, ...], carried: bool) -> None:
    assert result_of(dict(zip("abc", votes, strict=False)), None, casting_vote=False).carried is carried


@pytest.mark.parametrize(
    ("chair", "casting", "expected"),
    [
        (FOR, True, (True, True)),
        (AGAINST, True, (False, True)),
        (FOR, False, (False, False)),
        (ABSTAINED, True, (False, False)),
        (EXCLUDED, True, (False, False)),
    ],
)
def test_between_equal_numbers_the_chair_decides_where_the_rules_say_so(
    chair: Ballot, casting: bool, expected: tuple[bool, bool]
) -> None:
    others = {FOR: [AGAINST], AGAINST: [FOR]}.get(chair, [FOR, AGAINST])
    ballots = {"chair": chair} | {str(place): ballot for place, ballot in enumerate(others)}
    result = result_of(ballots, "chair", casting_vote=casting)
    assert (result.carried, result.by_casting) == expected


def test_a_chair_who_is_not_there_decides_nothing() -> None:
    assert not result_of({"a": FOR, "b": AGAINST}, "chair", casting_vote=True).by_casting
