"""What tests of the outbox share."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.integration.notices.support import mail_through
from tests.support.smtp import SmtpServer


@pytest.fixture
def server(app: Flask, smtp: SmtpServer) -> Iterator[SmtpServer]:
    """Return the mail server that the application sends to."""
    with mail_through(app, smtp.url):
        yield smtp
