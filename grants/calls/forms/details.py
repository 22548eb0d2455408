"""The form of what differs from one call to the next."""

from collections.abc import Sequence
from typing import Any, Self, cast
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from wtforms import HiddenField

from grants.calls.details import Detail, Group, detail_about, details_of, replaced
from grants.calls.forms.fields import HEADINGS, field_for
from grants.calls.rules.canonical import digest, dump
from grants.calls.rules.document import Rules
from grants.calls.rules.phrases import MISSING
from grants.calls.rules.problems import InvalidDocument, Problem
from grants.calls.rules.validation import read_rules
from grants.calls.wording import said
from grants.web.fields import ParsedField
from grants.web.forms import Form

Raw = dict[str, Any]


class DetailsForm(Form):
    """Take the details of a rules document; `about` gives the form of one."""

    document: Raw
    details: tuple[Detail, ...]

    @classmethod
    def about(cls, document: Raw, **more: object) -> Self:
        """Return the form with a field for each detail of a document, filled in; `more` fills in other fields."""
        details = details_of(document)
        fields = {detail.name: field_for(detail, document) for detail in details}
        made = type(cls.__name__, (cls,), {**fields, "document": document, "details": details})
        values = {detail.name: detail.read(document) for detail in details}
        form: Self = made(data={**values, **more})
        return form

    def field(self, detail: Detail) -> ParsedField:
        """Return the field of a detail."""
        return cast(ParsedField, self[detail.name])

    @property
    def groups(self) -> list[tuple[Group, object, list[ParsedField]]]:
        """Return the groups of fields in order, each with its heading."""
        return [
            (group, heading, [self.field(detail) for detail in self.details if detail.group is group])
            for group, heading in HEADINGS.items()
        ]

    def rules(self) -> Rules:
        """Return the document with what was typed; raise InvalidDocument with everything that is wrong."""
        zone = ZoneInfo(self.document["schedule"]["timezone"])
        changes = {}
        for detail in self.details:
            field, before = self.field(detail), detail.read(self.document)
            given = None if field.data in (None, "") else field.data
            if _shown(field, given) != _shown(
                field, before
            ):  # so that what a field cannot show, such as seconds, stays
                changes[detail.keys] = None if given is None else detail.written(given, zone)
        return read_rules(replaced(self.document, changes), at="")

    def explain(self, invalid: InvalidDocument) -> Sequence[Problem]:
        """Say beside each field what is wrong with it; return the problems that no field is about."""
        left = []
        for problem in invalid.problems:
            field = self._at(problem.path)
            if field is None:
                left.append(problem)
            else:
                field.errors = [*field.errors, self._said(problem)]
        return left

    def _at(self, path: object) -> ParsedField | None:
        detail = detail_about(self.details, str(path))
        return self.field(detail) if detail else None

    def _said(self, problem: Problem) -> str:
        if problem.wrong == MISSING:
            return _("This is needed.")
        other = self._at(problem.expected.values.get("path", ""))  # with which the value is compared
        names = {"path": str(other.label.text), "value": _shown(other, other.data)} if other else {}
        return _("Expected: %(what)s.", what=said(problem.expected, **names))


class EditForm(DetailsForm):
    """Take other details for a draft."""

    seen = HiddenField()
    """The digest of the rules that the page was filled in with."""

    @classmethod
    def of(cls, rules: Rules) -> Self:
        """Return the form filled in with the rules of a draft."""
        return cls.about(dump(rules), seen=digest(rules))


def _shown(field: ParsedField, value: Any) -> str:
    """Return how a field shows a value."""
    return "" if value is None else field.write(value)
