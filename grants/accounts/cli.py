"""Commands about people: `flask --app wsgi user create EMAIL`."""

import click

from grants.accounts import queries, services
from grants.accounts.models import Organiser, RoleKind
from grants.commands import Commands
from grants.db import MAX_LINE, db

user = Commands("user", help="People and their roles.")

EVERYWHERE = RoleKind.ADMINISTRATOR
KINDS = (EVERYWHERE, RoleKind.COORDINATOR, RoleKind.SECRETARY, RoleKind.AUDITOR)


@user.command("create")
@click.argument("email")
@click.option("--name", default="", help="Name and surname; asked at the first sign-in otherwise.")
@click.option("--role", type=click.Choice([kind.value for kind in KINDS]), help="A role from today on.")
@click.option(
    "--organiser", "slug", metavar="SLUG", help="Where the role is held; every role but administrator has one."
)
def create(email: str, name: str, role: str | None, slug: str | None) -> None:
    """Create a person, or give one who is there already a role."""
    if len(name) > MAX_LINE:
        raise click.BadParameter(f"at most {MAX_LINE} characters", param_hint="--name")
    kind = RoleKind(role) if role else None
    organiser = _organiser(kind, slug)
    person = services.person_for(email=email, name=name)
    if kind:
        place = organiser.id if organiser else None
        services.grant_role(person=person, kind=kind, actor=None, organiser_id=place)
    db.session.commit()
    click.echo(f"{person.email}: {role or 'no role'}{f' in {slug}' if slug else ''}")


def _organiser(kind: RoleKind | None, slug: str | None) -> Organiser | None:
    """Return where the role is held; raise UsageError if the role and the place do not go together."""
    if (kind is None or kind is EVERYWHERE) and slug:
        raise click.UsageError("--organiser goes with the roles coordinator, secretary and auditor")
    if kind is None or kind is EVERYWHERE:
        return None
    organiser = queries.find_organiser(slug) if slug else None
    if organiser is None:
        raise click.UsageError(f"--role {kind.value} needs --organiser with the short name of an organiser that exists")
    return organiser
