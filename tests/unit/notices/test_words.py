"""The words of a message: one text for terminals and mail programs, in which nothing from outside has power."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from grants.notices.words import Words, escaped, unescaped


def words(body: str = "Paldies!", *, subject: str = "Temats", signature: str = "Novads") -> Words:
    return Words(subject, body, signature)


@given(st.text())
def test_what_is_escaped_comes_back_as_it_was(text: str) -> None:
    assert unescaped(str(escaped(text))) == text


@given(st.text(alphabet="[]()<>*_`#-+.!|\\ ab1\n:/&\"'", max_size=60))
def test_nothing_from_outside_becomes_a_link_or_a_heading(text: str) -> None:
    html = words(f"Nosaukums: {escaped(text)}").html
    assert not any(tag in html for tag in ("<a ", "<h2", "<strong", "<em", "<code"))


def test_markup_keeps_its_meaning() -> None:
    assert escaped(Markup("**a**")) == "**a**"


def test_the_text_ends_with_who_signs() -> None:
    assert words("Labdien\\!", signature="Novads\nIela 1").text == "Labdien!\n\n-- \nNovads\nIela 1\n"


@pytest.mark.parametrize("place", ["subject", "signature"])
def test_html_in_a_name_stays_text(place: str) -> None:
    page = words(**{place: "<script>x</script>"}).page("lv")
    assert "<script>" not in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page


def test_the_address_of_the_service_is_a_link() -> None:
    page = words(signature="Novads\nhttps://konkursi.example.lv").page("lv")
    assert 'Novads<br>\n<a href="https://konkursi.example.lv">https://konkursi.example.lv</a>' in page


def test_a_name_that_only_begins_like_an_address_is_none() -> None:
    assert "<a " not in words(signature="https:// mūsu novads").page("lv")


def test_the_page_names_its_language() -> None:
    assert '<html lang="lv">' in words().page("lv")


def test_a_mail_names_its_colours_for_light_and_dark_and_asks_nobody_for_anything() -> None:
    page = words("[Saite](https://konkursi.example.lv) ![bilde](https://example.org/pixel.png)").page("lv")
    assert '<meta name="color-scheme" content="light dark">' in page
    assert "@media (prefers-color-scheme: dark)" in page
    assert "<img" not in page
    assert "url(" not in page
