"""A form whose token is missing or out of date is given back, filled in, to whoever sent it from our own page."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from grants.web.resending import holds_secret
from tests.support.pages import Page

OURS = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
TYPED = {"goal": "Ielas <b>svētki</b>\nvasarā", "kind": ["a", "b"], "empty": ""}


@pytest.fixture
def taken(frame: Flask) -> list[dict[str, list[str]]]:
    """Return what forms at /post, and secrets at /secret, have been taken with."""
    found: list[dict[str, list[str]]] = []

    def take(place: str = "") -> str:
        found.append(request.form.to_dict(flat=False))
        return "taken"

    @holds_secret
    def take_secret() -> str:
        return take()

    frame.add_url_rule("/post", view_func=take, methods=["POST"], endpoint="post")
    frame.add_url_rule("/post/<path:place>", view_func=take, methods=["POST"], endpoint="post_to")
    frame.add_url_rule("/secret", view_func=take_secret, methods=["POST"], endpoint="secret")
    return found


def send(reader: FlaskClient, address: str = "/post", headers: dict[str, str] = OURS, **options: Any) -> Page:
    return Page(reader.post(address, data=TYPED, headers=headers, **options))


@pytest.mark.usefixtures("taken")
def test_what_was_typed_comes_back_with_the_reason_and_the_address(reader: FlaskClient) -> None:
    page = send(reader, "/post?next=a&_external=1")
    assert (page.status, page.heading) == (400, "Not stored yet: send it again")
    assert "The page was open for too long" in page.text
    assert "Ielas <b>svētki</b> vasarā" in page.text
    assert "To the address /post?next=a&_external=1 of this site." in page.text


def test_nothing_is_taken_until_the_button_is_pressed(reader: FlaskClient, taken: list[dict[str, list[str]]]) -> None:
    form = send(reader).form("Send again")
    assert taken == []
    assert reader.post(form.action, data=form.values, headers=OURS).text == "taken"
    assert {name: values for name, values in taken[0].items() if name != "csrf_token"} == {
        "goal": ["Ielas <b>svētki</b>\nvasarā"],
        "kind": ["a", "b"],
        "empty": [""],
    }


@pytest.mark.usefixtures("taken")
def test_the_old_token_is_not_sent_again(reader: FlaskClient) -> None:
    page = Page(reader.post("/post", data={"csrf_token": "old", "goal": "x"}, headers=OURS))
    assert page.form("Send again").values["csrf_token"] != ["old"]
    assert len(page.form("Send again").values["csrf_token"]) == 1


@pytest.mark.usefixtures("taken")
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "null"},
        {"Origin": "https://localhost"},
        {"Origin": "http://localhost.example.org"},
        {"Origin": "http://elsewhere.example", "Sec-Fetch-Site": "same-origin"},
    ],
    ids=str,
)
def test_what_another_site_sent_is_not_given_back(reader: FlaskClient, headers: dict[str, str]) -> None:
    page = send(reader, headers=headers)
    assert (page.status, page.heading) == (400, "We could not read that")
    assert "svētki" not in page.text


@pytest.mark.usefixtures("taken")
@pytest.mark.parametrize("headers", [{"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}], ids=str)
def test_one_word_of_the_browser_is_enough(reader: FlaskClient, headers: dict[str, str]) -> None:
    assert send(reader, headers=headers).form("Send again").action == "/post"


@pytest.mark.usefixtures("taken")
def test_a_secret_is_never_shown(reader: FlaskClient) -> None:
    assert "svētki" not in send(reader, "/secret").text


@pytest.mark.usefixtures("taken")
def test_the_form_goes_where_it_went_before(reader: FlaskClient) -> None:
    assert send(reader, "/post/a%20b?c=1&c=2").form("Send again").action == "/post/a%20b?c=1&c=2"


@pytest.mark.usefixtures("taken")
def test_files_are_named_and_not_kept(reader: FlaskClient) -> None:
    page = Page(reader.post("/post", data={"goal": "x", "statutes": (BytesIO(b"%PDF"), "statūti.pdf")}, headers=OURS))
    assert "Files cannot be kept: statūti.pdf." in page.text


@pytest.mark.usefixtures("taken")
def test_a_program_that_reads_only_json_gets_a_problem(reader: FlaskClient) -> None:
    answer = reader.post("/post", data=TYPED, headers={**OURS, "Accept": "application/json"})
    assert answer.content_type == "application/problem+json"
