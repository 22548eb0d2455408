"""Ask for a line of the table as one role, and compare what two addresses answer."""

import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit
from uuid import UUID

from flask import Flask
from werkzeug.test import TestResponse

from tests.factories.people import carry
from tests.integration.access.acts import HEADERS, typed
from tests.integration.access.table import SIGN_IN, Row
from tests.integration.access.world import World
from tests.support.databases import Backend
from tests.support.pages import Page, Values
from tests.support.visitor import Visitor

ERROR = 400
OWN_VALUES: Mapping[str, Mapping[str, str]] = {
    "applications.answer": {"code": "goal"},
    "applications.section": {"code": "project"},
    "applications.receipt_download": {"kind": "json"},
    "contests.sent_file": {"kind": "document"},
    "contracts.file": {"kind": "pdf"},
    "beginning.later": {"step": "looks"},
    "guides.page": {"guide": "applicant"},
    "guides.picture": {"file": "visitor-call-en.webp"},
    "guides.seen": {"code": "office.call"},
    "languages.choose": {"code": "en"},
    "themes.choose": {"code": "auto"},
    "office_preparing.begin": {"organiser": "piemers", "name": "fixed-amount"},
    "handouts.council": {"kind": "docx"},
    "handouts.download": {"kind": "ranking"},
    "meetings.agenda": {"kind": "pdf"},
    "minutes.file": {"kind": "docx"},
    "takeaways.rules": {"kind": "pdf"},
    "programmes.page": {"organiser": "piemers", "number": "1.2.3/30"},
    "office_applications.kept_copy": {"kind": "pdf"},
    "office_applications.record": {"kind": "docx"},
    "lists.keep": {"place": "applications"},
    "office.calls_file": {"kind": "csv"},
    "office_applications.listed_file": {"kind": "csv"},
    "office_messages.listed_file": {"kind": "csv"},
    "checks.queue_file": {"kind": "csv"},
    "checks.take_back": {"batch_id": str(UUID(int=7))},
    "organisers.listed_file": {"kind": "csv"},
    "committee.seats_file": {"kind": "csv"},
    "organisers.people_file": {"kind": "csv"},
    "organisers.administrators_file": {"kind": "csv"},
    "letters.listed_file": {"kind": "csv"},
    "contests.listed_file": {"kind": "csv"},
    "checks.proof": {"code": "1.1"},
    "advance.form_file": {"kind": "pdf"},
    "office_rules.part": {"part": "committee"},
    "office_rules.item": {"way": "criteria/2.1"},
    "office_rules.add": {"way": "criteria"},
    "office_rules.move": {"way": "criteria/2.1"},
    "office_rules.remove": {"way": "checks/1.1"},
    "notice_texts.text": {"event": "application_reminder", "language": "lv"},
    "notice_texts.own": {"event": "application_reminder", "language": "lv"},
    "wordings.text": {"kind": "rejection", "language": "lv"},
    "wordings.printed": {"kind": "rejection", "language": "lv"},
    "wordings.own": {"kind": "rejection", "language": "lv"},
}
"""What stands in addresses that the world does not know: codes of the rules, kinds of files, languages."""
UNKNOWN = {
    **dict.fromkeys(
        (
            "application_id",
            "attachment_id",
            "batch_id",
            "webhook_id",
            "view_id",
            "banner_id",
            "target_id",
            "person_id",
            "comment_id",
            "declaration_id",
            "objection_id",
            "complaint_id",
            "sending_id",
            "earlier_id",
            "file_id",
            "member_id",
            "role_id",
            "message_id",
            "question_id",
            "sent",
            "upload_id",
            "redaction_id",
            "evaluator_id",
            "writer_id",
            "job_id",
            "letter_id",
            "dispatch_id",
            "scenario_id",
            "lot_id",
            "told_id",
        ),
        str(UUID(int=1 << 100)),
    ),
    "code": str(UUID(int=1 << 100)),
    "slug": "no-such-thing",
    "name": "20291212T120000000000-00000000-0000-0000-0000-000000000000",
    "rank": "99",
    "which": "signed",
    "number": "99",
    "version": "99",
    "token": "nobody",
    "criterion": "9.9",
    "part": "9.9",
    "follower": "nobody",
    "choice": "nobody",
    "change": "nobody",
    "feed": "nobody",
    "confirmation": "nobody",
}
"""Values in addresses that belong to nothing."""
TOKEN = re.compile(r'name="csrf_token"[^>]*value="[^"]*"')


