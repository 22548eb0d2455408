"""Calls, organisers and their officials, made through the services at the times of the small example call."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from grants import clock
from grants.accounts.models import Organiser, Person, RoleKind
from grants.accounts.services import grant_role, organiser_for, person_for
from grants.calls import services
from grants.calls.models import Call
from grants.calls.queries import editable_version
from grants.calls.rules.document import Rules
from grants.calls.rules.validation import read_rules
from grants.calls.workflow import Action
from grants.web.uploads import Uploaded, put_away
from tests.factories.documents import rules_document
from tests.support.stages import staged

WRITTEN = datetime(2029, 10, 1, 9, tzinfo=UTC)
"""A moment of the example call at which its rules are written and published, but not announced yet."""
ANNOUNCED = datetime(2029, 11, 1, 12, tzinfo=UTC)
OPEN = datetime(2029, 11, 15, 12, tzinfo=UTC)
CLOSED = datetime(2029, 12, 11, 12, tzinfo=UTC)


AN_ACT = ("Dome", "15", date(2029, 11, 5))
"""Body, number and date of an act behind something."""


def rules(**changes: Any) -> Rules:
    """Return the rules of the example call."""
    return read_rules(rules_document(**changes))


def an_organiser(slug: str = "piemers") -> Organiser:
    """Return an organiser, the same one for the same slug."""
    with clock.at(WRITTEN):
        return organiser_for(slug=slug, name=f"Pašvaldība {slug}")


def an_official(
    kind: RoleKind = RoleKind.COORDINATOR, *, organiser: str = "piemers", email: str = "", call: Call | None = None
) -> Person:
    """Return a person with a role in an organiser, or in a call."""
    with clock.at(WRITTEN):
        person = person_for(email=email or f"{kind.value}@{organiser}.example", language="en")
        organiser_id = None if call else an_organiser(organiser).id
        grant_role(person=person, kind=kind, actor=None, organiser_id=organiser_id, call_id=call.id if call else None)
        return person


def a_draft(organiser: str = "piemers", **changes: Any) -> Call:
    """Return a call as a draft."""
    with clock.at(WRITTEN):
        return services.create(organiser_id=an_organiser(organiser).id, rules=rules(**changes), actor=None)


def with_act(call: Call) -> Call:
    """Return a call with the file of the act behind the rules that are being prepared."""
    with clock.at(WRITTEN):
        services.keep_act(call=call, uploaded=a_file(), actor=None)
    return call


def with_attachment(call: Call) -> Call:
    """Return a call with an attachment of the rules that are being prepared."""
    with clock.at(WRITTEN):
        services.attach(call=call, title="Tāme", uploaded=a_file("tame.pdf", b"%PDF-1.7 estimate"), actor=None)
    return call


def an_amendment(call: Call, actor: Person, **changes: Any) -> Call:
    """Return a call of which an amendment is prepared that only has to be put in force; by default, of its title."""
    version = services.begin_amendment(call=call, actor=actor)
    document = version.rules | (changes or {"title": {"lv": "Grozīts", "en": "Amended"}})
    services.replace_rules(call=call, rules=read_rules(document), actor=actor)
    body, number, on = AN_ACT
    services.explain_amendment(call=call, reason="Kļūda tekstā.", body=body, number=number, on=on, actor=actor)
    services.keep_act(call=call, uploaded=a_file("grozijumi.pdf", b"%PDF-1.7 amendment"), actor=actor)
    return call


def amended(call: Call, actor: Person, **changes: Any) -> Call:
    """Return a call after an amendment came in force."""
    version = editable_version(an_amendment(call, actor, **changes))
    assert version
    return services.put_in_force(call=call, actor=actor, seen=version.digest)


def a_file(name: str = "lemums.pdf", content: bytes = b"%PDF-1.7 an act") -> Uploaded:
    """Return a PDF that was sent and put away."""
    return put_away(BytesIO(content), name, "pdf")


@staged
def a_call(organiser: str = "piemers", **changes: Any) -> Call:
    """Return a published call."""
    call = with_act(a_draft(organiser, **changes))
    with clock.at(WRITTEN):
        return services.publish(call=call, actor=None)


@staged
def a_closed_call(*actions: Action, **changes: Any) -> Call:
    """Return a call after its deadline, moved on by these actions; the checks of later stages have to let it pass."""
    call = a_call(**changes)
    with clock.at(CLOSED):
        services.finish_closing(CLOSED)
        for action in actions:
            services.advance(call=call, action=action, actor=None)
    return call
