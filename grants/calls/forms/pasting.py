"""The form into which a table of criteria is pasted."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SubmitField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from grants.calls.editing.pasting import MAX_CHARS, Pasted, criteria_in
from grants.calls.editing.paths import Raw
from grants.web.fields import TextField
from grants.web.forms import Form, Required


class PasteForm(Form):
    """Take a table of criteria; it is looked at first, and stored by the second button."""

    table = TextField(
        _l("Table of criteria"),
        [Required(_l("Paste the table here."))],
        max_chars=MAX_CHARS,
        description=_l("Number, title, most points and, if there is one, points needed: a row for each criterion."),
    )
    instead = RadioField(
        _l("What happens to the present criteria"),
        choices=[
            SelectChoice("all", _l("They are replaced.")),
            SelectChoice("add", _l("They stay, and the new ones are added.")),
        ],
        default="all",
    )
    seen = HiddenField()
    look = SubmitField()

    def pasted(self, document: Raw) -> Pasted:
        """Return what was understood of the table."""
        return criteria_in(self.table.data or "", document["languages"][0])

    def criteria(self, document: Raw) -> list[Raw]:
        """Return the criteria of the rules with those of the table; one with the same number keeps what it has."""
        found = self.pasted(document).criteria
        before = {criterion["code"]: criterion for criterion in document["criteria"]}
        merged = [_merged(before.get(criterion["code"]), criterion) for criterion in found]
        if self.instead.data == "all":
            return merged
        codes = {criterion["code"] for criterion in merged}
        return [*(one for code, one in before.items() if code not in codes), *merged]


def _merged(before: Raw | None, criterion: Raw) -> Raw:
    """Return a criterion with the guidance, weight and other languages it had, as far as its title is the same."""
    if before is None:
        return criterion
    language, words = next(iter(criterion["title"].items()))
    if before["title"].get(language) != words:
        return criterion
    kept = {name: before[name] for name in ("guidance", "weight", "comment_min") if name in before}
    return criterion | kept | {"title": before["title"]}
