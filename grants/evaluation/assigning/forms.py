"""What officials and members type about assignments."""

import re
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from grants.applications.stretches import Stretch
from grants.evaluation.assigning.planning import Asked, Near
from grants.evaluation.assigning.services import MAX_TAKEN
from grants.evaluation.assignment.task import Goal, Pair, Wish
from grants.web.fields import ChoicesField, NumberField
from grants.web.forms import Form, between

MEMBERS = 40
"""How many members stand beside an application on one page."""
MAX_MORE = 10
"""How many more evaluators an application near the line gets at most."""
_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_PAIR = re.compile(rf"pair-({_ID})-({_ID})")
_WISH = re.compile(rf"wish-({_ID})")

SentForm = Mapping[str, str]


@dataclass
class MatrixForm:
    """Hold who is ticked for which application on one page; rows and boxes are named by ids, never by their place."""

    applications: list[uuid.UUID]
    members: list[uuid.UUID]
    ticked: set[Pair] = field(default_factory=set)
    seen: str = ""
    stretch: Stretch | None = None
    """The page of the list of applications, where the form was not sent."""

    @classmethod
    def stored(
        cls, applications: list[uuid.UUID], members: list[uuid.UUID], held: Collection[Pair], seen: str
    ) -> "MatrixForm":
        """Tick what is assigned."""
        return cls(applications, members, set(held), seen)

    @classmethod
    def sent(cls, form: SentForm, rows: Collection[str], columns: Collection[str]) -> "MatrixForm":
        """Read what was sent: rows, members and ticks, whatever is no id left out."""
        found = (_PAIR.fullmatch(name) for name in form)
        ticked = {(uuid.UUID(match[1]), uuid.UUID(match[2])) for match in found if match}
        return cls(_ids(rows), _ids(columns), ticked, form.get("seen", ""))

    @property
    def shown(self) -> set[Pair]:
        """Return every pair with a box on the page."""
        return {(application, member) for application in self.applications for member in self.members}

    @property
    def chosen(self) -> set[Pair]:
        """Return the ticked ones among them; a tick without its row on the page says nothing."""
        return self.ticked & self.shown


@dataclass
class AskedForm:
    """Hold what plan is asked for, as typed."""

    goal: str = Goal.WORST_OFF.value
    anew: bool = False
    more: str = ""
    problems: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def sent(cls, form: SentForm) -> "AskedForm":
        """Read what was sent."""
        more = form.get("more", "").strip()[: 2 * len(str(MAX_MORE))]
        return cls(form.get("goal", Goal.WORST_OFF.value), form.get("anew") == "yes", more)

    @property
    def values(self) -> dict[str, str]:
        """Return what an address or a form carries on."""
        said = {"goal": self.goal, "anew": "yes" if self.anew else "", "more": self.more}
        return {name: value for name, value in said.items() if value}

    def read(self) -> Asked | None:
        """Understand it, or return None with what is wrong in `problems`."""
        if self.goal not in set(Goal):
            self.problems.append(("goal", _("Choose what the plan is to be the best at.")))
        near = self._read_near() if self.more else None
        return None if self.problems else Asked(Goal(self.goal), keep=not self.anew, near=near)

    def _read_near(self) -> Near | None:
        more = int(self.more) if self.more.isascii() and self.more.isdecimal() else 0
        if not 1 <= more <= MAX_MORE:
            self.problems.append(("more", _("Type a number from 1 to %(most)s.", most=MAX_MORE)))
            return None
        return Near(more)


class PreferenceForm(Form):
    """Say how many applications one takes at most, and in what one is at home."""

    most = NumberField(
        _l("How many applications you take at most"),
        [between(0, MAX_TAKEN)],
        max_decimals=0,
        description=_l("Empty if any number."),
    )
    themes = ChoicesField(_l("Themes you are at home in"))
    languages = ChoicesField(_l("Languages you can read an application in"))


def wishes_in(form: SentForm) -> dict[uuid.UUID, Wish | None]:
    """Return what was sent about each application; an answer that is none says nothing."""
    found = ((_WISH.fullmatch(name), value) for name, value in form.items())
    known = set(Wish)
    return {uuid.UUID(match[1]): Wish(value) if value in known else None for match, value in found if match}


def _ids(texts: Collection[str]) -> list[uuid.UUID]:
    return [uuid.UUID(text) for text in dict.fromkeys(texts) if re.fullmatch(_ID, text)]
