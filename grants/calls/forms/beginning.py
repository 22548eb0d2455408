"""The nine questions with which a call begins."""

from collections.abc import Mapping, Sequence
from typing import Any, Self
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SubmitField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from grants.calls.editing.details import Detail, Kind
from grants.calls.editing.parts import worded
from grants.calls.editing.pasting import MAX_CHARS, Pasted, criteria_in
from grants.calls.editing.paths import Raw, get
from grants.calls.forms.fields import shown
from grants.calls.labels import DECIDED_BY, KINDS
from grants.calls.rules.problems import InvalidDocument, Problem
from grants.calls.services.files import KINDS as FILE_KINDS
from grants.calls.services.files import MAX_MB
from grants.calls.starting.beginning import Answers, Body
from grants.calls.starting.beginning import begin as beginning
from grants.calls.wording import said
from grants.web.fields import ChoicesField, DayField, LineField, MomentField, MoneyField, NumberField, TextField
from grants.web.forms import Form, Required, between, with_fields
from grants.web.languages import LANGUAGES
from grants.web.uploads import StoredFileField

MOST_MEMBERS = 100

QUESTIONS: Sequence[tuple[object, tuple[str, ...]]] = (
    (_l("What is the call named?"), ("title",)),
    (_l("Which act approves the rules?"), ("act_body", "act_number", "act_date", "act_file")),
    (_l("How much does a project get?"), ("least", "most")),
    (_l("How many projects, or how much money in all?"), ("projects", "total")),
    (_l("When are applications taken?"), ("opens_at", "closes_at")),
    (_l("Who may apply?"), ("kinds",)),
    (_l("When do the projects run?"), ("projects_from", "projects_until")),
    (_l("How large is the committee?"), ("size", "quorum")),
    (_l("Who decides?"), ("decided_by",)),
)
"""The questions, each with the fields that answer it."""
ABOUT: Mapping[str, str] = {
    "approved_by.body": "act_body",
    "approved_by.number": "act_number",
    "approved_by.date": "act_date",
    "funding.amount": "most",
    "funding.amount.fixed": "most",
    "funding.amount.max": "most",
    "funding.amount.min": "least",
    "funding.limit.projects": "projects",
    "funding.limit.total": "total",
    "schedule.opens_at": "opens_at",
    "schedule.closes_at": "closes_at",
    "schedule.implementation.from": "projects_from",
    "schedule.implementation.until": "projects_until",
    "committee.size": "size",
    "committee.quorum": "quorum",
}
"""The field that a problem with the rules is about, by its place."""


def _choices(words: Mapping[Any, object]) -> list[SelectChoice]:
    return [SelectChoice(code, said) for code, said in words.items()]


