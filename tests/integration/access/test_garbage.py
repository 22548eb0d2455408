"""Whatever is sent to any address, the answer is a page in the reader's language, and nothing breaks."""

from collections.abc import Iterable
from html import unescape
from itertools import product
from typing import TypeVar
from urllib.parse import quote, urlencode

import pytest
from werkzeug.test import TestResponse

from tests.integration.access.acts import CRITERION, NINE, WITH_PDF, WITH_RULES, WITH_SCAN, typed
from tests.integration.access.asking import Asker, Place
from tests.integration.access.conftest import ON_ONE_DATABASE
from tests.integration.access.table import Row, rows
from tests.support.databases import BACKENDS
from tests.support.pages import Values

Asked = TypeVar("Asked")

SERVER_ERROR = 500
FOUND, UNREADABLE, REFUSED = 200, 400, 422
ACTORS = ("none", "lead", "invi", "eval", "coor", "audi", "admi")
"""Roles that together may do everything there is."""
GARBAGE = {
    "nothing": "",
    "NUL": "a\0b",
    "half a character": "\udcff",
    "four bytes": "\N{GRINNING FACE}" * 3,
    "right to left": "\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe",
    "a huge number": "9" * 31,
    "a negative number": "-1",
    "no number": "NaN",
    "SQL": "' OR 1=1 --",
    "much text": "x" * 100_000,
    "half an address": "//[",
}
HEADERS = ("Referer", "Host", "Origin", "Cookie", "X-Forwarded-For", "Sec-Fetch-Site")
"""What a browser says beside the address; the language it asks for has a test of its own."""
HEADER_GARBAGE = {
    "half an address": "http://[",
    "half a number of a machine": "[::1",
    "bytes": "\xff\xfe",
    "much text": "x" * 9000,
}
QUERIES = {
    "advance.eligibility": ("check", "kind", "people"),
    "accounts.name": ("next",),
    "accounts.sign_in": ("next",),
    "applications.applicant": ("rows", "problems"),
    "applications.history": ("page", "field"),
    "applications.section": ("rows", "problems"),
    "calls.index": ("page",),
    "journal.chain": ("page", "action", "verify"),
    "languages.choose": ("next",),
    "themes.choose": ("next",),
    "notices.mailbox": ("to",),
    "office.index": ("page", "q", "sort", "hide", "phase"),
    "office.calls_file": ("q", "sort", "hide", "phase"),
    "office_questions.index": ("page",),
    "office_messages.index": (
        "page",
        "q",
        "sort",
        "hide",
        "address",
        "subject",
        "event",
        "state",
        "since",
        "application",
    ),
    "office_messages.listed_file": ("q", "sort", "hide", "event", "state", "until"),
    "office_messages.printed": ("event", "state", "since", "until", "application"),
    "office_messages.of_person": ("page", "address"),
    "outbox.page": ("address",),
    "outbox.printed": ("address",),
    "office_messages.printed_of_person": ("page", "address"),
    "office_writing.look": ("page",),
    "questions.index": ("page",),
    "checks.queue": ("after", "before", "q", "state", "mine", "checker", "sort", "hide", "show", "offered"),
    "checks.queue_file": ("q", "state", "mine", "checker", "sort", "hide"),
    "checks.give": ("a", "every", "to", "q", "checker"),
    "office_applications.applications": ("after", "before", "q", "state", "sort", "hide", "show", "offered", "late"),
    "office_applications.chosen": ("a", "every", "q"),
    "office_applications.listed_file": ("a", "q", "sort", "hide"),
    "office_applications.write_to_chosen": ("a", "every"),
    "search.page": ("q",),
    "organisers.index": ("page", "q", "sort", "hide"),
    "organisers.listed_file": ("q", "sort", "hide"),
    "committee.show": ("page", "q", "sort", "hide", "seat", "state"),
    "committee.seats_file": ("q", "sort", "hide", "seat", "state"),
    "organisers.show": ("page", "q", "sort", "hide", "role", "state"),
    "organisers.people_file": ("q", "sort", "hide", "role", "state"),
    "organisers.administrators": ("page", "q", "sort", "hide", "role", "state"),
    "organisers.administrators_file": ("q", "sort"),
    "letters.page": ("page", "q", "sort", "hide", "kind", "state"),
    "letters.listed_file": ("q", "sort", "hide", "kind", "state"),
    "contests.page": ("page", "q", "sort", "hide", "state"),
    "contests.listed_file": ("q", "sort", "hide", "state"),
}
"""What addresses are asked with after the question mark."""
WITHOUT_TOKEN = {
    "bounces.hand_over": "a mail server has no session; it proves itself by a secret",
    "applications.answer": "no page of another site can send If-Match; the page may have stood open over a new session",
    "evaluation.keep": "no page of another site can send If-Match",
    "evaluation.keep_note": "no page of another site can send If-Match",
    **dict.fromkeys(
        ("applications.begin_upload", "applications.add_part", "applications.stop_upload"),
        "no page of another site can send Upload-Length or Upload-Offset",
    ),
    "notice_choices.switch_off": "mail programs press it, who know only the sealed address of a message",
    "following.stop": "mail programs press it, who know only the sealed address of a message",
}
"""What is done without the token of a form."""


