"""What a sent form holds, taken as it stands."""

from werkzeug.datastructures import MultiDict

from grants.applications.form.typed import MAX_ROWS, clean, shaped, typed_answers
from grants.calls.rules.document import FormField, Section
from tests.factories.applications import options, table_columns
from tests.factories.documents import Raw, field, words


def section(*fields: Raw) -> Section:
    return Section.model_validate({"code": "s", "title": words(), "fields": list(fields)})


def typed(sent: dict[str, str | list[str]], *fields: Raw, without: str = "") -> dict[str, object]:
    return typed_answers(section(*fields), MultiDict(sent), without)


def test_what_is_typed_is_kept_as_it_was_typed() -> None:
    assert typed({"a-sum": "1.000,00 eiro"}, field("sum", "money")) == {"sum": "1.000,00 eiro"}


def test_nul_and_control_characters_are_marked() -> None:
    assert clean("a\x00b\x1b[1mc\x7f\ufffe") == "a�b�[1mc��"


def test_line_ends_become_one_kind() -> None:
    assert clean("a\r\nb\rc\n") == "a\nb\nc"


def test_letters_are_composed() -> None:
    assert clean("a\u0304") == "ā"


def test_a_text_of_any_length_is_kept_whole() -> None:
    assert typed({"a-goal": "x" * 100_000}, field("goal", "long_text")) == {"goal": "x" * 100_000}


def test_a_range_has_two_inputs() -> None:
    sent: dict[str, str | list[str]] = {"a-when:from": "1.1.2030", "a-when:until": ""}
    assert typed(sent, field("when", "date_range")) == {"when": {"from": "1.1.2030", "until": ""}}


def test_several_choices_are_all_kept() -> None:
    sent: dict[str, str | list[str]] = {"a-who": ["a", "b"]}
    assert typed(sent, field("who", "multi_choice", options=options("a", "b"))) == {"who": ["a", "b"]}


ROWS: dict[str, str | list[str]] = {
    "a-plan:rows": "3",
    "a-plan:0:what": "Pārgājiens",
    "a-plan:1:what": " ",
    "a-plan:2:people": "5",
}


def test_rows_without_any_answer_are_left_out() -> None:
    assert typed(ROWS, field("plan", "table", columns=table_columns())) == {
        "plan": [{"what": "Pārgājiens", "people": ""}, {"what": "", "people": "5"}]
    }


def test_a_row_can_be_left_out_by_its_button() -> None:
    found = typed(ROWS, field("plan", "table", columns=table_columns()), without="a-plan:0")
    assert found == {"plan": [{"what": "", "people": "5"}]}


def test_no_more_rows_are_read_than_any_table_has() -> None:
    sent: dict[str, str | list[str]] = {f"a-plan:{row}:what": "x" for row in range(MAX_ROWS + 5)}
    found = typed({**sent, "a-plan:rows": "9999"}, field("plan", "table", columns=table_columns()))
    assert isinstance(found["plan"], list)
    assert len(found["plan"]) == MAX_ROWS


def test_a_number_of_rows_that_is_none_means_no_rows() -> None:
    sent: dict[str, str | list[str]] = {**ROWS, "a-plan:rows": "²"}
    assert typed(sent, field("plan", "table", columns=table_columns())) == {"plan": []}


def test_files_and_words_are_not_typed() -> None:
    assert typed({"a-f": "x", "a-w": "x"}, field("f", "file"), field("w", "static_text")) == {}


def test_inputs_of_one_field_are_not_those_of_another() -> None:
    fields = (field("plan", "table", columns=table_columns()), field("plan-0-what", "short_text"))
    sent: dict[str, str | list[str]] = {"a-plan:rows": "1", "a-plan:0:what": "cell", "a-plan-0-what": "line"}
    assert typed(sent, *fields) == {"plan": [{"what": "cell", "people": ""}], "plan-0-what": "line"}


def test_understood_answers_take_the_shape_in_which_they_were_typed() -> None:
    as_typed = {kind: shaped(FormField(code="x", type=kind), answer) for kind, answer in UNDERSTOOD.items()}  # type: ignore[arg-type]
    assert as_typed == {
        "yes_no": "yes",
        "integer": "5",
        "money": "5.00",
        "date_range": {"from": "2030-01-01", "until": ""},
    }


UNDERSTOOD: dict[str, object] = {"yes_no": True, "integer": 5, "money": "5.00", "date_range": {"from": "2030-01-01"}}
