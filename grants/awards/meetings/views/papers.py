"""A sitting to take along: its entry for calendars, and the agenda to print."""

from flask import Response
from flask_babel import force_locale
from flask_babel import gettext as _

from grants.accounts.brand.paper import logo_on_paper
from grants.accounts.current import signed_in
from grants.awards.meetings.calendar import calendar_of
from grants.awards.meetings.queries import sitting_in
from grants.awards.meetings.views.blueprints import meetings, met_call
from grants.awards.meetings.views.planning import agenda_for
from grants.calls.queries import rules_of
from grants.documents.content import Bullets, Document, Facts, Heading
from grants.documents.making import make
from grants.filetypes import MEDIA_TYPES
from grants.web.downloads import handed_out
from grants.web.filters import moment, text


@meetings.get("/<int:number>/sitting.ics")
@signed_in
def calendar(slug: str, number: int) -> Response:
    """Hand out the entry of a sitting for calendars."""
    call, _person = met_call(slug)
    name = f"{call.slug}-sitting-{number}.ics"
    return handed_out(calendar_of(sitting_in(call, number)), "text/calendar", name)


@meetings.get("/<int:number>/agenda.<any(pdf, docx):kind>")
@signed_in
def agenda(slug: str, number: int, kind: str) -> Response:
    """Hand out the agenda of a sitting, in the first language of the rules."""
    call, person = met_call(slug)
    sitting, rules = sitting_in(call, number), rules_of(call)
    with force_locale(rules.languages[0]):
        _room, points = agenda_for(sitting, call, person)
        where = [(_("Place"), sitting.place), (_("Link to join"), sitting.link)]
        document = Document(
            title=_("Agenda of sitting %(number)s of the committee", number=number),
            language=rules.languages[0],
            lead=[text(rules.title)],
            logo=logo_on_paper(call.organiser),
            blocks=[
                Facts(
                    [
                        (_("Date and time"), moment(sitting.starts_at)),
                        *((name, value) for name, value in where if value),
                    ]
                ),
                Heading(_("Agenda")),
                Bullets([[(point.words, "")] for point in points], numbered=True),
            ],
        )
        content = make(kind, document, at=sitting.changed_at)
    return handed_out(content, MEDIA_TYPES[kind], f"{call.slug}-agenda-{number}.{kind}")
