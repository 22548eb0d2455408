"""A competition from the file of its rules to the letters and the results, as the people in it walk it.

They do what can be seen and clicked, nothing else; the one thing that is played is the time until the deadline.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.browser.people import Somebody
from tests.browser.summer_call import ORGANISER, TITLE, an_act, let_three_weeks_pass, rules_file
from tests.support.site import Site

PHONE = {"width": 390, "height": 844}
CAMP, RADIO, MURAL = "Camp by the lake", "Radio of our school", "A mural"
MARKS = {CAMP: ("5", "4"), RADIO: ("4", "2")}
"""For use and for plan; the plan needs 3."""
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def test_a_competition_goes_from_its_rules_to_the_letters(
    site: Site, person: Callable[..., Somebody], tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    site.run("user", "create", "root@example.org", "--name", "Rita Root", "--role", "administrator")
    invite_the_officials(person("root@example.org"))
    coordinator = person("coordinator@example.org", "Kārlis Coordinator")
    publish_the_call(coordinator, rules_file(tmp_path, now))

    camp = person("camp@example.org", "Anna Camp", viewport=PHONE)
    radio = person("radio@example.org", "Roberts Radio", viewport=PHONE)
    mural = person("mural@example.org", "Marta Mural", viewport=PHONE)
    apply(camp, CAMP, statutes=a_pdf(tmp_path))
    apply_with_mistakes(radio, RADIO)
    apply(mural, MURAL)
    withdraw(mural)
    let_three_weeks_pass(site, datetime.now(UTC))

    check_everything(coordinator)
    committee = [person(f"evaluator{number}@example.org") for number in (1, 2, 3)]
    seat_the_committee(coordinator, committee)
    for evaluator in committee[:2]:
        score_everything(evaluator, conflict="")
    score_everything(committee[2], conflict=RADIO)
    confirm_the_decisions(coordinator)
    send_the_letters(coordinator)

    assert_awarded(camp)
    assert_rejected(radio)
    publish_the_results(coordinator)
    read_the_results(person("reader@example.org"))
    verify_the_journal(person("auditor@example.org", "Aivars Auditor"))


def a_pdf(folder: Path) -> Path:
    """Return a small file that is a PDF."""
    path = folder / "statutes.pdf"
    path.write_bytes(PAPER)
    return path


def invite_the_officials(administrator: Somebody) -> None:
    administrator.signs_in_by_link(sees="First steps")
    administrator.opens("/account/")
    administrator.follows("Organisers and their officials")
    administrator.follows("Create an organiser")
    administrator.types("Short name for addresses", "piemers")
    administrator.types("Name of the organiser", ORGANISER)
    administrator.presses("Create the organiser")
    administrator.reads(ORGANISER)
    for email, role in (("coordinator@example.org", "Project coordinator"), ("auditor@example.org", "Auditor")):
        administrator.follows("Invite an official")
        administrator.types("E-mail address", email)
        administrator.page.get_by_label(role).check()
        administrator.presses("Invite")
        administrator.sees(f"{email} is invited")


def publish_the_call(coordinator: Somebody, rules: Path) -> None:
    coordinator.signs_in()
    coordinator.follows("Office")
    coordinator.follows("Prepare a call")
    coordinator.page.get_by_text("From a file").click()
    coordinator.attaches("File of the rules (JSON)", rules)
    coordinator.presses("Store as a draft")
    coordinator.reads(TITLE)
    coordinator.follows("Missing: the file of the act that approves the rules.")
    coordinator.attaches("File", an_act(rules.parent))
    coordinator.presses("Store")
    coordinator.follows(TITLE)
    coordinator.follows("Publish the call")
    coordinator.sees("The rules are frozen", "Everybody sees the call at once")
    coordinator.presses("Publish the call")
    coordinator.sees("The call is published.")


def begin(applicant: Somebody, title: str, registration_number: str = "40008000013") -> None:
    applicant.signs_in()
    applicant.follows("Grant competitions")
    applicant.follows(TITLE)
    applicant.presses("Apply")
    applicant.chooses("association")
    applicant.types("Name of the applicant", f"Association of {applicant.name}")
    applicant.types("Registration number", registration_number)
    applicant.types("Title of the project", title)
    applicant.types("Sum requested, EUR", "1000,00")
    applicant.presses("Save and continue")


def apply(applicant: Somebody, title: str, statutes: Path | None = None) -> None:
    begin(applicant, title)
    tell_the_idea(applicant, "12")
    if statutes:
        applicant.attaches("Statutes", statutes)
    finish(applicant, title)


def apply_with_mistakes(applicant: Somebody, title: str) -> None:
    begin(applicant, title, registration_number="40008000014")
    applicant.sees("This is no registration number")
    applicant.types("Registration number", "40008000013")
    applicant.presses("Save and continue")
    tell_the_idea(applicant, "twelve")
    applicant.sees("Write a whole number")
    applicant.types("How many will take part?", "12")
    applicant.presses("Save and continue")
    finish(applicant, title)


def tell_the_idea(applicant: Somebody, people: str) -> None:
    applicant.reads("The idea")
    applicant.types("What will you do?", "Twelve of us meet every week and make it.")
    applicant.types("How many will take part?", people)
    applicant.chooses("Yes", "Do you have a partner?")
    applicant.types("Who is it?", "The library")
    applicant.presses("Save and continue")


def finish(applicant: Somebody, title: str) -> None:
    applicant.reads("Papers")
    applicant.chooses("All of this is true")
    applicant.presses("Save and continue")
    applicant.reads("Review and submit")
    applicant.sees(title, "The library")
    applicant.presses("Submit the application")
    applicant.reads("Receipt")
    assert title in applicant.gets("Received: your application")


def withdraw(applicant: Somebody) -> None:
    applicant.follows("To the application")
    applicant.follows("Withdraw")
    applicant.sees("cannot be undone")
    applicant.presses("Withdraw the application")
    assert MURAL in applicant.gets("Withdrawn: your application")


def check_everything(coordinator: Somebody) -> None:
    coordinator.follows("Office")
    coordinator.follows(TITLE)
    coordinator.presses_knowing("Start checking")
    coordinator.follows("Check the next application")
    for title in (CAMP, RADIO):
        declare(coordinator, title, conflict=False)
    coordinator.presses("Declare")
    assert coordinator.downloads("statutes.pdf") == PAPER
    check(coordinator, CAMP)
    coordinator.follows("Next application to check")
    check(coordinator, RADIO)
    coordinator.sees("Applications checked: 2 of 2.")


def check(coordinator: Somebody, title: str) -> None:
    coordinator.reads(f"Checks: {title}")
    coordinator.chooses("Yes", "1.1 Is the plan complete?")
    coordinator.types("Comment on 1.1", "Looked at by me.")
    coordinator.presses("Save the answers")
    coordinator.sees("The answers are stored.")


def seat_the_committee(coordinator: Somebody, committee: list[Somebody]) -> None:
    coordinator.follows(TITLE)
    coordinator.follows("Committee")
    for number, evaluator in enumerate(committee):
        coordinator.types("E-mail address", evaluator.email)
        coordinator.types("Name and surname", f"Evaluator {number}")
        coordinator.chooses("Member of the committee" if number else "Chair of the committee")
        coordinator.presses("Invite")
        coordinator.sees(evaluator.email)
    coordinator.follows(TITLE)
    coordinator.presses_knowing("Start scoring")
    coordinator.sees("Being scored")


def score_everything(evaluator: Somebody, conflict: str) -> None:
    assert "/evaluation/calls/" in evaluator.gets(TITLE)
    evaluator.signs_in()
    evaluator.follows("Take your seat in the committee")
    evaluator.chooses("I sign this and take the seat")
    evaluator.presses("Send the answer")
    evaluator.follows("Declare for all of them")
    for title in (CAMP, RADIO):
        declare(evaluator, title, conflict=title == conflict)
    evaluator.presses("Declare")
    evaluator.sees("2 declarations are stored.")
    for title in (CAMP, RADIO):
        if title != conflict:
            score(evaluator, title)


def declare(evaluator: Somebody, title: str, *, conflict: bool) -> None:
    about = evaluator.page.get_by_role("region", name=title)
    if not conflict:
        about.get_by_label("No, I have no conflict of interest").check()
        return
    about.get_by_label("Yes, I have a conflict of interest").check()
    about.get_by_text("What kind of conflict it is").click()
    about.get_by_label("Family or household").check()


def score(evaluator: Somebody, title: str) -> None:
    if evaluator.page.get_by_role("link", name=f"Score {title}").count():
        evaluator.follows(f"Score {title}")
    evaluator.reads(title)
    for code, mark in zip(("2.1", "2.2"), MARKS[title], strict=True):
        evaluator.chooses(mark, f"Mark for {code}")
        evaluator.types(f"Comment on {code}", f"Why I give {mark} for {code}.")
    evaluator.presses("Check and submit")
    evaluator.sees("It cannot be changed or taken back.")
    evaluator.presses("Submit the sheet")
    evaluator.sees(f"The sheet for “{title}” is submitted.")


def confirm_the_decisions(coordinator: Somebody) -> None:
    coordinator.follows("Office")
    coordinator.follows(TITLE)
    coordinator.presses_knowing("Start deliberation")
    coordinator.follows("Ranking")
    coordinator.sees("9.00", "below 3")
    coordinator.follows("To the decisions")
    coordinator.sees("What will happen", "1000.00 EUR in all", "2 letters are prepared, for 2 people.")
    coordinator.presses("Confirm the decisions")
    coordinator.sees("The decisions are confirmed.")


def send_the_letters(coordinator: Somebody) -> None:
    coordinator.follows("To the letters")
    coordinator.follows("Declare that the letters are valid without a signature")
    coordinator.types("Rule of law this rests on", "Section 6 of a law on documents")
    coordinator.presses("Declare the letters valid unsigned")
    for _look in range(20):
        if coordinator.page.get_by_text("2 of 2 letters are made.").count():
            break
        coordinator.page.wait_for_timeout(1000)
        coordinator.follows("Look again")
    coordinator.presses_knowing("Send by e-mail what is ready")
    coordinator.sees("2 letters are put into the outbox.")


def assert_awarded(applicant: Somebody) -> None:
    words = applicant.gets("Decision No.")
    assert "The application is approved and 1000.00 EUR are awarded." in words
    assert_contestable(words)


def assert_rejected(applicant: Somebody) -> None:
    words = applicant.gets("Decision No.")
    assert "The application is rejected." in words
    assert "Criterion 2.2 “Plan and cost” received 2.00 points; the rules ask for at least 3." in words
    assert_contestable(words)


def assert_contestable(words: str) -> None:
    assert f"can be contested by writing to {ORGANISER} within 1 month." in words


def publish_the_results(coordinator: Somebody) -> None:
    coordinator.follows(TITLE)
    coordinator.follows("Letters")
    coordinator.follows("Publish the results")
    coordinator.sees("Awarded projects: applicant, title and sum.")
    coordinator.presses("Publish the results")
    coordinator.sees("The results are published.")


def read_the_results(reader: Somebody) -> None:
    reader.opens("/")
    reader.follows("English")
    reader.follows(TITLE)
    reader.follows("To the results")
    reader.sees("Association of Anna Camp", CAMP, "1000.00 EUR")
    assert RADIO not in reader.page.inner_text("main"), "the rules do not name who was rejected"


def verify_the_journal(auditor: Somebody) -> None:
    auditor.signs_in()
    auditor.follows("Journal")
    auditor.follows(TITLE)
    auditor.presses("Verify")
    auditor.sees("The record is whole.")
