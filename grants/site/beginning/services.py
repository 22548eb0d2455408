"""Take the first steps."""

import uuid
from collections.abc import Mapping

from sqlalchemy import select

from grants import clock
from grants.accounts.models import Organiser, Person
from grants.db import db, take_turns
from grants.journal.services import record
from grants.notices.services import queue
from grants.site.beginning.models import OrganiserWays, PutAside, Step
from grants.site.beginning.notices import TEST_MAIL
from grants.site.beginning.queries import ways_of


def change_ways(
    *, organiser: Organiser, contest_to: str, privacy: Mapping[str, str], actor: Person | None
) -> OrganiserWays:
    """Keep how an organiser does things; calls that exist already stay as they are."""
    take_turns(f"ways of {organiser.id}")
    ways = ways_of(organiser) or OrganiserWays(organiser_id=organiser.id)
    said = {language: words for language, words in privacy.items() if words}
    if (ways.contest_to, ways.privacy) == (contest_to, said):
        return ways
    ways.contest_to, ways.privacy = contest_to, said
    db.session.add(ways)
    db.session.flush()
    record(action="organiser.ways_changed", subject=organiser, actor=actor)
    return ways


def put_aside(*, step: Step | None, actor: Person) -> None:
    """Leave a step for later, or end the first steps; twice does nothing."""
    take_turns("first steps")
    same = PutAside.step.is_(None) if step is None else PutAside.step == step
    if db.session.scalar(select(PutAside.id).where(same)) is None:
        db.session.add(PutAside(step=step, at=clock.now(), by_id=actor.id))
        db.session.flush()


def send_test_mail(*, actor: Person) -> None:
    """Write a message to whoever asks, which shows whether mail leaves; each time a new one."""
    queue(event=TEST_MAIL, subject_id=uuid.uuid4(), person=actor, template="site/notices/test_mail", context={})
