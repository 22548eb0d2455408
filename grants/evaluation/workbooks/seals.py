"""Whose file a workbook is: of which member, call and version of the rules, sealed so that nobody can say otherwise."""

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer

from grants.accounts.models import Person
from grants.calls.models import Call
from grants.evaluation.workbooks.layout import Refused, Wrong
from grants.web.uploads import KEPT_SECONDS


def seal_of(person: Person, call: Call) -> str:
    """Return the seal of a member's workbook of a call under its rules in force."""
    return str(_sealer().dumps([str(call.id), str(person.id), call.version]))


def require_own(seal: str, person: Person, call: Call) -> None:
    """Raise Refused for a workbook of another call, another member, or rules that were amended since."""
    try:
        call_id, person_id, version = _sealer().loads(seal)
    except (BadData, ValueError, TypeError) as error:
        raise Refused(Wrong.NOT_OURS) from error
    if call_id != str(call.id):
        raise Refused(Wrong.OTHER_CALL)
    if person_id != str(person.id):
        raise Refused(Wrong.OTHER_MEMBER)
    if version != call.version:
        raise Refused(Wrong.OLD_RULES)


def sealed_upload(key: str, person: Person, call: Call) -> str:
    """Return what carries a workbook that was put away from the page of its differences to the act."""
    return str(_carrier().dumps([key, str(person.id), str(call.id)]))


def opened_upload(token: str, person: Person, call: Call) -> str | None:
    """Return the key of a workbook that this member sent for this call within the last hours."""
    try:
        key, *whose = _carrier().loads(token, max_age=KEPT_SECONDS)
    except (BadData, ValueError, TypeError):
        return None
    return str(key) if whose == [str(person.id), str(call.id)] else None


def _sealer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="grants.evaluation.workbook")


def _carrier() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="grants.evaluation.workbook.sent")
