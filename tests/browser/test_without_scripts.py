"""A way from the page of a call to the receipt in a browser that runs no JavaScript."""

from collections.abc import Callable

import pytest

from grants.exchange.demonstration import OPEN_CALL
from tests.browser.people import Somebody


@pytest.mark.parametrize("site", ["embedded"], indirect=True)
def test_an_application_is_sent_in_without_javascript(person: Callable[..., Somebody]) -> None:
    applicant = person("radio@example.org", "Roberts Radio", language="en", scripts=False)
    applicant.opens(f"/calls/{OPEN_CALL}")
    applicant.follows("Apply")
    applicant.presses("Start the application")
    say_who_applies(applicant)
    tell_the_idea(applicant)
    plan(applicant)
    name_contacts(applicant)
    applicant.reads("Review and submit")
    applicant.sees("450.00 EUR", "The library")
    applicant.types_code(applicant.says_address(button="Send me the code"))
    applicant.presses("Submit the application")
    applicant.reads("Receipt")


def say_who_applies(applicant: Somebody) -> None:
    applicant.chooses("informal group of young people")
    applicant.types("Name of the applicant", "Radio of the school")
    applicant.types("Contact of the group", "radio@example.org")
    applicant.types("How many people are in the group?", "5")
    applicant.types("Title of the project", "Radio")
    applicant.presses("Save and continue")


def tell_the_idea(applicant: Somebody) -> None:
    applicant.types("What will you do?", "A radio of our own.")
    applicant.types("What will young people decide and do themselves?", "Everything.")
    applicant.types("How many young people will take part?", "8")
    applicant.presses("Save and continue")


def plan(applicant: Somebody) -> None:
    applicant.types("Step", "Buy microphones")
    applicant.types("When?", "In June")
    applicant.presses("Add a row Main steps")
    second = applicant.page.get_by_role("group", name="Row 2")
    second.get_by_label("Step").fill("Talk")
    second.get_by_label("When?").fill("In July")
    applicant.page.get_by_label("Category").select_option(label="Materials and equipment")
    applicant.types("What for", "Microphones")
    applicant.types("How many", "3")
    applicant.types("Price of one, EUR", "150")
    applicant.presses("Save and continue")


def name_contacts(applicant: Somebody) -> None:
    """Answer that there is a partner: the page comes back with the question that this answer opens."""
    applicant.types("Contact person", "Roberts Radio")
    applicant.chooses("Yes", "Do you have a partner?")
    applicant.chooses("I declare that what is stated here is true.")
    applicant.presses("Save and continue")
    applicant.types("Name of the partner", "The library")
    applicant.presses("Save and continue")
