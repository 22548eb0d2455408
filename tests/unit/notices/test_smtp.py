"""A mail server that takes groups of commands gets them so; what it refuses costs one message alone."""

from collections.abc import Iterator

import pytest

from grants.notices.envelope import Mail
from grants.notices.outcomes import DeliveryProblem
from grants.notices.smtp import MailServer, connected
from tests.support.bad_smtp import BadSmtpServer

MAIL = Mail("1", "konkursi@example.lv", "anna@example.org", b"Subject: Hello\r\n\r\nOne\r\n.two\r\n.\r\n")
TAKEN = "250 Message accepted"


@pytest.fixture(params=[True, False], ids=["grouping", "plain"])
def server(request: pytest.FixtureRequest) -> Iterator[BadSmtpServer]:
    server = BadSmtpServer(groups=request.param)
    yield server
    server.stop()


def send(server: BadSmtpServer, count: int) -> list[str]:
    """Return what became of e-mails that leave over one connection."""
    became = []
    with connected(MailServer.from_url(server.url), name="localhost") as way:
        for _number in range(count):
            try:
                became.append(way.send(MAIL))
            except DeliveryProblem as problem:
                became.append(f"{type(problem).__name__}: {problem.answer}{' and hung up' * problem.hung_up}")
    return became


def test_all_that_can_be_said_at_once_is_said_at_once(server: BadSmtpServer) -> None:
    assert send(server, 2) == [TAKEN, TAKEN]
    assert server.grouped == (2 if server.groups else 0)


def test_a_refused_address_costs_its_own_message_alone(server: BadSmtpServer) -> None:
    server.script = ["busy"]
    assert send(server, 2) == ["Postponed: 450 Greylisted, come back later", TAKEN]
    assert len(server.messages) == 1


def test_a_refused_content_costs_its_own_message_alone(server: BadSmtpServer) -> None:
    server.script = ["later"]
    assert send(server, 2) == ["Postponed: 451 Not now", TAKEN]


def test_a_line_that_begins_with_a_full_stop_does_not_end_the_message(server: BadSmtpServer) -> None:
    send(server, 1)
    assert server.messages[0].get_payload() == "One\r\n..two\r\n..\r\n"
