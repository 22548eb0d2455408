"""Every answer carries what keeps browsers from doing more than our pages need."""

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("address", ["/privacy", "/no-such-page", "/static/js/site.js"])
def test_every_answer_forbids_what_our_pages_do_not_need(reader: FlaskClient, address: str) -> None:
    with reader.get(address) as answer:
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_only_a_secure_answer_asks_for_secure_ones(reader: FlaskClient) -> None:
    secure = reader.get("/privacy", base_url="https://localhost")
    assert "Strict-Transport-Security" in secure.headers
    assert "Strict-Transport-Security" not in reader.get("/privacy").headers


def test_a_page_is_for_its_reader_alone(reader: FlaskClient) -> None:
    assert reader.get("/privacy").headers["Cache-Control"] == "private, no-cache"
