"""The message that shows whether mail leaves."""

from grants.notices.register import URGENT_PRIORITY, Audience, Event

TEST_MAIL = "site.test_mail"
EVENTS = (
    Event(
        name=TEST_MAIL,
        template="site/notices/test_mail",
        audience=Audience.OPERATOR,
        priority=URGENT_PRIORITY,
        urgent=True,
    ),
)
