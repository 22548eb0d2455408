"""What people are told about their accounts."""

from grants.notices.register import URGENT_PRIORITY, Audience, Event

EVENTS = (
    Event(
        name="accounts.sign_in_asked",
        template="accounts/notices/sign_in",
        audience=Audience.ANYBODY,
        priority=URGENT_PRIORITY,
        urgent=True,
        secret=True,
    ),
    Event(name="accounts.role_granted", template="accounts/notices/invitation", audience=Audience.OFFICIAL),
)
