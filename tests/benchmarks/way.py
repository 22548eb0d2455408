"""The whole way of an applicant, from the page of the call to the receipt, request by request as a browser sends it."""

import re
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urlencode

from tests.benchmarks.data import OPEN, Reader

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SEEN = re.compile(r'name="(seen-[^"]+)" value="([^"]*)"')
PAGES = {
    "applicant": {
        "a-_kind": "association",
        "a-_name": "Biedrība Ozols",
        "a-_registration_number": "40008000013",
        "a-_address": "Ozolu iela 1",
        "a-_title": "Ziemas nometne",
    },
    "sections/idea": {"a-idea": "x" * 1000, "a-youth_role": "y" * 800, "a-participants": "24"},
    "sections/plan": {
        "a-steps:rows": "1",
        "a-steps:0:step": "Nometne",
        "a-steps:0:when": "Jūlijā",
        "a-budget:rows": "1",
        "a-budget:0:category": "things",
        "a-budget:0:item": "Teltis",
        "a-budget:0:quantity": "2",
        "a-budget:0:unit_price": "250",
        "a-budget:0:own": "0",
    },
    "sections/contact": {"a-contact_name": "Anna Ozola", "a-has_partner": "no", "a-true_answers": "yes"},
}
"""What is typed into each page of the form, in their order."""
REQUESTS = [
    "GET call page",
    "GET before beginning",
    "POST begin",
    *(f"{method} {page}" for page in PAGES for method in ("GET", "POST")),
    "GET review",
    "POST submit",
    "GET receipt",
]
"""Every request of the way; pages and style sheets a browser has already are not among them."""


def walk(connection: HTTPConnection, reader: Reader) -> None:
    """Go the whole way; raise RuntimeError where it leads elsewhere."""
    get(connection, f"/calls/{OPEN}", reader)
    get(connection, f"/applications/new/{OPEN}", reader)
    draft = post(connection, f"/applications/start/{OPEN}", {}, reader).removesuffix("/applicant")
    for page, typed in PAGES.items():
        shown = get(connection, f"{draft}/{page}", reader)
        seen = {name: unescape(tag) for name, tag in SEEN.findall(shown)}
        post(connection, f"{draft}/{page}", {**seen, **typed}, reader)
    get(connection, f"{draft}/review", reader)
    receipt = post(connection, f"{draft}/submit", {}, reader)
    if receipt != f"{draft}/receipt":
        raise RuntimeError(f"the submission led to {receipt}")
    get(connection, receipt, reader)


def get(connection: HTTPConnection, path: str, reader: Reader) -> str:
    """Return a page."""
    connection.request("GET", path, headers=reader.headers)
    answer = connection.getresponse()
    page = answer.read().decode()
    if answer.status != 200:
        raise RuntimeError(f"GET {path} answered {answer.status}: {_words(page)}")
    return page


def post(connection: HTTPConnection, path: str, fields: dict[str, str], reader: Reader) -> str:
    """Send a form that leads on to another page; return its path."""
    connection.request("POST", path, urlencode({"csrf_token": reader.token, **fields}), FORM | reader.headers)
    answer = connection.getresponse()
    page = answer.read().decode()
    if answer.status != 303:
        raise RuntimeError(f"POST {path} answered {answer.status}: {_words(page)}")
    return str(answer.headers["Location"])


def _words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())[:300]
