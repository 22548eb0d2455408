"""The form of what an organiser does in every call."""

from collections.abc import Mapping
from typing import Self

from flask_babel import lazy_gettext as _l

from grants.web.fields import LineField, TextField
from grants.web.forms import Form, with_fields
from grants.web.languages import LANGUAGES


class WaysForm(Form):
    """Say where decisions are contested and what is done with personal data."""

    contest_to = LineField(
        _l("Where decisions of the committee are contested"),
        description=_l("A body and its address. Left empty it is the organiser itself."),
    )

    @classmethod
    def ask(cls, contest_to: str, privacy: Mapping[str, str]) -> Self:
        """Return the form with a privacy notice in each language."""
        texts = {
            f"privacy_{code}": TextField(
                _l("Privacy notice in the language %(language)s", language=name),
                description=_l("Who is responsible, on what basis, how long data are kept, whom to ask."),
            )
            for code, name in LANGUAGES.items()
        }
        known = {f"privacy_{code}": privacy.get(code, "") for code in LANGUAGES}
        return with_fields(cls, texts)(data={"contest_to": contest_to, **known})

    @property
    def privacy(self) -> dict[str, str]:
        """Return what was typed, by language."""
        return {code: str(self[f"privacy_{code}"].data or "") for code in LANGUAGES}
