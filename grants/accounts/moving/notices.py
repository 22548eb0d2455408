"""What is told when somebody corrects their address: the new one that it is asked, the old one that it is done."""

from grants.accounts.models import Person
from grants.accounts.moving.models import AddressChange
from grants.accounts.moving.tokens import BACK, CONFIRM, token_of
from grants.notices import register
from grants.notices.register import URGENT_PRIORITY, Audience, Event
from grants.notices.services import queue

EVENTS = (
    Event(
        name="accounts.address_asked",
        template="accounts/notices/address_asked",
        audience=Audience.ANYBODY,
        priority=URGENT_PRIORITY,
        urgent=True,
        secret=True,
    ),
    Event(
        name="accounts.address_changed",
        template="accounts/notices/address_changed",
        audience=Audience.ANYBODY,
        priority=URGENT_PRIORITY,
        urgent=True,
        secret=True,
    ),
)


def asked(change: AddressChange) -> None:
    """Ask at the new address whether its owner wants it."""
    _tell("accounts.address_asked", change, change.email, token_of(change, CONFIRM))


def changed(change: AddressChange) -> None:
    """Tell the address before, with the link that takes the change back."""
    _tell("accounts.address_changed", change, change.before, token_of(change, BACK))


def _tell(event: str, change: AddressChange, email: str, token: str) -> None:
    person = change.person
    queue(
        event=event,
        subject_id=change.id,
        person=Person(email=email, name="", language=person.language),  # it stands in no inbox
        template=register.of(event).template,
        context={"change": change, "name": person.name, "token": token},
    )
