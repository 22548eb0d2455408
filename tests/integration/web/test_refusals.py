"""Whatever goes wrong, the answer is a page in the reader's language that says what happened and what to do."""

from collections.abc import Callable

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import TooManyRequests

from grants.db import db
from grants.errors import Closed, DomainError, Forbidden, Invalid, NotFound, Stale
from grants.web.slots import fill
from tests.support.pages import Page

MEGABYTE = 1024 * 1024
FORM = "application/x-www-form-urlencoded"
Raise = Callable[[Exception], Page]


@pytest.fixture
def refused(frame: Flask, reader: FlaskClient) -> Raise:
    """Return a function that gives the page of an exception raised in a view."""

    def page(error: Exception) -> Page:
        def view() -> str:
            raise error

        frame.add_url_rule("/refused", view_func=view)
        return Page(reader.get("/refused"))

    return page


@pytest.fixture
def posted(frame: Flask) -> Flask:
    """Return the application with a form that anybody may send."""
    frame.config["WTF_CSRF_ENABLED"] = False
    frame.add_url_rule("/post", view_func=lambda: "taken", methods=["POST"], endpoint="post")
    return frame


@pytest.mark.parametrize(
    ("error", "status", "heading"),
    [
        (NotFound(), 404, "There is no such page"),
        (Forbidden("Only the chair may."), 403, "You cannot do that here"),
        (Closed("The call closed."), 409, "That is not possible any more"),
        (Stale("Changed."), 409, "That is not possible any more"),
        (Invalid("Wrong."), 422, "Something needs correcting"),
        (DomainError("What?"), 400, "We could not read that"),
        (RuntimeError("secret"), 500, "Something went wrong on our side"),
        (OperationalError("secret", {}, Exception("secret")), 503, "The service cannot be used at the moment"),
        (IntegrityError("secret", {}, Exception("secret")), 409, "That is not possible any more"),
    ],
)
def test_every_exception_has_its_page(refused: Raise, error: Exception, status: int, heading: str) -> None:
    page = refused(error)
    assert (page.status, page.heading) == (status, heading)


def test_a_refusal_says_why(refused: Raise) -> None:
    assert "Only the chair may." in refused(Forbidden("Only the chair may.")).text


def test_a_refusal_never_shows_what_is_inside(refused: Raise) -> None:
    assert "secret" not in refused(RuntimeError("secret")).text


def test_words_of_a_refusal_are_text_not_html(refused: Raise) -> None:
    assert "<b>" in refused(Invalid("<b>")).text


def test_a_refusal_names_the_number_of_the_request(refused: Raise) -> None:
    page = refused(RuntimeError())
    assert page.response.headers["X-Request-Id"] in page.text


def test_who_is_not_signed_in_is_led_to_sign_in_where_a_page_may_be_hidden(reader: FlaskClient) -> None:
    assert "/account/sign-in" in Page(reader.get("/no-such-page")).links.values()


def test_too_many_tries_say_when_to_try_again(frame: Flask, reader: FlaskClient) -> None:
    def view() -> str:
        raise TooManyRequests(retry_after=90)

    frame.add_url_rule("/often", view_func=view)
    assert "You can try again at" in Page(reader.get("/often")).text