WITH_FILES = WITH_RULES | WITH_PDF | WITH_SCAN
CHOSEN = {"kinds", "decided_by"}
TEXTS = frozenset(
    {
        "address",
        "email",
        "ends_on",
        "name",
        "place_0",
        "reason",
        "slug",
        "starts_on",
        "table",
        "title",
        *NINE,
        *CRITERION,
    }
    - CHOSEN
)
"""Fields into which people type, and which are refused with what they typed; others are chosen or carried along."""


def acts(role: str, method: str) -> list[Row]:
    """Return a line for each act that this is the first role to be allowed.

    Of several, it is the first in which something is done, for the later ones may have it behind them; and the last in
    which something is looked at, for there is the most to see.
    """
    chosen: dict[str, Row] = {}
    for row in rows():
        done = (actor for actor in ACTORS if row.expected[actor] in {"200", "302", "303"})
        if row.method == method and next(done, "") == role and (method == "GET" or row.endpoint not in chosen):
            chosen[row.endpoint] = row
    return list(chosen.values())


def _typed(place: Place, row: Row) -> Values:
    return typed(row.endpoint, place.values(row))


def _half(asked: Iterable[Asked], place: Place, turn: int = 0) -> list[Asked]:
    """Return every other thing to ask, on each database those that the other is not asked."""
    return [*asked][(BACKENDS.index(place.backend.name) + turn) % len(BACKENDS) :: len(BACKENDS)]


