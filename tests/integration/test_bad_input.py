"""Every refusal is a page in the reader's language, with the right status; text of any script comes back as typed.

What any address does with garbage is in `access/test_garbage.py`; what becomes of typed text, of uploads and of numbers
stands with the pages they belong to.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from unicodedata import normalize

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from grants import clock
from grants.accounts import services as accounts
from grants.applications.models import Application, Right
from grants.db import db
from grants.notices.models import Message
from tests.factories.applications import a_filled, an_open_call
from tests.factories.calls import CLOSED, OPEN
from tests.factories.people import a_person, sign_in
from tests.support.pages import Page
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

MEGABYTE = 1024 * 1024
HEADINGS = {
    400: {"en": "We could not read that", "lv": "Pieprasījumu neizdevās nolasīt"},
    403: {"en": "You cannot do that here", "lv": "Šo darbību šeit veikt nevarat"},
    404: {"en": "There is no such page", "lv": "Šādas lapas nav"},
    405: {"en": "That address does not work this way", "lv": "Šī adrese tā nedarbojas"},
    409: {"en": "That is not possible any more", "lv": "Tas pašlaik nav iespējams"},
    413: {"en": "That is too large", "lv": "Nosūtītais ir pārāk liels"},
    429: {"en": "Too many tries", "lv": "Pārāk daudz mēģinājumu"},
}
FOREIGN = {"csrf_token": "ImZvcmVpZ24i.aAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAA"}
TEXTS = {
    "four bytes": "\N{GRINNING FACE}\N{CJK UNIFIED IDEOGRAPH-20000}",
    "right to left": "שלום \N{RIGHT-TO-LEFT OVERRIDE}exe.fdp\N{POP DIRECTIONAL FORMATTING}",
    "markup": "<b>&amp;</b> \"'{{ 7 * 7 }}${jndi}",
    "marks beside letters": "e\N{COMBINING ACUTE ACCENT}",
    "spaces of other kinds": "a\N{NO-BREAK SPACE}b\N{ZERO WIDTH SPACE}c",
}


@dataclass
class Reader:
    """Be somebody with an own draft in an open call, in front of a browser."""

    visitor: Visitor
    draft: Application
    other: Application
    """The draft of somebody else."""
    token: str

    def post(self, address: str, **typed: str) -> TestResponse:
        return self.visitor.post(address, data={"csrf_token": self.token, **typed})


Refused = Callable[[Reader], TestResponse]


@pytest.fixture(params=["en", "lv"])
def language(request: pytest.FixtureRequest) -> str:
    """Return the language in which pages are read."""
    return str(request.param)


@pytest.fixture
def reader(client: Visitor, language: str) -> Iterator[Reader]:
    """Return somebody who reads in a language, at a moment at which the call is open."""
    anna = a_person(language=language)
    call = an_open_call()
    draft, other = a_filled(call, anna), a_filled(call)
    with clock.at(OPEN):
        page = sign_in(client, anna).see("/account/profile")
        yield Reader(client, draft, other, page.form().values["csrf_token"][0])


def no_right(reader: Reader) -> TestResponse:
    """Let somebody submit who may only read."""
    reader.draft.members[0].right = Right.READ
    return reader.post(f"/applications/{reader.draft.id}/submit")


def somebody_elses(reader: Reader) -> TestResponse:
    """Send the draft of somebody else."""
    return reader.post(f"/applications/{reader.other.id}/submit")


def too_late(reader: Reader) -> TestResponse:
    """Begin an application after the deadline."""
    with clock.at(CLOSED):
        return reader.post("/applications/start/piemers-2030")


def too_many_tries(reader: Reader) -> TestResponse:
    """Guess codes."""
    return [reader.post("/account/sign-in/code", code="123456") for _ in range(11)][-1]


def too_large(kind: str, megabytes: int) -> Refused:
    """Return an act that sends more than a request may hold."""
    body = b"x" * (megabytes * MEGABYTE)
    return lambda reader: reader.visitor.post("/applications/start/piemers-2030", data=body, content_type=kind)


REFUSALS: dict[str, tuple[int, Refused]] = {
    "an unknown address": (404, lambda reader: reader.visitor.get("/no-such-page")),
    "an address that is no id": (404, lambda reader: reader.visitor.get("/applications/1")),
    "an application of somebody else": (404, somebody_elses),
    "an act without the right": (403, no_right),
    "a form without its token": (400, lambda reader: reader.visitor.post("/account/sign-out")),
    "a form with the token of another": (400, lambda reader: reader.visitor.post("/account/sign-out", data=FOREIGN)),
    "a method that is not there": (405, lambda reader: reader.visitor.delete("/")),
    "a closed call": (409, too_late),
    "a large upload": (413, too_large("multipart/form-data; boundary=x", 13)),
    "a large text": (413, too_large("application/x-www-form-urlencoded", 7)),
    "too many tries": (429, too_many_tries),
}


@pytest.mark.parametrize("what", REFUSALS)
def test_a_refusal_is_a_page_in_the_language_of_the_reader(reader: Reader, language: str, what: str) -> None:
    status, act = REFUSALS[what]
    page = Page(act(reader))
    assert (page.status, page.tree.get("lang"), page.heading) == (status, language, HEADINGS[status][language])


@pytest.mark.parametrize("what", REFUSALS)
def test_a_refusal_stores_nothing(reader: Reader, what: str) -> None:
    db.session.commit()
    before = rows()
    REFUSALS[what][1](reader)
    assert rows() == before


def rows() -> dict[str, int]:
    """Return how many rows each table has."""
    return {
        name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for name, table in db.metadata.tables.items()
    }


ENDED = {"en": "This does not sign you in any more", "lv": "Ar šo vairs nevar pieslēgties"}


def link_for(email: str) -> str:
    """Return the link of a sign-in that somebody asked for."""
    accounts.ask(email=email, language="lv")
    found = re.search(r"/account/sign-in/link/[\w-]+", db.session.scalars(select(Message.body)).one())
    assert found
    return found[0]


@pytest.mark.parametrize("what", ["wrong", "used", "old"])
def test_a_link_that_does_not_sign_in_says_so_in_the_language_of_the_reader(
    client: Visitor, visitor: Callable[[], Visitor], language: str, what: str
) -> None:
    client.get(f"/language/{language}")
    with clock.at(OPEN):
        link = link_for("anna@example.org")
        if what == "used":
            other = visitor()
            other.send(other.see(link), button="Pieslēgties")
    with clock.at(OPEN + timedelta(minutes=16 if what == "old" else 1)):
        page = Page(client.get(f"{link}x" if what == "wrong" else link))
    assert (page.status, page.tree.get("lang"), page.heading) == (409, language, ENDED[language])


@pytest.mark.parametrize("language", ["en"], indirect=True)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_of_any_script_stays_as_it_was_typed(reader: Reader, text: str) -> None:
    address = f"/applications/{reader.draft.id}/sections/project"
    page = reader.visitor.see(address)
    reader.visitor.send(page, {"a-goal": text}, button="Save and continue")
    assert reader.visitor.see(address).form("Save and continue").values["a-goal"] == [normalize("NFC", text)]


@pytest.mark.parametrize("language", ["en"], indirect=True)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_of_any_script_is_received_and_shown(reader: Reader, text: str) -> None:
    page = reader.visitor.see(f"/applications/{reader.draft.id}/sections/project")
    reader.visitor.send(page, {"a-goal": text}, button="Save and continue")
    reader.visitor.send(reader.visitor.see(f"/applications/{reader.draft.id}/review"), button="Submit the application")
    shown = unescape(reader.visitor.get(f"/applications/{reader.draft.id}").text)
    assert (reader.draft.answers["goal"], normalize("NFC", text) in shown) == (normalize("NFC", text), True)