def test_a_refusal_speaks_latvian_too(frame: Flask) -> None:
    assert Page(frame.test_client().get("/no-such-page")).tree.get("lang") == "lv"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("COMMIT", {}, Exception()), 503),
        (IntegrityError("COMMIT", {}, Exception()), 409),
        (RuntimeError(), 500),
    ],
)
def test_a_commit_that_fails_has_its_page(
    posted: Flask, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(db.session, "commit", fail)
    assert posted.test_client().post("/post").status_code == status


def test_an_error_while_a_page_is_drawn_has_its_page(frame: Flask, reader: FlaskClient) -> None:
    frame.add_url_rule("/broken", view_func=lambda: render_template_string("{{ nothing.at.all }}"))
    assert Page(reader.get("/broken")).heading == "Something went wrong on our side"


def test_a_refusal_is_shown_even_if_the_menu_cannot_be_drawn(frame: Flask, reader: FlaskClient) -> None:
    def no_menu() -> None:
        raise OperationalError("SELECT", {}, Exception())

    fill(frame, "layout.menu", "menu.html", no_menu)
    assert Page(reader.get("/no-such-page")).heading == "There is no such page"


def test_a_page_whose_menu_needs_a_database_that_is_down_says_so(frame: Flask, reader: FlaskClient) -> None:
    def no_menu() -> None:
        raise OperationalError("SELECT", {}, Exception())

    fill(frame, "layout.menu", "menu.html", no_menu)
    assert Page(reader.get("/privacy")).status == 503


def test_a_form_without_its_token_is_refused(frame: Flask, reader: FlaskClient) -> None:
    frame.add_url_rule("/post", view_func=lambda: "taken", methods=["POST"], endpoint="post")
    page = Page(reader.post("/post", data={"a": "b"}))
    assert (page.status, page.heading) == (400, "We could not read that")


def test_a_method_that_an_address_does_not_know_is_refused_with_those_it_knows(reader: FlaskClient) -> None:
    page = Page(reader.delete("/privacy"))
    assert (page.status, "GET" in page.response.headers["Allow"]) == (405, True)


@pytest.mark.parametrize(("size", "status"), [(6 * MEGABYTE, 200), (6 * MEGABYTE + 1, 413)])
def test_a_text_form_has_a_limit(posted: Flask, size: int, status: int) -> None:
    body = b"a=" + b"x" * (size - 2)
    assert posted.test_client().post("/post", data=body, content_type=FORM).status_code == status


@pytest.mark.parametrize(("fields", "status"), [(5_000, 200), (5_001, 413)])
def test_a_form_has_a_limited_number_of_fields(posted: Flask, fields: int, status: int) -> None:
    assert posted.test_client().post("/post", data="&".join(["a=b"] * fields), content_type=FORM).status_code == status


def test_a_form_with_files_has_a_limit(posted: Flask, reader: FlaskClient) -> None:
    page = Page(reader.post("/post", data=b"x" * (12 * MEGABYTE + 1), content_type="multipart/form-data; boundary=a"))
    assert (page.status, page.heading) == (413, "That is too large")


def test_what_was_too_large_leads_back_to_its_form(posted: Flask, reader: FlaskClient) -> None:
    sent_from = {"Referer": "http://localhost/applications/1"}
    body = b"x" * (12 * MEGABYTE + 1)
    page = Page(reader.post("/post", data=body, content_type="multipart/form-data; boundary=a", headers=sent_from))
    assert "Go back: what you typed is still there. At most 12 MB" in page.text
    assert page.links["Begin anew on the page of the form"] == "/applications/1"


@pytest.mark.parametrize(
    "before", ["", "http://elsewhere.example/form", "http://localhost//elsewhere.example", "http://["]
)
def test_a_refusal_leads_to_no_other_site(posted: Flask, reader: FlaskClient, before: str) -> None:
    page = Page(reader.post("/post", data=b"a=b&" * 5_001, content_type=FORM, headers={"Referer": before}))
    assert page.links.get("Begin anew on the page of the form", "/") == "/"


def test_a_program_that_reads_only_json_gets_a_problem(reader: FlaskClient) -> None:
    answer = reader.get("/no-such-page", headers={"Accept": "application/json"})
    assert answer.content_type == "application/problem+json"
    assert (answer.json or {})["title"] == "There is no such page"


@pytest.mark.parametrize("accept", ["text/html,application/json;q=0.9", "*/*", ""])
def test_everybody_else_gets_a_page(reader: FlaskClient, accept: str) -> None:
    assert reader.get("/no-such-page", headers={"Accept": accept}).mimetype == "text/html"
