"""Fixtures of tests in a real browser, in front of the site as it is run for development and in production."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.browser import post
from tests.browser.people import Letter, Somebody
from tests.support.chromium import MILLISECONDS, chromium
from tests.support.firefox import program as firefox_program
from tests.support.postgres import PostgresServer, database_name
from tests.support.redis import RedisServer
from tests.support.site import Site, embedded_site, production_site
from tests.support.smtp import SmtpServer

collect_ignore = [] if firefox_program() else ["test_firefox.py"]
"""Firefox is in no list of what must be there: where it cannot be had, `.ci/run` says so."""
NO_FAULT = re.compile("status of 4|ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED")
"""What the console says of a refused form, a connection that was cut and a server that was killed."""
NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
"""The smallest telephone and the usual screen."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the installed browser."""
    expect.set_options(timeout=MILLISECONDS)
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def mailbox() -> Iterator[SmtpServer]:
    """Return the SMTP server the site of this module sends to."""
    server = SmtpServer()
    yield server
    server.stop()


@pytest.fixture(scope="module", params=["embedded", "production"])
def site(
    request: pytest.FixtureRequest, mailbox: SmtpServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Return the running site, with one process on SQLite and then with all of its servers; its mailbox is empty."""
    mailbox.messages.clear()
    folder = tmp_path_factory.mktemp("site")
    if request.param == "embedded":
        site = embedded_site(folder, smtp_url=mailbox.url)
    else:
        postgres: PostgresServer = request.getfixturevalue("postgres")
        redis: RedisServer = request.getfixturevalue("redis")
        database = postgres.create(database_name("browser"))
        site = production_site(folder, database_url=database, redis_url=redis.url, smtp_url=mailbox.url)
    yield site
    site.stop()


@pytest.fixture
def somebody(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Return a function that opens the site in a browser of one more person; an error in the console fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and not NO_FAULT.search(message.text):
            errors.append(f"{message.location['url']}: {message.text}")

    def open_browser(language: str = "lv", viewport: dict[str, int] = WIDE, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=site.address,
            locale=language,
            java_script_enabled=scripts,
            viewport={"width": viewport["width"], "height": viewport["height"]},
            reduced_motion="reduce",  # nothing is looked at halfway through a change of colours
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(MILLISECONDS)
        page.on("console", heard)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_browser
    for context in contexts:
        context.close()
    assert not errors, errors


@pytest.fixture
def letter(site: Site, mailbox: SmtpServer, somebody: Callable[..., Page]) -> Letter:
    """Return how people of this site get their messages."""
    if site.environment.get("DEVELOPMENT"):
        return partial(post.from_mailbox_page, somebody("en"))
    return partial(post.from_server, mailbox)


@pytest.fixture
def person(somebody: Callable[..., Page], letter: Letter) -> Callable[..., Somebody]:
    """Return a function that brings one more person to the site."""

    def come(email: str, name: str = "", **browser: Any) -> Somebody:
        return Somebody(somebody(**browser), email, letter, name)

    return come
