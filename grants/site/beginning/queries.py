"""Which of the first steps are done, which were put aside, and what organisers say of themselves."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import exists, select, true

from grants.accounts.models import Organiser, Person, Role, RoleKind
from grants.accounts.queries import held_today
from grants.db import db
from grants.notices.models import Message, MessageState
from grants.site.beginning.models import OrganiserWays, PutAside, Step
from grants.site.beginning.notices import TEST_MAIL
from grants.web.ordering import in_alphabet


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """Tell how far a new installation is."""

    organiser: Organiser | None
    """The one the steps are about: the first there was."""
    done: frozenset[Step]
    aside: frozenset[Step]
    mail: Message | None
    """The last test message the reader asked for."""

    @property
    def open(self) -> list[Step]:
        """Return what is neither done nor put aside."""
        return [step for step in Step if step not in self.done | self.aside]


def is_over() -> bool:
    """Tell whether an administrator has ended the first steps."""
    return db.session.scalar(select(PutAside.id).where(PutAside.step.is_(None)).limit(1)) is not None


def is_empty() -> bool:
    """Tell whether there is no organiser yet."""
    return db.session.scalar(select(Organiser.id).limit(1)) is None


def beginning_of(person: Person) -> Beginning:
    """Return how far the installation is, for an administrator; three statements."""
    first = select(Organiser, OrganiserWays).outerjoin(OrganiserWays, OrganiserWays.organiser_id == Organiser.id)
    found = db.session.execute(first.order_by(Organiser.created_at, Organiser.id).limit(1)).one_or_none()
    organiser, ways = found or (None, None)
    coordinated = exists().where(Role.kind == RoleKind.COORDINATOR, held_today())
    asked = select(Message).where(Message.event == TEST_MAIL, Message.person_id == person.id)
    mail = db.session.scalar(asked.order_by(Message.queued_at.desc()).limit(1))
    always = select(coordinated.label("signs")).subquery()  # a row also where nothing was put aside
    rows = db.session.execute(
        select(PutAside.step, always.c.signs).select_from(always).outerjoin(PutAside, true())
    ).all()
    signs = rows[0][1]
    done = {
        Step.ORGANISER: bool(organiser and organiser.registration_number and organiser.address and organiser.email),
        Step.LOOKS: bool(organiser and (organiser.colour or organiser.logo)),
        Step.SIGNS: bool(signs),
        Step.CONTESTS: bool(ways and ways.contest_to),
        Step.NUMBERS: bool(organiser and organiser.number_format),
        Step.PRIVACY: bool(ways and ways.privacy),
        Step.MAIL: mail is not None and mail.state is MessageState.SENT,
    }
    return Beginning(
        organiser=organiser,
        done=frozenset(step for step, is_done in done.items() if is_done),
        aside=frozenset(step for step, _signs in rows if step is not None),
        mail=mail,
    )


def ways_of(organiser: Organiser) -> OrganiserWays | None:
    """Return how an organiser does things, if it has said so."""
    return db.session.scalar(select(OrganiserWays).where(OrganiserWays.organiser_id == organiser.id))


def privacy_notices(limit: int = 50) -> list[tuple[str, Mapping[str, str]]]:
    """Return what organisers say about personal data, with their names; at most so many."""
    found = select(Organiser.name, OrganiserWays.privacy).join(Organiser, Organiser.id == OrganiserWays.organiser_id)
    rows = db.session.execute(found.order_by(in_alphabet(Organiser.name.expression), Organiser.id).limit(limit))
    return [(name, privacy) for name, privacy in rows if privacy]
