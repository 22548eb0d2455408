"""The lists of who holds and has held roles: what they say of each, and by what they are narrowed."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _

from grants.accounts.models import Role
from grants.accounts.words import ROLES
from grants.documents.tables import Kind
from grants.web.filters import zone
from grants.web.lists.rows import Filter, Listing, Part


def listing(place: str, title: str, roles: Sequence[Role], day: date) -> Listing[Role]:
    """Return the list of some roles as they stand on a day; `place` is where views of it are kept."""
    states = {"active": _("active"), "later": _("not begun"), "ended": _("ended")}
    kinds, known = {role.kind for role in roles}, {state(role, day) for role in roles}
    kinds_used = {kind.value: str(words) for kind, words in ROLES.items() if kind in kinds}
    states_used = {code: words for code, words in states.items() if code in known}
    return Listing(
        place,
        title,
        [
            Part("name", _("Name"), lambda role: role.person.name or role.person.email, sought=True),
            Part("address", _("E-mail address"), lambda role: role.person.email, sought=True),
            Part("role", _("Role"), lambda role: str(ROLES[role.kind])),
            Part("from", _("First day"), lambda role: role.starts_on, kind=Kind.DAY),
            Part("until", _("Last day"), last_day, kind=Kind.DAY),
            Part("state", _("State"), lambda role: states[state(role, day)]),
        ],
        [
            Filter("role", _("Role"), kinds_used, lambda role: role.kind.value, ROLES),
            Filter("state", _("State"), states_used, lambda role: state(role, day), states),
        ],
    )


def last_day(role: Role) -> date | None:
    """Return the last day on which a role is or was held, if one is known."""
    return role.ended_at.astimezone(zone()).date() if role.ended_at else role.ends_on


def state(role: Role, day: date) -> str:
    """Return whether a role is held on a day: active, later or ended."""
    return "ended" if role.ended_by(day) else "active" if role.active_on(day) else "later"
