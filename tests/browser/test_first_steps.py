"""The first administrator of an empty installation signs in and goes through the first steps by keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator

from tests.browser.people import Somebody
from tests.browser.test_committee import Keyboard
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


def test_the_first_steps_are_gone_through_by_keyboard_once(site: Site, person: Callable[..., Somebody]) -> None:
    site.run("user", "create", ROOT, "--name", "Rita Root", "--role", "administrator")
    rita = person(ROOT)
    rita.types_code(rita.asks_to_sign_in())
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
    again.signs_in()  # to the start page: nobody is led there twice
    assert "First steps" not in again.page.locator("main").inner_text()
