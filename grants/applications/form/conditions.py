"""Which questions are asked: a field with `show_if` only while the field it names is asked and has that answer."""

from collections.abc import Iterable, Mapping
from typing import Any

from grants.calls.rules.document import FormField

YES_NO = {"yes": True, "no": False}


def asked(fields: Iterable[FormField], answers: Mapping[str, Any]) -> set[str]:
    """Return the codes of the fields that are asked, given answers as typed or as understood."""
    by_code = {field.code: field for field in fields}
    return {field.code for field in by_code.values() if _is_asked(field, by_code, answers)}


def _is_asked(field: FormField, by_code: Mapping[str, FormField], answers: Mapping[str, Any]) -> bool:
    passed = set()
    while field.show_if is not None and field.code not in passed:
        passed.add(field.code)
        other = by_code.get(field.show_if.field)
        if other is None or not _equals(answers.get(other.code), field.show_if.equals):
            return False
        field = other
    return field.show_if is None


def _equals(answer: Any, wanted: Any) -> bool:
    if isinstance(answer, list):
        return wanted in answer or answer == wanted
    if isinstance(wanted, bool):
        return answer is wanted or (isinstance(answer, str) and YES_NO.get(answer) is wanted)
    return answer is not None and str(answer) == str(wanted)
