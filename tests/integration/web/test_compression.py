"""What is sent compressed, and what is not."""

import gzip

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

ASKED = {"Accept-Encoding": "gzip, br"}


@pytest.mark.parametrize("address", ["/gallery", "/static/css/all.css", "/static/js/site.js", "/static/images/eu.svg"])
def test_words_come_compressed_and_say_the_same(reader: FlaskClient, address: str) -> None:
    with reader.get(address, headers=ASKED) as small, reader.get(address) as whole:
        assert (small.headers["Content-Encoding"], small.headers["Vary"].split(", ")[0]) == ("gzip", "Accept-Encoding")
        assert len(small.data) < len(whole.data)
        assert address == "/gallery" or gzip.decompress(small.data) == whole.data
        assert b"<main" in gzip.decompress(small.data) or address != "/gallery"


def test_the_length_of_a_page_does_not_tell_what_is_on_it(reader: FlaskClient) -> None:
    lengths = {len(reader.get("/privacy", headers=ASKED).data) for _again in range(12)}
    assert len(lengths) > 1


@pytest.mark.parametrize(
    ("content", "mimetype"),
    [("x" * 2000, "application/pdf"), ("x" * 20, "text/html"), (iter(["x" * 2000]), "text/html")],
)
def test_files_small_answers_and_streams_are_left_as_they_are(frame: Flask, content: object, mimetype: str) -> None:
    frame.add_url_rule("/made", view_func=lambda: Response(content, mimetype=mimetype))  # type: ignore[arg-type]
    with frame.test_client().get("/made", headers=ASKED) as answer:
        assert "Content-Encoding" not in answer.headers
