"""Which questions are asked: a field with `show_if` only while the field it names is asked and has that answer."""

from collections.abc import Mapping
from typing import Any

from grants.calls.rules.document import FormField

YES_NO = {"yes": True, "no": False}


def asked(fields: tuple[FormField, ...], answers: Mapping[str, Any]) -> set[str]:
    """Return the codes of the fields that are asked, given answers as typed or as understood."""
    by_code = {field.code: field for field in fields}

    def is_asked(field: FormField) -> bool:
        if field.show_if is None:
            return True
        other = by_code.get(field.show_if.field)
        return other is not None and is_asked(other) and _equals(answers.get(other.code), field.show_if.equals)

    return {field.code for field in fields if is_asked(field)}


def _equals(answer: Any, wanted: Any) -> bool:
    if isinstance(answer, list):
        return wanted in answer or answer == wanted
    if isinstance(wanted, bool):
        return answer is wanted or (isinstance(answer, str) and YES_NO.get(answer) is wanted)
    return answer is not None and str(answer) == str(wanted)
