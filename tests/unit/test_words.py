"""The check of words finds what no translator would see, and names in templates that mean nothing."""

from pathlib import Path

import pytest
from jinja2 import Environment

from scripts import words

JINJA = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a file that the check takes for one of ours."""
    monkeypatch.setattr(words, "ROOT", tmp_path)
    return tmp_path / "example"


@pytest.mark.parametrize(
    "text",
    [
        "<p>Words</p>",
        '<a href="/" title="Words">{{ _("Said") }}</a>',
        "{% if a %}Words{% endif %}",
        '{% call notice() %}<p class="{{ a }}">Words</p>{% endcall %}',
    ],
)
def test_words_outside_of_gettext_are_found(file: Path, text: str) -> None:
    file.write_text(text)
    assert list(words.in_template(file, JINJA)) == ["example: “Words” is outside of gettext"]


@pytest.mark.parametrize(
    "text",
    [
        '<p class="lead{% if a > b %} wide{% endif %}">{{ _("Said") }}</p>',
        "<code>flask run</code>",
        "{{ size }} MB – 12&nbsp;%",
        '{% macro more() %} aria-invalid="true"{% endmacro %}',
        "<td>%(state)s</td>",
    ],
)
def test_markup_and_units_are_not_words(file: Path, text: str) -> None:
    file.write_text(text)
    assert list(words.in_template(file, JINJA)) == []


@pytest.mark.parametrize(("text", "unknown"), [("{{ titel }}", "titel"), ("{% if not plian %}{% endif %}", "plian")])
def test_a_name_that_nobody_gives_is_found(file: Path, text: str, unknown: str) -> None:
    file.write_text(text)
    assert list(words.unknown_names(file, JINJA, {"title", "plain"})) == [f"example: nobody gives it “{unknown}”"]


def test_what_a_template_imports_and_makes_is_known(file: Path) -> None:
    file.write_text('{% from "m" import a, b as c %}{% macro d(e) %}{{ e }}{% endmacro %}{{ a() }}{{ c() }}{{ d(1) }}')
    assert list(words.unknown_names(file, JINJA, ())) == []


@pytest.mark.parametrize(
    ("code", "faults"),
    [("f\"{_('a')} {b}\"", 1), ('f"{a}" + _("b")', 0), ("f\"{x[_('a')]}\"", 1), ("f\"{babel.gettext('a')}\"", 1)],
)
def test_gettext_inside_an_f_string_is_found(file: Path, code: str, faults: int) -> None:
    file.write_text(code)
    assert len(list(words.in_python(file))) == faults


@pytest.mark.parametrize(
    ("code", "faults"),
    [
        ('say("Nothing is saved");', 1),
        ('element.textContent = "Saved";', 1),
        ("/* Words of a comment */ // “Words too”", 0),
        ('form.querySelector("[data-said] .saved"); fetch("https://example.org/Some thing");', 0),
        ("element.textContent = form.dataset.said;", 0),
        ('new Date().toLocaleString("lv", {"timeZone": "Europe/Riga"});', 0),
    ],
)
def test_words_in_a_script_are_found(file: Path, code: str, faults: int) -> None:
    file.write_text(code)
    assert len(list(words.in_script(file))) == faults


@pytest.mark.parametrize(
    "said", ["Jauns ziņojums.", "Šajā datnē", "Pakalpojums sūta", "Tā teikts noteikumos", "pieteikums", "vietnē"]
)
def test_a_latvian_word_for_what_has_another_one_is_found(said: str) -> None:
    assert list(words.in_latvian(said, "here"))


@pytest.mark.parametrize(
    "said", ["Paziņojums", "Sīkdatnes", "priekšsēdētāja vietnieks", "Ministru kabineta noteikumi", "Ziņa", "Nolikumā"]
)
def test_other_things_keep_their_words(said: str) -> None:
    assert not list(words.in_latvian(said, "here"))
