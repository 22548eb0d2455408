"""The pages and acts that are measured, each with the limit it is compared with and the target it has to reach."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from urllib.parse import urlencode
from uuid import UUID

from flask import Flask

from grants.applications.form.tags import tag_of
from tests.benchmarks import data, way
from tests.benchmarks.data import Filled, Reader
from tests.benchmarks.measure import Server, Variant
from tests.benchmarks.written import WRITTEN_TO, Written

PAGES, FEWER_PAGES, ACTS, WAYS = 100, 50, 20, 5
"""How many requests one round sends."""
AMEND_EMPTY, AMEND_CROWDED = "amending a call without drafts", "amending a call with many drafts"
WRITE_TO_ONE, WRITE_TO_MANY = "sending to one, and taking it back", f"sending to {WRITTEN_TO:,}, and taking it back"
SMALLEST_PAGE, SMALLEST_INSERT = "limit: smallest page", "limit: smallest insert"
WHOLE_WAY = f"a request of the way to the receipt ({len(way.REQUESTS)})"
SHEET_OF_FEW, SHEET_OF_MANY = "sheet of an evaluator, few applications", "sheet of an evaluator, many"
MARK_OF_FEW, MARK_OF_MANY = "one mark kept, few applications", "one mark kept, many"
LIST_OF_FEW, LIST_OF_MANY = "list of few applications", "list of many applications"

Send = Callable[[HTTPConnection, int], None]


@dataclass(frozen=True)
class Readers:
    """Those who are signed in: an official, an evaluator, applicants in the order of their drafts, and without any."""

    staff: Reader
    evaluator: Reader
    applicants: list[Reader]
    walkers: list[Reader]

    @classmethod
    def of(cls, app: Flask, applicants: int, walkers: int) -> "Readers":
        """Sign everybody in."""
        staff, evaluator = data.signed_in(app, data.STAFF), data.signed_in(app, data.EVALUATOR)
        everybody = [data.signed_in(app, data.applicant(number)) for number in range(applicants + walkers)]
        return cls(staff, evaluator, everybody[:applicants], everybody[applicants:])


def variants_of(limit: Server, site: Server, readers: Readers, filled: Filled) -> list[Variant]:
    """Return everything that is measured, in the order of the table."""
    return [
        Variant(SMALLEST_PAGE, limit, _get("/"), PAGES),
        *_pages_for_everybody(site),
        *_pages_of_applicants(site, readers, filled),
        *_pages_of_staff(site, readers.staff),
        *(
            _page(name, site, f"/evaluation/applications/{scored.saved}", readers.evaluator, target=0.10)
            for name, scored in ((SHEET_OF_FEW, filled.scored), (SHEET_OF_MANY, filled.scored_many))
        ),
        Variant(SMALLEST_INSERT, limit, _insert, PAGES),
        *_acts(site, readers, filled),
    ]


def _pages_for_everybody(site: Server) -> list[Variant]:
    return [
        _page("public call page, with all it can have", site, f"/calls/{data.OPEN}", requests=PAGES, target=0.35),
        _page("list of calls", site, "/"),
        _page("public results, 12 applications", site, f"/calls/{data.DECIDED}/results", requests=PAGES, target=0.35),
    ]


def _pages_of_applicants(site: Server, readers: Readers, filled: Filled) -> list[Variant]:
    draft, applicant = f"/applications/{filled.begun[0]}", readers.applicants[len(filled.ready)]
    return [
        _page("form page of a draft", site, f"{draft}/sections/idea", applicant),
        _page("draft with 40 fields", site, f"/applications/{filled.long}/sections/all", applicant, target=0.08),
        _page("review page of a draft", site, f"{draft}/review", applicant),
    ]


def _pages_of_staff(site: Server, staff: Reader) -> list[Variant]:
    few, many, ranked = (f"/office/calls/{slug}" for slug in (data.FEW, data.MANY, data.RANKED))
    return [
        _page("start page of a coordinator", site, "/account/", staff),
        _page("editor of rules with 60 questions", site, f"/office/calls/{data.EDITED}/rules", staff, target=0.05),
        _page("… its form", site, f"/office/calls/{data.EDITED}/rules/item/form/all", staff, target=0.05),
        _page(LIST_OF_FEW, site, f"{few}/applications", staff, target=0.10),
        _page(LIST_OF_MANY, site, f"{many}/applications", staff, target=0.10),
        _page("ranking, 100 applications × 5 sheets", site, f"{ranked}/ranking", staff, requests=ACTS),
        _page("decisions, 100 applications × 5 sheets", site, f"{ranked}/decisions", staff, requests=ACTS),
    ]


def _acts(site: Server, readers: Readers, filled: Filled) -> list[Variant]:
    def submit(connection: HTTPConnection, number: int) -> None:
        _post(connection, f"/applications/{filled.ready[number]}/submit", {}, readers.applicants[number])

    def save(connection: HTTPConnection, number: int) -> None:
        sent = {"a-idea": "x" * 1000, "a-youth_role": "y" * 800, "a-participants": "24"}
        sent |= {f"seen-{code}": tag_of("") for code in data.TYPED}
        reader = readers.applicants[len(filled.ready) + number]
        _post(connection, f"/applications/{filled.begun[number]}/sections/idea", sent, reader)

    def keep(connection: HTTPConnection, number: int) -> None:
        before, after = ("x" * 1000 + "y" * count if count else "" for count in (number, number + 1))
        headers = {"If-Match": f'"{tag_of(before)}"', **FORM, **readers.applicants[-1].headers}
        path = f"/applications/{filled.begun[-1]}/answers/idea"
        connection.request("POST", path, urlencode({"a-idea": after}), headers)
        _expect(connection, 200, f"POST {path}")

    def score(connection: HTTPConnection, number: int) -> None:
        sent = {"revision": str(number), "mark-2.1": str(number % 5), "comment-2.1": "x" * 500}
        _post(connection, f"/evaluation/applications/{filled.scored.saved}", sent, readers.evaluator)

    def mark(application: UUID) -> Send:
        path = f"/evaluation/applications/{application}/keep"

        def send(connection: HTTPConnection, number: int) -> None:
            headers = {"If-Match": f'"{number}"', **FORM, **readers.evaluator.headers}
            connection.request("POST", path, urlencode({"mark-2.1": str(number % 5)}), headers)
            _expect(connection, 200, f"POST {path}")

        return send

    def amend(slug: str) -> Send:
        def send(connection: HTTPConnection, number: int) -> None:
            later = (filled.closes_at + timedelta(minutes=number + 1)).strftime("%d.%m.%Y %H.%M")
            _post_file(connection, f"/office/calls/{slug}/extend", {"closes_at": later, **WHY}, readers.staff)

        return send

    def walk(connection: HTTPConnection, number: int) -> None:
        way.walk(connection, readers.walkers[number])

    return [
        Variant(AMEND_EMPTY, site, amend(data.EMPTY), ACTS, SMALLEST_INSERT),
        Variant(AMEND_CROWDED, site, amend(data.CROWDED), ACTS, SMALLEST_INSERT),
        Variant(WRITE_TO_ONE, site, _write(filled.written[0], readers.staff), ACTS, SMALLEST_INSERT, steps=2),
        Variant(WRITE_TO_MANY, site, _write(filled.written[1], readers.staff), ACTS, SMALLEST_INSERT, steps=2),
        Variant("submission", site, submit, ACTS, SMALLEST_INSERT, 0.20),
        Variant("save of a form page", site, save, ACTS, SMALLEST_INSERT),
        Variant("one answer kept while it is typed", site, keep, ACTS, SMALLEST_INSERT, 0.35),
        Variant("save of a sheet", site, score, ACTS, SMALLEST_INSERT),
        Variant(MARK_OF_FEW, site, mark(filled.scored.kept), ACTS, SMALLEST_INSERT, 0.30),
        Variant(MARK_OF_MANY, site, mark(filled.scored_many.kept), ACTS, SMALLEST_INSERT, 0.30),
        Variant(WHOLE_WAY, site, walk, WAYS, SMALLEST_PAGE, 0.12, steps=len(way.REQUESTS)),
    ]


def _write(written: Written, staff: Reader) -> Send:
    def send(connection: HTTPConnection, _number: int) -> None:
        _post(connection, f"{written.address}/send", {"shown": written.shown}, staff)
        _post(connection, f"{written.address}/take-back", {}, staff)

    return send


def _page(
    name: str,
    site: Server,
    path: str,
    reader: Reader | None = None,
    *,
    requests: int = FEWER_PAGES,
    target: float = 0.0,
) -> Variant:
    return Variant(name, site, _get(path, reader), requests, SMALLEST_PAGE, target)


def _get(path: str, reader: Reader | None = None) -> Send:
    def send(connection: HTTPConnection, _number: int) -> None:
        connection.request("GET", path, headers=reader.headers if reader else {})
        _expect(connection, 200, f"GET {path}")

    return send


def _insert(connection: HTTPConnection, _number: int) -> None:
    connection.request("POST", "/", urlencode({"text": "x" * 4000}), FORM)
    _expect(connection, 200, "POST /")


WHY = {"reason": "Few applied.", "body": "Dome", "number": "15", "date": "1.11.2026"}
BOUNDARY = "measured"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def _post(connection: HTTPConnection, path: str, fields: dict[str, str], reader: Reader) -> None:
    """Send a form that leads on to another page when it is stored."""
    connection.request("POST", path, urlencode({"csrf_token": reader.token, **fields}), FORM | reader.headers)
    _expect(connection, 303, f"POST {path}")


def _post_file(connection: HTTPConnection, path: str, fields: dict[str, str], reader: Reader) -> None:
    """Send a form with a small file."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {"csrf_token": reader.token, **fields}.items()
    ]
    file = 'Content-Disposition: form-data; name="file"; filename="act.pdf"\r\nContent-Type: application/pdf'
    body = "".join([*parts, f"--{BOUNDARY}\r\n{file}\r\n\r\n%PDF-1.7 act\r\n--{BOUNDARY}--\r\n"])
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"} | reader.headers
    connection.request("POST", path, body.encode(), headers)
    _expect(connection, 303, f"POST {path}")


def _expect(connection: HTTPConnection, status: int, what: str) -> None:
    answer = connection.getresponse()
    answer.read()
    if answer.status != status:
        raise RuntimeError(f"{what} answered {answer.status}")
