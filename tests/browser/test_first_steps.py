"""The first administrator of an empty installation signs in and goes through the first steps by keyboard alone."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator

from tests.browser.people import Somebody
from tests.browser.test_committee import Keyboard
from tests.support.processes import PATIENCE
from tests.support.site import Site

pytestmark = pytest.mark.parametrize("site", ["production"], indirect=True)

ROOT = "root@example.org"


def field(keyboard: Keyboard, name: str) -> Locator:
    return keyboard.page.locator(f'main [name="{name}"]')


def fill(keyboard: Keyboard, **typed: str) -> None:
    """Reach fields by their names, one after the other, and type."""
    for name, text in typed.items():
        keyboard.reaches(field(keyboard, name))
        keyboard.types(text)


def does(keyboard: Keyboard, step: str) -> None:
    """Press the button of a step, named by its place in the list."""
    keyboard.reaches(keyboard.page.locator(f"#{step} .buttons > a"))
    with keyboard.page.expect_navigation():
        keyboard.presses("Enter")


def newer_than(message: str, somebody: Somebody) -> str:
    """Return the message to sign in that comes after another; right after asking that may be the newest still."""
    end = time.monotonic() + PATIENCE
    while (newest := somebody.gets("Signing in")) == message:
        assert time.monotonic() < end, "no second message came"
        time.sleep(0.1)
    return newest


def test_the_first_steps_are_gone_through_by_keyboard_once(site: Site, person: Callable[..., Somebody]) -> None:
    site.run("user", "create", ROOT, "--name", "Rita Root", "--role", "administrator")
    rita = person(ROOT)
    first = rita.asks_to_sign_in()
    rita.types_code(first)
    rita.reads("First steps")  # not the start page: there is nothing else to do yet

    keyboard = Keyboard(rita.page)
    does(keyboard, "organiser")
    fill(keyboard, slug="novads", name="Novada pašvaldība", registration_number="90000000000")
    fill(keyboard, address="Lielā iela 1, Novads", email="konkursi@example.org")
    keyboard.enters("button", "Create the organiser")
    keyboard.enters("link", "Back to the first steps")
    does(keyboard, "contests")
    fill(keyboard, contest_to="Novada domes strīdu komisija", privacy_lv="Glabājam gadu.")
    keyboard.enters("button", "Save")
    keyboard.enters("link", "Back to the first steps")
    keyboard.enters("button", "Send me a test message")
    assert rita.gets("e-pasts pienāk")  # their language is the one of the service until they choose another
    keyboard.enters("button", "End the first steps")
    rita.sees("What waits for you")

    again = person(ROOT)
    again.asks_to_sign_in()
    again.types_code(newer_than(first, again))
    again.sees("What waits for you")  # the start page: nobody is led there twice
    assert "First steps" not in again.page.locator("main").inner_text()
