"""What cannot be taken back says what will happen before it is done; every other button says why it need not."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[3] / "templates"
ENDPOINT = re.compile(r"""(?:^|[^_])post_button\(.*?url_for\(["']([a-z_.]+)["']""")
WITHOUT_ASKING = {
    "accounts.sign_out_everywhere": "one signs in again",
    "accounts.send_lost_again": "sends what did not arrive",
    "applications.ask_to_confirm": "asks others, who may decline",
    "applications.open_again": "what was sent in stays until it is sent in anew",
    "applications.restore": "can be undone in the message that confirms it",
    "applications.take_back": "can be undone in the message that confirms it",
    "applications.start": "a draft can be deleted",
    "banners.end": "can be undone in the message that confirms it",
    "beginning.later": "can be done at any time",
    "beginning.test_mail": "sends a test",
    "casefile.take": "hands out a file",
    "contracts.draft": "makes a draft, which another one follows",
    "contracts.send": "sends a draft that the page above shows, once, to be read",
    "decisions.take_proposal_back": "can be proposed again",
    "departures.approve": "stands below what it approves, and a later departure replaces it",
    "feed.end": "another address can be made",
    "feed.renew": "another address can be made",
    "following.confirm": "can be stopped by a link in every message",
    "following.stop": "can be asked for again",
    "guides.seen": "puts a hint away, which the guide still says",
    "handouts.contacts": "hands out a file; the page says that it is on record",
    "inbox.read": "marks as read",
    "inbox.read_all": "can be undone in the message that confirms it",
    "letters.to_print": "makes a file",
    "letters.unsigned": "the page says what ends, and it can be declared again",
    "lists.drop": "can be undone in the message that confirms it",
    "meetings.call_in": "is noted in the minutes, and the substitute can leave",
    "meetings.close": "stands below what will happen",
    "meetings.draw": "stands below what will happen",
    "meetings.roll_call": "the next press notes the opposite",
    "office_amendment.begin": "prepares an amendment, which can be dropped",
    "office_applications.lift_redaction": "can be undone in the message that confirms it",
    "office_applications.signed_on_paper": "a note, which the check of the signature decides about",
    "office_files.detach": "of a draft; the file can be attached again",
    "office_messages.told_again": "what failed is tried once more",
    "office_writing.as_the_rest": "other words can be typed again",
    "office_writing.drop": "nothing of it was sent",
    "office_writing.leave_out": "can be undone beside it",
    "office_writing.send": "is on the page that shows the whole list, and can be taken back for a minute",
    "office_writing.send_rest": "goes on with what was looked at before, and can be stopped",
    "office_writing.take_back": "undoes",
    "results.take_moment_back": "can be undone in the message that confirms it",
    "scenarios.adopt": "prepares an amendment, which can be dropped",
    "scenarios.remove": "can be undone in the message that confirms it",
    "webhooks.test": "sends a test",
    "worth.ask": "computes",
}
"""What a single press does, and why it need not ask."""


def pressed_at_once() -> set[str]:
    """Return the acts of buttons that do at once what they say."""
    return {found for path in TEMPLATES.rglob("*.html") for found in ENDPOINT.findall(path.read_text())}


def test_what_cannot_be_taken_back_asks_first() -> None:
    assert pressed_at_once() - WITHOUT_ASKING.keys() == set()


def test_no_reason_is_kept_for_what_is_gone() -> None:
    assert WITHOUT_ASKING.keys() - pressed_at_once() == set()
