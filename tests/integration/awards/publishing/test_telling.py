"""Everybody who applied is told that results are public: once, some at a time, and not as a follower besides."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from grants import clock
from grants.awards.publishing.telling import tell_results
from grants.calls.asking import followers
from grants.calls.asking.models import Follower
from grants.calls.asking.news import tell_news
from grants.calls.models import Call
from grants.db import db
from grants.notices.models import Message
from tests.factories.awards import DELIBERATED, a_decided_call, a_member, publish
from tests.factories.people import a_person

pytestmark = pytest.mark.usefixtures("session")


def told() -> list[tuple[str, str]]:
    found = select(Message.event, Message.address).where(Message.event.in_(("results_published", "call_news")))
    return sorted(db.session.execute(found.order_by(Message.address)).all())


@pytest.fixture
def call() -> Call:
    return a_decided_call()


def test_applicants_are_told_once_and_followers_who_applied_hear_of_it_once(call: Call) -> None:
    member = a_member(call, "A-1")
    assert tell_results() == 0
    with clock.at(DELIBERATED):
        for address in (member.email, "other@example.org"):
            followers.follow(call=call, programme=False, email=address, language="lv", person=None)
        for follower in db.session.scalars(select(Follower)):
            follower.confirmed_at = clock.now()
    publish(call)
    with clock.at(DELIBERATED + timedelta(minutes=1)):
        while tell_results() + tell_news():
            pass
    assert ("results_published", member.email) in told()
    assert ("call_news", member.email) not in told()
    assert ("call_news", "other@example.org") in told()
    assert len(told()) == len(set(told()))


def test_nobody_else_is_told(call: Call) -> None:
    other = a_person()
    publish(call)
    while tell_results():
        pass
    assert other.email not in {address for _event, address in told()}