@dataclass
class Place:
    """Be the world on one database."""

    backend: Backend
    world: World

    @property
    def app(self) -> Flask:
        """The application."""
        return self.backend.app

    def values(self, row: Row) -> dict[str, str]:
        """Return what stands in the address of a line and in its form."""
        return {**self.world.places[row.call], **OWN_VALUES.get(row.endpoint, {})}

    def names(self, row: Row) -> set[str]:
        """Return the names of the values in the address of a line that say which thing is meant."""
        (rule,) = (rule for rule in self.app.url_map.iter_rules(row.endpoint) if row.method in (rule.methods or ()))
        return rule.arguments - OWN_VALUES.get(row.endpoint, {}).keys()


class Asker:
    """Be one role in front of a browser, on one place; what its requests change is put back."""

    def __init__(self, place: Place, role: str) -> None:
        self.place = place
        self.visitor = self._browser()
        if role != "none":
            carry(self.visitor, place.world.sessions[role], "en")
        page = Page(self.visitor.get("/account/sign-in" if role == "none" else "/account/profile"))
        self.token = page.form().values["csrf_token"][0]
        self.cookie = self.visitor.get_cookie("session")

    def ask(self, row: Row, **others: str) -> TestResponse:
        """Send the request of a line, with other values in its address if given."""
        if row.method == "GET":
            return self.visitor.get(self.address(row, **others), buffered=True)
        return self.send(row, typed(row.endpoint, self.place.values(row)), others)

    def send(self, row: Row, form: Values, others: Values | None = None, *, keep: bool = False) -> TestResponse:
        """Send a form to the address of a line, with the token; put back what it changed unless it is to be kept."""
        data: Any = {"csrf_token": self.token, **form}
        if not any(isinstance(value, tuple) for value in form.values()):
            data = urlencode(data, errors="surrogateescape")  # so that what is no character can be sent too
        kind = "application/x-www-form-urlencoded" if isinstance(data, str) else "multipart/form-data"
        said = {name: text.format_map(self.place.values(row)) for name, text in HEADERS.get(row.endpoint, {}).items()}
        kind = said.pop("Content-Type", kind)
        address = self.address(row, **(others or {}))
        response = self.visitor.post(address, data=data, content_type=kind, headers=said)
        if response.status_code < ERROR and not keep:
            self.put_back()
        return response

    def address(self, row: Row, **others: str) -> str:
        """Return the address of a line."""
        values = {**self.place.values(row), **others}
        map_ = self.place.app.url_map
        names = self.place.names(row) | OWN_VALUES.get(row.endpoint, {}).keys()
        return map_.bind("localhost").build(row.endpoint, {name: values[name] for name in names}, row.method)

    def read_in(self, language: str) -> None:
        """Choose the language of the pages, in this tab and every later one."""
        self.visitor.get(f"/language/{language}")
        self.cookie = self.visitor.get_cookie("session")

    def put_back(self) -> None:
        """Undo what was done, in the browser too."""
        self.place.backend.restore()
        self.visitor = self.another_tab().visitor

    def another_tab(self) -> "Asker":
        """Return the same person with the session as it was at the beginning."""
        tab = copy(self)
        tab.visitor = self._browser()
        if self.cookie:
            tab.visitor.set_cookie("session", self.cookie.value)
        return tab

    def _browser(self) -> Visitor:
        visitor = Visitor(self.place.app, self.place.app.response_class, use_cookies=True)
        visitor.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
        return visitor


def outcome(response: TestResponse) -> str:
    """Return what the table has for an answer."""
    path = urlsplit(response.headers.get("Location", "")).path
    return SIGN_IN if path == "/account/sign-in" else str(response.status_code)


def anonymous(response: TestResponse) -> tuple[int, str, str]:
    """Return an answer without what differs between any two requests: its number, its token, its address."""
    body = TOKEN.sub("", response.text)
    for own in (response.headers["X-Request-Id"], response.request.path, quote(response.request.path, safe="")):
        body = body.replace(own, "…")
    location = response.headers.get("Location", "").replace(quote(response.request.path), "…")
    return response.status_code, location, body
