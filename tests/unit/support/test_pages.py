import pytest
from flask import Flask, request
from html5lib.html5parser import ParseError

from tests.support.pages import Page
from tests.support.visitor import Visitor

FORM = """<!doctype html><html lang="lv"><head><title>A form</title></head><body><h1>A  form</h1>
<form method="post"><input name="title" value="Old"><input type="hidden" name="token" value="t">
<select name="kind"><option value="a">A</option><option value="b" selected>B</option></select>
<textarea name="text">
typed</textarea><input type="checkbox" name="agree" value="yes"><button name="act" value="save">Save</button></form>
</body></html>"""


@pytest.fixture
def visitor() -> Visitor:
    site = Flask("site")
    site.add_url_rule("/form", "form", view_func=lambda: FORM)
    site.add_url_rule("/form", "sent", methods=["POST"], view_func=lambda: str(sorted(request.form.items())))
    site.add_url_rule("/broken", "broken", view_func=lambda: "<p><b>never closed</p>")
    return Visitor(site, site.response_class, use_cookies=True)


def test_a_form_is_sent_with_what_was_filled_in_and_what_was_typed(visitor: Visitor) -> None:
    answer = visitor.send(visitor.see("/form"), {"title": "New"}, button="Save")
    sent = [("act", "save"), ("kind", "b"), ("text", "typed"), ("title", "New"), ("token", "t")]
    assert answer.response.text == str(sent)


def test_a_field_the_form_does_not_have_is_refused(visitor: Visitor) -> None:
    with pytest.raises(AssertionError, match="has no \\['naem'\\]"):
        visitor.send(visitor.see("/form"), {"naem": "x"})


def test_words_are_read_with_single_spaces(visitor: Visitor) -> None:
    assert visitor.see("/form").heading == "A form"


def test_another_status_than_expected_is_refused(visitor: Visitor) -> None:
    with pytest.raises(AssertionError, match="answered 404 instead of 200"):
        visitor.see("/nowhere")


def test_a_page_that_is_not_correct_html_is_refused(visitor: Visitor) -> None:
    page = Page(visitor.get("/broken"))
    with pytest.raises(ParseError, match="DOCTYPE"):
        assert page.tree
