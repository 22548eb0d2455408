"""Files that show what was found: what a register said about a check, or the scan of a sheet on paper."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from grants.applications.models import Application, Enclosure
from grants.calls.rules.document import Check
from grants.db import db
from grants.errors import NotFound
from grants.evaluation.models import CheckAnswer, Sheet
from grants.evaluation.services import Checked
from grants.web.forms import Form, with_fields
from grants.web.uploads import StoredFileField, Uploaded

KINDS = ("pdf", "edoc", "asice", "jpg", "png")
MAX_MB = 5
"""Of one file, so that those of several checks go in one request."""
MAX_SCAN_MB = 10


class ProofsForm(Form):
    """Take a file for each check that asks for evidence; `of` gives the form for some checks."""

    @classmethod
    def of(cls, checks: Iterable[Check]) -> "ProofsForm":
        """Return the form for the checks that ask for evidence."""
        fields: dict[str, Any] = {
            name_for(check.code): StoredFileField(
                _l("What the register said for %(code)s", code=check.code), kinds=KINDS, max_mb=MAX_MB
            )
            for check in checks
            if check.evidence
        }
        return with_fields(cls, fields)()

    def beside(self, answers: Mapping[str, Checked]) -> dict[str, Checked]:
        """Return answers with the files that were sent with them."""
        return {code: replace(checked, proof=self._sent_for(code)) for code, checked in answers.items()}

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Return the id of each control that needs correcting, and why."""
        return [(field.id, f"{field.label.text}: {field.errors[0]}") for field in self if field.errors]

    def _sent_for(self, code: str) -> Uploaded | None:
        field = next((one for one in self if one.name == name_for(code)), None)
        return field.uploaded if isinstance(field, StoredFileField) else None


def name_for(code: str) -> str:
    """Return the name of the field that takes the file for a check."""
    return f"proof-{code}"


def proofs_of(application: Application) -> dict[UUID, Enclosure]:
    """Return the files that show what registers said about an application; one statement."""
    found = select(Enclosure).join(CheckAnswer, CheckAnswer.proof_id == Enclosure.id)
    found = found.where(CheckAnswer.application_id == application.id)
    return {each.id: each for each in db.session.scalars(found)}


def proof_of(application: Application, code: str) -> Enclosure | None:
    """Return the file that shows what a register said about one check."""
    found = select(Enclosure).join(CheckAnswer, CheckAnswer.proof_id == Enclosure.id)
    return db.session.scalar(found.where(CheckAnswer.application_id == application.id, CheckAnswer.code == code))


def scan_of(sheet: Sheet | None) -> Enclosure:
    """Return the scan of a sheet that came on paper; raise NotFound without one."""
    kept = db.session.get(Enclosure, sheet.scan_id) if sheet is not None and sheet.scan_id else None
    if kept is None:
        raise NotFound
    return kept
