"""The reader's language: what the browser asks for, until the reader chooses."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale

from grants.web.addresses import local_path
from grants.web.filters import money, text
from grants.web.languages import language
from tests.support.pages import Page


@pytest.mark.parametrize(("asked", "shown"), [("en-GB,en;q=0.9", "en"), ("lv", "lv"), ("de", "lv"), ("", "lv")])
def test_a_first_page_is_in_the_language_of_the_browser_or_in_latvian(frame: Flask, asked: str, shown: str) -> None:
    page = Page(frame.test_client().get("/privacy", headers={"Accept-Language": asked}))
    assert page.tree.get("lang") == shown


def test_a_chosen_language_stays_and_leads_back_to_the_page(reader: FlaskClient) -> None:
    link = Page(reader.get("/privacy?a=1")).links["Latviešu"]
    assert reader.get(link).location == "/privacy?a=1"
    assert Page(reader.get("/accessibility")).tree.get("lang") == "lv"


def test_a_language_we_do_not_have_is_no_page(reader: FlaskClient) -> None:
    assert reader.get("/language/de").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "x",
        "/\n/elsewhere.example",
        "/\t/elsewhere.example",
        "/\t\\elsewhere.example",
        "//[",
        "",
    ],
)
def test_the_way_back_never_leads_elsewhere(address: str) -> None:
    assert local_path(address) == "/"


def test_a_message_can_be_written_in_another_language_than_the_readers(frame: Flask) -> None:
    with frame.test_request_context(headers={"Accept-Language": "en"}):
        assert language() == "en"
        with force_locale("lv"):
            assert money(4600) == "4600,00 EUR"
        assert money(4600) == "4600.00 EUR"


def test_outside_of_a_request_english_is_spoken(frame: Flask) -> None:
    with frame.app_context():
        assert language() == "en"


@pytest.mark.parametrize(
    ("value", "words"),
    [({"lv": "a", "en": "b"}, "b"), ({"lv": "a"}, "a"), ({"lv": "a", "en": ""}, "a"), ("c", "c"), (None, ""), ({}, "")],
)
def test_a_text_is_shown_in_the_readers_language_or_the_first_it_has(
    frame: Flask, value: dict[str, str] | str | None, words: str
) -> None:
    with frame.test_request_context(headers={"Accept-Language": "en"}):
        assert text(value) == words