class BeginForm(Form):
    """Take the answers with which a call begins; `of` gives the form for a template or a former call."""

    act_body = LineField(_l("Who approved the rules"), description=_l("Can follow later, but before publishing."))
    act_number = LineField(_l("Number"))
    act_date = DayField(_l("Date"))
    act_file = StoredFileField(_l("File of the act"), kinds=FILE_KINDS, max_mb=MAX_MB)
    least = MoneyField(_l("At least, EUR"), [between(0)])
    most = MoneyField(
        _l("At most, EUR"), [Required(), between(0)], description=_l("A fixed sum: write the same in both places.")
    )
    projects = NumberField(_l("Projects at most"), [between(0, 1_000_000)], max_decimals=0)
    total = MoneyField(_l("All the money, EUR"), [between(0)], description=_l("One of the two is enough."))
    kinds = ChoicesField(
        _l("Applicants"),
        [Required(_l("Choose at least one."))],
        choices=_choices(KINDS),
    )
    projects_from = DayField(_l("From"), [Required()])
    projects_until = DayField(_l("Until"), [Required()])
    size = NumberField(_l("Members"), [Required(), between(1, MOST_MEMBERS)], max_decimals=0)
    quorum = NumberField(_l("Must be present"), [Required(), between(1, MOST_MEMBERS)], max_decimals=0)
    decided_by = RadioField(
        _l("The decision is made by"),
        [Required()],
        choices=[SelectChoice(code, words) for code, words in DECIDED_BY.items()],
    )
    criteria = TextField(
        _l("Table of criteria, pasted from a text document"),
        max_chars=MAX_CHARS,
        description=_l("Number, title, most points and, if there is one, points needed. Empty: the criteria below."),
    )
    look = SubmitField()

    source: Raw
    body: Body | None

    @classmethod
    def of(cls, source: Raw, body: Body | None = None) -> Self:
        """Return the form filled in with what a template or a former call has; money and dates are never guessed.

        `body` is the organiser, where it is not that of the source.
        """
        zone = ZoneInfo(source["schedule"]["timezone"])
        titles = {
            f"title_{detail.language}": LineField(_title(detail, source), [Required()] if detail.required else [])
            for detail in worded(source, "title")
        }
        dates = {
            "opens_at": MomentField(_l("From"), [Required()], zone=zone),
            "closes_at": MomentField(
                _l("Until"), [Required()], zone=zone, description=_l("Day and time, such as 25.10.2030 15.00.")
            ),
        }
        form = with_fields(cls, titles | dates)(data=_known(source, is_template=body is not None))
        form.source, form.body = source, body
        return form

    @property
    def questions(self) -> list[tuple[object, list[Field]]]:
        """Return the questions with their fields."""
        return [(words, [field for name in names for field in self._answering(name)]) for words, names in QUESTIONS]

    @property
    def pasted(self) -> Pasted | None:
        """Return what was understood of a pasted table, if one was."""
        table = self.criteria.data
        return criteria_in(table, self.source["languages"][0]) if table else None

    def document(self) -> Raw:
        """Return the rules that the answers make; raise InvalidDocument if the dates leave the calendar."""
        pasted = self.pasted
        try:
            return beginning(self.source, self._answers(pasted.criteria if pasted else []), self.body)
        except (OverflowError, ValueError) as error:
            self.form_errors.append(_("The dates lead out of the calendar."))
            raise InvalidDocument([]) from error

    def explain(self, invalid: InvalidDocument) -> list[Problem]:
        """Say beside each field what is wrong with it; return the problems that no field is about."""
        left = []
        for problem in invalid.problems:
            name = "title_" + problem.path[6:] if problem.path.startswith("title.") else ABOUT.get(problem.path, "")
            if name in self:
                other = ABOUT.get(str(problem.expected.values.get("path", "")), "")
                compared = self[other] if other else None
                names = (
                    {"path": str(compared.label.text), "value": str(shown(compared, compared.data))} if compared else {}
                )
                self[name].errors = [*self[name].errors, _("Expected: %(what)s.", what=said(problem.expected, **names))]
            else:
                left.append(problem)
        wrong_dates = self["opens_at"].errors or self["closes_at"].errors
        followed = ("schedule.", "channels[") if wrong_dates else ()  # dates that were counted from wrong ones
        return [problem for problem in left if not problem.path.startswith(followed)]

    def _answers(self, criteria: list[Raw]) -> Answers:
        act = {"body": self.act_body.data, "number": self.act_number.data}
        act |= {"date": self.act_date.data.isoformat()} if self.act_date.data else {}
        titles = {language: self[f"title_{language}"].data for language in self.source["languages"]}
        return Answers(
            title={language: words for language, words in titles.items() if words},
            act={name: value for name, value in act.items() if value},
            least=self.least.data,
            most=self.most.data,
            projects=None if self.projects.data is None else int(self.projects.data),
            total=self.total.data,
            opens_at=self["opens_at"].data,
            closes_at=self["closes_at"].data,
            kinds=self.kinds.data or (),
            projects_from=self.projects_from.data,
            projects_until=self.projects_until.data,
            size=int(self.size.data),
            quorum=int(self.quorum.data),
            decided_by=self.decided_by.data,
            criteria=criteria,
        )

    def _answering(self, name: str) -> list[Field]:
        if name == "title":
            return [self[f"title_{language}"] for language in self.source["languages"]]
        return [self[name]]


def _known(source: Raw, *, is_template: bool) -> dict[str, Any]:
    """Return what is filled in: of a template no sums, of a former call these too; never dates and acts."""
    always = {
        "kinds": source["applicants"]["kinds"],
        "size": source["committee"]["size"],
        "quorum": source["committee"]["quorum"],
        "decided_by": source["committee"]["decided_by"],
    }
    titles = {f"title_{language}": source["title"].get(language, "") for language in source["languages"]}
    amount, fixed = source["funding"]["amount"], source["funding"]["amount"].get("fixed")
    sums = {"least": fixed or amount.get("min"), "most": fixed or amount.get("max")}
    money = {name: Detail(Kind.MONEY, (name,)).read(sums) for name in sums}
    limit = {"projects": get(source, ("funding", "limit", "projects"))}
    limit["total"] = Detail(Kind.MONEY, ("funding", "limit", "total")).read(source)
    if is_template and not fixed:
        return always | titles
    return always | titles | money | ({} if is_template else limit)


def _title(detail: Detail, source: Raw) -> object:
    if len(source["languages"]) == 1:
        return _l("Title")
    return _l("Title (%(language)s)", language=LANGUAGES.get(detail.language, detail.language))
