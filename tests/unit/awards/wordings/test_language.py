"""The language of the texts of letters: what it refuses, and that it prints every name as it is."""

import pytest

from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.language import MAX_TEXT, Fault, Flaw, Values, filled, flaws_in
from grants.awards.wordings.placeholders import parts_of, words_of
from grants.awards.wordings.texts import LANGUAGES, default_text, text_in
from grants.documents.content import Bullets, Document, Heading, Paragraph, said

REJECTION = LetterKind.REJECTION
WHOLE = default_text(REJECTION, "lv")


def a_document(text: str, **words: str) -> Document:
    values = Values(words, lambda name: [said(f"part {name}")])
    return filled(text, values, Document("", "lv", []))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LetterKind)
def test_every_text_of_the_service_says_all_that_the_law_asks_of_its_kind(kind: LetterKind, language: str) -> None:
    assert flaws_in(default_text(kind, language), kind) == []


@pytest.mark.parametrize("name", parts_of(REJECTION))
def test_a_part_that_is_missing_is_named(name: str) -> None:
    assert flaws_in(WHOLE.replace(f"{{{name}}}", ""), REJECTION) == [Flaw(Fault.MISSING, name)]


@pytest.mark.parametrize(
    ("line", "flaw"),
    [
        ("Godātā {aplicant}!", Flaw(Fault.UNKNOWN, "aplicant", 3)),
        ("Piešķirts {amount}.", Flaw(Fault.UNKNOWN, "amount", 3)),
        ("{{ config }}", Flaw(Fault.BRACE, "", 3)),
        ("{applicant.__class__}", Flaw(Fault.UNKNOWN, "applicant.__class__", 3)),
        ("Vārds {", Flaw(Fault.BRACE, "", 3)),
        ("{}", Flaw(Fault.UNKNOWN, "", 3)),
        ("{ applicant }", Flaw(Fault.UNKNOWN, " applicant ", 3)),
    ],
)
def test_a_placeholder_that_is_none_is_refused_with_its_line(line: str, flaw: Flaw) -> None:
    title, rest = WHOLE.split("\n", 1)
    assert flaw in flaws_in(f"{title}\n\n{line}\n{rest}", REJECTION)


@pytest.mark.parametrize("written", ["Te: {facts}", "{facts} un", "teksts\n{facts}", "{facts}\nteksts", "- {facts}"])
def test_a_part_stands_alone(written: str) -> None:
    assert [flaw.fault for flaw in flaws_in(WHOLE.replace("{facts}", written), REJECTION)] == [Fault.NOT_ALONE]


def test_a_part_stands_once() -> None:
    assert flaws_in(f"{WHOLE}\n{{facts}}\n", REJECTION) == [Flaw(Fault.TWICE, "facts", WHOLE.count("\n") + 2)]


def test_a_text_begins_with_its_title() -> None:
    assert flaws_in(WHOLE.removeprefix("# "), REJECTION) == [Flaw(Fault.NO_TITLE, "", 1)]


def test_a_text_has_a_limit() -> None:
    filling = "\n" + "a" * (MAX_TEXT - len(WHOLE) - 1)
    assert flaws_in(WHOLE + filling, REJECTION) == []
    assert flaws_in(WHOLE + filling + "a", REJECTION) == [Flaw(Fault.TOO_LONG)]
    assert flaws_in("a" * 100_000, REJECTION) == [Flaw(Fault.TOO_LONG)]


def test_words_are_put_wherever_they_stand() -> None:
    document = a_document(
        "# No. {number}\n\n## {title}\n\nFor **{title}**:\n\n- {title}\n\n{facts}\n", number="7", title="T"
    )
    assert document.title == "No. 7"
    assert list(document.blocks) == [
        Heading("T", 1),
        Paragraph([("For ", ""), ("T", "strong"), (":", "")]),
        Bullets([[("T", "")]]),
        said("part facts"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "“Ā” 'b' \"c\"",
        "<b>x</b>",
        "=SUM(A1)",
        "*x* [y](http://z)",
        "# not a heading",
        "{facts}",
        "{number}",
        "שלום",
        "{{7*7}}",
    ],
)
def test_a_name_is_printed_as_it_is(name: str) -> None:
    document = a_document("# {title}\n\n{title}\n\n**{title}** x\n", title=name, number="7")
    assert document.title == name
    assert list(document.blocks) == [said(name), Paragraph([(name, "strong"), (" x", "")])]


def test_another_kind_has_placeholders_of_its_own() -> None:
    assert "until" in words_of(LetterKind.EXTENSION)
    assert "until" not in words_of(REJECTION)
    assert "contest" not in parts_of(LetterKind.EXTENSION)


def test_own_words_come_before_those_of_the_service() -> None:
    own = {(REJECTION, "lv"): "# Citi vārdi"}
    assert text_in(own, REJECTION, "lv") == "# Citi vārdi"
    assert text_in(own, REJECTION, "en") == default_text(REJECTION, "en")
