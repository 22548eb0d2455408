"""The form of some details of a rules document: a part of it, or an entry of one of its lists."""

from collections.abc import Callable, Iterable, Sequence
from typing import Self
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from wtforms import Field, HiddenField, SubmitField

from grants.calls.editing.details import Detail, detail_about, replaced
from grants.calls.editing.paths import Raw
from grants.calls.forms.fields import field_for, shown
from grants.calls.rules.document import Rules
from grants.calls.rules.phrases import MISSING
from grants.calls.rules.problems import InvalidDocument, Problem
from grants.calls.rules.validation import read_rules
from grants.calls.wording import said
from grants.web.fields import ParsedField
from grants.web.forms import Form, with_fields

Finish = Callable[[Raw], Raw]


class DetailsForm(Form):
    """Take details of a rules document; `about` gives the form of some."""

    document: Raw
    details: tuple[Detail, ...]
    finish: Finish
    """What is done to the document after what was typed was put into it."""

    seen = HiddenField()
    """The digest of the rules that the page was filled in with."""
    preview = SubmitField()

    @classmethod
    def about(
        cls, document: Raw, details: Iterable[Detail], *, seen: str = "", finish: Finish = lambda document: document
    ) -> Self:
        """Return the form with a field for each detail of a document, filled in."""
        listed = tuple(details)
        fields = {detail.name: field_for(detail, document) for detail in listed}
        form = with_fields(cls, fields)(
            data={**{detail.name: detail.read(document) for detail in listed}, "seen": seen}
        )
        form.document, form.details, form.finish = document, listed, finish
        return form

    def field(self, detail: Detail) -> Field:
        """Return the field of a detail."""
        return self[detail.name]

    @property
    def fields(self) -> list[Field]:
        """Return the fields of all details in order."""
        return [self.field(detail) for detail in self.details]

    def written(self) -> Raw:
        """Return the document with what was typed."""
        changes = {}
        for detail in self.details:
            field, before = self.field(detail), detail.read(self.document)
            given = None if field.data in (None, "", []) else field.data
            if shown(field, given) != shown(field, before):  # so that what a field cannot show, such as seconds, stays
                changes[detail] = given
        zone = ZoneInfo(self.document["schedule"]["timezone"])
        return self.finish(replaced(self.document, changes, zone))

    def rules(self) -> Rules:
        """Return the rules with what was typed; raise InvalidDocument with everything that is wrong."""
        return read_rules(self.written(), at="")

    def explain(self, invalid: InvalidDocument) -> Sequence[Problem]:
        """Say beside each field what is wrong with it; return the problems that no field is about."""
        left = []
        for problem in invalid.problems:
            detail = detail_about(self.details, self.document, problem.path)
            if detail is None:
                left.append(problem)
            else:
                field = self.field(detail)
                field.errors = [*field.errors, self._said(problem)]
        return left

    def _said(self, problem: Problem) -> str:
        if problem.wrong == MISSING:
            return _("This is needed.")
        other = detail_about(self.details, self.document, str(problem.expected.values.get("path", "")))
        field = self.field(other) if other else None  # with which the value is compared
        named = {"path": str(field.label.text), "value": str(shown(field, field.data))} if field else {}
        return _("Expected: %(what)s.", what=said(problem.expected, **named))


def previews(form: DetailsForm) -> dict[str, str]:
    """Return what was typed in Markdown, by the name of its field, if a preview was asked for."""
    if not form.preview.data:
        return {}
    wanted = [detail for detail in form.details if detail.kind.value == "markdown"]
    fields = [form.field(detail) for detail in wanted]
    return {field.name: field.data for field in fields if isinstance(field, ParsedField) and field.data}
