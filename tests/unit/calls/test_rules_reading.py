"""Reading, writing and publishing rules documents."""

import pytest

from grants.calls.rules import reading
from grants.calls.rules.canonical import canonical, digest, dump
from grants.calls.rules.problems import InvalidDocument
from grants.calls.rules.reading import load_json
from grants.calls.rules.unknown import unknown_keys
from grants.calls.rules.validation import publication_problems, read_rules
from tests.factories.documents import Raw, changed, rules_document, without


def refusal(text: bytes) -> str:
    with pytest.raises(InvalidDocument) as refused:
        load_json(text)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b'{"a": 1, "a": 2}', 'document: has the name "a" twice in one object; expected every name once'),
        (b'{"a": NaN}', "document: has the number NaN; expected numbers that JSON knows"),
        (b'{"a": -Infinity}', "document: has the number -Infinity; expected numbers that JSON knows"),
        (b'{"a": 1e999}', 'document: has the number "1e999"; expected numbers that JSON knows'),
        (b'{"a": "\xff"}', "document: is not written in UTF-8 from byte 7 on; expected UTF-8 text"),
        (b"[]", "document: is a list; expected an object with names and values"),
        (b"null", "document: is null; expected an object with names and values"),
        (b'{"a": }', "document: is no JSON at line 1, column 7; expected a value at this place"),
        (b"", "document: is no JSON at line 1, column 1; expected a value at this place"),
    ],
)
def test_text_that_leaves_a_doubt_is_refused(text: bytes, message: str) -> None:
    assert refusal(text) == message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"{1: 2}", "a name in quotes at this place"),
        (b'{"a" 1}', "a colon at this place"),
        (b'{"a": 1 "b": 2}', "a comma or a closing bracket at this place"),
        (b'{"a": "b', "a closing quote for the text that begins here"),
        (b'{"a": "b\n"}', "text without line breaks and other control characters"),
        (rb'{"a": "\x"}', r"a backslash only in signs such as \n and \""),
        (b"{} {}", "nothing after the end of the object"),
    ],
)
def test_text_that_is_no_json_is_refused_with_what_json_wants(text: bytes, expected: str) -> None:
    assert refusal(text).endswith(f"; expected {expected}")


def test_every_repeated_name_is_reported() -> None:
    with pytest.raises(InvalidDocument) as refused:
        load_json(b'{"a": 1, "a": 2, "b": {"c": 1, "c": 1}}')
    assert len(refused.value.problems) == 2


def test_a_number_of_too_many_digits_is_refused() -> None:
    assert "numbers that JSON knows" in refusal(b'{"a": ' + b"9" * 5000 + b"}")


@pytest.mark.parametrize("levels", [32, 200_000])
def test_nesting_too_deep_is_refused(levels: int) -> None:
    text = b'{"a": ' + b"[" * levels + b"1" + b"]" * levels + b"}"
    assert refusal(text) == "document: is nested too deeply; expected at most 32 levels of nesting"


def test_nesting_up_to_the_limit_is_read() -> None:
    assert load_json(b'{"a": ' + b"[" * 31 + b"]" * 31 + b"}")


def test_a_text_up_to_the_limit_of_bytes_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 2)
    assert load_json(b"{}") == {}
    assert refusal(b"{ }") == "document: has 3 bytes; expected at most 2 bytes"


def test_a_byte_order_mark_is_passed_over() -> None:
    assert load_json(b'\xef\xbb\xbf{"a": "\xc4\x81"}') == {"a": "ā"}


def test_what_was_read_is_written_as_it_was() -> None:
    document = rules_document(notes={"kept": [1, {"deep": None}]})
    assert dump(read_rules(document)) == document


def test_null_is_left_out_when_written() -> None:
    assert dump(read_rules(rules_document(privacy=None))) == without(rules_document(), "privacy")


def test_a_copy_with_a_value_taken_away_is_written_without_it() -> None:
    assert "privacy" not in dump(read_rules(rules_document()).model_copy(update={"privacy": None}))


def test_equal_documents_have_one_digest_whatever_the_order_of_their_names() -> None:
    document = rules_document()
    turned = dict(reversed(document.items()))
    assert digest(read_rules(document)) == digest(read_rules(turned))


def test_another_value_gives_another_digest() -> None:
    other = changed(rules_document(), "criteria/1/threshold", "2")
    assert digest(read_rules(rules_document())) != digest(read_rules(other))


def test_canonical_json_is_sorted_and_dense_and_keeps_its_letters() -> None:
    text = canonical(read_rules(rules_document())).decode()
    assert text.startswith('{"applicants":{"kinds":["youth_organisation","association"]},"approved_by":{"body":"Dome",')
    assert "Piemēra pašvaldība" in text


def test_names_that_no_model_knows_are_pointed_out() -> None:
    document = changed(rules_document(color="red"), "criteria/0/treshold", "3")
    document = changed(document, "form/0/fields/6/columns/0/requierd", value=True)
    document = changed(document, "form/0/fields/4/show_if/equal", value=True)
    assert sorted(unknown_keys(document)) == [
        "call.color",
        "call.criteria[0].treshold",
        "call.form[0].fields[4].show_if.equal",
        "call.form[0].fields[6].columns[0].requierd",
    ]


def test_words_and_answers_are_no_unknown_names() -> None:
    assert unknown_keys(rules_document()) == []


@pytest.mark.parametrize("broken", [None, [], "x", {"criteria": 5, "form": [None, 3]}])
def test_unknown_names_are_sought_in_broken_documents_too(broken: object) -> None:
    assert unknown_keys(broken) == []


@pytest.mark.parametrize("path", ["approved_by", "privacy", "schedule/contest"])
def test_publishing_needs_what_a_file_may_lack(path: str) -> None:
    rules = read_rules(without(rules_document(), path))
    assert [problem.path for problem in publication_problems(rules)] == [f"call.{path.replace('/', '.')}"]


def test_publishing_needs_words_in_the_first_language_only() -> None:
    title: Raw = {"lv": " ", "en": "Title"}
    summary: Raw = {"lv": "Kopsavilkums", "en": ""}
    rules = read_rules(rules_document(title=title, summary=summary))
    assert [problem.path for problem in publication_problems(rules)] == ["call.title"]


def test_complete_rules_may_be_published() -> None:
    assert publication_problems(read_rules(rules_document())) == []