def shown(text: str) -> str:
    """Return how a page shows what was typed: NUL as a question mark in a diamond, what is no character in hex."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").replace("\udcff", "%FF")


def complaint(response: TestResponse, typed_text: str = "") -> str:
    """Return what is wrong with an answer, if anything."""
    if response.status_code >= SERVER_ERROR:
        return f"answers {response.status_code}"
    if response.mimetype != "text/html" or response.location:
        return ""
    if '<html lang="en"' not in response.text:
        return "is no page in the reader's language"
    if response.status_code == REFUSED and shown(typed_text) not in unescape(response.text):
        return "loses what was typed"
    return ""


@pytest.mark.parametrize("role", ACTORS)
def test_garbage_after_the_question_mark_breaks_nothing(place: Place, role: str) -> None:
    asker, wrong = Asker(place, role), []
    names = [(row, name) for row in acts(role, "GET") for name in QUERIES.get(row.endpoint, ())]
    for (row, name), (what, text) in _half(product(names, GARBAGE.items()), place):
        query = urlencode({name: text[:1000]}, errors="surrogateescape")
        said = complaint(asker.visitor.get(f"{asker.address(row)}?{query}", buffered=True))
        wrong += [f"{row} with {what} for {name} {said}"] if said else []
    assert not wrong


@ON_ONE_DATABASE
@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("role", ["none", "coor"])
def test_garbage_in_a_header_breaks_nothing(place: Place, role: str, header: str) -> None:
    asker, wrong = Asker(place, role), []
    every = list(product((*acts(role, "GET"), *acts(role, "POST")), HEADER_GARBAGE.items()))
    # What reads headers is the same for every page, so each page gets some of them and each of them many pages.
    for row, (what, text) in every[HEADERS.index(header) :: len(HEADERS) + 1]:
        form = {} if row.method == "GET" else {"csrf_token": asker.token}
        response = asker.visitor.open(
            asker.address(row), method=row.method, data=form, headers={header: text}, buffered=True
        )
        if response.status_code < UNREADABLE and row.method == "POST":
            asker.put_back()
        wrong += [f"{row} with {what} in {header} {complaint(response)}"] if complaint(response) else []
    assert not wrong


@pytest.mark.parametrize("what", GARBAGE)
@pytest.mark.parametrize("role", ACTORS)
def test_garbage_in_a_field_breaks_nothing_and_stays_typed(place: Place, role: str, what: str) -> None:
    asker, wrong = Asker(place, role), []
    fields = [
        (row, name) for row in acts(role, "POST") if row.endpoint not in WITH_FILES for name in _typed(place, row)
    ]
    for row, name in _half(fields, place, [*GARBAGE].index(what)):
        said = complaint(
            asker.send(row, {**_typed(place, row), name: GARBAGE[what]}), GARBAGE[what] if name in TEXTS else ""
        )
        wrong += [f"{row} with {what} in {name} {said}"] if said else []
    assert not wrong


@pytest.mark.parametrize("role", ACTORS)
def test_garbage_in_an_address_is_answered_with_a_page(place: Place, role: str) -> None:
    asker, wrong = Asker(place, role), []
    names = [(row, name) for row in acts(role, "GET") for name in sorted(place.names(row))]
    for (row, name), (what, text) in _half(product(names, GARBAGE.items()), place):
        address = asker.address(row).replace(place.values(row)[name], quote(text[:1000], errors="surrogateescape"))
        response = asker.visitor.get(address, buffered=True)
        said = complaint(response) or ("is found" if response.status_code == FOUND and what != "nothing" else "")
        wrong += [f"{row} with {what} for {name} {said}"] if said else []
    assert not wrong


@ON_ONE_DATABASE
@pytest.mark.parametrize("role", ACTORS)
@pytest.mark.parametrize("token", ["none", "somebody else's"])
def test_no_act_is_done_without_its_token(place: Place, role: str, token: str) -> None:
    asker = Asker(place, role)
    carried = {} if token == "none" else {"csrf_token": Asker(place, "strn").token}
    wrong = []
    for row in acts(role, "POST"):
        form = {**typed(row.endpoint, place.values(row)), **carried}
        answer = asker.visitor.post(asker.address(row), data=form)
        refused = answer.status_code == UNREADABLE or row.endpoint in WITHOUT_TOKEN
        wrong += [] if refused else [f"{row} answers {answer.status_code}"]
    assert not wrong


@ON_ONE_DATABASE
@pytest.mark.parametrize("role", ACTORS)
def test_json_is_no_form(place: Place, role: str) -> None:
    asker = Asker(place, role)
    wrong = []
    for row in acts(role, "POST"):
        response = asker.visitor.post(
            asker.address(row), json={"csrf_token": asker.token}, headers={"Accept": "text/html"}
        )
        refused = response.status_code == UNREADABLE or row.endpoint in WITHOUT_TOKEN
        if not refused or complaint(response):
            wrong.append(str(row))
    assert not wrong


@ON_ONE_DATABASE
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_an_address_does_not_work_another_way(place: Place, method: str) -> None:
    asker = Asker(place, "coor")
    answers = [asker.visitor.open(asker.address(row), method=method) for row in rows()]
    assert {(answer.status_code, complaint(answer)) for answer in answers} == {(405, "")}


@ON_ONE_DATABASE
@pytest.mark.parametrize("asked", [*HEADER_GARBAGE.values(), "*", "en;q=NaN", "-", ";;;", "xx-" * 100])
def test_a_language_that_is_none_leads_to_a_page(place: Place, asked: str) -> None:
    response = Asker(place, "none").visitor.get("/privacy", headers={"Accept-Language": asked})
    assert (response.status_code, '<html lang="lv"' in response.text) == (FOUND, True)


@ON_ONE_DATABASE
def test_a_page_before_that_is_none_breaks_nothing_on_an_encrypted_connection(place: Place) -> None:
    asker = Asker(place, "none")
    answer = asker.visitor.post(
        "/account/sign-out-everywhere",
        data={"csrf_token": asker.token},
        headers={"Referer": "http://["},
        base_url="https://localhost",
    )
    assert complaint(answer) == ""


@ON_ONE_DATABASE
@pytest.mark.parametrize("cookie", ["", "garbage", "e30.e30.e30", "x" * 4000, ".eJw" + "A" * 100])
def test_a_cookie_that_we_did_not_make_signs_nobody_in(place: Place, cookie: str) -> None:
    asker = Asker(place, "none")
    asker.visitor.set_cookie("session", cookie)
    assert "/account/sign-in" in asker.visitor.get("/account/").location
